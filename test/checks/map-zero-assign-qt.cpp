// RUN: %check_tidy %s map-zero-assign %t -- %qt6_flags

#include <QHash>
#include <QMap>
#include <QString>

struct Session {};

struct Sessions {
  QMap<int, Session *> Sorted;
  QHash<QString, Session *> Hashed;
  QHash<int, QString> Names;

  void remove(int k) {
    Sorted[k] = nullptr;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning null keeps the entry of 'Sorted', which is still visited, counted and never freed; erase the key [map-zero-assign]
    // CHECK-FIXES: Sorted.remove(k);
  }
  void close(const QString &k) {
    Hashed.insert(k, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning null keeps the entry of 'Hashed', {{.*}} [map-zero-assign]
    // CHECK-FIXES: Hashed.remove(k);
  }
  // Only standard values are known to die as they are assigned.
  void forgetName(int k) {
    Names[k] = QString();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: assigning an empty value keeps the entry of 'Names', {{.*}} [map-zero-assign]
    // CHECK-FIXES-NOTES: Names.remove(k);
  }
};
