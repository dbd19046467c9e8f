// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// REQUIRES: qt6
// RUN: %check_tidy %s map-subscript-insert %t -- %qt6_flags

#include <QHash>
#include <QMap>
#include <QString>
#include <QStringList>

void use(const QString &);
void count(int);

struct Settings {
  QHash<QString, QString> Values;
  QMap<int, QStringList> Lists;
  QHash<int, struct Object *> Objects;

  bool compared(const QString &K) { return Values[K] == "on"; }
  // CHECK-NOTES: :[[@LINE-1]]:44: warning: reading 'Values' by '[]' inserts an element for every key that is not in it; use 'value' [map-subscript-insert]
  // CHECK-NOTES: :[[@LINE-2]]:44: note: 'value' gives a default value without inserting
  // CHECK-FIXES-NOTES: bool compared(const QString &K) { return Values.value(K) == "on"; }

  QString returned(const QString &K) { return Values[K]; }
  // CHECK-NOTES: :[[@LINE-1]]:47: warning: reading 'Values' {{.*}}
  // CHECK-NOTES: :[[@LINE-2]]:47: note: {{.*}}
  // CHECK-FIXES-NOTES: QString returned(const QString &K) { return Values.value(K); }

  void tested(int K) {
    if (!Objects[K])
      count(1);
  }
  // CHECK-NOTES: :[[@LINE-3]]:10: warning: reading 'Objects' {{.*}}
  // CHECK-NOTES: :[[@LINE-4]]:10: note: {{.*}}
  // CHECK-FIXES-NOTES: if (!Objects.value(K))

  void anArgument(const QString &K) { use(Values[K + "/name"]); }
  // CHECK-NOTES: :[[@LINE-1]]:43: warning: reading 'Values' {{.*}}
  // CHECK-NOTES: :[[@LINE-2]]:43: note: {{.*}}
  // CHECK-FIXES-NOTES: void anArgument(const QString &K) { use(Values.value(K + "/name")); }

  void aMemberOfTheValue(int K) { count(Lists[K].size()); }
  // CHECK-NOTES: :[[@LINE-1]]:41: warning: reading 'Lists' {{.*}}
  // CHECK-NOTES: :[[@LINE-2]]:41: note: {{.*}}
  // CHECK-FIXES-NOTES: void aMemberOfTheValue(int K) { count(Lists.value(K).size()); }

  // The temporary would be gone.
  const QString &byReference(const QString &K) { return Values[K]; }
  // CHECK-NOTES: :[[@LINE-1]]:57: warning: reading 'Values' {{.*}}

  const QChar *intoTheValue(const QString &K) { return Values[K].constData(); }
  // CHECK-NOTES: :[[@LINE-1]]:56: warning: reading 'Values' {{.*}}
};

// ---- silent -----------------------------------------------------------------

struct Silent {
  QHash<QString, QString> Values;
  QMap<int, QStringList> Lists;

  // The subscript of a constant container gives a copy.
  QString constant(const QString &K) const { return Values[K]; }
  QString constantReference(const QHash<QString, QString> &H, const QString &K) {
    return H[K];
  }
  QString constantByFunction(const QString &K) { return qAsConst(Values)[K]; }
  void keys() {
    for (const QString &K : Values.keys())
      use(Values[K]);
    const QList<int> Ids = Lists.keys();
    for (int Id : Ids)
      count(Lists[Id].size());
  }
  QString tested(const QString &K) {
    if (!Values.contains(K))
      return {};
    return Values[K];
  }
  QString inserted(const QString &K) {
    Values.insert(K, "x");
    return Values[K];
  }
  void grown(int K) {
    Lists[K] << "x";
    Lists[K].append("y");
  }
};
