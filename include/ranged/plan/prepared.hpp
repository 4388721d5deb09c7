#pragma once

#include "ranged/content/representation.hpp"
#include "ranged/http/message.hpp"

namespace ranged::plan {

/// What every answer about one state of a representation says alike: formatted once, for as long as
/// the file is open.
struct Prepared {
  http::Validators validators;
  http::FieldList validator_fields;  ///< Last-Modified and ETag

  /// Good at any later time. Not so while the modification lies in the future: Last-Modified is the
  /// time of the answer then.
  bool lasts = false;
};

Prepared prepare(const content::Representation& selected, http::Seconds now);

}  // namespace ranged::plan
