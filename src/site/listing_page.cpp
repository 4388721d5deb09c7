#include "site/listing_page.hpp"

#include <algorithm>

#include "ranged/base/quantity.hpp"
#include "site/page.hpp"

namespace ranged::site {
namespace {

/// Of the same folder, for an attribute.
void append_query(Markup& page, const Folder& folder, const ListingQuery& query) {
  page.folder_address(folder.path);
  const std::string text = to_query(query);
  if (!text.empty()) page.raw("?").text(text);
}

ListingQuery from_the_first_page(ListingQuery query) {
  query.page = 1;
  return query;
}

void append_summary(Markup& page, const Folder& folder) {
  page.raw("<p class=\"summary\">");
  if (folder.folders + folder.files == 0) page.raw("Empty");
  if (folder.folders > 0) page.count(folder.folders, "folder");
  if (folder.folders > 0 && folder.files > 0) page.raw(", ");
  if (folder.files > 0) {
    page.count(folder.files, "file").raw(", ").raw(base::readable_byte_size(folder.octets));
  }
  page.raw("</p>");
}

void append_heading(Markup& page, const Folder& folder) {
  page.raw("<div class=\"heading\"><div><h1><bdi>").text(title_of(folder.path));
  page.raw("</bdi></h1>");
  append_summary(page, folder);
  page.raw("</div>");
  const Item* first = nullptr;
  for (const auto& item : folder.items) {
    if (!first && (item.kind == Kind::video || item.kind == Kind::audio)) first = &item;
  }
  if (folder.has_media) {
    page.raw("<p class=\"actions\">");
    if (first) {
      page.raw("<a class=\"button primary\" href=\"").file_address(first->entry.path);
      page.raw("?play\"><i class=\"icon play\"></i>Play</a>");
    }
    page.raw("<a class=\"button\" href=\"").folder_address(folder.path);
    page.raw("?playlist\"><i class=\"icon list\"></i>Playlist</a></p>");
  }
  page.raw("</div>\n");
}

void append_hidden(Markup& page, std::string_view name, std::string_view value) {
  page.raw("<input type=\"hidden\" name=\"").raw(name).raw("\" value=\"").raw(value).raw("\">");
}

void append_filter(Markup& page, const Folder& folder, const ListingQuery& query) {
  page.raw("<form role=\"search\" class=\"filter\" action=\"").folder_address(folder.path);
  page.raw("\"><label for=\"filter\">Filter</label><i class=\"icon search\"></i>");
  page.raw("<input type=\"search\" id=\"filter\" name=\"filter\" autocomplete=\"off\" ");
  page.raw("autocapitalize=\"off\" spellcheck=\"false\" placeholder=\"Filter ");
  page.count(folder.names, "name").raw("\" value=\"").text(query.filter).raw("\">");
  if (query.order != Order::name) append_hidden(page, "sort", word_of(query.order));
  if (query.descending != is_usually_descending(query.order)) {
    append_hidden(page, "order", query.descending ? "desc" : "asc");
  }
  if (query.all) append_hidden(page, "all", "");
  page.raw("<button>Filter</button></form>\n");
}

/// A link for each order; the one in force turns it round.
void append_orders(Markup& page, const Folder& folder, const ListingQuery& query) {
  struct Choice {
    Order order;
    std::string_view label;
  };
  constexpr Choice kChoices[] = {{Order::name, "Name"},
                                 {Order::type, "Type"},
                                 {Order::size, "Size"},
                                 {Order::date, "Modified"}};
  page.raw("<nav class=\"orders\" aria-label=\"Sort by\">");
  for (const auto& [order, label] : kChoices) {
    ListingQuery other = from_the_first_page(query);
    const bool is_current = order == query.order;
    other.order = order;
    other.descending = is_current ? !query.descending : is_usually_descending(order);
    page.raw("<a class=\"").raw(word_of(order)).raw("\" href=\"");
    append_query(page, folder, other);
    page.raw(is_current ? "\" aria-current=\"true\">" : "\">").raw(label);
    if (is_current) {
      page.raw(query.descending ? "<span class=\"down\"> descending</span>"
                                : "<span class=\"up\"> ascending</span>");
    }
    page.raw("</a>");
  }
  page.raw("</nav>\n");
}

void append_picture(Markup& page, const Item& item) {
  page.raw("<span class=\"picture\">");
  if (item.poster) {
    page.raw("<img src=\"").file_address(item.poster->path);
    page.raw("\" alt=\"\" loading=\"lazy\" decoding=\"async\" width=\"96\" height=\"54\">");
  } else {
    page.raw("<i class=\"icon ").raw(word_of(item.kind)).raw("\"></i>");
  }
  page.raw("</span>");
}

void append_item(Markup& page, const Item& item) {
  const bool plays = item.kind == Kind::video || item.kind == Kind::audio;
  page.raw("<li class=\"").raw(word_of(item.kind)).raw("\"><a href=\"");
  if (item.kind == Kind::folder) {
    page.folder_address(item.entry.path);
  } else {
    page.file_address(item.entry.path).raw(plays ? "?play" : "");
  }
  page.raw("\">");
  append_picture(page, item);
  page.raw("<span class=\"name\">");
  item.kind == Kind::folder ? void(page.raw("<bdi>").text(item.name).raw("</bdi>"))
                            : append_name(page, item.name);
  page.raw("</span></a>");
  page.raw("<span class=\"type\"><span>").text(describe(item.kind, item.name)).raw("</span>");
  if (!item.tracks.empty()) page.raw(" <abbr title=\"with subtitles\">CC</abbr>");
  page.raw("</span><span class=\"size\">");
  if (item.kind != Kind::folder) {
    page.raw(base::readable_byte_size(item.entry.length));
  } else if (item.names > 0) {
    page.count(item.names, "item");
  }
  page.raw("</span>");
  append_time(page, item.entry.modified);
  page.raw("</li>\n");
}

void append_nothing(Markup& page, const Folder& folder, const ListingQuery& query) {
  page.raw("<div class=\"nothing\"><i class=\"icon folder\"></i>");
  if (query.filter.empty()) {
    page.raw("<p>There is nothing in this folder yet.</p>");
  } else {
    ListingQuery other = from_the_first_page(query);
    other.filter.clear();
    page.raw("<p>No name here has “<bdi>").text(query.filter).raw("</bdi>” in it.</p>");
    page.raw("<p><a href=\"");
    append_query(page, folder, other);
    page.raw("\">Show all of them</a></p>");
  }
  page.raw("</div>\n");
}

void append_turn(Markup& page, const Folder& folder, ListingQuery query, std::size_t to,
                 std::string_view rel, std::string_view label) {
  if (to < 1 || to > folder.pages) return;
  query.page = to;
  page.raw("<a class=\"button\" rel=\"").raw(rel).raw("\" href=\"");
  append_query(page, folder, query);
  page.raw("\">").raw(label).raw("</a>");
}

void append_pages(Markup& page, const Folder& folder, const ListingQuery& query) {
  if (folder.pages == 1) return;
  page.raw("<nav class=\"pages\" aria-label=\"Pages\">");
  append_turn(page, folder, query, folder.page - 1, "prev", "Previous");
  page.raw("<span>").raw(std::to_string(folder.first + 1)).raw("–");
  page.raw(std::to_string(folder.first + folder.items.size())).raw(" of ");
  page.raw(std::to_string(folder.found)).raw("</span>");
  append_turn(page, folder, query, folder.page + 1, "next", "Next");
  page.raw("</nav>\n");
}

void append_found(Markup& page, const Folder& folder, const ListingQuery& query) {
  page.raw("<p id=\"found\" role=\"status\">");
  if (!query.filter.empty()) {
    page.raw(std::to_string(folder.found)).raw(" of ").count(folder.names, "name");
  }
  page.raw("</p>\n");
}

/// Whether pictures are worth their room.
bool has_posters(const Folder& folder) {
  return std::any_of(folder.items.begin(), folder.items.end(),
                     [](const Item& item) { return item.poster.has_value(); });
}

/// What a filter exchanges. `data-complete` is there if every name is: a script can filter without
/// asking.
void append_results(Markup& page, const Folder& folder, const ListingQuery& query) {
  const bool is_complete = folder.pages == 1 && query.filter.empty();
  page.raw("<div id=\"results\"").raw(has_posters(folder) ? " class=\"posters\"" : "");
  page.raw(is_complete ? " data-complete>\n" : ">\n");
  if (folder.items.empty()) {
    append_nothing(page, folder, query);
  } else {
    append_orders(page, folder, query);
    page.raw("<ul class=\"names\">\n");
    for (const auto& item : folder.items) append_item(page, item);
    page.raw("</ul>\n");
    append_pages(page, folder, query);
  }
  page.raw("</div>\n");
}

void append_foot(Markup& page, const Folder& folder, const ListingQuery& query) {
  page.raw("<footer>");
  if (folder.sidecars > 0) {
    ListingQuery other = from_the_first_page(query);
    other.all = !query.all;
    page.raw("<a href=\"");
    append_query(page, folder, other);
    page.raw("\">").raw(query.all ? "Hide " : "Show ");
    page.raw(std::to_string(folder.sidecars));
    page.raw(folder.sidecars == 1 ? " poster or subtitle file</a>" : " posters and subtitles</a>");
  }
  page.raw("<a href=\"").folder_address(folder.path).raw("?json\">JSON</a></footer>\n");
}

}  // namespace

std::string listing_page(const Folder& folder, const ListingQuery& query) {
  Markup page;
  begin_page(page, title_of(folder.path), folder.path, "listing");
  append_heading(page, folder);
  if (folder.names > 0) append_filter(page, folder, query);
  append_found(page, folder, query);
  append_results(page, folder, query);
  append_foot(page, folder, query);
  end_page(page);
  return page.take();
}

}  // namespace ranged::site
