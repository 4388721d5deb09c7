#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "ranged/plan/router.hpp"
#include "support/index_builder.hpp"
#include "unit/plan/route_outcome.hpp"

// What the policy denies, however it is spelled and whatever links lead there.

namespace ranged::plan {
namespace {

content::ContentIndex make_index() {
  return test::IndexBuilder()
      .file("index.html")
      .folder("confidential")
      .file("confidential/note.txt")
      .folder("confidential/sub")
      .file("confidential/sub/index.html")
      .file("confidentially")
      .file("confidential.txt")
      .folder("clips")
      .folder("clips/confidential")
      .file("clips/confidential/a.mp4")
      .folder("link", "confidential")
      .file("link/note.txt", "confidential/note.txt")
      .folder("deep")
      .folder("deep/link", "confidential/sub")
      .file("alias.txt", "confidential/note.txt")
      .file("near.txt", "confidentially")
      .folder("vault")
      .file("vault/index.html", "confidential/note.txt")
      .folder("out", "clips")
      .build();
}

const content::ContentIndex& the_index() {
  static const auto* const index = new content::ContentIndex(make_index());
  return *index;
}

Policy denying(std::initializer_list<std::string_view> denied) {
  Policy policy;
  for (const auto folder : denied) {
    policy.denied.push_back(*http::NormalizedPath::normalize(folder));
  }
  return follow_denied(std::move(policy), the_index());
}

std::string answer(std::string_view request_line, std::initializer_list<std::string_view> denied) {
  const auto policy = denying(denied);
  return outcome_of(route(request_of(request_line, {{"Host", "a"}}), the_index(), policy));
}

TEST(RouterDenied, IsForbiddenHoweverItIsSpelled) {
  constexpr std::string_view kLines[] = {
      "GET /confidential",
      "GET /confidential/",
      "HEAD /confidential",
      "GET /confidential?q",
      "GET /confidential/note.txt",
      "GET /confidential/note.txt/",
      "GET /confidential/note.txt?q",
      "GET /confidential/nothing",
      "HEAD /confidential/nothing",
      "GET /confidential/nothing/at/all",
      "GET /confidential/sub",
      "GET /confidential/sub/",
      "GET /confidential/.",
      "GET /confidential/sub/..",
      "GET /confidential/sub/../..//confidential",
      "GET //confidential",
      "GET ///confidential///note.txt",
      "GET /./confidential/note.txt",
      "GET /%2e/confidential/note.txt",
      "GET /clips/../confidential/note.txt",
      "GET /clips/%2e%2e/confidential/note.txt",
      "GET /clips/%2E./confidential",
      "GET /clips/..%2fconfidential",
      "GET /nothing/../confidential/note.txt",
      "GET /%63onfidential/note.txt",
      "GET /%63%6F%6e%66%69%64%65%6E%74%69%61%6C/note.txt",
      "GET /%2fconfidential",
      "GET /confidential%2fnote.txt",
      "GET /confidential%2Fnothing",
      "GET /confidential/%ff",
      "GET /confidential/%5c",
      "GET http://a/confidential/note.txt",
      "GET http://a:443//confidential",
  };
  for (const auto line : kLines) EXPECT_EQ(answer(line, {"confidential"}), "403") << line;
}

TEST(RouterDenied, IsForbiddenWhateverLinkLeadsThere) {
  constexpr std::string_view kLines[] = {
      "GET /link",
      "GET /link/",
      "GET /link/note.txt",
      "GET /link/nothing",
      "GET /link/no/thing",
      "GET //link/./note.txt",
      "GET /deep/link",
      "GET /deep/link/index.html",
      "GET /deep/link/x",
      "GET /deep/x/../link/x",
      "GET /alias.txt",
      "GET /alias.txt/x",
      "HEAD /alias.txt",
      "GET /vault/",
      "GET /vault/index.html",
  };
  for (const auto line : kLines) EXPECT_EQ(answer(line, {"confidential"}), "403") << line;
}

TEST(RouterDenied, EndsWhereTheFolderEnds) {
  const struct {
    std::string_view request_line, expected;
  } cases[] = {
      {"GET /confidentially", "select confidentially"},
      {"GET /confidential.txt", "select confidential.txt"},
      {"GET /near.txt", "select near.txt"},
      {"GET /confidential/../index.html", "select index.html"},
      {"GET /confidential/..", "select index.html"},
      {"GET /clips/confidential/a.mp4", "select clips/confidential/a.mp4"},
      {"GET /vault", "301 /vault/"},
      {"GET /deep", "301 /deep/"},
      {"GET /deep/nothing", "404"},
      {"GET /Confidential/note.txt", "404"},
      {"GET /confidential%20", "404"},
      {"GET /confidential;/note.txt", "404"},
      {"GET /confidential%5Cnote.txt", "404"},
      {"GET /%2563onfidential/note.txt", "404"},
      {"GET /../confidential/note.txt", "400"},
      {"GET /confidential/%00", "400"},
      {"GET /confidential/%", "400"},
      {"OPTIONS /confidential", "204 Allow: GET, HEAD, OPTIONS"},
      {"POST /confidential", "405 Allow: GET, HEAD, OPTIONS"},
  };
  for (const auto& [line, expected] : cases) {
    EXPECT_EQ(answer(line, {"confidential"}), expected) << line;
  }
}

TEST(RouterDenied, AnyFolderCanBeAndSeveral) {
  const struct {
    std::string_view request_line;
    std::initializer_list<std::string_view> denied;
    std::string_view expected;
  } cases[] = {
      {"GET /confidential/note.txt", {}, "select confidential/note.txt"},
      {"GET /link/note.txt", {}, "select link/note.txt"},
      {"GET /clips/confidential/a.mp4", {"clips/confidential"}, "403"},
      {"GET /out/confidential/a.mp4", {"clips/confidential"}, "403"},
      {"GET /clips/", {"clips/confidential"}, "404"},
      {"GET /out/nothing", {"clips"}, "403"},
      {"GET /out/nothing", {"out"}, "403"},    // as requested, too
      {"GET /clips/nothing", {"out"}, "403"},  // where it leads
      {"GET /link/note.txt", {"link"}, "403"},
      {"GET /confidential/note.txt", {"link"}, "403"},
      {"GET /confidential/sub/index.html", {"link"}, "403"},
      {"GET /alias.txt", {"link"}, "403"},
      {"GET /vault/", {"link"}, "403"},
      {"GET /confidential/note.txt", {"alias.txt"}, "403"},
      {"GET /confidential/sub/", {"alias.txt"}, "select confidential/sub/index.html"},
      {"GET /confidential/sub/", {"link/sub"}, "403"},
      {"GET /deep/link/", {"link/sub"}, "403"},
      {"GET /confidential/note.txt", {"link/sub"}, "select confidential/note.txt"},
      {"GET /confidential/no/thing", {"link/no"}, "403"},  // not there yet
      {"GET /alias.txt", {"alias.txt"}, "403"},            // a file, too
      {"GET /alias.txt/x", {"alias.txt"}, "403"},
      {"GET /vault", {"clips", "vault"}, "403"},
      {"GET /clips", {"clips", "vault"}, "403"},
      {"GET /", {""}, "403"},
      {"GET /nothing", {"/"}, "403"},
  };
  for (const auto& [line, denied, expected] : cases) {
    std::string folders;
    for (const auto folder : denied) folders.append(" --deny \"").append(folder) += '"';
    EXPECT_EQ(answer(line, denied), expected) << line << folders;
  }
}

TEST(RouterDenied, ANameInAFolderIsJudgedLikeItsPath) {
  const Policy policies[] = {
      denying({}),
      denying({"confidential"}),
      denying({"confidential/sub", "clips/confidential"}),
      denying({"link"}),
      denying({"alias.txt", "out"}),
      denying({"near.txt", "vault/index.html", "deep/link"}),
      denying({""}),
  };
  int denied = 0;
  for (const auto folder : {"", "confidential", "clips", "link", "deep", "vault", "out"}) {
    const auto entry = the_index().find(folder);
    ASSERT_TRUE(entry) << folder;
    for (const auto& policy : policies) {
      for (std::size_t number = 0; number < entry->folder->size(); ++number) {
        const auto name = content::entry_in(*entry, number);
        EXPECT_EQ(is_denied(*entry, number, policy), is_denied(name, policy)) << name.path;
        denied += is_denied(name, policy) ? 1 : 0;
      }
    }
  }
  EXPECT_GT(denied, 30);
}

}  // namespace
}  // namespace ranged::plan
