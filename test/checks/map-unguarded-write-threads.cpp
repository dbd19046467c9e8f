// RUN: %check_tidy --std=c++20 %s map-unguarded-write %t -- -pthread

#include <algorithm>
#include <atomic>
#include <execution>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

int work(int);

// ---- several threads run the closure -----------------------------------------

void loop() {
  std::unordered_map<int, int> m;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&m, i] { m[i] = work(i); });
  // CHECK-NOTES: :[[@LINE-1]]:36: warning: 'm' is changed by several threads at once without a lock: a data race; guard it with a mutex [map-unguarded-write]
  // CHECK-NOTES: :[[@LINE-2]]:5: note: the threads are started here
  for (auto &t : threads)
    t.join();
}

void pushed() {
  std::map<int, int> m;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    std::thread t([&] {
      auto r = work(i);
      m.emplace(i, r);
      // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'm' is changed by several threads {{.*}} [map-unguarded-write]
      // CHECK-NOTES: :[[@LINE-4]]:17: note: the threads are started here
    });
    threads.push_back(std::move(t));
  }
  for (auto &t : threads)
    t.join();
}

void futures(const std::vector<int> &keys) {
  std::map<int, int> m;
  std::vector<std::future<void>> all;
  for (int k : keys)
    all.push_back(std::async(std::launch::async, [&, k] { m.insert({k, 1}); }));
  // CHECK-NOTES: :[[@LINE-1]]:59: warning: 'm' is changed by several threads {{.*}} [map-unguarded-write]
  // CHECK-NOTES: :[[@LINE-2]]:19: note: the threads are started here
  for (auto &f : all)
    f.get();
}

void detached(std::map<int, int> &m) {
  for (int i = 0; i < 4; ++i)
    std::thread([&m, i] { m[i] = 1; }).detach();
  // CHECK-NOTES: :[[@LINE-1]]:27: warning: 'm' is changed by several threads {{.*}} [map-unguarded-write]
  // CHECK-NOTES: :[[@LINE-2]]:5: note: the threads are started here
}

static void fill(std::map<int, int> &out, int k) { out[k] = 1; }
// CHECK-NOTES: :[[@LINE-1]]:52: warning: 'm' is changed by several threads {{.*}} [map-unguarded-write]
// CHECK-NOTES: :[[@LINE+5]]:5: note: the threads are started here
void byFunction() {
  std::map<int, int> m;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back(fill, std::ref(m), i);
  for (auto &t : threads)
    t.join();
}

struct Indexer {
  std::unordered_map<int, int> index;
  void add(int k) { index[k] = 1; }
  // CHECK-NOTES: :[[@LINE-1]]:21: warning: 'index' is changed by several threads {{.*}} [map-unguarded-write]
  // CHECK-NOTES: :[[@LINE+4]]:25: note: the threads are started here
  void run() {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
      threads.push_back(std::thread(&Indexer::add, this, i));
    for (auto &t : threads)
      t.join();
  }
};

void policy(std::vector<int> &v) {
  std::map<int, int> m;
  std::for_each(std::execution::par, v.begin(), v.end(),
                [&](int k) { m[k] = 1; });
  // CHECK-NOTES: :[[@LINE-1]]:30: warning: 'm' is changed by several threads {{.*}} [map-unguarded-write]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: the threads are started here
}

// ---- two threads -------------------------------------------------------------

void two() {
  std::map<int, int> m;
  std::thread a([&] { m[1] = 1; });
  // CHECK-NOTES: :[[@LINE-1]]:23: warning: 'm' is changed without a lock while another thread may read it: a data race; guard it with a mutex [map-unguarded-write]
  // CHECK-NOTES: :[[@LINE+2]]:29: note: 'm' is read here at the same time
  // CHECK-NOTES: :[[@LINE+1]]:15: note: the thread is started here
  std::thread b([&] { (void)m.count(1); });
  a.join();
  b.join();
}

void oneLocks() {
  std::map<int, int> m;
  std::mutex mutex;
  auto change = [&] {
    std::lock_guard<std::mutex> lock(mutex);
    m.erase(1);
  };
  std::jthread a(change);
  std::jthread b([&] { m.clear(); });
  // CHECK-NOTES: :[[@LINE-1]]:24: warning: 'm' is changed without a lock while another thread may change it: {{.*}} [map-unguarded-write]
  // CHECK-NOTES: :[[@LINE-5]]:5: note: 'm' is changed here at the same time
  // CHECK-NOTES: :[[@LINE-3]]:16: note: the thread is started here
}

