#include "ranged/http/expectation.hpp"

#include "ranged/http/grammar.hpp"

namespace ranged::http {

Expectation expectation_of(const FieldSection& fields, int minor_version) {
  if (minor_version == 0) return Expectation::none;
  auto expectation = Expectation::none;
  for (const auto& line : fields) {
    if (!equals_ignoring_case(line.name, "Expect")) continue;
    for (const auto element : list_elements(line.value)) {
      if (!equals_ignoring_case(element, "100-continue")) return Expectation::unknown;
      expectation = Expectation::to_continue;
    }
  }
  return expectation;
}

}  // namespace ranged::http
