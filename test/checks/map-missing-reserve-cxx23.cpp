// RUN: %check_tidy --std=c++23 %s map-missing-reserve %t

#include <algorithm>
#include <iterator>
#include <ranges>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

struct Row {
  int Id;
  std::string Name;
};

std::unordered_map<int, const Row *> span(std::span<const Row> Rows) {
  std::unordered_map<int, const Row *> ById;
  for (const Row &R : Rows)
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'ById' rehashes again and again while this loop fills it; call 'ById.reserve(Rows.size())' before the loop [map-missing-reserve]
    // CHECK-FIXES: ById.reserve(Rows.size());
    // CHECK-FIXES-NOTES: ById.reserve(Rows.size());
    ById.emplace(R.Id, &R);
  return ById;
}

std::unordered_set<int> rangesAlgorithm(const std::vector<Row> &Rows) {
  std::unordered_set<int> Ids;
  std::ranges::transform(Rows, std::inserter(Ids, Ids.end()), &Row::Id);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Ids' rehashes again and again while this call fills it; call 'Ids.reserve(Rows.size())' before the call
  // CHECK-FIXES-NOTES: Ids.reserve(Rows.size());
  return Ids;
}

// A view has a size, but its spelling builds it once more.
std::unordered_map<int, int> views(const std::vector<Row> &Rows) {
  std::unordered_map<int, int> M;
  for (const Row &R : Rows | std::views::reverse)
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'M' rehashes again and again while this loop fills it; reserve room for one element per iteration before the loop
    M[R.Id] = 1;
  return M;
}

std::unordered_map<int, int> filtered(const std::vector<Row> &Rows) {
  std::unordered_map<int, int> M;
  for (const Row &R :
       Rows | std::views::filter([](const Row &R) { return R.Id > 0; }))
    M[R.Id] = 1;
  return M;
}
