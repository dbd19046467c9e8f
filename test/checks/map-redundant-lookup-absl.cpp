// REQUIRES: absl
// RUN: %check_tidy --std=c++14 %s map-redundant-lookup %t -- %absl_flags

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <absl/container/node_hash_map.h>
#include <string>

int work(int);

int lookup(const absl::flat_hash_map<std::string, int> &M,
           const std::string &K) {
  if (M.contains(K))
    return M.at(K);
  return 0;
}
// CHECK-MESSAGES: :[[@LINE-4]]:7: warning: 'M' is searched twice for the same key; use the iterator of one 'M.find(K)' [map-redundant-lookup]
// CHECK-FIXES: auto it = M.find(K);
// CHECK-FIXES-NEXT: if (it != M.end())
// CHECK-FIXES-NEXT: return it->second;

bool insert(absl::flat_hash_set<int> &S, int X) {
  if (S.contains(X))
    return false;
  S.insert(X);
  return true;
}
// CHECK-MESSAGES: :[[@LINE-5]]:7: warning: 'S' is searched twice for the same key; test the result of 'S.insert(X)' [map-redundant-lookup]
// CHECK-FIXES: if (!S.insert(X).second)

void insertCheap(absl::flat_hash_map<std::string, int> &M,
                 const std::string &K) {
  if (!M.contains(K))
    M[K] = 3;
}
// CHECK-MESSAGES: :[[@LINE-3]]:8: warning: 'M' is searched twice for the same key; 'M.try_emplace(K, 3)' does nothing if it is there [map-redundant-lookup]
// CHECK-FIXES: M.try_emplace(K, 3);

void insertLazily(absl::node_hash_map<int, int> &M, int K) {
  if (M.find(K) == M.end())
    M[K] = work(K);
}
// CHECK-MESSAGES: :[[@LINE-3]]:7: warning: 'M' is searched twice for the same key; insert it with 'M.try_emplace(K)' and give it its value if it is new [map-redundant-lookup]
// CHECK-FIXES-NOTES: auto inserted = M.try_emplace(K);
// CHECK-FIXES-NOTES: if (inserted.second)
// CHECK-FIXES-NOTES: inserted.first->second = work(K);

void erase(absl::flat_hash_map<int, int> &M, int K) {
  auto It = M.find(K);
  if (It == M.end())
    return;
  ++It->second;
  M.erase(K);
}
// CHECK-MESSAGES: :[[@LINE-6]]:13: warning: 'M' is searched twice for the same key; use 'It' [map-redundant-lookup]
// CHECK-FIXES-NOTES: M.erase(It);

// ---- no warning ----

// The reference would dangle: the table may grow.
void twoKeys(absl::flat_hash_map<int, int> &M, int K, int L) {
  M[K] = 1;
  M[L] = 2;
  M[K] = 3;
}

// What insertions return does not iterate.
int insertThenFind(absl::flat_hash_map<int, int> &M, int K) {
  M.emplace(K, 0);
  auto It = M.find(K);
  ++It;
  return It == M.end() ? 0 : It->second;
}
