#include "http1/message_framing.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace ranged::http1 {
namespace {

constexpr std::uint64_t kMaxContent = 1000;

/// "none", "length", "chunked", or the status that refuses.
std::string answer(const http::FieldSection& fields, int minor_version) {
  const auto framing = judge_framing(fields, minor_version, kMaxContent);
  if (const auto* fault = std::get_if<ParseError>(&framing)) {
    EXPECT_FALSE(fault->reason.empty());
    return std::to_string(http::code(fault->status));
  }
  const std::string_view names[] = {"none", "length", "chunked"};
  return std::string(names[static_cast<std::size_t>(std::get<Framing>(framing))]);
}

TEST(MessageFraming, BelievesAPlainContentLength) {
  const struct {
    std::string_view value, expected;
  } cases[] = {
      {"0", "none"},      {"000", "none"}, {"1", "length"},
      {"1000", "length"}, {"1001", "413"}, {"18446744073709551615", "413"},
      {"", "400"},        {"+1", "400"},   {"18446744073709551616", "400"},
      {"-1", "400"},      {"1 ", "400"},   {" 1", "400"},
      {"1,1", "400"},     {"0x1", "400"},  {"1\t", "400"},
      {"1;", "400"},      {"1e3", "400"},  {"99999999999999999999999", "400"},
      {"\xb2", "400"},    {"one", "400"},  {"\"1\"", "400"},
  };
  for (const auto& [value, expected] : cases) {
    EXPECT_EQ(answer({{"content-length", value}}, 1), expected) << value;
    EXPECT_EQ(answer({{"Content-Length", value}}, 0), expected) << value;
  }
  EXPECT_EQ(answer({}, 1), "none");
  EXPECT_EQ(answer({}, 0), "none");
}

TEST(MessageFraming, BelievesChunkedAndNothingElse) {
  const struct {
    std::string_view value, expected;
  } cases[] = {
      {"chunked", "chunked"},
      {"CHUNKED", "chunked"},
      {"", "400"},
      {",", "400"},
      {"chunked,", "400"},
      {",chunked", "400"},
      {"gzip,,chunked", "400"},
      {"gzip", "400"},
      {"identity", "400"},
      {"chunked, gzip", "400"},
      {"chunked, chunked", "400"},
      {"chunked, gzip, chunked", "400"},
      {"chunked;x=1", "400"},
      {"chunke", "400"},
      {"chunked chunked", "400"},
      {"gzip, chunked", "501"},
      {"gzip ,\tChunked", "501"},
      {"a;b=\"c,d\", chunked", "501"},
  };
  for (const auto& [value, expected] : cases) {
    EXPECT_EQ(answer({{"Transfer-Encoding", value}}, 1), expected) << value;
    EXPECT_EQ(answer({{"transfer-encoding", value}}, 0), "400") << value;
    EXPECT_EQ(answer({{"Transfer-Encoding", value}, {"Content-Length", "0"}}, 1), "400") << value;
    EXPECT_EQ(answer({{"Content-Length", "x"}, {"Transfer-Encoding", value}}, 1), "400") << value;
  }
}

TEST(MessageFraming, LooksAtEveryLine) {
  const std::string_view te = "Transfer-Encoding";
  const std::string_view cl = "Content-Length";
  EXPECT_EQ(answer({{te, "gzip"}, {te, "chunked"}}, 1), "501");
  EXPECT_EQ(answer({{te, "chunked"}, {te, "gzip"}}, 1), "400");
  EXPECT_EQ(answer({{te, "chunked"}, {te, "chunked"}}, 1), "400");
  EXPECT_EQ(answer({{te, "chunked"}, {te, ""}}, 1), "400");
  EXPECT_EQ(answer({{te, ""}, {te, "chunked"}}, 1), "400");
  EXPECT_EQ(answer({{cl, "5"}, {cl, "5"}}, 1), "400");
  EXPECT_EQ(answer({{cl, "5"}, {"A", "b"}, {"CONTENT-LENGTH", "6"}}, 1), "400");
}

}  // namespace
}  // namespace ranged::http1
