//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/NullTransfer.h"
#include "support/FixIts.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/Builtins.h"

namespace clang::tidy::maps::support {

const Expr *dereferencedPointer(const Expr *E, const PointerTypes &Types) {
  // Smart pointers may inherit the operator: look at the object as spelled.
  auto IfPointer = [&](const Expr *Spelled) {
    const Expr *Pointer = peel(Spelled);
    return Types.pointer(exprType(Pointer, Types)) != PointerKind::None
               ? Pointer
               : nullptr;
  };
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Unary->getOpcode() == UO_Deref ? IfPointer(Unary->getSubExpr())
                                          : nullptr;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
    return (Operator->getOperator() == OO_Arrow ||
            Operator->getOperator() == OO_Star) &&
                   Operator->getNumArgs() == 1
               ? IfPointer(Operator->getArg(0))
               : nullptr;
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return Member->isArrow() && !Member->isImplicitAccess()
               ? IfPointer(Member->getBase())
               : nullptr;
  if (const auto *Dependent = dyn_cast<CXXDependentScopeMemberExpr>(E))
    return Dependent->isArrow() && !Dependent->isImplicitAccess()
               ? IfPointer(Dependent->getBase())
               : nullptr;
  if (const auto *Unresolved = dyn_cast<UnresolvedMemberExpr>(E))
    return Unresolved->isArrow() && !Unresolved->isImplicitAccess()
               ? IfPointer(Unresolved->getBase())
               : nullptr;
  return nullptr;
}

void NullTransfer::dereference(NullState &State, const Expr *Where,
                               const Expr *Pointer) {
  const Value V = Values.pointerValue(State, Pointer, NullOrigin::NullAssigned,
                                      Pointer->getBeginLoc());
  Site &S = Sites[Where];
  S.Where = Where;
  S.Pointer = Pointer;
  S.Block = Values.Block;
  S.Holder = holderOf(Pointer);
  if (V.isNull() && V.Origin && S.Holder) {
    if (!llvm::is_contained(S.Nulls, V))
      S.Nulls.push_back(V);
  } else {
    S.OtherValues = true;
  }
  // Whoever comes past here has a pointer.
  if (std::optional<Place> P = Resolver.place(Pointer);
      P && P->isNameable() && V.isNull())
    State.set(Resolver.id(*P), Value::nonNull());
  State.Results.erase(peel(Pointer));
}

const ValueDecl *NullTransfer::holderOf(const Expr *Pointer) {
  std::optional<Place> P = Resolver.place(Pointer);
  if (!P)
    return nullptr;
  for (const PlaceStep &Step : llvm::reverse(P->Where.Steps))
    if (Step.Member)
      return Step.Member;
  // A loop variable or reference stands for the container's elements.
  if (P->Index.empty() && !P->Reads.empty() && P->Where.Steps.empty()) {
    const Region &R = P->Reads.front();
    for (const PlaceStep &Step : llvm::reverse(R.Steps))
      if (Step.Member)
        return Step.Member;
    return R.Root ? R.Root : P->Where.Root;
  }
  return P->Where.Root;
}

// A counter keeps its sign: `if (...) ++n; if (n > 0)`.
void NullTransfer::increment(NullState &State, const UnaryOperator *E) {
  std::optional<Place> P = Resolver.place(E->getSubExpr());
  if (!P)
    return;
  const Value Before = Values.numberValue(State, E->getSubExpr());
  const bool Counts = E->isIncrementOp() && Before.Lo >= 0;
  const ValueDecl *D = P->decl();
  if (Counts && D && Shape.isWorthKnowing(D))
    Values.write(State, *P, Value::range(1, Value::Max));
  else
    Values.forget(State, *P);
}

void NullTransfer::capture(NullState &State, const LambdaExpr *Lambda) {
  for (const LambdaCapture &Capture : Lambda->captures()) {
    if (!Capture.capturesVariable() || Capture.getCaptureKind() != LCK_ByRef)
      continue;
    std::optional<Place> P = Resolver.place(Capture.getCapturedVar());
    if (!P)
      continue;
    Values.forget(State, *P);
    State.escape(P->Where.Root);
    for (const Region &R : P->Reads)
      State.escape(R.Root);
  }
}

void NullTransfer::apply(const Stmt *S, NullState State, const CFGBlock *In,
                         std::vector<NullState> &Out) {
  Values.Block = In;
  if (Shape.isNotEvaluated(S)) {
    Out.push_back(std::move(State));
    return;
  }
  if (S->getBeginLoc().isMacroID())
    if (StringRef Text = assertionText(S->getBeginLoc(), Context);
        !Text.empty())
      Conditions.trustAssertion(State, Text);
  std::vector<NullState> Splits;
  bool Returns = true;
  if (const auto *E = dyn_cast<Expr>(S)) {
    if (const Expr *Pointer = dereferencedPointer(E, Types))
      dereference(State, E, Pointer);
    if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
      if (Unary->isIncrementDecrementOp())
        increment(State, Unary);
      else if (Unary->getOpcode() == UO_AddrOf)
        if (std::optional<Place> P = Resolver.place(Unary->getSubExpr())) {
          Values.forget(State, *P);
          State.escape(P->Where.Root);
        }
    } else if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
      if (Binary->getOpcode() == BO_Assign)
        Initialisation.assign(State, Binary->getLHS(), Binary->getRHS(), Binary,
                              Splits);
      else if (Binary->isCompoundAssignmentOp())
        if (std::optional<Place> P = Resolver.place(Binary->getLHS()))
          Values.forget(State, *P);
    } else if (const auto *Lambda = dyn_cast<LambdaExpr>(E)) {
      capture(State, Lambda);
    } else if (isa<CXXThrowExpr>(E)) {
      Returns = false;
    } else if (std::optional<CallShape> Call = parseCall(E);
               Call && Call->Callee &&
               Call->Callee->getBuiltinID() == Builtin::BI__builtin_assume) {
      Conditions.assume(State, Call->Args[0], true, Splits);
      Returns = !Splits.empty();
    } else if (Call) {
      Returns = Calls.call(State, *Call);
      if (Returns && Call->Operator == OO_Equal && Call->Object &&
          Call->Args.size() == 1)
        Initialisation.assign(State, Call->Object, Call->Args[0], E, Splits);
    }
  } else if (const auto *Attributed = dyn_cast<AttributedStmt>(S)) {
    for (const Attr *A : Attributed->getAttrs())
      if (const auto *Assume = dyn_cast<CXXAssumeAttr>(A)) {
        Conditions.assume(State, Assume->getAssumption(), true, Splits);
        Returns = !Splits.empty();
      }
  } else if (const auto *Decls = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Decls->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        Initialisation.declare(State, Variable, Splits);
  }
  if (!Returns)
    return;
  if (Splits.empty())
    Splits.push_back(std::move(State));
  for (NullState &After : Splits) {
    if (Shape.isFullStatement(S))
      After.Results.clear();
    Out.push_back(std::move(After));
  }
}

