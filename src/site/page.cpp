#include "site/page.hpp"

#include <chrono>

#include "ranged/base/timestamp.hpp"
#include "ranged/http/request_target.hpp"
#include "site/assets.hpp"
#include "site/kind.hpp"

namespace ranged::site {
namespace {

/// The folders that lead to `path`, each a link, and what `path` itself is called.
void append_trail(Markup& page, std::string_view path) {
  page.raw("<nav class=\"trail\" aria-label=\"Folders\"><ol>");
  for (std::size_t end = 0; !path.empty();) {
    page.raw("<li><a href=\"").folder_address(path.substr(0, end)).raw("\"><bdi>");
    page.text(title_of(path.substr(0, end))).raw("</bdi></a></li>");
    const auto slash = path.find('/', end == 0 ? 0 : end + 1);
    if (slash == std::string_view::npos) break;
    end = slash;
  }
  page.raw("<li><a aria-current=\"page\"><bdi>").text(title_of(path)).raw("</bdi></a></li>");
  page.raw("</ol></nav>");
}

}  // namespace

std::string_view title_of(std::string_view folder) {
  return folder.empty() ? "Library" : http::last_segment(folder);
}

void begin_page(Markup& page, std::string_view title, std::string_view path,
                std::string_view kind) {
  page.raw(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
  page.text(title).raw("</title>\n<link rel=\"icon\" type=\"image/svg+xml\" href=\"");
  page.text(asset_address("mark.svg")).raw("\">\n<link rel=\"stylesheet\" href=\"");
  page.text(asset_address("library.css")).raw("\">\n<script type=\"module\" src=\"");
  page.text(asset_address("library.js")).raw("\"></script>\n</head>\n<body class=\"");
  page.raw(kind).raw("\">\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n<header>");
  append_trail(page, path);
  page.raw("</header>\n<main id=\"main\">\n");
}

void end_page(Markup& page) { page.raw("</main>\n</body>\n</html>\n"); }

void append_name(Markup& page, std::string_view name) {
  const auto [stem, extension] = parts_of(name);
  page.raw("<bdi>").text(stem);
  if (!extension.empty()) page.raw("<span class=\"ext\">.").text(extension).raw("</span>");
  page.raw("</bdi>");
}

void append_time(Markup& page, content::FileTime time) {
  constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::sys_time<content::FileTime> point(time);
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(point));
  page.raw("<time datetime=\"").raw(base::format_timestamp(point)).raw("\">");
  page.raw(std::to_string(static_cast<unsigned>(date.day()))).raw(" ");
  page.raw(kMonths[static_cast<unsigned>(date.month()) - 1]).raw(" ");
  page.raw(std::to_string(static_cast<int>(date.year()))).raw("</time>");
}

}  // namespace ranged::site
