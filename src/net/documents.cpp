#include "net/documents.hpp"

#include <utility>

#include "ranged/site/document.hpp"

namespace ranged::net {

/// Once it is under way it is libuv's, and owns what the threadpool touches: whoever asked may go.
struct Documents::Making {
  uv_work_t request{};
  Documents* owner = nullptr;  // null once nobody waits
  std::shared_ptr<const Site> site;
  plan::Wish wish;
  std::string key;
  base::Ring<Waiter> waiters;
  bool is_forgotten = false;  // the index is another one by now
  bool has_failed = false;
  std::optional<plan::Document> made;
};

namespace {

/// Any waiter may go when he is told, and any other with him.
void tell(base::Ring<Documents::Waiter>& waiters, const Documents::Result& result) {
  while (!waiters.empty()) {
    Documents::Waiter& waiter = waiters.front();
    waiter.unlink();
    waiter.on_document(result);
  }
}

}  // namespace

Documents::Documents(uv_loop_t& loop, const Bounds& bounds) : loop_(loop), bounds_(bounds) {}

Documents::~Documents() { close(); }

std::optional<Documents::Document> Documents::find(const plan::Wish& wish) {
  const auto found = kept_by_key_.find(site::key_of(wish));
  if (found == kept_by_key_.end()) return std::nullopt;
  kept_.splice(kept_.begin(), kept_, found->second);
  return found->second->document;
}

int Documents::wait_for(std::shared_ptr<const Site> site, const plan::Wish& wish, Waiter& waiter) {
  std::string key = site::key_of(wish);
  const auto known = makings_by_key_.find(key);
  if (known != makings_by_key_.end()) {
    known->second->waiters.push_back(waiter);
    return 0;
  }
  auto making = std::make_unique<Making>();
  making->owner = this;
  making->site = std::move(site);
  making->wish = wish;
  making->key = std::move(key);
  making->waiters.push_back(waiter);
  if (!under_way_) return begin(making);
  makings_by_key_.emplace(making->key, making.get());
  waiting_.push_back(std::move(making));
  return 0;
}

void Documents::forget() {
  makings_by_key_.clear();
  for (const auto& making : waiting_) making->is_forgotten = true;
  if (under_way_) under_way_->is_forgotten = true;
  kept_by_key_.clear();
  kept_.clear();
  kept_octets_ = 0;
}

void Documents::close() {
  forget();
  waiting_.clear();
  if (!under_way_) return;
  under_way_->owner = nullptr;
  uv_cancel(reinterpret_cast<uv_req_t*>(&under_way_->request));  // helps only if still queued
  under_way_ = nullptr;
}

/// Takes `making` over unless there is an error.
int Documents::begin(std::unique_ptr<Making>& making) {
  if (*used_ > bounds_.used) return UV_ENOMEM;
  making->request.data = making.get();
  const int error = uv_queue_work(&loop_, &making->request, on_work, on_done);
  if (error != 0) return error;
  ++makings_;
  if (!making->is_forgotten) makings_by_key_.emplace(making->key, making.get());
  under_way_ = making.release();
  return 0;
}

/// The first that somebody still waits for.
void Documents::begin_waiting() {
  while (!under_way_ && !waiting_.empty()) {
    auto making = std::move(waiting_.front());
    waiting_.pop_front();
    if (!making->is_forgotten) makings_by_key_.erase(making->key);
    if (making->waiters.empty()) continue;
    if (begin(making) != 0) tell(making->waiters, content::LookupFailure::unavailable);
  }
}

void Documents::on_work(uv_work_t* request) noexcept {
  auto& making = *static_cast<Making*>(request->data);
  try {
    making.made = site::make_document(making.wish, making.site->index, making.site->policy);
  } catch (...) {
    making.has_failed = true;  // no memory: nothing else is thrown
  }
}

void Documents::on_done(uv_work_t* request, int status) noexcept {
  std::unique_ptr<Making> making(static_cast<Making*>(request->data));
  if (!making->owner) return;
  if (status != 0) making->has_failed = true;
  Documents& owner = *making->owner;
  owner.settle(std::move(making));
}

void Documents::settle(std::unique_ptr<Making> making) {
  under_way_ = nullptr;
  if (!making->is_forgotten) makings_by_key_.erase(making->key);
  const Result result = result_of(*making);
  const auto* const document = std::get_if<Document>(&result);
  if (document && !making->is_forgotten) keep(std::move(making->key), *document);
  begin_waiting();
  tell(making->waiters, result);
}

Documents::Result Documents::result_of(Making& making) const {
  if (making.has_failed) return content::LookupFailure::unavailable;
  if (!making.made) return content::LookupFailure::not_found;
  return counted(std::move(*making.made));
}

/// Counted for as long as anybody has it.
Documents::Document Documents::counted(plan::Document document) const {
  const std::size_t octets = document.octets.size();
  *used_ += octets;
  return {new plan::Document(std::move(document)),
          [used = used_, octets](const plan::Document* counted) {
            *used -= octets;
            std::default_delete<const plan::Document>()(counted);
          }};
}

void Documents::keep(std::string key, Document document) {
  kept_octets_ += document->octets.size() + key.size();
  kept_.push_front({std::move(key), std::move(document)});
  kept_by_key_.emplace(kept_.front().key, kept_.begin());
  while (kept_octets_ > bounds_.kept) {
    const Kept& last = kept_.back();
    kept_octets_ -= last.document->octets.size() + last.key.size();
    kept_by_key_.erase(last.key);
    kept_.pop_back();
  }
}

}  // namespace ranged::net
