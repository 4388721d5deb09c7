#include "site/assets.hpp"

#include "ranged/base/check.hpp"
#include "ranged/plan/router.hpp"

namespace ranged::site {

const Asset* find_asset(std::string_view name) {
  for (const auto& asset : assets()) {
    if (asset.name == name) return &asset;
  }
  return nullptr;
}

std::string asset_address(std::string_view name) {
  const Asset* const asset = find_asset(name);
  RANGED_CHECK(asset);
  std::string address = "/";
  address.append(plan::kAssetFolder).append("/").append(name).append("?");
  return address.append(asset->fingerprint);
}

}  // namespace ranged::site
