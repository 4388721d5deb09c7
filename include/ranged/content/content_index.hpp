#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ranged/content/representation.hpp"

// The index: an immutable snapshot of the names that exist. Lookups are text against memory;
// nothing here touches the file system. Lengths and times are as scanned and may be out of date: an
// answer's numbers come from the opened file.

namespace ranged::content {

enum class EntryKind : std::uint8_t { file, folder };

/// The codings that a file stands in as well, in a sibling: name.css.br, name.css.gz. Only of one
/// that is shorter and, in whole seconds, not older than the file, as scanned.
struct Siblings {
  bool brotli = false;
  bool gzip = false;
};

/// One name. Views into the index, which must outlive it.
struct Entry {
  EntryKind kind = EntryKind::file;
  std::string_view path;      ///< as requested, normalized: "clips/a.mp4"; the root is ""
  std::string_view resolved;  ///< the same without symbolic links; opened by this name
  std::uint64_t length = 0;   ///< of a file
  FileTime modified{0};
  std::string_view media_type;  ///< of a file; static storage, or that of http::MediaTypes
  std::uint64_t device = 0;     ///< that the file was found on
  Siblings siblings{};          ///< of a file; found by the index
};

class ContentIndex {
  struct Record;

 public:
  /// Collects entries in any order; a path added twice keeps the first.
  class Builder {
   public:
    Builder();
    ~Builder();
    Builder(Builder&&) noexcept;
    Builder& operator=(Builder&&) noexcept;

    /// Views are copied, but for the media type; `siblings` do not count. `path` must be normalized
    /// and not empty: the root is always there.
    void add(const Entry& entry);
    ContentIndex build() &&;

   private:
    std::vector<Record> records_;
    std::string text_;
    std::vector<std::string_view> media_types_;
    std::vector<std::uint64_t> devices_;
  };

  ContentIndex();
  ~ContentIndex();
  ContentIndex(ContentIndex&&) noexcept;
  ContentIndex& operator=(ContentIndex&&) noexcept;

  /// `path` as NormalizedPath spells it.
  std::optional<Entry> find(std::string_view path) const;

  /// Every name but the root, in the order of their octets: `number` is less than size().
  Entry at(std::size_t number) const;
  std::size_t size() const { return files_ + folders_; }

  /// The numbers of the names that stand directly in `folder`, in the order of their octets. Takes
  /// time for each of them, and next to none for what lies below them.
  std::vector<std::size_t> children(std::string_view folder) const;

  std::size_t files() const { return files_; }
  std::size_t folders() const { return folders_; }  ///< without the root
  std::uint64_t octets() const { return octets_; }  ///< of all files together

  /// Octets of memory, the paths' own included.
  std::size_t memory() const;

 private:
  Entry entry_of(const Record& record) const;
  void find_siblings();
  void note_sibling(const Record& sibling, std::string_view suffix, bool Siblings::*coding);
  std::size_t first_not_before(std::size_t number, std::string_view path) const;

  std::vector<Record> records_;  // sorted by path
  std::string text_;             // the names, one behind the other, in the order of the records
  std::vector<std::string_view> media_types_;  // each once; records have the number
  std::vector<std::uint64_t> devices_;         // likewise
  std::size_t files_ = 0;
  std::size_t folders_ = 0;
  std::uint64_t octets_ = 0;
};

}  // namespace ranged::content
