#pragma once

#include <uv.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>

#include "file/block.hpp"
#include "file/block_store.hpp"
#include "file/io_queue.hpp"
#include "ranged/base/ring.hpp"
#include "ranged/content/content_root.hpp"

// File bodies in memory, once for everybody.

namespace ranged::file {

/// Why a block cannot be had.
enum class ReadFailure : std::uint8_t {
  short_file,    ///< the file ends before the block does
  changed_file,  ///< it is no longer what was opened: its octets belong to other validators
  read_error,    ///< the system failed
};

/// Blocks of open files, read by uv_fs_read and kept while there is room. One reading serves
/// everyone who waits for the block.
///
/// A reading that has started cannot be recalled: libuv's threadpool may be inside pread() when
/// everyone who waited has gone. So the reading owns its block, and shares the descriptor: a number
/// closed too early could be reused, and the block would then hold somebody else's file.
class BlockCache {
 public:
  /// Somebody who waits for at most one block. May go at any time.
  class Waiter : public base::RingLink {
   public:
    /// Called from the loop only, never from inside a method of BlockCache.
    virtual void on_block(std::shared_ptr<const Block> block) = 0;
    virtual void on_read_failed(ReadFailure failure) = 0;

   protected:
    ~Waiter() = default;
  };

  /// Keeps up to `capacity` octets. What the cache began, the loop has to run to its end, be it
  /// after the cache has gone.
  BlockCache(std::shared_ptr<IoQueue> io, std::size_t capacity);
  ~BlockCache();
  BlockCache(const BlockCache&) = delete;
  BlockCache& operator=(const BlockCache&) = delete;

  /// The block if it is in memory; null otherwise.
  std::shared_ptr<const Block> find(const content::OpenFile& file, std::uint64_t index);

  /// Lets `waiter` know when the block is there, which it must not be yet. `index` must be of a
  /// block that begins before the file's end. 0 or a libuv error, such as UV_ENOMEM.
  [[nodiscard]] int wait_for(std::shared_ptr<const content::OpenFile> file, std::uint64_t index,
                             Waiter& waiter);

  /// Reads the block ahead of need, unless it is in memory or on its way, or nothing can be kept.
  void prefetch(std::shared_ptr<const content::OpenFile> file, std::uint64_t index);

  /// For tests and figures.
  std::size_t octets() const { return store_.octets(); }
  std::uint64_t readings() const { return readings_; }
  std::uint64_t hits() const { return hits_; }      ///< blocks found
  std::uint64_t misses() const { return misses_; }  ///< blocks waited for, successfully or not

 private:
  struct Reading;
  [[nodiscard]] int request(std::unique_ptr<Reading> reading);
  void drop_unwanted();
  void settle(const Reading& reading, std::optional<ReadFailure> failure);

  std::shared_ptr<IoQueue> io_;
  BlockStore store_;
  std::unordered_map<BlockId, std::unique_ptr<Reading>, BlockIdHash> requested_;
  std::size_t drop_at_ = 0;  // readings requested
  std::uint64_t readings_ = 0;
  std::uint64_t hits_ = 0;
  std::uint64_t misses_ = 0;
};

}  // namespace ranged::file
