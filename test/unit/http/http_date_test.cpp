#include "ranged/http/http_date.hpp"

#include <gtest/gtest.h>

#include <random>

namespace ranged::http {
namespace {

using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year;

constexpr Seconds kNow = sys_days{year{2026} / 6 / 15};

/// The date as format_http_date() spells it, or "invalid".
std::string read(std::string_view text, Seconds now = kNow) {
  const auto time = parse_http_date(text, now);
  return time ? format_http_date(*time) : "invalid";
}

TEST(HttpDate, ReadsAllThreeFormats) {
  const struct {
    std::string_view text;
    std::int64_t seconds_since_1970;
  } cases[] = {
      {"Sun, 06 Nov 1994 08:49:37 GMT", 784111777},  // RFC 9110, 5.6.7
      {"Sunday, 06-Nov-94 08:49:37 GMT", 784111777},
      {"Sun Nov  6 08:49:37 1994", 784111777},
      {"Sun Nov 06 08:49:37 1994", 784111777},  // date3 may have two digits
      {"Wed Nov 16 08:49:37 1994", 784975777},

      {"Thu, 01 Jan 1970 00:00:00 GMT", 0},
      {"Saturday, 01-Jan-77 00:00:00 GMT", 220924800},
      {"Thu Jan  1 00:00:00 1970", 0},
      {"Wed, 31 Dec 1969 23:59:59 GMT", -1},
      {"Mon, 01 Jan 0001 00:00:00 GMT", -62135596800},
      {"Sat, 01 Jan 0000 00:00:00 GMT", -62167219200},
      {"Fri, 31 Dec 9999 23:59:59 GMT", 253402300799},

      {"Wed, 08 Jul 2037 22:53:52 GMT", 2130706432},  // nginx not_modified.t
      {"Tue, 19 Jan 2038 03:14:07 GMT", 0x7fffffff},
      {"Tue, 19 Jan 2038 03:14:08 GMT", 0x80000000},
      {"Sun, 07 Feb 2106 06:28:16 GMT", 0x100000000},

      {"Sun, 11 Nov 2007 09:42:43 GMT", 1194774163},  // Dovecot test-http-date, down to the blank
      {"Mon, 17 Aug 1992 13:06:27 GMT", 714056787},
      {"Tue, 03 Sep 1974 04:38:08 GMT", 147415088},
      {"Wed, 07 May 1980 06:20:42 GMT", 326528442},
      {"Thu, 15 Oct 1987 18:30:14 GMT", 561321014},
      {"Fri, 20 Dec 1996 00:20:07 GMT", 851041207},

      {"Wed, 25 Jun 2014 17:12:18 GMT", 1403716338},  // Go fs_test
      {"Sun, 09 Sep 2001 01:46:40 GMT", 1000000000},  // Go fs_test
  };
  for (const auto& [text, expected] : cases) {
    const auto time = parse_http_date(text, kNow);
    ASSERT_TRUE(time) << text;
    EXPECT_EQ(time->time_since_epoch().count(), expected) << text;
  }
}

TEST(HttpDate, KnowsEveryNameOfMonthAndDay) {
  const struct {
    std::string_view text, expected;
  } cases[] = {
      {"Mon, 05 Jan 2026 00:00:00 GMT", "Mon, 05 Jan 2026 00:00:00 GMT"},
      {"Tuesday, 03-Feb-26 00:00:00 GMT", "Tue, 03 Feb 2026 00:00:00 GMT"},
      {"Wed Mar  4 00:00:00 2026", "Wed, 04 Mar 2026 00:00:00 GMT"},
      {"Thu, 02 Apr 2026 00:00:00 GMT", "Thu, 02 Apr 2026 00:00:00 GMT"},
      {"Friday, 01-May-26 00:00:00 GMT", "Fri, 01 May 2026 00:00:00 GMT"},
      {"Sat Jun  6 00:00:00 2026", "Sat, 06 Jun 2026 00:00:00 GMT"},
      {"Sunday, 05-Jul-26 00:00:00 GMT", "Sun, 05 Jul 2026 00:00:00 GMT"},
      {"Monday, 03-Aug-26 00:00:00 GMT", "Mon, 03 Aug 2026 00:00:00 GMT"},
      {"Tue Sep  1 00:00:00 2026", "Tue, 01 Sep 2026 00:00:00 GMT"},
      {"Wednesday, 07-Oct-26 00:00:00 GMT", "Wed, 07 Oct 2026 00:00:00 GMT"},
      {"Thursday, 05-Nov-26 00:00:00 GMT", "Thu, 05 Nov 2026 00:00:00 GMT"},
      {"Saturday, 05-Dec-26 00:00:00 GMT", "Sat, 05 Dec 2026 00:00:00 GMT"},
      {"Fri Dec  4 00:00:00 2026", "Fri, 04 Dec 2026 00:00:00 GMT"},

      {"Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT"},  // the wrong day is right
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(read(text), expected) << text;
}

TEST(HttpDate, TheDayAndTheTimeMustExist) {
  const struct {
    std::string_view text, expected;
  } cases[] = {
      {"Thu, 29 Feb 2024 00:00:00 GMT", "Thu, 29 Feb 2024 00:00:00 GMT"},
      {"Tue, 29 Feb 2000 00:00:00 GMT", "Tue, 29 Feb 2000 00:00:00 GMT"},
      {"Tue Feb 29 00:00:00 2000", "Tue, 29 Feb 2000 00:00:00 GMT"},
      {"Sun, 29 Feb 2026 00:00:00 GMT", "invalid"},
      {"Mon, 29 Feb 2100 00:00:00 GMT", "invalid"},
      {"Thu, 29 Feb 1900 00:00:00 GMT", "invalid"},
      {"Sun Feb 29 00:00:00 2026", "invalid"},
      {"Sunday, 29-Feb-26 00:00:00 GMT", "invalid"},
      {"Fri, 30 Feb 2024 00:00:00 GMT", "invalid"},
      {"Tue, 31 Mar 2026 00:00:00 GMT", "Tue, 31 Mar 2026 00:00:00 GMT"},
      {"Fri, 31 Apr 2026 00:00:00 GMT", "invalid"},
      {"Wed, 31 Jun 2026 00:00:00 GMT", "invalid"},
      {"Thu, 31 Sep 2026 00:00:00 GMT", "invalid"},
      {"Tue, 31 Nov 2026 00:00:00 GMT", "invalid"},
      {"Fri, 32 Jan 2026 00:00:00 GMT", "invalid"},
      {"Thu, 00 Jan 2026 00:00:00 GMT", "invalid"},
      {"Thu Jan  0 00:00:00 2026", "invalid"},
      {"Thu, 99 Jan 2026 00:00:00 GMT", "invalid"},

      {"Thu, 31 Dec 2026 23:59:59 GMT", "Thu, 31 Dec 2026 23:59:59 GMT"},
      {"Thu, 31 Dec 2026 23:59:60 GMT", "Fri, 01 Jan 2027 00:00:00 GMT"},
      {"Sat, 31 Dec 2016 23:59:60 GMT", "Sun, 01 Jan 2017 00:00:00 GMT"},
      {"Saturday, 31-Dec-16 23:59:60 GMT", "Sun, 01 Jan 2017 00:00:00 GMT"},
      {"Sat Dec 31 23:59:60 2016", "Sun, 01 Jan 2017 00:00:00 GMT"},
      {"Thu, 31 Dec 2026 23:59:61 GMT", "invalid"},
      {"Thu, 31 Dec 2026 23:60:00 GMT", "invalid"},
      {"Thu, 31 Dec 2026 24:00:00 GMT", "invalid"},
      {"Thu, 31 Dec 2026 99:99:99 GMT", "invalid"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(read(text), expected) << text;
}

TEST(HttpDate, RefusesEverythingElse) {
  const std::string_view cases[] = {
      "",
      " ",
      "now",
      "0",
      "784111777",
      "1994-11-06T08:49:37Z",
      "1994-11-06 08:49:37",
      "Sun, 06 Nov 1994",
      "Sun, 06 Nov 1994 08:49:37",
      "Sun, 06 Nov 1994 08:49:37 ",
      "Sun, 06 Nov 1994 08:49 GMT",
      "06 Nov 1994 08:49:37 GMT",

      " Sun, 06 Nov 1994 08:49:37 GMT",  // a space too many or too few
      "Sun, 06 Nov 1994 08:49:37 GMT ",
      "Sun,06 Nov 1994 08:49:37 GMT",
      "Sun,  06 Nov 1994 08:49:37 GMT",
      "Sun, 06  Nov 1994 08:49:37 GMT",
      "Sun, 06 Nov 1994  08:49:37 GMT",
      "Sun, 06 Nov 1994 08:49:37  GMT",
      "Sun, 06 Nov 1994 08:49:37GMT",
      "Sun 06 Nov 1994 08:49:37 GMT",
      "Sun,\t06 Nov 1994 08:49:37 GMT",

      "sun, 06 Nov 1994 08:49:37 GMT",  // names are case-sensitive
      "SUN, 06 Nov 1994 08:49:37 GMT",
      "Sun, 06 nov 1994 08:49:37 GMT",
      "Sun, 06 NOV 1994 08:49:37 GMT",
      "Sun, 06 Nov 1994 08:49:37 gmt",
      "sunday, 06-Nov-94 08:49:37 GMT",
      "Sun nov  6 08:49:37 1994",
      "Son, 06 Nov 1994 08:49:37 GMT",
      "Sun, 06 Mai 1994 08:49:37 GMT",
      "Sun, 06 November 1994 08:49:37 GMT",
      "Sun, 06 11 1994 08:49:37 GMT",

      "Sun, 06 Nov 1994 08:49:37 UTC",  // GMT is the only zone
      "Sun, 06 Nov 1994 08:49:37 UT",
      "Sun, 06 Nov 1994 08:49:37 Z",
      "Sun, 06 Nov 1994 08:49:37 EST",
      "Sun, 06 Nov 1994 08:49:37 +0000",
      "Sun, 06 Nov 1994 08:49:37 GMT+1",
      "Sun, 06 Nov 1994 08:49:37 GMT; length=1234",  // Netscape's
      "Sun Nov  6 08:49:37 1994 GMT",

      "Sun, 6 Nov 1994 08:49:37 GMT",  // two digits where the grammar has two
      "Sun,  6 Nov 1994 08:49:37 GMT",
      "Sun, 006 Nov 1994 08:49:37 GMT",
      "Sun, 06 Nov 94 08:49:37 GMT",
      "Sun, 06 Nov 994 08:49:37 GMT",
      "Sun, 06 Nov 19940 08:49:37 GMT",
      "Sun, 06 Nov 1994 8:49:37 GMT",
      "Sun, 06 Nov 1994  8:49:37 GMT",
      "Sun, 06 Nov 1994 08:9:37 GMT",
      "Sun, 06 Nov 1994 08:49:7 GMT",
      "Sun, 06 Nov 1994 08:49:37.0 GMT",
      "Sun, 06 Nov 1994 08.49.37 GMT",
      "Sun, +6 Nov 1994 08:49:37 GMT",
      "Sun, -6 Nov 1994 08:49:37 GMT",
      "Sun, 06 Nov -994 08:49:37 GMT",
      "Sun, 0x Nov 1994 08:49:37 GMT",

      "Sun, 06-Nov-94 08:49:37 GMT",  // pieces of one format in another
      "Sun, 06-Nov-1994 08:49:37 GMT",
      "Sunday, 06 Nov 1994 08:49:37 GMT",
      "Sunday, 06-Nov-1994 08:49:37 GMT",
      "Sunday, 06 Nov 94 08:49:37 GMT",
      "Sunday Nov  6 08:49:37 1994",
      "Sun Nov 6 08:49:37 1994",
      "Sun Nov   6 08:49:37 1994",
      "Sun Nov 6  08:49:37 1994",
      "Sun Nov  6 08:49:37 94",
      "Sun, Nov  6 08:49:37 1994",
      "Sun Nov  6 1994 08:49:37",

      "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
      "\"Sun, 06 Nov 1994 08:49:37 GMT\"",
      std::string_view("Sun, 06 Nov 1994 08:49:37 GMT\0", 30),
      "Sun, \xd9\xa0\xd9\xa6 Nov 1994 08:49:37 GMT",
  };
  for (const auto text : cases) EXPECT_EQ(read(text), "invalid") << "'" << text << "'";
}

TEST(HttpDate, ATwoDigitYearIsNeverMoreThan50YearsAhead) {
  const Seconds noon_2026 = sys_days{year{2026} / 6 / 15} + std::chrono::hours{12};
  const struct {
    std::string_view text;
    Seconds now;
    std::string_view expected;
  } cases[] = {
      {"Monday, 15-Jun-26 12:00:00 GMT", noon_2026, "Mon, 15 Jun 2026 12:00:00 GMT"},
      {"Monday, 01-Jan-27 00:00:00 GMT", noon_2026, "Fri, 01 Jan 2027 00:00:00 GMT"},
      {"Monday, 01-Jan-00 00:00:00 GMT", noon_2026, "Sat, 01 Jan 2000 00:00:00 GMT"},
      {"Monday, 01-Jan-99 00:00:00 GMT", noon_2026, "Fri, 01 Jan 1999 00:00:00 GMT"},
      {"Monday, 01-Jan-77 00:00:00 GMT", noon_2026, "Sat, 01 Jan 1977 00:00:00 GMT"},
      {"Monday, 01-Jan-76 00:00:00 GMT", noon_2026, "Wed, 01 Jan 2076 00:00:00 GMT"},
      {"Monday, 15-Jun-76 12:00:00 GMT", noon_2026, "Mon, 15 Jun 2076 12:00:00 GMT"},
      {"Monday, 15-Jun-76 12:00:01 GMT", noon_2026, "Tue, 15 Jun 1976 12:00:01 GMT"},
      {"Monday, 16-Jun-76 00:00:00 GMT", noon_2026, "Wed, 16 Jun 1976 00:00:00 GMT"},
      {"Monday, 31-Dec-76 00:00:00 GMT", noon_2026, "Fri, 31 Dec 1976 00:00:00 GMT"},

      {"Sunday, 06-Nov-94 00:00:00 GMT", sys_days{year{1994} / 1 / 1},
       "Sun, 06 Nov 1994 00:00:00 GMT"},
      {"Sunday, 06-Nov-44 00:00:00 GMT", sys_days{year{1994} / 1 / 1},
       "Mon, 06 Nov 1944 00:00:00 GMT"},
      {"Sunday, 06-Nov-43 00:00:00 GMT", sys_days{year{1994} / 1 / 1},
       "Fri, 06 Nov 2043 00:00:00 GMT"},
      {"Sunday, 01-Jan-10 00:00:00 GMT", sys_days{year{2099} / 1 / 1},
       "Wed, 01 Jan 2110 00:00:00 GMT"},

      // 50 years after a 29th of February there is none: the limit is the 1st of March.
      {"Monday, 01-Mar-74 00:00:00 GMT", sys_days{year{2024} / 2 / 29},
       "Thu, 01 Mar 2074 00:00:00 GMT"},
      {"Monday, 02-Mar-74 00:00:00 GMT", sys_days{year{2024} / 2 / 29},
       "Sat, 02 Mar 1974 00:00:00 GMT"},
      // 2100 has no such day.
      {"Tuesday, 29-Feb-00 00:00:00 GMT", sys_days{year{2060} / 1 / 1},
       "Tue, 29 Feb 2000 00:00:00 GMT"},
  };
  for (const auto& [text, now, expected] : cases) {
    EXPECT_EQ(read(text, now), expected) << text << " at " << format_http_date(now);
  }
}

TEST(HttpDate, WhatCannotBeSpelledBecomesTheNearestThatCan) {
  EXPECT_EQ(format_http_date(Seconds::max()), "Fri, 31 Dec 9999 23:59:59 GMT");
  EXPECT_EQ(format_http_date(Seconds{seconds{253402300800}}), "Fri, 31 Dec 9999 23:59:59 GMT");
  EXPECT_EQ(format_http_date(Seconds{seconds{-62167219201}}), "Sat, 01 Jan 0000 00:00:00 GMT");
  EXPECT_EQ(format_http_date(Seconds::min()), "Sat, 01 Jan 0000 00:00:00 GMT");
}

TEST(HttpDate, WhatIsFormattedIsReadBack) {
  std::mt19937_64 random(20250103);
  std::uniform_int_distribution<std::int64_t> times(-62167219200, 253402300799);
  for (int round = 0; round < 5000; ++round) {
    const Seconds time{seconds{times(random)}};
    const auto text = format_http_date(time);
    ASSERT_EQ(text.size(), 29U) << text;
    ASSERT_EQ(parse_http_date(text, kNow), time) << text;
  }
}

TEST(HttpDate, ATwoDigitYearIsReadWithinACenturyThatEndsIn50Years) {
  std::mt19937_64 random(20250104);
  std::uniform_int_distribution<std::int64_t> times(0, 4102444800);
  const std::string valid = "Sunday, 06-Nov-";
  for (int round = 0; round < 2000; ++round) {
    const Seconds now{seconds{times(random)}};
    const auto two_digits = std::to_string(10 + random() % 90);
    const auto time = parse_http_date(valid + two_digits + " 08:49:37 GMT", now);
    ASSERT_TRUE(time);
    const auto fifty_years = std::chrono::days{50 * 365 + 13};  // and the leap days, at most
    ASSERT_LE(*time, now + fifty_years) << two_digits << " at " << format_http_date(now);
    ASSERT_GT(*time, now - fifty_years) << two_digits << " at " << format_http_date(now);
  }
}

TEST(HttpDate, ADateWithAnOctetTooFewOrTooManyIsInvalid) {
  const std::string valid = "Sun, 06 Nov 1994 08:49:37 GMT";
  for (std::size_t i = 0; i < valid.size(); ++i) {
    auto shorter = valid;
    shorter.erase(i, 1);
    EXPECT_EQ(read(shorter), "invalid") << shorter;
    auto longer = valid;
    longer.insert(i, 1, valid[i]);
    EXPECT_EQ(read(longer), "invalid") << longer;
  }
}

}  // namespace
}  // namespace ranged::http
