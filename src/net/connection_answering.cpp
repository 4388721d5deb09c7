#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <variant>

#include "net/connection.hpp"
#include "ranged/http/request_target.hpp"
#include "ranged/http1/response_head.hpp"
#include "ranged/plan/router.hpp"
#include "ranged/plan/standing_fields.hpp"

// From the request to the last octet of its answer: resolve, plan, send.

namespace ranged::net {

namespace {

/// Times a file is opened anew because it changed before anything was promised of it.
constexpr unsigned kMaxAttempts = 3;

CloseReason close_reason_of(file::ReadFailure failure) {
  switch (failure) {
    case file::ReadFailure::short_file:
      return CloseReason::short_file;
    case file::ReadFailure::changed_file:
      return CloseReason::changed_file;
    case file::ReadFailure::read_error:
      break;
  }
  return CloseReason::read_error;
}

}  // namespace

void Connection::begin_request() {
  handle(Event::request);
  ++requests_;
  auto route = context_.route(parser_.request());
  if (auto* plan = std::get_if<plan::ResponsePlan>(&route)) {
    handle(Event::resolved);
    return send(std::move(*plan), nullptr);
  }
  if (const auto* wish = std::get_if<plan::Wish>(&route)) return resolve_document(*wish);
  auto& [entry, as_download, caching, encoded] = std::get<plan::Selected>(route);
  if (as_download) exchange_.saved_as = http::last_segment(entry.path);
  exchange_.caching = std::move(caching);
  exchange_.resolved = std::move(entry.resolved);
  exchange_.device = entry.device;
  exchange_.media_type = entry.media_type;
  if (encoded) {
    exchange_.content_coding = encoded->coding;
    exchange_.plain = std::exchange(exchange_.resolved, std::move(encoded->resolved));
    exchange_.plain_device = std::exchange(exchange_.device, encoded->device);
  }
  resolve();
}

void Connection::resolve_plain() {
  exchange_.content_coding = {};
  exchange_.resolved = std::move(exchange_.plain);
  exchange_.device = exchange_.plain_device;
  resolve();
}

void Connection::resolve() {
  ++exchange_.attempts;
  if (const auto known = context_.files.find(exchange_.resolved)) return on_file(*known);
  const auto& root = context_.site->root;
  if (context_.files.wait_for(root, exchange_.resolved, exchange_.device, *this)) {
    on_file(content::LookupFailure::unavailable);
  }
}

void Connection::on_file(const file::FileCache::Result& result) {
  const auto* const failure = std::get_if<content::LookupFailure>(&result);
  if (failure && !exchange_.content_coding.empty()) return resolve_plain();
  handle(Event::resolved);
  const auto& request = parser_.request();
  if (failure) {
    return send(plan::plan_lookup_failure(*failure, request.method), nullptr);
  }
  const auto& file = std::get<file::FileCache::File>(result);
  send(plan_file(*file), file);
}

plan::ResponsePlan Connection::plan_file(const file::PreparedFile& file) const {
  const auto& request = parser_.request();
  const content::Representation selected{file.identity.length, file.identity.modified,
                                         exchange_.media_type, exchange_.content_coding};
  const http::Seconds now = context_.clock.now();
  const auto plan = [&](const plan::Prepared& prepared) {
    auto made =
        exchange_.saved_as.empty()
            ? plan::plan_representation(request, selected, prepared, context_.site->policy, now)
            : plan::plan_download(request, selected, prepared, exchange_.saved_as, now);
    plan::add_caching(made, exchange_.caching);
    return made;
  };
  const bool is_prepared = file.prepared.lasts && exchange_.content_coding.empty();
  return is_prepared ? plan(file.prepared) : plan(plan::prepare(selected, now));
}

void Connection::resolve_document(const plan::Wish& wish) {
  if (const auto known = context_.documents.find(wish)) return on_document(*known);
  if (context_.documents.wait_for(context_.site, wish, *this)) {
    on_document(content::LookupFailure::unavailable);
  }
}

void Connection::on_document(const Documents::Result& result) {
  handle(Event::resolved);
  const auto& request = parser_.request();
  if (const auto* failure = std::get_if<content::LookupFailure>(&result)) {
    return send(plan::plan_lookup_failure(*failure, request.method), nullptr);
  }
  send(plan::plan_document(request, std::get<Documents::Document>(result), context_.clock.now()),
       nullptr);
}

void Connection::refuse(Event why, http::Status status, CloseReason reason) {
  exchange_.close_reason = reason;
  handle(why);
  send(plan::plan_refusal(status, http::method_of(parser_.request().method_token)), nullptr);
}

/// Before he has asked, so that he costs no more than his answer. The page of a GET stands for any.
void Connection::refuse_peer() {
  exchange_.began = uv_hrtime();
  exchange_.close_reason = CloseReason::peer_limit;
  handle(Event::refused);
  send(plan::plan_lookup_failure(content::LookupFailure::unavailable, http::Method::get), nullptr);
}

void Connection::send_unavailable() {
  send(plan::plan_lookup_failure(content::LookupFailure::unavailable, parser_.request().method),
       nullptr);
}

void Connection::send(plan::ResponsePlan plan, std::shared_ptr<const content::OpenFile> file) {
  if (context_.site) {
    plan::add_standing_fields(plan, parser_.request(), context_.site->policy);
  }
  exchange_.status = plan.status;
  exchange_.promised = plan::length_of(plan.body);
  exchange_.capped = plan.capped;
  if (plan.status == http::Status::partial_content) {
    exchange_.content_range = plan.fields.find("Content-Range").value_or("");
  }
  exchange_.persists = decide_persistence(plan);

  const http1::Transmission transmission{context_.clock.date(), exchange_.persists};
  sender_.emplace(context_.blocks, queue_, *this);
  std::string head = http1::format_head(plan.status, plan.fields, transmission);
  context_.pacer.begin(*this, head.size() + exchange_.promised);
  sender_->start(std::move(head), std::move(plan.body), std::move(file));
  last_progress_ = std::numeric_limits<std::int64_t>::min();
  advance();
}

bool Connection::decide_persistence(const plan::ResponsePlan& plan) const {
  const std::size_t most = context_.limits.max_requests;
  const bool may_ask_again = most == 0 || requests_ < most;
  return parser_.request().persists && may_ask_again && !plan.closes && !context_.draining;
}

void Connection::advance() {
  const std::uint64_t allowed = context_.pacer.allowance(*this);
  if (allowed == 0) return context_.deadlines.set(*this, State::sending);
  const std::uint64_t before = sender_->octets_handed_over();
  const auto step = sender_->step(allowed);
  const std::uint64_t taken = sender_->octets_handed_over() - before;
  context_.octets += taken;
  context_.pacer.took(*this, taken);
  switch (step) {
    case ResponseSender::Step::done:
      return finish_answer();
    case ResponseSender::Step::turn:
      context_.deadlines.set(*this, State::sending);
      return context_.turns.add(*this);
    case ResponseSender::Step::needs_room:
    case ResponseSender::Step::needs_block:
      note_progress();
      return;
    case ResponseSender::Step::read_failed:
      return on_read_failed(file::ReadFailure::read_error);
    case ResponseSender::Step::failed:
      return close(CloseReason::peer_reset);
  }
}

void Connection::on_room() {
  if (state_ != State::sending) return;  // it was 100 Continue that had to wait
  context_.deadlines.set(*this, State::sending);
  advance();
}

void Connection::on_read_failed(file::ReadFailure failure) {
  if (sender_->committed()) return close(close_reason_of(failure));
  context_.pacer.forget(*this);
  sender_.reset();
  handle(Event::changed);
  if (failure != file::ReadFailure::read_error && exchange_.attempts < kMaxAttempts) {
    return resolve();
  }
  handle(Event::resolved);
  send_unavailable();
}

void Connection::finish_answer() {
  context_.pacer.forget(*this);
  report_answer(exchange_.promised, std::nullopt);
  sender_.reset();
  if (context_.draining) return begin_lingering(CloseReason::draining);
  if (!exchange_.persists) return begin_lingering(exchange_.close_reason);
  parser_.next();
  handle(Event::sent_persists);
  if (!consuming_ && (!waiting_.empty() || end_of_input_)) consume_waiting();
}

void Connection::report_answer(std::uint64_t octets, std::optional<CloseReason> cut_off_by) {
  const auto& request = parser_.request();
  AccessRecord record;
  record.peer = peer_;
  record.method = request.method_token;
  record.target = request.target;
  record.range = request.fields.find("Range").value_or("");
  record.content_range = exchange_.content_range;
  record.status = exchange_.status;
  record.promised = exchange_.promised;
  record.octets = octets;
  record.capped = exchange_.capped;
  record.connection = id_;
  record.request = exchange_.number;
  record.cut_off_by = cut_off_by;
  record.fields = &request.fields;
  record.duration = std::chrono::microseconds((uv_hrtime() - exchange_.began) / 1000);
  context_.observer.on_answered(record);
}

}  // namespace ranged::net
