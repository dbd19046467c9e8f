// REQUIRES: boost
// RUN: %check_tidy %s map-missing-reserve %t -- %boost_flags

#include <boost/container/flat_map.hpp>
#include <boost/container/flat_set.hpp>
#include <boost/unordered_map.hpp>
#include <boost/unordered_set.hpp>
#include <map>
#include <vector>

void unorderedMap(const std::vector<int> &All) {
  boost::unordered_map<int, int> Map;
  for (int X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Map' rehashes again and again while this loop fills it; call 'Map.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Map.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : All)
    Map[X] = X;
}

void unorderedSet(const std::vector<int> &All) {
  boost::unordered_set<int> Set;
  for (auto It = All.begin(); It != All.end(); ++It)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (auto It = All.begin(); It != All.end(); ++It)
    Set.insert(*It);
}

void sortedArray(const std::map<int, int> &From) {
  // Ordered, but an array that grows.
  boost::container::flat_map<int, int> Map;
  for (const auto &Pair : From)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Map' reallocates again and again while this loop fills it; call 'Map.reserve(From.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES: Map.reserve(From.size());
  // CHECK-FIXES-NEXT: for (const auto &Pair : From)
  // CHECK-FIXES-NOTES: Map.reserve(From.size());
  // CHECK-FIXES-NOTES-NEXT: for (const auto &Pair : From)
    Map.emplace_hint(Map.end(), Pair.first, Pair.second);
}

void sortedArrayHint(const std::map<int, int> &From) {
  boost::container::flat_map<int, int> Map;
  auto Hint = Map.begin();
  for (const auto &Pair : From)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Map' reallocates again and again while this loop fills it; call 'Map.reserve(From.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES: Map.reserve(From.size());
  // CHECK-FIXES-NEXT: for (const auto &Pair : From)
  // CHECK-FIXES-NOTES: Map.reserve(From.size());
  // CHECK-FIXES-NOTES-NEXT: for (const auto &Pair : From)
    Hint = Map.emplace_hint(Hint, Pair.first, Pair.second);
}

void sortedSet(const std::vector<int> &All) {
  boost::container::flat_set<int> Set;
  Set.reserve(All.size());
  for (int X : All)
    Set.insert(X);
}
