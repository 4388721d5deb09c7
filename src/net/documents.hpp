#pragma once

#include <uv.h>

#include <cstddef>
#include <deque>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

#include "ranged/base/ring.hpp"
#include "ranged/content/content_root.hpp"
#include "ranged/net/server.hpp"
#include "ranged/plan/response_plan.hpp"
#include "ranged/plan/router.hpp"

// What site makes, for everyone who asks for it.

namespace ranged::net {

/// Documents are made on the threadpool, because a large folder takes a while, and one at a time,
/// so that they never have more than one processor. One making serves everyone who waits for it.
/// What was made is kept until the index is another one, or there is no room.
class Documents {
 public:
  using Document = std::shared_ptr<const plan::Document>;
  using Result = std::variant<Document, content::LookupFailure>;

  struct Bounds {
    std::size_t kept = 16 * 1024 * 1024;  ///< octets of documents in memory though nobody has them
    std::size_t used = 64 * 1024 * 1024;  ///< in memory at all: with more, none is made
  };

  /// Somebody who waits for at most one document. May go at any time.
  class Waiter : public base::RingLink {
   public:
    /// Called from the loop only, never from inside a method of Documents.
    virtual void on_document(const Result& result) = 0;

   protected:
    ~Waiter() = default;
  };

  /// `loop` must outlive it.
  Documents(uv_loop_t& loop, const Bounds& bounds);
  ~Documents();
  Documents(const Documents&) = delete;
  Documents& operator=(const Documents&) = delete;

  /// What `wish` got before.
  std::optional<Document> find(const plan::Wish& wish);

  /// Lets `waiter` know what `wish` gets of `site`. 0 or a libuv error.
  [[nodiscard]] int wait_for(std::shared_ptr<const Site> site, const plan::Wish& wish,
                             Waiter& waiter);

  /// The index is another one from now on. Who waits still gets what was there before.
  void forget();

  /// Lets go of the loop, but for what is being made, which finishes alone. Nobody may wait then,
  /// or later.
  void close();

  /// Octets of the documents that somebody has, or that are kept.
  std::size_t octets() const { return *used_; }
  std::size_t makings() const { return makings_; }  ///< begun so far

 private:
  struct Making;
  struct Kept {
    std::string key;
    Document document;
  };

  [[nodiscard]] int begin(std::unique_ptr<Making>& making);
  void begin_waiting();
  static void on_work(uv_work_t* request) noexcept;
  static void on_done(uv_work_t* request, int status) noexcept;
  void settle(std::unique_ptr<Making> making);
  Result result_of(Making& making) const;
  Document counted(plan::Document document) const;
  void keep(std::string key, Document document);

  uv_loop_t& loop_;
  const Bounds bounds_;
  std::deque<std::unique_ptr<Making>> waiting_;  // to be begun, in order
  Making* under_way_ = nullptr;                  // libuv's, until it is done
  std::unordered_map<std::string_view, Making*> makings_by_key_;
  std::list<Kept> kept_;  // most recently used in front
  std::unordered_map<std::string_view, std::list<Kept>::iterator> kept_by_key_;
  std::size_t kept_octets_ = 0;
  std::size_t makings_ = 0;
  const std::shared_ptr<std::size_t> used_ = std::make_shared<std::size_t>(0);
};

}  // namespace ranged::net
