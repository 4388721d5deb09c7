#include "net/response_sender.hpp"

#include <utility>
#include <variant>

namespace ranged::net {

int ResponseSender::start(std::string head, std::vector<plan::Segment> body,
                          std::shared_ptr<const content::OpenFile> file) {
  head_octets_ = head.size();
  unsent_ = std::move(head);
  body_ = std::move(body);
  file_ = std::move(file);
  return resume();
}

int ResponseSender::resume() {
  for (;;) {
    if (reader_ && !reader_->done()) {
      if (reader_->reading() || !queue_.has_room()) return 0;  // a block, or room, brings us back
      return reader_->read_next();
    }
    reader_.reset();
    if (next_ == body_.size()) return unsent_.empty() ? 0 : flush({});
    const auto& segment = body_[next_++];
    if (const auto* text = std::get_if<std::string>(&segment)) {
      unsent_ += *text;
    } else {
      reader_ = std::make_unique<file::FileReader>(loop_, file_, std::get<http::ByteRange>(segment),
                                                   *this);
    }
  }
}

void ResponseSender::on_block(file::Block block) {
  int error = flush(std::move(block));
  if (error == 0) error = resume();
  if (error != 0) delegate_.on_write_failed(error);
}

int ResponseSender::flush(file::Block block) {
  queued_ += unsent_.size() + block.length;
  return queue_.push(std::exchange(unsent_, {}), std::move(block));
}

}  // namespace ranged::net
