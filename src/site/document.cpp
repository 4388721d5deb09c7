#include "ranged/site/document.hpp"

#include <utility>

#include "ranged/base/fingerprint.hpp"
#include "ranged/http/content_disposition.hpp"
#include "site/assets.hpp"
#include "site/folder.hpp"
#include "site/listing_json.hpp"
#include "site/listing_page.hpp"
#include "site/listing_query.hpp"
#include "site/page.hpp"
#include "site/player_page.hpp"
#include "site/playlist.hpp"

namespace ranged::site {
namespace {

using Form = plan::Wish::Form;
using plan::Document;

constexpr std::string_view kHtml = "text/html; charset=utf-8";

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

/// Good until the index changes, which only the server knows.
Document document_of(std::string octets, std::string_view media_type) {
  Document document;
  document.entity_tag = quoted(base::fingerprint_of(octets));
  document.octets = std::move(octets);
  document.media_type = media_type;
  document.caching.add("Cache-Control", "no-cache");
  return document;
}

Document page_of(std::string html) {
  Document document = document_of(std::move(html), kHtml);
  document.fields.add("Content-Security-Policy", kContentSecurityPolicy);
  document.fields.add("Referrer-Policy", "same-origin");
  return document;
}

Document make_page(const plan::Wish& wish, const content::ContentIndex& index,
                   const plan::Policy& policy) {
  ListingQuery query = parse_listing_query(wish.query);
  query.limit = 0;
  const Folder folder = list_folder(index, policy, wish.path, query, kNamesOfPage);
  return page_of(listing_page(folder, query));
}

Document make_json(const plan::Wish& wish, const content::ContentIndex& index,
                   const plan::Policy& policy) {
  ListingQuery query = parse_listing_query(wish.query);
  query.all = true;
  const std::size_t limit = query.limit == 0 ? kNamesOfJson : query.limit;
  const Folder folder = list_folder(index, policy, wish.path, query, limit);
  query.all = false;  // needs not be asked for
  return document_of(listing_json(folder, query), "application/json");
}

Document make_playlist(const plan::Wish& wish, const content::ContentIndex& index,
                       const plan::Policy& policy) {
  const auto media = media_of(Siblings(index, policy, wish.path));
  Document document =
      document_of(playlist(wish.path, media, wish.origin), "audio/mpegurl; charset=utf-8");
  document.fields.add("Content-Disposition", http::attachment(playlist_name(wish.path)));
  return document;
}

std::optional<Document> make_player_page(const plan::Wish& wish, const content::ContentIndex& index,
                                         const plan::Policy& policy) {
  const auto entry = index.find(wish.path);
  if (!entry) return std::nullopt;
  return page_of(player_page(make_player(index, policy, *entry)));
}

/// Whether it is the address that pages have it by.
bool is_named_by_content(const plan::Wish& wish, const Asset& asset) {
  return wish.query.size() == asset.fingerprint.size() + 1 &&
         wish.query.ends_with(asset.fingerprint);
}

/// Good for ever if it is named by its content.
std::optional<Document> make_asset(const plan::Wish& wish) {
  const Asset* const asset = find_asset(wish.path);
  if (!asset) return std::nullopt;
  Document document;
  document.octets = asset->octets;
  document.media_type = asset->media_type;
  document.entity_tag = quoted(asset->fingerprint);
  document.caching.add("Cache-Control", is_named_by_content(wish, *asset)
                                            ? "max-age=31536000, immutable"
                                            : "no-cache");
  return document;
}

}  // namespace

std::optional<Document> make_document(const plan::Wish& wish, const content::ContentIndex& index,
                                      const plan::Policy& policy) {
  std::optional<Document> document;
  switch (wish.form) {
    case Form::page:
      document = make_page(wish, index, policy);
      break;
    case Form::json:
      document = make_json(wish, index, policy);
      break;
    case Form::playlist:
      document = make_playlist(wish, index, policy);
      document->caching.add("Vary", "Accept, X-Forwarded-Proto");
      return document;
    case Form::player:
      return make_player_page(wish, index, policy);
    case Form::asset:
      return make_asset(wish);
  }
  document->caching.add("Vary", "Accept");
  return document;
}

std::string key_of(const plan::Wish& wish) {
  const bool is_listing = wish.form == Form::page || wish.form == Form::json;
  const Asset* const asset = wish.form == Form::asset ? find_asset(wish.path) : nullptr;
  std::string key(1, static_cast<char>('a' + static_cast<int>(wish.form)));
  key.append(wish.path).append(1, '\0').append(wish.origin).append(1, '\0');
  if (is_listing) key += to_query(parse_listing_query(wish.query));
  if (asset && is_named_by_content(wish, *asset)) key += asset->fingerprint;
  return key;
}

}  // namespace ranged::site
