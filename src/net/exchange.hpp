#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ranged/content/content_root.hpp"
#include "ranged/http/message.hpp"
#include "ranged/http/status.hpp"
#include "ranged/net/close_reason.hpp"

namespace ranged::net {

/// One request and its answer, as the connection follows it.
struct Exchange {
  std::size_t number = 0;           ///< which of the connection's requests, from 1
  std::uint64_t began = 0;          ///< uv_hrtime of the request's first octet
  std::string resolved;             ///< the file selected; empty if the answer needs none
  std::string_view media_type;      ///< of the file
  std::uint64_t device = 0;         ///< that the file was found on
  http::FieldList caching;          ///< what caches must know of the file
  std::string_view content_coding;  ///< of the sibling that is sent in the file's place, or empty
  std::string plain;                ///< then the file, which is sent if the sibling is not there
  std::uint64_t plain_device = 0;
  std::string saved_as;        ///< the name of a download; empty if it is none
  unsigned attempts = 0;       ///< of opening it: again if it changes before the head is sent
  http::Status status{};       ///< of the answer; 0 until there is one
  std::uint64_t promised = 0;  ///< octets of its body
  bool capped = false;         ///< it has less than was asked for
  std::string content_range;   ///< its Content-Range
  std::optional<std::uint64_t> cut_off_at;  ///< octets of its body that had left when it broke off
  bool persists = false;                    ///< the connection does, after the answer
  CloseReason close_reason = CloseReason::not_persistent;  ///< if it does not
};

}  // namespace ranged::net
