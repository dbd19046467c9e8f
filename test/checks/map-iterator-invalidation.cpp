// RUN: %check_tidy --std=c++17,c++20,c++23 %s map-iterator-invalidation %t

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

using Tree = std::map<int, int>;
using Hash = std::unordered_map<int, int>;
bool condition();
void use(int);
void log(const std::string &);

// ---- the map that a range-for walks ----

void eraseCurrentByKey(Tree &m) {
  for (auto &kv : m)
    if (kv.second == 0)
      m.erase(kv.first);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'erase' invalidates the iterator of the loop that walks 'm'; walk with an iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
}

void eraseCurrentBinding(std::unordered_map<std::string, int> &m) {
  for (const auto &[k, v] : m)
    if (v)
      m.erase(k);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'erase' invalidates the iterator of the loop that walks 'm'; walk with an iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
}

void eraseCurrentOfSet(std::set<int> &s) {
  for (int x : s)
    if (x % 2)
      s.erase(x);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'erase' invalidates the iterator of the loop that walks 's'; walk with an iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
}

void eraseCopiedKey(Tree &m) {
  for (auto &kv : m) {
    const int key = kv.first;
    if (condition())
      m.erase(key);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'erase' invalidates the iterator of the loop that walks 'm'; walk with an iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
  }
}

void eraseEqualKey(Tree &m, int k) {
  for (auto &kv : m)
    if (kv.first == k)
      m.erase(k);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'erase' invalidates the iterator of the loop that walks 'm'; walk with an iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
}

void eraseFoundCurrent(Tree &m) {
  for (auto &kv : m) {
    auto it = m.find(kv.first);
    if (it->second)
      m.erase(it);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'erase' invalidates the iterator of the loop that walks 'm'; walk with an iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
  }
}

void eraseThroughPointer(Tree *m) {
  for (auto &kv : *m)
    m->erase(kv.first);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'erase' invalidates the iterator of the loop that walks '*m'; walk with an iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
}

void eraseInSwitch(Tree &m) {
  for (auto &kv : m) {
    switch (kv.second) {
    case 1:
      m.erase(kv.first);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'erase' invalidates the iterator of the loop that walks 'm'; walk with an iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
      break;
    default:
      use(kv.second);
    }
  }
}

void eraseAndContinue(Tree &m) {
  for (auto &kv : m) {
    if (kv.second == 1) {
      m.erase(kv.first);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'erase' invalidates the iterator of the loop that walks 'm'; walk with an iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
      continue;
    }
    use(kv.second);
  }
}

void breakOfInnerLoopOnly(Tree &m, const std::vector<int> &v) {
  for (auto &kv : m)
    for (int x : v)
      if (kv.second == x) {
        m.erase(kv.first);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'erase' invalidates the iterator of the loop that walks 'm'; walk with an iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
        break;
      }
}

void clearWhileWalking(Tree &m) {
  for (auto &kv : m)
    if (kv.second)
      m.clear();
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'clear' invalidates the iterator of the loop that walks 'm'; do it after the loop, or leave the loop at once [map-iterator-invalidation]
}

