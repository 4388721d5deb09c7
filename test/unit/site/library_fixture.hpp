#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "ranged/content/content_index.hpp"
#include "ranged/http/request_target.hpp"
#include "ranged/plan/policy.hpp"
#include "ranged/plan/router.hpp"
#include "support/index_builder.hpp"

// Indexes of libraries for rows of tables.

namespace ranged::site {

/// Names that somebody chose in order to be more than a name.
inline constexpr std::string_view kHostileNames[] = {
    "<script>alert(1)<script>.mp4",  // no name has a slash
    "\"><img src=x onerror=alert(1)>.mp4",
    "' onmouseover='alert(1).mp4",
    "a&amp;b&lt;c.mp4",
    "javascript:alert(1).mp4",
    "line\r\nend\nSet-Cookie: a=b\n#EXTINF:0,x\nhttp:.mp4",
    "\x01\x1b[31m\x7f\xc2\x85.mp4",
    "\xff\xfe\xc3.mp4",
    "separator\xe2\x80\xa8s\xe2\x80\xa9.mp4",
    "\xe2\x80\xae"
    "4pm.gnp.mp4",
    "?play#x%41.mp4",
    "\\\",\"type\":\"folder\".mp4",
};

class Library {
 public:
  Library& file(std::string_view path, std::uint64_t length = 1000,
                content::FileTime modified = content::FileTime(86'400'000'000'000)) {
    builder_.file(path, path, {length, modified, 0});
    return *this;
  }
  Library& link(std::string_view path, std::string_view resolved) {
    builder_.file(path, resolved, {7, content::FileTime(0), 0});
    return *this;
  }
  Library& folder(std::string_view path, std::string_view resolved = {}) {
    builder_.folder(path, resolved.empty() ? path : resolved);
    return *this;
  }
  content::ContentIndex build() const { return builder_.build(); }

 private:
  test::IndexBuilder builder_;
};

/// Lists, and denies "confidential", as `ranged` does by default.
inline plan::Policy policy_for(const content::ContentIndex& index) {
  plan::Policy policy;
  policy.listing = true;
  policy.denied = {*http::NormalizedPath::normalize("confidential")};
  return plan::follow_denied(std::move(policy), index);
}

}  // namespace ranged::site
