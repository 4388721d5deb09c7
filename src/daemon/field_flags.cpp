#include "daemon/field_flags.hpp"

#include <memory>
#include <string_view>

#include "ranged/http/grammar.hpp"
#include "ranged/http/origin.hpp"
#include "ranged/plan/standing_fields.hpp"

namespace ranged::daemon {

namespace {

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

std::optional<std::string> complete_caching(plan::Policy& policy, const FieldWords& words) {
  for (const auto& word : words.cache_control) {
    const auto [glob, value] = pair_of(word);
    if (glob.find('/') == std::string_view::npos) {
      return refusal("--cache-control", word,
                     "does not begin with a media type such as video/* or a path such as /clips/*, "
                     "and then =");
    }
    if (!http::is_field_value(value)) {
      return refusal("--cache-control", word,
                     "has no value that can be sent behind its =, such as max-age=3600");
    }
    const bool is_path = glob.starts_with('/');
    policy.caching.push_back(
        {is_path ? std::string(glob) : lower_case(std::string(glob)), {{"Cache-Control", value}}});
  }
  return std::nullopt;
}

std::optional<std::string> complete_own_fields(plan::Policy& policy, const FieldWords& words) {
  for (const auto& word : words.header) {
    const auto [name, value] = pair_of(word);
    if (!http::is_token(name) || !http::is_field_value(value)) {
      return refusal("--header", word,
                     "is not a field's name, = and a value without control characters, such as "
                     "X-Robots-Tag=noindex");
    }
    if (http::equals_ignoring_case(name, "Cache-Control")) {
      return refusal("--header", word, "is for caches: say --cache-control \"*/*=VALUE\"");
    }
    if (plan::is_own_field(name) && lower_case(std::string(name)).starts_with("access-control-")) {
      return refusal("--header", word, "is for pages elsewhere: say --cors ORIGIN");
    }
    if (plan::is_own_field(name)) {
      return refusal("--header", word, "is a field that the server decides itself");
    }
    policy.fields.add(name, value);
  }
  return std::nullopt;
}

std::optional<std::string> complete_readers(plan::Policy& policy, const FieldWords& words) {
  for (const auto& word : words.cors) {
    const std::string origin = lower_case(word);
    if (origin != "*" && !http::is_origin(origin)) {
      return refusal("--cors", word,
                     "is neither * nor an origin as browsers send it, without a path and the "
                     "scheme's own port, such as https://example.org or http://localhost:3000");
    }
    if (origin != "*" && origin.find('*') != std::string::npos) {
      return refusal("--cors", word, "is a pattern: name each origin, or say * for all");
    }
    policy.readers.push_back(origin);
  }
  return std::nullopt;
}

}  // namespace

void add_field_flags(CLI::App& app, plan::Policy& policy, FieldWords& words) {
  add_words(app, "--mime", "EXT=TYPE", words.mime,
            "media type of the files with this extension, repeatable; sent as it stands");
  add_words(app, "--cache-control", "GLOB=VALUE", words.cache_control,
            "Cache-Control of the files of this media type, video/*, or below this path, /clips/*, "
            "repeatable; the first that matches counts");
  add_words(app, "--header", "NAME=VALUE", words.header,
            "a field of every answer, repeatable; not those that the server decides itself");
  add_words(app, "--cors", "ORIGIN", words.cors,
            "let pages of this origin read the answers, repeatable; *: all pages");
  add_choice<bool>(app, "--precompressed", policy.precompressed, {{"on", true}, {"off", false}},
                   "send text as its sibling name.br or name.gz to who accepts that");
}

std::optional<std::string> complete_fields(Options& options, const FieldWords& words) {
  if (auto message = complete_media_types(options, words)) return message;
  if (auto message = complete_caching(options.policy, words)) return message;
  if (auto message = complete_own_fields(options.policy, words)) return message;
  return complete_readers(options.policy, words);
}

}  // namespace ranged::daemon
