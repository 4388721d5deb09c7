#include "site/folder.hpp"

#include <algorithm>
#include <tuple>

#include "ranged/http/media_type.hpp"
#include "ranged/plan/router.hpp"
#include "site/folding.hpp"

namespace ranged::site {
namespace {

using content::EntryKind;

/// A name that is listed, and what it is sorted by.
struct Row {
  const Sibling* sibling = nullptr;
  Kind kind = Kind::other;
  std::string key;
  std::string description;  // only if it is sorted by it
};

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

/// Of rows that are otherwise alike.
bool precedes_by_name(const Row& a, const Row& b) {
  return std::tie(a.key, a.sibling->name) < std::tie(b.key, b.sibling->name);
}

/// Negative, zero, positive: as std::string::compare().
template <typename Value>
int compare(const Value& a, const Value& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

int compare_by(Order order, const Row& a, const Row& b) {
  switch (order) {
    case Order::name:
      break;
    case Order::size:
      return compare(a.sibling->entry.length, b.sibling->entry.length);
    case Order::date:
      return compare(a.sibling->entry.modified, b.sibling->entry.modified);
    case Order::type:
      return compare(a.description, b.description);
  }
  return 0;
}

/// Puts in their places those of the rows that belong from `first` to `end`, and in front of them,
/// in any order, those that belong there: a page of a large folder takes little more than a look at
/// each name.
void sort_between(std::vector<Row>& rows, std::size_t first, std::size_t end,
                  const ListingQuery& query) {
  const auto precedes = [&query](const Row& a, const Row& b) {
    if ((a.kind == Kind::folder) != (b.kind == Kind::folder)) return a.kind == Kind::folder;
    const int order = compare_by(query.order, a, b);
    if (order != 0) return query.descending ? order > 0 : order < 0;
    const bool reverse = query.descending && query.order == Order::name;
    return reverse ? precedes_by_name(b, a) : precedes_by_name(a, b);
  };
  const auto at = [&rows](std::size_t number) {
    return rows.begin() + static_cast<std::ptrdiff_t>(number);
  };
  if (first < rows.size()) std::nth_element(rows.begin(), at(first), rows.end(), precedes);
  std::partial_sort(at(first), at(end), rows.end(), precedes);
}

/// Counts everything that may be seen, and gives what is to be listed of it.
std::vector<Row> rows_of(const Siblings& siblings, const ListingQuery& query, Folder& folder) {
  const auto words = words_of(query.filter);
  std::vector<Row> rows;
  for (const auto& sibling : siblings.all()) {
    const bool is_folder = sibling.entry.kind == EntryKind::folder;
    ++(is_folder ? folder.folders : folder.files);
    folder.octets += sibling.entry.length;
    if (http::is_playable(sibling.entry.media_type)) folder.has_media = true;
    const bool is_sidecar = siblings.is_sidecar(sibling);
    if (is_sidecar) ++folder.sidecars;
    if (is_sidecar && !query.all) continue;
    ++folder.names;
    if (!has_all(sibling.name, words)) continue;
    const Kind kind = kind_of(sibling.entry);
    rows.push_back({&sibling, kind, sort_key(sibling.name),
                    query.order == Order::type ? describe(kind, sibling.name) : std::string()});
  }
  return rows;
}

/// 0 for a folder that is not listed: its index.html stands for what is in it.
std::size_t names_in(const content::Entry& folder, const content::ContentIndex& index,
                     const plan::Policy& policy) {
  if (!plan::is_listed(folder.path, index)) return 0;
  std::size_t names = 0;
  for (std::size_t number = 0; number < folder.folder->size(); ++number) {
    if (!plan::is_denied(content::entry_in(folder, number), policy)) ++names;
  }
  return names;
}

Item item_of(const Row& row, const Siblings& siblings, const content::ContentIndex& index,
             const plan::Policy& policy) {
  const auto& [entry, name] = *row.sibling;
  Item item{entry, name, row.kind, 0, std::nullopt, {}};
  if (row.kind == Kind::folder) {
    item.names = names_in(entry, index, policy);
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
  for (std::size_t i = folder.first; i < end; ++i) {
    folder.items.push_back(item_of(rows[i], siblings, index, policy));
  }
  return folder;
}

std::vector<Sibling> media_of(const Siblings& siblings) {
  std::vector<std::pair<std::string, const Sibling*>> media;
  for (const auto& sibling : siblings.all()) {
    const bool plays =
        sibling.entry.kind == EntryKind::file && http::is_playable(sibling.entry.media_type);
    if (plays) media.emplace_back(sort_key(sibling.name), &sibling);
  }
  std::sort(media.begin(), media.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second->name) < std::tie(b.first, b.second->name);
  });
  std::vector<Sibling> sorted;
  sorted.reserve(media.size());
  for (const auto& [key, sibling] : media) sorted.push_back(*sibling);
  return sorted;
}

}  // namespace ranged::site
