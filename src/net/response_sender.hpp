#pragma once

#include <uv.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "file/file_reader.hpp"
#include "net/write_queue.hpp"
#include "ranged/plan/response_plan.hpp"

namespace ranged::net {

/// Moves one planned response into a WriteQueue: the head, then the segments of the body, reading
/// ahead only while the queue has room.
///
/// The head travels with the first octets of the body, so a file that cannot be read is noticed
/// before anything has been promised.
class ResponseSender final : public file::FileReader::Delegate {
 public:
  /// Called from the loop only, never from inside a method of ResponseSender.
  class Delegate {
   public:
    virtual void on_read_failed(file::ReadFailure failure) = 0;
    virtual void on_write_failed(int uv_error) = 0;

   protected:
    ~Delegate() = default;
  };

  /// All three must outlive the sender.
  ResponseSender(uv_loop_t& loop, WriteQueue& queue, Delegate& delegate)
      : loop_(loop), queue_(queue), delegate_(delegate) {}

  /// `file` may be null if the body has no ranges. 0 or a libuv error.
  [[nodiscard]] int start(std::string head, std::vector<plan::Segment> body,
                          std::shared_ptr<const content::OpenFile> file);

  /// To be called when the queue may have room again. 0 or a libuv error.
  [[nodiscard]] int resume();

  /// True once octets were promised: from here on it is all of them or a reset.
  bool committed() const { return queued_ > 0; }

  /// True once the last octet is in the queue.
  bool all_queued() const { return next_ == body_.size() && !reader_ && unsent_.empty(); }

  /// Octets that the kernel has taken so far, and how many of them were the body's.
  std::uint64_t octets_taken() const { return queued_ - std::min(queued_, waiting()); }
  std::uint64_t body_octets_taken() const {
    return octets_taken() - std::min(octets_taken(), head_octets_);
  }

 private:
  void on_block(file::Block block) override;
  void on_read_failed(file::ReadFailure failure) override { delegate_.on_read_failed(failure); }
  std::uint64_t waiting() const { return queue_.octets(); }
  [[nodiscard]] int flush(file::Block block);

  uv_loop_t& loop_;
  WriteQueue& queue_;
  Delegate& delegate_;
  std::string unsent_;  // head and texts waiting to travel with the next octets
  std::vector<plan::Segment> body_;
  std::size_t next_ = 0;
  std::shared_ptr<const content::OpenFile> file_;
  std::unique_ptr<file::FileReader> reader_;  // of body_[next_ - 1], while it has octets left
  std::uint64_t head_octets_ = 0;
  std::uint64_t queued_ = 0;  // of head and body
};

}  // namespace ranged::net
