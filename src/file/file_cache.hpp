#pragma once

#include <uv.h>

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "file/file_lookup.hpp"
#include "ranged/base/ring.hpp"
#include "ranged/content/content_root.hpp"
#include "ranged/plan/prepared.hpp"
#include "uv/handle.hpp"

// Open files, shared by everyone who sends from them.

namespace ranged::file {

/// An open file, and what all answers about it say alike.
struct PreparedFile : content::OpenFile {
  plan::Prepared prepared;
};

/// Descriptors by name. What was looked at within the last second is believed; after that the name
/// is looked up anew, on the threadpool, and the descriptor is kept if it still is the same file in
/// the same state. Within that second the descriptor is asked, once a turn of the loop, whether
/// something was done to the file. One lookup serves everyone who waits for the name. A failure is
/// believed for a moment. What nobody has asked for in a while is closed.
class FileCache {
 public:
  using File = std::shared_ptr<const PreparedFile>;
  using Result = std::variant<File, content::LookupFailure>;

  static constexpr std::uint64_t kBelieved = 1000;      ///< milliseconds; a failure a tenth
  static constexpr std::uint64_t kUnusedKept = 10'000;  ///< milliseconds

  /// Somebody who waits for at most one file. May go at any time.
  class Waiter : public base::RingLink {
   public:
    /// Called from the loop only, never from inside a method of FileCache.
    virtual void on_file(const Result& result) = 0;

   protected:
    ~Waiter() = default;
  };

  /// Keeps up to `capacity` files open besides those in use; 0 keeps none.
  FileCache(std::shared_ptr<IoQueue> io, std::size_t capacity);
  ~FileCache();
  FileCache(const FileCache&) = delete;
  FileCache& operator=(const FileCache&) = delete;

  /// What is known of `resolved` and still believed.
  std::optional<Result> find(std::string_view resolved);

  /// Lets `waiter` know what becomes of opening `resolved`, which lies on `device` as far as is
  /// known, beneath `root`. 0 or a libuv error.
  [[nodiscard]] int wait_for(std::shared_ptr<const content::ContentRoot> root,
                             std::string_view resolved, std::uint64_t device, Waiter& waiter);

  /// Names may stand for other files from now on: what is known of them is forgotten. Who waits for
  /// a lookup still gets what it finds.
  void forget();

  /// The same for the names that stand directly in one of these folders, which are resolved.
  void forget(const std::vector<std::string>& folders);

  /// Closes everything and lets go of the loop. Nobody may wait then, or later.
  void close();

  std::size_t files() const { return entries_.size(); }
  std::uint64_t lookups() const { return lookups_; }

 private:
  struct Entry;
  using Place = std::list<std::unique_ptr<Entry>>::iterator;

  Entry& entry_of(std::string_view resolved);
  void settle(Entry& entry, FileLookup::Result result);
  void settle_forgotten(Entry& entry, FileLookup::Result result);
  void forget(Place place);
  void shrink(std::size_t capacity);
  void remove(Place place);
  static void on_turn(uv_prepare_t* handle) noexcept;
  static void on_sweep(uv_timer_t* timer) noexcept;
  void sweep();

  std::shared_ptr<IoQueue> io_;
  std::size_t capacity_;
  std::list<std::unique_ptr<Entry>> entries_;            // most recently used in front
  std::unordered_map<std::string_view, Place> by_name_;  // keys are the entries' own names
  std::list<std::unique_ptr<Entry>> forgotten_;          // being looked up when they were
  uv::Handle<uv_prepare_t> turn_handle_;
  std::uint64_t turn_ = 1;  // of the loop
  uv::Handle<uv_timer_t> sweep_timer_;
  bool sweeping_ = false;
  std::uint64_t lookups_ = 0;
};

}  // namespace ranged::file
