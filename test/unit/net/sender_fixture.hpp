#pragma once

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <functional>
#include <optional>
#include <string>

#include "file/block_cache.hpp"
#include "net/response_sender.hpp"
#include "net/write_queue.hpp"
#include "ranged/base/unique_fd.hpp"
#include "support/loop_test.hpp"

namespace ranged::net {

/// One end of a socketpair is a stream of the loop with a WriteQueue; the other is the peer's.
class SenderFixture : public test::LoopTest,
                      public WriteQueue::Delegate,
                      public ResponseSender::Delegate {
 public:
  void on_room() override {
    ++rooms_;
    if (on_room_) on_room_();
  }
  void on_write_failed(int uv_error) override { write_error_ = uv_error; }
  void on_sendable() override { ++sendable_; }
  void on_read_failed(file::ReadFailure failure) override { read_failure_ = failure; }

 protected:
  SenderFixture() {
    std::signal(SIGPIPE, SIG_IGN);  // as the daemon does
    std::array<int, 2> ends{};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()), 0);
    peer_ = base::UniqueFd(ends[0]);
    uv_pipe_init(&loop_, &pipe_, 0);
    EXPECT_EQ(uv_pipe_open(&pipe_, ends[1]), 0);
    queue_.emplace(*stream_of(pipe_), *this);
  }
  ~SenderFixture() override {
    close();
    sender_.reset();
  }

  /// As a connection does: the stream first, then whoever writes to it.
  void close() {
    if (uv_is_closing(reinterpret_cast<uv_handle_t*>(&pipe_))) return;
    uv_close(reinterpret_cast<uv_handle_t*>(&pipe_), nullptr);
    sender_.reset();
    run();
  }

  /// What has arrived at the peer by now.
  std::string received() {
    std::string text;
    std::array<char, 64 * 1024> buffer{};
    for (;;) {
      const ssize_t length = ::read(peer_.get(), buffer.data(), buffer.size());
      if (length <= 0) return text;
      text.append(buffer.data(), static_cast<std::size_t>(length));
    }
  }

  static uv_stream_t* stream_of(uv_pipe_t& pipe) { return reinterpret_cast<uv_stream_t*>(&pipe); }

  base::UniqueFd peer_;
  uv_pipe_t pipe_{};
  std::optional<WriteQueue> queue_;
  const std::shared_ptr<file::IoQueue> io_ =
      std::make_shared<file::IoQueue>(loop_, file::IoBounds{});
  file::BlockCache blocks_{io_, 64 * file::kBlockSize};
  std::optional<ResponseSender> sender_;
  std::function<void()> on_room_;
  int rooms_ = 0;
  int sendable_ = 0;
  int write_error_ = 0;
  std::optional<file::ReadFailure> read_failure_;
};

}  // namespace ranged::net
