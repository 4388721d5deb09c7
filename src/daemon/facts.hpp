#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "ranged/base/check.hpp"
#include "ranged/base/log.hpp"

namespace ranged::daemon {

/// The fields of one record while it is put together, on the stack. Holds views.
class Facts {
 public:
  /// Nothing is added for an empty text: what is not known has no field.
  void add(std::string_view name, std::string_view text) {
    if (!text.empty()) push({name, text});
  }
  void add(std::string_view name, std::uint64_t number) { push({name, number}); }

  std::span<const base::LogField> all() const { return {fields_.data(), count_}; }

 private:
  void push(base::LogField field) {
    RANGED_CHECK(count_ < fields_.size());
    fields_.at(count_++) = field;
  }

  std::array<base::LogField, 24> fields_;
  std::size_t count_ = 0;
};

}  // namespace ranged::daemon
