// REQUIRES: qt5, absl, boost
// RUN: %check_tidy --std=c++23 %s map-flat-candidate %t \
// RUN:   --config="{CheckOptions: {map-flat-candidate.MaxHashedEntries: 2}}" -- %qt5_flags

#include <QHash>
#include <QString>
#include <absl/container/flat_hash_map.h>
#include <boost/container/flat_map.hpp>
#include <boost/container/map.hpp>
#include <boost/unordered_set.hpp>
#include <map>
#include <set>
#include <string_view>
#include <unordered_set>

int standard(std::string_view S) {
  static const std::map<std::string_view, int> Sorted = {{"a", 1}, {"b", 2}, {"c", 3}};
  // CHECK-MESSAGES: :[[@LINE-1]]:48: warning: 'Sorted' is a constant table of 3 entries that is built on the heap at the first call; use a sorted constexpr array or 'std::flat_map'
  static const std::unordered_set<int> Few = {1, 2};
  // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: 'Few' is a constant table of 2 entries {{.*}}; use a switch, a sorted constexpr array or 'std::flat_set'
  static const std::unordered_set<int> Many = {1, 2, 3}; // more than the option says
  return Sorted.at(S) + static_cast<int>(Few.count(1) + Many.count(1));
}

int others(int K) {
  static const absl::flat_hash_map<int, int> Table = {{1, 2}, {3, 4}};
  // CHECK-MESSAGES: :[[@LINE-1]]:46: warning: 'Table' is a constant table of 2 entries {{.*}}; use a switch or a sorted constexpr array [map-flat-candidate]
  static const boost::container::map<int, int> Tree = {{1, 2}, {3, 4}, {5, 6}};
  // CHECK-MESSAGES: :[[@LINE-1]]:48: warning: 'Tree' is a constant table of 3 entries {{.*}}; use a switch, a sorted constexpr array or 'boost::container::flat_map'
  static const boost::container::flat_map<int, int> Flat = {{1, 2}, {3, 4}}; // flat already
  static const QHash<int, const char *> Hash = {{1, "one"}, {2, "two"}};
  // CHECK-MESSAGES: :[[@LINE-1]]:41: warning: 'Hash' is a constant table of 2 entries that
  static const QHash<QString, int> Names = {{"one", 1}, {"two", 2}}; // no constant strings
  return Table.at(K) + Tree.at(K) + Flat.at(K) + *Hash.value(K) + Names.value("one");
}
