#include "fuzz/script.hpp"

#include <charconv>

#include "fuzz/lines.hpp"

namespace ranged::fuzz {
namespace {

/// Knows \r, \n and \xHH; a backslash before anything else is that.
std::string unescaped(std::string_view text) {
  std::string octets;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      octets += text[i];
      continue;
    }
    const char kind = text[++i];
    unsigned octet = static_cast<unsigned char>(kind);
    if (kind == 'r') octet = '\r';
    if (kind == 'n') octet = '\n';
    if (kind == 'x') {
      const auto digits = text.substr(i + 1, 2);
      const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), octet, 16).ptr;
      i += static_cast<std::size_t>(end - digits.data());
    }
    octets += static_cast<char>(octet);
  }
  return octets;
}

class Builder {
 public:
  void say(std::string_view octets) { unsent_ += octets; }

  void add(Step::Kind kind, std::size_t count = 0) {
    flush();
    steps_.push_back({kind, {}, count});
    silent_ = silent_ || kind == Step::Kind::half_close;
  }

  void flush() {
    if (!unsent_.empty() && !silent_) steps_.push_back({Step::Kind::send, unsent_});
    unsent_.clear();
  }

  std::vector<Step> take() {
    flush();
    return std::move(steps_);
  }

 private:
  std::vector<Step> steps_;
  std::string unsent_;
  bool silent_ = false;
};

}  // namespace

std::vector<Step> parse_script(std::string_view text) {
  Builder builder;
  while (!text.empty()) {
    auto line = take_line(text);
    if (!line.starts_with('!')) {
      builder.say(line);
      builder.say("\r\n");
      continue;
    }
    constexpr std::string_view kSend = "!send ";
    if (line.starts_with(kSend)) {
      builder.say(unescaped(line.substr(kSend.size())));
      continue;
    }
    const auto word = take_word(line);
    if (word == "!pause") builder.flush();
    if (word == "!read") builder.add(Step::Kind::read, take_number(line));
    if (word == "!half-close") builder.add(Step::Kind::half_close);
    if (word == "!drain") builder.add(Step::Kind::drain);
    if (word == "!abort") builder.add(Step::Kind::abort);
    if (word == "!reset" || word == "!close") {
      builder.add(word == "!reset" ? Step::Kind::reset : Step::Kind::close);
      break;
    }
  }
  return builder.take();
}

}  // namespace ranged::fuzz
