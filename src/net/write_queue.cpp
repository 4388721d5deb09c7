#include "net/write_queue.hpp"

#include <memory>
#include <utility>

namespace ranged::net {

struct WriteQueue::Write {
  uv_write_t request{};
  WriteQueue* queue = nullptr;
  std::string text;
  file::Block block;
};

int WriteQueue::push(std::string text, file::Block block) {
  auto write = std::make_unique<Write>();
  write->queue = this;
  write->text = std::move(text);
  write->block = std::move(block);
  write->request.data = write.get();
  const uv_buf_t buffers[] = {
      uv_buf_init(write->text.data(), static_cast<unsigned>(write->text.size())),
      uv_buf_init(write->block.octets.get(), static_cast<unsigned>(write->block.length)),
  };
  const int error = uv_write(&write->request, &stream_, buffers, 2, on_write);
  if (error != 0) return error;
  static_cast<void>(write.release());
  ++pushes_;
  return 0;
}

void WriteQueue::on_write(uv_write_t* request, int status) {
  const std::unique_ptr<Write> write(static_cast<Write*>(request->data));
  WriteQueue& queue = *write->queue;
  --queue.pushes_;
  if (status == 0) return queue.delegate_.on_written();
  queue.delegate_.on_write_failed(status);
}

}  // namespace ranged::net
