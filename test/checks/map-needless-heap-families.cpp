// REQUIRES: qt5, absl
// RUN: %check_tidy %s map-needless-heap %t -- %qt5_flags

#include <QHash>
#include <QScopedPointer>
#include <QSharedPointer>
#include <QString>
#include <absl/container/flat_hash_map.h>
#include <memory>

void qtOwners(const QString &K) {
  QScopedPointer<QHash<QString, int>> P(new QHash<QString, int>);
  // CHECK-MESSAGES: :[[@LINE-1]]:41: warning: the container that 'P' owns never
  P->insert(K, 1);
  auto Q = QSharedPointer<QHash<QString, int>>::create();
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the container that 'Q' owns never
  Q->insert(K, 1);
  // CHECK-FIXES: QHash<QString, int> P;
  // CHECK-FIXES: P.insert(K, 1);
}
void qtNullIsAState(const QString &K) {
  QScopedPointer<QHash<QString, int>> P(new QHash<QString, int>);
  if (!P.isNull())
    P->insert(K, 1);
}
int abseil() {
  auto P = std::make_unique<absl::flat_hash_map<int, int>>();
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the container that 'P' owns never
  P->emplace(1, 2);
  return P->at(1);
  // CHECK-FIXES: absl::flat_hash_map<int, int> P;
  // CHECK-FIXES: P.emplace(1, 2);
  // CHECK-FIXES-NEXT: return P.at(1);
}
