#include "file/file_lookup.hpp"

#include <utility>

namespace ranged::file {

struct FileLookup::Operation {
  uv_work_t request{};
  FileLookup* asker = nullptr;  // null once nobody waits for the result
  std::shared_ptr<const content::ContentRoot> root;
  std::string resolved;
  Result result = content::LookupFailure::unavailable;
};

int FileLookup::start(std::shared_ptr<const content::ContentRoot> root, std::string resolved) {
  auto operation = std::make_unique<Operation>();
  operation->asker = this;
  operation->root = std::move(root);
  operation->resolved = std::move(resolved);
  operation->request.data = operation.get();
  const int error = uv_queue_work(&loop_, &operation->request, on_work, on_done);
  if (error == 0) operation_ = operation.release();
  return error;
}

void FileLookup::cancel() {
  if (!operation_) return;
  operation_->asker = nullptr;
  uv_cancel(reinterpret_cast<uv_req_t*>(&operation_->request));  // helps only if still queued
  operation_ = nullptr;
}

void FileLookup::on_work(uv_work_t* request) noexcept {
  auto& operation = *static_cast<Operation*>(request->data);
  operation.result = operation.root->open_file(operation.resolved);
}

void FileLookup::on_done(uv_work_t* request, int) noexcept {
  const std::unique_ptr<Operation> operation(static_cast<Operation*>(request->data));
  FileLookup* const self = operation->asker;
  if (!self) return;
  self->operation_ = nullptr;
  self->delegate_.on_looked_up(std::move(operation->result));  // may destroy *self
}

}  // namespace ranged::file
