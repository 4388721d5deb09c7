#include "file/file_state.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <string>

#include "support/temp_content.hpp"
#include "unit/file/set_modified.hpp"

namespace ranged::file {
namespace {

using content::ContentRoot;
using content::OpenFile;
using test::TempContent;

TEST(FileState, IsAsOpenedUnlessItsOctetsMayHaveChanged) {
  const struct {
    std::string_view what;
    std::function<void(TempContent&)> change;
    bool expected;
  } cases[] = {
      {"nothing", [](TempContent&) {}, true},
      {"the mode", [](TempContent& content) { content.chmod("file", 0400); }, true},
      {"a further name",
       [](TempContent& content) {
         std::filesystem::create_hard_link(content.absolute("file"), content.absolute("other"));
       },
       true},
      {"the name", [](TempContent& content) { content.rename("file", "other"); }, false},
      {"other octets, with the time put back",
       [](TempContent& content) {
         content.write("file", "others");
         set_modified(content.absolute("file"));
       },
       false},
      {"gone", [](TempContent& content) { content.remove("file"); }, true},
      {"replaced",
       [](TempContent& content) {
         content.write("other", "others");
         content.rename("other", "file");
       },
       true},
      {"the same octets anew", [](TempContent& content) { content.write("file", "octets"); },
       false},
      {"other octets", [](TempContent& content) { content.write("file", "others"); }, false},
      {"shorter", [](TempContent& content) { content.write_sparse("file", 5); }, false},
      {"longer", [](TempContent& content) { content.write_sparse("file", 7); }, false},
      {"longer, with the time put back",
       [](TempContent& content) {
         content.write_sparse("file", 7);
         set_modified(content.absolute("file"));
       },
       false},
      {"the nanoseconds",
       [](TempContent& content) { set_modified(content.absolute("file"), 1'000'000'000, 6); },
       false},
      {"the seconds",
       [](TempContent& content) { set_modified(content.absolute("file"), 999'999'999, 5); }, false},
  };
  for (const auto& [what, change, expected] : cases) {
    TempContent content;
    content.write("file", "octets");
    set_modified(content.absolute("file"));
    const auto root = std::get<ContentRoot>(ContentRoot::open(content.path()));
    const auto file = std::get<OpenFile>(root.open_file("file"));
    change(content);
    EXPECT_EQ(is_as_opened(file), expected) << what;
    EXPECT_EQ(is_current(file), what == "nothing") << what;
  }
}

TEST(FileState, WithoutADescriptorNothingIsAsOpened) { EXPECT_FALSE(is_as_opened(OpenFile{})); }

TEST(FileState, TimesFarFromNowAreTimes) {
  for (const std::int64_t seconds : {-2'000'000'000L, -2L, 0L, 4'000'000'000L, 15'000'000'000L}) {
    TempContent content;
    content.write("file", "octets");
    set_modified(content.absolute("file"), seconds, 999'999'999);
    const auto root = std::get<ContentRoot>(ContentRoot::open(content.path()));
    const auto file = std::get<OpenFile>(root.open_file("file"));
    EXPECT_TRUE(is_as_opened(file)) << seconds;
  }
}

}  // namespace
}  // namespace ranged::file
