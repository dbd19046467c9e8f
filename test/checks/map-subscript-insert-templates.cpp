// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Templates, macros, and standards without `if` with an initialiser.
//
// RUN: %check_tidy --std=c++11 --check-suffix=,OLD %s map-subscript-insert %t
// RUN: %check_tidy --std=c++17 --check-suffix=,NEW %s map-subscript-insert %t

#include <map>
#include <string>
#include <utility>
#include <vector>

void use(int);

// ---- the pattern is judged, once ---------------------------------------------

template <typename K, typename V> struct Cache {
  std::map<K, V> Values;
  std::map<int, V *> Known;

  V get(const K &Key) { return Values[Key]; }
  // CHECK-NOTES: :[[@LINE-1]]:32: warning: reading 'Values' by '[]' inserts an element for every key that is not in it; use 'find' [map-subscript-insert]
  bool isSet(const K &Key) { return Values[Key] == V(); }
  // CHECK-NOTES: :[[@LINE-1]]:37: warning: reading 'Values' {{.*}}
  void copied(const K &Key) {
    V Copy = Values[Key];
    (void)Copy;
  }
  // CHECK-NOTES: :[[@LINE-3]]:14: warning: reading 'Values' {{.*}}
  V *find(int Id) { return Known[Id]; }
  // CHECK-NOTES: :[[@LINE-1]]:28: warning: reading 'Known' {{.*}}

  V &reference(const K &Key) { return Values[Key]; }
  void written(const K &Key, const V &Value) { Values[Key] = Value; }
  void counted(const K &Key) { ++Values[Key]; }
  // Who knows what these do with it?
  void called(const K &Key) { Values[Key].update(); }
  void passed(const K &Key) { consume(Values[Key]); }
  V tested(const K &Key) {
    if (Values.count(Key))
      return Values[Key];
    return V();
  }
};

int instances() {
  Cache<int, int> A;
  Cache<std::string, double> B;
  return A.get(1) + int(B.get("x")) + A.isSet(2);
}

// T may be a container or an array.
template <typename T> int unknown(T &Map, int K) { return Map[K]; }

template <typename T> struct Box {
  T Value;
};
int knownInThisInstance(Box<std::map<int, int>> &B, int K) {
  return B.Value[K];
}
// CHECK-NOTES: :[[@LINE-2]]:10: warning: reading 'B.Value' {{.*}}

// ---- macros ---------------------------------------------------------------------

std::map<int, int> M;

#define USE(X) use(X)
#define IF(X) if (X)
#define KEY 17
#define EXPECT_EQ(A, B) use((A) == (B))

void arguments(int K) {
  USE(M[K]);
  IF(M[K + 1])
    use(1);
  if (M[KEY])
    use(2);
}
// CHECK-NOTES: :[[@LINE-6]]:7: warning: reading 'M' {{.*}}
// CHECK-NOTES: :{{.*}}: note: expanded from macro 'USE'
// CHECK-NOTES: :[[@LINE-7]]:6: warning: reading 'M' {{.*}}
// CHECK-NOTES: :{{.*}}: note: expanded from macro 'IF'
// CHECK-NOTES: :[[@LINE-7]]:7: warning: reading 'M' {{.*}}
// CHECK-NOTES-NEW: :[[@LINE-8]]:7: note: look the key up without inserting it
// CHECK-FIXES-NOTES-NEW: if (auto it = M.find(KEY); it != M.end() && it->second)

void inAnAssertion(int K) { EXPECT_EQ(M[K], 3); }

// ---- no edit ----------------------------------------------------------------------

void aComment(int K) {
  if (M[K] /* seen */)
    use(1);
}
// CHECK-NOTES: :[[@LINE-3]]:7: warning: reading 'M' {{.*}}
// CHECK-NOTES-NEW: :[[@LINE-4]]:7: note: {{.*}}
// CHECK-FIXES-NOTES-NEW: if (auto it = M.find(K); it != M.end() && it->second /* seen */)

void aCommentInTheEdit(int K) {
  if (/* seen? */ M[K])
    use(1);
  if (M[/* other */ K + 2])
    use(1);
}
// CHECK-NOTES: :[[@LINE-5]]:19: warning: reading 'M' {{.*}}
// CHECK-NOTES-NEW: :[[@LINE-6]]:19: note: {{.*}}
// CHECK-FIXES-NOTES-NEW: if (/* seen? */ auto it = M.find(K); it != M.end() && it->second)
// CHECK-NOTES: :[[@LINE-6]]:7: warning: reading 'M' {{.*}}

void lookedUpAgainAfterwards(int K) {
  if (M[K])
    use(1);
  use(M[K]);
}
// CHECK-NOTES: :[[@LINE-4]]:7: warning: reading 'M' {{.*}}

void notTheWholeCondition(int K, bool C) {
  if (C && M[K])
    use(1);
  while (M[K + 1])
    use(2);
}
// CHECK-NOTES: :[[@LINE-5]]:12: warning: reading 'M' {{.*}}
// CHECK-NOTES: :[[@LINE-4]]:10: warning: reading 'M' {{.*}}

int theOutcomeIsNotKnown(int K, int L) {
  if (M[K] == L)
    return 1;
  return 0;
}
// CHECK-NOTES: :[[@LINE-4]]:7: warning: reading 'M' {{.*}}

void whichMap(std::vector<std::map<int, int>> &Ms, int I, int K) {
  if (Ms[I++][K])
    use(1);
}
// CHECK-NOTES: :[[@LINE-3]]:7: warning: reading 'Ms[I++]' {{.*}}
