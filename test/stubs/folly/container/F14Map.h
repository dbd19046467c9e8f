//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TEST_STUBS_F14MAP_H
#define MAPTIDY_TEST_STUBS_F14MAP_H

#include "../../Members.h"

namespace folly {
STUB_MAP(F14ValueMap)
STUB_MAP_ERASE_IF(F14ValueMap)
STUB_MAP(F14NodeMap)
STUB_MAP_ERASE_IF(F14NodeMap)
STUB_MAP(F14VectorMap)
STUB_MAP_ERASE_IF(F14VectorMap)
STUB_MAP(F14FastMap)
STUB_MAP_ERASE_IF(F14FastMap)
} // namespace folly

#endif // MAPTIDY_TEST_STUBS_F14MAP_H
