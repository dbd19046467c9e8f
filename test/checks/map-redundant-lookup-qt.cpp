// REQUIRES: qt6
// RUN: %check_tidy %s map-redundant-lookup %t -- %qt6_flags

#include <QHash>
#include <QMap>
#include <QSet>
#include <QString>

int value(const QHash<QString, int> &H, const QString &K) {
  if (H.contains(K))
    return H.value(K);
  return -1;
}
// CHECK-MESSAGES: :[[@LINE-4]]:7: warning: 'H' is searched twice for the same key; use the iterator of one 'H.constFind(K)' [map-redundant-lookup]
// CHECK-FIXES: if (auto it = H.constFind(K); it != H.constEnd())
// CHECK-FIXES-NEXT: return it.value();

int subscript(QMap<QString, int> &M, const QString &K) {
  if (!M.contains(K))
    return 0;
  M[K] = 4;
  return M.value(K);
}
// CHECK-MESSAGES: :[[@LINE-5]]:8: warning: 'M' is searched 3 times for the same key; use the iterator of one 'M.find(K)' [map-redundant-lookup]
// CHECK-FIXES: auto it = M.find(K);
// CHECK-FIXES-NEXT: if (it == M.end())
// CHECK-FIXES: it.value() = 4;
// CHECK-FIXES-NEXT: return it.value();

void remove(QHash<QString, int> &H, QSet<int> &S, const QString &K) {
  if (H.contains(K))
    H.remove(K);
  if (S.contains(3)) {
    S.remove(3);
  }
}
// CHECK-MESSAGES: :[[@LINE-6]]:7: warning: 'H' is searched twice for the same key; 'H.remove(K)' alone does nothing if it is absent [map-redundant-lookup]
// CHECK-MESSAGES: :[[@LINE-5]]:7: warning: 'S' is searched twice for the same key; 'S.remove(3)' alone does nothing if it is absent [map-redundant-lookup]
// CHECK-FIXES: H.remove(K);
// CHECK-FIXES-NEXT: S.remove(3);

int takeAndRemove(QHash<int, int> &H, int K) {
  int N = 0;
  if (H.contains(K)) {
    N += H[K];
    H.remove(K);
  }
  return N;
}
// CHECK-MESSAGES: :[[@LINE-6]]:7: warning: 'H' is searched 3 times for the same key; use the iterator of one 'H.find(K)' [map-redundant-lookup]
// CHECK-FIXES: if (auto it = H.find(K); it != H.end()) {
// CHECK-FIXES-NEXT: N += it.value();
// CHECK-FIXES-NEXT: H.erase(it);

int insertThenValue(QMap<int, int> &M, int K) {
  M.insert(K, 3);
  return M.value(K, 1) + M[K];
}
// CHECK-MESSAGES: :[[@LINE-3]]:3: warning: 'M' is searched twice for the same key; use the iterator that 'insert' returns [map-redundant-lookup]
// CHECK-FIXES: auto it = M.insert(K, 3);
// CHECK-FIXES-NEXT: return M.value(K, 1) + it.value();

// What 'value' returns is a copy, which 'forget' may need after it has removed
// the element.
struct OpenedFiles {
  QHash<QString, QString> Files;
  void forget(const QString &Path);
  int count(const QString &Path) const;

  void close(const QString &K) {
    if (Files.contains(K))
      forget(Files.value(K));
  }

  int size(const QString &K) const {
    if (Files.contains(K))
      return count(Files.value(K));
    return 0;
  }
};
// CHECK-MESSAGES: :[[@LINE-10]]:9: warning: 'Files' is searched twice for the same key; use the iterator of one 'Files.constFind(K)' [map-redundant-lookup]
// CHECK-FIXES-NOTES: if (Files.contains(K))
// CHECK-FIXES-NOTES-NEXT: forget(Files.value(K));
// CHECK-MESSAGES: :[[@LINE-8]]:9: warning: 'Files' is searched twice for the same key; use the iterator of one 'Files.constFind(K)' [map-redundant-lookup]
// CHECK-FIXES-NOTES: if (auto it = Files.constFind(K); it != Files.constEnd())
// CHECK-FIXES-NOTES-NEXT: return count(it.value());

// ---- no warning ----

// No insertion tells whether it took place.
void insertIfAbsent(QHash<int, int> &H, QSet<int> &S, int K, int &N) {
  if (!H.contains(K))
    H.insert(K, 3);
  if (!S.contains(K)) {
    S.insert(K);
    ++N;
  }
}

void multi(QMultiHash<int, int> &H, int K) {
  if (H.contains(K))
    H.insert(K, 3);
}
