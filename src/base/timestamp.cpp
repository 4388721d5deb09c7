#include "ranged/base/timestamp.hpp"

#include <cstddef>
#include <cstdio>

namespace ranged::base {

std::string format_timestamp(std::chrono::system_clock::time_point time) {
  namespace chrono = std::chrono;
  // The first day of all begins before the first nanosecond of all.
  const auto rounded = chrono::floor<chrono::microseconds>(time);
  const auto day = chrono::floor<chrono::days>(rounded);
  const chrono::year_month_day date(day);
  const chrono::hh_mm_ss clock(rounded - day);
  char text[64];
  const int length = std::snprintf(
      text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return {text, static_cast<std::size_t>(length)};
}

}  // namespace ranged::base
