#pragma once

#include <uv.h>

#include <memory>
#include <utility>

namespace ranged::uv {

/// Lets the threadpool let go of `value`: if nobody else has it, to destroy it may take longer than
/// the loop is to be away.
inline void dispose(uv_loop_t& loop, std::shared_ptr<const void> value) {
  struct Disposal {
    uv_work_t request{};
    std::shared_ptr<const void> value;
  };
  auto disposal = std::make_unique<Disposal>();
  disposal->value = std::move(value);
  disposal->request.data = disposal.get();
  const int error = uv_queue_work(
      &loop, &disposal->request,
      [](uv_work_t* request) noexcept { static_cast<Disposal*>(request->data)->value.reset(); },
      [](uv_work_t* request, int) noexcept { delete static_cast<Disposal*>(request->data); });
  if (error == 0) static_cast<void>(disposal.release());
}

}  // namespace ranged::uv
