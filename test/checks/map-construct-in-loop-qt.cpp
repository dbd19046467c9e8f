// Qt's containers are shared: clear() lets go of all they had.
// REQUIRES: qt6
// RUN: %check_tidy --std=c++17 %s map-construct-in-loop %t -- %qt6_flags

#include <QHash>
#include <QMap>
#include <QSet>
#include <QVector>

void silent(const QVector<int> &V) {
  for (int X : V) {
    QHash<int, int> Hash;
    Hash[X] = 1;
    QSet<int> Set;
    Set.insert(X);
    QMap<int, int> Map;
    Map.insert(X, X);
  }
}
