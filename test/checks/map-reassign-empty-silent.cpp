// RUN: %check_tidy %s map-reassign-empty %t

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

using Map = std::unordered_map<int, std::string>;
void fill(Map &m);
void take(Map m);

// The overload for initializer lists keeps the table.
void braces(Map &m) {
  m = {};
  fill(m);
}

void nodesKeepNothing(std::map<int, int> &m) {
  m = std::map<int, int>();
  m[1] = 2;
}

void swapIdiom(Map &m) {
  Map().swap(m);
  m[1] = "x";
  Map empty;
  m.swap(empty);
  m[1] = "x";
}

void neverRefilled(Map &m) { m = Map(); }

void refilledBefore(Map &m) {
  fill(m);
  m = Map();
}

void notEmpty(Map &m, const Map &other) {
  m = Map(100);
  m = other;
  m = Map(other);
  m[1] = "x";
}

void movedFrom(const std::vector<int> &v, std::vector<Map> &out) {
  Map m;
  for (int x : v) {
    m[x] = "x";
    if (x == 0) {
      out.push_back(std::move(m));
      m = Map();
    }
  }
  take(std::move(m));
  m = Map();
  m[1] = "x";
}

void swappedOut(Map &m, Map &other) {
  other.swap(m);
  m = Map();
  m[1] = "x";
}

void largeOnesOnly(Map &m, bool shrink) {
  const bool big = m.size() > 1000;
  if (big)
    m = Map();
  m[1] = "x";
  if (shrink)
    m = Map();
  else
    m.clear();
  m[1] = "x";
}

class Cache {
public:
  ~Cache() { Entries = Map(); }
  void add(int key) { Entries[key] = "x"; }
  void releaseMemory() { Entries = Map(); }
  void shutdown() { Entries = Map(); }
  void onLowMemory() { Entries = Map(); }
  void trim() { Entries = Map(); }
  void limit() {
    if (Entries.size() > 1000)
      Entries = Map();
  }
  void limitBuckets() {
    if (Entries.bucket_count() < 1000)
      return;
    Entries = Map();
  }
  Cache &operator=(Cache &&other) {
    Entries = std::move(other.Entries);
    other.Entries = Map();
    return *this;
  }

private:
  Map Entries;
};

class FilledOnce {
public:
  FilledOnce() { Entries[1] = "x"; }
  void stop() { Entries = Map(); }

private:
  Map Entries;
};

struct SeededHash {
  std::size_t Seed = 0;
  std::size_t operator()(int key) const { return std::size_t(key) ^ Seed; }
};
void stateOfItsOwn(std::unordered_map<int, int, SeededHash> &m) {
  m = std::unordered_map<int, int, SeededHash>();
  m[1] = 2;
}

struct Record {
  int a = 0;
};
void anotherClass(Record &r) {
  r = Record();
  r.a = 1;
}

#define RESET(m) m = Map()
void macro(Map &m) {
  RESET(m);
  m[1] = "x";
}
