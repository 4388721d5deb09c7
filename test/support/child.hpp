#pragma once

#include <sys/resource.h>

#include <functional>
#include <string>

// What a test must not do to its own process: give up rights, limits, system calls.

namespace ranged::test {

/// Runs `action` in a forked child and hands over what it returned; "child failed" if it did not
/// come to its end.
std::string in_child(const std::function<std::string()>& action);

/// The same as a user whom permissions concern: root may read everything.
std::string in_unprivileged_child(const std::function<std::string()>& action);

/// As long as it lives, this process is given no descriptor: EMFILE. For a child.
class NoDescriptors {
 public:
  NoDescriptors();
  ~NoDescriptors();
  NoDescriptors(const NoDescriptors&) = delete;
  NoDescriptors& operator=(const NoDescriptors&) = delete;

 private:
  rlimit before_{};
};

}  // namespace ranged::test
