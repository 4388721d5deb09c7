#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ranged/net/limits.hpp"
#include "ranged/net/server.hpp"

// What a server must answer to what a peer has sent: parsed, routed and planned again, in one piece
// and without a network. What is left for the server to do wrong is what only it does.

namespace ranged::fuzz {

/// A Date of the right length. Every answer has one, and its value is not compared.
inline constexpr std::string_view kAnyDate = "Thu, 01 Jan 1970 00:00:00 GMT";

struct Answer {
  std::string head;
  std::string body;
  bool after_continue = false;  ///< the request may have been answered 100 first

  std::size_t size() const { return head.size() + body.size(); }
};

/// The content of every file, by its path.
using Files = std::map<std::string, std::string, std::less<>>;

/// The answers to the requests that `sent` holds whole, and to its first fault, in order.
std::vector<Answer> answers_to(std::string_view sent, const net::Site& site, const Files& files,
                               const net::Limits& limits);

/// Aborts unless `received` is all of `expected`, octet for octet but for Date and 100 Continue,
/// and every head and body is an HTTP message of the length it states.
void check_answers(std::string_view received, const std::vector<Answer>& expected);

}  // namespace ranged::fuzz
