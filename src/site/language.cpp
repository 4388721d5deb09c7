#include "site/language.hpp"

#include <algorithm>

#include "ranged/http/grammar.hpp"

namespace ranged::site {
namespace {

struct Name {
  std::string_view tags;  ///< with a space around each
  std::string_view name;
};

constexpr Name kNames[] = {
    {" ar ara ", "العربية"},
    {" bg bul ", "Български"},
    {" ca cat ", "Català"},
    {" cs ces cze ", "Čeština"},
    {" da dan ", "Dansk"},
    {" de deu ger ", "Deutsch"},
    {" el ell gre ", "Ελληνικά"},
    {" en eng ", "English"},
    {" es spa ", "Español"},
    {" et est ", "Eesti"},
    {" fa fas per ", "فارسی"},
    {" fi fin ", "Suomi"},
    {" fr fra fre ", "Français"},
    {" he heb iw ", "עברית"},
    {" hi hin ", "हिन्दी"},
    {" hr hrv ", "Hrvatski"},
    {" hu hun ", "Magyar"},
    {" id ind ", "Bahasa Indonesia"},
    {" is isl ice ", "Íslenska"},
    {" it ita ", "Italiano"},
    {" ja jpn ", "日本語"},
    {" ko kor ", "한국어"},
    {" lt lit ", "Lietuvių"},
    {" lv lav ", "Latviešu"},
    {" nb nob no nor ", "Norsk"},
    {" nl nld dut ", "Nederlands"},
    {" nn nno ", "Nynorsk"},
    {" pl pol ", "Polski"},
    {" pt por ", "Português"},
    {" pt-br ", "Português (Brasil)"},
    {" ro ron rum ", "Română"},
    {" ru rus ", "Русский"},
    {" sk slk slo ", "Slovenčina"},
    {" sl slv ", "Slovenščina"},
    {" sr srp ", "Српски"},
    {" sv swe ", "Svenska"},
    {" th tha ", "ไทย"},
    {" tr tur ", "Türkçe"},
    {" uk ukr ", "Українська"},
    {" vi vie ", "Tiếng Việt"},
    {" zh zho chi ", "中文"},
    {" zh-hans zh-cn ", "简体中文"},
    {" zh-hant zh-tw ", "繁體中文"},
};

constexpr std::size_t kLongestSubtag = 8;

bool is_subtag(std::string_view text) {
  return !text.empty() && text.size() <= kLongestSubtag &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return http::is_digit(c) || http::is_alpha(c); });
}

bool is_tag(std::string_view text) {
  const auto primary = text.substr(0, text.find('-'));
  if (primary.size() < 2 || primary.size() > 3) return false;
  if (!std::all_of(primary.begin(), primary.end(), http::is_alpha)) return false;
  for (auto rest = text.substr(primary.size()); !rest.empty();) {
    const auto subtag = rest.substr(1, rest.find('-', 1) - 1);
    if (!is_subtag(subtag)) return false;
    rest.remove_prefix(1 + subtag.size());
  }
  return true;
}

std::string_view name_of(std::string_view tag) {
  std::string wanted = " ";
  for (const char c : tag) wanted += http::to_lower(c);
  wanted += ' ';
  for (const auto& [tags, name] : kNames) {
    if (tags.find(wanted) != std::string_view::npos) return name;
  }
  return tag;
}

}  // namespace

std::optional<Language> parse_language(std::string_view text) {
  const auto dot = std::min(text.find('.'), text.size());
  const auto tag = text.substr(0, dot);
  if (!is_tag(tag)) return std::nullopt;
  return Language{tag, text.substr(std::min(dot + 1, text.size()))};
}

std::string label_of(const Language& language) {
  std::string label(name_of(language.tag));
  if (!language.note.empty()) label.append(" (").append(language.note).append(")");
  return label;
}

}  // namespace ranged::site
