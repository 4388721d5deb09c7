#include "support/following_server.hpp"

#include <algorithm>
#include <csignal>
#include <utility>
#include <variant>

#include "ranged/base/check.hpp"
#include "support/index_text.hpp"
#include "uv/loop.hpp"

namespace ranged::test {

FollowingServer::FollowingServer(const TempContent& content, const Settings& settings,
                                 std::string_view folder)
    : folder_(content.absolute(folder)) {
  std::signal(SIGPIPE, SIG_IGN);  // as the daemon does
  thread_ = std::thread([this, settings] { run(settings); });
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return port_ != 0; });
}

FollowingServer::~FollowingServer() {
  call([this] { server_->abort(); });
  thread_.join();
}

void FollowingServer::run(const Settings& settings) {
  struct : content::ScanProgress {
    bool on_name(std::size_t) override { return true; }
  } nobody;
  uv::Loop loop;
  const daemon::Content content{folder_, {}};
  auto follower = std::make_unique<content::Follower>(std::make_shared<const http::MediaTypes>(),
                                                      settings.follower);
  auto indexed = std::get<daemon::Indexed>(daemon::index_content(content, *follower, nobody));
  daemon::ContentWarnings warnings(log_);
  net::Server server(loop.raw(), indexed.site, {}, *this);
  daemon::Following following(loop.raw(), {content, indexed.site, std::move(follower)},
                              settings.intervals, warnings, log_, *this);
  server_ = &server;
  following_ = &following;
  wake_.data = ticks_.data = this;
  uv_async_init(&loop.raw(), &wake_, [](uv_async_t* async) {
    auto& self = *static_cast<FollowingServer*>(async->data);
    std::unique_lock lock(self.mutex_);
    for (const auto& task : std::exchange(self.tasks_, {})) {
      lock.unlock();
      task();
      lock.lock();
    }
  });
  scheduled_.open("/proc/thread-self/schedstat");
  turn();
  longest_gap_ = Clock::duration(0);
  uv_timer_init(&loop.raw(), &ticks_);
  uv_timer_start(
      &ticks_, [](uv_timer_t* timer) { static_cast<FollowingServer*>(timer->data)->turn(); }, 1, 1);
  RANGED_CHECK(server.listen({"127.0.0.1", 0}) == 0);
  {
    const std::lock_guard lock(mutex_);
    port_ = std::get<net::ListenAddress>(server.endpoints().front()).port;
    changed_.notify_all();
  }
  loop.run();
}

void FollowingServer::turn() {
  const auto now = Clock::now();
  std::uint64_t ran = 0;
  std::uint64_t waited = 0;
  scheduled_.clear();
  scheduled_.seekg(0);
  scheduled_ >> ran >> waited;  // nothing if the kernel does not count it
  const std::chrono::nanoseconds waited_now(waited);
  const auto gap =
      now - std::exchange(last_turn_, now) - (waited_now - std::exchange(waited_, waited_now));
  longest_gap_ = std::max<Clock::duration>(longest_gap_, gap);
}

void FollowingServer::call(std::function<void()> task) {
  bool done = false;
  std::unique_lock lock(mutex_);
  tasks_.emplace_back([this, &done, &task] {
    task();
    const std::lock_guard inner(mutex_);
    done = true;
    changed_.notify_all();
  });
  uv_async_send(&wake_);
  changed_.wait(lock, [&done] { return done; });
}

void FollowingServer::reload() {
  std::unique_lock lock(mutex_);
  const int before = reloads_;
  lock.unlock();
  call([this] { following_->reload(); });
  lock.lock();
  changed_.wait(lock, [this, before] { return reloads_ > before; });
}

std::size_t FollowingServer::files() {
  std::size_t files = 0;
  call([&] { files = following_->site()->index.files(); });
  return files;
}

std::string FollowingServer::index() {
  std::shared_ptr<const net::Site> site;
  call([&] { site = following_->site(); });
  return text_of(site->index);
}

std::vector<RecordingLog::Record> FollowingServer::log() {
  std::vector<RecordingLog::Record> records;
  call([&] { records = log_.records; });
  return records;
}

std::vector<RecordingLog::Record> FollowingServer::log(std::string_view kind) {
  std::vector<RecordingLog::Record> records;
  call([&] { records = log_.of_kind(kind); });
  return records;
}

std::chrono::milliseconds FollowingServer::take_longest_gap() {
  Clock::duration gap{0};
  call([&] {
    turn();
    gap = std::exchange(longest_gap_, Clock::duration(0));
  });
  return std::chrono::duration_cast<std::chrono::milliseconds>(gap);
}

void FollowingServer::on_stopped() {
  following_->close();
  uv_close(reinterpret_cast<uv_handle_t*>(&wake_), nullptr);
  uv_close(reinterpret_cast<uv_handle_t*>(&ticks_), nullptr);
}

void FollowingServer::on_site(const std::shared_ptr<const net::Site>& site,
                              const std::optional<std::vector<std::string>>& folders) {
  if (folders) {
    server_->exchange(site, *folders);
  } else {
    server_->exchange(site);
  }
}

void FollowingServer::on_reloaded() {
  const std::lock_guard lock(mutex_);
  ++reloads_;
  changed_.notify_all();
}

}  // namespace ranged::test
