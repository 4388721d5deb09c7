#include "ranged/http/forwarded.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

#include "ranged/base/quantity.hpp"
#include "ranged/http/grammar.hpp"

namespace ranged::http {

namespace {

using Node = std::optional<ForwardedClient>;  // nullopt: not an address

constexpr std::size_t kLongestId = 128;

/// A port or an obfuscated one, which is none; false if it is neither (RFC 7239, section 6).
bool read_port(std::string_view text, std::optional<std::uint16_t>& port) {
  if (text.starts_with('_')) return true;
  const auto number = base::parse_number(text);
  if (!number || *number > 65535) return false;
  port = static_cast<std::uint16_t>(*number);
  return true;
}

/// "192.0.2.1", "192.0.2.1:80", "[2001:db8::1]", "[2001:db8::1]:80"; and "2001:db8::1", as
/// X-Forwarded-For has it.
Node parse_node(std::string_view text) {
  std::size_t end = text.size();
  const bool is_bracketed = text.starts_with('[');
  if (is_bracketed) {
    end = std::min(text.find(']'), text.size());
    if (end == text.size()) return std::nullopt;
  } else if (std::count(text.begin(), text.end(), ':') == 1) {
    end = text.find(':');
  }
  const auto host = is_bracketed ? text.substr(1, end - 1) : text.substr(0, end);
  const auto rest = text.substr(is_bracketed ? end + 1 : end);
  if (is_bracketed && host.find(':') == std::string_view::npos) return std::nullopt;
  const auto address = base::parse_ip_address(host);
  if (!address || (!rest.empty() && rest[0] != ':')) return std::nullopt;
  ForwardedClient node{*address, std::nullopt};
  if (!rest.empty() && !read_port(rest.substr(1), node.port)) return std::nullopt;
  return node;
}

/// Removes a quoted string (RFC 9110, section 5.6.4) and gives what it says; nullopt if it does
/// not end.
std::optional<std::string> take_quoted(std::string_view& text) {
  std::string value;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') {
      text.remove_prefix(i + 1);
      return value;
    }
    if (text[i] == '\\' && ++i == text.size()) break;
    value += text[i];
  }
  return std::nullopt;
}

/// Removes one pair's value: quoted, or up to what ends it. IPv6 without its quotes is understood.
std::optional<std::string> take_value(std::string_view& text) {
  if (text.starts_with('"')) return take_quoted(text);
  const std::size_t end = std::min(text.find_first_of("\",; \t"), text.size());
  std::string value(text.substr(0, end));
  text.remove_prefix(end);
  return value;
}

/// The elements of Forwarded, in order; nothing if one of them is malformed: where it ends, and so
/// what is behind it, cannot be told.
std::vector<Node> nodes_of_forwarded(std::string_view text) {
  std::vector<Node> nodes(1);
  for (;;) {
    text = trim_whitespace(text);
    const std::size_t equals = text.find_first_of("=,;");
    if (equals < text.size() && text[equals] == '=') {
      const auto name = text.substr(0, equals);
      text.remove_prefix(equals + 1);
      const auto value = take_value(text);
      if (!is_token(name) || !value) return {};
      if (equals_ignoring_case(name, "for")) nodes.back() = parse_node(*value);
      text = trim_whitespace(text);
    }
    if (text.empty()) return nodes;
    if (text[0] == ',') nodes.emplace_back();
    if (text[0] != ',' && text[0] != ';') return {};
    text.remove_prefix(1);
  }
}

std::vector<Node> nodes_of_list(std::string_view text) {
  std::vector<Node> nodes;
  for (const auto element : list_elements(text)) nodes.push_back(parse_node(element));
  return nodes;
}

Node client_of(const std::vector<Node>& nodes, const TrustedProxies& trusted) {
  Node client;
  for (auto node = nodes.rbegin(); node != nodes.rend() && *node; ++node) {
    client = *node;
    if (!trusted.trusts(client->address)) break;
  }
  return client;
}

bool is_id_char(char c) {
  return is_token_char(c) || std::string_view(":/=@").find(c) != std::string_view::npos;
}

}  // namespace

bool TrustedProxies::trusts(const base::IpAddress& address) const {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const auto& network) { return network.contains(address); });
}

std::optional<ForwardedClient> forwarded_client(const FieldSection& fields,
                                                const TrustedProxies& trusted) {
  const auto forwarded = fields.combined("Forwarded");
  const auto list = fields.combined("X-Forwarded-For");
  const Node by_list = list ? client_of(nodes_of_list(*list), trusted) : std::nullopt;
  if (!forwarded) return by_list;
  const Node by_forwarded = client_of(nodes_of_forwarded(*forwarded), trusted);
  if (!list) return by_forwarded;
  const bool agree = by_list && by_forwarded && by_list->address == by_forwarded->address;
  return agree ? by_forwarded : std::nullopt;
}

std::string_view forwarded_request_id(const FieldSection& fields) {
  const auto id = fields.find("X-Request-Id");
  if (!id || fields.count("X-Request-Id") != 1 || id->size() > kLongestId) return {};
  return std::all_of(id->begin(), id->end(), is_id_char) ? *id : std::string_view();
}

}  // namespace ranged::http
