// REQUIRES: boost, tsl
// RUN: %check_tidy --std=c++17 %s map-construct-in-loop %t

#include <boost/container/flat_map.hpp>
#include <boost/unordered_map.hpp>
#include <tsl/robin_map.h>
#include <tsl/robin_set.h>
#include <vector>

void show(std::size_t N);

void tables(const std::vector<int> &V) {
  for (int X : V) {
    boost::unordered_map<int, int> Nodes;
    // CHECK-MESSAGES: :[[@LINE-1]]:36: warning: 'Nodes' is constructed and destroyed in every iteration and allocates anew each time; declare it before the loop and clear it
    // CHECK-FIXES: Nodes.clear();
    Nodes[X] = 1;
    boost::container::flat_map<int, int> Array;
    // CHECK-MESSAGES: :[[@LINE-1]]:42: warning: 'Array' is constructed
    // CHECK-FIXES: Array.clear();
    Array[X] = 1;
    tsl::robin_map<int, int> Robin;
    // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: 'Robin' is constructed
    // CHECK-FIXES: Robin.clear();
    Robin[X] = 1;
    tsl::robin_set<int> Sized(100);
    // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'Sized' is constructed
    // CHECK-FIXES: Sized.clear();
    Sized.insert(X);
    show(Nodes.size() + Array.size() + Robin.size() + Sized.size());
  }
}

void silent(const std::vector<int> &V, boost::unordered_map<int, int> &Out) {
  for (int X : V) {
    boost::unordered_map<int, int> Swapped;
    Swapped[X] = 1;
    Out.swap(Swapped);
  }
}
