#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "ranged/http/http_date.hpp"

namespace ranged::net {

/// The time of day for Date and for plan; formats it once a second.
class DateClock {
 public:
  http::Seconds now() const {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  }

  /// An HTTP-date; valid until the next call.
  std::string_view date() {
    const http::Seconds current = now();
    if (text_.empty() || current != formatted_) {
      text_ = http::format_http_date(current);
      formatted_ = current;
    }
    return text_;
  }

 private:
  http::Seconds formatted_{};
  std::string text_;
};

}  // namespace ranged::net
