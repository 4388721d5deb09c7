#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "file/block.hpp"
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

constexpr std::size_t kBlock = file::kBlockSize;
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

net::Limits small_limits(std::size_t cache_size, std::size_t open_files) {
  net::Limits limits;
  limits.cache_size = cache_size;
  limits.open_files = open_files;
  limits.max_requests = 16;
  limits.newcomer = std::chrono::milliseconds(1);  // who says nothing holds up no script
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
  plan::Policy policy;
  policy.part_size = kPartSize;
  policy.denied = {*http::NormalizedPath::normalize("/confidential")};
  return std::make_shared<const net::Site>(
      std::make_shared<const content::ContentRoot>(std::move(opened)), std::move(scan.index),
      std::move(policy));
}

/// One server on a loop of its own. Aborts at its end if anything is left on the loop.
class Service final : private net::ServerObserver {
 public:
  Service(std::shared_ptr<const net::Site> site, const net::Limits& limits)
      : server_(loop_.raw(), std::move(site), limits, *this) {
    RANGED_CHECK(server_.listen({"127.0.0.1", 0}) == 0);
    port_ = std::get<net::ListenAddress>(server_.endpoints().front()).port;
  }
  ~Service() {
    server_.drain();
    loop_.run();
    RANGED_CHECK(server_.closed());
  }

  uv_loop_t& loop() { return loop_.raw(); }
  std::uint16_t port() const { return port_; }
  std::size_t answered() const { return answered_; }

  void drain() { server_.drain(); }
  void abort() { server_.abort(); }

  /// Runs until every connection is closed on both sides.
  void settle(const Peer& peer) {
    while (!peer.gone() || server_.connections() > 0) uv_run(&loop_.raw(), UV_RUN_ONCE);
  }

 private:
  void on_answered(const net::AccessRecord&) override { ++answered_; }
  void on_closed(const net::ClosedRecord& record) override {
    RANGED_CHECK(!net::row_of(record.reason).warns);
  }
  void on_trouble(net::Trouble, std::string_view message) override {
    RANGED_CHECK(message.empty());
  }
  void on_stopped() override {}

  uv::Loop loop_;
  net::Server server_;
  std::uint16_t port_ = 0;
  std::size_t answered_ = 0;
};

std::size_t octets_in(const std::vector<Answer>& answers) {
  std::size_t octets = 0;
  for (const Answer& answer : answers) octets += answer.size();
  return octets;
}

/// What is made once and used for every input.
class Bench {
 public:
  void play(std::string_view script);

 private:
  struct Scene {
    std::string sent;
    bool is_over = false;     ///< for the peer: it has left
    bool is_stopped = false;  ///< for the server
  };

  /// A server that is used for many inputs, and then exchanged.
  struct Stage {
    std::string_view cue;  ///< what a script begins with to be played here
    net::Limits limits;
    unsigned inputs = 0;
    std::optional<Service> service;
  };

  Stage& stage_for(std::string_view script);
  void take(Step& step, Service& server, Peer& peer, Scene& scene) const;
  std::vector<Answer> answers_to(const Scene& scene) const {
    return fuzz::answers_to(scene.sent, *site_, files(), stages_[0].limits);
  }

  std::unique_ptr<test::TempContent> content_ = make_content();
  std::shared_ptr<const net::Site> site_ = make_site(*content_);
  Stage stages_[3] = {{"!cold\n", small_limits(0, 0), 0, {}},
                      {"!scarce\n", small_limits(kBlock, 1), 0, {}},
                      {"", small_limits(16 * kBlock, 16), 0, {}}};
};

Bench::Stage& Bench::stage_for(std::string_view script) {
  constexpr unsigned kInputsOfAServer = 256;
  Stage& stage = *std::find_if(std::begin(stages_), std::end(stages_),
                               [script](const Stage& one) { return script.starts_with(one.cue); });
  const bool is_due = stage.inputs++ % kInputsOfAServer == 0;
  if (is_due || !stage.service) stage.service.emplace(site_, stage.limits);
  return stage;
}

void Bench::take(Step& step, Service& server, Peer& peer, Scene& scene) const {
  switch (step.kind) {
    case Step::Kind::send:
      scene.sent += step.octets;
      return peer.send(std::move(step.octets));
    case Step::Kind::read: {
      const std::size_t wanted =
          peer.received().size() + std::min<std::size_t>(step.count, kPartSize);
      return peer.read_until(std::min(wanted, octets_in(answers_to(scene))));  // more will not come
    }
    case Step::Kind::half_close:
      return peer.half_close();
    case Step::Kind::reset:
      scene.is_over = true;
      return peer.reset();
    case Step::Kind::close:
      scene.is_over = true;
      return peer.close();
    case Step::Kind::drain:
      scene.is_stopped = true;
      return server.drain();
    case Step::Kind::abort:
      scene.is_stopped = true;
      return server.abort();
  }
}

void Bench::play(std::string_view script) {
  Stage& stage = stage_for(script);
  Service& server = *stage.service;
  const std::size_t answered_before = server.answered();
  Peer peer(server.loop(), server.port());
  Scene scene;
  for (Step& step : parse_script(script)) take(step, server, peer, scene);
  const bool is_served = !scene.is_over && !scene.is_stopped;
  if (is_served) {
    peer.half_close();
    RANGED_CHECK(peer.read_to_end());
  }
  if (!scene.is_over) peer.close();
  server.settle(peer);

  const auto expected = answers_to(scene);
  const std::size_t answered = server.answered() - answered_before;
  RANGED_CHECK(is_served ? answered == expected.size() : answered <= expected.size());
  if (is_served) check_answers(peer.received(), expected);
  if (scene.is_stopped) stage.service.reset();
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
