#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ranged/base/log.hpp"

namespace ranged::test {

/// Keeps what is logged.
class RecordingLog final : public base::Log {
 public:
  struct Record {
    base::LogLevel level = base::LogLevel::info;
    std::string message;
    std::string kind;  ///< its name; may be empty
    std::map<std::string, std::uint64_t> numbers;
  };

  void write(base::LogLevel level, std::string_view message) override {
    write_record({level, message});
  }
  void write_record(const base::LogRecord& record) override {
    Record kept{record.level, std::string(record.message), std::string(record.kind.name), {}};
    for (const auto& [name, value] : record.fields) {
      if (const auto* number = std::get_if<std::uint64_t>(&value)) {
        kept.numbers[std::string(name)] = *number;
      }
    }
    records.push_back(std::move(kept));
  }

  /// Those of one kind.
  std::vector<Record> of_kind(std::string_view kind) const {
    std::vector<Record> some;
    for (const auto& record : records) {
      if (record.kind == kind) some.push_back(record);
    }
    return some;
  }

  std::vector<Record> records;
};

}  // namespace ranged::test
