// RUN: %check_tidy --std=c++20,c++23 %s map-construct-in-loop %t

#include <coroutine>
#include <memory_resource>
#include <unordered_map>
#include <unordered_set>
#include <vector>

using Counts = std::unordered_map<int, int>;
void collect(int From, Counts &Into);
void show(std::size_t N);

struct Task {
  struct promise_type {
    Task get_return_object();
    std::suspend_never initial_suspend();
    std::suspend_never final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
    std::suspend_always yield_value(std::size_t);
  };
};

Task coroutine(std::vector<int> V) {
  for (int X : V) {
    Counts Yielded;
    collect(X, Yielded);
    co_yield Yielded.size();
  }
  for (int X : V) {
    Counts Awaited;
    collect(X, Awaited);
    co_await std::suspend_always{};
  }
  for (int X : V) {
    Counts NotSuspended;
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'NotSuspended' is constructed
    // CHECK-FIXES: NotSuspended.clear();
    collect(X, NotSuspended);
  }
}

void pools(const std::vector<int> &V) {
  std::pmr::unsynchronized_pool_resource Pool;
  for (int X : V) {
    std::pmr::unordered_map<int, int> InPool(&Pool);
    // CHECK-MESSAGES: :[[@LINE-1]]:39: warning: 'InPool' is constructed
    // CHECK-FIXES: InPool.clear();
    InPool[X] = 1;
    show(InPool.size());
  }
  std::pmr::monotonic_buffer_resource Arena;
  for (int X : V) {
    std::pmr::unordered_map<int, int> InArena(&Arena);
    InArena[X] = 1;
    show(InArena.size());
    Arena.release();
  }
}

void hasher(const std::vector<int> &V) {
  auto Hash = [](int X) { return static_cast<std::size_t>(X); };
  for (int X : V) {
    std::unordered_set<int, decltype(Hash)> Outside(8, Hash);
    // CHECK-MESSAGES: :[[@LINE-1]]:45: warning: 'Outside' is constructed
    // CHECK-FIXES: Outside.clear();
    Outside.insert(X);
    auto Inner = [X](int Y) { return static_cast<std::size_t>(X + Y); };
    std::unordered_set<int, decltype(Inner)> Inside(8, Inner);
    Inside.insert(X);
  }
}

void initStatement(const std::vector<int> &V) {
  for (int X : V)
    if (Counts InIf; X > 0) {
      // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'InIf' is constructed
      collect(X, InIf);
    }
}
