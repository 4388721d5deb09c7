#pragma once

#include <uv.h>

#include <cstdint>
#include <memory>
#include <string>
#include <variant>

#include "file/io_queue.hpp"
#include "ranged/content/content_root.hpp"

// Opening a file without blocking the loop.

namespace ranged::file {

/// One open and fstat on the threadpool.
///
/// A lookup that has started cannot be recalled, so the operation owns what the threadpool touches
/// and shares the root; whoever asked may go at any time.
class FileLookup {
 public:
  using Result = std::variant<content::OpenFile, content::LookupFailure>;

  /// Called from the loop only, never from inside start().
  class Delegate {
   public:
    virtual void on_looked_up(Result result) = 0;

   protected:
    ~Delegate() = default;
  };

  /// `delegate` must outlive the lookup.
  FileLookup(std::shared_ptr<IoQueue> io, Delegate& delegate);
  ~FileLookup();
  FileLookup(const FileLookup&) = delete;
  FileLookup& operator=(const FileLookup&) = delete;

  /// Opens `resolved`, which lies on `device` as far as is known, beneath `root`. Requires !busy().
  /// 0 or a libuv error.
  [[nodiscard]] int start(std::shared_ptr<const content::ContentRoot> root, std::string resolved,
                          std::uint64_t device = 0);

  bool busy() const { return operation_ != nullptr; }

  /// Forgets the result. The operation finishes alone and closes what it opened.
  void cancel();

 private:
  struct Operation;
  static void on_work(uv_work_t* request) noexcept;
  static void on_done(uv_work_t* request, int status) noexcept;
  void settle();

  std::shared_ptr<IoQueue> io_;
  Delegate& delegate_;
  std::unique_ptr<Operation> operation_;  // while busy
};

}  // namespace ranged::file
