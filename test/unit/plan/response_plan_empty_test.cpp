#include "unit/plan/response_plan_rows.hpp"

// A file of no octets, of which there is no range.

namespace ranged::plan {
namespace {

TEST(ResponsePlan, AnEmptyFileIsWholeWhateverRangeIsAskedFor) {
  const Row rows[] = {
      {{}, "200"},
      {{{"Range", "bytes=0-"}}, "200"},
      {{{"Range", "bytes=-1"}}, "200"},
      {{{"Range", "nonsense"}}, "200"},
      {{{"If-None-Match", R"("3b9aca00-0")"}}, "304"},
  };
  check(kEmpty, rows);
}

}  // namespace
}  // namespace ranged::plan
