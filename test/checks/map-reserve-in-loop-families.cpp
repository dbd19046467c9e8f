// REQUIRES: absl, boost, tsl
// RUN: %check_tidy %s map-reserve-in-loop %t

#include "absl/container/flat_hash_map.h"
#include <boost/container/flat_map.hpp>
#include <tsl/robin_map.h>
#include <vector>

void tessil(tsl::robin_map<int, int> &m, const std::vector<int> &v) {
  for (int x : v) {
    m.reserve(m.size() + 1);
    m.insert({x, x});
  }
  // CHECK-MESSAGES: :[[@LINE-3]]:5: warning: 'm' makes room for just a little more in every iteration, and rehashes all elements each time; reserve the total before the loop
  // CHECK-FIXES-NOTES: {{^}}  m.reserve(m.size() + v.size());{{$}}
}

void sortedArray(boost::container::flat_map<int, int> &m, const std::vector<int> &v) {
  for (int x : v) {
    m.reserve(m.size() + 1);
    m.emplace(x, x);
  }
  // CHECK-MESSAGES: :[[@LINE-3]]:5: warning: 'm' makes room for just a little more in every iteration, and reallocates all elements each time
  // CHECK-FIXES-NOTES: {{^}}  m.reserve(m.size() + v.size());{{$}}
}

// ---- no warning --------------------------------------------------------------

// Its tables grow by doubling, whatever is reserved.
void doubles(absl::flat_hash_map<int, int> &m, const std::vector<int> &v) {
  for (int x : v) {
    m.reserve(m.size() + 1);
    m.emplace(x, x);
  }
}
