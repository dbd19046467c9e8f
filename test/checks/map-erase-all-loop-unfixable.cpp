// RUN: %check_tidy %s map-erase-all-loop %t

#include <map>

using Map = std::map<int, int>;

void usesTheIteratorLater(Map &m, bool &none) {
  auto it = m.begin();
  while (it != m.end())
    it = m.erase(it);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm' is erased one by one; use 'clear()'
  none = it == m.begin();
}

int counts(Map &m) {
  int n = 0;
  for (auto it = m.begin(); it != m.end(); ++n)
    it = m.erase(it);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm' is erased one by one; do the work first, then call 'clear()'
  while (!m.empty()) {
    ++n;
    m.erase(m.begin());
  }
  // CHECK-MESSAGES: :[[@LINE-4]]:3: warning: every element of 'm'
  return n;
}

void withoutBraces(std::map<int, int *> &m, bool b) {
  if (b)
    for (auto it = m.begin(); it != m.end(); it = m.erase(it))
      delete it->second;
  // CHECK-MESSAGES: :[[@LINE-2]]:5: warning: every element of 'm'
}

void directiveInTheLoop(Map &m) {
  while (!m.empty())
    m.erase(
#ifdef LATER
        --m.end()
#else
        m.begin()
#endif
    );
  // CHECK-MESSAGES: :[[@LINE-8]]:3: warning: every element of 'm'
}

// ---- no warning --------------------------------------------------------------

#define DRAIN(m)                                                               \
  while (!(m).empty())                                                         \
  (m).erase((m).begin())
void macroBody(Map &m) { DRAIN(m); }
