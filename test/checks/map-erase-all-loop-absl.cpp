// REQUIRES: absl
// RUN: %check_tidy %s map-erase-all-loop %t -- %absl_flags

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/node_hash_set.h"

// erase(it) returns nothing, and clear() frees a large table.
void loop(absl::flat_hash_map<int, int> &m) {
  for (auto it = m.begin(); it != m.end();)
    m.erase(it++);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm' is erased one by one; use 'clear()', which frees the table once it is large
  // CHECK-FIXES-NOTES: {{^}}  m.clear();{{$}}
}

void front(absl::node_hash_set<int> &s) {
  while (!s.empty())
    s.erase(s.begin());
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 's'
  // CHECK-FIXES-NOTES: {{^}}  s.clear();{{$}}
}

void alwaysTrue(absl::flat_hash_map<int, int> &m) {
  absl::erase_if(m, [](const auto &) { return true; });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: every element of 'm' is erased by a predicate that is always true; use 'clear()', which frees
  // CHECK-FIXES-NOTES: {{^}}  m.clear();{{$}}
}

// Nothing is kept either way.
void tree(absl::btree_map<int, int> &m) {
  for (auto it = m.begin(); it != m.end();)
    it = m.erase(it);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm' is erased one by one; use 'clear()'
  // CHECK-FIXES: {{^}}  m.clear();{{$}}
  m.erase(m.begin(), m.end());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: every element of 'm' is erased by a walk
  // CHECK-FIXES: {{^}}  m.clear();{{$}}
}

// ---- no warning --------------------------------------------------------------

// This is how to keep the table.
void keepsTheTable(absl::flat_hash_map<int, int> &m,
                   absl::node_hash_set<int> &s) {
  m.erase(m.begin(), m.end());
  s.erase(s.begin(), s.end());
}
