// RUN: %check_tidy --std=c++11,c++20 %s map-reassign-empty %t

#include <iostream>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

using Map = std::unordered_map<int, std::string>;

void inALoop(const std::vector<std::vector<int>> &rows) {
  std::unordered_set<int> seen;
  for (const auto &row : rows) {
    seen = std::unordered_set<int>();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning an empty container to 'seen' frees its table, which the next fill allocates anew; use 'clear()'
    // CHECK-FIXES: {{^}}    seen.clear();{{$}}
    for (int x : row)
      seen.insert(x);
    std::cout << seen.size() << '\n';
  }
}

void atTheEndOfALoop(const std::vector<int> &v) {
  Map m;
  for (int x : v) {
    m[x] = "x";
    if (x == 0)
      m = Map{};
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: assigning an empty container to 'm'
    // CHECK-FIXES: {{^}}      m.clear();{{$}}
  }
}

void parameter(Map &out, const std::vector<int> &v) {
  out = Map();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: assigning an empty container to 'out'
  // CHECK-FIXES: {{^}}  out.clear();{{$}}
  for (int x : v)
    out.emplace(x, "x");
}

void fill(Map &m);

void pointer(std::unique_ptr<Map> p) {
  *p = Map();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: assigning an empty container to '*p'
  // CHECK-FIXES: {{^}}  p->clear();{{$}}
  fill(*p);
}

class Index {
public:
  void add(int key) { Entries[key] = "x"; }
  void reset() {
    Entries = decltype(Entries)();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning an empty container to 'Entries'
    // CHECK-FIXES: {{^}}    Entries.clear();{{$}}
  }
  void resetIfFilled() {
    if (!Entries.empty())
      this->Entries = Map();
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: assigning an empty container to 'this->Entries'
    // CHECK-FIXES: {{^}}      this->Entries.clear();{{$}}
  }

private:
  Map Entries;
};

static Map Global;
void addGlobal(int key) { Global[key] = "g"; }
void restart() {
  Global = /* afresh */ Map();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: assigning an empty container to 'Global'
  // CHECK-FIXES-NOTES: {{^}}  Global.clear();{{$}}
}

void valueUsed(Map &m) {
  fill(m = Map());
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: assigning an empty container to 'm'
  m[1] = "x";
}

template <class K> void dependent(const std::vector<K> &keys) {
  std::unordered_map<K, int> m;
  for (const K &key : keys) {
    m = std::unordered_map<K, int>();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning an empty container to 'm'
    // CHECK-FIXES: {{^}}    m.clear();{{$}}
    m[key] = 1;
  }
}
template void dependent(const std::vector<int> &);
