#include "ranged/content/folder_names.hpp"

#include <algorithm>
#include <chrono>
#include <limits>

#include "ranged/base/check.hpp"

namespace ranged::content {

struct FolderNames::Record {
  std::uint64_t length = 0;  // of a file; of a folder, how many folders come before it
  FileTime modified{0};
  std::uint32_t offset = 0;  // of the name in the text
  std::uint16_t name_size = 0;
  std::uint16_t link_size = 0;
  std::uint16_t number = 0;  // of a file's Kind
  EntryKind kind = EntryKind::file;
  Siblings siblings;

  std::size_t text_size() const { return std::size_t{name_size} + link_size; }
  std::string_view name_in(std::string_view text) const { return text.substr(offset, name_size); }
  std::string_view link_in(std::string_view text) const {
    return text.substr(offset + name_size, link_size);
  }

  friend bool operator==(const Record&, const Record&) = default;
};

namespace {

std::uint16_t size_of(std::string_view text) {
  RANGED_CHECK(text.size() <= std::numeric_limits<std::uint16_t>::max());
  return static_cast<std::uint16_t>(text.size());
}

}  // namespace

FolderNames::FolderNames() = default;
FolderNames::~FolderNames() = default;

FolderNames::Builder::Builder() : names_(std::make_shared<FolderNames>()) {}
FolderNames::Builder::~Builder() = default;
FolderNames::Builder::Builder(Builder&&) noexcept = default;
FolderNames::Builder& FolderNames::Builder::operator=(Builder&&) noexcept = default;

void FolderNames::Builder::add(const FolderEntry& entry) {
  std::string& text = names_->text_;
  RANGED_CHECK(!entry.name.empty() && text.size() <= std::numeric_limits<std::uint32_t>::max());
  Record record;
  record.kind = entry.kind;
  record.offset = static_cast<std::uint32_t>(text.size());
  record.name_size = size_of(entry.name);
  record.link_size = size_of(entry.link);
  if (entry.kind == EntryKind::file) {
    record.length = entry.length;
    record.modified = entry.modified;
    record.number = names_->number_of({entry.device, entry.media_type});
  } else {
    record.length = folders_++;
  }
  names_->records_.push_back(record);
  text.append(entry.name).append(entry.link);
}

FolderNames::Pointer FolderNames::Builder::build() && {
  std::vector<std::size_t> nobody_asks;
  return std::move(*this).build(nobody_asks);
}

FolderNames::Pointer FolderNames::Builder::build(std::vector<std::size_t>& added) && {
  auto& records = names_->records_;
  const std::string unsorted = std::move(names_->text_);
  std::sort(records.begin(), records.end(), [&unsorted](const Record& a, const Record& b) {
    const int order = a.name_in(unsorted).compare(b.name_in(unsorted));
    return order != 0 ? order < 0 : a.offset < b.offset;  // of the same name, the first added
  });
  const auto is_same_name = [&unsorted](const Record& a, const Record& b) {
    return a.name_in(unsorted) == b.name_in(unsorted);
  };
  records.erase(std::unique(records.begin(), records.end(), is_same_name), records.end());
  records.shrink_to_fit();

  std::size_t size = 0;
  for (const auto& record : records) size += record.text_size();
  std::string text;
  text.reserve(size);
  added.clear();
  for (auto& record : records) {
    const auto names = std::string_view(unsorted).substr(record.offset, record.text_size());
    record.offset = static_cast<std::uint32_t>(text.size());
    text += names;
    if (record.kind == EntryKind::file) {
      names_->octets_ += record.length;
    } else {
      added.push_back(record.length);
      record.length = names_->folders_++;
    }
  }
  names_->text_ = std::move(text);
  names_->find_siblings();
  return std::move(names_);
}

void FolderNames::find_siblings() {
  for (const auto& record : records_) {
    if (record.kind != EntryKind::file) continue;
    note_sibling(record, ".br", &Siblings::brotli);
    note_sibling(record, ".gz", &Siblings::gzip);
  }
}

void FolderNames::note_sibling(const Record& sibling, std::string_view suffix,
                               bool Siblings::*coding) {
  const auto name = sibling.name_in(text_);
  if (!name.ends_with(suffix)) return;
  const auto number = find(name.substr(0, name.size() - suffix.size()));
  if (!number) return;
  Record& file = records_[*number];
  const auto second_of = [](FileTime time) {
    return std::chrono::floor<std::chrono::seconds>(time);  // all that brotli 1.0 keeps
  };
  const bool is_usable = file.kind == EntryKind::file && sibling.length < file.length &&
                         second_of(sibling.modified) >= second_of(file.modified);
  if (is_usable) file.siblings.*coding = true;
}

FolderEntry FolderNames::at(std::size_t number) const {
  const Record& record = records_[number];
  FolderEntry entry;
  entry.kind = record.kind;
  entry.name = record.name_in(text_);
  entry.link = record.link_in(text_);
  if (record.kind == EntryKind::file) {
    entry.length = record.length;
    entry.modified = record.modified;
    entry.device = kinds_[record.number].device;
    entry.media_type = kinds_[record.number].media_type;
    entry.siblings = record.siblings;
  }
  return entry;
}

std::size_t FolderNames::size() const { return records_.size(); }

std::optional<std::size_t> FolderNames::find(std::string_view name) const {
  const std::string_view text = text_;
  const auto found = std::lower_bound(
      records_.begin(), records_.end(), name,
      [text](const Record& a, std::string_view wanted) { return a.name_in(text) < wanted; });
  if (found == records_.end() || found->name_in(text) != name) return std::nullopt;
  return static_cast<std::size_t>(found - records_.begin());
}

std::size_t FolderNames::folders_before(std::size_t number) const {
  RANGED_CHECK(records_[number].kind == EntryKind::folder);
  return records_[number].length;
}

std::size_t FolderNames::memory() const {
  return sizeof *this + records_.capacity() * sizeof(Record) + text_.capacity() +
         kinds_.capacity() * sizeof(Kind);
}

std::uint16_t FolderNames::number_of(const Kind& kind) {
  const auto known = std::find(kinds_.begin(), kinds_.end(), kind);
  const auto number = static_cast<std::size_t>(known - kinds_.begin());
  if (known == kinds_.end()) kinds_.push_back(kind);
  RANGED_CHECK(number <= std::numeric_limits<std::uint16_t>::max());
  return static_cast<std::uint16_t>(number);
}

bool operator==(const FolderNames& a, const FolderNames& b) {
  return a.records_ == b.records_ && a.text_ == b.text_ && a.kinds_ == b.kinds_;
}

}  // namespace ranged::content
