#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <string>
#include <string_view>

// How --help is laid out. Only for daemon/options.

namespace ranged::daemon {

/// `text` with a line end in place of a blank wherever a line would have more than `length` octets.
/// A longer word has a line of its own.
std::string wrapped(std::string_view text, std::size_t length);

/// CLI11's, for a terminal of 80 columns.
class HelpFormatter final : public CLI::Formatter {
 public:
  std::string make_description(const CLI::App* app) const override;
  std::string make_footer(const CLI::App* app) const override;
  std::string make_option_desc(const CLI::Option* option) const override;
};

}  // namespace ranged::daemon
