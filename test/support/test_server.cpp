#include "support/test_server.hpp"

#include <csignal>
#include <filesystem>
#include <stdexcept>
#include <utility>
#include <variant>

#include "ranged/content/scanner.hpp"
#include "uv/loop.hpp"

namespace ranged::test {
namespace {

std::shared_ptr<const net::Site> site_of(const TempContent& content, std::uint64_t part_size) {
  auto root = content::ContentRoot::open(content.path());
  auto& opened = std::get<content::ContentRoot>(root);
  content::Scan scan = content::scan(opened);
  plan::Policy policy;
  policy.part_size = part_size;
  policy.denied = {*http::NormalizedPath::normalize("/confidential")};
  return std::make_shared<const net::Site>(
      std::make_shared<const content::ContentRoot>(std::move(opened)), std::move(scan.index),
      std::move(policy));
}

}  // namespace

bool eventually(const std::function<bool()>& holds) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

std::size_t open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(all), end(all))) - 1;  // its own
}

TestServer::TestServer(const TempContent& content, const net::Limits& limits,
                       std::uint64_t part_size, std::uint16_t port) {
  std::signal(SIGPIPE, SIG_IGN);  // as the daemon does
  auto site = site_of(content, part_size);
  thread_ = std::thread([this, site = std::move(site), limits, port]() mutable {
    run(std::move(site), limits, port);
  });
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return port_ != 0 || stopped_; });
  if (port_ != 0) return;
  lock.unlock();
  thread_.join();
  throw std::runtime_error("cannot listen");
}

TestServer::~TestServer() {
  abort();
  if (!join()) std::abort();  // with what is left on the loop, nothing can go
}

void TestServer::run(std::shared_ptr<const net::Site> site, const net::Limits& limits,
                     std::uint16_t port) {
  {
    uv::Loop loop;
    net::Server server(loop.raw(), std::move(site), limits, *this);
    uv_async_init(&loop.raw(), &wake_,
                  [](uv_async_t* async) { static_cast<TestServer*>(async->data)->run_tasks(); });
    wake_.data = this;
    const bool listens = server.listen({"127.0.0.1", port}) == 0;
    {
      const std::lock_guard lock(mutex_);
      loop_ = &loop.raw();
      server_ = &server;
      if (listens) port_ = std::get<net::ListenAddress>(server.endpoints().front()).port;
    }
    if (!listens) server.abort();
    changed_.notify_all();
    loop.run();
  }
  const std::lock_guard lock(mutex_);
  joined_ = true;
  changed_.notify_all();
}

void TestServer::run_tasks() {
  std::vector<Task> tasks;
  {
    const std::lock_guard lock(mutex_);
    tasks = std::exchange(tasks_, {});
  }
  for (const auto& task : tasks) task(*server_);
}

bool TestServer::call(const Task& task) {
  // Shared: a task may still be waiting when the server stops and this function returns.
  const auto done = std::make_shared<bool>(false);
  std::unique_lock lock(mutex_);
  if (stopped_) return false;
  tasks_.emplace_back([this, task, done](net::Server& server) {
    task(server);
    const std::lock_guard inner(mutex_);
    *done = true;
    changed_.notify_all();
  });
  uv_async_send(&wake_);
  changed_.wait(lock, [this, &done] { return *done || stopped_; });
  return *done;
}

std::uint16_t TestServer::listen_again(net::Opening opening) {
  const auto port = std::make_shared<std::uint16_t>(0);
  call([port, opening](net::Server& server) {
    if (server.listen({"127.0.0.1", 0, opening}) == 0)
      *port = std::get<net::ListenAddress>(server.endpoints().back()).port;
  });
  if (*port == 0) throw std::runtime_error("cannot listen again");
  return *port;
}

bool TestServer::listen_on(base::UniqueFd socket, net::Backlog backlog) {
  const auto shared = std::make_shared<base::UniqueFd>(std::move(socket));
  const auto error = std::make_shared<int>(-1);
  call([shared, error, backlog](net::Server& server) {
    *error = server.listen(std::move(*shared), backlog);
  });
  return *error == 0;
}

void TestServer::exchange(std::shared_ptr<const net::Site> site) {
  call([site](net::Server& server) { server.exchange(site); });
}

std::size_t TestServer::connections() {
  const auto count = std::make_shared<std::size_t>(0);
  call([count](net::Server& server) { *count = server.connections(); });
  return *count;
}

