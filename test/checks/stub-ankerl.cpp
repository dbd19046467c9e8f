// RUN: %check_tidy %s map-construct-in-loop,map-erase-if-loop,map-missing-reserve,map-redundant-lookup %t -- -I%root/test/stubs

#include <ankerl/unordered_dense.h>
#include <string>
#include <vector>

void show(std::size_t N);

void constructs(const std::vector<std::vector<int>> &Rows) {
  for (const std::vector<int> &Row : Rows) {
    ankerl::unordered_dense::map<int, int> PerRow;
    // CHECK-MESSAGES: :[[@LINE-1]]:44: warning: 'PerRow' is constructed and destroyed in every iteration and allocates anew each time; declare it before the loop and clear it [map-construct-in-loop]
    // CHECK-FIXES: {{^}}  ankerl::unordered_dense::map<int, int> PerRow;{{$}}
    // CHECK-FIXES: {{^}}    PerRow.clear();{{$}}
    for (int Cell : Row)
      ++PerRow[Cell];
    show(PerRow.size());
  }
}

ankerl::unordered_dense::map<int, int> fills(const std::vector<int> &Numbers) {
  ankerl::unordered_dense::map<int, int> Squares;
  for (int Number : Numbers)
    Squares[Number] = Number * Number;
  return Squares;
}
// CHECK-MESSAGES: :[[@LINE-4]]:3: warning: 'Squares' {{.*}} [map-missing-reserve]
// CHECK-FIXES-NOTES: {{^}}  Squares.reserve(Numbers.size());{{$}}

int looksUpTwice(const ankerl::unordered_dense::map<int, int> &Ages, int Id) {
  if (Ages.count(Id))
    return Ages.at(Id);
  return 0;
}
// CHECK-MESSAGES: :[[@LINE-4]]:7: warning: 'Ages' is searched twice for the same key; use the iterator of one 'Ages.find(Id)' [map-redundant-lookup]
// CHECK-FIXES: {{^}}  if (auto it = Ages.find(Id); it != Ages.end()){{$}}
// CHECK-FIXES: {{^}}    return it->second;{{$}}

void erases(ankerl::unordered_dense::map<int, int> &Ages) {
  for (auto It = Ages.begin(); It != Ages.end();) {
    if (It->second == 0)
      It = Ages.erase(It);
    else
      ++It;
  }
}
// CHECK-MESSAGES: :[[@LINE-7]]:3: warning: elements of 'Ages' are erased one by one in a hand-written loop; use 'std::erase_if' [map-erase-if-loop]
// CHECK-FIXES-NOTES: {{^}}  std::erase_if(Ages, [&](const auto &element) { return element.second == 0; });{{$}}
