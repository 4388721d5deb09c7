#include "ranged/net/access_record.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace ranged::net {
namespace {

using http::Status;
using std::chrono::microseconds;

constexpr std::string_view kPeer = "192.0.2.1:50000";

TEST(AccessRecord, IsOneLineInTheOrderOfTheRequest) {
  const struct {
    AccessRecord record;
    std::string_view expected;
  } cases[] = {
      {{kPeer, "GET", "/film.mp4", "", "", Status::ok, 10, 10, microseconds{1234}},
       "GET /film.mp4 200 10 1234us 192.0.2.1:50000"},
      {{kPeer, "GET", "/film.mp4", "bytes=0-", "bytes 0-5242879/9000000", Status::partial_content,
        5242880, 5242880, microseconds{1}},
       "GET /film.mp4 206 5242880 1us 192.0.2.1:50000 range=\"bytes=0-\" "
       "part=\"bytes 0-5242879/9000000\""},
      {{kPeer, "GET", "/film.mp4", "", "bytes 0-9/20", Status::partial_content, 10, 10, {}},
       "GET /film.mp4 206 10 0us 192.0.2.1:50000 part=\"bytes 0-9/20\""},
      {{kPeer, "HEAD", "/film.mp4?q", "bytes=0-", "", Status::ok, 0, 0, {}},
       "HEAD /film.mp4?q 200 0 0us 192.0.2.1:50000 range=\"bytes=0-\""},
      {{"[2001:db8::1]:443", "GET", "/", "", "", Status::not_modified, 0, 0, {}},
       "GET / 304 0 0us [2001:db8::1]:443"},
      {{kPeer, "GET", "/a", "", "", Status::ok, 9, 10, {}},
       "GET /a 200 9 0us 192.0.2.1:50000 aborted, of 10"},
      {{kPeer, "GET", "/a", "", "", Status::ok, 0, 10, {}},
       "GET /a 200 0 0us 192.0.2.1:50000 aborted, of 10"},
      {{kPeer, "", "", "", "", Status::bad_request, 5, 5, {}}, "- - 400 5 0us 192.0.2.1:50000"},
      {{kPeer, "GET", "", "", "", Status::uri_too_long, 5, 5, {}},
       "GET - 414 5 0us 192.0.2.1:50000"},
      {{kPeer, "GET", "/a", "bytes=0-\" part=\"forged", "", Status::ok, 1, 1, {}},
       "GET /a 200 1 0us 192.0.2.1:50000 range=\"bytes=0-' part='forged\""},
  };
  for (const auto& [record, expected] : cases) EXPECT_EQ(format_access_line(record), expected);
}

}  // namespace
}  // namespace ranged::net
