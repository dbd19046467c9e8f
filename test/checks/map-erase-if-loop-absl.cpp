// REQUIRES: absl
// RUN: %check_tidy %s map-erase-if-loop %t

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/node_hash_set.h"
#include <map>
#include <unordered_set>

int flat(absl::flat_hash_map<int, int> &m) {
  int removed = 0;
  for (auto it = m.begin(); it != m.end();) {
    if (it->second == 0) {
      m.erase(it++);
      removed += 1;
    } else {
      ++it;
    }
  }
  // CHECK-MESSAGES: :[[@LINE-8]]:3: warning: elements of 'm' are erased one by one in a hand-written loop; use 'absl::erase_if'
  // CHECK-FIXES: {{^}}  removed += absl::erase_if(m, [&](const auto &element) { return element.second == 0; });{{$}}
  return removed;
}

void node(absl::node_hash_set<int> *s, int limit) {
  for (auto it = s->begin(), end = s->end(); it != end;) {
    auto copy = it++;
    if (*copy > limit)
      s->erase(copy);
  }
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: elements of '*s' {{.*}} use 'absl::erase_if'
  // CHECK-FIXES: {{^}}  absl::erase_if(*s, [&](const auto &element) { return element > limit; });{{$}}
}

void btree(absl::btree_map<int, int> &m) {
  for (auto it = m.begin(); it != m.end();)
    if (it->second == 0)
      it = m.erase(it);
    else
      ++it;
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: elements of 'm' {{.*}} use 'absl::erase_if'
  // CHECK-FIXES: {{^}}  absl::erase_if(m, [&](const auto &element) { return element.second == 0; });{{$}}
}

// ---- no warning --------------------------------------------------------------

// The standard has it from C++20 on.
void cxx17(std::map<int, int> &m, std::unordered_set<int> &s) {
  for (auto it = m.begin(); it != m.end();)
    if (it->second == 0)
      it = m.erase(it);
    else
      ++it;
  for (auto it = s.begin(); it != s.end();)
    if (*it == 0)
      it = s.erase(it);
    else
      ++it;
}
