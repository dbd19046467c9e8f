// RUN: %check_tidy --std=c++20,c++23 %s map-erase-all-loop %t

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <unordered_set>

void alwaysTrue(std::set<int> &s, std::unordered_set<int> *p) {
  std::erase_if(s, [](int) { return true; });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: every element of 's' is erased by a predicate that is always true; use 'clear()'
  // CHECK-FIXES: {{^}}  s.clear();{{$}}
  std::erase_if(*p, [](const auto &) { return 1 < 2; });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: every element of '*p' is erased by
  // CHECK-FIXES: {{^}}  p->clear();{{$}}
}

// ---- no warning --------------------------------------------------------------

std::size_t counted(std::set<int> &s) {
  return std::erase_if(s, [](int) { return true; });
}

void conditional(std::set<int> &s, bool all) {
  std::erase_if(s, [](int x) { return x > 2; });
  std::erase_if(s, [](int) { return false; });
  std::erase_if(s, [all](int) { return all; });
}
