// REQUIRES: qt5, qt6
// RUN: %check_tidy %s map-iterator-invalidation %t -- %qt5_flags
// RUN: %check_tidy %s map-iterator-invalidation %t -- %qt6_flags

#include <QHash>
#include <QMap>
#include <QSet>
#include <QString>

void use(int);

void removeInWalk(QSet<int> &s) {
  for (int x : s)
    if (x)
      s.remove(x);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'remove' invalidates the iterator of the loop that walks 's'; walk with an iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
}

void incrementAfterErase(QHash<int, int> &m) {
  for (auto it = m.begin(); it != m.end(); ++it)
  // CHECK-MESSAGES: :[[@LINE-1]]:46: warning: 'it' is no longer valid, since its element was erased from 'm'; continue with the iterator that 'erase' returns [map-iterator-invalidation]
    if (it.value())
      m.erase(it);
}

void incrementAfterRemove(QHash<int, int> &m) {
  for (auto it = m.begin(); it != m.end(); ++it)
  // CHECK-MESSAGES: :[[@LINE-1]]:46: warning: 'it' is no longer valid, since its element was erased from 'm'; erase by iterator and continue with the one that 'erase' returns [map-iterator-invalidation]
    if (it.value())
      m.remove(it.key());
}

int useAfterRemove(QMap<int, int> &m, int k) {
  auto it = m.find(k);
  m.remove(k);
  return it.value();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is no longer valid, since its element was erased from 'm'; copy what is needed before erasing [map-iterator-invalidation]
}

int acrossInsert(QHash<int, int> &m, int k) {
  auto it = m.find(k);
  m.insert(k + 1, 2);
  return it.value();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is no longer valid, since 'm' may have been rehashed; look the element up again, or reserve room before [map-iterator-invalidation]
}

int referenceAfterRemove(QHash<int, int> &m, int k) {
  int &value = m[k];
  m.remove(k);
  return value;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'value' is no longer valid, since its element was erased from 'm'; copy what is needed before erasing [map-iterator-invalidation]
}

// ---- no warning ----

void walkOverCopy(QSet<int> &s) {
  const auto copy = s;
  for (int x : copy)
    s.remove(x);
}

void foreachCopies(QSet<int> &s) {
  foreach (int x, s)
    s.remove(x);
}

void keysAreCopies(QMap<int, int> &m) {
  for (int k : m.keys())
    m.remove(k);
}

void reassigned(QHash<int, int> &m) {
  for (auto it = m.begin(); it != m.end();)
    if (it.value())
      it = m.erase(it);
    else
      ++it;
}

void insertIntoTree(QMap<int, int> &m) {
  for (auto it = m.begin(); it != m.end(); ++it)
    m.insert(it.key() + 1, 2);
}

void insertedInstead(QHash<int, QString> &m, int k) {
  auto it = m.constFind(k);
  if (it == m.constEnd())
    it = m.insert(k, "x");
  QString text = it.value();
}

void valueCopies(QHash<int, int> &m, int k) {
  const int value = m.value(k);
  m[k + 1] = value;
  use(value);
}

void javaStyle(QHash<int, int> &m) {
  QMutableHashIterator<int, int> i(m);
  while (i.hasNext()) {
    i.next();
    if (i.value())
      i.remove();
  }
}
