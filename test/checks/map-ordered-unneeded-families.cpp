// REQUIRES: qt5, absl, boost
// RUN: %check_tidy %s map-ordered-unneeded %t -- %qt5_flags

#include <QMap>
#include <QString>
#include <absl/container/btree_map.h>
#include <absl/container/btree_set.h>
#include <boost/container/flat_set.hpp>
#include <boost/container/map.hpp>
#include <string>
#include <utility>
#include <vector>

void use(int);

int qt(const std::vector<QString> &Names) {
  QMap<QString, int> Index;
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'Index' keeps its keys in order, {{.*}}; use 'QHash'
  for (const QString &Name : Names)
    Index.insert(Name, Name.size());
  QMap<QString, int> Walked;
  for (const QString &Name : Names)
    Walked[Name] += 1;
  use(Walked.firstKey().size());
  return Index.value(Names.front());
}

void abseil(const std::vector<std::pair<int, int>> &Pairs) {
  absl::btree_set<std::pair<int, int>> Seen;
  // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: 'Seen' keeps its keys in order, {{.*}}; use 'absl::flat_hash_set'
  absl::btree_map<int, int> Sorted;
  for (const auto &P : Pairs) {
    if (Seen.insert(P).second)
      use(P.first);
    Sorted[P.first] = P.second;
  }
  for (const auto &P : Sorted)
    use(P.second);
}

void boost_(const std::vector<int> &All) {
  boost::container::map<int, int> M;
  // CHECK-MESSAGES: :[[@LINE-1]]:35: warning: 'M' keeps its keys in order, {{.*}}; use 'boost::unordered_map'
  boost::container::flat_set<int> Flat; // chosen for its few elements
  for (int I : All)
    use(M[I]++ + Flat.insert(I).second);
}
