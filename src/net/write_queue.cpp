#include "net/write_queue.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "ranged/base/check.hpp"

namespace ranged::net {

struct WriteQueue::Kept {
  uv_write_t request{};
  WriteQueue* queue = nullptr;
  std::array<char, kKept> octets;
};

namespace {

uv_buf_t buffer_of(std::string_view octets) {
  // uv_buf_t serves reading, too, and so is not const; a write does not touch what it points to.
  return uv_buf_init(const_cast<char*>(octets.data()), static_cast<unsigned>(octets.size()));
}

}  // namespace

ssize_t WriteQueue::send(std::string_view first, std::string_view second) {
  RANGED_CHECK(!waiting());
  const uv_buf_t buffers[] = {buffer_of(first), buffer_of(second)};
  const int result = uv_try_write(&stream_, buffers, second.empty() ? 1 : 2);
  if (result < 0 && result != UV_EAGAIN) return result;
  const std::size_t taken = result < 0 ? 0 : static_cast<std::size_t>(result);
  if (taken == first.size() + second.size()) return result;
  return keep(first, second, taken);
}

ssize_t WriteQueue::keep(std::string_view first, std::string_view second, std::size_t taken) {
  auto kept = std::make_unique<Kept>();
  kept->queue = this;
  kept->request.data = kept.get();
  std::size_t length = 0;
  const auto copy_from = [&](std::string_view octets) {
    length += octets.copy(kept->octets.data() + length, kKept - length);
  };
  if (taken < first.size()) copy_from(first.substr(taken));
  if (length < kKept) copy_from(second.substr(taken - std::min(taken, first.size())));
  const uv_buf_t buffer = uv_buf_init(kept->octets.data(), static_cast<unsigned>(length));
  if (const int error = uv_write(&kept->request, &stream_, &buffer, 1, on_write)) return error;
  kept_ = kept.release();
  return static_cast<ssize_t>(taken + length);
}

void WriteQueue::on_write(uv_write_t* request, int status) noexcept {
  const std::unique_ptr<Kept> kept(static_cast<Kept*>(request->data));
  WriteQueue& queue = *kept->queue;
  queue.kept_ = nullptr;
  if (status == 0) return queue.delegate_.on_room();
  queue.delegate_.on_write_failed(status);
}

}  // namespace ranged::net
