#include "site/listing_json.hpp"

#include "ranged/base/text.hpp"
#include "ranged/base/timestamp.hpp"
#include "ranged/base/utf8.hpp"
#include "ranged/content/representation.hpp"
#include "ranged/http/percent_encoding.hpp"

namespace ranged::site {
namespace {

using content::EntryKind;

/// RFC 8259, section 7. DEL and the separators of lines as well: readers of text take them for
/// more than characters.
void append_string(std::string& json, std::string_view octets) {
  json += '"';
  for (const char c : base::to_valid_utf8(octets)) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet < 0x20 || octet == 0x7F) {
      json += "\\u00";
      json += {base::hex_digit(octet / 16U), base::hex_digit(octet % 16U)};
    } else {
      if (c == '"' || c == '\\') json += '\\';
      json += c;
    }
  }
  json += '"';
}

std::string address_of(const content::Entry& entry) {
  std::string address = "/";
  http::append_encoded_path(address, entry.path);
  if (entry.kind == EntryKind::folder) address += '/';
  return address;
}

/// `,"name":`; the comma only behind another member.
std::string& append_key(std::string& json, std::string_view name) {
  if (json.back() != '{') json += ',';
  return json.append("\"").append(name).append("\":");
}

void append_text(std::string& json, std::string_view name, std::string_view value) {
  append_string(append_key(json, name), value);
}

void append_number(std::string& json, std::string_view name, std::uint64_t value) {
  append_key(json, name) += std::to_string(value);
}

void append_tracks(std::string& json, const std::vector<Track>& tracks) {
  append_key(json, "subtitles") += '[';
  for (const auto& track : tracks) {
    json += json.back() == '[' ? "{" : ",{";
    append_text(json, "path", address_of(track.entry));
    append_text(json, "language", track.language);
    append_text(json, "label", track.label);
    json += '}';
  }
  json += ']';
}

void append_file(std::string& json, const Item& item) {
  const auto& entry = item.entry;
  append_number(json, "length", entry.length);
  append_text(json, "media_type", entry.media_type);
  append_text(json, "etag", content::entity_tag_of({entry.length, entry.modified, {}}));
  if (item.poster) append_text(json, "poster", address_of(*item.poster));
  if (!item.tracks.empty()) append_tracks(json, item.tracks);
}

void append_item(std::string& json, const Item& item) {
  json += '{';
  append_text(json, "path", address_of(item.entry));
  append_text(json, "name", item.name);
  append_text(json, "type", item.entry.kind == EntryKind::file ? "file" : "folder");
  const std::chrono::sys_time<content::FileTime> modified(item.entry.modified);
  append_text(json, "modified", base::format_timestamp(modified));
  if (item.entry.kind == EntryKind::file) append_file(json, item);
  json += '}';
}

}  // namespace

std::string listing_json(const Folder& folder, const ListingQuery& query) {
  content::Entry entry;
  entry.kind = EntryKind::folder;
  entry.path = folder.path;
  const std::string self = folder.path.empty() ? "/" : address_of(entry);
  std::string json = "{";
  append_text(json, "path", self);
  append_number(json, "total", folder.found);
  append_number(json, "page", folder.page);
  append_number(json, "pages", folder.pages);
  if (folder.page < folder.pages) {
    ListingQuery next = query;
    next.page = folder.page + 1;
    append_text(json, "next", self + "?json&" + to_query(next));
  }
  append_key(json, "entries") += "[\n";
  for (const auto& item : folder.items) {
    append_item(json, item);
    json += &item == &folder.items.back() ? "\n" : ",\n";
  }
  return json += "]}\n";
}

}  // namespace ranged::site
