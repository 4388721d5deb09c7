#include "file/file_lookup.hpp"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <functional>
#include <optional>
#include <string>

#include "support/child.hpp"
#include "support/loop_test.hpp"
#include "support/temp_content.hpp"

namespace ranged::file {
namespace {

using content::ContentRoot;
using content::LookupFailure;
using content::OpenFile;
using test::TempContent;

std::string text_of(const FileLookup::Result& result) {
  if (const auto* failure = std::get_if<LookupFailure>(&result)) {
    switch (*failure) {
      case LookupFailure::not_found:
        return "not found";
      case LookupFailure::forbidden:
        return "forbidden";
      case LookupFailure::unavailable:
        return "unavailable";
    }
  }
  const auto& file = std::get<OpenFile>(result);
  std::string octets(file.identity.length, '?');
  const ssize_t length = ::pread(file.fd.get(), octets.data(), octets.size(), 0);
  octets.resize(length < 0 ? 0 : static_cast<std::size_t>(length));
  return "opened " + std::to_string(file.identity.length) + ": " + octets;
}

class Asker final : public FileLookup::Delegate {
 public:
  void on_looked_up(FileLookup::Result found) override {
    result = std::move(found);
    if (on_found) on_found();
  }

  std::optional<FileLookup::Result> result;
  std::function<void()> on_found;
};

/// Of this process.
std::size_t open_descriptors() {
  std::size_t count = 0;
  DIR* const folder = ::opendir("/proc/self/fd");
  while (::readdir(folder)) ++count;
  ::closedir(folder);
  return count;
}

class FileLookupTest : public test::LoopTest {
 protected:
  std::shared_ptr<const ContentRoot> root() const {
    return std::make_shared<const ContentRoot>(
        std::get<ContentRoot>(ContentRoot::open(content_.path())));
  }

  std::string look_up(const std::string& resolved) {
    Asker asker;
    FileLookup lookup(io_, asker);
    if (lookup.start(root(), resolved) != 0) return "not started";
    EXPECT_TRUE(lookup.busy());
    run();
    EXPECT_FALSE(lookup.busy());
    return asker.result ? text_of(*asker.result) : "no result";
  }

