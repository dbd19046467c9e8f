//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Escape.h"

namespace clang::tidy::maps::support {
Escape escapes(const VarDecl *, const Stmt *, ASTContext &,
               const model::ContainerModel &) {
  return {EscapeKind::AddressTaken, nullptr};
}
} // namespace clang::tidy::maps::support
