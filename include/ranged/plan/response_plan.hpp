#pragma once

#include <cstdint>
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

/// A body is a list of these: literal text, or octets of the opened file. An error page is one
/// text; a 206 is one range; multipart/byteranges is text, range, text, range, ..., text. The
/// sender never needs to know which.
using Segment = std::variant<std::string, http::ByteRange>;

/// Octets of the whole body.
std::uint64_t length_of(const std::vector<Segment>& body);

struct ResponsePlan {
  http::Status status = http::Status::ok;
  http::FieldList fields;  ///< in the order sent; Date, Server and Connection are added later
  std::vector<Segment> body;
  bool closes = false;  ///< the connection must not persist, whatever the peer says
  bool capped = false;  ///< the part size left out octets that were asked for
};

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

/// An answer that is not about a file: a short page that says what the status means. Takes the
/// method because HEAD gets the same fields and no body.
ResponsePlan plan_status(http::Status status, http::Method method);

/// The same for a request whose message cannot be trusted: closes the connection.
ResponsePlan plan_refusal(http::Status status, http::Method method);

/// One line for tests and logs: `206 [0+500 of file] Content-Range: bytes 0-499/1234`.
std::string describe(const ResponsePlan& plan);

}  // namespace ranged::plan
