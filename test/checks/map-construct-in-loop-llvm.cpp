// REQUIRES: llvm-adt
// RUN: %check_tidy --std=c++17 %s map-construct-in-loop %t -- %llvm_adt_flags

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringMap.h"
#include <vector>

void show(unsigned N);

void tables(const std::vector<int> &V) {
  for (int X : V) {
    llvm::DenseMap<int, int> Dense;
    // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: 'Dense' is constructed
    // CHECK-FIXES: Dense.clear();
    Dense[X] = 1;
    llvm::StringMap<int> Strings;
    // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: 'Strings' is constructed
    // CHECK-FIXES: Strings.clear();
    Strings["x"] = X;
    llvm::MapVector<int, int> Vector;
    // CHECK-MESSAGES: :[[@LINE-1]]:31: warning: 'Vector' is constructed
    // CHECK-FIXES: Vector.clear();
    Vector[X] = X;
    show(Dense.size() + Strings.size() + Vector.size());
    llvm::MapVector<int, int> Taken;
    Taken[X] = X;
    auto Elements = Taken.takeVector();
    show(Elements.size());
  }
}
