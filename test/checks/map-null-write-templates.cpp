// RUN: %check_tidy --std=c++17,c++20 %s map-null-write %t

#include <map>
#include <memory>
#include <vector>

template <class K, class V> struct Table {
  std::unique_ptr<std::map<K, V>> entries;
  void reset() {
    entries.reset();
    entries->clear();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'entries' is null here, and dereferencing it is undefined; create the map first [map-null-write]
  }
  void add(const K &key, const V &value) {
    if (!entries)
      entries = std::make_unique<std::map<K, V>>();
    (*entries)[key] = value;
  }
};

template <class K> void local() {
  std::unique_ptr<std::map<K, int>> p;
  p->clear();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'p' is null here, and dereferencing it is undefined; create the map first [map-null-write]
}

template <class K> void elements(int n) {
  std::vector<std::unique_ptr<std::map<K, int>>> v(n);
  v[0]->clear();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'v[0]' is null here, and dereferencing it is undefined; create the map first [map-null-write]
}

template <class K> void filled(int n) {
  std::vector<std::unique_ptr<std::map<K, int>>> v(n);
  for (auto &p : v)
    p = std::make_unique<std::map<K, int>>();
  v[0]->clear();
}

template <class Any> void unknownPointee() {
  std::unique_ptr<Any> p;
  p->clear();
}

void instantiate() {
  Table<int, int>().reset();
  local<int>();
  elements<int>(1);
  filled<int>(1);
  unknownPointee<std::map<int, int>>();
}

void lambdas() {
  auto inner = [](int n) {
    std::shared_ptr<std::map<int, int>> p;
    // CHECK-FIXES-NOTES: std::shared_ptr<std::map<int, int>> p = std::make_shared<std::map<int, int>>();
    p->insert({n, n});
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'p' is null here, and dereferencing it is undefined; create the map first [map-null-write]
  };
  inner(1);
}
