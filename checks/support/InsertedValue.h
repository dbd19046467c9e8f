//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What a value that is inserted under a condition may be turned into when the
/// condition goes: an argument that is always evaluated, or an assignment that
/// stays under a condition.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_INSERTEDVALUE_H
#define MAPTIDY_SUPPORT_INSERTEDVALUE_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace clang::tidy::maps::support {

enum class Evaluation {
  Default, ///< Just what `try_emplace(k)` makes: `{}`, `T()`.
  Forward, ///< May be evaluated always, and passed on: `1`, `x`,
           ///< `std::move(x)`.
  Lazy,    ///< Costs something or has effects: only when it is needed.
};

/// How \p Value, which is assigned to or constructs a \p Mapped, may be used.
Evaluation evaluationOf(const Expr *Value, QualType Mapped,
                        ASTContext &Context);

/// Whether `T x; x = Value;` compiles and does what `T x(Value);` does.
bool canAssignLater(const Expr *Value, QualType Mapped, ASTContext &Context);

/// Whether nothing but a lack of memory makes the evaluation throw, apart from
/// those parts that \p Ignore names.
bool isNoThrow(const Expr *E,
               llvm::function_ref<bool(const Expr *)> Ignore = nullptr);

/// An arithmetic, enumeration or pointer type.
bool isScalar(QualType T);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_INSERTEDVALUE_H
