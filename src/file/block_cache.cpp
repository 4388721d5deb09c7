#include "file/block_cache.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "file/file_state.hpp"
#include "ranged/base/check.hpp"

namespace ranged::file {

/// Owned by the cache; once it is under way and the cache has gone, by libuv.
struct BlockCache::Reading final : IoQueue::Operation {
  Reading(BlockCache& owner, std::shared_ptr<const content::OpenFile> opened, const BlockId& which)
      : Operation(owner.io_, {which.file.device, which.file.inode}),
        cache(&owner),
        id(which),
        file(std::move(opened)) {}
  ~Reading() override = default;

  bool is_unwanted() const { return !is_under_way() && waiters.empty() && !is_ahead; }

  [[nodiscard]] int begin() override;
  void on_not_begun(int) override { cache->settle(*this, ReadFailure::read_error); }

  /// Reads what the block still lacks. 0 or a libuv error.
  [[nodiscard]] int read_on();
  static void on_read(uv_fs_t* request) noexcept;

  uv_fs_t request{};
  BlockCache* cache;  // null once it has gone
  const BlockId id;
  const std::shared_ptr<const content::OpenFile> file;
  std::shared_ptr<Block> block;  // once under way: what only waits holds no memory
  std::size_t filled = 0;
  bool is_ahead = false;  // of need
  base::Ring<Waiter> waiters;
};

namespace {

std::size_t length_of(const BlockId& id) {
  const std::uint64_t rest = id.file.length - id.index * kBlockSize;
  return static_cast<std::size_t>(std::min<std::uint64_t>(rest, kBlockSize));
}

/// What the result of a read means; nullopt: the octets are good.
std::optional<ReadFailure> failure_of(ssize_t result, const content::OpenFile& file) {
  if (result < 0) return ReadFailure::read_error;
  if (result == 0) return ReadFailure::short_file;
  if (!is_as_opened(file)) return ReadFailure::changed_file;
  return std::nullopt;
}

}  // namespace

BlockCache::BlockCache(std::shared_ptr<IoQueue> io, std::size_t capacity)
    : io_(std::move(io)), store_(capacity) {}

BlockCache::~BlockCache() {
  for (auto& [id, reading] : requested_) {
    if (!reading->is_under_way()) continue;
    reading->cache = nullptr;
    static_cast<void>(reading.release());
  }
}

std::shared_ptr<const Block> BlockCache::find(const content::OpenFile& file, std::uint64_t index) {
  auto block = store_.find(block_id_of(file, index));
  if (block) ++hits_;
  return block;
}

int BlockCache::wait_for(std::shared_ptr<const content::OpenFile> file, std::uint64_t index,
                         Waiter& waiter) {
  ++misses_;
  const BlockId id = block_id_of(*file, index);
  const auto known = requested_.find(id);
  if (known != requested_.end()) {
    known->second->waiters.push_back(waiter);
    return 0;
  }
  auto reading = std::make_unique<Reading>(*this, std::move(file), id);
  reading->waiters.push_back(waiter);
  return request(std::move(reading));
}

void BlockCache::prefetch(std::shared_ptr<const content::OpenFile> file, std::uint64_t index) {
  const BlockId id = block_id_of(*file, index);
  if (store_.capacity() < kBlockSize || store_.contains(id) || requested_.contains(id)) return;
  auto reading = std::make_unique<Reading>(*this, std::move(file), id);
  reading->is_ahead = true;
  static_cast<void>(request(std::move(reading)));  // whoever needs it will see the error
}

int BlockCache::request(std::unique_ptr<Reading> reading) {
  RANGED_CHECK(reading->id.index * kBlockSize < reading->id.file.length);
  drop_unwanted();
  if (const int error = reading->submit()) return error;
  ++readings_;
  requested_.emplace(reading->id, std::move(reading));
  return 0;
}

/// Now and then, so that those who go while a disk hangs leave nothing behind.
void BlockCache::drop_unwanted() {
  if (requested_.size() < drop_at_) return;
  std::erase_if(requested_, [](const auto& entry) { return entry.second->is_unwanted(); });
  drop_at_ = std::max<std::size_t>(64, requested_.size() * 2);
}

int BlockCache::Reading::begin() {
  if (is_unwanted()) return UV_ECANCELED;
  block = std::make_shared<Block>(length_of(id));
  return block->data() ? read_on() : UV_ENOMEM;
}

int BlockCache::Reading::read_on() {
  request.data = this;
  const uv_buf_t rest =
      uv_buf_init(block->data() + filled, static_cast<unsigned>(block->length() - filled));
  const std::uint64_t offset = id.index * kBlockSize + filled;
  const int error = uv_fs_read(&loop(), &request, file->fd.get(), &rest, 1,
                               static_cast<std::int64_t>(offset), on_read);
  if (error != 0) uv_fs_req_cleanup(&request);
  return error;
}

void BlockCache::Reading::on_read(uv_fs_t* request) noexcept {
  auto& reading = *static_cast<Reading*>(request->data);
  const ssize_t result = request->result;
  uv_fs_req_cleanup(request);
  if (!reading.cache) return std::default_delete<Reading>()(&reading);
  auto failure = failure_of(result, *reading.file);
  if (!failure) reading.filled += static_cast<std::size_t>(result);
  if (!failure && reading.filled < reading.block->length()) {  // the kernel may give less
    if (reading.read_on() == 0) return;
    failure = ReadFailure::read_error;
  }
  reading.cache->settle(reading, failure);
}

void BlockCache::settle(const Reading& reading, std::optional<ReadFailure> failure) {
  const auto settled = requested_.extract(reading.id);
  if (!failure) store_.insert(reading.id, reading.block);
  auto& waiters = settled.mapped()->waiters;
  while (!waiters.empty()) {
    Waiter& waiter = waiters.front();
    waiter.unlink();
    // Any waiter may go, and any other with it.
    if (failure)
      waiter.on_read_failed(*failure);
    else
      waiter.on_block(reading.block);
  }
}

}  // namespace ranged::file
