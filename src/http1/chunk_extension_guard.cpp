#include "http1/chunk_extension_guard.hpp"

namespace ranged::http1 {

Verdict ChunkExtensionGuard::take(char octet) {
  if (octet == '\r') return quoted_ || !named_ ? Verdict::refused : Verdict::complete;
  if (octet != '\t' && (octet < ' ' || octet > '~')) return Verdict::refused;
  if (escaped_) {
    escaped_ = false;
  } else if (quoted_) {
    escaped_ = octet == '\\';
    quoted_ = octet != '"';
  } else if (octet == ';') {
    if (!named_) return Verdict::refused;
    named_ = false;
  } else {
    quoted_ = octet == '"';
    named_ = named_ || (octet != ' ' && octet != '\t');
  }
  return Verdict::need_more;
}

}  // namespace ranged::http1