void insertWhileWalking(std::unordered_set<int> &s) {
  for (int x : s)
    s.insert(x + 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'insert' may invalidate the iterator of the loop that walks 's'; collect the new elements and insert them after the loop [map-iterator-invalidation]
}

void subscriptWhileWalking(Hash &m) {
  for (auto &kv : m)
    m[kv.first + 1] = kv.second;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'operator[]' may invalidate the iterator of the loop that walks 'm'; collect the new elements and insert them after the loop [map-iterator-invalidation]
}

void rehashWhileWalking(Hash &m) {
  for (auto &kv : m)
    m.reserve(static_cast<size_t>(kv.second));
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'reserve' may invalidate the iterator of the loop that walks 'm'; collect the new elements and insert them after the loop [map-iterator-invalidation]
}

void insideClosure(Hash &m) {
  auto prune = [&] {
    for (auto &kv : m)
      m.erase(kv.first);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'erase' invalidates the iterator of the loop that walks 'm'; walk with an iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
  };
  prune();
}

// ---- iterators that are erased ----

int useAfterErase(Tree &m) {
  auto it = m.find(1);
  if (it == m.end())
    return 0;
  m.erase(it);
  return it->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is no longer valid, since its element was erased from 'm'; copy what is needed before erasing [map-iterator-invalidation]
}

void incrementAfterErase(Tree &m) {
  for (auto it = m.begin(); it != m.end(); ++it)
  // CHECK-MESSAGES: :[[@LINE-1]]:46: warning: 'it' is no longer valid, since its element was erased from 'm'; continue with the iterator that 'erase' returns [map-iterator-invalidation]
    if (it->second == 0)
      m.erase(it);
}

void incrementAfterEraseByKey(Hash &m) {
  for (auto it = m.begin(); it != m.end(); it++)
  // CHECK-MESSAGES: :[[@LINE-1]]:44: warning: 'it' is no longer valid, since its element was erased from 'm'; erase by iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
    if (it->second == 0)
      m.erase(it->first);
}

void parenthesised(Tree &m) {
  for (auto it = m.begin(); it != m.end(); ++(it))
  // CHECK-MESSAGES: :[[@LINE-1]]:47: warning: 'it' is no longer valid, since its element was erased from 'm'; continue with the iterator that 'erase' returns [map-iterator-invalidation]
    if (it->second)
      (m).erase((it));
}

void castToVoid(Tree &m) {
  for (auto it = m.begin(); it != m.end(); (void)(++it))
  // CHECK-MESSAGES: :[[@LINE-1]]:53: warning: 'it' is no longer valid, since its element was erased from 'm'; continue with the iterator that 'erase' returns [map-iterator-invalidation]
    if (it->second)
      m.erase(it);
}

void memberOperator(Tree &m) {
  for (auto it = m.begin(); it != m.end(); it.operator++())
  // CHECK-MESSAGES: :[[@LINE-1]]:44: warning: 'it' is no longer valid, since its element was erased from 'm'; continue with the iterator that 'erase' returns [map-iterator-invalidation]
    if (it->second)
      m.erase(it);
}

void whileWithoutAdvance(Tree &m) {
  auto it = m.begin();
  while (it != m.end()) {
    if (it->second)
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'it' is no longer valid, since its element was erased from 'm'; continue with the iterator that 'erase' returns [map-iterator-invalidation]
      m.erase(it);
    else
      ++it;
  }
}

void parameter(Tree &m, Tree::iterator it) {
  m.erase(it);
  ++it;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'it' is no longer valid, since its element was erased from 'm'; copy what is needed before erasing [map-iterator-invalidation]
}

void twice(Tree &m, int k) {
  auto it = m.find(k);
  m.erase(it);
  m.erase(it);
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'it' is no longer valid, since its element was erased from 'm'; copy what is needed before erasing [map-iterator-invalidation]
}

int copiedIterator(Tree &m, int k) {
  auto it = m.find(k);
  auto same = it;
  m.erase(it);
  return same->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'same' is no longer valid, since its element was erased from 'm'; copy what is needed before erasing [map-iterator-invalidation]
}

int throughAlias(Tree &m, int k) {
  auto it = m.find(k);
  Tree &alias = m;
  alias.erase(it);
  return it->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is no longer valid, since its element was erased from 'alias'; copy what is needed before erasing [map-iterator-invalidation]
}

void equalRange(std::multimap<int, int> &m, int k) {
  auto range = m.equal_range(k);
  for (auto it = range.first; it != range.second; ++it)
  // CHECK-MESSAGES: :[[@LINE-1]]:53: warning: 'it' is no longer valid, since its element was erased from 'm'; continue with the iterator that 'erase' returns [map-iterator-invalidation]
    if (it->second)
      m.erase(it);
}

void onOnePath(Tree &m, int k) {
  auto it = m.lower_bound(k);
  if (condition())
    m.erase(it);
  use(it->second);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'it' is no longer valid, since its element was erased from 'm'; copy what is needed before erasing [map-iterator-invalidation]
}

int extracted(Tree &m, int k) {
  auto it = m.find(k);
  auto node = m.extract(it);
  return it->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is no longer valid, since its element was erased from 'm'; copy what is needed before erasing [map-iterator-invalidation]
}

void logErased(std::map<int, std::string> &m, int k) {
  auto it = m.find(k);
  if (it != m.end()) {
    m.erase(it);
    log("erased " + it->second);
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'it' is no longer valid, since its element was erased from 'm'; copy what is needed before erasing [map-iterator-invalidation]
  }
}

// ---- references and pointers to what is gone ----

int referenceAfterErase(Tree &m, int k) {
  auto &value = m[k];
  m.erase(k);
  return value;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'value' is no longer valid, since its element was erased from 'm'; copy what is needed before erasing [map-iterator-invalidation]
}

void writeAfterErase(Hash &m, int k) {
  int &value = m[k];
  m.erase(k);
  value = 3;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'value' is no longer valid, since its element was erased from 'm'; copy what is needed before erasing [map-iterator-invalidation]
}

int pointerAfterErase(Tree &m, int k) {
  auto it = m.find(k);
  int *p = &it->second;
  m.erase(k);
  return *p;
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'p' is no longer valid, since its element was erased from 'm'; copy what is needed before erasing [map-iterator-invalidation]
}

int afterClear(Tree &m, int k) {
  auto it = m.find(k);
  auto &value = it->second;
  m.clear();
  return value;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'value' is no longer valid, since 'm' was cleared; copy what is needed before [map-iterator-invalidation]
}

int afterAssignment(Tree &m, int k) {
  auto it = m.find(k);
  m = Tree();
  return it->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is no longer valid, since 'm' was assigned to; copy what is needed before [map-iterator-invalidation]
}

void innerMap(std::map<int, Tree> &outer, int k) {
  auto &inner = outer[k];
  outer.erase(k);
  inner.clear();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'inner' is no longer valid, since its element was erased from 'outer'; copy what is needed before erasing [map-iterator-invalidation]
}

void currentAfterErase(Tree &m, int k) {
  for (auto &kv : m)
    if (kv.first == k) {
      m.erase(k);
      use(kv.second);
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'kv' is no longer valid, since its element was erased from 'm'; copy what is needed before erasing [map-iterator-invalidation]
      break;
    }
}

// ---- iterators across growth ----

int acrossSubscript(Hash &m) {
  auto it = m.find(1);
  if (it == m.end())
    return 0;
  m[2] = 3;
  return it->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is no longer valid, since 'm' may have been rehashed; look the element up again, or reserve room before [map-iterator-invalidation]
}

int acrossEmplace(Hash &m, int k) {
  auto [it, inserted] = m.emplace(k, 1);
  m.emplace(k + 1, 2);
  return it->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is no longer valid, since 'm' may have been rehashed; look the element up again, or reserve room before [map-iterator-invalidation]
}

int acrossRehash(Hash &m, int k) {
  auto it = m.find(k);
  if (it == m.end())
    return 0;
  m.rehash(100);
  return it->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is no longer valid, since 'm' may have been rehashed; look the element up again, or reserve room before [map-iterator-invalidation]
}

void acrossRange(Hash &m, const std::vector<std::pair<int, int>> &v, int k) {
  auto it = m.find(k);
  m.insert(v.begin(), v.end());
  it->second++;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'it' is no longer valid, since 'm' may have been rehashed; look the element up again, or reserve room before [map-iterator-invalidation]
}

void acrossMerge(Hash &m, Hash &other, int k) {
  Hash::iterator it;
  it = m.find(k);
  m.merge(other);
  it->second++;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'it' is no longer valid, since 'm' may have been rehashed; look the element up again, or reserve room before [map-iterator-invalidation]
}

void insertInIteratorLoop(std::unordered_map<std::string, int> &m) {
  for (auto it = m.begin(); it != m.end(); ++it)
  // CHECK-MESSAGES: :[[@LINE-1]]:46: warning: 'it' is no longer valid, since 'm' may have been rehashed; look the element up again, or reserve room before [map-iterator-invalidation]
    m.insert({it->first + "x", 1});
}

void inTheNextIteration(std::unordered_map<std::string, std::string> &m,
                        const std::vector<std::string> &v) {
  auto it = m.find("a");
  if (it == m.end())
    return;
  for (const auto &s : v)
    m[s] = it->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'it' is no longer valid, since 'm' may have been rehashed; look the element up again, or reserve room before [map-iterator-invalidation]
}

struct Cache {
  std::unordered_map<int, std::string> names;

  std::string member(int k) {
    auto it = names.find(k);
    if (it == names.end())
      return "";
    names[k + 1] = "x";
    return it->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'it' is no longer valid, since 'names' may have been rehashed; look the element up again, or reserve room before [map-iterator-invalidation]
  }
  void walk() {
    for (const auto &[k, v] : names)
      if (v.empty())
        names.erase(k);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'erase' invalidates the iterator of the loop that walks 'names'; walk with an iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
  }

  std::map<int, std::string> tree;
  void drop(int k) { tree.erase(k); }
  bool dropIfThere(int k) {
    auto it = tree.find(k);
    if (it == tree.end())
      return false;
    tree.erase(it);
    return true;
  }
  void dropAll() { tree.clear(); }
  void walkAndDrop() {
    for (auto &kv : tree)
      if (kv.second.empty())
        drop(kv.first);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'drop' invalidates the iterator of the loop that walks 'tree'; walk with an iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
  }
  void walkAndDropIfThere() {
    for (auto &[k, v] : tree)
      if (v.empty())
        this->dropIfThere(k);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'dropIfThere' invalidates the iterator of the loop that walks 'tree'; walk with an iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
  }
  std::string useAfterDropAll(int k) {
    auto it = tree.find(k);
    dropAll();
    return it->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'it' is no longer valid, since 'tree' was cleared; copy what is needed before [map-iterator-invalidation]
  }
};
