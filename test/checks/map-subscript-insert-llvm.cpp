// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// REQUIRES: llvm-adt
// RUN: %check_tidy %s map-subscript-insert %t -- %llvm_adt_flags

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringMap.h"

void use(int);

struct Value {};
llvm::DenseMap<Value *, unsigned> Numbers;
llvm::StringMap<Value *> Symbols;
llvm::MapVector<int, Value *> Ordered;

void lookup(Value *V, llvm::StringRef Name, int I) {
  use(Numbers[V]);
  if (Symbols[Name])
    use(2);
  if (!Ordered[I])
    use(3);
}
// CHECK-NOTES: :[[@LINE-6]]:7: warning: reading 'Numbers' by '[]' {{.*}}; use 'lookup' [map-subscript-insert]
// CHECK-NOTES: :[[@LINE-7]]:7: note: 'lookup' gives a default value without inserting
// CHECK-FIXES-NOTES: use(Numbers.lookup(V));
// CHECK-NOTES: :[[@LINE-8]]:7: warning: reading 'Symbols' {{.*}}
// CHECK-NOTES: :[[@LINE-9]]:7: note: {{.*}}
// CHECK-FIXES-NOTES: if (Symbols.lookup(Name))
// CHECK-NOTES: :[[@LINE-9]]:8: warning: reading 'Ordered' {{.*}}
// CHECK-NOTES: :[[@LINE-10]]:8: note: {{.*}}
// CHECK-FIXES-NOTES: if (!Ordered.lookup(I))

unsigned silent(Value *V) {
  if (!Numbers.count(V))
    return 0;
  return Numbers[V];
}
unsigned numbered(Value *V) {
  unsigned &N = Numbers[V];
  if (!N)
    N = Numbers.size();
  return N;
}
