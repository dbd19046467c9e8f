//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TEST_STUBS_PHMAP_H
#define MAPTIDY_TEST_STUBS_PHMAP_H

#include "../Members.h"

namespace phmap {
STUB_MAP(flat_hash_map)
STUB_MAP(node_hash_map)
STUB_SET(flat_hash_set)
} // namespace phmap

#endif // MAPTIDY_TEST_STUBS_PHMAP_H
