#include "http1/chunk_extension_guard.hpp"

namespace ranged::http1 {
namespace {

constexpr bool is_whitespace(char c) { return c == ' ' || c == '\t'; }
constexpr bool is_obs_text(char c) { return static_cast<unsigned char>(c) >= 0x80; }
constexpr bool is_control(char c) {
  return c == '\x7f' || (c != '\t' && static_cast<unsigned char>(c) < ' ');
}

}  // namespace

Verdict ChunkExtensionGuard::take(char octet) {
  if (octet == '\r') return begun_ && !quoted_ && named_ ? Verdict::complete : Verdict::refused;
  if (is_control(octet)) return Verdict::refused;
  if (is_obs_text(octet) && !quoted_) return Verdict::refused;
  if (escaped_) {
    escaped_ = false;
  } else if (quoted_) {
    escaped_ = octet == '\\';
    quoted_ = octet != '"';
  } else if (octet == ';') {
    if (!named_) return Verdict::refused;
    begun_ = true;
    named_ = false;
  } else if (!is_whitespace(octet)) {
    if (!begun_) return Verdict::refused;
    quoted_ = octet == '"';
    named_ = true;
  }
  return Verdict::need_more;
}

}  // namespace ranged::http1
