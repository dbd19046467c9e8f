// RUN: %check_tidy %s map-unbounded-cache %t

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

struct Result {
  int value = 0;
};
Result compute(int);
void log(const std::string &);

// ---- static locals -----------------------------------------------------------

const Result &memo(int k) {
  static std::unordered_map<int, Result> cache;
  // CHECK-NOTES: :[[@LINE-1]]:42: warning: 'cache' lives as long as the program and grows with each new key that 'memo' inserts: nothing in this file erases, clears, reassigns, swaps or size-checks it; remove what is not needed any more, or limit its size [map-unbounded-cache]
  // CHECK-NOTES: :[[@LINE+4]]:10: note: it grows here
  auto it = cache.find(k);
  if (it != cache.end())
    return it->second;
  return cache.emplace(k, compute(k)).first->second;
}

int counted(const std::string &name) {
  static std::map<std::string, int> counts;
  // CHECK-NOTES: :[[@LINE-1]]:37: warning: 'counts' lives as long as the program and grows with each new key that 'counted' inserts: {{.*}} [map-unbounded-cache]
  // CHECK-NOTES: :[[@LINE+1]]:12: note: it grows here
  return ++counts[name];
}

int perThread(int k) {
  thread_local std::unordered_map<int, int> cache;
  // CHECK-NOTES: :[[@LINE-1]]:45: warning: 'cache' lives as long as the thread and grows with each new key that 'perThread' inserts: {{.*}} [map-unbounded-cache]
  // CHECK-NOTES: :[[@LINE+1]]:10: note: it grows here
  return cache[k];
}

int leaked(int k) {
  static auto &cache = *new std::unordered_map<int, int>;
  // CHECK-NOTES: :[[@LINE-1]]:16: warning: 'cache' lives as long as the program {{.*}} [map-unbounded-cache]
  // CHECK-NOTES: :[[@LINE+1]]:10: note: it grows here
  return cache[k];
}

int leakedPointer(int k) {
  static auto *const cache = new std::unordered_map<int, int>();
  // CHECK-NOTES: :[[@LINE-1]]:22: warning: 'cache' lives as long as the program {{.*}} [map-unbounded-cache]
  // CHECK-NOTES: :[[@LINE+1]]:3: note: it grows here
  cache->insert({k, 1});
  return (int)cache->count(k);
}

bool seen(int k) {
  static std::set<int> all;
  // CHECK-NOTES: :[[@LINE-1]]:24: warning: 'all' lives as long as the program {{.*}} [map-unbounded-cache]
  // CHECK-NOTES: :[[@LINE+1]]:11: note: it grows here
  return !all.insert(k).second;
}

template <class T> T *lookup(int k) {
  static std::map<int, T> objects;
  // CHECK-NOTES: :[[@LINE-1]]:27: warning: 'objects' lives as long as the program {{.*}} [map-unbounded-cache]
  // CHECK-NOTES: :[[@LINE+1]]:11: note: it grows here
  return &objects[k];
}
template int *lookup<int>(int);
template long *lookup<long>(int);

// ---- internal linkage --------------------------------------------------------

static std::map<std::string, Result> Parsed;
// CHECK-NOTES: :[[@LINE-1]]:38: warning: 'Parsed' lives as long as the program and grows with each new key that 'parsed' inserts: {{.*}} [map-unbounded-cache]
// CHECK-NOTES: :[[@LINE+4]]:10: note: it grows here
// CHECK-NOTES: :[[@LINE+5]]:39: note: it grows here

Result &parsed(const std::string &text) {
  return Parsed[text];
}
void remember(const std::string &t) { Parsed.try_emplace(t); }

namespace {
std::map<int, int> Anonymous;
// CHECK-NOTES: :[[@LINE-1]]:20: warning: 'Anonymous' lives as long as the program {{.*}} [map-unbounded-cache]
// CHECK-NOTES: :[[@LINE+13]]:3: note: it grows here

class Cache {
  static std::map<int, int> Members;
  // CHECK-NOTES: :[[@LINE-1]]:29: warning: 'Members' lives as long as the program {{.*}} [map-unbounded-cache]
  // CHECK-NOTES: :[[@LINE+3]]:34: note: it grows here

public:
  static int get(int k) { return Members[k]; }
};
std::map<int, int> Cache::Members;
} // namespace
void use(int k) {
  Anonymous[k] = Cache::get(k);
}

// Through an accessor that nobody else can call.
static std::unordered_map<int, int> &table() {
  static std::unordered_map<int, int> m;
  // CHECK-NOTES: :[[@LINE-1]]:39: warning: 'm' lives as long as the program and grows with each new key that 'get' inserts: {{.*}} [map-unbounded-cache]
  // CHECK-NOTES: :[[@LINE+3]]:25: note: it grows here
  return m;
}
int get(int k) { return table()[k]; }

// ---- never destroyed ---------------------------------------------------------

template <class T> class NoDestructor {
  alignas(T) char storage[sizeof(T)];

public:
  NoDestructor();
  T *operator->();
  T &operator*();
};
int wrapped(int k) {
  static NoDestructor<std::map<int, int>> cache;
  // CHECK-NOTES: :[[@LINE-1]]:43: warning: 'cache' lives as long as the program {{.*}} [map-unbounded-cache]
  // CHECK-NOTES: :[[@LINE+2]]:3: note: it grows here
  // CHECK-NOTES: :[[@LINE+2]]:10: note: it grows here
  cache->emplace(k, 1);
  return (*cache)[k + 1];
}

// ---- singletons --------------------------------------------------------------

namespace {
class Manager {
  std::map<int, Result> results;
  // CHECK-NOTES: :[[@LINE-1]]:25: warning: 'results' lives as long as the program and grows with each new key that 'find' inserts: {{.*}} [map-unbounded-cache]
  // CHECK-NOTES: :[[@LINE+8]]:32: note: it grows here

public:
  Manager() { results[0] = Result(); }
  static Manager &instance() {
    static Manager manager;
    return manager;
  }
  Result &find(int k) { return results[k]; }
};

struct State {
  std::set<std::string> names;
  // CHECK-NOTES: :[[@LINE-1]]:25: warning: 'names' lives as long as the program {{.*}} [map-unbounded-cache]
  // CHECK-NOTES: :[[@LINE+4]]:53: note: it grows here
};
State *const TheState = new State;
} // namespace
void announce(const std::string &name) { log(name); TheState->names.insert(name); }
Result &find(int k) { return Manager::instance().find(k); }
