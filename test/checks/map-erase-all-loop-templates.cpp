// RUN: %check_tidy --std=c++17,c++20,c++23 %s map-erase-all-loop %t

#include <map>
#include <set>
#include <unordered_map>

template <class K, class V> void dependentArguments(std::map<K, V> &m) {
  for (auto it = m.begin(); it != m.end();)
    it = m.erase(it);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm' is erased one by one; use 'clear()'
  // CHECK-FIXES: {{^}}  m.clear();{{$}}
  for (typename std::map<K, V>::iterator it = m.begin(); it != m.end();)
    m.erase(it++);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm' is erased one by one; use 'clear()'
  // CHECK-FIXES: {{^}}  m.clear();{{$}}
  while (!m.empty())
    m.erase(m.begin());
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm' is erased one by one; use 'clear()'
  // CHECK-FIXES: {{^}}  m.clear();{{$}}
  m.erase(m.begin(), m.end());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: every element of 'm' is erased by a walk over the whole range
  // CHECK-FIXES: {{^}}  m.clear();{{$}}
}

template <class V> struct Registry {
  std::unordered_map<int, V *> entries;
  void reset() {
    for (auto it = entries.begin(); it != entries.end();) {
      delete it->second;
      it = entries.erase(it);
    }
    // CHECK-MESSAGES: :[[@LINE-4]]:5: warning: every element of 'entries' is erased one by one; do the work first, then call 'clear()'
    // CHECK-FIXES-NOTES: {{^}}    for (auto &element : entries) {{{$}}
    // CHECK-FIXES-NOTES-NEXT: {{^}}      delete element.second;{{$}}
    // CHECK-FIXES-NOTES-NEXT: {{^}}    }{{$}}
    // CHECK-FIXES-NOTES-NEXT: {{^}}    entries.clear();{{$}}
  }
};

// Judged once, on the pattern.
void instantiations(std::map<int, int> &a, std::map<char, int> &b,
                    Registry<int> &r) {
  dependentArguments(a);
  dependentArguments(b);
  r.reset();
}

// ---- no warning --------------------------------------------------------------

template <class M> void unknownContainer(M &m) {
  for (auto it = m.begin(); it != m.end();)
    it = m.erase(it);
  while (!m.empty())
    m.erase(m.begin());
}

template <class K> void conditional(std::set<K> &s) {
  for (auto it = s.begin(); it != s.end();)
    if (*it == K())
      it = s.erase(it);
    else
      ++it;
}
