#include "site/folder.hpp"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <tuple>

#include "ranged/plan/router.hpp"
#include "site/folding.hpp"

namespace ranged::site {
namespace {

using content::EntryKind;

/// A name that is listed, and what it is sorted by.
struct Row {
  std::size_t sibling = 0;  // its number
  Kind kind = Kind::other;
  std::int64_t amount = 0;  // octets or time, if it is sorted by them
  std::string key;
  std::string description;  // likewise
};

Row row_of(std::size_t sibling, const content::FolderEntry& entry, Order order) {
  Row row{sibling, kind_of(entry.kind, entry.media_type), 0, sort_key(entry.name), {}};
  switch (order) {
    case Order::name:
      break;
    case Order::size:
      row.amount = static_cast<std::int64_t>(entry.length);
      break;
    case Order::date:
      row.amount = entry.modified.count();
      break;
    case Order::type:
      row.description = describe(row.kind, entry.name);
  }
  return row;
}

std::vector<std::string> words_of(std::string_view filter) {
  std::vector<std::string> words;
  const std::string text = folded(filter);
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find(' ', begin), text.size());
    if (end > begin) words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

bool has_all(std::string_view name, const std::vector<std::string>& words) {
  if (words.empty()) return true;
  const std::string text = folded(name);
  return std::all_of(words.begin(), words.end(), [&text](const std::string& word) {
    return text.find(word) != std::string::npos;
  });
}

/// Of rows that are otherwise alike. Siblings are in the order of their names.
bool precedes_by_name(const Row& a, const Row& b) {
  return std::tie(a.key, a.sibling) < std::tie(b.key, b.sibling);
}

/// Puts in their places those of the rows that belong from `first` to `end`, and in front of them,
/// in any order, those that belong there: a page of a large folder takes little more than a look at
/// each name.
void sort_between(std::vector<Row>& rows, std::size_t first, std::size_t end,
                  const ListingQuery& query) {
  const auto precedes = [&query](const Row& a, const Row& b) {
    if ((a.kind == Kind::folder) != (b.kind == Kind::folder)) return a.kind == Kind::folder;
    const auto by_order = std::tie(a.amount, a.description) <=> std::tie(b.amount, b.description);
    if (std::is_neq(by_order)) {
      return query.descending ? std::is_gt(by_order) : std::is_lt(by_order);
    }
    const bool reverse = query.descending && query.order == Order::name;
    return reverse ? precedes_by_name(b, a) : precedes_by_name(a, b);
  };
  const auto at = [&rows](std::size_t number) {
    return rows.begin() + static_cast<std::ptrdiff_t>(number);
  };
  if (end < rows.size()) std::nth_element(rows.begin(), at(end), rows.end(), precedes);
  if (0 < first && first < end) std::nth_element(rows.begin(), at(first), at(end), precedes);
  std::sort(at(first), at(end), precedes);
}

/// Counts everything that may be seen, and gives what is to be listed of it.
std::vector<Row> rows_of(const Siblings& siblings, const ListingQuery& query, Folder& folder) {
  const auto words = words_of(query.filter);
  std::vector<Row> rows;
  rows.reserve(siblings.size());
  for (std::size_t i = 0; i < siblings.size(); ++i) {
    const auto entry = siblings.at(i);
    ++(entry.kind == EntryKind::folder ? folder.folders : folder.files);
    folder.octets += entry.length;
    if (plays(entry)) folder.has_media = true;
    const bool is_sidecar = siblings.is_sidecar(entry);
    if (is_sidecar) ++folder.sidecars;
    if (is_sidecar && !query.all) continue;
    ++folder.names;
    if (has_all(entry.name, words)) rows.push_back(row_of(i, entry, query.order));
  }
  return rows;
}

/// 0 for a folder that is not listed: its index.html stands for what is in it.
std::size_t names_in(const content::Entry& folder, const content::ContentIndex& index,
                     const plan::Policy& policy) {
  if (!plan::is_listed(folder.path, index)) return 0;
  std::size_t names = 0;
  for (std::size_t number = 0; number < folder.folder->size(); ++number) {
    if (!plan::is_denied(folder, number, policy)) ++names;
  }
  return names;
}

Item item_of(const Row& row, const Siblings& siblings, const content::ContentIndex& index,
             const plan::Policy& policy) {
  const auto name = siblings.at(row.sibling).name;
  Item item{siblings.entry_at(row.sibling), name, row.kind, 0, std::nullopt, {}};
  if (row.kind == Kind::folder) {
    item.names = names_in(item.entry, index, policy);
  } else if (row.kind == Kind::video || row.kind == Kind::audio) {
    item.poster = siblings.poster_of(name);
    item.tracks = siblings.tracks_of(name);
  }
  return item;
}

}  // namespace

Folder list_folder(const content::ContentIndex& index, const plan::Policy& policy,
                   std::string_view path, const ListingQuery& query, std::size_t names_of_page) {
  const Siblings siblings(index, policy, path);
  Folder folder;
  folder.path = path;
  auto rows = rows_of(siblings, query, folder);
  folder.found = rows.size();
  folder.pages = std::max<std::size_t>((rows.size() + names_of_page - 1) / names_of_page, 1);
  folder.page = std::min(query.page, folder.pages);
  folder.first = (folder.page - 1) * names_of_page;
  const std::size_t end = std::min(folder.first + names_of_page, rows.size());
  sort_between(rows, folder.first, end, query);
  folder.items.reserve(end - folder.first);
  for (std::size_t i = folder.first; i < end; ++i) {
    folder.items.push_back(item_of(rows[i], siblings, index, policy));
  }
  return folder;
}

std::vector<std::string_view> media_of(const Siblings& siblings) {
  std::vector<std::pair<std::string, std::string_view>> media;
  media.reserve(siblings.size());
  for (std::size_t i = 0; i < siblings.size(); ++i) {
    const auto entry = siblings.at(i);
    if (plays(entry)) media.emplace_back(sort_key(entry.name), entry.name);
  }
  std::sort(media.begin(), media.end());
  std::vector<std::string_view> names;
  names.reserve(media.size());
  for (const auto& [key, name] : media) names.push_back(name);
  return names;
}

}  // namespace ranged::site
