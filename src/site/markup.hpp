#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

// HTML, composed so that nothing becomes markup that was not meant to.

namespace ranged::site {

class Markup {
 public:
  /// As it stands: our own.
  Markup& raw(std::string_view markup) {
    text_ += markup;
    return *this;
  }

  /// Escaped for text and for attributes in double quotes. A control character is shown as the
  /// picture of it, and what is no UTF-8 as a replacement character.
  Markup& text(std::string_view octets);

  /// The address of `path` on this server, for an attribute: "/a%20b". A folder's ends in a slash.
  Markup& file_address(std::string_view path);
  Markup& folder_address(std::string_view path);

  /// "1 file", "12 files"
  Markup& count(std::size_t number, std::string_view noun);

  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace ranged::site
