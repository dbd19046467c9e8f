//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What declarations, initialisers and assignments do to a state of the
/// nullness analysis.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_NULLINITIALISATION_H
#define MAPTIDY_SUPPORT_NULLINITIALISATION_H

#include "support/NullConditions.h"
#include "support/NullValues.h"

namespace clang::tidy::maps::support {

class NullInitialisation {
public:
  NullInitialisation(NullValues &Values, NullConditions &Conditions)
      : Values(Values), Conditions(Conditions), Types(Values.Types),
        Resolver(Values.Resolver), Shape(Values.Shape),
        Context(Values.Analysis.context()) {}

  // If the state splits, these put the outcomes into Splits, and State is void.
  void declare(NullState &State, const VarDecl *Variable,
               std::vector<NullState> &Splits);
  void initialise(NullState &State, const Place &P, QualType Type,
                  const Expr *Init, SourceLocation Loc,
                  std::vector<NullState> &Splits);
  void assign(NullState &State, const Expr *Target, const Expr *Source,
              const Expr *Assignment, std::vector<NullState> &Splits);

private:
  void initialiseHolder(NullState &State, const Place &P, HolderKind Kind,
                        QualType Type, const Expr *Init, SourceLocation Loc);
  void initialiseRecord(NullState &State, const Place &P, QualType Type,
                        const Expr *Init, SourceLocation Loc, unsigned Depth);
  void writeNumber(NullState &State, const Place &P, const Expr *Source,
                   std::vector<NullState> &Splits);
  void aliasIterator(NullState &State, const Place &P, const Expr *Init);

  NullValues &Values;
  NullConditions &Conditions;
  const PointerTypes &Types;
  PlaceResolver &Resolver;
  FunctionShape &Shape;
  ASTContext &Context;
};

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_NULLINITIALISATION_H
