//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TEST_STUBS_F14SET_H
#define MAPTIDY_TEST_STUBS_F14SET_H

#include "../../Members.h"

namespace folly {
STUB_SET(F14ValueSet)
STUB_SET_ERASE_IF(F14ValueSet)
STUB_SET(F14NodeSet)
STUB_SET_ERASE_IF(F14NodeSet)
STUB_SET(F14VectorSet)
STUB_SET_ERASE_IF(F14VectorSet)
STUB_SET(F14FastSet)
STUB_SET_ERASE_IF(F14FastSet)
} // namespace folly

#endif // MAPTIDY_TEST_STUBS_F14SET_H
