#include "ranged/http/request_target.hpp"

#include <algorithm>

#include "ranged/http/grammar.hpp"
#include "ranged/http/percent_encoding.hpp"

namespace ranged::http {

namespace {

constexpr bool is_forbidden(char c) {
  const auto octet = static_cast<unsigned char>(c);
  return octet <= 0x20 || octet >= 0x7f || octet == '#';
}

bool is_reg_name(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_unreserved_or_sub_delim(text[i])) continue;
    if (!decode_front(text.substr(i))) return false;
    i += kPercentSequence - 1;
  }
  return true;
}

/// One or more digits; as many zeros in front as one likes.
bool is_number_up_to(std::string_view digits, unsigned max) {
  unsigned value = 0;
  for (const char c : digits) {
    if (!is_digit(c)) return false;
    value = value * 10 + static_cast<unsigned>(c - '0');
    if (value > max) return false;
  }
  return !digits.empty();
}

bool is_ipv4(std::string_view text) {
  for (int octets = 1;; ++octets) {
    const auto dot = text.find('.');
    const auto octet = text.substr(0, dot);
    if (!is_number_up_to(octet, 255) || (octet.size() > 1 && octet[0] == '0')) return false;
    if (dot == std::string_view::npos) return octets == 4;
    text.remove_prefix(dot + 1);
  }
}

/// Eight groups, of which "::" stands for one or more and an IPv4 address at the end for two.
bool is_ipv6(std::string_view text) {
  int groups = 0;
  bool compressed = text.starts_with("::");
  if (compressed) text.remove_prefix(2);
  if (compressed && text.empty()) return true;
  for (;;) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_hex_digit);
    const auto digits = static_cast<std::size_t>(end - text.begin());
    if (end != text.end() && *end == '.') {
      if (!is_ipv4(text)) return false;
      groups += 2;
      break;
    }
    if (digits == 0 || digits > 4) return false;
    ++groups;
    if (end == text.end()) break;
    if (*end != ':') return false;
    text.remove_prefix(digits + 1);
    if (!text.starts_with(':')) continue;
    if (compressed) return false;
    compressed = true;
    text.remove_prefix(1);
    if (text.empty()) break;
  }
  return compressed ? groups < 8 : groups == 8;
}

/// RFC 3986 section 3.2.2: "v1.any:thing", which nobody uses.
bool is_ip_future(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos || dot < 2 || (text[0] != 'v' && text[0] != 'V')) return false;
  const auto version = text.substr(1, dot - 1);
  const auto address = text.substr(dot + 1);
  return std::all_of(version.begin(), version.end(), is_hex_digit) && !address.empty() &&
         std::all_of(address.begin(), address.end(),
                     [](char c) { return is_unreserved_or_sub_delim(c) || c == ':'; });
}

struct Authority {
  std::string_view host;
  std::string_view port;  ///< with its ':'; empty if there is none
};

Authority split_authority(std::string_view text) {
  const auto host_end = text.starts_with('[') ? text.find(']') : 0;
  const auto colon = std::min(text.find(':', std::min(host_end, text.size())), text.size());
  return {text.substr(0, colon), text.substr(colon)};
}

bool is_host(std::string_view text) {
  if (!text.starts_with('[')) return is_reg_name(text);
  if (!text.ends_with(']')) return false;
  const auto literal = text.substr(1, text.size() - 2);
  return is_ipv6(literal) || is_ip_future(literal);
}

/// `path_and_query` begins with '/' or '?', or is empty.
void set_path(RequestTarget& target, std::string_view path_and_query) {
  const auto mark = std::min(path_and_query.find('?'), path_and_query.size());
  target.path = mark == 0 ? "/" : path_and_query.substr(0, mark);
  target.query = path_and_query.substr(mark);
}

constexpr std::string_view kHttp = "http://";
constexpr std::string_view kHttps = "https://";

bool has_scheme(std::string_view octets, std::string_view scheme) {
  return equals_ignoring_case(octets.substr(0, scheme.size()), scheme);
}

std::optional<RequestTarget> parse_absolute(std::string_view after_scheme) {
  RequestTarget target;
  target.form = TargetForm::absolute;
  target.authority = after_scheme.substr(0, after_scheme.find_first_of("/?"));
  if (target.authority.empty() || !is_valid_authority(target.authority)) return std::nullopt;
  set_path(target, after_scheme.substr(target.authority.size()));
  return target;
}

/// Host and port must both be there (RFC 9110, section 9.3.6).
std::optional<RequestTarget> parse_authority(std::string_view octets) {
  if (split_authority(octets).port.size() < 2 || !is_valid_authority(octets)) return std::nullopt;
  RequestTarget target;
  target.form = TargetForm::authority;
  target.authority = octets;
  return target;
}

}  // namespace

std::optional<RequestTarget> parse_request_target(std::string_view octets) {
  if (std::any_of(octets.begin(), octets.end(), is_forbidden)) return std::nullopt;
  if (octets.starts_with('/')) {
    RequestTarget target;
    set_path(target, octets);
    return target;
  }
  if (octets == "*") return RequestTarget{TargetForm::asterisk, {}, {}, {}};
  if (has_scheme(octets, kHttp)) return parse_absolute(octets.substr(kHttp.size()));
  if (has_scheme(octets, kHttps)) {
    auto target = parse_absolute(octets.substr(kHttps.size()));
    if (target) target->is_https = true;
    return target;
  }
  return parse_authority(octets);
}

bool is_valid_authority(std::string_view text) {
  if (text.empty()) return true;
  const auto [host, port] = split_authority(text);
  if (host.empty() || !is_host(host)) return false;  // RFC 9110, section 4.2.1
  return port.size() < 2 || is_number_up_to(port.substr(1), 65535);
}

}  // namespace ranged::http
