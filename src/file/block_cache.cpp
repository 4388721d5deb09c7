#include "file/block_cache.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "file/file_state.hpp"
#include "ranged/base/check.hpp"

namespace ranged::file {

struct BlockCache::Reading {
  uv_fs_t request{};
  BlockCache* cache = nullptr;  // null once it has gone
  BlockId id;
  std::shared_ptr<const content::OpenFile> file;
  std::shared_ptr<Block> block;
  std::size_t filled = 0;
  base::Ring<Waiter> waiters;

  /// Reads what the block still lacks. 0 or a libuv error.
  [[nodiscard]] int read_on(uv_loop_t& loop);
};

namespace {

/// What the result of a read means; nullopt: the octets are good.
std::optional<ReadFailure> failure_of(ssize_t result, const content::OpenFile& file) {
  if (result < 0) return ReadFailure::read_error;
  if (result == 0) return ReadFailure::short_file;
  if (!is_as_opened(file)) return ReadFailure::changed_file;
  return std::nullopt;
}

}  // namespace

BlockCache::~BlockCache() {
  for (const auto& [id, reading] : under_way_) reading->cache = nullptr;
}

int BlockCache::wait_for(std::shared_ptr<const content::OpenFile> file, std::uint64_t index,
                         Waiter& waiter) {
  const BlockId id = block_id_of(*file, index);
  if (!under_way_.contains(id)) {
    if (const int error = begin(std::move(file), index)) return error;
  }
  under_way_.at(id)->waiters.push_back(waiter);
  return 0;
}

void BlockCache::prefetch(std::shared_ptr<const content::OpenFile> file, std::uint64_t index) {
  const BlockId id = block_id_of(*file, index);
  if (store_.capacity() < kBlockSize || store_.contains(id) || under_way_.contains(id)) return;
  static_cast<void>(begin(std::move(file), index));  // whoever needs it will see the error
}

int BlockCache::begin(std::shared_ptr<const content::OpenFile> file, std::uint64_t index) {
  const std::uint64_t offset = index * kBlockSize;
  RANGED_CHECK(offset < file->identity.length);
  const std::uint64_t rest = file->identity.length - offset;
  auto reading = std::make_unique<Reading>();
  reading->cache = this;
  reading->id = block_id_of(*file, index);
  reading->block =
      std::make_shared<Block>(static_cast<std::size_t>(std::min<std::uint64_t>(rest, kBlockSize)));
  if (!reading->block->data()) return UV_ENOMEM;
  reading->file = std::move(file);
  if (const int error = reading->read_on(loop_)) return error;
  ++readings_;
  under_way_.emplace(reading->id, reading.get());
  static_cast<void>(reading.release());
  return 0;
}

int BlockCache::Reading::read_on(uv_loop_t& loop) {
  request.data = this;
  const uv_buf_t rest =
      uv_buf_init(block->data() + filled, static_cast<unsigned>(block->length() - filled));
  const std::uint64_t offset = id.index * kBlockSize + filled;
  const int error = uv_fs_read(&loop, &request, file->fd.get(), &rest, 1,
                               static_cast<std::int64_t>(offset), on_read);
  if (error != 0) uv_fs_req_cleanup(&request);
  return error;
}

void BlockCache::on_read(uv_fs_t* request) noexcept {
  std::unique_ptr<Reading> reading(static_cast<Reading*>(request->data));
  const ssize_t result = request->result;
  uv_fs_req_cleanup(request);
  BlockCache* const self = reading->cache;
  if (!self) return;
  auto failure = failure_of(result, *reading->file);
  if (!failure) reading->filled += static_cast<std::size_t>(result);
  if (!failure && reading->filled < reading->block->length()) {  // the kernel may give less
    if (reading->read_on(self->loop_) == 0) return static_cast<void>(reading.release());
    failure = ReadFailure::read_error;
  }
  self->under_way_.erase(reading->id);
  if (!failure) self->store_.insert(reading->id, reading->block);
  auto& waiters = reading->waiters;
  while (!waiters.empty()) {
    Waiter& waiter = waiters.front();
    waiter.unlink();
    // Any waiter may go, and any other with it.
    if (failure)
      waiter.on_read_failed(*failure);
    else
      waiter.on_block(reading->block);
  }
}

}  // namespace ranged::file
