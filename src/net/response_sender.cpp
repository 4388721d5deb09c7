#include "net/response_sender.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace ranged::net {

void ResponseSender::start(std::string head, std::vector<plan::Segment> body,
                           std::shared_ptr<const content::OpenFile> file) {
  head_octets_ = head.size();
  unsent_ = std::move(head);
  body_ = std::move(body);
  file_ = std::move(file);
}

ResponseSender::Step ResponseSender::step(std::uint64_t most) {
  if (queue_.waiting()) return Step::needs_room;
  gather();
  if (rest_.length == 0) {
    return send(shared_.octets.substr(0, std::min<std::uint64_t>(most, file::kBlockSize)));
  }

  const std::uint64_t index = rest_.offset / file::kBlockSize;
  const auto block = arrived_ ? std::exchange(arrived_, nullptr) : blocks_.find(*file_, index);
  if (!block) {
    if (linked() || blocks_.wait_for(file_, index, *this) == 0) return Step::needs_block;
    return Step::read_failed;
  }
  const auto octets = block->octets().substr(rest_.offset % file::kBlockSize);
  const Step step = send(octets.substr(0, std::min<std::uint64_t>(most, rest_.length)));
  // Ahead of need, but only for a peer that is fast enough to need it soon.
  if (step == Step::turn && rest_.length > 0) {
    blocks_.prefetch(file_, rest_.offset / file::kBlockSize);
  }
  return step;
}

/// What waits may be older than this response: a 100 (Continue) that had no room.
std::uint64_t ResponseSender::octets_taken() const {
  return taken_ - std::min<std::uint64_t>(taken_, queue_.octets());
}

std::uint64_t ResponseSender::body_octets_taken() const {
  return octets_taken() - std::min(octets_taken(), head_octets_);
}

/// Texts up to what is sent from where it is: the next range, or text that is shared.
void ResponseSender::gather() {
  while (rest_.length == 0 && shared_.octets.empty() && next_ < body_.size()) {
    auto& segment = body_[next_++];
    if (const auto* text = std::get_if<std::string>(&segment)) {
      unsent_ += *text;
    } else if (const auto* range = std::get_if<http::ByteRange>(&segment)) {
      rest_ = *range;
    } else {
      shared_ = std::move(std::get<plan::SharedText>(segment));
    }
  }
}

ResponseSender::Step ResponseSender::send(std::string_view octets) {
  const ssize_t taken = queue_.send(unsent_, octets);
  if (taken < 0) return Step::failed;
  advance(static_cast<std::uint64_t>(taken));
  if (queue_.waiting()) return Step::needs_room;
  const bool all =
      unsent_.empty() && rest_.length == 0 && shared_.octets.empty() && next_ == body_.size();
  return all ? Step::done : Step::turn;
}

void ResponseSender::advance(std::uint64_t octets) {
  taken_ += octets;
  const auto of_text = std::min<std::uint64_t>(octets, unsent_.size());
  unsent_.erase(0, static_cast<std::size_t>(of_text));
  const std::uint64_t of_body = octets - of_text;
  if (rest_.length > 0) {
    rest_.offset += of_body;
    rest_.length -= of_body;
  } else {
    shared_.octets.remove_prefix(static_cast<std::size_t>(of_body));
  }
}

}  // namespace ranged::net
