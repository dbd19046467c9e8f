//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What one element of the CFG does to a state of the nullness analysis.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_NULLTRANSFER_H
#define MAPTIDY_SUPPORT_NULLTRANSFER_H

#include "support/NullCalls.h"
#include "support/NullConditions.h"
#include "support/NullInitialisation.h"
#include "support/NullValues.h"
#include <map>

namespace clang::tidy::maps::support {

/// The pointer that \p E itself dereferences to reach a map: `p` of `*p`,
/// `p->x` and of the operators of smart pointers; else null.
const Expr *dereferencedPointer(const Expr *E, const PointerTypes &Types);

class NullTransfer {
public:
  /// All that was seen at one dereference.
  struct Site {
    const Expr *Where = nullptr;
    const Expr *Pointer = nullptr;
    const ValueDecl *Holder = nullptr;
    const CFGBlock *Block = nullptr;
    std::vector<Value> Nulls;
    bool OtherValues = false;
  };

  NullTransfer(NullnessAnalysis &Analysis, PlaceResolver &Resolver,
               FunctionShape &Shape)
      : Types(Analysis.types()), Context(Analysis.context()),
        Resolver(Resolver), Shape(Shape), Values(Analysis, Resolver, Shape),
        Conditions(Values), Initialisation(Values, Conditions), Calls(Values) {}

  /// Evaluates \p S, whose operands have been evaluated. Adds the states
  /// afterwards to \p Out: none if it does not return, several if it splits.
  void apply(const Stmt *S, NullState State, const CFGBlock *Block,
             std::vector<NullState> &Out);
  void apply(const CXXCtorInitializer *Init, NullState State,
             const CFGBlock *Block, std::vector<NullState> &Out);
  /// Whether a range-for over \p Range may run at all.
  bool mayHaveElements(const NullState &State, const Expr *Range);

  /// Whether a write to one of \p Regions may change the place \p Id.
  bool mayBeAssignedBy(unsigned Id, llvm::ArrayRef<Region> Regions) const;
  /// A size or the presence of a key.
  bool isProperty(unsigned Id) const;

  NullConditions &conditions() { return Conditions; }
  const std::map<const Expr *, Site> &sites() const { return Sites; }
  const NullValues::OriginInfo &origin(unsigned Id) const {
    return Values.origin(Id);
  }

private:
  void dereference(NullState &State, const Expr *Where, const Expr *Pointer);
  void increment(NullState &State, const UnaryOperator *E);
  void capture(NullState &State, const LambdaExpr *Lambda);
  const ValueDecl *holderOf(const Expr *Pointer);

  const PointerTypes &Types;
  ASTContext &Context;
  PlaceResolver &Resolver;
  FunctionShape &Shape;
  NullValues Values;
  NullConditions Conditions;
  NullInitialisation Initialisation;
  NullCalls Calls;
  std::map<const Expr *, Site> Sites;
};

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_NULLTRANSFER_H
