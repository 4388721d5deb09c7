#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "ranged/content/content_index.hpp"
#include "ranged/content/content_root.hpp"
#include "ranged/http/message.hpp"
#include "ranged/http/request_target.hpp"
#include "ranged/plan/policy.hpp"
#include "ranged/plan/response_plan.hpp"

// Request + index -> an answer at once, or the file to open. What the opened file then gets is
// response_plan's.

namespace ranged::plan {

/// The methods a file allows, as Allow spells them.
inline constexpr std::string_view kAllow = "GET, HEAD, OPTIONS";

/// A sibling of a file, compressed, to be sent in its place. Views into the index, but for
/// `coding`.
struct Encoded {
  std::string_view coding;  ///< as Content-Encoding has it; static storage
  std::string resolved;
  std::uint64_t device = 0;
};

/// The request names this file: open it, then plan_representation(), or plan_download(), and
/// add_caching().
struct Selected {
  content::Entry entry;
  bool as_download = false;
  http::FieldList caching;         ///< what caches must know of the file
  std::optional<Encoded> encoded;  ///< open that, and only if it is not there the file itself
};

/// The request is for something that is in no file: site makes it.
struct Wish {
  enum class Form : std::uint8_t {
    page,      ///< of a folder
    json,      ///< the same for programs
    playlist,  ///< of the media in a folder
    player,    ///< the page that plays a file
    asset,     ///< what the pages are made of
  };
  Form form = Form::page;
  std::string path;    ///< of the folder or file, as in the index; of an asset its name
  std::string query;   ///< as received
  std::string origin;  ///< of a playlist: "http://example.org", or empty if the client did not say
};

/// The folder of the assets. No file is in it, whatever is served: a scan leaves out names with a
/// dot in front.
inline constexpr std::string_view kAssetFolder = ".ranged";

/// Whether `entry` lies in a denied folder, by its name or by what it leads to. `policy` is one
/// that follow_denied() returned.
bool is_denied(const content::Entry& entry, const Policy& policy);

/// The same of what stands in `folder` as number `number`; makes no text of most names.
bool is_denied(const content::Entry& folder, std::size_t number, const Policy& policy);

/// Whether a folder is listed: no index.html stands for it.
bool is_listed(std::string_view folder, const content::ContentIndex& index);

/// `policy` for routing in `index`: what the folders it denies lead to, if they are or lie behind
/// links, is denied as well, by whatever name it is asked for.
Policy follow_denied(Policy policy, const content::ContentIndex& index);

/// What does not depend on the path, in this order of precedence: 400, 421, 501, 405, 417, OPTIONS.
/// Otherwise it is a GET or HEAD of this target.
std::variant<ResponsePlan, http::RequestTarget> judge(const http::Request& request);

using Route = std::variant<ResponsePlan, Selected, Wish>;

/// `policy` is one that follow_denied() returned. What judge() says; then 403, 404 or 301. A folder
/// is its index.html, or else its listing; without its final slash it is redirected to.
Route route(const http::Request& request, const content::ContentIndex& index, const Policy& policy);

/// The answer when the selected file could not be opened.
ResponsePlan plan_lookup_failure(content::LookupFailure failure, http::Method method);

}  // namespace ranged::plan
