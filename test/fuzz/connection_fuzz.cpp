#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "fuzz/expected_answers.hpp"
#include "fuzz/peer.hpp"
#include "fuzz/script.hpp"
#include "fuzz/target.hpp"
#include "ranged/base/check.hpp"
#include "ranged/content/scanner.hpp"
#include "ranged/net/server.hpp"
#include "support/pattern.hpp"
#include "support/temp_content.hpp"
#include "uv/loop.hpp"

// Input: a script of what one peer does (script.hpp). A real server, a real socket, one thread.

namespace ranged::fuzz {
namespace {

constexpr std::uint64_t kPartSize = 280 * 1024;  // more than one block
constexpr std::time_t kModified = 1'700'000'000;

const Files& files() {
  static const Files files = {
      {"a.txt", "hello\n"},
      {"empty.bin", ""},
      {"film.mp4", test::pattern(300 * 1024, 7)},
      {"index.html", "<!doctype html>\n"},
      {"clips/index.html", "<p>clips\n"},
      {"clips/b c.webm", test::pattern(1000, 8)},
      {"confidential/note.txt", "secret\n"},
  };
  return files;
}

net::Limits small_limits() {
  net::Limits limits;
  limits.max_requests = 16;
  limits.request = {.request_line = 128, .head = 512, .fields = 12, .content = 256};
  return limits;
}

/// The same times whenever it runs, so that a seed can spell an entity tag.
std::unique_ptr<test::TempContent> make_content() {
  auto content = std::make_unique<test::TempContent>();
  const timespec times[] = {{kModified, 0}, {kModified, 0}};
  for (const auto& [path, octets] : files()) {
    content->write(path, octets);
    RANGED_CHECK(::utimensat(AT_FDCWD, content->absolute(path).c_str(), times, 0) == 0);
  }
  return content;
}

std::shared_ptr<const net::Site> make_site(const test::TempContent& content) {
  auto root = content::ContentRoot::open(content.path());
  auto& opened = std::get<content::ContentRoot>(root);
  auto scan = content::scan(opened);
  plan::Policy policy{kPartSize, {*http::NormalizedPath::normalize("/confidential")}};
  return std::make_shared<const net::Site>(
      net::Site{std::move(opened), std::move(scan.index), std::move(policy)});
}

/// One server on a loop of its own. Aborts at its end if anything is left on the loop.
class Service final : private net::ServerObserver {
 public:
  Service(std::shared_ptr<const net::Site> site, const net::Limits& limits)
      : server_(loop_.raw(), std::move(site), limits, *this) {
    RANGED_CHECK(server_.listen({"127.0.0.1", 0}) == 0);
    port_ = server_.addresses().front().port;
  }
  ~Service() {
    server_.drain();
    loop_.run();
    RANGED_CHECK(server_.closed());
  }

  uv_loop_t& loop() { return loop_.raw(); }
  std::uint16_t port() const { return port_; }
  std::size_t answered() const { return answered_; }

  /// Runs until every connection is closed on both sides.
  void settle(const Peer& peer) {
    while (!peer.gone() || server_.connections() > 0) uv_run(&loop_.raw(), UV_RUN_ONCE);
  }

 private:
  void on_answered(const net::AccessRecord&) override { ++answered_; }
  void on_closed(net::CloseReason reason, std::string_view, std::string_view) override {
    RANGED_CHECK(!net::row_of(reason).warns);
  }
  void on_trouble(std::string_view message) override { RANGED_CHECK(message.empty()); }
  void on_stopped() override {}

  uv::Loop loop_;
  net::Server server_;
  std::uint16_t port_ = 0;
  std::size_t answered_ = 0;
};

/// What is made once and used for every input.
class Bench {
 public:
  void play(std::string_view script);

 private:
  Service& service() {
    constexpr unsigned kInputsOfAServer = 256;
    if (inputs_++ % kInputsOfAServer == 0) service_.emplace(site_, limits_);
    return *service_;
  }

  std::unique_ptr<test::TempContent> content_ = make_content();
  std::shared_ptr<const net::Site> site_ = make_site(*content_);
  const net::Limits limits_ = small_limits();
  unsigned inputs_ = 0;
  std::optional<Service> service_;
};

std::size_t octets_in(const std::vector<Answer>& answers) {
  std::size_t octets = 0;
  for (const Answer& answer : answers) octets += answer.size();
  return octets;
}

void Bench::play(std::string_view script) {
  Service& server = service();
  const std::size_t answered_before = server.answered();
  Peer peer(server.loop(), server.port());
  std::string sent;
  const auto expected = [&] { return answers_to(sent, *site_, files(), limits_); };
  bool is_rude = false;
  for (Step& step : parse_script(script)) {
    switch (step.kind) {
      case Step::Kind::send:
        sent += step.octets;
        peer.send(std::move(step.octets));
        break;
      case Step::Kind::read:  // no more than there will be
        peer.read_until(
            std::min(peer.received().size() + std::min<std::size_t>(step.count, kPartSize),
                     octets_in(expected())));
        break;
      case Step::Kind::half_close:
        peer.half_close();
        break;
      case Step::Kind::reset:
      case Step::Kind::close:
        step.kind == Step::Kind::reset ? peer.reset() : peer.close();
        is_rude = true;
        break;
    }
  }
  if (!is_rude) {
    peer.half_close();
    RANGED_CHECK(peer.read_to_end());
    peer.close();
  }
  server.settle(peer);
  const auto answers = expected();
  RANGED_CHECK(server.answered() - answered_before <= answers.size());
  if (is_rude) return;
  RANGED_CHECK(server.answered() - answered_before == answers.size());
  check_answers(peer.received(), answers);
}

}  // namespace
}  // namespace ranged::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static ranged::fuzz::Bench bench = [] {
    std::signal(SIGPIPE, SIG_IGN);  // as the daemon does
    return ranged::fuzz::Bench();
  }();
  bench.play(ranged::fuzz::octets_of(data, size));
  return 0;
}
