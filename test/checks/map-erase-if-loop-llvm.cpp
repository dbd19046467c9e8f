// REQUIRES: llvm-adt
// RUN: %check_tidy %s map-erase-if-loop %t -- %llvm_adt_flags

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

bool ask(int);

void mapVector(llvm::MapVector<int, int> &m) {
  for (auto it = m.begin(); it != m.end();)
    if (it->second == 0)
      it = m.erase(it);
    else
      ++it;
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: each erasure from 'm' in this loop moves all elements behind it; use 'remove_if'
  // CHECK-FIXES: {{^}}  m.remove_if([&](const auto &element) { return element.second == 0; });{{$}}
  for (auto it = m.begin(); it != m.end();)
    if (ask(it->second))
      it = m.erase(it);
    else
      ++it;
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: each erasure from 'm'
  // CHECK-FIXES-NOTES: {{^}}  m.remove_if([&](const auto &element) { return ask(element.second); });{{$}}
}

// remove_if() does not count: no fix.
int counted(llvm::SetVector<int> &s) {
  int removed = 0;
  for (auto it = s.begin(); it != s.end();)
    if (*it == 0) {
      it = s.erase(it);
      ++removed;
    } else {
      ++it;
    }
  // CHECK-MESSAGES: :[[@LINE-7]]:3: warning: each erasure from 's' in this loop moves all elements behind it; use 'remove_if'
  return removed;
}

// ---- no warning --------------------------------------------------------------

// There is no such operation.
void dense(llvm::DenseMap<int, int> &m) {
  for (auto it = m.begin(), end = m.end(); it != end;)
    if (it->second == 0)
      m.erase(it++);
    else
      ++it;
}
