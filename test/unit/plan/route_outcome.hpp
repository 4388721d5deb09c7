#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "ranged/plan/router.hpp"

// What route() makes of a request, as one line of words. For rows of tables.

namespace ranged::plan {

/// `select clips/a.mp4`, `download clips/a.mp4`, `page clips ?sort=size`, `404`, `301 /clips/?q`,
/// `405 Allow: GET, HEAD, OPTIONS`, with ` close` at the end if the connection must not persist.
inline std::string outcome_of(const Route& route) {
  if (const auto* selected = std::get_if<Selected>(&route)) {
    return (selected->as_download ? "download " : "select ") + selected->entry.path;
  }
  if (const auto* wish = std::get_if<Wish>(&route)) {
    constexpr const char* kForms[] = {"page", "json", "playlist", "player", "asset"};
    std::string text = kForms[static_cast<std::size_t>(wish->form)];
    for (const auto& word : {wish->path, wish->query, wish->origin}) {
      if (!word.empty()) text += ' ' + word;
    }
    return text;
  }
  const auto& plan = std::get<ResponsePlan>(route);
  std::string text = std::to_string(http::code(plan.status));
  if (const auto location = plan.fields.find("Location")) text.append(" ").append(*location);
  if (const auto allow = plan.fields.find("Allow")) text.append(" Allow: ").append(*allow);
  if (plan.closes) text += " close";
  return text;
}

/// `request_line` is "GET /target".
inline http::Request request_of(std::string_view request_line, const http::FieldSection& fields) {
  http::Request request;
  const auto space = request_line.find(' ');
  request.method_token = request_line.substr(0, space);
  request.method = http::method_of(request.method_token);
  request.target = request_line.substr(space + 1);
  request.fields = fields;
  return request;
}

}  // namespace ranged::plan
