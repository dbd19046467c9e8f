// RUN: %check_tidy --std=c++17,c++20,c++23 %s map-null-write %t

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

using Map = std::map<int, int>;
std::unique_ptr<Map> load();
void take(std::unique_ptr<Map> p);
void init(std::unique_ptr<Map> &p);

void uniquePointer() {
  std::unique_ptr<Map> p;
  // CHECK-FIXES-NOTES: std::unique_ptr<Map> p = std::make_unique<Map>();
  p->insert({1, 2});
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'p' is null here, and dereferencing it is undefined; create the map first [map-null-write]
}

void sharedPointer() {
  std::shared_ptr<std::set<std::string>> p;
  // CHECK-FIXES-NOTES: std::shared_ptr<std::set<std::string>> p = std::make_shared<std::set<std::string>>();
  p->insert("x");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'p' is null here, and dereferencing it is undefined; create the map first [map-null-write]
}

void onSomePath(bool flag) {
  std::unique_ptr<std::unordered_map<int, int>> p;
  // CHECK-FIXES-NOTES: std::unique_ptr<std::unordered_map<int, int>> p = std::make_unique<std::unordered_map<int, int>>();
  if (flag)
    p.reset(new std::unordered_map<int, int>);
  (*p)[1] = 2;
  // CHECK-MESSAGES: :[[@LINE-1]]:4: warning: 'p' is null on a path that leads here, and dereferencing it is undefined; create the map first [map-null-write]
  p->clear();
}

void rawPointer() {
  Map *p = nullptr;
  (*p)[1] = 2;
  // CHECK-MESSAGES: :[[@LINE-1]]:4: warning: 'p' is null here, and dereferencing it is undefined; create the map first [map-null-write]
}

void emptyOptional() {
  std::optional<Map> p;
  p->insert({1, 2});
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'p' is null here, and dereferencing it is undefined; create the map first [map-null-write]
}

void afterReset() {
  auto p = load();
  p.reset();
  p->clear();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'p' is null here, and dereferencing it is undefined; create the map first [map-null-write]
}

void afterMove() {
  auto p = load();
  take(std::move(p));
  for (auto &entry : *p)
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'p' is null here, and dereferencing it is undefined; create the map first [map-null-write]
    (void)entry;
}

int readsCountToo() {
  Map *p = nullptr;
  return p->size();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'p' is null here, and dereferencing it is undefined; create the map first [map-null-write]
}

void vectorOfNull(int n) {
  std::vector<std::unique_ptr<Map>> v(n);
  v[0]->clear();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'v[0]' is null here, and dereferencing it is undefined; create the map first [map-null-write]
}

void resized(int n) {
  std::vector<std::unique_ptr<Map>> v;
  v.resize(n);
  for (auto &p : v)
    p->clear();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'p' is null here, and dereferencing it is undefined; create the map first [map-null-write]
}

void arrayOfNull() {
  std::array<Map *, 4> a{};
  a[2]->clear();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'a[2]' is null here, and dereferencing it is undefined; create the map first [map-null-write]
  Map *b[4] = {};
  b[1]->clear();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'b[1]' is null here, and dereferencing it is undefined; create the map first [map-null-write]
}

void newEntry(std::map<std::string, std::unique_ptr<Map>> &outer,
              const std::string &key) {
  if (outer.find(key) == outer.end())
    outer[key]->clear();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'outer[key]' is null here, and dereferencing it is undefined; create the map first [map-null-write]
}

struct Constructed {
  Constructed() { entries->clear(); }
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'entries' is null here, and dereferencing it is undefined; create the map first [map-null-write]
  std::unique_ptr<Map> entries;
};

// ---- silent

void parameter(Map *p = nullptr) { p->clear(); }

void unknownOrigin() {
  auto p = load();
  p->clear();
}

void tested() {
  std::unique_ptr<Map> p;
  if (!p)
    p = load();
  if (p)
    p->clear();
}

void sameCondition(bool flag) {
  std::unique_ptr<Map> p;
  if (flag)
    p = load();
  if (flag)
    p->clear();
}

void handedOver() {
  std::unique_ptr<Map> p;
  init(p);
  p->clear();
}

void filledByALoop(int n) {
  std::vector<std::unique_ptr<Map>> v(n);
  for (auto &p : v)
    p = std::make_unique<Map>();
  v[0]->clear();
}

void suppressed() {
  std::unique_ptr<Map> p;
  p->clear(); // NOLINT(map-null-write)
}
