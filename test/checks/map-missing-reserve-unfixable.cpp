// Fills that are reported where the number cannot be written in front of the
// loop, or where there is no room for a line.
//
// RUN: %check_tidy --std=c++20 %s map-missing-reserve %t

#include <iterator>
#include <ranges>
#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

using Ints = std::vector<int>;
using IntSet = std::unordered_set<int>;
Ints make();
Ints &next();
template <typename T> void use(const T &);

void temporary() {
  IntSet Set;
  for (int X : make())
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; reserve room for one element per iteration before the loop [map-missing-reserve]
    Set.insert(X);
}

void sideEffects() {
  IntSet Set;
  for (int X : next())
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; reserve room for one element per iteration before the loop [map-missing-reserve]
    Set.insert(X);
}

void initStatement() {
  IntSet Set;
  for (Ints All = make(); int X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; reserve room for one element per iteration before the loop [map-missing-reserve]
    Set.insert(X);
}

void bracedList(int A) {
  IntSet Set;
  for (int X : {A, 2, 3, 4, 5, 6, 7, 8})
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; reserve room for one element per iteration before the loop [map-missing-reserve]
    Set.insert(X);
}

void sizedView(const Ints &All) {
  IntSet Set;
  for (int X : All | std::views::transform([](int X) { return X + 1; }))
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; reserve room for one element per iteration before the loop [map-missing-reserve]
    Set.insert(X);
}

void namedView(const Ints &All, size_t N) {
  IntSet Set;
  auto Some = All | std::views::drop(N);
  for (int X : Some)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; reserve room for one element per iteration before the loop [map-missing-reserve]
    Set.insert(X);
}

void iota(int N) {
  IntSet Set;
  for (int X : std::views::iota(0, N))
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; reserve room for one element per iteration before the loop [map-missing-reserve]
    Set.insert(X);
}

void viewWithoutSize(const Ints &All) {
  IntSet Set;
  for (int X : All | std::views::filter([](int X) { return X > 0; }))
    Set.insert(X);
}

void viewOfViewWithoutSize(const Ints &All) {
  IntSet Set;
  for (int X : All | std::views::filter([](int X) { return X > 0; }) |
                   std::views::transform([](int X) { return X + 1; }))
    Set.insert(X);
}

void noBraces(const Ints &All, bool Wanted) {
  IntSet Set;
  if (Wanted)
    for (int X : All)
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
      Set.insert(X);
}

void inCase(const Ints &All, int Which) {
  IntSet Set;
  switch (Which) {
  case 1:
    for (int X : All)
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
      Set.insert(X);
  }
}

void aliasInLoop(const Ints &All) {
  IntSet Set;
  for (int X : All) {
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Alias' rehashes again and again while this loop fills it; reserve room for one element per iteration before the loop [map-missing-reserve]
    IntSet &Alias = Set;
    Alias.insert(X);
  }
}

void endInInit(const int *First, size_t N) {
  IntSet Set;
  for (const int *It = First, *End = First + N; It != End; ++It)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; reserve room for one element per iteration before the loop [map-missing-reserve]
    Set.insert(*It);
}

void rangesCopy(const Ints &All) {
  IntSet Set;
  std::ranges::copy(All, std::inserter(Set, Set.end()));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this call fills it; call 'Set.reserve(All.size())' before the call [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: std::ranges::copy(All, std::inserter(Set, Set.end()));
}

void rangesTransform(const Ints &All) {
  IntSet Set;
  std::ranges::transform(All.begin(), All.end(), std::inserter(Set, Set.end()), [](int X) { return X + 1; });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this call fills it; call 'Set.reserve(All.size())' before the call [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: std::ranges::transform(All.begin(), All.end(), std::inserter(Set, Set.end()), [](int X) { return X + 1; });
}
