#pragma once

#include "http1/field_guard.hpp"

// The octets between the digits of a chunk size and its line end, judged one by one (RFC 9112,
// section 7.1.1). We know no extension and must ignore them all; llhttp 8 refuses some that are
// well-formed, so it is shown none. Only what could move the end of the line is refused.

namespace ranged::http1 {

class ChunkExtensionGuard {
 public:
  /// Takes the octets from the first ';', or the whitespace before it, up to the CR, with which it
  /// is complete.
  Verdict take(char octet);

 private:
  bool begun_ = false;  // there was a ';'
  bool quoted_ = false;
  bool escaped_ = false;
  bool named_ = true;  // something stands behind the last ';'
};

}  // namespace ranged::http1
