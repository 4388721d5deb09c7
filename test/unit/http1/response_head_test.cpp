#include "ranged/http1/response_head.hpp"

#include <gtest/gtest.h>

#include <string>

namespace ranged::http1 {
namespace {

using http::Status;

constexpr std::string_view kDate = "Sun, 06 Nov 1994 08:49:37 GMT";

TEST(ResponseHead, IsTheStatusLineDateServerFieldsAndConnection) {
  const http::FieldList fields = {{"Content-Type", "video/mp4"}, {"Content-Length", "5"}};
  EXPECT_EQ(format_head(Status::partial_content, fields, {.date = kDate}),
            "HTTP/1.1 206 Partial Content\r\n"
            "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
            "Server: ranged\r\n"
            "Content-Type: video/mp4\r\n"
            "Content-Length: 5\r\n"
            "Connection: keep-alive\r\n"
            "\r\n");
}

TEST(ResponseHead, SaysWhetherTheConnectionPersists) {
  for (const bool persists : {true, false}) {
    const std::string head = format_head(Status::ok, {}, {.date = kDate, .persists = persists});
    EXPECT_TRUE(head.starts_with("HTTP/1.1 200 OK\r\n")) << head;
    EXPECT_TRUE(head.ends_with(persists ? "\r\nConnection: keep-alive\r\n\r\n"
                                        : "\r\nConnection: close\r\n\r\n"))
        << head;
  }
}

TEST(ResponseHead, KeepsTheOrderAndRepetitionOfFields) {
  const std::string head =
      format_head(Status::ok, {{"B", "1"}, {"A", ""}, {"B", "caf\xc3\xa9\t"}}, {.date = kDate});
  EXPECT_NE(head.find("\r\nB: 1\r\nA: \r\nB: caf\xc3\xa9\t\r\n"), std::string::npos) << head;
}

TEST(ResponseHead, AsksForContentWithAnInterimResponse) {
  EXPECT_EQ(kContinue, "HTTP/1.1 100 Continue\r\n\r\n");
}

}  // namespace
}  // namespace ranged::http1
