#include "ranged/base/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace ranged::base {
namespace {

TEST(Utf8, EveryCodePointIsReadBackAsItWasWritten) {
  for (std::uint32_t code_point = 0; code_point <= 0x10FFFF; ++code_point) {
    if (code_point >= 0xD800 && code_point <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, code_point);
    const auto decoded = decode_utf8(text + "x");
    ASSERT_EQ(decoded.code_point, code_point);
    ASSERT_EQ(decoded.length, text.size());
  }
}

TEST(Utf8, WhatIsNotWellFormedIsReplacedOctetByOctet) {
  const struct {
    std::string_view text, expected;
  } cases[] = {
      {"", ""},
      {"plain", "plain"},
      {"na\xc3\xafve \xf0\x9f\x8e\xac", "na\xc3\xafve \xf0\x9f\x8e\xac"},
      {"\xff", "\xEF\xBF\xBD"},
      {"a\xffz", "a\xEF\xBF\xBDz"},
      {"\xc3", "\xEF\xBF\xBD"},
      {"\xc3(", "\xEF\xBF\xBD("},
      {"\xc0\xaf", "\xEF\xBF\xBD\xEF\xBF\xBD"},                                  // overlong
      {"\xed\xa0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},                  // a surrogate
      {"\xf4\x90\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},  // above U+10FFFF
      {"\xe2\x82", "\xEF\xBF\xBD\xEF\xBF\xBD"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(to_valid_utf8(text), expected);
}

}  // namespace
}  // namespace ranged::base
