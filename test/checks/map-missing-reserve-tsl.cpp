// REQUIRES: tsl
// RUN: %check_tidy %s map-missing-reserve %t -- %tsl_flags

#include <string>
#include <tsl/robin_map.h>
#include <tsl/robin_set.h>
#include <vector>

void map(const std::vector<std::string> &All) {
  tsl::robin_map<std::string, size_t> Index;
  for (size_t I = 0; I < All.size(); ++I)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Index' rehashes again and again while this loop fills it; call 'Index.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Index.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (size_t I = 0; I < All.size(); ++I)
    Index.insert({All[I], I});
}

void set(const std::vector<int> &All) {
  tsl::robin_set<int> Set;
  Set.max_load_factor(0.5F);
  for (int X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : All)
    Set.insert(X);
}

void perRow(const std::vector<std::vector<int>> &Rows) {
  // Its reserve() rehashes each time.
  tsl::robin_set<int> Set;
  for (const auto &Row : Rows)
    for (int X : Row)
      Set.insert(X);
}
