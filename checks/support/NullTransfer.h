//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What one expression or condition does to a state of the nullness analysis.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_NULLTRANSFER_H
#define MAPTIDY_SUPPORT_NULLTRANSFER_H

#include "support/FunctionShape.h"
#include "support/NullState.h"
#include "support/Nullness.h"
#include "support/PlaceResolver.h"
#include "clang/Analysis/CFG.h"
#include <map>
#include <vector>

namespace clang::tidy::maps::support {

/// The pointer that \p E itself dereferences to reach a map: `p` of `*p`,
/// `p->x` and of the operators of smart pointers; else null.
const Expr *dereferencedPointer(const Expr *E, const PointerTypes &Types);

class NullTransfer {
public:
  struct OriginInfo {
    NullOrigin Kind;
    SourceLocation Loc;
    bool operator==(const OriginInfo &) const = default;
  };

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
      : Analysis(Analysis), Context(Analysis.context()),
        Types(Analysis.types()), Resolver(Resolver), Shape(Shape) {}

  /// Evaluates \p S, whose operands have been evaluated. Adds the states
  /// afterwards to \p Out: none if it does not return, several if it splits.
  void apply(const Stmt *S, NullState State, const CFGBlock *Block,
             std::vector<NullState> &Out);
  void apply(const CXXCtorInitializer *Init, NullState State,
             const CFGBlock *Block, std::vector<NullState> &Out);

  /// Adds to \p Out what is left of \p State where \p Condition is \p Truth.
  void assume(NullState State, const Expr *Condition, bool Truth,
              std::vector<NullState> &Out);
  bool assumeCase(NullState &State, const Expr *Condition,
                  const CaseStmt *Label);
  bool assumeNoCase(NullState &State, const Expr *Condition,
                    llvm::ArrayRef<const CaseStmt *> Labels);
  bool mayHaveElements(const NullState &State, const Expr *Range);

  /// Whether a write to one of \p Regions may change the place \p Id.
  bool mayBeAssignedBy(unsigned Id, llvm::ArrayRef<Region> Regions) const;
  /// A size or the presence of a key.
  bool isProperty(unsigned Id) const;

  const std::map<const Expr *, Site> &sites() const { return Sites; }
  const OriginInfo &origin(unsigned Id) const { return Origins[Id - 1]; }

private:
  // Values.
  Value pointerValue(NullState &State, const Expr *E, NullOrigin Kind,
                     SourceLocation Loc);
  Value constructedPointer(NullState &State, const CXXConstructExpr *E,
                           NullOrigin Kind, SourceLocation Loc);
  Value placeValue(const NullState &State, const Place &P);
  Value elementValue(const NullState &State, const Place &P);
  Value numberValue(const NullState &State, const Expr *E);
  std::optional<int64_t> constant(const Expr *E) const;
  Value null(NullOrigin Kind, SourceLocation Loc);

  // Writes.
  void write(NullState &State, const Place &P, const Value &V);
  void writeElement(NullState &State, const Place &P, const Value &V);
  void forget(NullState &State, const Place &P);
  void initialise(NullState &State, const Place &P, QualType Type,
                  const Expr *Init, SourceLocation Loc,
                  std::vector<NullState> &Splits);
  void initialiseHolder(NullState &State, const Place &P, HolderKind Kind,
                        QualType Type, const Expr *Init, SourceLocation Loc);
  void initialiseRecord(NullState &State, const Place &P, QualType Type,
                        const Expr *Init, SourceLocation Loc, unsigned Depth);
  void setAllElements(NullState &State, const Place &Of, const Value &V);
  void setSize(NullState &State, const Place &Of, const Value &V);
  void writeNumber(NullState &State, const Place &P, const Expr *Value,
                   std::vector<NullState> &Splits);
  void aliasIterator(NullState &State, const Place &P, const Expr *Init);

  // Expressions.
  void dereference(NullState &State, const Expr *Where, const Expr *Pointer);
  void declare(NullState &State, const VarDecl *Variable,
               std::vector<NullState> &Splits);
  void assign(NullState &State, const Expr *Target, const Expr *Source,
              const Expr *Assignment, std::vector<NullState> &Splits);
  void increment(NullState &State, const UnaryOperator *E);
  void capture(NullState &State, const LambdaExpr *Lambda);
  bool call(NullState &State, const CallShape &Call);
  bool pointerMethod(NullState &State, const CallShape &Call, PointerKind Kind);
  bool holderMethod(NullState &State, const CallShape &Call, HolderKind Kind);
  bool sequenceMethod(NullState &State, const CallShape &Call, const Place &Of);
  bool mapMethod(NullState &State, const CallShape &Call, const Place &Of);
  void subscript(NullState &State, const CallShape &Call, const Place &Of);
  void unknownCall(NullState &State, const CallShape &Call);
  void takeFrom(NullState &State, const Expr *Moved, SourceLocation Loc);
  void exposeElements(NullState &State, const Expr *Argument);
  void trustAssertion(NullState &State, StringRef Text);

  // Conditions.
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

  const ValueDecl *holderOf(const Expr *Pointer);

  NullnessAnalysis &Analysis;
  ASTContext &Context;
  const PointerTypes &Types;
  PlaceResolver &Resolver;
  FunctionShape &Shape;
  const CFGBlock *Block = nullptr;
  std::vector<OriginInfo> Origins;
  std::map<const Expr *, Site> Sites;
};

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_NULLTRANSFER_H
