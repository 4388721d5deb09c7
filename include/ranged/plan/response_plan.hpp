#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ranged/content/representation.hpp"
#include "ranged/http/byte_range.hpp"
#include "ranged/http/message.hpp"
#include "ranged/http/status.hpp"
#include "ranged/plan/policy.hpp"
#include "ranged/plan/prepared.hpp"

// Request + representation -> response, decided before any octet is sent. Everything HTTP that
// ranged did is visible in the value returned from here; nothing in this layer can block, open a
// file, read a clock or see a socket.

namespace ranged::plan {

/// Octets that others send as well. `owner` keeps them where they are; null if they are there for
/// ever.
struct SharedText {
  std::string_view octets;
  std::shared_ptr<const void> owner;

  friend bool operator==(const SharedText&, const SharedText&) = default;
};

/// A body is a list of these: literal text, octets of the opened file, or shared text. An error
/// page is one text; a 206 is one range; multipart/byteranges is text, range, text, range, ...,
/// text; a document is one shared text. The sender never needs to know which.
using Segment = std::variant<std::string, http::ByteRange, SharedText>;

/// Octets of the whole body.
std::uint64_t length_of(const std::vector<Segment>& body);

struct ResponsePlan {
  http::Status status = http::Status::ok;
  http::FieldList fields;  ///< in the order sent; Date, Server and Connection are added later
  std::vector<Segment> body;
  bool closes = false;  ///< the connection must not persist, whatever the peer says
  bool capped = false;  ///< the part size left out octets that were asked for
};

/// Something that the server made itself.
struct Document {
  std::string octets;
  std::string media_type;
  std::string entity_tag;
  http::FieldList caching;  ///< fields of 200 and 304
  http::FieldList fields;   ///< fields of 200 only
};

/// GET or HEAD of a document, which is sent whole whatever range of it is asked for.
ResponsePlan plan_document(const http::Request& request,
                           const std::shared_ptr<const Document>& document, http::Seconds now);

/// GET or HEAD of an opened file, for which `prepared` must hold at `now`; `now` completes
/// two-digit years as well.
ResponsePlan plan_representation(const http::Request& request,
                                 const content::Representation& selected, const Prepared& prepared,
                                 const Policy& policy, http::Seconds now);

/// The same of a representation for which nothing is prepared.
ResponsePlan plan_representation(const http::Request& request,
                                 const content::Representation& selected, const Policy& policy,
                                 http::Seconds now);

/// An answer that is `text`, the same for everybody at this moment only: nobody may store it.
ResponsePlan plan_text(http::Status status, http::Method method, std::string_view media_type,
                       std::string text);

/// GET or HEAD of an opened file that is to be saved under the name `name`: the part size does not
/// apply.
ResponsePlan plan_download(const http::Request& request, const content::Representation& selected,
                           const Prepared& prepared, std::string_view name, http::Seconds now);

/// Adds `caching` to an answer about a file that caches may store, or use to update what they have:
/// 200, 206 and 304.
void add_caching(ResponsePlan& plan, const http::FieldList& caching);

/// An answer that is not about a file: a short page that says what the status means. Takes the
/// method because HEAD gets the same fields and no body.
ResponsePlan plan_status(http::Status status, http::Method method);

/// The same for a request whose message cannot be trusted: closes the connection.
ResponsePlan plan_refusal(http::Status status, http::Method method);

/// One line for tests and logs: `206 [0+500 of file] Content-Range: bytes 0-499/1234`.
std::string describe(const ResponsePlan& plan);

}  // namespace ranged::plan
