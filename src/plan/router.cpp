#include "ranged/plan/router.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plan/caching.hpp"
#include "plan/coding.hpp"
#include "ranged/http/accept.hpp"
#include "ranged/http/expectation.hpp"
#include "ranged/http/grammar.hpp"
#include "ranged/http/media_type.hpp"
#include "ranged/http/percent_encoding.hpp"
#include "ranged/http/query.hpp"
#include "ranged/http/request_target.hpp"

namespace ranged::plan {

using content::Entry;
using content::EntryKind;
using http::Method;
using http::NormalizedPath;
using http::RequestTarget;
using http::Status;
using http::TargetForm;

namespace {

/// Exactly one valid Host on HTTP/1.1, at most one on HTTP/1.0 (RFC 9112, section 3.2).
bool is_host_acceptable(const http::Request& request) {
  const std::size_t count = request.fields.count("Host");
  if (count == 0) return request.minor_version == 0;
  return count == 1 && http::is_valid_authority(*request.fields.find("Host"));
}

/// Whether this method may have this form of target (RFC 9112, section 3.2).
bool is_form_acceptable(TargetForm form, Method method) {
  switch (form) {
    case TargetForm::origin:
    case TargetForm::absolute:
      return method != Method::connect;
    case TargetForm::authority:
      return method == Method::connect;
    case TargetForm::asterisk:
      return method == Method::options;
  }
  return false;
}

bool is_denied(std::string_view path, const Policy& policy) {
  for (const auto& folder : policy.denied) {
    if (http::is_at_or_below(path, folder.text())) return true;
  }
  return false;
}

/// Where a `path` that is not in the index leads once links are followed as far as they are known,
/// whether or not it exists: the deepest entry on the way says so, and the rest follows.
std::string resolve(std::string_view path, const content::ContentIndex& index) {
  for (std::size_t end = path.size(); end != std::string_view::npos && end != 0;
       end = path.rfind('/', end - 1)) {
    if (auto entry = index.find(path.substr(0, end))) {
      return entry->resolved.append(path.substr(end));
    }
  }
  return std::string(path);
}

ResponsePlan plan_not_allowed(Method method) {
  ResponsePlan plan = plan_status(Status::method_not_allowed, method);
  plan.fields.add("Allow", kAllow);
  plan.closes = method == Method::connect;  // what follows is meant for somebody else
  return plan;
}

ResponsePlan plan_options() {
  ResponsePlan plan;
  plan.status = Status::no_content;
  plan.fields.add("Allow", kAllow);
  return plan;
}

/// pchar, '/' or '?' (RFC 3986, section 3.4), but for percent sequences.
bool is_query_char(char c) {
  return http::is_unreserved_or_sub_delim(c) || c == ':' || c == '@' || c == '/' || c == '?';
}

/// What peers send as a query need not be one; what is repeated in Location must be.
std::string encoded(std::string_view query) {
  std::string text;
  for (std::size_t i = 0; i < query.size(); ++i) {
    if (is_query_char(query[i]) || http::decode_front(query.substr(i))) {
      text += query[i];
    } else {
      http::append_encoded(text, query[i]);
    }
  }
  return text;
}

ResponsePlan plan_folder_redirect(const NormalizedPath& path, std::string_view query,
                                  Method method) {
  ResponsePlan plan = plan_status(Status::moved_permanently, method);
  plan.fields.add("Location", path.encoded().append("/").append(encoded(query)));
  return plan;
}

std::optional<Entry> index_page_of(std::string_view folder, const content::ContentIndex& index) {
  std::string path(folder);
  if (!path.empty()) path += '/';
  path += "index.html";
  auto entry = index.find(path);
  return entry && entry->kind == EntryKind::file ? entry : std::nullopt;
}

/// Where the client has reached us, whoever secures the connection in front of us.
std::string origin_of(const http::Request& request, const RequestTarget& target) {
  const auto authority = target.form == TargetForm::absolute
                             ? target.authority
                             : request.fields.find("Host").value_or(std::string_view());
  if (authority.empty()) return {};
  const auto scheme = request.fields.find("X-Forwarded-Proto");
  const bool is_secured = scheme && http::equals_ignoring_case(*scheme, "https");
  return std::string(is_secured ? "https://" : "http://").append(authority);
}

Wish::Form form_asked_for(const http::Request& request, const http::QueryParameters& parameters) {
  if (parameters.has("json")) return Wish::Form::json;
  if (parameters.has("playlist")) return Wish::Form::playlist;
  const auto accept = request.fields.combined("Accept");
  return accept && http::is_preferred(*accept, "application/json", "text/html") ? Wish::Form::json
                                                                                : Wish::Form::page;
}

/// A download is the file as it is: it is saved under its name.
Selected select_download(Entry file, const Policy& policy) {
  auto caching = caching_of(file, policy);
  return {std::move(file), true, std::move(caching), std::nullopt};
}

Selected select(Entry file, const http::Request& request, const content::ContentIndex& index,
                const Policy& policy) {
  auto caching = caching_of(file, policy);
  Selected selected{std::move(file), false, std::move(caching), std::nullopt};
  if (!has_codings(selected.entry, policy)) return selected;
  selected.caching.add("Vary", "Accept-Encoding");
  selected.encoded = encoded_for(request, selected.entry, index, policy);
  return selected;
}

Route route_folder(const Entry& folder, const http::Request& request, const RequestTarget& target,
                   const content::ContentIndex& index, const Policy& policy) {
  if (auto entry = index_page_of(folder.path, index)) {
    if (is_denied(*entry, policy)) return plan_status(Status::forbidden, request.method);
    return select(std::move(*entry), request, index, policy);
  }
  if (!policy.listing) return plan_status(Status::not_found, request.method);
  Wish wish{form_asked_for(request, http::QueryParameters(target.query)),
            folder.path,
            std::string(target.query),
            {}};
  if (wish.form == Wish::Form::playlist) wish.origin = origin_of(request, target);
  return wish;
}

Route route_file(Entry file, const http::Request& request, const RequestTarget& target,
                 const content::ContentIndex& index, const Policy& policy) {
  if (!target.query.empty()) {
    const http::QueryParameters parameters(target.query);
    if (parameters.has("download")) return select_download(std::move(file), policy);
    if (policy.listing && parameters.has("play") && http::is_playable(file.media_type)) {
      return Wish{Wish::Form::player, std::move(file.path), {}, {}};
    }
  }
  return select(std::move(file), request, index, policy);
}

/// nullopt if `path` is none of an asset.
std::optional<std::string> asset_name_of(const NormalizedPath& path) {
  const std::string_view text = path.text();
  if (path.names_folder() || http::parent_of(text) != kAssetFolder) return std::nullopt;
  return std::string(http::last_segment(text));
}

Route route_path(const http::Request& request, const RequestTarget& target,
                 const content::ContentIndex& index, const Policy& policy) {
  const Method method = request.method;
  const auto path = NormalizedPath::normalize(target.path);
  if (!path) return plan_status(Status::bad_request, method);
  auto entry = index.find(path->text());
  if (is_denied(path->text(), policy) ||
      (entry ? is_denied(entry->resolved, policy)
             : is_denied(resolve(path->text(), index), policy))) {
    return plan_status(Status::forbidden, method);
  }
  if (!entry) {
    auto asset = policy.listing ? asset_name_of(*path) : std::nullopt;
    if (!asset) return plan_status(Status::not_found, method);
    return Wish{Wish::Form::asset, std::move(*asset), std::string(target.query), {}};
  }
  if (entry->kind == EntryKind::file) {
    if (path->names_folder()) return plan_status(Status::not_found, method);
    return route_file(std::move(*entry), request, target, index, policy);
  }
  if (!path->names_folder()) return plan_folder_redirect(*path, target.query, method);
  return route_folder(*entry, request, target, index, policy);
}

}  // namespace

bool is_denied(const Entry& entry, const Policy& policy) {
  return is_denied(entry.path, policy) || is_denied(entry.resolved, policy);
}

bool is_denied(const Entry& folder, std::size_t number, const Policy& policy) {
  const auto name = folder.folder->at(number);
  const bool is_in_doubt =
      !name.link.empty() || is_denied(folder, policy) ||
      std::any_of(policy.denied.begin(), policy.denied.end(), [&name](const auto& denied) {
        return http::last_segment(denied.text()) == name.name;
      });
  return is_in_doubt && is_denied(content::entry_in(folder, number), policy);
}

bool is_listed(std::string_view folder, const content::ContentIndex& index) {
  return !index_page_of(folder, index);
}

Policy follow_denied(Policy policy, const content::ContentIndex& index) {
  std::vector<NormalizedPath> resolved;
  for (const auto& folder : policy.denied) {
    std::string encoded;
    for (const char octet : resolve(folder.text(), index)) {
      octet == '/' ? encoded.push_back(octet) : http::append_encoded(encoded, octet);
    }
    resolved.push_back(*NormalizedPath::normalize(encoded));
  }
  policy.denied.insert(policy.denied.end(), resolved.begin(), resolved.end());
  return policy;
}

std::variant<ResponsePlan, RequestTarget> judge(const http::Request& request) {
  const Method method = request.method;
  const auto target = http::parse_request_target(request.target);
  if (!target || !is_host_acceptable(request) || !is_form_acceptable(target->form, method)) {
    return plan_refusal(Status::bad_request, method);
  }
  // An "https" resource must not be served over a connection that is not secured (RFC 9110, 7.4).
  if (target->is_https) return plan_status(Status::misdirected_request, method);
  switch (method) {
    case Method::unknown:
      return plan_status(Status::not_implemented, method);
    case Method::connect:
    case Method::other:
      return plan_not_allowed(method);
    case Method::get:
    case Method::head:
    case Method::options:
      break;
  }
  if (http::expectation_of(request.fields, request.minor_version) == http::Expectation::unknown) {
    return plan_status(Status::expectation_failed, method);
  }
  if (method == Method::options) return plan_options();
  return *target;
}

Route route(const http::Request& request, const content::ContentIndex& index,
            const Policy& policy) {
  auto judged = judge(request);
  if (auto* plan = std::get_if<ResponsePlan>(&judged)) return std::move(*plan);
  return route_path(request, std::get<RequestTarget>(judged), index, policy);
}

ResponsePlan plan_lookup_failure(content::LookupFailure failure, Method method) {
  switch (failure) {
    case content::LookupFailure::not_found:
      return plan_status(Status::not_found, method);
    case content::LookupFailure::forbidden:
      return plan_status(Status::forbidden, method);
    case content::LookupFailure::unavailable:
      break;
  }
  ResponsePlan plan = plan_status(Status::service_unavailable, method);
  plan.fields.add("Retry-After", "1");
  return plan;
}

}  // namespace ranged::plan
