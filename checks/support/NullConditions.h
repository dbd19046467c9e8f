//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What is left of a state of the nullness analysis where a condition holds.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_NULLCONDITIONS_H
#define MAPTIDY_SUPPORT_NULLCONDITIONS_H

#include "support/NullValues.h"

namespace clang::tidy::maps::support {

class NullConditions {
public:
  explicit NullConditions(NullValues &Values)
      : Values(Values), Types(Values.Types), Resolver(Values.Resolver),
        Shape(Values.Shape) {}

  /// Adds to \p Out what is left of \p State where \p Condition is \p Truth.
  void assume(NullState State, const Expr *Condition, bool Truth,
              std::vector<NullState> &Out);
  bool assumeCase(NullState &State, const Expr *Condition,
                  const CaseStmt *Label);
  bool assumeNoCase(NullState &State, const Expr *Condition,
                    llvm::ArrayRef<const CaseStmt *> Labels);
  /// `assert(p)` says that p is not null, even where NDEBUG leaves nothing of
  /// it but \p Text.
  void trustAssertion(NullState &State, StringRef Text);

private:
  void assumeComparison(NullState State, BinaryOperatorKind Op, const Expr *L,
                        const Expr *R, std::vector<NullState> &Out);
  std::optional<unsigned> presenceTest(const NullState &State, const Expr *L,
                                       const Expr *R);
  bool compareNumbers(NullState &State, BinaryOperatorKind Op, const Expr *L,
                      const Expr *R);
  bool restrictTo(NullState &State, const Place &P, BinaryOperatorKind Op,
                  int64_t C);
  bool restrictId(NullState &State, unsigned Id, BinaryOperatorKind Op,
                  int64_t C);

  NullValues &Values;
  const PointerTypes &Types;
  PlaceResolver &Resolver;
  FunctionShape &Shape;
};

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_NULLCONDITIONS_H
