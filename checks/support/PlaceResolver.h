//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// From expressions to places: which place's value an expression is.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_PLACERESOLVER_H
#define MAPTIDY_SUPPORT_PLACERESOLVER_H

#include "support/NullState.h"
#include "support/PointerTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>

namespace clang::tidy::maps::support {

/// Strips what does not change a value: parentheses, implicit casts, cleanups,
/// temporaries' materialisation, elidable copies, rewritten operators.
const Expr *peel(const Expr *E);

/// A call of any spelling, dependent ones included.
struct CallShape {
  const Expr *Call = nullptr;
  const FunctionDecl *Callee = nullptr; ///< Null if dependent or indirect.
  StringRef Name;                       ///< Empty for operators.
  OverloadedOperatorKind Operator = OO_None;
  const Expr *Object = nullptr; ///< Of member calls and member operators.
  bool Arrow = false;           ///< `Object->f()`
  llvm::SmallVector<const Expr *, 4> Args;

  /// The types of the parameters that Args initialise; null type if unknown.
  QualType paramType(unsigned I) const;
};
std::optional<CallShape> parseCall(const Expr *E);

/// The type of a parameter through which a callee may write its argument.
bool isNonConstReference(QualType T);

/// The type of \p E; in templates also of an element of a known holder, which
/// has no type there yet.
QualType exprType(const Expr *E, const PointerTypes &Types);

class PlaceResolver {
public:
  PlaceResolver(const FunctionDecl *Function, const ASTContext &Context,
                const PointerTypes &Types)
      : Function(Function), Context(Context), Types(Types) {}

  /// The place whose value \p E reads: an lvalue, or a view of one
  /// (`p.get()`, `std::move(p)`, `v.size()`).
  std::optional<Place> place(const Expr *E);
  std::optional<Place> place(const ValueDecl *D);
  std::optional<unsigned> id(const Expr *E);
  unsigned id(const Place &P) { return Numbers.intern(P); }

  /// A property of the container \p Of.
  Place property(const Place &Of, PlaceStep::StepKind Kind,
                 StringRef Index = "");
  /// The element of \p Of with the key or index \p Index (null: any).
  Place element(const Place &Of, const Expr *Index);
  /// All elements of \p Of together.
  Place allElements(const Place &Of);
  /// `c.contains(k)` of \p Of.
  Place contains(const Place &Of, const Expr *Key);

  /// \p Variable runs over the elements of \p Range.
  void addLoopVariable(const VarDecl *Variable, const Expr *Range) {
    LoopRanges[Variable] = Range;
  }
  const Expr *rangeOf(const ValueDecl *Variable) const {
    return LoopRanges.lookup(dyn_cast<VarDecl>(Variable));
  }
  /// The container that \p Variable, an iterator, was made from by begin() or
  /// a lookup in its declaration.
  const Expr *iteratedBy(const ValueDecl *Variable) const;

  const Places &all() const { return Numbers; }

private:
  std::optional<Place> memberPlace(const MemberExpr *E);
  std::optional<Place> callPlace(const CallShape &Call);
  std::optional<Place> dereferenced(const Expr *Pointer);
  std::optional<std::string>
  spelling(const Expr *E, llvm::SmallVectorImpl<Region> &Reads, bool &Memory);

  const FunctionDecl *Function;
  const ASTContext &Context;
  const PointerTypes &Types;
  Places Numbers;
  llvm::DenseMap<const VarDecl *, const Expr *> LoopRanges;
  unsigned Depth = 0;
};

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_PLACERESOLVER_H
