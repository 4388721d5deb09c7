#pragma once

#include <string>
#include <string_view>
#include <vector>

// File name -> media type, with the operator's own extensions in front of the built-in table.

namespace ranged::http {

/// Whether `text` is a media type, with or without parameters (RFC 9110, section 8.3.1).
bool is_media_type(std::string_view text);

/// Filled once, then shared unchanged.
class MediaTypes {
 public:
  /// Files named `*.extension`, in any case, are of `type`, which is sent as it stands, but in
  /// lower case up to its parameters; of the same extension the last counts. False if `extension`
  /// is empty, or more than what stands behind the last dot of a name, or `type` is no media type.
  bool set(std::string_view extension, std::string_view type);

  /// As media_type_of(). The result has static storage, or this table's: it must outlive whatever
  /// is made with it.
  std::string_view of(std::string_view file_name) const;

 private:
  struct Own {
    std::string extension;
    std::string type;
  };
  std::vector<Own> own_;
};

}  // namespace ranged::http
