#include "http1/chunk_extension_guard.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace ranged::http1 {
namespace {

/// What the guard says at the end of `octets`; whatever it says before that must be need_more.
Verdict verdict_on(std::string_view octets) {
  ChunkExtensionGuard guard;
  for (const char octet : octets.substr(0, octets.size() - 1)) {
    const Verdict verdict = guard.take(octet);
    if (verdict != Verdict::need_more) return verdict;
  }
  return guard.take(octets.back());
}

TEST(ChunkExtensionGuard, IsCompleteAtTheEndOfALineThatIsWellFormed) {
  for (const std::string_view octets : {
           ";a\r",
           ";a=b\r",
           "; a = b\r",
           " \t;a\r",
           ";a;b=c;d\r",
           ";a=\"\"\r",
           ";a=\"b;c\"\r",
           ";a=\"b\\\"c\"\r",
           ";a=\"b\\\\\"\r",
           ";a=\"\xc3\xa9\"\r",
       }) {
    EXPECT_EQ(verdict_on(octets), Verdict::complete) << octets;
  }
}

TEST(ChunkExtensionGuard, RefusesWhatCouldMoveTheEndOfTheLine) {
  for (const std::string_view octets : {
           " \r",           // whitespace, and no extension
           ";\r",           // no name
           ";;a\r",         // likewise
           ";a;\r",         // likewise
           "; \r",          // likewise
           " a\r",          // a name without its semicolon
           ";a\n",          // a bare LF ends no line
           ";a=\"b\n\"\r",  // nor does one in quotes
           ";a=\"b\r",      // a quotation that does not end
           ";a=\"b\\\r",    // nor does an escape hide the end of the line
           ";a\x01\r",
           ";a\x7f\r",
           ";\xc3\xa9\r",
       }) {
    EXPECT_EQ(verdict_on(octets), Verdict::refused) << octets;
  }
  EXPECT_EQ(verdict_on(std::string_view(";a\0\r", 4)), Verdict::refused);
}

}  // namespace
}  // namespace ranged::http1
