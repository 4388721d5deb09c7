#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ranged/content/representation.hpp"

// The names that stand directly in one folder, as one reading found them: immutable.

namespace ranged::content {

enum class EntryKind : std::uint8_t { file, folder };

/// The codings that a file stands in as well, in a sibling: name.css.br, name.css.gz. Only of one
/// that is shorter and, in whole seconds, not older than the file, as scanned.
struct Siblings {
  bool brotli = false;
  bool gzip = false;

  friend bool operator==(const Siblings&, const Siblings&) = default;
};

/// One name in a folder. Views into the FolderNames, which must outlive it.
struct FolderEntry {
  EntryKind kind = EntryKind::file;
  std::string_view name;
  std::string_view link = {};  ///< of a symbolic link, what it leads to, as Entry::resolved
  std::uint64_t length = 0;    ///< of a file
  FileTime modified{0};
  std::uint64_t device = 0;          ///< that it was found on
  std::string_view media_type = {};  ///< of a file; static storage, or that of http::MediaTypes
  Siblings siblings = {};            ///< of a file; found among the names of its folder
};

/// 32 octets a name, and the name itself.
class FolderNames {
  struct Record;

 public:
  using Pointer = std::shared_ptr<const FolderNames>;

  /// Collects names in any order; a name added twice keeps the first.
  class Builder {
   public:
    Builder();
    ~Builder();
    Builder(Builder&&) noexcept;
    Builder& operator=(Builder&&) noexcept;

    /// Views are copied, but for the media type; `siblings` do not count. Of a folder only name and
    /// link are kept: the rest is Folder's to know.
    void add(const FolderEntry& entry);

    /// The names. `added` becomes, for each folder among them, in their order, the number of
    /// folders that were added before it.
    Pointer build(std::vector<std::size_t>& added) &&;
    Pointer build() &&;

   private:
    std::shared_ptr<FolderNames> names_;
    std::size_t folders_ = 0;
  };

  FolderNames();
  ~FolderNames();
  FolderNames(const FolderNames&) = delete;
  FolderNames& operator=(const FolderNames&) = delete;

  /// In the order of their octets: `number` is less than size().
  FolderEntry at(std::size_t number) const;
  std::size_t size() const;
  std::optional<std::size_t> find(std::string_view name) const;

  /// How many folders come before `number`.
  std::size_t folders_before(std::size_t number) const;

  std::size_t files() const { return size() - folders_; }
  std::size_t folders() const { return folders_; }
  std::uint64_t octets() const { return octets_; }  ///< of its files together

  std::size_t memory() const;

  friend bool operator==(const FolderNames& a, const FolderNames& b);

 private:
  /// What many files of a folder have in common.
  struct Kind {
    std::uint64_t device = 0;
    std::string_view media_type;

    friend bool operator==(const Kind&, const Kind&) = default;
  };

  std::uint16_t number_of(const Kind& kind);
  void find_siblings();
  void note_sibling(const Record& sibling, std::string_view suffix, bool Siblings::*coding);

  std::vector<Record> records_;  // sorted by name
  std::string text_;             // names, each with its link behind it, in the order of the records
  std::vector<Kind> kinds_;      // each once; records have the number
  std::size_t folders_ = 0;
  std::uint64_t octets_ = 0;
};

}  // namespace ranged::content
