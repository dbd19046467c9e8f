// RUN: %check_tidy --std=c++17,c++20,c++23 %s map-null-write %t
// RUN: %check_tidy --std=c++17 %s map-null-write %t -- -DNDEBUG

#include <algorithm>
#include <cassert>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

using Map = std::map<int, int>;
std::unique_ptr<Map> load();
bool flag();
struct Options {
  int level;
  bool has() const;
};

// The control group: without it this file would pass with the check broken.
void warned() {
  std::unique_ptr<Map> p;
  // CHECK-FIXES-NOTES: std::unique_ptr<Map> p = std::make_unique<Map>();
  p->clear();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'p' is null here
}

void optionalGetsAnEmptyMap() {
  std::optional<Map> o;
  if (!o)
    o = Map{};
  (*o)[1] = 2;
}

void assumedByTheCompiler(bool c) {
  std::unique_ptr<Map> p;
  if (c)
    p = load();
  __builtin_assume(p.get() != nullptr);
  p->clear();
}

// LLVM 19's control-flow graph leaves the attribute out.
#if __cplusplus >= 202302L && __clang_major__ >= 20
void assumedByAttribute(bool c) {
  std::unique_ptr<Map> p;
  if (c)
    p = load();
  [[assume(p != nullptr)]];
  p->clear();
}
#endif

void unreachableOtherwise(bool c) {
  std::unique_ptr<Map> p;
  if (c)
    p = load();
  if (!p)
    __builtin_unreachable();
  p->clear();
}

void asserted(bool c) {
  std::unique_ptr<Map> p;
  if (c)
    p = load();
  assert(p != nullptr && "has a map");
  p->clear();
}

void writtenThroughTheAddressOfTheElements(int n) {
  std::vector<std::unique_ptr<Map>> v(n);
  auto *first = v.data();
  first[0] = load();
  v[0]->clear();
}

void filledByAnAlgorithm(int n) {
  std::vector<std::unique_ptr<Map>> v(n);
  std::generate(v.begin(), v.end(), [] { return std::make_unique<Map>(); });
  v[0]->clear();
}

void filledByThreads(int n) {
  std::vector<std::unique_ptr<Map>> v(n);
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back([&v, i] { v[i] = std::make_unique<Map>(); });
  for (auto &t : threads)
    t.join();
  v[0]->clear();
}

void sameCallTwice(const Options &o) {
  Map m;
  Map *p = nullptr;
  if (o.has())
    p = &m;
  if (o.has())
    p->clear();
}

void strongerCondition(int n) {
  Map m;
  Map *p = nullptr;
  if (n > 5)
    p = &m;
  if (n > 10)
    p->clear();
}

void errorText(bool c) {
  Map m;
  Map *p = nullptr;
  const char *error = nullptr;
  if (c)
    p = &m;
  else
    error = "bad";
  if (error)
    return;
  p->clear();
}

void firstIteration(const std::vector<int> &v) {
  std::unique_ptr<Map> p;
  for (std::size_t i = 0; i < v.size(); ++i) {
    if (i == 0)
      p = std::make_unique<Map>();
    (*p)[v[i]]++;
  }
}

void previousIteration(int n) {
  std::unique_ptr<Map> previous;
  for (int i = 0; i < n; ++i) {
    auto p = std::make_unique<Map>();
    if (i > 0)
      previous->clear();
    previous = std::move(p);
  }
}

void untilThereIsOne() {
  std::unique_ptr<Map> p;
  for (;;) {
    p = load();
    if (p)
      break;
  }
  p->clear();
}

void everyOtherBranchLeaves(bool a, bool b) {
  std::optional<Map> o;
  if (a)
    o.emplace();
  else if (b)
    return;
  else
    throw std::runtime_error("none");
  o->clear();
}

// Constants that need more than 63 bits, in conditions and as keys.
void wideConstants(unsigned long long mask, __uint128_t wide) {
  std::unique_ptr<Map> p;
  if (mask == ~0ULL && wide == ~__uint128_t(0))
    p = load();
  std::map<unsigned long long, std::unique_ptr<Map>> outer;
  outer[~0ULL] = load();
  outer[~0ULL]->clear();
  if (p)
    p->clear();
}
