//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// The branches of a loop's body as one condition: which elements are taken.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_ERASEDECISION_H
#define MAPTIDY_SUPPORT_ERASEDECISION_H

#include "support/ElementWork.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>
#include <string>

namespace clang::tidy::maps::support {

/// What one statement of the body is to the decision.
struct BodyAction {
  enum ActionKind {
    Other, ///< Neither of these: the body does more than decide.
    Take,  ///< `it = m.erase(it);`
    Step,  ///< `++it;`
    Count, ///< `++n;`
    Pick,  ///< `it = c ? m.erase(it) : std::next(it);`
  } Kind = Other;
  /// The counter, or the condition of Pick, which takes where it is true.
  const Expr *E = nullptr;
};

/// A tree of tests at whose leaves an element is taken or kept.
struct EraseDecision {
  enum Leaf { Keep = -1, Take = -2 };
  struct Test {
    const Expr *Condition;
    /// Index of the next test, or a Leaf.
    int Then, Else;
  };
  llvm::SmallVector<Test, 2> Tests;
  int Root = Keep;
  /// Declarations in front of the first test.
  llvm::SmallVector<const Stmt *, 2> Locals;
  /// The counter of what is taken.
  const Expr *Counter = nullptr;

  /// Locals and conditions.
  llvm::SmallVector<const Stmt *, 4> parts() const;
};

/// \param KeepsByStepping an element is kept by an explicit Step, and passing
/// the end of the body without one is something else.
///
/// \returns nothing if the body does anything but decide.
std::optional<EraseDecision>
parseDecision(llvm::ArrayRef<const Stmt *> Body, bool KeepsByStepping,
              llvm::function_ref<BodyAction(const Stmt *)> Classify);

/// The statements of a predicate, `return kv.second == 0;`, where \p Uses of
/// the cursor are called \p Name. Empty if they cannot be spelled.
std::string predicateText(const EraseDecision &D,
                          llvm::ArrayRef<ElementUse> Uses, llvm::StringRef Name,
                          const ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_ERASEDECISION_H
