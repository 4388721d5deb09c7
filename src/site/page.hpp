#pragma once

#include <string>
#include <string_view>

#include "ranged/content/representation.hpp"
#include "site/markup.hpp"

// What the pages have in common: the head, the way back through the folders, and the foot.

namespace ranged::site {

/// What the pages need of this server, and nothing of any other.
inline constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; base-uri 'none'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self'; media-src 'self'; script-src 'self'; "
    "style-src 'self'";

/// The name of `folder` for people; the root is the library.
std::string_view title_of(std::string_view folder);

/// Up to the main part, which is open then. `path` is what the page is about, of class `kind`.
void begin_page(Markup& page, std::string_view title, std::string_view path, std::string_view kind);

void end_page(Markup& page);

/// A name that stands for itself, in whatever direction it is written; its extension, if it has
/// one, can be told from the rest.
void append_name(Markup& page, std::string_view name);

/// "25 Nov 2026", with the exact time for programs.
void append_time(Markup& page, content::FileTime time);

}  // namespace ranged::site
