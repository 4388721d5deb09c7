#include "ranged/site/document.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "site/assets.hpp"
#include "unit/site/library_fixture.hpp"

namespace ranged::site {
namespace {

using Form = plan::Wish::Form;

content::ContentIndex films() {
  return Library().folder("films").file("films/a.mp4").file("films/b.mp4").build();
}

plan::Document document_of(const plan::Wish& wish) {
  const auto index = films();
  const auto document = make_document(wish, index, policy_for(index));
  EXPECT_TRUE(document);
  return document.value_or(plan::Document{});
}

TEST(Document, HasTheTypeAndFieldsOfItsForm) {
  const struct {
    plan::Wish wish;
    std::string_view media_type, caching, fields, begins;
  } cases[] = {
      {{Form::page, "films", "", ""},
       "text/html; charset=utf-8",
       "Cache-Control: no-cache\r\nVary: Accept\r\n",
       "Content-Security-Policy: default-src 'none'; base-uri 'none'; connect-src 'self'; "
       "form-action 'self'; frame-ancestors 'none'; img-src 'self'; media-src 'self'; "
       "script-src 'self'; style-src 'self'\r\nReferrer-Policy: same-origin\r\n",
       "<!doctype html>"},
      {{Form::json, "films", "", ""},
       "application/json",
       "Cache-Control: no-cache\r\nVary: Accept\r\n",
       "",
       "{\"path\":\"/films/\""},
      {{Form::playlist, "films", "", "http://h"},
       "audio/mpegurl; charset=utf-8",
       "Cache-Control: no-cache\r\nVary: Accept, X-Forwarded-Proto\r\n",
       "Content-Disposition: attachment; filename=\"films.m3u8\"\r\n",
       "#EXTM3U\n"},
      {{Form::player, "films/a.mp4", "", ""},
       "text/html; charset=utf-8",
       "Cache-Control: no-cache\r\n",
       "Content-Security-Policy: default-src 'none'; base-uri 'none'; connect-src 'self'; "
       "form-action 'self'; frame-ancestors 'none'; img-src 'self'; media-src 'self'; "
       "script-src 'self'; style-src 'self'\r\nReferrer-Policy: same-origin\r\n",
       "<!doctype html>"},
      {{Form::asset, "library.css", "", ""},
       "text/css; charset=utf-8",
       "Cache-Control: no-cache\r\n",
       "",
       ":root"},
  };
  for (const auto& [wish, media_type, caching, fields, begins] : cases) {
    const auto document = document_of(wish);
    EXPECT_EQ(document.media_type, media_type);
    EXPECT_EQ(document.caching.text(), caching);
    EXPECT_EQ(document.fields.text(), fields);
    EXPECT_TRUE(document.octets.starts_with(begins)) << document.octets;
  }
}

TEST(Document, HasAnotherTagWhenItHasOtherOctetsAndOnlyThen) {
  const auto before = document_of({Form::page, "films", "", ""});
  EXPECT_EQ(document_of({Form::page, "films", "?unknown", ""}).entity_tag, before.entity_tag);
  EXPECT_NE(document_of({Form::page, "films", "?sort=size", ""}).entity_tag, before.entity_tag);
  const auto index = Library().folder("films").file("films/a.mp4").build();
  const auto after = make_document({Form::page, "films", "", ""}, index, policy_for(index));
  EXPECT_NE(after->entity_tag, before.entity_tag);
}

TEST(Document, OnlyWhatIsThereIsMade) {
  const auto index = films();
  const auto policy = policy_for(index);
  EXPECT_FALSE(make_document({Form::asset, "library.exe", "", ""}, index, policy));
  EXPECT_FALSE(make_document({Form::player, "films/c.mp4", "", ""}, index, policy));
}

TEST(Document, WishesForTheSameHaveTheSameKey) {
  const plan::Wish wishes[] = {
      {Form::page, "films", "", ""},
      {Form::page, "films", "?sort=size", ""},
      {Form::json, "films", "", ""},
      {Form::playlist, "films", "", "http://a"},
      {Form::playlist, "films", "", "https://a"},
      {Form::page, "film", "", ""},
      {Form::player, "films", "", ""},
      {Form::asset, "library.css", "", ""},
      {Form::asset, "library.css", asset_address("library.css").substr(20), ""},
  };
  std::set<std::string> keys;
  for (const auto& wish : wishes) EXPECT_TRUE(keys.insert(key_of(wish)).second);
  EXPECT_EQ(key_of({Form::page, "films", "?sort=size&order=desc&x", ""}), key_of(wishes[1]));
  EXPECT_EQ(key_of({Form::asset, "library.css", "?old", ""}), key_of(wishes[7]));
}

TEST(Assets, AreSmallAndKeptForEverUnderTheAddressThatPagesHave) {
  std::size_t octets = 0;
  for (const auto& asset : assets()) {
    octets += asset.octets.size();
    const std::string address = asset_address(asset.name);
    const auto mark = address.find('?');
    EXPECT_EQ(address.substr(0, mark), "/.ranged/" + std::string(asset.name));
    const auto document =
        document_of({Form::asset, std::string(asset.name), address.substr(mark), ""});
    EXPECT_EQ(document.caching.text(), "Cache-Control: max-age=31536000, immutable\r\n");
    EXPECT_EQ(document.octets, asset.octets);
  }
  EXPECT_LE(octets, 40u * 1024);
  EXPECT_GE(assets().size(), 4u);
}

TEST(Assets, AskForNothingOfAnybodyElse) {
  for (const auto& asset : assets()) {
    std::string text(asset.octets);
    const std::string_view allowed = "http://www.w3.org/2000/svg";
    for (auto at = text.find(allowed); at != std::string::npos; at = text.find(allowed)) {
      text.erase(at, allowed.size());
    }
    EXPECT_EQ(text.find("//www"), std::string::npos) << asset.name;
    EXPECT_EQ(text.find("http"), std::string::npos) << asset.name;
    EXPECT_EQ(text.find("@import"), std::string::npos) << asset.name;
  }
}

}  // namespace
}  // namespace ranged::site
