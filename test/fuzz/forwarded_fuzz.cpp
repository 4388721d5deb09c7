#include <string>
#include <string_view>

#include "fuzz/target.hpp"
#include "ranged/base/check.hpp"
#include "ranged/http/forwarded.hpp"

// Input: what a client sends as Forwarded and as X-Forwarded-For. Whatever it is, once a proxy has
// added whom he has it from, the client cannot be somebody else.

namespace ranged::fuzz {
namespace {

const http::TrustedProxies kTrusted{{base::parse_ip_network("10.0.0.0/8").value()}};

/// "192.0.2.1", or nothing.
std::string client_in(std::string_view name, std::string_view value) {
  const auto client = http::forwarded_client({{name, value}}, kTrusted);
  return client ? base::to_string(client->address) : "";
}

void check_list(const std::string& sent) {
  const std::string client = client_in("X-Forwarded-For", sent);
  RANGED_CHECK(client_in("X-Forwarded-For", sent + ", 192.0.2.1") == "192.0.2.1");
  RANGED_CHECK(client_in("X-Forwarded-For", sent + ", unknown").empty());
  const std::string by_trusted = client_in("X-Forwarded-For", sent + ", 10.0.0.1");
  RANGED_CHECK(by_trusted == (client.empty() ? "10.0.0.1" : client));
}

void check_forwarded(const std::string& sent) {
  const std::string client = client_in("Forwarded", sent);
  const auto check_added = [&](const char* element, std::string_view added) {
    const std::string seen = client_in("Forwarded", sent + ", " + element);
    RANGED_CHECK(seen == added || seen.empty());  // empty: it was malformed before
    RANGED_CHECK(client.empty() || seen == added);
  };
  check_added("for=192.0.2.1", "192.0.2.1");
  check_added("for=\"192.0.2.1:80\";proto=http", "192.0.2.1");
  check_added("proto=http;for=\"[2001:db8::1]:80\"", "2001:db8::1");
  check_added("for=unknown", "");
}

}  // namespace
}  // namespace ranged::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string sent(ranged::fuzz::octets_of(data, size));
  ranged::fuzz::check_list(sent);
  ranged::fuzz::check_forwarded(sent);
  return 0;
}
