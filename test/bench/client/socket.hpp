#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "ranged/base/unique_fd.hpp"

namespace ranged::bench {

/// A non-blocking connection to 127.0.0.1:`port`. The `number` of the connection chooses its source
/// address, as one address has not enough ports. `receive_buffer`: octets, instead of what the
/// kernel finds fit.
base::UniqueFd connect_to(std::uint16_t port, std::size_t number,
                          std::optional<int> receive_buffer = {});

/// As many descriptors as the hard limit allows.
void raise_descriptor_limit();

}  // namespace ranged::bench
