// REQUIRES: absl
// RUN: %check_tidy %s map-iterator-invalidation %t -- %absl_flags

#include <absl/container/btree_map.h>
#include <absl/container/flat_hash_map.h>
#include <absl/container/node_hash_map.h>
#include <string>
#include <utility>
#include <vector>

struct Value {
  int number;
  std::string text;
};
using Flat = absl::flat_hash_map<int, Value>;
using Strings = absl::flat_hash_map<int, std::string>;
using BTree = absl::btree_map<int, Value>;

// ---- references do not survive growth ----

int reference(Flat &m) {
  auto &value = m[1];
  m[2].number = 3;
  return value.number;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'value' is no longer valid, since 'm' may have moved its elements to grow; look the element up again, or reserve room before [map-iterator-invalidation]
}

std::string *pointer(Strings &m) {
  std::string *p = &m[1];
  m.insert({2, "x"});
  return p;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'p' is no longer valid, since 'm' may have moved its elements to grow; look the element up again, or reserve room before [map-iterator-invalidation]
}

int iterator(Flat &m, int k) {
  auto it = m.find(k);
  m.try_emplace(3);
  return it->second.number;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is no longer valid, since 'm' may have moved its elements to grow; look the element up again, or reserve room before [map-iterator-invalidation]
}

void two(absl::flat_hash_map<int, std::vector<int>> &m) {
  auto &a = m[1];
  auto &b = m[2];
  a.push_back(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'a' is no longer valid, since 'm' may have moved its elements to grow; look the element up again, or reserve room before [map-iterator-invalidation]
  b.push_back(2);
}

void assignElement(Strings &m) {
  m[1] = m[2];
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the value is read after the subscript on the left may have moved the elements of 'm'; copy it first [map-iterator-invalidation]
}

void assignMoved(Strings &m) {
  m[1] = std::move(m[2]);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the value is read after the subscript on the left may have moved the elements of 'm'; copy it first [map-iterator-invalidation]
}

void appendElement(Strings &m) {
  m[1] += m[2];
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the value is read after the subscript on the left may have moved the elements of 'm'; copy it first [map-iterator-invalidation]
}

void assignAt(Flat &m) {
  m[1] = m.at(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the value is read after the subscript on the left may have moved the elements of 'm'; copy it first [map-iterator-invalidation]
}

void assignPart(Flat &m, int k) {
  m[k].text = m[2].text;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the value is read after the subscript on the left may have moved the elements of 'm'; copy it first [map-iterator-invalidation]
}

void assignFromIterator(Flat &m, int k) {
  auto it = m.find(k);
  if (it != m.end())
    m[2] = it->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'it' is no longer valid, since 'm' may have moved its elements to grow; look the element up again, or reserve room before [map-iterator-invalidation]
}

// ---- erasure ----

void eraseInWalk(Flat &m) {
  for (auto &[key, value] : m)
    if (value.number)
      m.erase(key);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'erase' invalidates the iterator of the loop that walks 'm'; collect the keys and erase them after the loop [map-iterator-invalidation]
}

void eraseFromTree(BTree &m) {
  for (auto it = m.begin(); it != m.end();) {
    if (it->second.number)
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'it' is no longer valid, since erasing from 'm' moved other elements; continue with the iterator that 'erase' returns [map-iterator-invalidation]
      m.erase(it++);
    else
      ++it;
  }
}

int otherFromTree(BTree &m, int k) {
  auto &value = m[k];
  m.erase(7);
  return value.number;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'value' is no longer valid, since erasing from 'm' moved other elements; copy what is needed before erasing [map-iterator-invalidation]
}

// ---- no warning ----

void scalar(absl::flat_hash_map<int, int> &m) { m[1] = m[2]; }

int nodes(absl::node_hash_map<int, int> &m) {
  auto &value = m[1];
  m[2] = 3;
  return value;
}

void sameKey(Strings &m) { m[1] = m[1]; }

void copiedFirst(Strings &m) {
  std::string text = m[2];
  m[1] = text;
}

void temporary(Strings &m) { m[1] = m[2] + "x"; }

void pairCopies(Strings &m) { m.insert({1, m[2]}); }

void keyIsThere(Strings &m, int a, int b) {
  if (m.contains(a))
    m[a] = m[b];
}

void eraseAndAdvance(Flat &m) {
  for (auto it = m.begin(); it != m.end();) {
    auto current = it++;
    if (current->second.number)
      m.erase(current);
  }
}

int room(absl::flat_hash_map<int, int> &m) {
  m.reserve(10);
  auto &value = m[1];
  m[2] = 3;
  return value;
}

int otherElement(absl::flat_hash_map<int, int> &m) {
  auto &value = m[1];
  m.erase(2);
  return value;
}

void reassignedFromTree(BTree &m) {
  for (auto it = m.begin(); it != m.end();) {
    if (it->second.number)
      it = m.erase(it);
    else
      ++it;
  }
}
