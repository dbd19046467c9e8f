// RUN: %check_tidy --check-suffix=DEFAULT %s map-construct-in-loop %t
// RUN: %check_tidy --check-suffix=DEFAULT,ORDERED %s map-construct-in-loop %t --config='{CheckOptions: {map-construct-in-loop.IncludeOrdered: true}}'

#include <map>
#include <set>
#include <unordered_map>
#include <vector>

void show(std::size_t N);

void ordered(const std::vector<int> &V) {
  for (int X : V) {
    std::map<int, int> Tree;
    // CHECK-MESSAGES-ORDERED: :[[@LINE-1]]:24: warning: 'Tree' is constructed and destroyed in every iteration; declare it before the loop and clear it
    // CHECK-FIXES-ORDERED: Tree.clear();
    Tree[X] = 1;
    std::multiset<int> Bag;
    // CHECK-MESSAGES-ORDERED: :[[@LINE-1]]:24: warning: 'Bag' is constructed and destroyed in every iteration; declare it before the loop and clear it
    // CHECK-FIXES-ORDERED: Bag.clear();
    Bag.insert(X);
    std::unordered_map<int, int> Hashed;
    // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:34: warning: 'Hashed' is constructed and destroyed in every iteration and allocates anew each time; declare it before the loop and clear it
    // CHECK-FIXES-DEFAULT: Hashed.clear();
    Hashed[X] = 1;
    show(Tree.size() + Bag.size() + Hashed.size());
  }
}
