// REQUIRES: qt6
// RUN: %check_tidy %s map-missing-reserve %t -- %qt6_flags

#include <QHash>
#include <QList>
#include <QMap>
#include <QSet>
#include <QString>
#include <QVector>

void hash(const QVector<QString> &All) {
  QHash<QString, int> Index;
  for (const QString &X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Index' rehashes again and again while this loop fills it; call 'Index.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Index.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (const QString &X : All)
    Index.insert(X, 1);
}

void hashBySubscript(const QVector<QString> &All) {
  QHash<QString, int> Index;
  for (int I = 0; I < All.size(); ++I)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Index' rehashes again and again while this loop fills it; call 'Index.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Index.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int I = 0; I < All.size(); ++I)
    Index[All[I]] = I;
}

void keysOfMap(const QMap<int, QString> &From) {
  QHash<int, QString> To;
  for (auto It = From.constBegin(); It != From.constEnd(); ++It)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'To' rehashes again and again while this loop fills it; call 'To.reserve(From.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES: To.reserve(From.size());
  // CHECK-FIXES-NEXT: for (auto It = From.constBegin(); It != From.constEnd(); ++It)
  // CHECK-FIXES-NOTES: To.reserve(From.size());
  // CHECK-FIXES-NOTES-NEXT: for (auto It = From.constBegin(); It != From.constEnd(); ++It)
    To.insert(It.key(), It.value());
}

void valuesOfMap(const QMap<int, int> &From) {
  // A walk over Qt's maps gives the values, which may repeat.
  QSet<int> Values;
  for (int X : From)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Values' rehashes again and again while this loop fills it; call 'Values.reserve(From.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Values.reserve(From.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : From)
    Values.insert(X);
}

void set(const QList<int> &All) {
  QSet<int> Set;
  for (int X : All)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Set' rehashes again and again while this loop fills it; call 'Set.reserve(All.size())' before the loop [map-missing-reserve]
  // CHECK-FIXES-NOTES: Set.reserve(All.size());
  // CHECK-FIXES-NOTES-NEXT: for (int X : All)
    Set << X;
}

void tree(const QList<int> &All) {
  QMap<int, int> Map;
  for (int X : All)
    Map.insert(X, X);
}

void reserved(const QList<int> &All) {
  QSet<int> Set;
  Set.reserve(All.size());
  for (int X : All)
    Set.insert(X);
}
