#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/lines.hpp"
#include "fuzz/target.hpp"
#include "ranged/base/check.hpp"
#include "ranged/http/grammar.hpp"
#include "support/request_rendering.hpp"

// Input: a line of piece lengths, one digit each, used again and again; then what a peer sends.

namespace ranged::fuzz {
namespace {

using http1::RequestParser;

/// Small, so that short inputs reach them.
constexpr http1::HeadLimits kLimits{.request_line = 64, .head = 256, .fields = 6, .content = 96};

/// No message is larger, with two empty lines before it.
constexpr std::size_t kMostOctets = 4 + kLimits.head + kLimits.content;

std::vector<std::size_t> cuts_of(std::string_view lengths, std::size_t size) {
  std::vector<std::size_t> cuts;
  std::size_t end = 0;
  for (std::size_t i = 0; !lengths.empty(); ++i) {
    const auto digit = static_cast<std::size_t>(lengths[i % lengths.size()] - '0');
    end += std::max<std::size_t>(digit % 64, 1);
    if (end >= size) break;
    cuts.push_back(end);
  }
  return cuts;
}

void check_splits(std::string_view lengths, std::string_view octets) {
  const std::string whole = test::requests_in(octets, kLimits, {});
  std::vector<std::size_t> every(octets.empty() ? 0 : octets.size() - 1);
  std::iota(every.begin(), every.end(), std::size_t{1});
  RANGED_CHECK(test::requests_in(octets, kLimits, every) == whole);
  RANGED_CHECK(test::requests_in(octets, kLimits, cuts_of(lengths, octets.size())) == whole);
}

/// The shortest message that says the same: every field, and as much content as they promise.
std::string composed(const http::Request& request) {
  std::string text(request.method_token);
  text.append(" ").append(request.target).append(" HTTP/1.");
  text.append(std::to_string(request.minor_version)).append("\r\n");
  std::string content;
  for (const auto& [name, value] : request.fields) {
    text.append(name).append(":").append(value).append("\r\n");
    if (http::equals_ignoring_case(name, "Transfer-Encoding")) content = "0\r\n\r\n";
    if (http::equals_ignoring_case(name, "Content-Length"))
      content.resize(std::stoul(std::string(value)), 'x');
  }
  return text.append("\r\n").append(content);
}

/// `octets` must be one whole request, which is returned as words.
std::string only_request_in(std::string_view octets) {
  RequestParser parser(kLimits);
  auto result = parser.feed(octets);
  if (result.outcome == RequestParser::Outcome::expects_continue) {
    octets.remove_prefix(result.consumed);
    result = parser.feed(octets);
  }
  RANGED_CHECK(result.outcome == RequestParser::Outcome::request);
  RANGED_CHECK(result.consumed == octets.size());
  return test::render(parser.request());
}

/// One request of a connection must be the same alone, must need its last octet, and must survive
/// being spelled anew.
void check_message(std::string_view octets, const http::Request& request) {
  const auto request_line = octets.substr(octets.find_first_not_of("\r\n"));
  RANGED_CHECK(request_line.find("\r\n") <= kLimits.request_line);
  RANGED_CHECK(request.fields.size() <= kLimits.fields);
  const std::string words = test::render(request);
  RANGED_CHECK(only_request_in(octets) == words);
  RANGED_CHECK(test::requests_in(octets.substr(0, octets.size() - 1), kLimits, {}) == "more");
  RANGED_CHECK(only_request_in(composed(request)) == words);
}

void check_messages(std::string_view octets) {
  RequestParser parser(kLimits);
  std::size_t begin = 0;
  std::size_t end = 0;
  while (end < octets.size()) {
    const auto [outcome, consumed] = parser.feed(octets.substr(end));
    end += consumed;
    RANGED_CHECK(end <= octets.size() && end - begin <= kMostOctets);
    if (outcome == RequestParser::Outcome::refused) {
      RANGED_CHECK(http::code(parser.error().status) >= 400 && !parser.error().reason.empty());
      RANGED_CHECK(parser.feed(octets).outcome == RequestParser::Outcome::refused);
      // Nor is it refused for what was before it.
      RANGED_CHECK(test::requests_in(octets.substr(begin), kLimits, {}) ==
                   "refused " + std::to_string(http::code(parser.error().status)));
      return;
    }
    RANGED_CHECK(consumed > 0);
    if (outcome != RequestParser::Outcome::request) continue;
    check_message(octets.substr(begin, end - begin), parser.request());
    parser.next();
    begin = end;
  }
}

}  // namespace
}  // namespace ranged::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto octets = ranged::fuzz::octets_of(data, size);
  const auto lengths = ranged::fuzz::take_line(octets);
  ranged::fuzz::check_splits(lengths, octets);
  ranged::fuzz::check_messages(octets);
  return 0;
}
