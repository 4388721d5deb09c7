#include "ranged/plan/response_plan.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>

#include "plan/delivery.hpp"
#include "plan/multipart.hpp"
#include "plan/status_page.hpp"
#include "ranged/http/content_disposition.hpp"

namespace ranged::plan {

using http::ByteRange;
using http::Method;
using http::Status;

namespace {

void add_content(ResponsePlan& plan, std::string_view content_type, std::vector<Segment> body) {
  plan.fields.add("Content-Type", content_type);
  plan.fields.add("Content-Length", std::to_string(length_of(body)));
  plan.body = std::move(body);
}

void add_coding(ResponsePlan& plan, const content::Representation& selected) {
  if (selected.content_coding.empty()) return;
  plan.fields.add("Content-Encoding", selected.content_coding);
}

/// 200 or 206: what both have in common.
ResponsePlan begin_content(Status status, const Prepared& prepared) {
  ResponsePlan plan;
  plan.status = status;
  plan.fields.add("Accept-Ranges", "bytes");
  plan.fields.add("X-Content-Type-Options", "nosniff");
  plan.fields.add(prepared.validator_fields);
  return plan;
}

ResponsePlan plan_whole(const content::Representation& selected, const Prepared& prepared) {
  ResponsePlan plan = begin_content(Status::ok, prepared);
  add_coding(plan, selected);
  std::vector<Segment> body;
  if (selected.length > 0) body.emplace_back(ByteRange{0, selected.length});
  add_content(plan, selected.media_type, std::move(body));
  return plan;
}

ResponsePlan plan_part(const ByteRange& part, const content::Representation& selected,
                       const Prepared& prepared) {
  ResponsePlan plan = begin_content(Status::partial_content, prepared);
  add_coding(plan, selected);
  plan.fields.add("Content-Range", http::content_range(part, selected.length));
  add_content(plan, selected.media_type, {part});
  return plan;
}

ResponsePlan plan_parts(const std::vector<ByteRange>& parts,
                        const content::Representation& selected, const Prepared& prepared) {
  ResponsePlan plan = begin_content(Status::partial_content, prepared);
  const std::string boundary = boundary_of(prepared.validators.entity_tag);
  add_content(plan, "multipart/byteranges; boundary=" + boundary,
              multipart_body(parts, selected, boundary));
  return plan;
}

ResponsePlan plan_unsatisfiable(const content::Representation& selected) {
  ResponsePlan plan = plan_status(Status::range_not_satisfiable, Method::get);
  plan.fields.add("Accept-Ranges", "bytes");
  plan.fields.add("Content-Range", http::unsatisfied_content_range(selected.length));
  return plan;
}

/// The ranges asked for; nullopt if the field is to be ignored (section 14.2).
std::optional<http::RangeSet> range_asked_for(const http::Request& request,
                                              const content::Representation& selected,
                                              const http::Validators& validators,
                                              http::Seconds now) {
  if (selected.length == 0 || !http::if_range_holds(request, validators, now)) return std::nullopt;
  if (request.fields.count("Range") != 1) return std::nullopt;  // it is no list of lines
  return http::parse_range(*request.fields.find("Range"));
}

bool is_open(const http::RangeSet& set) {
  return std::any_of(set.begin(), set.end(), [](const auto& range) {
    const auto* const from = std::get_if<http::IntRange>(&range);
    return from && !from->last_pos;
  });
}

std::uint64_t octets_of(const std::vector<ByteRange>& ranges) {
  return std::accumulate(
      ranges.begin(), ranges.end(), std::uint64_t{0},
      [](std::uint64_t sum, const ByteRange& range) { return sum + range.length; });
}

/// Some octets of `asked`, at most `most`, in as many parts as there are runs of them.
ResponsePlan plan_ranges(std::vector<ByteRange> asked, std::uint64_t most,
                         const content::Representation& selected, const Prepared& prepared) {
  asked = coalesce(asked);
  const std::uint64_t octets_asked = octets_of(asked);
  auto parts = take_octets(std::move(asked), most);
  // As one part, anywhere: no set of small ranges costs more to read.
  if (most != Delivery::kUncut) parts = take_units(std::move(parts), most / kReadingUnit + 2);
  ResponsePlan plan = parts.size() == 1 ? plan_part(parts.front(), selected, prepared)
                                        : plan_parts(parts, selected, prepared);
  plan.capped = octets_of(parts) < octets_asked;
  return plan;
}

/// Whole or in part: the whole of range policy, in the order it is decided.
ResponsePlan plan_content(const http::Request& request, const content::Representation& selected,
                          const Prepared& prepared, const Delivery& delivery, http::Seconds now) {
  const bool has_range = request.method == Method::get && request.fields.find("Range");
  if (!has_range) {
    if (selected.length <= delivery.without_range) return plan_whole(selected, prepared);
    ResponsePlan plan = plan_part({0, delivery.without_range}, selected, prepared);
    plan.capped = true;
    return plan;
  }
  const auto set = range_asked_for(request, selected, prepared.validators, now);
  if (!set) return plan_whole(selected, prepared);
  auto ranges = http::satisfy(*set, selected.length);
  if (ranges.empty()) return plan_unsatisfiable(selected);
  return plan_ranges(std::move(ranges), is_open(*set) ? delivery.open : delivery.bounded, selected,
                     prepared);
}

}  // namespace

std::uint64_t length_of(const std::vector<Segment>& body) {
  std::uint64_t length = 0;
  for (const auto& segment : body) {
    if (const auto* range = std::get_if<ByteRange>(&segment)) {
      length += range->length;
    } else if (const auto* shared = std::get_if<SharedText>(&segment)) {
      length += shared->octets.size();
    } else {
      length += std::get<std::string>(segment).size();
    }
  }
  return length;
}

ResponsePlan plan_representation(const http::Request& request,
                                 const content::Representation& selected, const Prepared& prepared,
                                 const Policy& policy, http::Seconds now) {
  const auto delivery = deliver(policy, selected, request.fields);
  ResponsePlan plan;
  switch (http::evaluate_preconditions(request, prepared.validators, now)) {
    case http::Precondition::failed:
      return plan_status(Status::precondition_failed, request.method);
    case http::Precondition::not_modified:
      plan.status = Status::not_modified;
      plan.fields.add(prepared.validator_fields);
      if (delivery.varies_by_agent) plan.fields.add("Vary", "User-Agent");
      return plan;
    case http::Precondition::holds:
      break;
  }
  plan = plan_content(request, selected, prepared, delivery, now);
  if (delivery.varies_by_agent) plan.fields.add("Vary", "User-Agent");
  if (request.method == Method::head) {
    plan.body.clear();
    plan.capped = false;
  }
  return plan;
}

ResponsePlan plan_representation(const http::Request& request,
                                 const content::Representation& selected, const Policy& policy,
                                 http::Seconds now) {
  return plan_representation(request, selected, prepare(selected, now), policy, now);
}

ResponsePlan plan_text(Status status, Method method, std::string_view media_type,
                       std::string text) {
  ResponsePlan plan;
  plan.status = status;
  plan.fields.add("X-Content-Type-Options", "nosniff");
  plan.fields.add("Cache-Control", "no-store");
  add_content(plan, media_type, {std::move(text)});
  if (method == Method::head) plan.body.clear();
  return plan;
}

ResponsePlan plan_download(const http::Request& request, const content::Representation& selected,
                           const Prepared& prepared, std::string_view name, http::Seconds now) {
  Policy whole;
  whole.cap = Cap::off;
  whole.no_range = NoRange::whole;
  ResponsePlan plan = plan_representation(request, selected, prepared, whole, now);
  const bool has_content = plan.status == Status::ok || plan.status == Status::partial_content;
  if (has_content) plan.fields.add("Content-Disposition", http::attachment(name));
  return plan;
}

void add_caching(ResponsePlan& plan, const http::FieldList& caching) {
  const bool is_stored = plan.status == Status::ok || plan.status == Status::partial_content ||
                         plan.status == Status::not_modified;
  if (!is_stored) return;
  for (const auto& [name, value] : caching.lines()) {
    name == "Vary" ? plan.fields.add_element(name, value) : plan.fields.add(name, value);
  }
}

ResponsePlan plan_document(const http::Request& request,
                           const std::shared_ptr<const Document>& document, http::Seconds now) {
  ResponsePlan plan;
  const http::Validators validators{document->entity_tag, std::nullopt};
  const auto precondition = http::evaluate_preconditions(request, validators, now);
  if (precondition == http::Precondition::failed) {
    return plan_status(Status::precondition_failed, request.method);
  }
  plan.fields.add("ETag", document->entity_tag);
  plan.fields.add(document->caching);
  if (precondition == http::Precondition::not_modified) {
    plan.status = Status::not_modified;
    return plan;
  }
  plan.fields.add("X-Content-Type-Options", "nosniff");
  plan.fields.add(document->fields);
  std::vector<Segment> body;
  if (!document->octets.empty()) body.emplace_back(SharedText{document->octets, document});
  add_content(plan, document->media_type, std::move(body));
  if (request.method == Method::head) plan.body.clear();
  return plan;
}

ResponsePlan plan_status(Status status, Method method) {
  ResponsePlan plan;
  plan.status = status;
  plan.fields.add("X-Content-Type-Options", "nosniff");
  add_content(plan, "text/html; charset=utf-8", {status_page(status)});
  if (method == Method::head) plan.body.clear();
  return plan;
}

ResponsePlan plan_refusal(Status status, Method method) {
  ResponsePlan plan = plan_status(status, method);
  plan.closes = true;
  return plan;
}

std::string describe(const ResponsePlan& plan) {
  std::string text = std::to_string(http::code(plan.status));
  for (const auto& segment : plan.body) {
    if (const auto* range = std::get_if<ByteRange>(&segment)) {
      text +=
          " [" + std::to_string(range->offset) + '+' + std::to_string(range->length) + " of file]";
    } else {
      text += " [text]";
    }
  }
  if (const auto content_range = plan.fields.find("Content-Range")) {
    text.append(" Content-Range: ").append(*content_range);
  }
  if (plan.closes) text += " close";
  return text;
}

}  // namespace ranged::plan
