#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

// The kinds of values that flags have: each reads its text strictly, and says what would have been
// right if it is not. Only for daemon/options.

namespace ranged::daemon {

/// "--part-size" -> "RANGED_PART_SIZE"
std::string variable_of(const std::string& name);

/// The values in an environment variable, none of them empty, with `separator` between them.
std::vector<std::string> words_of(const char* variable, char separator);

/// For what has no case, such as media types.
std::string lower_case(std::string text);

/// Adds an option whose text `read` turns into a value; false is a refusal, and `hint` says what
/// would have been right. `flags` is as CLI11 has it: "-r,--root".
void add_value(CLI::App& app, const std::string& flags, const std::string& type,
               const std::string& default_text, const std::string& help, const std::string& hint,
               std::function<bool(const std::string&)> read);

/// `least` is nothing at all, or a millisecond.
void add_duration(CLI::App& app, const std::string& flags, std::chrono::milliseconds& value,
                  const std::string& help,
                  std::chrono::milliseconds least = std::chrono::milliseconds(1));

/// `least` octets, such as 1 where nothing at all makes no sense.
void add_size(CLI::App& app, const std::string& flags, std::uint64_t& value,
              const std::string& help, std::uint64_t least = 1);

struct Bounds {
  std::uint64_t least = 0;
  std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
};

void add_count(CLI::App& app, const std::string& flags, std::size_t& value, Bounds bounds,
               const std::string& help);

/// A repeatable option: each time, one word more. They are judged when all are known.
void add_words(CLI::App& app, const std::string& flags, const std::string& type,
               std::vector<std::string>& words, const std::string& help,
               const std::string& default_text = "");

/// An option that takes one of a few words.
template <typename Value>
void add_choice(CLI::App& app, const std::string& flags, Value& value,
                std::vector<std::pair<std::string, Value>> choices, const std::string& help) {
  std::string words;
  std::string default_word;
  for (const auto& [word, meaning] : choices) {
    words += (words.empty() ? "" : "|") + word;
    if (meaning == value) default_word = word;
  }
  add_value(app, flags, words, default_word, help, "one of " + words,
            [&value, choices = std::move(choices)](const std::string& text) {
              for (const auto& [word, meaning] : choices) {
                if (word != text) continue;
                value = meaning;
                return true;
              }
              return false;
            });
}

}  // namespace ranged::daemon