  TempContent content_;
  const std::shared_ptr<IoQueue> io_ = std::make_shared<IoQueue>(loop_, IoBounds{});
};

TEST_F(FileLookupTest, OpensARegularFileAndNothingElse) {
  content_.write("a.mp4", "octets");
  content_.write("deep/er/b.mp4", "more");
  content_.write("empty");
  content_.write("r\xc3\xa9sum\xc3\xa9", "utf-8");
  content_.write("\xff", "not utf-8");
  content_.symlink("a.mp4", "link");
  content_.symlink("deep", "linked");
  content_.symlink("/etc/hostname", "out");
  content_.symlink("loop", "loop");
  ASSERT_EQ(::mkfifo(content_.absolute("fifo").c_str(), 0600), 0);
  const struct {
    std::string_view resolved, expected;
  } cases[] = {
      {"a.mp4", "opened 6: octets"},
      {"deep/er/b.mp4", "opened 4: more"},
      {"empty", "opened 0: "},
      {"r\xc3\xa9sum\xc3\xa9", "opened 5: utf-8"},
      {"\xff", "opened 9: not utf-8"},
      {"nothing", "not found"},
      {"deep", "not found"},
      {"a.mp4/b", "not found"},
      {"fifo", "not found"},
      {"link", "not found"},  // resolved names lead through no link
      {"linked/er/b.mp4", "not found"},
      {"out", "not found"},
      {"loop", "not found"},
      {"../etc/hostname", "not found"},
      {"/etc/hostname", "not found"},
  };
  for (const auto& [resolved, expected] : cases) {
    EXPECT_EQ(look_up(std::string(resolved)), expected) << resolved;
  }
  EXPECT_EQ(look_up(std::string(300, 'n')), "not found");
  EXPECT_EQ(look_up(std::string("a.mp4\0x", 7)), "not found");
}

TEST_F(FileLookupTest, AFolderExchangedForALinkLeadsNowhere) {
  content_.write("clips/a.mp4", "public");
  content_.write("confidential/a.mp4", "secret");
  const auto indexed = root();
  content_.rename("clips", "old");
  content_.symlink("confidential", "clips");
  Asker asker;
  FileLookup lookup(io_, asker);
  ASSERT_EQ(lookup.start(indexed, "clips/a.mp4"), 0);
  run();
  EXPECT_EQ(text_of(*asker.result), "not found");
}

TEST_F(FileLookupTest, AFileThatMayNotBeReadIsForbidden) {
  content_.write("a.mp4", "octets");
  content_.chmod("a.mp4", 0);
  content_.chmod("", 0755);
  const auto folder = root();
  EXPECT_EQ(test::in_unprivileged_child([&] {
              uv_loop_t loop;
              uv_loop_init(&loop);
              Asker asker;
              FileLookup lookup(std::make_shared<IoQueue>(loop, IoBounds{}), asker);
              if (lookup.start(folder, "a.mp4") != 0) return std::string("not started");
              uv_run(&loop, UV_RUN_DEFAULT);
              return text_of(*asker.result);
            }),
            "forbidden");
}

TEST_F(FileLookupTest, MayGoWhileInFlightAndWhatWasOpenedIsClosed) {
  content_.write("a.mp4", "octets");
  Asker asker;
  std::shared_ptr<const ContentRoot> shared = root();
  const std::weak_ptr<const ContentRoot> watch = shared;
  ASSERT_NE(look_up("a.mp4"), "");  // the threadpool's own descriptors are open from here on
  const std::size_t before = open_descriptors();
  {
    FileLookup lookup(io_, asker);
    ASSERT_EQ(lookup.start(std::move(shared), "a.mp4"), 0);
  }
  EXPECT_FALSE(watch.expired()) << "the lookup in flight still holds the root";
  run();
  EXPECT_TRUE(watch.expired());
  EXPECT_FALSE(asker.result);
  EXPECT_EQ(open_descriptors(), before - 1) << "the root was closed, and the file";
}

TEST_F(FileLookupTest, ACancelledOneIsForgottenAndTheNextMayStart) {
  content_.write("a.mp4", "first");
  content_.write("b.mp4", "second");
  Asker asker;
  FileLookup lookup(io_, asker);
  lookup.cancel();  // nothing to forget yet
  ASSERT_EQ(lookup.start(root(), "a.mp4"), 0);
  lookup.cancel();
  EXPECT_FALSE(lookup.busy());
  ASSERT_EQ(lookup.start(root(), "b.mp4"), 0);
  int results = 0;
  asker.on_found = [&results] { ++results; };
  run();
  EXPECT_EQ(results, 1);
  EXPECT_EQ(text_of(*asker.result), "opened 6: second");
}

TEST_F(FileLookupTest, ManyMayBeCancelledWhileStillQueued) {
  content_.write("a.mp4", "octets");
  Asker asker;
  const auto shared = root();
  for (int i = 0; i < 64; ++i) {
    FileLookup lookup(io_, asker);
    ASSERT_EQ(lookup.start(shared, "a.mp4"), 0);
  }
  run();
  EXPECT_FALSE(asker.result);
  EXPECT_EQ(shared.use_count(), 1);
}

TEST_F(FileLookupTest, MayGoWhileItReports) {
  content_.write("a.mp4", "octets");
  Asker asker;
  auto lookup = std::make_unique<FileLookup>(io_, asker);
  asker.on_found = [&lookup] { lookup.reset(); };
  ASSERT_EQ(lookup->start(root(), "a.mp4"), 0);
  run();
  EXPECT_EQ(lookup, nullptr);
  EXPECT_EQ(text_of(*asker.result), "opened 6: octets");
}

TEST_F(FileLookupTest, ReportsFromTheLoopOnly) {
  Asker asker;
  FileLookup lookup(io_, asker);
  ASSERT_EQ(lookup.start(root(), "nothing"), 0);
  EXPECT_FALSE(asker.result);
  EXPECT_TRUE(lookup.busy());
  run();
  EXPECT_TRUE(asker.result);
}

}  // namespace
}  // namespace ranged::file
