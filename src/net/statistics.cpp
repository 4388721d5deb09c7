#include "ranged/net/statistics.hpp"

#include <algorithm>
#include <utility>

namespace ranged::net {

void Statistics::on_answered(const AccessRecord& record) {
  const http::Method method = http::method_of(record.method);
  auto kind = std::find_if(requests_.begin(), requests_.end(), [&](const Requests& known) {
    return known.method == method && known.status == record.status;
  });
  if (kind == requests_.end()) kind = requests_.insert(kind, {method, record.status, 0});
  ++kind->count;
  octets_ += record.octets;
  if (record.capped) ++capped_;
  if (record.octets >= record.promised) return;
  ++aborted_;
  unwanted_ += record.promised - record.octets;
}

void Statistics::on_opened() {
  ++opened_;
  most_connections_ = std::max(most_connections_, ++connections_);
}

void Statistics::on_closed(const ClosedRecord& record) {
  --connections_;
  ++closed_.at(index_of(record.reason));
}

std::uint64_t Statistics::requests_of_class(unsigned hundreds) const {
  std::uint64_t count = 0;
  for (const auto& kind : requests_) {
    if (http::code(kind.status) / 100 == hundreds) count += kind.count;
  }
  return count;
}

std::size_t Statistics::take_most_connections() {
  return std::exchange(most_connections_, connections_);
}

}  // namespace ranged::net
