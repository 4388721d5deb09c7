#include "ranged/http/precondition.hpp"

#include "ranged/http/entity_tag.hpp"

namespace ranged::http {

namespace {

/// nullopt if the field is absent, repeated or not an HTTP-date: to be ignored in all three cases.
std::optional<Seconds> date_field(const FieldSection& fields, std::string_view name, Seconds now) {
  if (fields.count(name) != 1) return std::nullopt;
  return parse_http_date(*fields.find(name), now);
}

bool changed_since(const Validators& current, Seconds date) {
  return current.last_modified && *current.last_modified > date;
}

/// Steps 1 and 2 of section 13.2.2: is it still the state that the client means?
bool is_expected_state(const FieldSection& fields, const Validators& current, Seconds now) {
  if (const auto tags = fields.combined("If-Match")) {
    return any_strong_match(*tags, current.entity_tag);
  }
  const auto date = date_field(fields, "If-Unmodified-Since", now);
  return !date || !changed_since(current, *date);
}

/// Steps 3 and 4: does the client have this state already?
bool is_known_state(const FieldSection& fields, const Validators& current, Seconds now) {
  if (const auto tags = fields.combined("If-None-Match")) {
    return any_weak_match(*tags, current.entity_tag);
  }
  const auto date = date_field(fields, "If-Modified-Since", now);
  return date && current.last_modified && !changed_since(current, *date);
}

}  // namespace

Precondition evaluate_preconditions(const Request& request, const Validators& current,
                                    Seconds now) {
  if (!is_expected_state(request.fields, current, now)) return Precondition::failed;
  if (is_known_state(request.fields, current, now)) return Precondition::not_modified;
  return Precondition::holds;
}

bool if_range_holds(const Request& request, const Validators& current, Seconds now) {
  const auto value = request.fields.find("If-Range");
  if (!value) return true;
  if (request.fields.count("If-Range") != 1) return false;
  if (value->starts_with('"')) return *value == current.entity_tag;  // one tag, never a list
  const auto date = parse_http_date(*value, now);
  // A date of the running second is a weak validator (section 8.8.2.2): the file may change again.
  return date && date == current.last_modified && *date < now;
}

}  // namespace ranged::http
