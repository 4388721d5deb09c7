#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace ranged::daemon {

/// Composes Prometheus' text exposition format, version 0.0.4: families of samples, each with its
/// help and type. Label values may be any octets; what is not UTF-8 the reader has to bear.
class Exposition {
 public:
  enum class Type : std::uint8_t { counter, gauge, histogram };
  using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  static constexpr std::string_view kMediaType = "text/plain; version=0.0.4; charset=utf-8";

  /// Begins a family: its samples follow. `help` is one line.
  void begin(std::string_view name, Type type, std::string_view help);

  /// One sample of the family; `suffix` as histograms have them: "_bucket".
  void add(double value, Labels labels = {}, std::string_view suffix = {});
  void add(std::uint64_t value, Labels labels = {}, std::string_view suffix = {});

  /// A family of one sample without labels.
  template <typename Value>
  void add(std::string_view name, Type type, std::string_view help, Value value) {
    begin(name, type, help);
    add(value);
  }

  const std::string& text() const { return text_; }

 private:
  void add_text(std::string_view value, Labels labels, std::string_view suffix);

  std::string family_;
  std::string text_;
};

/// The shortest decimal notation that means `value`.
std::string shortest(double value);

}  // namespace ranged::daemon
