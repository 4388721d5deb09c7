#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "fuzz/lines.hpp"
#include "fuzz/target.hpp"
#include "ranged/base/check.hpp"
#include "ranged/base/utf8.hpp"
#include "ranged/http/media_type.hpp"
#include "ranged/site/document.hpp"
#include "site/folding.hpp"
#include "site/listing_query.hpp"
#include "support/index_builder.hpp"

// Input: a query on the first line, then names of files, separated by '|'. Whatever they are, pages
// are made of our own tags, JSON of our own members, and a playlist of our own lines.

namespace ranged::fuzz {
namespace {

using Form = plan::Wish::Form;

constexpr std::string_view kFolder = "d";

struct Library {
  explicit Library(std::string_view names) {
    test::IndexBuilder builder;
    builder.folder(kFolder);
    while (!names.empty()) {
      const auto end = std::min(names.find('|'), names.size());
      const auto name = names.substr(0, end);
      names.remove_prefix(std::min(end + 1, names.size()));
      const bool can_be = !name.empty() && name.find('/') == name.npos && name[0] != '.' &&
                          name.find('\0') == name.npos && name != "index.html";
      if (!can_be) continue;
      builder.file(std::string(kFolder).append("/").append(name));
    }
    index = builder.build();
    policy.listing = true;
  }

  std::string make(Form form, std::string_view path, std::string_view query) const {
    const auto document = site::make_document(
        {form, std::string(path), std::string(query), "http://h"}, index, policy);
    RANGED_CHECK(document.has_value());
    RANGED_CHECK(base::to_valid_utf8(document->octets) == document->octets);
    for (const char c : document->octets) {
      const auto octet = static_cast<unsigned char>(c);
      RANGED_CHECK((octet >= 0x20 && octet != 0x7F) || octet == '\n');
    }
    return document->octets;
  }

  content::ContentIndex index;
  plan::Policy policy;
};

/// "a" to "z", digits, '-' and '!' as in names of tags and attributes.
bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || http::is_digit(c) || c == '-' || c == '!' || c == '/';
  });
}

/// A tag without its brackets: a name, then attributes, whose values stand in double quotes.
void check_tag(std::string_view tag) {
  const auto name_end = std::min(tag.find(' '), tag.size());
  RANGED_CHECK(is_word(tag.substr(0, name_end)));
  tag.remove_prefix(name_end);
  while (!tag.empty()) {
    RANGED_CHECK(tag[0] == ' ');
    tag.remove_prefix(1);
    const auto end = std::min(tag.find_first_of(" ="), tag.size());
    RANGED_CHECK(is_word(tag.substr(0, end)));
    tag.remove_prefix(end);
    if (tag.empty() || tag[0] == ' ') continue;
    RANGED_CHECK(tag.size() >= 3 && tag[1] == '"');
    const auto quote = tag.find('"', 2);
    RANGED_CHECK(quote != tag.npos);
    tag.remove_prefix(quote + 1);
  }
}

void check_page(std::string_view page) {
  std::size_t scripts = 0;
  for (auto open = page.find('<'); open != page.npos; open = page.find('<')) {
    RANGED_CHECK(page.substr(0, open).find('>') == page.npos);
    const auto close = page.find('>', open);
    RANGED_CHECK(close != page.npos);
    const auto tag = page.substr(open + 1, close - open - 1);
    check_tag(tag);
    if (tag.starts_with("script")) ++scripts;
    page.remove_prefix(close + 1);
  }
  RANGED_CHECK(scripts == 1);
}

/// Every line of an entry begins and ends as we write it, and has as many names as we write.
void check_json(std::string_view json, std::size_t names) {
  std::size_t entries = 0;
  take_line(json);
  for (auto line = take_line(json); line != "]}"; line = take_line(json)) {
    RANGED_CHECK(line.starts_with("{\"path\":\"/d/") &&
                 (line.ends_with('}') || line.ends_with("},")));
    ++entries;
  }
  RANGED_CHECK(json.empty() && entries <= names);
}

void check_playlist(std::string_view text) {
  for (int i = 0; i < 3; ++i) RANGED_CHECK(take_line(text).starts_with("#EXT") || i == 2);
  while (!text.empty()) {
    RANGED_CHECK(take_line(text).starts_with("#EXTINF:-1,"));
    RANGED_CHECK(take_line(text).starts_with("http://h/d/"));
  }
}

void judge(std::string_view input) {
  const auto query = take_line(input);
  const Library library(input);
  const auto spelled = site::to_query(site::parse_listing_query(query));
  RANGED_CHECK(site::to_query(site::parse_listing_query(spelled)) == spelled);
  check_page(library.make(Form::page, kFolder, query));
  check_json(library.make(Form::json, kFolder, query), library.index.files());
  check_playlist(library.make(Form::playlist, kFolder, query));
  const auto folder = *library.index.find(kFolder);
  for (std::size_t i = 0; i < folder.folder->size(); ++i) {
    const auto entry = content::entry_in(folder, i);
    if (http::is_playable(entry.media_type)) check_page(library.make(Form::player, entry.path, {}));
    RANGED_CHECK(site::folded(site::folded(entry.path)) == site::folded(entry.path));
  }
}

}  // namespace
}  // namespace ranged::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ranged::fuzz::judge(ranged::fuzz::octets_of(data, size));
  return 0;
}
