//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// How often a loop runs, where that is known in O(1) before it starts.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_TRIPCOUNT_H
#define MAPTIDY_SUPPORT_TRIPCOUNT_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include <optional>
#include <string>

namespace clang::tidy::maps::support {

/// The number of iterations of a loop that is not left early.
struct TripCount {
  enum CountKind {
    Elements,  ///< A range-for: Variable is the element.
    Iterators, ///< Variable is an iterator or pointer that walks.
    Counter,   ///< Variable is an integer that steps.
  } Kind = Elements;
  /// Source text that computes it, valid on the line before the loop:
  /// "v.size()", "std::size(a)", "n", "last - first". Never less than the
  /// number of iterations, but it may be a little more where the exact number
  /// could underflow. Empty if nothing can be spelled there: the range is a
  /// temporary, has side effects, is a view, or stands in a macro.
  std::string Text;
  /// Its value, if it is a constant.
  std::optional<uint64_t> Constant;
  /// What the loop walks from begin to end, without parentheses and implicit
  /// casts; null for counters and for iterators from elsewhere.
  const Expr *Source = nullptr;
  /// The loop variable, where there is one.
  const VarDecl *Variable = nullptr;
  /// Text is a signed number that nothing proves not to be negative, in which
  /// case the loop would not run at all.
  bool MayBeNegative = false;
};

/// \returns nothing unless \p Loop is a range-for over something whose size
/// takes O(1), an iterator loop from begin to end (or between random-access
/// iterators), or a counted loop whose bounds do not change; `while` loops may
/// step at any place that every iteration passes. Early exits are
/// not looked at.
std::optional<TripCount> tripCount(const Stmt *Loop, ASTContext &Context);

/// The number of elements of what \p Range denotes, as for a range-for over it.
std::optional<TripCount> elementCount(const Expr *Range, ASTContext &Context);

/// The number of elements from \p Begin up to \p End: the size of a container
/// if they are its begin and end, the difference of random-access iterators
/// otherwise.
std::optional<TripCount> elementCount(const Expr *Begin, const Expr *End,
                                      ASTContext &Context);

/// Whether \p Region visibly writes to the variable or member \p D: assigns,
/// increments, calls a non-const member, binds a non-const reference or takes
/// its address. Calls that could reach \p D by another way are not considered:
/// for what is but a hint, as a number of elements to reserve, they do not
/// matter.
bool writesVisibly(const Stmt *Region, const ValueDecl *D, ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_TRIPCOUNT_H
