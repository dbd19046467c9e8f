// RUN: %check_tidy --std=c++20 %s map-unguarded-write %t -- -pthread

#include <atomic>
#include <barrier>
#include <functional>
#include <future>
#include <latch>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

int work(int);

// ---- joined in time ----------------------------------------------------------

int joined() {
  std::map<int, int> m;
  std::thread t([&] { m[1] = 1; });
  work(1);
  t.join();
  return (int)m.size();
}
int got() {
  std::map<int, int> m;
  auto f = std::async(std::launch::async, [&] { m[1] = 1; });
  f.wait();
  return (int)m.size();
}
int atScopeEnd() {
  std::map<int, int> m;
  {
    std::jthread t([&] { m[1] = 1; });
  }
  return (int)m.size();
}
void oneAfterTheOther() {
  std::map<int, int> m;
  std::thread a([&] { m[1] = 1; });
  a.join();
  std::thread b([&] { m[2] = 2; });
  b.join();
}
void joinedInTheLoop() {
  std::map<int, int> m;
  for (int i = 0; i < 4; ++i) {
    std::thread t([&] { m[i] = 1; });
    t.join();
  }
  for (int i = 0; i < 4; ++i)
    std::async(std::launch::async, [&] { m[i] = 1; }).get();
  for (int i = 0; i < 4; ++i)
    std::jthread t([&] { m[i] = 1; });
  for (int i = 0; i < 4; ++i)
    std::async(std::launch::deferred, [&] { m[i] = 1; });
}
void filledBefore() {
  std::map<int, int> m;
  m[1] = 1;
  std::thread t([&] { m[2] = 1; });
  t.join();
}
int joinedByAll() {
  std::map<int, int> m;
  std::vector<std::thread> threads;
  threads.emplace_back([&] { m[1] = 1; });
  for (auto &t : threads)
    t.join();
  return m[1];
}
void otherBranch(bool both) {
  std::map<int, int> m;
  if (both) {
    std::jthread t([&] { m[1] = 1; });
  } else {
    std::jthread t([&] { m[2] = 1; });
  }
}

// ---- locked ------------------------------------------------------------------

void locked() {
  std::map<int, int> m;
  std::mutex mutex;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&, i] {
      int r = work(i);
      std::lock_guard<std::mutex> lock(mutex);
      m[i] = r;
    });
  {
    std::lock_guard<std::mutex> lock(mutex);
    m.clear();
  }
  for (auto &t : threads)
    t.join();
}
struct Store {
  std::mutex mutex;
  std::map<int, int> table;
  void put(int k) {
    std::lock_guard<std::mutex> lock(mutex);
    table[k] = 1;
  }
};
void lockedInside(Store &store) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&, i] { store.put(i); });
  for (auto &t : threads)
    t.join();
}
void taken(std::vector<std::thread> &threads, std::map<int, int> &m) {
  std::atomic_flag busy;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&, i] {
      while (busy.test_and_set())
        ;
      m[i] = 1;
      busy.clear();
    });
}

// ---- each its own ------------------------------------------------------------

void perThread(int n) {
  std::vector<std::map<int, int>> maps(n);
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back([&, i] { maps[i][1] = 1; });
  for (auto &m : maps)
    threads.emplace_back([&m] { m[1] = 1; });
  for (int i = 0; i < n; ++i) {
    auto &m = maps[i];
    threads.emplace_back([&m] { m[1] = 1; });
    threads.emplace_back([i](std::map<int, int> &mine) { mine[i] = 1; },
                         std::ref(maps[i]));
  }
  for (auto &t : threads)
    t.join();
}
void copies(std::map<int, int> m) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([m]() mutable { m[1] = 1; });
    threads.emplace_back([m = m]() mutable { m[1] = 1; });
    threads.emplace_back([] {
      std::map<int, int> m;
      thread_local std::map<int, int> local;
      m[1] = 1;
      local[1] = 1;
    });
  }
  for (auto &t : threads)
    t.join();
}
struct Copied {
  std::map<int, int> m;
  void run(std::vector<std::thread> &threads) {
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([*this]() mutable { m[1] = 1; });
  }
};

// ---- only read, or changed in place ------------------------------------------

void readers(const std::map<int, int> &fixed, std::map<int, int> &m) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&, i] {
      work((int)(fixed.count(i) + m.size()));
      m.find(i)->second = 1;
      m.at(i) = 2;
    });
  work((int)m.size());
  for (auto &t : threads)
    t.join();
}

// ---- in turns ----------------------------------------------------------------

void turns() {
  std::map<int, int> m;
  std::barrier<> sync(2);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 2; ++i)
    threads.emplace_back([&, i] {
      if (i == 0)
        m.clear();
      sync.arrive_and_wait();
      work((int)m.size());
    });
}
int signalled() {
  std::map<int, int> m;
  std::latch filled(1);
  std::jthread t([&] {
    m[1] = 1;
    filled.count_down();
  });
  filled.wait();
  return m[1];
}
int polled() {
  std::map<int, int> m;
  std::atomic<bool> done = false;
  std::jthread t([&] {
    m[1] = 1;
    done = true;
  });
  while (!done.load())
    ;
  return m[1];
}

// ---- not a thread ------------------------------------------------------------

template <class F> void forEach(F f) { f(); }
void called() {
  std::map<int, int> m;
  for (int i = 0; i < 4; ++i)
    forEach([&] { m[i] = 1; });
}

// ---- other member functions --------------------------------------------------

class Loader {
  std::map<int, int> table;
  std::thread thread;
  void load() { table[1] = 1; }

public:
  void start() { thread = std::thread(&Loader::load, this); }
  void wait() { thread.join(); }
  bool has(int k) const { return table.count(k) != 0; } // After wait().
};
class Configured {
  std::map<int, int> handlers;
  std::thread thread;
  void loop() { work(handlers.at(1)); }

public:
  void add(int k) { handlers[k] = 1; } // Before start().
  void start() {
    thread = std::thread([this] { loop(); });
  }
  ~Configured() { thread.join(); }
};
class Joining {
  std::map<int, int> table;
  std::thread thread;

public:
  void start() {
    thread = std::thread([this] { table[1] = 1; });
  }
  void stop() { thread.join(); }
  int size() {
    stop();
    return (int)table.size();
  }
};
