#include "ranged/plan/prepared.hpp"

#include <chrono>

namespace ranged::plan {

Prepared prepare(const content::Representation& selected, http::Seconds now) {
  Prepared prepared;
  prepared.validators = content::validators_of(selected, now);
  if (const auto modified = prepared.validators.last_modified) {
    prepared.validator_fields.add("Last-Modified", http::format_http_date(*modified));
  }
  prepared.validator_fields.add("ETag", prepared.validators.entity_tag);
  prepared.lasts =
      http::Seconds(std::chrono::floor<std::chrono::seconds>(selected.modified)) <= now;
  return prepared;
}

}  // namespace ranged::plan
