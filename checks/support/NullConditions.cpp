//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/NullConditions.h"
#include "llvm/ADT/StringExtras.h"

namespace clang::tidy::maps::support {

void NullConditions::trustAssertion(NullState &State, StringRef Text) {
  llvm::SmallVector<unsigned, 4> Trusted;
  auto Mentions = [&](const ValueDecl *D) {
    if (!D || !D->getDeclName().isIdentifier())
      return false;
    for (size_t At = Text.find(D->getName()); At != StringRef::npos;
         At = Text.find(D->getName(), At + 1)) {
      const size_t End = At + D->getName().size();
      auto IsWord = [&](size_t I) {
        return llvm::isAlnum(Text[I]) || Text[I] == '_';
      };
      if ((At == 0 || !IsWord(At - 1)) && (End == Text.size() || !IsWord(End)))
        return true;
    }
    return false;
  };
  for (const auto &[Id, V] : State.Known) {
    const Place &P = Resolver.all()[Id];
    if (!((V.isNull() && V.Origin) || V.Vacuous))
      continue;
    const bool Named = Mentions(P.Where.Root) ||
                       llvm::any_of(P.Where.Steps, [&](const PlaceStep &Step) {
                         return Mentions(Step.Member);
                       });
    // An assertion about something else may be what rules this path out.
    if (Named || V.Skipped)
      Trusted.push_back(Id);
  }
  for (unsigned Id : Trusted)
    State.set(Id, Value::nonNull());
}

static bool restrictValue(Value &V, BinaryOperatorKind Op, int64_t C) {
  switch (Op) {
  case BO_EQ:
    return V.restrict(C, C);
  case BO_NE:
    return V.exclude(C);
  case BO_LT:
    return C != Value::Min && V.restrict(Value::Min, C - 1);
  case BO_LE:
    return V.restrict(Value::Min, C);
  case BO_GT:
    return C != Value::Max && V.restrict(C + 1, Value::Max);
  case BO_GE:
    return V.restrict(C, Value::Max);
  default:
    return true;
  }
}

bool NullConditions::restrictId(NullState &State, unsigned Id,
                                BinaryOperatorKind Op, int64_t C) {
  Value V = State.get(Id);
  if (!restrictValue(V, Op, C))
    return false;
  State.set(Id, V);
  return V.Alias == Value::NoAlias || restrictId(State, V.Alias, Op, C);
}

bool NullConditions::restrictTo(NullState &State, const Place &P,
                                BinaryOperatorKind Op, int64_t C) {
  Value V = Values.placeValue(State, P);
  V.Vacuous = false;
  if (!restrictValue(V, Op, C))
    return false;
  if (P.isNameable())
    State.set(Resolver.id(P), V);
  return V.Alias == Value::NoAlias || restrictId(State, V.Alias, Op, C);
}

static bool isEnd(const Expr *E) {
  E = peel(E);
  if (!isa_and_nonnull<CallExpr>(E))
    return false;
  const StringRef Name = parseCall(E)->Name;
  return Name == "end" || Name == "cend" || Name == "constEnd";
}

// `outer.find(k) == outer.end()` and `it == outer.end()`: the place that says
// whether the key is there.
std::optional<unsigned> NullConditions::presenceTest(const NullState &State,
                                                     const Expr *L,
                                                     const Expr *R) {
  if (isEnd(L))
    std::swap(L, R);
  if (!isEnd(R))
    return std::nullopt;
  if (std::optional<Place> Present = Values.presenceFoundBy(L))
    return Resolver.id(*Present);
  std::optional<unsigned> Iterator = Resolver.id(L);
  if (!Iterator)
    return std::nullopt;
  const Value V = State.get(*Iterator);
  return V.Alias == Value::NoAlias ? std::nullopt : std::optional(V.Alias);
}

static BinaryOperatorKind mirrored(BinaryOperatorKind Op) {
  switch (Op) {
  case BO_LT:
    return BO_GT;
  case BO_GT:
    return BO_LT;
  case BO_LE:
    return BO_GE;
  case BO_GE:
    return BO_LE;
  default:
    return Op;
  }
}

bool NullConditions::compareNumbers(NullState &State, BinaryOperatorKind Op,
                                    const Expr *L, const Expr *R) {
  Value LV = Values.numberValue(State, L);
  Value RV = Values.numberValue(State, R);
  if (LV.isConstant() && !RV.isConstant()) {
    std::swap(L, R);
    std::swap(LV, RV);
    Op = mirrored(Op);
  }
  std::optional<Place> P = Resolver.place(L);
  if (RV.isConstant()) {
    if (!restrictValue(LV, Op, RV.Lo))
      return false;
    const ValueDecl *D = nullptr;
    if (P)
      D = P->decl();
    const bool Property =
        P && !P->Where.Steps.empty() && !P->Where.Steps.back().Member;
    if (P && P->isNameable() && (Property || (D && Shape.isWorthKnowing(D))))
      return restrictTo(State, *P, Op, RV.Lo);
    return true;
  }
  // `i < n`: known as a whole, spelled one way.
  std::optional<Place> Q = Resolver.place(R);
  if (!P || !Q || !P->isNameable() || !Q->isNameable())
    return true;
  if (Op == BO_GT || Op == BO_LE ||
      ((Op == BO_EQ || Op == BO_NE) && Q->str() < P->str())) {
    std::swap(P, Q);
    Op = mirrored(Op);
  }
  const bool Equality = Op == BO_EQ || Op == BO_NE;
  Place Relation = *P;
  Relation.Where.Steps.push_back({PlaceStep::Other, nullptr});
  Relation.Index = (Equality ? "==" : "<") + P->Index + Q->str();
  Relation.Reads = {P->Where, Q->Where};
  Relation.Memory |= Q->Memory;
  return restrictId(State, Resolver.id(Relation), BO_EQ,
                    Op == BO_EQ || Op == BO_LT);
}

void NullConditions::assumeComparison(NullState State, BinaryOperatorKind Op,
                                      const Expr *L, const Expr *R,
                                      std::vector<NullState> &Out) {
  const bool Equality = Op == BO_EQ || Op == BO_NE;
  auto IsPointer = [&](const Expr *E) {
    return Types.pointer(exprType(E, Types)) != PointerKind::None;
  };
  if (Equality) {
    if (IsPointer(R) && isNullValue(L, Types))
      std::swap(L, R);
    if (IsPointer(L) && isNullValue(R, Types)) {
      assume(std::move(State), L, Op == BO_NE, Out);
      return;
    }
    if (std::optional<unsigned> Present = presenceTest(State, L, R)) {
      if (restrictId(State, *Present, Op == BO_EQ ? BO_EQ : BO_NE, 0))
        Out.push_back(std::move(State));
      return;
    }
    // `(p != nullptr) == true`
    if (std::optional<int64_t> C = Values.constant(R);
        C && peel(L)->getType()->isBooleanType()) {
      assume(std::move(State), L, (Op == BO_EQ) == (*C != 0), Out);
      return;
    }
  }
  if (IsPointer(L) || IsPointer(R) || compareNumbers(State, Op, L, R))
    Out.push_back(std::move(State));
}

void NullConditions::assume(NullState State, const Expr *Condition, bool Truth,
                            std::vector<NullState> &Out) {
  const Expr *E = peel(Condition);
  if (!E)
    return;
  if (auto It = State.Results.find(E);
      It != State.Results.end() && (It->second.isConstant())) {
    if ((It->second.Lo != 0) == Truth)
      Out.push_back(std::move(State));
    return;
  }
  if (std::optional<int64_t> C = Values.constant(E)) {
    if ((*C != 0) == Truth)
      Out.push_back(std::move(State));
    return;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->getOpcode() == UO_LNot) {
    assume(std::move(State), Unary->getSubExpr(), !Truth, Out);
    return;
  }
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E)) {
    const auto Form = Rewritten->getDecomposedForm();
    const BinaryOperatorKind Op = Form.Opcode;
    if (!BinaryOperator::isComparisonOp(Op)) {
      Out.push_back(std::move(State));
      return;
    }
    assumeComparison(std::move(State),
                     Truth ? Op : BinaryOperator::negateComparisonOp(Op),
                     Form.LHS, Form.RHS, Out);
    return;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->isLogicalOp()) {
      // Evaluated as a value: an outcome that the left side decides is in
      // Results, so here the right side decides.
      std::vector<NullState> Left;
      assume(State, Binary->getLHS(), Binary->getOpcode() == BO_LAnd, Left);
      for (NullState &Next : Left)
        assume(std::move(Next), Binary->getRHS(), Truth, Out);
      return;
    }
    if (Binary->isComparisonOp() && Binary->getOpcode() != BO_Cmp) {
      const BinaryOperatorKind Op = Binary->getOpcode();
      assumeComparison(std::move(State),
                       Truth ? Op : BinaryOperator::negateComparisonOp(Op),
                       Binary->getLHS(), Binary->getRHS(), Out);
      return;
    }
  }
  // `static_cast<bool>(p)`
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E)) {
    assume(std::move(State), Cast->getSubExpr(), Truth, Out);
    return;
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    auto Taken = State.Results.find(peel(Choice->getCond()));
    if (Taken == State.Results.end()) {
      Out.push_back(std::move(State));
      return;
    }
    const Expr *Arm =
        Taken->second.isNull() ? Choice->getFalseExpr() : Choice->getTrueExpr();
    assume(std::move(State), Arm, Truth, Out);
    return;
  }
  if (isa<CallExpr>(E)) {
    const CallShape Call = *parseCall(E);
    if (Call.Operator == OO_EqualEqual || Call.Operator == OO_ExclaimEqual) {
      llvm::SmallVector<const Expr *, 2> Sides;
      if (Call.Object)
        Sides.push_back(Call.Object);
      Sides.append(Call.Args.begin(), Call.Args.end());
      if (Sides.size() == 2) {
        const bool Equal = (Call.Operator == OO_EqualEqual) == Truth;
        assumeComparison(std::move(State), Equal ? BO_EQ : BO_NE, Sides[0],
                         Sides[1], Out);
        return;
      }
    }
    if (Call.Operator == OO_Exclaim) {
      const Expr *Operand = Call.Object ? Call.Object : Call.Args[0];
      assume(std::move(State), Operand, !Truth, Out);
      return;
    }
    if (Call.Object && !Call.Arrow && Call.Args.empty()) {
      const QualType Type = exprType(Call.Object, Types);
      const bool Converts = isa_and_nonnull<CXXConversionDecl>(Call.Callee);
      if (isSmart(Types.pointer(Type))) {
        const bool IsSet = Converts || Call.Name == "has_value" ||
                           Call.Name == "is_initialized";
        if (IsSet || Call.Name == "isNull") {
          assume(std::move(State), Call.Object, IsSet == Truth, Out);
          return;
        }
      }
      if (Types.holder(Type) != HolderKind::None &&
          (Call.Name == "empty" || Call.Name == "isEmpty"))
        if (std::optional<Place> Of = Resolver.place(Call.Object)) {
          if (restrictTo(State, Resolver.property(*Of, PlaceStep::Size),
                         Truth ? BO_EQ : BO_NE, 0))
            Out.push_back(std::move(State));
          return;
        }
    }
  }
  std::optional<Place> P = Resolver.place(E);
  const bool Pointer = Types.pointer(exprType(E, Types)) != PointerKind::None;
  const bool Number = !E->getType()->isDependentType() &&
                      E->getType()->isIntegralOrEnumerationType();
  if (!P || !(Pointer || Number)) {
    Out.push_back(std::move(State));
    return;
  }
  const ValueDecl *D = P->decl();
  const bool Property =
      !P->Where.Steps.empty() && !P->Where.Steps.back().Member;
  if (!Pointer && !Property && !(D && Shape.isWorthKnowing(D))) {
    Out.push_back(std::move(State));
    return;
  }
  if (restrictTo(State, *P, Truth ? BO_NE : BO_EQ, 0))
    Out.push_back(std::move(State));
}

bool NullConditions::assumeCase(NullState &State, const Expr *Condition,
                                const CaseStmt *Label) {
  std::optional<int64_t> Lo = Values.constant(Label->getLHS());
  std::optional<int64_t> Hi =
      Label->getRHS() ? Values.constant(Label->getRHS()) : Lo;
  std::optional<Place> P = Resolver.place(Condition);
  if (!P || !P->isNameable() || !Lo || !Hi)
    return true;
  return restrictTo(State, *P, BO_GE, *Lo) && restrictTo(State, *P, BO_LE, *Hi);
}

bool NullConditions::assumeNoCase(NullState &State, const Expr *Condition,
                                  llvm::ArrayRef<const CaseStmt *> Labels) {
  std::optional<Place> P = Resolver.place(Condition);
  if (!P || !P->isNameable())
    return true;
  return llvm::all_of(Labels, [&](const CaseStmt *Label) {
    std::optional<int64_t> C = Values.constant(Label->getLHS());
    return Label->getRHS() || !C || restrictTo(State, *P, BO_NE, *C);
  });
}

} // namespace clang::tidy::maps::support
