#pragma once

#include <string>

#include "ranged/http/status.hpp"

// The short page that explains a status to a person.

namespace ranged::plan {

/// Complete HTML. Depends on the status alone: nothing a client sent is repeated in it.
std::string status_page(http::Status status);

}  // namespace ranged::plan
