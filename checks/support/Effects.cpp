//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Effects.h"

namespace clang::tidy::maps::support {
bool isPure(const Expr *) { return false; }
bool mayWrite(const Stmt *, const ObjectPath &, ASTContext &) { return true; }
bool mayChangeValue(const Stmt *, const Expr *, ASTContext &) { return true; }
std::optional<llvm::SmallVector<ObjectPath, 4>> objectsReadBy(const Expr *) {
  return std::nullopt;
}
} // namespace clang::tidy::maps::support
