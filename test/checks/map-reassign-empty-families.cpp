// REQUIRES: absl, boost, tsl
// RUN: %check_tidy %s map-reassign-empty %t

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include <boost/container/flat_map.hpp>
#include <boost/unordered_map.hpp>
#include <tsl/robin_map.h>

// It has no overload for initializer lists: `{}` is a new container.
void absl_(absl::flat_hash_map<int, int> &m) {
  m = {};
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: assigning an empty container to 'm' frees its table, which the next fill allocates anew; use 'clear()', which keeps the table while that is small
  // CHECK-FIXES: {{^}}  m.clear();{{$}}
  m[1] = 2;
  m = absl::flat_hash_map<int, int>();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: assigning an empty container to 'm'
  // CHECK-FIXES: {{^}}  m.clear();{{$}}
  m[1] = 2;
}

// It has one, which drops the table.
void tessil(tsl::robin_map<int, int> &m) {
  m = {};
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: assigning an empty container to 'm' frees its table
  // CHECK-FIXES: {{^}}  m.clear();{{$}}
  m[1] = 2;
}

void sortedArray(boost::container::flat_map<int, int> &m) {
  m = boost::container::flat_map<int, int>();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: assigning an empty container to 'm' frees its array
  // CHECK-FIXES: {{^}}  m.clear();{{$}}
  m[1] = 2;
}

void boostTable(boost::unordered_map<int, int> &m) {
  m = boost::unordered_map<int, int>{};
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: assigning an empty container to 'm' frees its table
  // CHECK-FIXES: {{^}}  m.clear();{{$}}
  m[1] = 2;
}

// ---- no warning --------------------------------------------------------------

void keeps(boost::unordered_map<int, int> &m, boost::container::flat_map<int, int> &f) {
  m = {};
  m[1] = 2;
  f = {};
  f[1] = 2;
}

void keepsNothing(absl::btree_map<int, int> &m) {
  m = {};
  m[1] = 2;
}
