// Policies given to the constructor make no room.
//
// RUN: %check_tidy %s map-missing-reserve %t

#include <memory_resource>
#include <unordered_map>
#include <vector>

using Map = std::pmr::unordered_map<int, int>;

void onlyAllocator(const std::vector<int> &All, std::pmr::memory_resource *Pool) {
  Map M(Pool);
  for (int X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'M' rehashes again and again while this loop fills it; call 'M.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: M.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : All)
    M[X] = X;
}

void bucketsAndAllocator(const std::vector<int> &All, std::pmr::memory_resource *Pool) {
  Map M(100, Pool);
  for (int X : All)
    M[X] = X;
}

struct Hash {
  size_t operator()(int X) const { return X * 31; }
};

void bucketsAndHash(const std::vector<int> &All) {
  std::unordered_map<int, int, Hash> M(100, Hash());
  for (int X : All)
    M[X] = X;
}
