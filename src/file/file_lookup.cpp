#include "file/file_lookup.hpp"

#include <functional>
#include <utility>

namespace ranged::file {

/// Owned by the lookup; once it is under way and nobody wants its result, by libuv.
struct FileLookup::Operation final : IoQueue::Operation {
  Operation(FileLookup& lookup, std::shared_ptr<const content::ContentRoot> beneath,
            std::string name, std::uint64_t device)
      : IoQueue::Operation(lookup.io_, {device, std::hash<std::string>()(name)}),
        asker(&lookup),
        root(std::move(beneath)),
        resolved(std::move(name)) {}
  ~Operation() override = default;

  [[nodiscard]] int begin() override {
    request.data = this;
    return uv_queue_work(&loop(), &request, on_work, on_done);
  }
  void on_not_begun(int) override { asker->settle(); }

  uv_work_t request{};
  FileLookup* asker;  // null once nobody waits for the result
  const std::shared_ptr<const content::ContentRoot> root;
  const std::string resolved;
  Result result = content::LookupFailure::unavailable;
};

FileLookup::FileLookup(std::shared_ptr<IoQueue> io, Delegate& delegate)
    : io_(std::move(io)), delegate_(delegate) {}

FileLookup::~FileLookup() { cancel(); }

int FileLookup::start(std::shared_ptr<const content::ContentRoot> root, std::string resolved,
                      std::uint64_t device) {
  operation_ = std::make_unique<Operation>(*this, std::move(root), std::move(resolved), device);
  const int error = operation_->submit();
  if (error != 0) operation_.reset();
  return error;
}

void FileLookup::cancel() {
  if (!operation_) return;
  if (operation_->is_under_way()) {
    operation_->asker = nullptr;
    uv_cancel(reinterpret_cast<uv_req_t*>(&operation_->request));  // helps only if still queued
    static_cast<void>(operation_.release());
  }
  operation_.reset();
}

void FileLookup::on_work(uv_work_t* request) noexcept {
  auto& operation = *static_cast<Operation*>(request->data);
  operation.result = operation.root->open_file(operation.resolved);
}

void FileLookup::on_done(uv_work_t* request, int) noexcept {
  auto& operation = *static_cast<Operation*>(request->data);
  if (!operation.asker) return std::default_delete<Operation>()(&operation);
  operation.asker->settle();
}

void FileLookup::settle() {
  const auto operation = std::exchange(operation_, nullptr);
  delegate_.on_looked_up(std::move(operation->result));  // may destroy *this
}

}  // namespace ranged::file
