// REQUIRES: qt6
// RUN: %check_tidy %s map-erase-all-loop %t -- %qt6_flags

#include <QHash>
#include <QMap>
#include <QSet>

void hash(QHash<int, int> &h, QSet<int> &s) {
  for (auto it = h.begin(); it != h.end();)
    it = h.erase(it);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'h' is erased one by one; use 'clear()', which also frees the table
  // CHECK-FIXES-NOTES: {{^}}  h.clear();{{$}}
  while (!s.isEmpty())
    s.erase(s.begin());
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 's'
  // CHECK-FIXES-NOTES: {{^}}  s.clear();{{$}}
}

void map(QMap<int, int> &m) {
  for (auto it = m.begin(); it != m.end();)
    it = m.erase(it);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm'
  // CHECK-FIXES: void map(QMap<int, int> &m) {
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
  for (int key : m.keys())
    m.remove(key);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm'
  // CHECK-FIXES: {{^}}  m.clear();{{$}}
}

// A range-for over Qt's maps sees the values only: no fix.
void deletes(QMap<int, int *> &m) {
  for (auto it = m.begin(); it != m.end();) {
    delete it.value();
    it = m.erase(it);
  }
  // CHECK-MESSAGES: :[[@LINE-4]]:3: warning: every element of 'm' is erased one by one; do the work first
}

// ---- no warning --------------------------------------------------------------

void conditional(QMap<int, int> &m) {
  for (auto it = m.begin(); it != m.end();)
    if (it.value() == 0)
      it = m.erase(it);
    else
      ++it;
}

int drain(QHash<int, int> &h) {
  int sum = 0;
  for (int key : h.keys())
    sum += h.take(key);
  return sum;
}
