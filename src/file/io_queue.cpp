#include "file/io_queue.hpp"

#include <algorithm>

namespace ranged::file {

IoBounds IoBounds::for_threads(std::size_t threads) {
  return {std::max<std::size_t>(1, threads / 4), std::max<std::size_t>(1, threads * 3 / 4),
          std::max<std::size_t>(1, threads)};
}

IoQueue::Operation::~Operation() {
  unlink();
  if (is_under_way_) {
    queue_->release(target_);
  } else {
    queue_->forget(target_);
  }
}

int IoQueue::submit(Operation& operation) {
  const IoTarget& target = operation.target_;
  Device& device = devices_[target.device];
  File& file = device.files[target.file];
  file.waiting.push_back(operation);
  line_up(device, file);
  // Whatever else waits had no room when it came, nor has it now.
  if (next() != &operation) return 0;
  const int error = begin(operation, device, file);
  if (error != 0) forget(target);
  return error;
}

void IoQueue::release(const IoTarget& target) {
  Device& device = devices_.at(target.device);
  File& file = device.files.at(target.file);
  --under_way_;
  --device.under_way;
  --file.under_way;
  line_up(device, file);
  forget(target);
  begin_waiting();
}

void IoQueue::begin_waiting() {
  while (Operation* const operation = next()) {
    const IoTarget target = operation->target_;
    Device& device = devices_.at(target.device);
    const int error = begin(*operation, device, device.files.at(target.file));
    if (error == 0) continue;
    operation->on_not_begun(error);
    forget(target);
  }
}

int IoQueue::begin(Operation& operation, Device& device, File& file) {
  operation.unlink();
  file.unlink();  // to stand behind the others again
  device.unlink();
  const int error = operation.begin();
  if (error == 0) {
    operation.is_under_way_ = true;
    ++under_way_;
    ++device.under_way;
    ++file.under_way;
  }
  line_up(device, file);
  return error;
}

/// What may begin now; null if nothing may.
IoQueue::Operation* IoQueue::next() {
  while (under_way_ < bounds_.in_all && !ready_.empty()) {
    Device& device = ready_.front();
    if (device.ready.empty()) {
      device.unlink();
      continue;
    }
    File& file = device.ready.front();
    if (!file.waiting.empty()) return &file.waiting.front();
    file.unlink();  // those who waited have gone
  }
  return nullptr;
}

void IoQueue::line_up(Device& device, File& file) {
  const bool file_can = !file.waiting.empty() && file.under_way < bounds_.of_a_file;
  if (file_can && !file.linked()) device.ready.push_back(file);
  if (!file_can) file.unlink();
  const bool device_can = !device.ready.empty() && device.under_way < bounds_.of_a_device;
  if (device_can && !device.linked()) ready_.push_back(device);
  if (!device_can) device.unlink();
}

void IoQueue::forget(const IoTarget& target) {
  const auto device = devices_.find(target.device);
  if (device == devices_.end()) return;
  auto& files = device->second.files;
  const auto file = files.find(target.file);
  const bool is_idle =
      file != files.end() && file->second.waiting.empty() && file->second.under_way == 0;
  if (is_idle) files.erase(file);
  if (files.empty()) devices_.erase(device);
}

}  // namespace ranged::file
