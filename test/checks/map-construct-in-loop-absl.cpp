// REQUIRES: absl
// RUN: %check_tidy --std=c++17 %s map-construct-in-loop %t

#include <absl/container/btree_map.h>
#include <absl/container/flat_hash_map.h>
#include <absl/container/node_hash_set.h>
#include <string>
#include <utility>
#include <vector>

void show(std::size_t N);

void tables(const std::vector<int> &V) {
  for (int X : V) {
    absl::flat_hash_map<int, std::string> Flat;
    // CHECK-MESSAGES: :[[@LINE-1]]:43: warning: 'Flat' is constructed and destroyed in every iteration and allocates anew each time; declare it before the loop and clear it, which keeps its table while that is small [map-construct-in-loop]
    // CHECK-FIXES: Flat.clear();
    Flat[X] = "x";
    absl::node_hash_set<int> Nodes(100);
    // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: 'Nodes' is constructed
    // CHECK-FIXES: Nodes.clear();
    Nodes.insert(X);
    show(Flat.size() + Nodes.size());
  }
}

void silent(const std::vector<int> &V,
            std::vector<absl::flat_hash_map<int, int>> &All) {
  for (int X : V) {
    absl::btree_map<int, int> Tree;
    Tree[X] = 1;
    show(Tree.size());
    absl::flat_hash_map<int, int> Moved;
    Moved[X] = 1;
    All.push_back(std::move(Moved));
  }
}
