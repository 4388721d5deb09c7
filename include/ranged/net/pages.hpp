#pragma once

#include "ranged/http/message.hpp"
#include "ranged/plan/response_plan.hpp"

namespace ranged::net {

/// What a server answers that has no folder to serve. Called from the loop, once for each
/// well-formed request; must not block. An answer has no octets of a file.
class Pages {
 public:
  virtual plan::ResponsePlan answer(const http::Request& request) = 0;

 protected:
  ~Pages() = default;
};

}  // namespace ranged::net