void TestServer::wait_for_reading() {
  // Of what the loop finds ready in one turn, a task may come first; it may even have been noticed
  // in a turn that began before something was sent; and who is accepted is read from a turn later.
  constexpr int kTurns = 4;
  for (int i = 0; i < kTurns; ++i) call([](net::Server&) {});
}

void TestServer::send_cut(RawClient& client, std::string_view octets, const Boundaries& cuts) {
  const auto pieces = pieces_of(octets, cuts);
  for (const std::string_view piece : pieces) {
    client.send(piece);
    if (piece.data() != pieces.back().data()) wait_for_reading();
  }
}

void TestServer::drain(const std::function<void()>& just_before) {
  call([&just_before](net::Server& server) {
    just_before();
    server.drain();
  });
  call([](net::Server&) {});  // a turn later
}

void TestServer::abort() {
  call([](net::Server& server) { server.abort(); });
}

bool TestServer::join() {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, kPatience, [this] { return joined_; })) return false;
  lock.unlock();
  if (thread_.joinable()) thread_.join();
  return true;
}

std::vector<Answered> TestServer::wait_for_answers(std::size_t count) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, kPatience, [&] { return answered_.size() >= count; });
  return answered_;
}

std::vector<Closed> TestServer::wait_for_closes(std::size_t count) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, kPatience, [&] { return closed_.size() >= count; });
  return closed_;
}

std::size_t TestServer::opened() {
  const std::lock_guard lock(mutex_);
  return opened_;
}

std::vector<std::string> TestServer::troubles() {
  const std::lock_guard lock(mutex_);
  return troubles_;
}

void TestServer::on_answered(const net::AccessRecord& record) {
  const std::lock_guard lock(mutex_);
  answered_.push_back({std::string(record.peer), std::string(record.method),
                       std::string(record.target), std::string(record.range),
                       std::string(record.content_range),
                       static_cast<int>(http::code(record.status)), record.octets, record.promised,
                       std::string(record.fields->find("Referer").value_or("")),
                       std::string(record.fields->find("User-Agent").value_or("")),
                       record.fields->combined("X-Forwarded-For").value_or(""), record.connection,
                       record.request, record.cut_off_by});
  changed_.notify_all();
}

void TestServer::on_opened() {
  const std::lock_guard lock(mutex_);
  ++opened_;
}

void TestServer::on_closed(const net::ClosedRecord& record) {
  const std::lock_guard lock(mutex_);
  closed_.push_back({record.reason, std::string(record.file), record.connection, record.requests,
                     std::string(record.peer)});
  changed_.notify_all();
}

void TestServer::on_trouble(net::Trouble, std::string_view message) {
  const std::lock_guard lock(mutex_);
  troubles_.emplace_back(message);
}

void TestServer::on_stopped() {
  uv_close(reinterpret_cast<uv_handle_t*>(&wake_), nullptr);
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  changed_.notify_all();
}

/// Opens once. Every thread of libuv's waits in front of it.
struct TestServer::DiskHold::Gate {
  static constexpr int kThreads = 4;  // of libuv's pool, unless the environment says otherwise

  struct Waiter {
    uv_work_t request{};
    std::shared_ptr<Gate> gate;
  };

  std::mutex mutex;
  std::condition_variable changed;
  int waiting = 0;
  bool is_open = false;

  static void wait(uv_work_t* request) {
    Gate& gate = *static_cast<Waiter*>(request->data)->gate;
    std::unique_lock lock(gate.mutex);
    ++gate.waiting;
    gate.changed.notify_all();
    gate.changed.wait(lock, [&gate] { return gate.is_open; });
  }
};

TestServer::DiskHold::DiskHold(TestServer& server) : gate_(std::make_shared<Gate>()) {
  server.call([gate = gate_, &server](net::Server&) {
    for (int i = 0; i < Gate::kThreads; ++i) {
      auto waiter = std::make_unique<Gate::Waiter>();
      waiter->gate = gate;
      waiter->request.data = waiter.get();
      uv_queue_work(server.loop_, &waiter->request, Gate::wait, [](uv_work_t* request, int) {
        delete static_cast<Gate::Waiter*>(request->data);
      });
      static_cast<void>(waiter.release());
    }
  });
  std::unique_lock lock(gate_->mutex);
  gate_->changed.wait(lock, [this] { return gate_->waiting == Gate::kThreads; });
}

TestServer::DiskHold::~DiskHold() {
  const std::lock_guard lock(gate_->mutex);
  gate_->is_open = true;
  gate_->changed.notify_all();
}

}  // namespace ranged::test
