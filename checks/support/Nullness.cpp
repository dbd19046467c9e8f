//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Nullness.h"

namespace clang::tidy::maps::support {
std::vector<NullDereference>
findNullDereferences(const FunctionDecl *, ASTContext &,
                     const model::ContainerModel &) {
  return {};
}
} // namespace clang::tidy::maps::support
