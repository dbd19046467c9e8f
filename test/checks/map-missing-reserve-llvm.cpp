// REQUIRES: llvm-adt
// RUN: %check_tidy %s map-missing-reserve %t -- %llvm_adt_flags

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/simple_ilist.h"
#include "llvm/ADT/ilist_node.h"

void denseMap(llvm::ArrayRef<int> All) {
  llvm::DenseMap<int, unsigned> Index;
  for (unsigned I = 0; I < All.size(); ++I)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Index' rehashes again and again while this loop fills it; call 'Index.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Index.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (unsigned I = 0; I < All.size(); ++I)
    Index[All[I]] = I;
}

void denseSet(const llvm::SmallVectorImpl<int> &All) {
  llvm::DenseSet<int> Set;
  for (int X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : All)
    Set.insert(X);
}

void withSize(llvm::ArrayRef<int> All) {
  llvm::DenseMap<int, unsigned> Index(64);
  for (unsigned I = 0; I < All.size(); ++I)
    Index[All[I]] = I;
}

void stringMap(llvm::ArrayRef<llvm::StringRef> All) {
  // Without reserve.
  llvm::StringMap<int> Map;
  for (llvm::StringRef X : All)
    Map[X] = 1;
}

struct Node : llvm::ilist_node<Node> {
  int Value;
};

void listThatCountsItsNodes(const llvm::simple_ilist<Node> &All) {
  llvm::DenseSet<int> Set;
  for (const Node &X : All)
    Set.insert(X.Value);
}
