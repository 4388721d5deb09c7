#include "file/file_cache.hpp"

#include <chrono>
#include <unordered_set>
#include <utility>

#include "file/file_state.hpp"
#include "ranged/base/check.hpp"
#include "ranged/http/request_target.hpp"
#include "uv/timer.hpp"
#include "uv/turn_handle.hpp"

namespace ranged::file {

/// A name, what is known of it, and who waits to know.
struct FileCache::Entry final : FileLookup::Delegate {
  Entry(FileCache& owner, std::string_view name)
      : cache(owner), resolved(name), lookup(owner.io_, *this) {}

  void on_looked_up(FileLookup::Result found) override {
    if (is_forgotten) return cache.settle_forgotten(*this, std::move(found));
    cache.settle(*this, std::move(found));
  }

  bool is_believed(std::uint64_t now) const {
    if (!result) return false;
    const bool is_file = std::holds_alternative<File>(*result);
    return now - looked_at < (is_file ? kBelieved : kBelieved / 10);
  }

  FileCache& cache;
  const std::string resolved;
  std::optional<Result> result;
  std::uint64_t looked_at = 0;  // in the loop's milliseconds
  std::uint64_t used_at = 0;
  std::uint64_t current_in = 0;  // the turn of the loop in which its descriptor was last asked
  bool is_forgotten = false;
  FileLookup lookup;
  base::Ring<Waiter> waiters;
};

namespace {

/// Any waiter may go when he is told, and any other with him.
void tell(base::Ring<FileCache::Waiter>& waiters, const FileCache::Result& result) {
  while (!waiters.empty()) {
    FileCache::Waiter& waiter = waiters.front();
    waiter.unlink();
    waiter.on_file(result);
  }
}

FileCache::File prepared(content::OpenFile file) {
  const content::Representation state{file.identity.length, file.identity.modified, {}};
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return std::make_shared<const PreparedFile>(
      PreparedFile{std::move(file), plan::prepare(state, now)});
}

}  // namespace

FileCache::FileCache(std::shared_ptr<IoQueue> io, std::size_t capacity)
    : io_(std::move(io)), capacity_(capacity) {
  uv_loop_t& loop = io_->loop();
  turn_handle_ = uv::make_turn_handle(loop, this, on_turn);
  uv_unref(reinterpret_cast<uv_handle_t*>(turn_handle_.get()));
  sweep_timer_ = uv::make_timer(loop, this);
}

FileCache::~FileCache() = default;

std::optional<FileCache::Result> FileCache::find(std::string_view resolved) {
  const auto found = by_name_.find(resolved);
  if (found == by_name_.end()) return std::nullopt;
  Entry& entry = **found->second;
  const std::uint64_t now = uv_now(&io_->loop());
  if (!entry.is_believed(now)) return std::nullopt;
  if (const File* file = std::get_if<File>(&*entry.result); file && entry.current_in != turn_) {
    if (!is_current(**file)) return std::nullopt;
    entry.current_in = turn_;
  }
  entry.used_at = now;
  entries_.splice(entries_.begin(), entries_, found->second);
  return entry.result;
}

int FileCache::wait_for(std::shared_ptr<const content::ContentRoot> root, std::string_view resolved,
                        std::uint64_t device, Waiter& waiter) {
  Entry& entry = entry_of(resolved);
  if (!entry.lookup.busy()) {
    if (const int error = entry.lookup.start(std::move(root), entry.resolved, device)) return error;
    ++lookups_;
  }
  entry.waiters.push_back(waiter);
  return 0;
}

void FileCache::forget() {
  for (auto place = entries_.begin(); place != entries_.end();) forget(place++);
}

void FileCache::forget(const std::vector<std::string>& folders) {
  const std::unordered_set<std::string_view> changed(folders.begin(), folders.end());
  for (auto place = entries_.begin(); place != entries_.end();) {
    const auto here = place++;
    if (changed.contains(http::parent_of((*here)->resolved))) forget(here);
  }
}

void FileCache::forget(Place place) {
  Entry& entry = **place;
  if (!entry.lookup.busy()) return remove(place);
  entry.is_forgotten = true;
  by_name_.erase(entry.resolved);
  forgotten_.splice(forgotten_.end(), entries_, place);
}

void FileCache::close() {
  by_name_.clear();
  entries_.clear();
  forgotten_.clear();
  sweep_timer_.reset();
  turn_handle_.reset();
}

FileCache::Entry& FileCache::entry_of(std::string_view resolved) {
  const auto found = by_name_.find(resolved);
  if (found != by_name_.end()) {
    entries_.splice(entries_.begin(), entries_, found->second);
    return **found->second;
  }
  entries_.push_front(std::make_unique<Entry>(*this, resolved));
  by_name_.emplace(entries_.front()->resolved, entries_.begin());
  if (!std::exchange(sweeping_, true)) {
    uv_timer_start(sweep_timer_.get(), on_sweep, kUnusedKept, kUnusedKept);
  }
  return *entries_.front();
}

void FileCache::settle(Entry& entry, FileLookup::Result found) {
  entry.looked_at = entry.used_at = uv_now(&io_->loop());
  if (auto* file = std::get_if<content::OpenFile>(&found)) {
    const File* const known = entry.result ? std::get_if<File>(&*entry.result) : nullptr;
    const bool is_same = known && (*known)->identity == file->identity &&
                         (*known)->status_changed == file->status_changed;
    if (!is_same) entry.result = prepared(std::move(*file));
  } else {
    entry.result = std::get<content::LookupFailure>(found);
  }
  const Result result = *entry.result;
  base::Ring<Waiter> waiters;
  waiters.take(entry.waiters);
  shrink(capacity_);  // may remove the entry
  tell(waiters, result);
}

void FileCache::settle_forgotten(Entry& entry, FileLookup::Result found) {
  Result result = content::LookupFailure::unavailable;
  if (auto* file = std::get_if<content::OpenFile>(&found)) {
    result = prepared(std::move(*file));
  } else {
    result = std::get<content::LookupFailure>(found);
  }
  base::Ring<Waiter> waiters;
  waiters.take(entry.waiters);
  forgotten_.remove_if([&entry](const auto& other) { return other.get() == &entry; });
  tell(waiters, result);
}

/// Those that are being looked up stay: somebody waits for them.
void FileCache::shrink(std::size_t capacity) {
  auto place = entries_.end();
  while (entries_.size() > capacity && place != entries_.begin()) {
    --place;
    if ((*place)->lookup.busy()) continue;
    const auto last = place++;
    remove(last);
  }
}

void FileCache::remove(Place place) {
  by_name_.erase((*place)->resolved);
  entries_.erase(place);
}

void FileCache::on_turn(uv_prepare_t* handle) noexcept {
  if (handle->data) ++static_cast<FileCache*>(handle->data)->turn_;
}

void FileCache::on_sweep(uv_timer_t* timer) noexcept {
  if (timer->data) static_cast<FileCache*>(timer->data)->sweep();
}

void FileCache::sweep() {
  const std::uint64_t now = uv_now(&io_->loop());
  for (auto place = entries_.begin(); place != entries_.end();) {
    const auto here = place++;
    const bool is_used = (*here)->lookup.busy() || now - (*here)->used_at < kUnusedKept;
    if (!is_used) remove(here);
  }
  if (!entries_.empty()) return;
  sweeping_ = false;
  uv_timer_stop(sweep_timer_.get());
}

}  // namespace ranged::file
