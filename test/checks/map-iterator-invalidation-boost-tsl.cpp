// REQUIRES: tsl, boost
// RUN: %check_tidy %s map-iterator-invalidation %t -- %tsl_flags %boost_flags

#include <boost/container/flat_map.hpp>
#include <boost/unordered_map.hpp>
#include <string>
#include <tsl/robin_map.h>

int insertionMovesInSpiteOfRoom(tsl::robin_map<int, int> &m) {
  m.reserve(100);
  auto it = m.find(1);
  m[2] = 3;
  return it->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is no longer valid, since 'm' may have moved its elements to grow; look the element up again [map-iterator-invalidation]
}

int erasureMoves(tsl::robin_map<int, int> &m) {
  auto it = m.find(1);
  m.erase(2);
  return it->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is no longer valid, since erasing from 'm' moved other elements; copy what is needed before erasing [map-iterator-invalidation]
}

int rehash(boost::unordered_map<int, int> &m) {
  auto it = m.find(1);
  m[2] = 3;
  return it->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'it' is no longer valid, since 'm' may have been rehashed; look the element up again, or reserve room before [map-iterator-invalidation]
}

using Array = boost::container::flat_map<int, std::string>;

std::string erasureShifts(Array &m) {
  auto &value = m[1];
  m.erase(2);
  return value;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'value' is no longer valid, since erasing from 'm' moved other elements; copy what is needed before erasing [map-iterator-invalidation]
}

std::string insertionShifts(Array &m) {
  m.reserve(100);
  auto &value = m[1];
  m[2] = "x";
  return value;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'value' is no longer valid, since inserting into 'm' moves its elements; look the element up again [map-iterator-invalidation]
}

void oldEnd(Array &m) {
  auto end = m.end();
  for (auto it = m.begin(); it != end;) {
  // CHECK-MESSAGES: :[[@LINE-1]]:35: warning: 'end' is no longer valid, since erasing from 'm' moved other elements; continue with the iterator that 'erase' returns [map-iterator-invalidation]
    if (it->second.empty())
      it = m.erase(it);
    else
      ++it;
  }
}

void assignElement(Array &m) {
  m[1] = m[2];
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the value is read after the subscript on the left may have moved the elements of 'm'; copy it first [map-iterator-invalidation]
}

// ---- no warning ----

int nodesStay(boost::unordered_map<int, int> &m) {
  auto &value = m[1];
  m[2] = 3;
  return value;
}

void newEnd(Array &m) {
  for (auto it = m.begin(); it != m.end();) {
    if (it->second.empty())
      it = m.erase(it);
    else
      ++it;
  }
}
