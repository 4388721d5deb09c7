#include "daemon/field_flags.hpp"

#include <memory>
#include <string_view>

namespace ranged::daemon {

namespace {

void add_words(CLI::App& app, const char* flag, const char* type, std::vector<std::string>& words,
               const char* help) {
  app.add_option(flag, words, help)->type_name(type)->allow_extra_args(false);
}

std::string refusal(std::string_view flag, std::string_view word, std::string_view reason) {
  return std::string(flag).append(": \"").append(word).append("\" ").append(reason);
}

struct Pair {
  std::string_view name;
  std::string_view value;
};

/// "NAME=VALUE", cut at the first '='; of a word without one, the value is empty.
Pair pair_of(std::string_view word) {
  const auto mark = word.find('=');
  if (mark == std::string_view::npos) return {word, {}};
  return {word.substr(0, mark), word.substr(mark + 1)};
}

std::optional<std::string> complete_media_types(Options& options, const FieldWords& words) {
  const auto types = std::make_shared<http::MediaTypes>();
  for (const auto& word : words.mime) {
    const auto [extension, type] = pair_of(word);
    if (!types->set(extension, type)) {
      return refusal("--mime", word,
                     "is not an extension without its dot and a media type, such as "
                     "glb=model/gltf-binary or md=text/plain;charset=utf-8");
    }
  }
  options.media_types = types;
  return std::nullopt;
}

}  // namespace

void add_field_flags(CLI::App& app, FieldWords& words) {
  add_words(app, "--mime", "EXT=TYPE", words.mime,
            "media type of the files with this extension, repeatable; sent as it stands");
}

std::optional<std::string> complete_fields(Options& options, const FieldWords& words) {
  return complete_media_types(options, words);
}

}  // namespace ranged::daemon
