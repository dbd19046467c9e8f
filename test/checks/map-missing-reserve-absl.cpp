// REQUIRES: absl
// RUN: %check_tidy %s map-missing-reserve %t -- %absl_flags

#include <absl/container/btree_map.h>
#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <absl/container/node_hash_map.h>
#include <absl/types/span.h>
#include <string>
#include <vector>

void flatMap(const std::vector<std::string> &All) {
  absl::flat_hash_map<std::string, size_t> Index;
  for (size_t I = 0; I < All.size(); ++I)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Index' rehashes again and again while this loop fills it; call 'Index.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES: Index.reserve(All.size());
  // CHECK-FIXES-NEXT: for (size_t I = 0; I < All.size(); ++I)
  // CHECK-FIXES-NOTES: Index.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (size_t I = 0; I < All.size(); ++I)
    Index.emplace(All[I], I);
}

void nodeMap(const absl::flat_hash_map<int, int> &From) {
  absl::node_hash_map<int, int> To;
  for (const auto &[Key, Value] : From)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'To' rehashes again and again while this loop fills it; call 'To.reserve(From.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES: To.reserve(From.size());
  // CHECK-FIXES-NEXT: for (const auto &[Key, Value] : From)
  // CHECK-FIXES-NOTES: To.reserve(From.size());
  // CHECK-FIXES-NOTES-NEXT: for (const auto &[Key, Value] : From)
    To.try_emplace(Key, Value);
}

void flatSetFromSpan(absl::Span<const int> All) {
  absl::flat_hash_set<int> Set;
  for (int X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : All)
    Set.insert(X);
}

void tree(const std::vector<int> &All) {
  absl::btree_map<int, int> Map;
  for (int X : All)
    Map[X] = X;
}

void tested(const std::vector<int> &All, int &New) {
  absl::flat_hash_set<int> Set;
  for (int X : All)
    New += Set.insert(X).second;
}
