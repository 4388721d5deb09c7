#include "file/file_cache.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/loop_test.hpp"
#include "support/temp_content.hpp"
#include "unit/file/set_modified.hpp"

namespace ranged::file {
namespace {

using content::ContentRoot;
using content::LookupFailure;

class Asker final : public FileCache::Waiter {
 public:
  void on_file(const FileCache::Result& found) override {
    result = found;
    if (on_end) on_end();
  }
  std::optional<FileCache::Result> result;
  std::function<void()> on_end;
};

class FileCacheTest : public test::LoopTest {
 protected:
  FileCacheTest() { set_up_cache(10); }
  ~FileCacheTest() override { cache_->close(); }

  void set_up_cache(std::size_t capacity) {
    if (cache_) cache_->close();
    cache_ = std::make_unique<FileCache>(io_, capacity);
  }

  FileCache::Result look_up(std::string_view name) {
    Asker asker;
    EXPECT_EQ(cache_->wait_for(root_, name, 0, asker), 0);
    EXPECT_TRUE(run_until([&] { return asker.result.has_value(); }));
    return asker.result.value_or(LookupFailure::unavailable);
  }

  static std::uint64_t length_of(const FileCache::Result& result) {
    return std::get<FileCache::File>(result)->identity.length;
  }

  /// As if so much time had passed: the loop's clock is all the cache knows.
  void pass(std::uint64_t milliseconds) {
    const std::uint64_t until = uv_now(&loop_) + milliseconds;
    EXPECT_TRUE(run_until([&] { return uv_now(&loop_) >= until; }));
  }

