#include "plan/coding.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "ranged/http/accept.hpp"
#include "ranged/http/media_type.hpp"

namespace ranged::plan {

namespace {

struct Coding {
  std::string_view name;
  std::string_view suffix;
  bool content::Siblings::*sibling;
};

/// Of equal weight, the first is sent: it is the shortest.
constexpr Coding kCodings[] = {
    {"br", ".br", &content::Siblings::brotli},
    {"gzip", ".gz", &content::Siblings::gzip},
};

/// Of the file as it is, which is acceptable unless it is named, but wanted less than anything.
int weight_of_identity(std::string_view accepted) {
  return http::weight_of_coding(accepted, "identity").value_or(0);
}

}  // namespace

bool has_codings(const content::Entry& file, const Policy& policy) {
  const bool has_siblings = file.siblings.brotli || file.siblings.gzip;
  return has_siblings && policy.precompressed && http::is_text(file.media_type);
}

std::optional<Encoded> encoded_for(const http::Request& request, const content::Entry& file,
                                   const content::ContentIndex& index, const Policy& policy) {
  const auto accepted = request.fields.combined("Accept-Encoding");
  if (!accepted) return std::nullopt;
  std::optional<Encoded> best;
  int best_weight = 0;
  for (const auto& coding : kCodings) {
    const int weight = file.siblings.*coding.sibling
                           ? http::weight_of_coding(*accepted, coding.name).value_or(0)
                           : 0;
    if (weight <= best_weight) continue;
    auto sibling = index.find(std::string(file.path).append(coding.suffix));
    if (!sibling || is_denied(*sibling, policy)) continue;
    best = Encoded{coding.name, std::move(sibling->resolved), sibling->device};
    best_weight = weight;
  }
  return weight_of_identity(*accepted) > best_weight ? std::nullopt : best;
}

}  // namespace ranged::plan
