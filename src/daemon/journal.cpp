#include "daemon/journal.hpp"

#include <poll.h>

#include <utility>

#include "daemon/journal_entry.hpp"
#include "ranged/base/check.hpp"
#include "uv/timer.hpp"

namespace ranged::daemon {

using Sent = JournalSocket::Sent;

namespace {

/// Records sent in one turn of the loop, so that others have theirs.
constexpr int kMostInATurn = 64;

}  // namespace

Journal::~Journal() {
  detach();
  using std::chrono::steady_clock;
  const auto deadline = steady_clock::now() + settings_.farewell;
  for (flush(); has_work() && socket_.connected(); flush()) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now());
    pollfd journald = {socket_.fd(), POLLOUT, 0};
    if (left.count() <= 0 || ::poll(&journald, 1, static_cast<int>(left.count())) == 0) return;
  }
}

void Journal::attach(uv_loop_t& loop) {
  loop_ = &loop;
  retry_ = uv::make_timer(loop, this);
  watch();
}

void Journal::detach() {
  poll_.reset();
  retry_.reset();
  loop_ = nullptr;
}

void Journal::write_record(const base::LogRecord& record) {
  if (record.level < least_) return;
  if (has_work() && (!loop_ || queue_.empty())) flush();
  if (is_dropping()) {
    ++dropped_;
    return;
  }
  encode_journal_entry(record, encoded_);
  if (queue_.empty() && transmit(encoded_)) return;
  if (queued_octets_ + encoded_.size() <= settings_.most_queued) {
    enqueue(encoded_);
  } else {
    ++dropped_;
  }
  watch();
}

void Journal::enqueue(std::string datagram) {
  queued_octets_ += datagram.size();
  queue_.push_back(std::move(datagram));
}

void Journal::enqueue_report() {
  const std::uint64_t missing = dropped_ - reported_;
  const auto text =
      std::to_string(missing) + " records of the log were dropped: the journal did not take them";
  const base::LogField fields[] = {{base::kDroppedField, missing}};
  std::string datagram;
  encode_journal_entry({base::LogLevel::warning, text, base::kRecordsDropped, fields}, datagram);
  enqueue(std::move(datagram));
  reported_ = dropped_;
}

void Journal::flush() {
  for (int i = 0; i < kMostInATurn && has_work(); ++i) {
    if (queue_.empty()) enqueue_report();
    if (!transmit(queue_.front())) break;
    queued_octets_ -= queue_.front().size();
    queue_.pop_front();
  }
  watch();
}

/// Whether nothing is left to do with it.
bool Journal::transmit(std::string_view datagram) {
  Sent sent = socket_.send(datagram);
  if (sent == Sent::broken && reconnect()) sent = socket_.send(datagram);
  if (sent == Sent::broken) disconnect();
  if (sent == Sent::never) ++dropped_;
  return sent == Sent::whole || sent == Sent::never;
}

bool Journal::reconnect() {
  disconnect();
  return connect() == 0;
}

void Journal::disconnect() {
  poll_.reset();  // before its descriptor goes
  socket_.close();
}

/// Sees to it that what is queued is thought of again: when there is room, or when there may be a
/// journald again.
void Journal::watch() {
  if (!loop_) return;
  if (!has_work()) {
    poll_.reset();
    uv_timer_stop(retry_.get());
  } else if (!socket_.connected()) {
    if (uv_is_active(reinterpret_cast<uv_handle_t*>(retry_.get()))) return;
    uv_timer_start(retry_.get(), on_retry, static_cast<std::uint64_t>(settings_.retry.count()), 0);
  } else if (!poll_) {
    poll_ = uv::make_handle<uv_poll_t>(
        [this](uv_poll_t* poll) { return uv_poll_init(loop_, poll, socket_.fd()); });
    RANGED_CHECK(poll_);
    poll_->data = this;
    RANGED_CHECK(uv_poll_start(poll_.get(), UV_WRITABLE, on_writable) == 0);
  }
}

void Journal::on_writable(uv_poll_t* poll, int status, int) noexcept {
  auto* const self = static_cast<Journal*>(poll->data);
  if (!self) return;
  if (status != 0) self->disconnect();  // libuv has stopped to look
  self->flush();
}

void Journal::on_retry(uv_timer_t* timer) noexcept {
  if (timer->data) static_cast<Journal*>(timer->data)->flush();
}

}  // namespace ranged::daemon
