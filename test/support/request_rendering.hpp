#pragma once

#include <array>
#include <cstdio>
#include <string>
#include <string_view>

#include "ranged/http1/request_parser.hpp"
#include "support/boundaries.hpp"

// What a RequestParser makes of octets, as one line of words. For rows of tables, and for a fuzzer:
// the line must be the same however the octets are cut.

namespace ranged::test {

/// `GET /a 1.1 [Host: x; Accept: y] persists`, or `closes`.
inline std::string render(const http::Request& request) {
  std::string fields;
  for (const auto& [name, value] : request.fields) {
    if (!fields.empty()) fields += "; ";
    fields.append(name).append(": ").append(value);
  }
  std::string text(request.method_token);
  text.append(" ").append(request.target).append(" 1.");
  text.append(std::to_string(request.minor_version)).append(" [").append(fields);
  return text.append(request.persists ? "] persists" : "] closes");
}

/// The requests of one connection, joined by " | "; at their end `refused 400`, or `more` where a
/// message is not complete. Like a connection, it reads nothing behind a request that closes.
/// `cuts` are the ascending offsets at which a new piece begins.
inline std::string requests_in(std::string_view octets, const http1::HeadLimits& limits,
                               const Boundaries& cuts) {
  http1::RequestParser parser(limits);
  std::string text;
  const auto say = [&text](const std::string& words) {
    text.append(text.empty() ? "" : " | ").append(words);
  };
  for (std::string_view piece : pieces_of(octets, cuts)) {
    while (!piece.empty()) {
      const auto [outcome, consumed] = parser.feed(piece);
      piece.remove_prefix(consumed);
      if (outcome == http1::RequestParser::Outcome::refused) {
        say("refused " + std::to_string(http::code(parser.error().status)));
        return text;
      }
      if (outcome != http1::RequestParser::Outcome::request) continue;
      say(render(parser.request()));
      if (!parser.request().persists) return text;
      parser.next();
    }
  }
  if (parser.in_message()) say("more");
  return text;
}

/// `octets` with everything that does not print spelled out, to name a row.
inline std::string escaped(std::string_view octets) {
  std::string text;
  for (const char c : octets) {
    if (c == '\r' || c == '\n') {
      text += c == '\r' ? "\\r" : "\\n";
    } else if (c >= ' ' && c <= '~') {
      text += c;
    } else {
      std::array<char, 5> spelled{};
      std::snprintf(spelled.data(), spelled.size(), "\\x%02x", static_cast<unsigned char>(c));
      text += spelled.data();
    }
  }
  return text;
}

}  // namespace ranged::test
