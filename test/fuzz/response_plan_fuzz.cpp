#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "fuzz/lines.hpp"
#include "fuzz/naive_evaluation.hpp"
#include "fuzz/target.hpp"
#include "ranged/base/check.hpp"
#include "ranged/http/byte_range.hpp"
#include "ranged/http/grammar.hpp"
#include "ranged/http1/response_head.hpp"
#include "ranged/plan/response_plan.hpp"

// Input: a line "method length part-size modified now", the times in seconds; then field lines, in
// which {etag} and {date} stand for the validators of the representation.

namespace ranged::fuzz {
namespace {

using content::Representation;
using http::ByteRange;
using http::Method;
using http::Seconds;
using http::Status;
using plan::ResponsePlan;
using std::chrono::seconds;

struct Situation {
  http::Request request;  ///< its views point into `text`
  Representation selected;
  plan::Policy policy;
  Seconds now{};
  http::Validators validators;
  std::string text;
};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

/// What a parser lets into a field value.
bool is_value(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return (c >= '\0' && c < ' ' && c != '\t') || c == '\x7f'; });
}

void read_situation(std::string_view input, Situation& situation) {
  constexpr std::uint64_t kLatest = 9'000'000'000;  // in nanoseconds it still fits
  auto line = take_line(input);
  situation.request.method = take_word(line) == "HEAD" ? Method::head : Method::get;
  situation.selected = {take_number(line), {}, "video/mp4"};
  situation.policy.part_size = std::max<std::uint64_t>(take_number(line), 1);
  situation.selected.modified = seconds(take_number(line) % kLatest);
  situation.now = Seconds(seconds(take_number(line) % kLatest));
  situation.validators = content::validators_of(situation.selected, situation.now);

  situation.text = input;
  replace_all(situation.text, "{etag}", situation.validators.entity_tag);
  replace_all(situation.text, "{date}",
              http::format_http_date(*situation.validators.last_modified));
  std::string_view rest = situation.text;
  while (!rest.empty()) {
    const auto field = take_line(rest);
    const auto colon = field.find(':');
    if (colon == std::string_view::npos || !is_value(field)) continue;
    situation.request.fields.add(
        {field.substr(0, colon), http::trim_whitespace(field.substr(colon + 1))});
  }
}

/// "--boundary ... Content-Range: bytes 0-1/2 CR LF CR LF" goes before each range.
void check_parts(const ResponsePlan& plan, const Representation& selected) {
  const std::string type(*plan.fields.find("Content-Type"));
  constexpr std::string_view kMultipart = "multipart/byteranges; boundary=";
  RANGED_CHECK(type.starts_with(kMultipart));
  const std::string delimiter = "--" + type.substr(kMultipart.size());
  RANGED_CHECK(plan.body.size() >= 5 && plan.body.size() % 2 == 1);
  for (std::size_t i = 0; i + 1 < plan.body.size(); i += 2) {
    const auto& text = std::get<std::string>(plan.body[i]);
    const auto& range = std::get<ByteRange>(plan.body[i + 1]);
    RANGED_CHECK(text.starts_with((i == 0 ? "" : "\r\n") + delimiter + "\r\n"));
    RANGED_CHECK(text.ends_with(
        "\r\nContent-Range: " + http::content_range(range, selected.length) + "\r\n\r\n"));
  }
  RANGED_CHECK(std::get<std::string>(plan.body.back()) == "\r\n" + delimiter + "--\r\n");
  RANGED_CHECK(!plan.fields.find("Content-Range"));
}

std::vector<ByteRange> ranges_in(const ResponsePlan& plan) {
  std::vector<ByteRange> ranges;
  for (const auto& segment : plan.body) {
    if (const auto* range = std::get_if<ByteRange>(&segment)) ranges.push_back(*range);
  }
  return ranges;
}

void check_ranges(const ResponsePlan& plan, const Situation& situation) {
  const auto& selected = situation.selected;
  const auto ranges = ranges_in(plan);
  std::uint64_t octets = 0;
  for (const auto& range : ranges) {
    RANGED_CHECK(range.length > 0 && range.offset < selected.length);
    RANGED_CHECK(range.length <= selected.length - range.offset);
    octets += range.length;
  }
  if (plan.status == Status::ok) RANGED_CHECK(octets == selected.length && ranges.size() <= 1);
  if (plan.status != Status::partial_content) return;
  RANGED_CHECK(octets <= situation.policy.part_size);
  if (plan.body.size() != 1) return check_parts(plan, selected);
  RANGED_CHECK(plan.fields.find("Content-Range") ==
               http::content_range(ranges.at(0), selected.length));
}

bool has_content(Status status) {
  return status == Status::ok || status == Status::partial_content;
}

void check_fields(const ResponsePlan& plan, const Situation& situation) {
  const bool has_body =
      situation.request.method == Method::get && plan.status != Status::not_modified;
  RANGED_CHECK(has_body || plan.body.empty());
  if (has_body) {
    RANGED_CHECK(plan.fields.find("Content-Length") == std::to_string(plan::length_of(plan.body)));
  }
  RANGED_CHECK(plan.fields.find("Content-Length").has_value() !=
               (plan.status == Status::not_modified));
  const bool names_state = has_content(plan.status) || plan.status == Status::not_modified;
  RANGED_CHECK(plan.fields.find("ETag").has_value() == names_state);
  RANGED_CHECK(plan.fields.find("Last-Modified").has_value() == names_state);
  if (plan.status == Status::not_modified) {
    RANGED_CHECK(!plan.fields.find("Content-Type") && !plan.fields.find("Content-Range"));
  }
  if (plan.status == Status::range_not_satisfiable) {
    RANGED_CHECK(plan.fields.find("Content-Range") ==
                 http::unsatisfied_content_range(situation.selected.length));
  }
  http1::format_head(plan.status, plan.fields, {"Sun, 06 Nov 1994 08:49:37 GMT"});  // or it aborts
}

/// HEAD has the fields of the same GET, which here is one without Range.
void check_head(const Situation& situation, const ResponsePlan& head) {
  http::Request get;
  for (const auto& line : situation.request.fields) {
    if (!http::equals_ignoring_case(line.name, "Range")) get.fields.add(line);
  }
  const auto plan =
      plan::plan_representation(get, situation.selected, situation.policy, situation.now);
  RANGED_CHECK(plan.status == head.status && plan.fields.text() == head.fields.text());
}

void check(std::string_view input) {
  Situation situation;
  read_situation(input, situation);
  const auto plan = plan::plan_representation(situation.request, situation.selected,
                                              situation.policy, situation.now);
  RANGED_CHECK(plan.status == evaluate_naively(situation.request, situation.selected,
                                               situation.validators, situation.policy,
                                               situation.now));
  check_fields(plan, situation);
  if (situation.request.method == Method::head) return check_head(situation, plan);
  check_ranges(plan, situation);
}

}  // namespace
}  // namespace ranged::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ranged::fuzz::check(ranged::fuzz::octets_of(data, size));
  return 0;
}
