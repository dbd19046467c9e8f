// REQUIRES: llvm-adt, qt6
// RUN: %check_tidy %s map-reassign-empty %t -- %llvm_adt_flags %qt6_flags

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include <QHash>

void dense(llvm::DenseMap<int, int> &m) {
  m = llvm::DenseMap<int, int>();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: assigning an empty container to 'm' frees its table, which the next fill allocates anew; use 'clear()'
  // CHECK-FIXES: {{^}}  m.clear();{{$}}
  m[1] = 2;
}

// Its array would stay, its index goes.
void mapVector(llvm::MapVector<int, int> &m) {
  m = llvm::MapVector<int, int>();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: assigning an empty container to 'm' frees its table
  // CHECK-FIXES: {{^}}  m.clear();{{$}}
  m[1] = 2;
}

// ---- no warning --------------------------------------------------------------

void keepsItsArray(llvm::MapVector<int, int> &m) {
  m = {};
  m[1] = 2;
}

void keepsNothing(QHash<int, int> &h) {
  h = {};
  h[1] = 2;
  h = QHash<int, int>();
  h[1] = 2;
}