void NullTransfer::apply(const CXXCtorInitializer *Init, NullState State,
                         const CFGBlock *In, std::vector<NullState> &Out) {
  Values.Block = In;
  std::vector<NullState> Splits;
  if (const FieldDecl *Field = Init->getMember()) {
    Place P;
    P.Memory = true;
    P.Where.Steps.push_back(
        {PlaceStep::Field, cast<ValueDecl>(Field->getCanonicalDecl())});
    Initialisation.initialise(State, P, Field->getType(), Init->getInit(),
                              Init->isWritten() ? Init->getSourceLocation()
                                                : Field->getLocation(),
                              Splits);
  }
  if (Splits.empty())
    Splits.push_back(std::move(State));
  for (NullState &After : Splits) {
    After.Results.clear();
    Out.push_back(std::move(After));
  }
}

bool NullTransfer::mayHaveElements(const NullState &State, const Expr *Range) {
  std::optional<Place> Of = Resolver.place(Range);
  if (!Of)
    return true;
  const Place Size = Resolver.property(*Of, PlaceStep::Size);
  return !Size.isNameable() || !State.get(Resolver.id(Size)).isNull();
}

bool NullTransfer::isProperty(unsigned Id) const {
  const PlacePath &Steps = Resolver.all()[Id].Where.Steps;
  return !Steps.empty() && (Steps.back().Kind == PlaceStep::Size ||
                            Steps.back().Kind == PlaceStep::Contains);
}

bool NullTransfer::mayBeAssignedBy(unsigned Id,
                                   llvm::ArrayRef<Region> Regions) const {
  // Elements and properties change together with their container.
  auto Object = [](Region R) {
    if (!R.Steps.empty() && !R.Steps.back().Member &&
        R.Steps.back().Kind != PlaceStep::Deref)
      R.Steps.pop_back();
    return R;
  };
  const Place &P = Resolver.all()[Id];
  llvm::SmallVector<Region, 2> Mine = {Object(P.Where)};
  if (P.Index.empty())
    for (const Region &R : P.Reads)
      Mine.push_back(Object(R));
  return llvm::any_of(Regions, [&](const Region &R) {
    return llvm::any_of(Mine,
                        [&](const Region &M) { return Object(R).overlaps(M); });
  });
}

} // namespace clang::tidy::maps::support
