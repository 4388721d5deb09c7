#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "file/block_cache.hpp"
#include "net/write_queue.hpp"
#include "ranged/plan/response_plan.hpp"

namespace ranged::net {

/// Moves one planned response into a WriteQueue, a block at a time: the head, then the segments of
/// the body. Holds no block longer than a call.
///
/// The head travels with the first octets of the body, so a file that cannot be read is noticed
/// before anything has been promised.
class ResponseSender final : public file::BlockCache::Waiter {
 public:
  /// Called from the loop only, never from inside start() or step(). May destroy the sender.
  class Delegate {
   public:
    virtual void on_sendable() = 0;  ///< the block that step() waited for is there
    virtual void on_read_failed(file::ReadFailure failure) = 0;

   protected:
    ~Delegate() = default;
  };

  enum class Step : std::uint8_t {
    done,         ///< the kernel has the whole response
    turn,         ///< more could go at once
    needs_room,   ///< the queue will say when there is room
    needs_block,  ///< the delegate will be told when the block is there
    read_failed,  ///< the block cannot even be asked for
    failed,       ///< the connection is broken
  };

  /// All three must outlive the sender.
  ResponseSender(file::BlockCache& blocks, WriteQueue& queue, Delegate& delegate)
      : blocks_(blocks), queue_(queue), delegate_(delegate) {}

  /// `file` may be null if the body has no ranges.
  void start(std::string head, std::vector<plan::Segment> body,
             std::shared_ptr<const content::OpenFile> file);

  /// Sends up to one block, if the queue has room and the block is in memory. Of the body no more
  /// than `most` octets; what is small besides (head, parts' heads, pages) goes at once.
  [[nodiscard]] Step step(std::uint64_t most = file::kBlockSize);

  /// True once octets were promised: from here on it is all of them or a reset.
  bool committed() const { return taken_ > 0; }

  /// Octets given to the queue so far, what it keeps included.
  std::uint64_t octets_handed_over() const { return taken_; }

  /// Octets that have left for the kernel so far, and how many of them were the body's.
  std::uint64_t octets_taken() const;
  std::uint64_t body_octets_taken() const;

 private:
  void on_block(std::shared_ptr<const file::Block> block) override {
    arrived_ = std::move(block);
    delegate_.on_sendable();
  }
  void on_read_failed(file::ReadFailure failure) override { delegate_.on_read_failed(failure); }

  void gather();
  [[nodiscard]] Step send(std::string_view octets);
  void advance(std::uint64_t octets);

  file::BlockCache& blocks_;
  WriteQueue& queue_;
  Delegate& delegate_;
  std::string unsent_;  // head and texts waiting to travel with the next octets of the file
  std::vector<plan::Segment> body_;
  std::size_t next_ = 0;     // the first segment not gathered
  http::ByteRange rest_;     // of the range gathered last; may be empty
  plan::SharedText shared_;  // likewise, of text that is sent from where it is
  std::shared_ptr<const content::OpenFile> file_;
  std::shared_ptr<const file::Block> arrived_;  // the block waited for: it need not have been kept
  std::uint64_t head_octets_ = 0;
  std::uint64_t taken_ = 0;  // of head and body, what the queue keeps included
};

}  // namespace ranged::net
