// REQUIRES: qt6
// RUN: %check_tidy %s map-erase-if-loop %t -- %qt6_flags

#include <QHash>
#include <QList>
#include <QMap>
#include <QSet>
#include <QString>

// The predicate takes the iterator, as the loop had it.
void hash(QHash<int, QString> &h, QSet<int> &s) {
  for (auto it = h.begin(); it != h.end();) {
    if (it.value().isEmpty() && it.key() > 3)
      it = h.erase(it);
    else
      ++it;
  }
  // CHECK-MESSAGES: :[[@LINE-6]]:3: warning: elements of 'h' are erased one by one in a hand-written loop; use 'removeIf'
  // CHECK-FIXES: {{^}}  h.removeIf([&](const auto &it) { return it.value().isEmpty() && it.key() > 3; });{{$}}
  for (QSet<int>::iterator i = s.begin(); i != s.end();)
    if (*i < 0)
      i = s.erase(i);
    else
      ++i;
  // CHECK-MESSAGES: :[[@LINE-5]]:3: warning: elements of 's'
  // CHECK-FIXES: {{^}}  s.removeIf([&](const auto &element) { return element < 0; });{{$}}
}

void map(QMap<int, QString> &m) {
  QMap<int, QString>::iterator it = m.begin();
  while (it != m.end()) {
    if (it->isEmpty() || *it == QString()) {
      it = m.erase(it);
    } else {
      it++;
    }
  }
  // CHECK-MESSAGES: :[[@LINE-7]]:3: warning: elements of 'm'
  // CHECK-FIXES: {{^}}  m.removeIf([&](const auto &it) { return it->isEmpty() || *it == QString(); });{{$}}
}

void collected(QHash<int, QString> &h) {
  QList<int> dead;
  for (auto it = h.constBegin(); it != h.constEnd(); ++it)
    if (it.value().isEmpty())
      dead.append(it.key());
  for (int key : dead)
    h.remove(key);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: keys of 'h' are copied, only to look each up again and erase it; use 'removeIf'
  // CHECK-FIXES-NOTES: {{^}}  h.removeIf([&](const auto &it) { return it.value().isEmpty(); });{{$}}
}

// ---- no warning --------------------------------------------------------------

void changes(QHash<int, int> &h) {
  for (auto it = h.begin(); it != h.end();)
    if (--it.value() == 0)
      it = h.erase(it);
    else
      ++it;
  for (auto it = h.begin(); it != h.end();)
    if (--*it == 0)
      it = h.erase(it);
    else
      ++it;
}

int taken(QHash<int, int> &h) {
  int sum = 0;
  for (auto it = h.begin(); it != h.end();)
    if (it.value() == 0) {
      sum += it.key();
      it = h.erase(it);
    } else {
      ++it;
    }
  return sum;
}
