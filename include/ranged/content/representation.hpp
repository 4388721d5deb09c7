#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "ranged/http/precondition.hpp"

// What is known of an opened file (RFC 9110, section 3.2): always from fstat of the descriptor that
// is read, so that validators and octets cannot disagree.

namespace ranged::content {

/// Time since the epoch, as the file system keeps it.
using FileTime = std::chrono::nanoseconds;

struct Representation {
  std::uint64_t length = 0;  ///< the complete length
  FileTime modified{0};
  std::string_view media_type;        ///< static storage, or that of http::MediaTypes
  std::string_view content_coding{};  ///< "br"; static storage; empty: none
};

/// `"<mtime in ns>-<length>"`, both hexadecimal: strong, and the same on every replica that keeps
/// modification times. Never the inode. With `-<coding>` behind if there is one, because the other
/// representations of the resource may be as long and as old.
std::string entity_tag_of(const Representation& representation);

/// The entity tag, and Last-Modified in whole seconds; one that lies after `now` is `now` (RFC
/// 9110, section 8.8.2.1).
http::Validators validators_of(const Representation& representation, http::Seconds now);

}  // namespace ranged::content
