#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <vector>

#include "ranged/http/message.hpp"
#include "ranged/http/status.hpp"
#include "ranged/net/access_record.hpp"
#include "ranged/net/close_reason.hpp"

// What a server has done since it started, as numbers: fed by what a ServerObserver is told, read
// by summaries and metrics.

namespace ranged::net {

/// A value: a copy is what was known at its time. No count ever falls but `connections()`.
class Statistics {
 public:
  /// Answered requests of one kind.
  struct Requests {
    http::Method method = http::Method::get;
    http::Status status = http::Status::ok;
    std::uint64_t count = 0;
  };

  void on_answered(const AccessRecord& record);
  void on_opened();
  void on_closed(const ClosedRecord& record);

  /// Those kinds that have come, in the order in which they first came.
  const std::vector<Requests>& requests() const { return requests_; }
  /// Those with a status from 100 x `hundreds` to 99 above it.
  std::uint64_t requests_of_class(unsigned hundreds) const;

  std::uint64_t octets() const { return octets_; }    ///< of bodies, handed to the kernel
  std::uint64_t capped() const { return capped_; }    ///< answers with less than was asked for
  std::uint64_t aborted() const { return aborted_; }  ///< answers cut off
  std::uint64_t unwanted_octets() const { return unwanted_; }  ///< of bodies, not sent for that
  std::uint64_t opened() const { return opened_; }             ///< connections
  std::uint64_t closed(CloseReason reason) const { return closed_.at(index_of(reason)); }

  std::size_t connections() const { return connections_; }
  /// The most there were at a time since the last call, or since the start; the next call's begins
  /// now.
  std::size_t take_most_connections();

 private:
  static std::size_t index_of(CloseReason reason) { return static_cast<std::size_t>(reason); }

  std::vector<Requests> requests_;
  std::uint64_t octets_ = 0;
  std::uint64_t capped_ = 0;
  std::uint64_t aborted_ = 0;
  std::uint64_t unwanted_ = 0;
  std::uint64_t opened_ = 0;
  std::array<std::uint64_t, std::size(kCloseReasons)> closed_{};
  std::size_t connections_ = 0;
  std::size_t most_connections_ = 0;
};

}  // namespace ranged::net
