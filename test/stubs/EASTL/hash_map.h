//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TEST_STUBS_HASH_MAP_H
#define MAPTIDY_TEST_STUBS_HASH_MAP_H

#include "../Members.h"

namespace eastl {
STUB_MAP(hash_map)
STUB_MAP_ERASE_IF(hash_map)
} // namespace eastl

#endif // MAPTIDY_TEST_STUBS_HASH_MAP_H
