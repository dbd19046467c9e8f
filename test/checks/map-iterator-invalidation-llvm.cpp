// REQUIRES: llvm-adt
// RUN: %check_tidy %s map-iterator-invalidation %t -- %llvm_adt_flags

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringMap.h"
#include <string>

using namespace llvm;

int reference(DenseMap<int, int> &m) {
  auto &value = m[1];
  m[2] = 3;
  return value;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'value' is no longer valid, since 'm' may have moved its elements to grow; look the element up again, or reserve room before [map-iterator-invalidation]
}

int insertResult(DenseMap<int, int> &m, int k) {
  auto result = m.try_emplace(k, 0);
  m[3] = 1;
  return result.first->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'result' is no longer valid, since 'm' may have moved its elements to grow; look the element up again, or reserve room before [map-iterator-invalidation]
}

void assignElement(DenseMap<int, std::string> &m) {
  m[1] = m[2];
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the value is read after the subscript on the left may have moved the elements of 'm'; copy it first [map-iterator-invalidation]
}

void assignFromIterator(DenseMap<int, std::string> &m) {
  auto it = m.find(3);
  if (it == m.end())
    return;
  m[1] = it->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is no longer valid, since 'm' may have moved its elements to grow; look the element up again, or reserve room before [map-iterator-invalidation]
}

int eraseMovesOthers(MapVector<int, int> &m) {
  auto &value = m[1];
  m.erase(3);
  return value;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'value' is no longer valid, since erasing from 'm' moved other elements; copy what is needed before erasing [map-iterator-invalidation]
}

void insertInWalk(DenseSet<int> &s) {
  for (int x : s)
    s.insert(x + 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'insert' may invalidate the iterator of the loop that walks 's'; collect the new elements and insert them after the loop [map-iterator-invalidation]
}

void insertInArrayWalk(SetVector<int> &s) {
  for (int x : s)
    s.insert(x + 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'insert' may invalidate the iterator of the loop that walks 's'; collect the new elements and insert them after the loop [map-iterator-invalidation]
}

void insertPointerInWalk(SmallPtrSet<int *, 4> &s, int *p) {
  for (int *x : s)
    if (!*x)
      s.insert(p);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'insert' may invalidate the iterator of the loop that walks 's'; collect the new elements and insert them after the loop [map-iterator-invalidation]
}

void eraseInWalk(DenseMap<int, int> &m) {
  for (auto &kv : m)
    if (kv.second)
      m.erase(kv.first);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'erase' invalidates the iterator of the loop that walks 'm'; collect the keys and erase them after the loop [map-iterator-invalidation]
}

void eraseStringInWalk(StringMap<int> &m) {
  for (auto &kv : m)
    if (kv.second)
      m.erase(kv.getKey());
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'erase' invalidates the iterator of the loop that walks 'm'; collect the keys and erase them after the loop [map-iterator-invalidation]
}

void growStringsInWalk(StringMap<int> &m) {
  for (auto &kv : m)
    m["x"] = kv.second;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'operator[]' may invalidate the iterator of the loop that walks 'm'; collect the new elements and insert them after the loop [map-iterator-invalidation]
}

// ---- no warning ----

int eraseHarmsItsElementOnly(DenseMap<int, int> &m) {
  auto it = m.find(1);
  m.erase(2);
  return it->second;
}

int lookupCopies(DenseMap<int, int> &m) {
  int value = m.lookup(1);
  m[2] = 3;
  return value;
}

void assignLookup(DenseMap<int, std::string> &m) { m[1] = m.lookup(2); }

int entriesStay(StringMap<int> &m) {
  auto &value = m["a"];
  m["b"] = 3;
  return value;
}

void storedPointer(DenseMap<int, int *> &m) {
  int *p = m[1];
  m[2] = p;
  *p = 3;
}

bool onlyWhetherInserted(DenseMap<int, int> &m, int k) {
  auto result = m.insert({k, 0});
  m[3] = 1;
  return result.second;
}

void reassigned(MapVector<int, int> &m) {
  for (auto it = m.begin(); it != m.end();) {
    if (it->second)
      it = m.erase(it);
    else
      ++it;
  }
}
