// RUN: %check_tidy %s map-missing-reserve %t --config='{CheckOptions: {map-missing-reserve.WarnOnConditional: true, map-missing-reserve.MinTripCount: 100}}'

#include <unordered_map>
#include <vector>
#include <string>

using Ints = std::vector<int>;
using IntMap = std::unordered_map<int, int>;

void conditional(const Ints &All) {
  IntMap Map;
  for (int X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Map' rehashes again and again while this loop fills it; call 'Map.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Map.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : All)
    if (X > 0)
      Map[X] = X;
}

void skipped(size_t N) {
  // Distinct keys, but fewer than iterations.
  std::unordered_map<size_t, int> Map;
  for (size_t I = 0; I < N; ++I) {
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Map' rehashes again and again while this loop fills it; call 'Map.reserve(N)' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Map.reserve(N);
  // CHECK-FIXES-NOTES-NEXT: for (size_t I = 0; I < N; ++I) {
    if (I % 2)
      continue;
    Map.emplace(I, 0);
  }
}

void leftEarly(const Ints &All) {
  IntMap Map;
  for (int X : All) {
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Map' rehashes again and again while this loop fills it; call 'Map.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Map.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : All) {
    if (X == 0)
      break;
    Map[X] = X;
  }
}

void tested(const Ints &All) {
  IntMap Map;
  int Repeated = 0;
  for (int X : All)
    if (!Map.emplace(X, 0).second)
      ++Repeated;
}

void belowMinimum() {
  IntMap Map;
  for (int I = 0; I < 99; ++I)
    Map[I] = I;
}

void atMinimum() {
  IntMap Map;
  for (int I = 0; I < 100; ++I)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Map' rehashes again and again while this loop fills it; call 'Map.reserve(100)' before the loop [map-missing-reserve]
  // CHECK-FIXES: Map.reserve(100);
  // CHECK-FIXES-NEXT: for (int I = 0; I < 100; ++I)
  // CHECK-FIXES-NOTES: Map.reserve(100);
  // CHECK-FIXES-NOTES-NEXT: for (int I = 0; I < 100; ++I)
    Map[I] = I;
}
