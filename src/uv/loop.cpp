#include "uv/loop.hpp"

#include "ranged/base/check.hpp"

namespace ranged::uv {

Loop::Loop() { RANGED_CHECK(uv_loop_init(&loop_) == 0); }

Loop::~Loop() { RANGED_CHECK(uv_loop_close(&loop_) == 0); }

void Loop::run() { uv_run(&loop_, UV_RUN_DEFAULT); }

}  // namespace ranged::uv