// ---- the launching function goes on ------------------------------------------

int before() {
  std::unordered_map<int, int> m;
  std::thread t([&] { m[1] = 1; });
  // CHECK-NOTES: :[[@LINE-1]]:23: warning: 'm' is changed without a lock while another thread may read it: {{.*}} [map-unguarded-write]
  // CHECK-NOTES: :[[@LINE+2]]:16: note: 'm' is read here at the same time
  // CHECK-NOTES: :[[@LINE-3]]:15: note: the thread is started here
  int n = (int)m.size();
  t.join();
  return n;
}

int unlocked() {
  std::unordered_map<int, int> m;
  std::mutex mutex;
  auto done = std::async(std::launch::async, [&] {
    std::scoped_lock lock(mutex);
    m[1] = 1;
  });
  for (auto &entry : m)
    // CHECK-NOTES: :[[@LINE-1]]:22: warning: 'm' is read without a lock while another thread may change it: {{.*}} [map-unguarded-write]
    // CHECK-NOTES: :[[@LINE-4]]:5: note: 'm' is changed here at the same time
    // CHECK-NOTES: :[[@LINE-7]]:15: note: the thread is started here
    work(entry.second);
  done.get();
  return m[1];
}

void pointer(std::map<int, int> *m) {
  std::thread t([m] { m->erase(1); });
  // CHECK-NOTES: :[[@LINE-1]]:23: warning: '*m' is changed without a lock while another thread may change it: {{.*}} [map-unguarded-write]
  // CHECK-NOTES: :[[@LINE+2]]:3: note: '*m' is changed here at the same time
  // CHECK-NOTES: :[[@LINE-3]]:15: note: the thread is started here
  (*m)[2] = 1;
  t.join();
}

// ---- other member functions --------------------------------------------------

class Worker {
  std::map<int, int> cache;
  std::thread thread;
  void loop() {
    for (int i = 0;; ++i)
      cache[i] = work(i);
    // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'cache' is changed without a lock while another thread may read it: {{.*}} [map-unguarded-write]
    // CHECK-NOTES: :[[@LINE+5]]:34: note: 'cache' is read here at the same time
    // CHECK-NOTES: :[[@LINE+3]]:27: note: the thread is started here
  }
public:
  void start() { thread = std::thread([this] { loop(); }); }
  bool has(int k) const { return cache.count(k) != 0; }
  ~Worker() { thread.join(); }
};

class Poller {
  std::map<int, int> stats;
  std::atomic<bool> stopped = false;
  std::thread thread;
  void run() {
    while (!stopped)
      ++stats[work(1)];
    // CHECK-NOTES: :[[@LINE-1]]:9: warning: 'stats' is changed without a lock while another thread may read it: {{.*}} [map-unguarded-write]
    // CHECK-NOTES: :[[@LINE+10]]:34: note: 'stats' is read here at the same time
    // CHECK-NOTES: :[[@LINE+4]]:27: note: the thread is started here
  }

public:
  void start() { thread = std::thread(&Poller::run, this); }
  void stop() {
    stopped = true;
    thread.join();
  }
  bool has(int k) const { return stats.count(k) != 0; }
};

void detachedThenChanged(std::map<int, int> &m) {
  std::thread([&m] { m[1] = 2; }).detach();
  // CHECK-NOTES: :[[@LINE-1]]:22: warning: 'm' is changed without a lock while another thread may change it: {{.*}} [map-unguarded-write]
  // CHECK-NOTES: :[[@LINE+2]]:3: note: 'm' is changed here at the same time
  // CHECK-NOTES: :[[@LINE-3]]:3: note: the thread is started here
  m[3] = 4;
}

void declaredTogether() {
  std::map<int, int> m;
  auto change = [&m] { m[1] += 1; };
  // CHECK-NOTES: :[[@LINE-1]]:24: warning: 'm' is changed without a lock while another thread may change it: {{.*}} [map-unguarded-write]
  // CHECK-NOTES: :[[@LINE-2]]:24: note: 'm' is changed here at the same time
  // CHECK-NOTES: :[[@LINE+1]]:15: note: the thread is started here
  std::thread a(change), b(change);
  a.join();
  b.join();
}
