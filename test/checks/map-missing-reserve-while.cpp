// RUN: %check_tidy --std=c++11,c++20 %s map-missing-reserve %t

#include <cstddef>
#include <list>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

using Counts = std::unordered_map<int, int>;
void show(const Counts &C);
int next();

void iterator(const std::vector<int> &V) {
  Counts M;
  auto It = V.begin();
  while (It != V.end()) {
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'M' rehashes again and again while this loop fills it; call 'M.reserve(V.size())' before the loop [map-missing-reserve]
    M.emplace(*It, next());
    ++It;
  }
  // CHECK-FIXES-NOTES: auto It = V.begin();
  // CHECK-FIXES-NOTES-NEXT: M.reserve(V.size());
  // CHECK-FIXES-NOTES-NEXT: while (It != V.end()) {
  show(M);
}

void stepWithinTheInsertion(const std::list<int> &L) {
  Counts M;
  std::list<int>::const_iterator It = L.begin(), End = L.end();
  while (End != It)
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'M' rehashes
    M.emplace(*It++, 1);
  // CHECK-FIXES-NOTES: M.reserve(L.size());
  show(M);
}

void assignedBefore(const std::vector<int> &V) {
  std::vector<int>::const_iterator It;
  Counts M;
  It = V.begin();
  while (It != V.end()) {
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'M' rehashes
    // CHECK-FIXES-NOTES: M.reserve(V.size());
    int Value = *It++;
    M[Value] = 1;
  }
  show(M);
}

void pointers(const int *First, const int *Last) {
  std::unordered_set<int> S;
  while (First != Last)
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'S' rehashes
    // CHECK-FIXES-NOTES: S.reserve(Last - First);
    S.insert(*First++);
}

// Not all of them: it starts at the second.
void advancedBefore(const std::vector<int> &V) {
  Counts M;
  auto It = V.begin();
  ++It;
  while (It != V.end()) {
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'M' rehashes
    // CHECK-FIXES-NOTES: M.reserve(V.end() - It);
    M.emplace(*It, 1);
    ++It;
  }
  show(M);
}

void counter(const std::vector<int> &V, int N) {
  Counts M;
  std::size_t I = 0;
  while (I < V.size()) {
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'M' rehashes
    // CHECK-FIXES-NOTES: M.reserve(V.size());
    M.emplace(V[I], 1);
    I++;
  }
  show(M);
  Counts ById;
  int Id = 0;
  while (Id != N) {
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'ById' rehashes
    // CHECK-FIXES: ById.reserve(N);
    // CHECK-FIXES-NOTES: ById.reserve(N);
    ById.emplace(Id, next());
    Id += 1;
  }
  show(ById);
}

void countsDown(unsigned N) {
  Counts M;
  while (N--)
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'M' rehashes
    // CHECK-FIXES-NOTES: M.reserve(N);
    M[next()] = 1;
  show(M);
}

void stepsInTheBodyOfFor(const std::vector<int> &V) {
  Counts M;
  for (auto It = V.begin(); It != V.end();) {
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'M' rehashes
    // CHECK-FIXES-NOTES: M.reserve(V.size());
    M.emplace(*It, 1);
    ++It;
  }
  show(M);
}

//===----------------------------------------------------------------------===//
// No count
//===----------------------------------------------------------------------===//

struct Node {
  Node *Next;
  int Key;
};

void unknownCounts(Node *N, std::vector<int> &V, int *P, int *End, int Width) {
  Counts M;
  while (N) {
    M.emplace(N->Key, 1);
    N = N->Next;
  }
  Counts Drained;
  while (!V.empty()) {
    Drained.emplace(V.back(), 1);
    V.pop_back();
  }
  Counts Strides;
  while (P != End) {
    Strides.emplace(*P, 1);
    P += Width;
  }
  show(M);
  show(Drained);
  show(Strides);
}

void stepsUnderACondition(const std::vector<int> &V) {
  Counts M;
  auto It = V.begin();
  while (It != V.end()) {
    M.emplace(*It, 1);
    if (next())
      ++It;
  }
  Counts Groups;
  It = V.begin();
  while (It != V.end()) {
    Groups.emplace(*It, 1);
    ++It;
    while (It != V.end() && *It == 0)
      ++It;
  }
  show(M);
  show(Groups);
}

void movingEnd(std::vector<int> &V, int N) {
  Counts M;
  std::size_t I = 0;
  while (I < V.size()) {
    M.emplace(V[I], 1);
    V.push_back(next());
    ++I;
  }
  Counts Shrinking;
  int Low = 0;
  while (Low < N) {
    Shrinking.emplace(Low, 1);
    ++Low;
    --N;
  }
  show(M);
  show(Shrinking);
}

void fewOrRepeated(const std::vector<int> &V) {
  Counts Few;
  int I = 0;
  while (I < 4) {
    Few.emplace(I, 1);
    ++I;
  }
  std::unordered_set<int> Seen;
  auto It = V.begin();
  while (It != V.end()) {
    if (!Seen.insert(*It).second)
      next();
    ++It;
  }
  Counts Coarse;
  It = V.begin();
  while (It != V.end())
    Coarse.emplace(*It++ % 10, 1);
  show(Few);
  show(Coarse);
}

void declaredOutsideAnOuterLoop(const std::vector<std::vector<int>> &Rows) {
  Counts M;
  for (const std::vector<int> &Row : Rows) {
    auto It = Row.begin();
    while (It != Row.end())
      M.emplace(*It++, 1);
  }
  show(M);
}

void pointerBoundOnce(const std::vector<int> &V) {
  Counts M;
  M.clear();
  Counts *P = &M;
  for (int X : V)
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: '*P' rehashes
    // CHECK-FIXES-NOTES: (*P).reserve(V.size());
    (*P)[X] = 1;
  show(M);
}

void fill(Counts *C);
void pointerHandedOut(const std::vector<int> &V) {
  Counts M;
  Counts *P = &M;
  fill(P);
  for (int X : V)
    (*P)[X] = 1;
  show(M);
}
