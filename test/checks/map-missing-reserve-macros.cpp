// RUN: %check_tidy %s map-missing-reserve %t

#include <cassert>
#include <unordered_map>
#include <unordered_set>
#include <vector>

using Ints = std::vector<int>;
using IntSet = std::unordered_set<int>;

#define FILL(Set, All) for (int X : All) Set.insert(X)
#define INSERT(Set, X) Set.insert(X)
#define EACH(X, All) for (int X : All)
#define IDENTITY(Code) Code
#define COUNT 64

void wholeLoopInBody(const Ints &All) {
  IntSet Set;
  FILL(Set, All);
}

void insertionInBody(const Ints &All) {
  IntSet Set;
  for (int X : All)
    INSERT(Set, X);
}

void headInBody(const Ints &All) {
  IntSet Set;
  EACH(X, All)
    Set.insert(X);
}

void inAssertion(const Ints &All) {
  IntSet Set;
  for (int X : All)
    assert(Set.insert(X).second);
}

void inArgument(const Ints &All) {
  IntSet Set;
  IDENTITY(for (int X : All) Set.insert(X);)
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
}

void macroAsBound() {
  IntSet Set;
  for (int I = 0; I < COUNT; ++I)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(COUNT)' before the loop [map-missing-reserve]
  // CHECK-FIXES: Set.reserve(COUNT);
  // CHECK-FIXES-NEXT: for (int I = 0; I < COUNT; ++I)
  // CHECK-FIXES-NOTES: Set.reserve(COUNT);
  // CHECK-FIXES-NOTES-NEXT: for (int I = 0; I < COUNT; ++I)
    Set.insert(I);
}
