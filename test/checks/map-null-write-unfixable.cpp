// RUN: %check_tidy --std=c++11-or-later %s map-null-write %t

#include <map>
#include <memory>
#include <vector>

// No fix: C++11 has no make_unique, and nullptr or {} were meant.

using Map = std::map<int, int>;

void assignedNull() {
  std::unique_ptr<Map> p = nullptr;
  p->clear();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'p' is null here, and dereferencing it is undefined; create the map first [map-null-write]
}

void braces() {
  std::shared_ptr<Map> p{};
  p->clear();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'p' is null here, and dereferencing it is undefined; create the map first [map-null-write]
}

struct Holder {
  std::unique_ptr<Map> entries;
};

void memberOfALocal() {
  Holder h;
  h.entries->clear();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'h.entries' is null here, and dereferencing it is undefined; create the map first [map-null-write]
}

class NeverAssigned {
public:
  void add() { (*entries)[1] = 2; }
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'entries' is null here, and dereferencing it is undefined; create the map first [map-null-write]

private:
  Map *entries = nullptr;
};

void elements(int n) {
  std::vector<std::shared_ptr<Map>> v(n);
  v.front()->clear();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'v.front()' is null here, and dereferencing it is undefined; create the map first [map-null-write]
}
