#include "ranged/content/content_index.hpp"

#include <algorithm>
#include <limits>

#include "ranged/base/check.hpp"

namespace ranged::content {

/// 40 octets a name. The resolved name stands right behind the path in the text.
struct ContentIndex::Record {
  static constexpr std::uint32_t kSameAsPath = std::numeric_limits<std::uint32_t>::max();

  std::uint64_t offset = 0;  // of the path in the text
  std::uint64_t length = 0;
  FileTime modified{0};
  std::uint32_t path_size = 0;
  std::uint32_t resolved_size = kSameAsPath;
  std::uint16_t media_type = 0;
  std::uint16_t device = 0;
  EntryKind kind = EntryKind::file;
  Siblings siblings;

  std::size_t text_size() const {
    return path_size + (resolved_size == kSameAsPath ? std::size_t{0} : resolved_size);
  }
  std::string_view path_in(std::string_view text) const { return text.substr(offset, path_size); }
  std::string_view resolved_in(std::string_view text) const {
    return resolved_size == kSameAsPath ? path_in(text)
                                        : text.substr(offset + path_size, resolved_size);
  }
};

namespace {

/// The place of `value` in `values`, where it stands once.
template <typename Value>
std::uint16_t number_of(const Value& value, std::vector<Value>& values) {
  const auto known = std::find(values.begin(), values.end(), value);
  const auto number = static_cast<std::size_t>(known - values.begin());
  if (known == values.end()) values.push_back(value);
  RANGED_CHECK(number <= std::numeric_limits<std::uint16_t>::max());
  return static_cast<std::uint16_t>(number);
}

}  // namespace

ContentIndex::ContentIndex() = default;
ContentIndex::~ContentIndex() = default;
ContentIndex::ContentIndex(ContentIndex&&) noexcept = default;
ContentIndex& ContentIndex::operator=(ContentIndex&&) noexcept = default;

ContentIndex::Builder::Builder() = default;
ContentIndex::Builder::~Builder() = default;
ContentIndex::Builder::Builder(Builder&&) noexcept = default;
ContentIndex::Builder& ContentIndex::Builder::operator=(Builder&&) noexcept = default;

void ContentIndex::Builder::add(const Entry& entry) {
  constexpr std::size_t kMostText = Record::kSameAsPath - 1;
  RANGED_CHECK(!entry.path.empty() && entry.path.size() <= kMostText);
  RANGED_CHECK(entry.resolved.size() <= kMostText);
  Record record;
  record.offset = text_.size();
  record.length = entry.length;
  record.modified = entry.modified;
  record.path_size = static_cast<std::uint32_t>(entry.path.size());
  record.media_type = number_of(entry.media_type, media_types_);
  record.device = number_of(entry.device, devices_);
  record.kind = entry.kind;
  text_ += entry.path;
  if (entry.resolved != entry.path) {
    record.resolved_size = static_cast<std::uint32_t>(entry.resolved.size());
    text_ += entry.resolved;
  }
  records_.push_back(record);
}

ContentIndex ContentIndex::Builder::build() && {
  const std::string_view text = text_;
  std::sort(records_.begin(), records_.end(), [text](const Record& a, const Record& b) {
    const int order = a.path_in(text).compare(b.path_in(text));
    return order != 0 ? order < 0 : a.offset < b.offset;  // of the same path, the first added
  });
  const auto same_path = [text](const Record& a, const Record& b) {
    return a.path_in(text) == b.path_in(text);
  };
  records_.erase(std::unique(records_.begin(), records_.end(), same_path), records_.end());
  records_.shrink_to_fit();

  ContentIndex index;
  std::size_t size = 0;
  for (const auto& record : records_) size += record.text_size();
  index.text_.reserve(size);
  for (auto& record : records_) {
    const auto names = text.substr(record.offset, record.text_size());
    record.offset = index.text_.size();
    index.text_ += names;
    (record.kind == EntryKind::file ? index.files_ : index.folders_) += 1;
    index.octets_ += record.length;
  }
  index.records_ = std::move(records_);
  index.media_types_ = std::move(media_types_);
  index.devices_ = std::move(devices_);
  index.find_siblings();
  return index;
}

void ContentIndex::find_siblings() {
  for (const auto& record : records_) {
    if (record.kind != EntryKind::file) continue;
    note_sibling(record, ".br", &Siblings::brotli);
    note_sibling(record, ".gz", &Siblings::gzip);
  }
}

void ContentIndex::note_sibling(const Record& sibling, std::string_view suffix,
                                bool Siblings::*coding) {
  const auto path = sibling.path_in(text_);
  if (!path.ends_with(suffix)) return;
  const auto plain = path.substr(0, path.size() - suffix.size());
  const std::size_t number = first_not_before(0, plain);
  Record& file = records_[number];  // the sibling itself comes behind it
  const auto second_of = [](FileTime time) {
    return std::chrono::floor<std::chrono::seconds>(time);  // all that brotli 1.0 keeps
  };
  const bool is_usable = file.kind == EntryKind::file && file.path_in(text_) == plain &&
                         sibling.length < file.length &&
                         second_of(sibling.modified) >= second_of(file.modified);
  if (is_usable) file.siblings.*coding = true;
}

std::optional<Entry> ContentIndex::find(std::string_view path) const {
  if (path.empty()) return Entry{EntryKind::folder, {}, {}, 0, FileTime{0}, {}, 0};
  const std::size_t number = first_not_before(0, path);
  if (number == records_.size() || records_[number].path_in(text_) != path) return std::nullopt;
  return at(number);
}

std::vector<std::size_t> ContentIndex::children(std::string_view folder) const {
  std::string prefix(folder);
  if (!prefix.empty()) prefix += '/';
  std::vector<std::size_t> numbers;
  std::size_t number = first_not_before(0, prefix);
  while (number < records_.size()) {
    const std::string_view path = records_[number].path_in(text_);
    if (!path.starts_with(prefix)) break;
    const auto slash = path.find('/', prefix.size());
    if (slash == std::string_view::npos) {
      numbers.push_back(number++);
    } else {  // below a child: on to what does not begin with its name and a slash
      std::string behind(path.substr(0, slash));
      behind += static_cast<char>('/' + 1);
      number = first_not_before(number, behind);
    }
  }
  return numbers;
}

Entry ContentIndex::at(std::size_t number) const { return entry_of(records_[number]); }

Entry ContentIndex::entry_of(const Record& record) const {
  return {
      record.kind,     record.path_in(text_),           record.resolved_in(text_), record.length,
      record.modified, media_types_[record.media_type], devices_[record.device],   record.siblings};
}

/// Of the records from `number` on.
std::size_t ContentIndex::first_not_before(std::size_t number, std::string_view path) const {
  const std::string_view text = text_;
  const auto found = std::lower_bound(
      records_.begin() + static_cast<std::ptrdiff_t>(number), records_.end(), path,
      [text](const Record& a, std::string_view wanted) { return a.path_in(text) < wanted; });
  return static_cast<std::size_t>(found - records_.begin());
}

std::size_t ContentIndex::memory() const {
  return sizeof *this + records_.capacity() * sizeof(Record) + text_.capacity() +
         media_types_.capacity() * sizeof(std::string_view) +
         devices_.capacity() * sizeof(std::uint64_t);
}

}  // namespace ranged::content
