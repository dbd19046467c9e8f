// REQUIRES: boost, tsl, llvm-adt
// RUN: %check_tidy %s map-erase-all-loop %t -- %llvm_adt_flags

#include <boost/container/flat_map.hpp>
#include <boost/unordered_map.hpp>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/MapVector.h>
#include <tsl/robin_map.h>

void boostUnordered(boost::unordered_map<int, int> &m) {
  for (auto it = m.begin(); it != m.end();)
    it = m.erase(it);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm' is erased one by one; use 'clear()'
  // CHECK-FIXES: void boostUnordered(boost::unordered_map<int, int> &m) {
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
}

void boostFlat(boost::container::flat_map<int, int *> &m) {
  while (!m.empty()) {
    delete m.begin()->second;
    m.erase(m.begin());
  }
  // CHECK-MESSAGES: :[[@LINE-4]]:3: warning: every element of 'm'
  // CHECK-FIXES-NOTES: {{^}}  for (auto &&element : m) {{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}    delete element.second;{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}  }{{$}}
  // CHECK-FIXES-NOTES-NEXT: {{^}}  m.clear();{{$}}
}

void robin(tsl::robin_map<int, int> &m) {
  for (auto it = m.begin(); it != m.end();)
    it = m.erase(it);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm'
  // CHECK-FIXES: void robin(tsl::robin_map<int, int> &m) {
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
}

void dense(llvm::DenseMap<int, int> &m) {
  for (auto it = m.begin(); it != m.end();)
    m.erase(it++);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm'
  // CHECK-FIXES: void dense(llvm::DenseMap<int, int> &m) {
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
}

// Its iterators are pointers.
void mapVector(llvm::MapVector<int, int> &m) {
  for (auto it = m.begin(); it != m.end();)
    it = m.erase(it);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: every element of 'm'
  // CHECK-FIXES: void mapVector(llvm::MapVector<int, int> &m) {
  // CHECK-FIXES-NEXT: {{^}}  m.clear();{{$}}
}
