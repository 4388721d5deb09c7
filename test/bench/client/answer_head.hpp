#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ranged::bench {

/// What the load needs to know of an answer.
struct AnswerHead {
  int status = 0;
  std::uint64_t content_length = 0;
  std::size_t size = 0;  ///< octets of the head itself, with its empty line
};

/// The head at the front of `octets`; nullopt while its empty line is missing. A head that is not
/// one, or has no Content-Length, has status 0.
std::optional<AnswerHead> answer_head_in(std::string_view octets);

}  // namespace ranged::bench
