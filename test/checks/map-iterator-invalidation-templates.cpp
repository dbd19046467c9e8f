// RUN: %check_tidy --std=c++17,c++20 %s map-iterator-invalidation %t

#include <map>
#include <set>
#include <unordered_map>

template <class K> void eraseInWalk(std::unordered_map<K, int> &m) {
  for (auto &kv : m)
    m.erase(kv.first);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'erase' invalidates the iterator of the loop that walks 'm'; walk with an iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
}

template <class K> void eraseBinding(std::unordered_map<K, int> &m) {
  for (auto &[k, v] : m)
    if (v)
      m.erase(k);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'erase' invalidates the iterator of the loop that walks 'm'; walk with an iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
}

template <class K> void insertInWalk(std::unordered_map<K, int> &m) {
  for (auto &kv : m)
    m.emplace(K(kv.second), 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'emplace' may invalidate the iterator of the loop that walks 'm'; collect the new elements and insert them after the loop [map-iterator-invalidation]
}

template <class K> void incrementAfterErase(std::map<K, int> &m) {
  for (auto it = m.begin(); it != m.end(); ++it)
  // CHECK-MESSAGES: :[[@LINE-1]]:46: warning: 'it' is no longer valid, since its element was erased from 'm'; continue with the iterator that 'erase' returns [map-iterator-invalidation]
    if (it->second)
      m.erase(it);
}

template <class K> int useAfterErase(std::map<K, int> &m, K k) {
  auto it = m.find(k);
  if (it == m.end())
    return 0;
  m.erase(it);
  return it->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is no longer valid, since its element was erased from 'm'; copy what is needed before erasing [map-iterator-invalidation]
}

template <class K> int acrossGrowth(std::unordered_map<K, int> &m, K k) {
  auto it = m.find(k);
  m[K()] = 3;
  return it->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is no longer valid, since 'm' may have been rehashed; look the element up again, or reserve room before [map-iterator-invalidation]
}

template <class T> struct Registry {
  std::map<T, int> entries;
  std::set<int> ids;

  void prune() {
    for (auto &kv : entries)
      if (kv.second)
        entries.erase(kv.first);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'erase' invalidates the iterator of the loop that walks 'entries'; walk with an iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
    for (int id : ids)
      ids.erase(id);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'erase' invalidates the iterator of the loop that walks 'ids'; walk with an iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
  }
  void leaves() {
    for (auto &kv : entries)
      if (kv.second) {
        entries.erase(kv.first);
        break;
      }
  }
};

template <class K> void goesOn(std::unordered_map<K, int> &m) {
  for (auto it = m.begin(); it != m.end();)
    if (it->second)
      it = m.erase(it);
    else
      ++it;
  for (auto it = m.begin(); it != m.end();)
    if (it->second)
      m.erase(it++);
    else
      ++it;
}

template <class K> void leavesLater(std::unordered_map<K, int> &m) {
  for (auto &kv : m) {
    if (kv.second)
      m.erase(kv.first);
    return;
  }
}

template <class K> void keyIsThere(std::unordered_map<K, int> &m) {
  for (auto &kv : m)
    m[kv.first]++;
}

template <class Map> void unknownMap(Map &m) {
  for (auto &kv : m)
    m.erase(kv.first);
}

void instantiate() {
  std::unordered_map<int, int> m;
  std::map<int, int> n;
  eraseInWalk(m);
  eraseBinding(m);
  insertInWalk(m);
  incrementAfterErase(n);
  useAfterErase(n, 1);
  acrossGrowth(m, 1);
  Registry<int>().prune();
  Registry<int>().leaves();
  goesOn(m);
  leavesLater(m);
  keyIsThere(m);
  unknownMap(m);
}
