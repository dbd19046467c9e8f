//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// The values of places in a state of the nullness analysis: what an expression
/// yields, and what a write leaves.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_NULLVALUES_H
#define MAPTIDY_SUPPORT_NULLVALUES_H

#include "support/FunctionShape.h"
#include "support/NullState.h"
#include "support/Nullness.h"
#include "support/PlaceResolver.h"
#include "clang/Analysis/CFG.h"
#include <vector>

namespace clang::tidy::maps::support {

/// `std::move(x)`; moved() is its operand.
bool isMove(const Expr *E);
const Expr *moved(const Expr *E);

/// The index of an element is a literal: different ones are different elements.
bool isConstantIndex(StringRef Index);

class NullValues {
public:
  struct OriginInfo {
    NullOrigin Kind;
    SourceLocation Loc;
    bool operator==(const OriginInfo &) const = default;
  };

  NullValues(NullnessAnalysis &Analysis, PlaceResolver &Resolver,
             FunctionShape &Shape)
      : Analysis(Analysis), Types(Analysis.types()), Resolver(Resolver),
        Shape(Shape) {}

  NullnessAnalysis &Analysis;
  const PointerTypes &Types;
  PlaceResolver &Resolver;
  FunctionShape &Shape;
  /// Where values become null from now on.
  const CFGBlock *Block = nullptr;

  /// The null value that arises at \p Loc.
  Value null(NullOrigin Kind, SourceLocation Loc);
  const OriginInfo &origin(unsigned Id) const { return Origins[Id - 1]; }

  /// The value of a pointer or optional; \p Kind and \p Loc tell where it
  /// comes from if it is spelled as null.
  Value pointerValue(NullState &State, const Expr *E, NullOrigin Kind,
                     SourceLocation Loc);
  Value placeValue(const NullState &State, const Place &P);
  Value elementValue(const NullState &State, const Place &P);
  Value numberValue(const NullState &State, const Expr *E);
  std::optional<int64_t> constant(const Expr *E) const;
  /// Of `outer.find(k)`: the place that says whether k is there.
  std::optional<Place> presenceFoundBy(const Expr *E);

  void write(NullState &State, const Place &P, const Value &V);
  void writeElement(NullState &State, const Place &P, const Value &V);
  void forget(NullState &State, const Place &P);
  void setAllElements(NullState &State, const Place &Of, const Value &V);
  void setSize(NullState &State, const Place &Of, const Value &V);
  /// The source of a move is left null, except for optionals and raw pointers.
  void takeFrom(NullState &State, const Expr *Moved, SourceLocation Loc);
  /// Whatever of the pointers and containers that \p E mentions may change.
  void exposeElements(NullState &State, const Expr *E);

private:
  Value constructedPointer(NullState &State, const CXXConstructExpr *E,
                           NullOrigin Kind, SourceLocation Loc);

  std::vector<OriginInfo> Origins;
};

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_NULLVALUES_H
