#include "ranged/http/percent_encoding.hpp"

#include <gtest/gtest.h>

namespace ranged::http {
namespace {

TEST(PercentEncoding, ASequenceIsAPercentAndTwoHexadecimalDigits) {
  const struct {
    std::string_view text;
    std::optional<char> expected;
  } cases[] = {
      {"%2F", '/'},           {"%2f", '/'},          {"%00", '\0'},          {"%ff", '\xff'},
      {"%7e", '~'},           {"%41%42", 'A'},       {"%252F", '%'},

      {"", std::nullopt},     {"%", std::nullopt},   {"%2", std::nullopt},   {"%2G", std::nullopt},
      {"%g2", std::nullopt},  {"% 2", std::nullopt}, {"%%41", std::nullopt}, {"2F", std::nullopt},
      {"a%41", std::nullopt}, {"%-1", std::nullopt}, {"%:0", std::nullopt},  {"%@A", std::nullopt},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(decode_front(text), expected) << text;
}

TEST(PercentEncoding, EveryOctetIsDecodedToItself) {
  for (int octet = 0; octet < 256; ++octet) {
    std::string text;
    append_encoded(text, static_cast<char>(octet));
    EXPECT_EQ(decode_front(text), static_cast<char>(octet)) << text;
    EXPECT_EQ(text.size(), kPercentSequence);
  }
}

TEST(PercentEncoding, DigitsAreUpperCase) {
  std::string text = "a";
  append_encoded(text, '\xaf');
  EXPECT_EQ(text, "a%AF");
}

TEST(PercentEncoding, WhatStandsForItselfIsNeitherReservedForAnotherUseNorUnsafe) {
  for (const char c : std::string_view("azAZ09-._~!$&'()*+,;=")) {
    EXPECT_TRUE(is_unreserved_or_sub_delim(c)) << c;
  }
  for (const char c : std::string_view("%/?#[]@: \"<>\\^`{|}\x7f\xc3")) {
    EXPECT_FALSE(is_unreserved_or_sub_delim(c)) << c;
  }
}

}  // namespace
}  // namespace ranged::http
