#include "support/child.hpp"

#include <fcntl.h>
#include <grp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "ranged/base/unique_fd.hpp"

namespace ranged::test {
namespace {

constexpr uid_t kNobody = 65534;

bool drop_privileges() {
  if (::geteuid() != 0) return true;
  return ::setgroups(0, nullptr) == 0 && ::setresgid(kNobody, kNobody, kNobody) == 0 &&
         ::setresuid(kNobody, kNobody, kNobody) == 0;
}

[[noreturn]] void run(int output, const std::function<std::string()>& action) {
  const std::string text = action();
  std::size_t sent = 0;
  while (sent < text.size()) {
    const ssize_t written = ::write(output, text.data() + sent, text.size() - sent);
    if (written <= 0) ::_exit(1);
    sent += static_cast<std::size_t>(written);
  }
  ::_exit(0);  // not exit(): what is registered to happen then belongs to the parent
}

std::string read_all(int input) {
  std::string text;
  char buffer[4096];
  for (;;) {
    const ssize_t length = ::read(input, buffer, sizeof buffer);
    if (length < 0 && errno == EINTR) continue;
    if (length <= 0) return text;
    text.append(buffer, static_cast<std::size_t>(length));
  }
}

}  // namespace

std::string in_child(const std::function<std::string()>& action) {
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) return "no pipe";
  const base::UniqueFd reader(ends[0]);
  base::UniqueFd writer(ends[1]);
  const pid_t child = ::fork();
  if (child < 0) return "no child";
  if (child == 0) run(writer.get(), action);
  writer.reset();
  const std::string text = read_all(reader.get());
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? text : "child failed";
}

std::string in_unprivileged_child(const std::function<std::string()>& action) {
  return in_child([&action]() -> std::string {
    return drop_privileges() ? action() : "cannot drop privileges";
  });
}

NoDescriptors::NoDescriptors() {
  ::getrlimit(RLIMIT_NOFILE, &before_);
  const rlimit none = {0, before_.rlim_max};
  ::setrlimit(RLIMIT_NOFILE, &none);
}

NoDescriptors::~NoDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }

}  // namespace ranged::test
