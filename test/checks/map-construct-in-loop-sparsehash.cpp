// RUN: %check_tidy --std=c++17 %s map-construct-in-loop %t
// REQUIRES: sparsehash

#include <cstddef>
#include <sparsehash/dense_hash_map>
#include <vector>

void show(std::size_t N);

// No fix: the marker keys may be set once only.
void keepsItsFirstBuckets(const std::vector<std::vector<int>> &Rows) {
  for (const std::vector<int> &Row : Rows) {
    google::dense_hash_map<int, int> PerRow;
    // CHECK-MESSAGES: :[[@LINE-1]]:38: warning: 'PerRow' is constructed and destroyed in every iteration and allocates anew each time; declare it before the loop and clear it, which keeps its table while that is small [map-construct-in-loop]
    PerRow.set_empty_key(-1);
    for (int Cell : Row)
      ++PerRow[Cell];
    show(PerRow.size());
  }
}
