#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "ranged/content/scanner.hpp"
#include "support/raw_client.hpp"
#include "support/temp_content.hpp"
#include "support/test_server.hpp"

// Folders that are listed, over a real connection: documents are answers like any other.

namespace ranged::test {
namespace {

constexpr std::size_t kManyFiles = 1000;

class LibraryTest : public testing::Test {
 protected:
  LibraryTest() {
    content_.write("films/film.mp4", std::string(3000, 'f'));
    content_.write("films/film.de.vtt", "WEBVTT\n");
    content_.write("own/index.html", "own");
    content_.write("confidential/note.txt", "secret");
    server_.emplace(content_, net::Limits{}, 1000);
    list();
  }

  /// Serves what is in the folder now, with listing.
  void list() {
    auto root = std::get<content::ContentRoot>(content::ContentRoot::open(content_.path()));
    auto scan = content::scan(root);
    plan::Policy policy;
    policy.listing = true;
    policy.part_size = 1000;
    policy.denied = {*http::NormalizedPath::normalize("confidential")};
    server_->exchange(std::make_shared<const net::Site>(
        std::make_shared<const content::ContentRoot>(std::move(root)), std::move(scan.index),
        std::move(policy)));
  }

  Response ask(std::string_view target, std::string_view fields = {},
               std::string_view method = "GET") {
    RawClient client(server_->port());
    client.send(std::string(method)
                    .append(" ")
                    .append(target)
                    .append(" HTTP/1.1\r\nHost: example.org\r\n")
                    .append(fields)
                    .append("\r\n"));
    return client.receive(method);
  }

  TempContent content_;
  std::optional<TestServer> server_;
};

TEST_F(LibraryTest, AFolderHasAPageThatHeadAndValidatorsWorkFor) {
  const auto page = ask("/films/");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.field("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.field("Vary"), "Accept");
  EXPECT_EQ(page.field("X-Content-Type-Options"), "nosniff");
  EXPECT_TRUE(page.field("Content-Security-Policy").starts_with("default-src 'none'"));
  EXPECT_NE(page.body.find("/films/film.mp4?play"), std::string::npos);
  EXPECT_EQ(ask("/").body.find("confidential"), std::string::npos);

  const auto head = ask("/films/", {}, "HEAD");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.promised(), page.body.size());
  EXPECT_EQ(head.body, "");
  EXPECT_EQ(head.field("ETag"), page.field("ETag"));

  const auto same = ask("/films/", "If-None-Match: " + page.field("ETag") + "\r\n");
  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(same.field("ETag"), page.field("ETag"));
  EXPECT_EQ(same.field("Vary"), "Accept");
  EXPECT_EQ(ask("/films/", "Range: bytes=0-9\r\n").body, page.body);
}

TEST_F(LibraryTest, EachFormIsAskedForByItsQuery) {
  const struct {
    std::string_view target, fields, media_type, part;
  } cases[] = {
      {"/films/?json", "", "application/json", "\"path\":\"/films/film.mp4\""},
      {"/films/", "Accept: application/json\r\n", "application/json", "\"length\":3000"},
      {"/films/?playlist", "", "audio/mpegurl; charset=utf-8",
       "\nhttp://example.org/films/film.mp4\n"},
      {"/films/film.mp4?play", "", "text/html; charset=utf-8", "srclang=\"de\""},
      {"/.ranged/library.css", "", "text/css; charset=utf-8", "prefers-color-scheme"},
      {"/own/", "Accept: application/json\r\n", "text/html; charset=utf-8", "own"},
  };
  for (const auto& [target, fields, media_type, part] : cases) {
    const auto answer = ask(target, fields);
    EXPECT_EQ(answer.status, 200) << target;
    EXPECT_EQ(answer.field("Content-Type"), media_type) << target;
    EXPECT_NE(answer.body.find(part), std::string::npos) << target << '\n' << answer.body;
  }
  EXPECT_EQ(ask("/.ranged/nothing").status, 404);
  EXPECT_EQ(ask("/confidential/?json").status, 403);
}

TEST_F(LibraryTest, ADownloadIsNotCutAndGoesOnWhereItStopped) {
  EXPECT_EQ(ask("/films/film.mp4").status, 206);
  const auto whole = ask("/films/film.mp4?download");
  EXPECT_EQ(whole.status, 200);
  EXPECT_EQ(whole.body, std::string(3000, 'f'));
  EXPECT_EQ(whole.field("Content-Disposition"), "attachment; filename=\"film.mp4\"");
  const auto rest = ask("/films/film.mp4?download",
                        "Range: bytes=500-\r\nIf-Range: " + whole.field("ETag") + "\r\n");
  EXPECT_EQ(rest.status, 206);
  EXPECT_EQ(rest.field("Content-Range"), "bytes 500-2999/3000");
  EXPECT_EQ(rest.body.size(), 2500u);
}

TEST_F(LibraryTest, WhatIsNewIsListedFromTheNextRequestOn) {
  const auto before = ask("/films/");
  content_.write("films/second.mp4", "f");
  list();
  const auto after = ask("/films/", "If-None-Match: " + before.field("ETag") + "\r\n");
  EXPECT_EQ(after.status, 200);
  EXPECT_NE(after.body.find("second.mp4"), std::string::npos);
}

TEST_F(LibraryTest, PipelinedRequestsForPagesAndFilesAreAnsweredInOrder) {
  RawClient client(server_->port());
  std::string requests;
  for (int i = 0; i < 20; ++i) {
    requests += "GET /films/?page=" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    requests += "GET /own/ HTTP/1.1\r\nHost: a\r\n\r\n";
  }
  client.send(requests);
  for (int i = 0; i < 20; ++i) {
    EXPECT_TRUE(client.receive().body.starts_with("<!doctype html>")) << i;
    EXPECT_EQ(client.receive().body, "own") << i;
  }
}

TEST_F(LibraryTest, WhoDoesNotReadHisPageKeepsNobodyWaiting) {
  for (std::size_t i = 0; i < kManyFiles; ++i) {
    content_.write("many/" + std::string(200, 'n') + std::to_string(i) + ".mp4");
  }
  list();
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 30; ++i) {
    clients.push_back(std::make_unique<RawClient>(server_->port(), 4096));
    clients.back()->send("GET /many/?json&limit=1000&filter=" + std::to_string(i) +
                         " HTTP/1.1\r\nHost: a\r\n\r\n");
  }
  EXPECT_EQ(ask("/own/").body, "own");
  for (auto& client : clients) {
    const auto answer = client->receive();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body.size(), answer.promised());
  }
}

TEST_F(LibraryTest, AClientThatGoesWhileItsPageIsMadeLeavesNothing) {
  for (int i = 0; i < 50; ++i) {
    RawClient client(server_->port());
    client.send("GET /films/?filter=" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n");
    i % 2 == 0 ? client.reset() : client.close();
  }
  EXPECT_EQ(ask("/own/").body, "own");
  EXPECT_TRUE(eventually([this] { return server_->connections() == 0; }));
}

TEST_F(LibraryTest, AbortingWhilePagesAreMadeLeavesNothing) {
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(std::make_unique<RawClient>(server_->port()));
    clients.back()->send("GET /films/?filter=" + std::to_string(i) +
                         " HTTP/1.1\r\nHost: a\r\n\r\n");
  }
  server_->abort();
  EXPECT_TRUE(server_->join());
}

}  // namespace
}  // namespace ranged::test
