// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// REQUIRES: absl
// RUN: %check_tidy %s map-subscript-insert %t -- %absl_flags

#include <absl/container/flat_hash_map.h>
#include <string>

void use(int);

absl::flat_hash_map<std::string, int> Flat;

void find(const std::string &K) {
  if (Flat[K] > 3)
    use(1);
}
// CHECK-NOTES: :[[@LINE-3]]:7: warning: reading 'Flat' by '[]' inserts an element for every key that is not in it; use 'find' [map-subscript-insert]
// CHECK-NOTES: :[[@LINE-4]]:7: note: look the key up without inserting it
// CHECK-FIXES-NOTES: if (auto it = Flat.find(K); it != Flat.end() && it->second > 3)
