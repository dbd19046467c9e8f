// RUN: %check_tidy --std=c++17,c++20,c++23 %s map-zero-assign %t

#include <map>
#include <set>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

struct Session {};
void use(Session *);
void log(int, int);
void share(std::map<int, Session *> &);

struct NoEvidence {
  std::map<int, Session *> m;
  void update(int k) { m[k] = nullptr; }
  // Asking, undoing and other deeds are no removals.
  bool canRemove(int k) { return m[k] = nullptr; }
  void setDropTarget(int k) { m[k] = nullptr; }
  void isClosed(int k) { m[k] = nullptr; }
  void removeDuplicates(int k) { m[k] = nullptr; }
  void undelete(int k) { m[k] = nullptr; }
};

struct FirstValue {
  std::map<int, int> m;
  FirstValue() { m[0] = 0; }
  void init(const std::vector<int> &keys) {
    m.clear();
    for (int k : keys)
      m[k] = 0;
  }
  void reset(int k) { m[k] = 0; }
  bool any(int k) { return m[k] != 0; }
  void each() {
    for (auto &kv : m)
      if (kv.second)
        log(kv.first, kv.second);
  }
};

struct Accumulator {
  std::map<int, int> m;
  void next(int k) { m[k] = 0; }
  void hit(int k) { ++m[k]; }
  void report() {
    for (auto &kv : m)
      if (kv.second)
        log(kv.first, kv.second);
  }
};

struct ReportsAll {
  std::map<int, int> m;
  void removeHits(int k) { m[k] = 0; }
  void report() {
    for (auto &kv : m)
      log(kv.first, kv.second);
  }
};

struct ReadBack {
  std::map<int, int> m;
  int closeRound(int k) {
    m[k] = 0;
    return m[k];
  }
  void dropAndCount(int k) {
    m[k] = 0;
    m[k] += 1;
  }
};

struct BothBranches {
  std::map<int, bool> m;
  void close(int k, bool on) {
    if (on)
      m[k] = true;
    else
      m[k] = false;
  }
};

struct ReusedSlot {
  std::map<int, Session *> m;
  void release(int k) {
    delete m[k];
    m[k] = nullptr;
    m[k] = new Session;
  }
  void releaseAll(const std::vector<int> &keys) {
    for (int k : keys)
      m[k] = nullptr;
    m.clear();
  }
  void erase(int k) {
    m[k] = nullptr;
    m.erase(k);
  }
};

struct Placeholder {
  std::map<int, Session *> m;
  Session *compute(int k) {
    if (m.count(k))
      return m[k];
    m[k] = nullptr; // breaks the recursion
    Session *s = compute(k + 1);
    m[k] = s;
    return s;
  }
  std::map<int, Session *> pending;
  void mark(int k) { pending[k] = nullptr; }
  bool isPending(int k) { return pending.find(k) != pending.end(); }
  void each() {
    for (auto &kv : pending)
      if (kv.second)
        use(kv.second);
  }
};

struct Flags {
  std::map<int, bool> visited;
  void leave(int k) { visited[k] = false; }
  void enter(int k) { visited[k] = true; }
  bool in(int k) { return visited[k]; }
};

struct States {
  std::map<int, int> state;
  void stop(int k) { state[k] = 0; }
  bool stopped(int k) { return state[k] == 0; }
  bool running(int k) { return state[k] == 2; }
};

struct Tombstones {
  std::map<int, bool> removed;
  void cancelRemoval(int k) { removed[k] = false; }
};

struct Shared {
  std::map<int, Session *> m;
  void finish(int k) { m[k] = nullptr; }
  bool known(int k) { return m[k] != nullptr; }
  void tell() { share(m); }
};

void removeLocal(int k) {
  std::map<int, int> m;
  m[k] = 0;
}

struct InWalk {
  std::map<int, Session *> m;
  void releaseAll() {
    for (auto &kv : m)
      m[kv.first] = nullptr;
  }
};

struct NotZero {
  std::map<int, int> m;
  std::map<int, std::string> s;
  std::set<int> keys;
  std::map<int, std::vector<int> *> p;
  void remove(int k) {
    m[k] = 1;
    m[k + 1] = -1;
    s[k] = "removed";
    p[k]->clear(); // the value stays
    keys.clear();
  }
};

// In-degrees are no references.
struct Order {
  std::map<int, int> InDegree;
  std::vector<int> Ready;
  void visit(int k) {
    if (--InDegree[k] == 0)
      Ready.push_back(k);
  }
};

struct ErasedCount {
  std::map<int, int> Refs;
  void release(int k) {
    if (--Refs[k] == 0)
      Refs.erase(k);
  }
};

// ---- other code may ask the map it is given for the key ----------------------

struct HandsOut {
  std::map<int, int> Counts;
  std::map<int, int> &counts() { return Counts; }
  void removeSample(int k) { Counts[k] = 0; }
};
