// REQUIRES: llvm-adt
// RUN: %check_tidy %s map-redundant-lookup %t -- %llvm_adt_flags

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/MapVector.h>
#include <llvm/ADT/SetVector.h>
#include <llvm/ADT/StringMap.h>

unsigned lookup(const llvm::DenseMap<int, unsigned> &M, int K) {
  if (M.count(K))
    return M.lookup(K);
  return 0;
}
// CHECK-MESSAGES: :[[@LINE-4]]:7: warning: 'M' is searched twice for the same key; use the iterator of one 'M.find(K)' [map-redundant-lookup]
// CHECK-FIXES: if (auto it = M.find(K); it != M.end())
// CHECK-FIXES-NEXT: return it->second;

void number(llvm::StringMap<unsigned> &M, llvm::StringRef K) {
  if (!M.contains(K))
    M[K] = 7;
}
// CHECK-MESSAGES: :[[@LINE-3]]:8: warning: 'M' is searched twice for the same key; 'M.try_emplace(K, 7)' does nothing if it is there [map-redundant-lookup]
// CHECK-FIXES: M.try_emplace(K, 7);

int visit(llvm::DenseSet<int> &S, llvm::SetVector<int> &V, int X) {
  int N = 0;
  if (!S.contains(X)) {
    S.insert(X);
    ++N;
  }
  if (V.count(X) == 0) {
    V.insert(X);
    ++N;
  }
  return N;
}
// CHECK-MESSAGES: :[[@LINE-10]]:8: warning: 'S' is searched twice for the same key; test the result of 'S.insert(X)' [map-redundant-lookup]
// CHECK-MESSAGES: :[[@LINE-7]]:7: warning: 'V' is searched twice for the same key; test the result of 'V.insert(X)' [map-redundant-lookup]
// CHECK-FIXES: if (S.insert(X).second) {
// CHECK-FIXES: if (V.insert(X)) {

void repeat(llvm::MapVector<int, std::pair<int, int>> &M, int K) {
  M[K].first = 1;
  M[K].second = 2;
}
// CHECK-MESSAGES: :[[@LINE-3]]:3: warning: 'M' is searched twice for the same key; name the element once: 'auto &value = M[K];' [map-redundant-lookup]
// CHECK-FIXES: auto &value = M[K];
// CHECK-FIXES-NEXT: value.first = 1;
// CHECK-FIXES-NEXT: value.second = 2;