  test::TempContent content_;
  std::shared_ptr<const ContentRoot> root_ = std::make_shared<const ContentRoot>(
      std::get<ContentRoot>(ContentRoot::open(content_.path())));
  const std::shared_ptr<IoQueue> io_ = std::make_shared<IoQueue>(loop_, IoBounds{});
  std::unique_ptr<FileCache> cache_;
};

TEST_F(FileCacheTest, WhatWasLookedUpIsKnown) {
  content_.write("file", "octets");
  EXPECT_FALSE(cache_->find("file"));
  EXPECT_EQ(length_of(look_up("file")), 6U);
  const auto known = cache_->find("file");
  ASSERT_TRUE(known);
  EXPECT_EQ(length_of(*known), 6U);
  EXPECT_FALSE(cache_->find("other"));
  EXPECT_EQ(cache_->lookups(), 1U);
}

TEST_F(FileCacheTest, OneLookupServesEveryoneWhoWaits) {
  content_.write("file", "octets");
  std::vector<Asker> askers(50);
  for (auto& asker : askers) ASSERT_EQ(cache_->wait_for(root_, "file", 0, asker), 0);
  EXPECT_TRUE(run_until([&] { return askers.back().result.has_value(); }));
  for (const auto& asker : askers) EXPECT_EQ(length_of(*asker.result), 6U);
  EXPECT_EQ(cache_->lookups(), 1U);
}

TEST_F(FileCacheTest, WhoWaitsMayGoAndTakeOthersAlong) {
  content_.write("file", "octets");
  auto gone = std::make_unique<Asker>();
  Asker first;
  auto taken_along = std::make_unique<Asker>();
  Asker last;
  first.on_end = [&] { taken_along.reset(); };
  for (Asker* asker : {gone.get(), &first, taken_along.get(), &last}) {
    ASSERT_EQ(cache_->wait_for(root_, "file", 0, *asker), 0);
  }
  gone.reset();
  EXPECT_TRUE(run_until([&] { return last.result.has_value(); }));
  EXPECT_TRUE(first.result.has_value());
}

TEST_F(FileCacheTest, AChangeIsNoticedInTheNextTurnOfTheLoop) {
  const struct {
    std::string_view what;
    std::function<void(test::TempContent&)> change;
  } cases[] = {
      {"rewritten", [](test::TempContent& content) { content.write("file", "others"); }},
      {"longer", [](test::TempContent& content) { content.write_sparse("file", 100); }},
      {"moved away", [](test::TempContent& content) { content.rename("file", "elsewhere"); }},
      {"made unreadable", [](test::TempContent& content) { content.chmod("file", 0); }},
      {"removed", [](test::TempContent& content) { content.remove("file"); }},
      {"replaced",
       [](test::TempContent& content) {
         content.write("other", "other octets");
         content.rename("other", "file");
       }},
  };
  for (const auto& [what, change] : cases) {
    content_.write("file", "octets");
    set_modified(content_.absolute("file"));
    static_cast<void>(look_up("file"));
    ASSERT_TRUE(cache_->find("file")) << what;
    change(content_);
    uv_run(&loop_, UV_RUN_NOWAIT);
    EXPECT_FALSE(cache_->find("file")) << what;
  }
}

TEST_F(FileCacheTest, ADescriptorIsKeptForAsLongAsTheFileIsTheSame) {
  content_.write("file", "octets");
  set_modified(content_.absolute("file"));
  const auto before = std::get<FileCache::File>(look_up("file"));
  EXPECT_EQ(std::get<FileCache::File>(look_up("file")), before);
  content_.write("file", "others");
  EXPECT_NE(std::get<FileCache::File>(look_up("file")), before);
}

TEST_F(FileCacheTest, AFileThatOnlyLooksTheSameIsKnownAnew) {
  content_.write("file", "octets");
  set_modified(content_.absolute("file"));
  static_cast<void>(look_up("file"));
  content_.chmod("file", 0400);
  EXPECT_FALSE(cache_->find("file"));
  static_cast<void>(look_up("file"));
  EXPECT_TRUE(cache_->find("file"));
}

TEST_F(FileCacheTest, AFailureIsBelievedForAMomentOnly) {
  EXPECT_EQ(std::get<LookupFailure>(look_up("file")), LookupFailure::not_found);
  EXPECT_TRUE(cache_->find("file"));
  pass(FileCache::kBelieved / 10);
  EXPECT_FALSE(cache_->find("file"));
  content_.write("file", "octets");
  EXPECT_EQ(length_of(look_up("file")), 6U);
}

TEST_F(FileCacheTest, WhatIsKnownIsLookedUpAnewAfterASecond) {
  content_.write("file", "octets");
  static_cast<void>(look_up("file"));
  pass(FileCache::kBelieved);
  EXPECT_FALSE(cache_->find("file"));
}

TEST_F(FileCacheTest, KeepsTheFilesThatWereUsedLast) {
  for (const std::size_t capacity : {std::size_t{0}, std::size_t{1}, std::size_t{2}}) {
    set_up_cache(capacity);
    for (const std::string name : {"a", "b", "c"}) {
      content_.write(name, "octets");
      EXPECT_EQ(length_of(look_up(name)), 6U) << capacity;
      EXPECT_LE(cache_->files(), capacity);
      static_cast<void>(cache_->find("a"));
    }
    EXPECT_EQ(cache_->files(), capacity);
    EXPECT_EQ(cache_->find("a").has_value(), capacity == 2);
    EXPECT_EQ(cache_->find("c").has_value(), capacity > 0);
  }
}

TEST_F(FileCacheTest, ForgetsWhenNamesAreOfAnotherFolder) {
  content_.write("a.mp4", "old");
  test::TempContent other;
  other.write("a.mp4", "another");
  const auto other_root =
      std::make_shared<const ContentRoot>(std::get<ContentRoot>(ContentRoot::open(other.path())));
  EXPECT_EQ(length_of(look_up("a.mp4")), 3u);
  pass(FileCache::kBelieved);
  Asker before;
  ASSERT_EQ(cache_->wait_for(root_, "a.mp4", 0, before), 0);
  cache_->forget();
  EXPECT_FALSE(cache_->find("a.mp4"));
  EXPECT_EQ(cache_->files(), 0u);
  Asker after;
  ASSERT_EQ(cache_->wait_for(other_root, "a.mp4", 0, after), 0);
  ASSERT_TRUE(run_until([&] { return before.result && after.result; }));
  EXPECT_EQ(length_of(*before.result), 3u) << "asked before, answered as it was asked";
  EXPECT_EQ(length_of(*after.result), 7u);
  EXPECT_EQ(length_of(cache_->find("a.mp4").value()), 7u);
}

TEST_F(FileCacheTest, ForgetsTheNamesOfSomeFolders) {
  const std::vector<std::string> names = {"a", "b/a", "b/c/a", "bc/a", "d/a"};
  for (const auto& name : names) {
    content_.write(name, "x");
    EXPECT_EQ(length_of(look_up(name)), 1u);
  }
  const auto known = [&] {
    std::string all;
    for (const auto& name : names) {
      if (cache_->find(name)) all += name + ' ';
    }
    return all;
  };
  cache_->forget({"b", "e"});
  EXPECT_EQ(known(), "a b/c/a bc/a d/a ");
  cache_->forget({"", "d"});
  EXPECT_EQ(known(), "b/c/a bc/a ");
  cache_->forget({"b/c"});
  EXPECT_EQ(known(), "bc/a ");
  cache_->forget(std::vector<std::string>());
  EXPECT_EQ(known(), "bc/a ");
}

TEST_F(FileCacheTest, WhatWasForgottenWhileItWasLookedUpIsNotKnownAfterwards) {
  content_.write("b/a.mp4", "old");
  Asker asker;
  ASSERT_EQ(cache_->wait_for(root_, "b/a.mp4", 0, asker), 0);
  cache_->forget({"b"});
  ASSERT_TRUE(run_until([&] { return asker.result.has_value(); }));
  EXPECT_EQ(length_of(*asker.result), 3u);
  EXPECT_FALSE(cache_->find("b/a.mp4"));
}

TEST_F(FileCacheTest, WhatIsForgottenWhileItIsLookedUpMayBeClosed) {
  content_.write("a.mp4", "old");
  Asker asker;
  ASSERT_EQ(cache_->wait_for(root_, "a.mp4", 0, asker), 0);
  cache_->forget();
  cache_->close();
  asker.unlink();
}

TEST_F(FileCacheTest, WhatIsStillUsedOutlivesItsBeingLetGo) {
  set_up_cache(0);
  content_.write("file", "octets");
  const auto file = std::get<FileCache::File>(look_up("file"));
  char octets[6];
  EXPECT_EQ(::pread(file->fd.get(), octets, 6, 0), 6);
}

}  // namespace
}  // namespace ranged::file
