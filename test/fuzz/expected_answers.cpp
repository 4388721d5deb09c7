#include "fuzz/expected_answers.hpp"

#include <chrono>
#include <utility>
#include <variant>

#include "ranged/base/check.hpp"
#include "ranged/http/expectation.hpp"
#include "ranged/http1/request_parser.hpp"
#include "ranged/http1/response_head.hpp"
#include "ranged/plan/router.hpp"

namespace ranged::fuzz {
namespace {

using http1::RequestParser;
using plan::ResponsePlan;

struct Decision {
  ResponsePlan plan;
  std::string path;  ///< of the file its ranges are of
};

Decision decide(const http::Request& request, const net::Site& site) {
  auto route = plan::route(request, site.index, site.policy);
  if (auto* plan = std::get_if<ResponsePlan>(&route)) return {std::move(*plan), {}};
  const auto& entry = std::get<plan::Selected>(route).entry;
  const auto opened = site.root->open_file(entry.resolved);
  const auto& file = std::get<content::OpenFile>(opened);
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return {plan::plan_representation(
              request, {file.identity.length, file.identity.modified, entry.media_type},
              site.policy, now),
          entry.resolved};
}

Answer spelled(const Decision& decision, bool persists, const Files& files) {
  Answer answer;
  answer.head =
      http1::format_head(decision.plan.status, decision.plan.fields, {kAnyDate, persists});
  for (const auto& segment : decision.plan.body) {
    if (const auto* text = std::get_if<std::string>(&segment)) {
      answer.body += *text;
    } else {
      const auto& range = std::get<http::ByteRange>(segment);
      answer.body.append(files.at(decision.path), range.offset, range.length);
    }
  }
  return answer;
}

std::string without_date(std::string_view head) {
  constexpr std::string_view kDate = "\r\nDate: ";
  const auto at = head.find(kDate);
  RANGED_CHECK(at != std::string_view::npos);
  return std::string(head).replace(at + kDate.size(), kAnyDate.size(), kAnyDate);
}

/// Of the message that begins with `head`: as its own fields say it.
void check_length(std::string_view head, std::size_t length) {
  constexpr std::string_view kLength = "\r\nContent-Length: ";
  RANGED_CHECK(head.starts_with("HTTP/1.1 "));
  RANGED_CHECK(head.find("\r\n\r\n") == head.size() - 4);
  const auto at = head.find(kLength);
  const auto status = head.substr(9, 3);
  RANGED_CHECK((at == std::string_view::npos) == (status == "204" || status == "304"));
  if (length == 0) return;  // HEAD, 204, 304, or nothing to send
  RANGED_CHECK(head.substr(at + kLength.size()).starts_with(std::to_string(length) + "\r\n"));
}

}  // namespace

std::vector<Answer> answers_to(std::string_view sent, const net::Site& site, const Files& files,
                               const net::Limits& limits) {
  std::vector<Answer> answers;
  RequestParser parser(limits.request);
  while (!sent.empty()) {
    const auto [outcome, consumed] = parser.feed(sent);
    sent.remove_prefix(consumed);
    const auto& request = parser.request();
    if (outcome == RequestParser::Outcome::refused) {
      answers.push_back(spelled(
          {plan::plan_refusal(parser.error().status, http::method_of(request.method_token)), {}},
          false, files));
      answers.back().after_continue = http::expectation_of(request.fields, request.minor_version) ==
                                      http::Expectation::to_continue;
      break;
    }
    if (outcome != RequestParser::Outcome::request) continue;
    const Decision decision = decide(request, site);
    const bool persists =
        request.persists && !decision.plan.closes && answers.size() + 1 < limits.max_requests;
    answers.push_back(spelled(decision, persists, files));
    answers.back().after_continue = http::expectation_of(request.fields, request.minor_version) ==
                                    http::Expectation::to_continue;
    if (!persists) break;
    parser.next();
  }
  return answers;
}

void check_answers(std::string_view received, const std::vector<Answer>& expected) {
  for (const Answer& answer : expected) {
    if (answer.after_continue && received.starts_with(http1::kContinue)) {
      received.remove_prefix(http1::kContinue.size());
    }
    RANGED_CHECK(received.size() >= answer.size());
    const auto head = received.substr(0, answer.head.size());
    RANGED_CHECK(without_date(head) == answer.head);
    check_length(head, answer.body.size());
    RANGED_CHECK(received.substr(head.size(), answer.body.size()) == answer.body);
    received.remove_prefix(answer.size());
  }
  // A peer that never sent his content may have been asked for it.
  RANGED_CHECK(received.empty() || received == http1::kContinue);
}

}  // namespace ranged::fuzz
