//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Names for the variables that edits introduce.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_NEWNAMES_H
#define MAPTIDY_SUPPORT_NEWNAMES_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace clang::tidy::maps::support {

/// The names that are taken in one function or closure body, by its code and by
/// the edits that were made for it.
class NewNames {
public:
  NewNames(const Stmt *Body, ASTContext &Context)
      : Body(Body), Context(Context) {}

  /// \p Base, or \p Base with a number, such that a variable of that name
  /// declared in \p Scope (an `if`, a block) neither hides nor is hidden by
  /// anything that \p Scope uses. The name is taken from then on.
  std::string take(llvm::StringRef Base, const Stmt *Scope);

private:
  bool isTaken(llvm::StringRef Name, const Stmt *Scope) const;

  struct Taken {
    std::string Name;
    const Stmt *Scope;
  };
  const Stmt *Body;
  ASTContext &Context;
  llvm::SmallVector<Taken, 4> Given;
};

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_NEWNAMES_H
