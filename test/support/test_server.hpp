#pragma once

#include <uv.h>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "ranged/net/server.hpp"
#include "support/boundaries.hpp"
#include "support/raw_client.hpp"
#include "support/temp_content.hpp"

// The server under test, in process, on a thread and a port of its own.

namespace ranged::test {

/// An AccessRecord that outlives the call that brought it.
struct Answered {
  std::string peer;
  std::string method;
  std::string target;
  std::string range;
  std::string content_range;
  int status = 0;
  std::uint64_t octets = 0;
  std::uint64_t promised = 0;
  std::string referer;
  std::string user_agent;
  std::string forwarded_for;
  std::uint64_t connection = 0;
  std::size_t request = 0;
  std::optional<net::CloseReason> cut_off_by;

  bool aborted() const { return octets < promised; }
};

struct Closed {
  net::CloseReason reason = net::CloseReason::internal;
  std::string file;
  std::uint64_t connection = 0;
  std::size_t requests = 0;
  std::string peer;
};

/// Waits, with a deadline, for what another thread will make true; looks again every millisecond.
bool eventually(const std::function<bool()>& holds);

/// Descriptors of this process.
std::size_t open_descriptors();

class TestServer final : private net::ServerObserver {
 public:
  /// Scans `content`, listens on a free port unless told which, and runs. Denies "confidential".
  explicit TestServer(const TempContent& content, const net::Limits& limits = {},
                      std::uint64_t part_size = plan::kDefaultPartSize, std::uint16_t port = 0);
  /// Aborts what is left. The loop must then close with nothing on it, or the process aborts.
  ~TestServer();
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  std::uint16_t port() const { return port_; }
  /// Listens on another free port as well, and says on which.
  std::uint16_t listen_again(net::Opening opening = net::Opening::request);
  /// Listens on `socket` as well, which is bound. False if that does not work.
  [[nodiscard]] bool listen_on(base::UniqueFd socket, net::Backlog backlog = net::Backlog::ours);

  /// Serves `site` from now on.
  void exchange(std::shared_ptr<const net::Site> site);

  std::size_t connections();

  /// Returns when whatever came to this server before has been accepted and read, if it will be.
  void wait_for_reading();
  /// Sends from `client`, which is connected to this server, pieces that begin at the ascending
  /// `cuts`: each has been read, if the connection reads at all, before the next is sent.
  void send_cut(RawClient& client, std::string_view octets, const Boundaries& cuts);

  /// Drains, and returns when nobody is listened to any more. What `just_before` does the server
  /// has not noticed when it begins.
  void drain(const std::function<void()>& just_before = [] {});
  void abort();
  /// Waits until the server has stopped and its loop has closed. False if it does not.
  [[nodiscard]] bool join();

  /// Waits until so many requests were answered, or connections closed, and hands over all of them.
  std::vector<Answered> wait_for_answers(std::size_t count);
  std::vector<Closed> wait_for_closes(std::size_t count);
  /// Connections that were ever opened.
  std::size_t opened();
  /// What has been complained of so far.
  std::vector<std::string> troubles();

  /// While it lives, no file is opened or read: libuv's threads wait for it. For one server at a
  /// time; must not outlive it.
  class DiskHold {
   public:
    explicit DiskHold(TestServer& server);
    ~DiskHold();
    DiskHold(const DiskHold&) = delete;
    DiskHold& operator=(const DiskHold&) = delete;

    struct Gate;

   private:
    std::shared_ptr<Gate> gate_;
  };

 private:
  using Task = std::function<void(net::Server&)>;

  void on_answered(const net::AccessRecord& record) override;
  void on_opened() override;
  void on_closed(const net::ClosedRecord& record) override;
  void on_trouble(net::Trouble trouble, std::string_view message) override;
  void on_stopped() override;

  void run(std::shared_ptr<const net::Site> site, const net::Limits& limits, std::uint16_t port);
  void run_tasks();
  /// Does `task` on the loop, and waits for it. False if the server has stopped.
  bool call(const Task& task);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Task> tasks_;
  std::vector<Answered> answered_;
  std::vector<Closed> closed_;
  std::size_t opened_ = 0;
  std::vector<std::string> troubles_;
  bool stopped_ = false;  // takes no more tasks
  bool joined_ = false;

  uv_loop_t* loop_ = nullptr;  // while it runs
  net::Server* server_ = nullptr;
  uv_async_t wake_{};
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace ranged::test
