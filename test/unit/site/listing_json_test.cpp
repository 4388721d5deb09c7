#include "site/listing_json.hpp"

#include <gtest/gtest.h>

#include <string>

#include "unit/site/library_fixture.hpp"

namespace ranged::site {
namespace {

std::string json_of(const content::ContentIndex& index, std::string_view path,
                    std::string_view query_text = {}, std::size_t limit = 100) {
  const auto policy = policy_for(index);
  auto query = parse_listing_query(query_text);
  query.all = true;
  const auto folder = list_folder(index, policy, path, query, limit);
  query.all = false;
  return listing_json(folder, query);
}

TEST(ListingJson, SaysOfEachNameWhatAProgramNeeds) {
  const auto index = Library()
                         .folder("films")
                         .folder("films/new")
                         .file("films/a b.mp4", 4096)
                         .file("films/a b.jpg", 10)
                         .file("films/a b.en.vtt", 20)
                         .build();
  EXPECT_EQ(json_of(index, "films"),
            R"({"path":"/films/","total":4,"page":1,"pages":1,"entries":[
{"path":"/films/new/","name":"new","type":"folder","modified":"1970-01-01T00:00:00.000000Z"},
{"path":"/films/a%20b.en.vtt","name":"a b.en.vtt","type":"file","modified":"1970-01-02T00:00:00.000000Z","length":20,"media_type":"text/vtt; charset=utf-8","etag":"\"4e94914f0000-14\""},
{"path":"/films/a%20b.jpg","name":"a b.jpg","type":"file","modified":"1970-01-02T00:00:00.000000Z","length":10,"media_type":"image/jpeg","etag":"\"4e94914f0000-a\""},
{"path":"/films/a%20b.mp4","name":"a b.mp4","type":"file","modified":"1970-01-02T00:00:00.000000Z","length":4096,"media_type":"video/mp4","etag":"\"4e94914f0000-1000\"","poster":"/films/a%20b.jpg","subtitles":[{"path":"/films/a%20b.en.vtt","language":"en","label":"English"}]}
]}
)");
}

TEST(ListingJson, AnEmptyFolderHasNoEntries) {
  EXPECT_EQ(json_of(Library().build(), ""),
            "{\"path\":\"/\",\"total\":0,\"page\":1,\"pages\":1,\"entries\":[\n]}\n");
}

TEST(ListingJson, SaysWhereTheNextPageIs) {
  const auto index = Library().folder("d").file("d/a").file("d/b").file("d/c").build();
  EXPECT_NE(json_of(index, "d", "?limit=2&sort=size", 2)
                .find(R"("total":3,"page":1,"pages":2,"next":"/d/?json&sort=size&limit=2&page=2")"),
            std::string::npos);
  EXPECT_EQ(json_of(index, "d", "?limit=2&page=2", 2).find("next"), std::string::npos);
  EXPECT_NE(json_of(index, "d", "", 2).find(R"("next":"/d/?json&page=2")"), std::string::npos);
}

TEST(ListingJson, AHostileNameStaysInsideItsString) {
  for (const auto name : kHostileNames) {
    const auto json = json_of(Library().file(name).build(), "");
    EXPECT_EQ(json.find("\"type\":\"folder\""), std::string::npos) << json;
    std::size_t lines = 0;
    for (const char c : json) {
      EXPECT_TRUE(c < 0 || c >= ' ' || c == '\n');
      lines += c == '\n' ? 1 : 0;
    }
    EXPECT_EQ(lines, 3u) << json;
  }
  const auto json = json_of(Library().file("a\"\\\n\x7f\xff\u00e9").build(), "");
  EXPECT_NE(json.find("\"name\":\"a\\\"\\\\\\u000A\\u007F\uFFFD\u00e9\""), std::string::npos)
      << json;
}

}  // namespace
}  // namespace ranged::site
