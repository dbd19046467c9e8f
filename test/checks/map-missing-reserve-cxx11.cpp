// Without std::size and guaranteed elision.
//
// RUN: %check_tidy --std=c++11,c++14 %s map-missing-reserve %t

#include <iterator>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

void overArray() {
  int Array[100] = {};
  std::unordered_set<int> Set;
  for (int X : Array)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(100)' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(100);
  // CHECK-FIXES-NOTES-NEXT: for (int X : Array)
    Set.insert(X);
}

void autoDeclared(const std::vector<int> &All) {
  auto Set = std::unordered_set<int>();
  for (std::vector<int>::const_iterator It = All.begin(), End = All.end(); It != End; ++It)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (std::vector<int>::const_iterator It = All.begin(), End = All.end(); It != End; ++It)
    Set.insert(*It);
}

void copyInitialised(const std::vector<int> &All) {
  std::unordered_set<int> Set = {};
  for (int X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : All)
    Set.insert(X);
}

std::unique_ptr<std::unordered_map<int, int>> onHeap(const std::vector<int> &All) {
  std::unique_ptr<std::unordered_map<int, int>> Map(new std::unordered_map<int, int>);
  for (int X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: '*Map' rehashes again and again while this loop fills it; call '(*Map).reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: (*Map).reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : All)
    (*Map)[X] = X;
  return Map;
}

void copied(const std::vector<int> &All, const std::unordered_set<int> &From) {
  auto Set = From;
  for (int X : All)
    Set.insert(X);
}
