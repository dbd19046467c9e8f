//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/NullValues.h"
#include "llvm/ADT/StringSwitch.h"

namespace clang::tidy::maps::support {

bool isMove(const Expr *E) {
  E = peel(E);
  if (!isa_and_nonnull<CallExpr>(E))
    return false;
  std::optional<CallShape> Call = parseCall(E);
  return Call->Name == "move" && !Call->Object && Call->Args.size() == 1;
}

const Expr *moved(const Expr *E) { return parseCall(peel(E))->Args[0]; }

Value NullValues::null(NullOrigin Kind, SourceLocation Loc) {
  const OriginInfo Info = {Kind, Loc};
  auto It = llvm::find(Origins, Info);
  if (It == Origins.end())
    It = Origins.insert(It, Info);
  return Value::null(It - Origins.begin() + 1, Block ? Block->getBlockID() : 0);
}

std::optional<int64_t> NullValues::constant(const Expr *E) const {
  // A parenthesised list has no type.
  if (!E || E->isValueDependent() || E->isTypeDependent() ||
      E->getType().isNull() || !E->getType()->isIntegralOrEnumerationType())
    return std::nullopt;
  Expr::EvalResult Result;
  if (!E->EvaluateAsInt(Result, Analysis.context()))
    return std::nullopt;
  return Result.Val.getInt().tryExtValue();
}

Value NullValues::placeValue(const NullState &State, const Place &P) {
  if (!P.Where.Steps.empty() && P.Where.Steps.back().Kind == PlaceStep::Element)
    return elementValue(State, P);
  if (!P.isNameable())
    return Value::unknown();
  const unsigned Id = Resolver.id(P);
  if (State.Known.count(Id))
    return State.get(Id);
  // Nothing in the translation unit gives the member a value.
  const ValueDecl *D = P.decl();
  if (D && Types.pointer(D->getType()) != PointerKind::None && P.Memory &&
      Analysis.isNeverAssigned(D, !P.Where.Root))
    return null(NullOrigin::Member, D->getLocation());
  return Value::unknown();
}

bool isConstantIndex(StringRef Index) {
  return Index.starts_with("#") || Index.starts_with("\"");
}

Value NullValues::elementValue(const NullState &State, const Place &P) {
  if (P.isNameable())
    if (const unsigned Id = Resolver.id(P); State.Known.count(Id))
      return State.get(Id);
  Place Holder = P;
  Holder.Where.Steps.pop_back();
  Holder.Index.clear();
  Place Group = Resolver.allElements(Holder);
  Group.Reads = {};
  const Value All = State.get(Resolver.id(Group));
  Value Result = Value::unknown();
  if (All.isNull() && All.Origin)
    Result = All;
  if (Result.isNull())
    // An element that was given a value may be this one.
    for (const auto &[Id, V] : State.Known) {
      const Place &Other = Resolver.all()[Id];
      if (Other.Where == P.Where && Other.Index != Group.Index && !V.isNull() &&
          !(isConstantIndex(Other.Index) && isConstantIndex(P.Index)))
        return Value::unknown();
    }
  const ValueDecl *D = Holder.decl();
  if (!Result.isNull() && D && P.Memory &&
      Types.holder(D->getType()) != HolderKind::None &&
      Analysis.isNeverAssigned(D, !P.Where.Root))
    return null(NullOrigin::Member, D->getLocation());
  return Result;
}

Value NullValues::constructedPointer(NullState &State,
                                     const CXXConstructExpr *E, NullOrigin Kind,
                                     SourceLocation Loc) {
  const PointerKind Type = Types.pointer(exprType(E, Types));
  const Expr *Arg = E->getNumArgs() ? E->getArg(0) : nullptr;
  if (!Arg || isa<CXXDefaultArgExpr>(Arg))
    return null(Kind, Loc);
  if (Type == PointerKind::Optional) {
    if (Types.pointer(exprType(Arg, Types)) != PointerKind::Optional)
      return isNullValue(Arg, Types) ? null(Kind, Loc) : Value::nonNull();
  }
  return pointerValue(State, Arg, Kind, Loc);
}

Value NullValues::pointerValue(NullState &State, const Expr *E, NullOrigin Kind,
                               SourceLocation Loc) {
  E = peel(E);
  if (!E)
    return Value::unknown();
  if (auto It = State.Results.find(E); It != State.Results.end())
    return It->second;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E);
      Construct && isSmart(Types.pointer(exprType(E, Types))))
    return constructedPointer(State, Construct, Kind, Loc);
  if (isNullValue(E, Types))
    return null(Kind, Loc);
  if (isa<CXXThisExpr>(E) || (isa<UnaryOperator>(E) &&
                              cast<UnaryOperator>(E)->getOpcode() == UO_AddrOf))
    return Value::nonNull();
  if (const auto *New = dyn_cast<CXXNewExpr>(E))
    return New->shouldNullCheckAllocation() ? Value::unknown()
                                            : Value::nonNull();
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return List->getNumInits() == 1
               ? pointerValue(State, List->getInit(0), Kind, Loc)
               : Value::unknown();
  if (const auto *List = dyn_cast<ParenListExpr>(E))
    return List->getNumExprs() == 1
               ? pointerValue(State, List->getExpr(0), Kind, Loc)
               : Value::unknown();
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    auto Taken = State.Results.find(peel(Choice->getCond()));
    if (Taken == State.Results.end())
      return Value::unknown();
    return pointerValue(State,
                        Taken->second.isNull() ? Choice->getFalseExpr()
                                               : Choice->getTrueExpr(),
                        Kind, Loc);
  }
  if (isa<CallExpr>(E)) {
    std::optional<CallShape> Call = parseCall(E);
    const bool Makes = llvm::StringSwitch<bool>(Call->Name)
                           .Case("make_unique", true)
                           .Case("make_shared", true)
                           .Case("make_optional", true)
                           .Case("allocate_shared", true)
                           .Case("create", Types.pointer(exprType(E, Types)) ==
                                               PointerKind::Shared)
                           .Default(false);
    if (Makes && !Call->Object)
      return Value::nonNull();
  }
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E);
      Cast && !isa<CXXDynamicCastExpr>(Cast))
    return pointerValue(State, Cast->getSubExpr(), Kind, Loc);
  // A value of the mapped type engages an optional.
  if (Types.isContainer(E->getType()) && !E->getType()->isPointerType())
    return Value::nonNull();
  std::optional<Place> P = Resolver.place(E);
  if (!P)
    return Value::unknown();
  Value V = placeValue(State, *P);
  V.Vacuous = false;
  if (P->isNameable() && V.Alias == Value::NoAlias)
    V.Alias = Resolver.id(*P);
  return V;
}

Value NullValues::numberValue(const NullState &State, const Expr *E) {
  if (std::optional<int64_t> C = constant(E))
    return Value::constant(*C);
  E = peel(E);
  if (!E || E->isTypeDependent() || E->getType().isNull() ||
      !E->getType()->isIntegralOrEnumerationType())
    return Value::unknown();
  if (auto It = State.Results.find(E); It != State.Results.end())
    return It->second;
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    const Value L = numberValue(State, Binary->getLHS());
    const Value R = numberValue(State, Binary->getRHS());
    if (!L.isConstant() || !R.isConstant())
      return Value::unknown();
    int64_t Result;
    switch (Binary->getOpcode()) {
    case BO_Add:
      return llvm::AddOverflow(L.Lo, R.Lo, Result) ? Value::unknown()
                                                   : Value::constant(Result);
    case BO_Sub:
      return llvm::SubOverflow(L.Lo, R.Lo, Result) ? Value::unknown()
                                                   : Value::constant(Result);
    case BO_Rem:
      return R.Lo > 0 ? Value::constant(L.Lo % R.Lo) : Value::unknown();
    default:
      return Value::unknown();
    }
  }
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    return numberValue(State, Cast->getSubExpr());
  std::optional<Place> P = Resolver.place(E);
  if (!P || !P->isNameable())
    return Value::unknown();
  return State.get(Resolver.id(*P));
}

std::optional<Place> NullValues::presenceFoundBy(const Expr *E) {
  E = peel(E);
  if (!isa_and_nonnull<CallExpr>(E))
    return std::nullopt;
  std::optional<CallShape> Call = parseCall(E);
  if (Call->Name != "find" || !Call->Object || Call->Arrow ||
      Call->Args.size() != 1 ||
      Types.holder(Call->Object->getType()) != HolderKind::Map)
    return std::nullopt;
  std::optional<Place> Of = Resolver.place(Call->Object);
  if (!Of)
    return std::nullopt;
  const Place Present = Resolver.contains(*Of, Call->Args[0]);
  return Present.isNameable() ? std::optional(Present) : std::nullopt;
}

void NullValues::forget(NullState &State, const Place &P) {
  State.forget(Resolver.all(), P.Where);
  // A reference that is bound to something stands for it.
  if (P.Index.empty())
    for (const Region &R : P.Reads)
      State.forget(Resolver.all(), R);
}

void NullValues::write(NullState &State, const Place &P, const Value &V) {
  Value Stored = V;
  const bool IsElement =
      !P.Where.Steps.empty() && P.Where.Steps.back().Kind == PlaceStep::Element;
  if (IsElement) {
    writeElement(State, P, Stored);
    return;
  }
  // `p = p` and aliases of what is overwritten say nothing.
  if (Stored.Alias != Value::NoAlias &&
      Resolver.all()[Stored.Alias].Where.overlaps(P.Where))
    Stored.Alias = Value::NoAlias;
  forget(State, P);
  if (P.isNameable())
    State.set(Resolver.id(P), Stored);
}

void NullValues::writeElement(NullState &State, const Place &P,
                              const Value &V) {
  Place Holder = P;
  Holder.Where.Steps.pop_back();
  Holder.Index.clear();
  Holder.Reads.clear();
  const unsigned AllId = Resolver.id(Resolver.allElements(Holder));
  std::map<unsigned, Value> Kept;
  if (isConstantIndex(P.Index) || V.isNull())
    for (const auto &[Id, Known] : State.Known) {
      const Place &Other = Resolver.all()[Id];
      if (Other.Where == P.Where &&
          (Id == AllId ||
           (isConstantIndex(P.Index) && isConstantIndex(Other.Index))))
        Kept[Id] = Known;
    }
  else if (P.isNameable() && State.get(AllId).Vacuous)
    Kept[AllId] = State.get(AllId);
  State.forget(Resolver.all(), P.Where);
  for (const auto &[Id, Known] : Kept)
    State.set(Id, Known);
  if (!P.isNameable())
    return;
  Value Stored = V;
  Stored.Alias = Value::NoAlias;
  State.set(Resolver.id(P), Stored);
  Place Present = P;
  Present.Where.Steps.back().Kind = PlaceStep::Contains;
  State.set(Resolver.id(Present), Value::constant(1));
}

void NullValues::setAllElements(NullState &State, const Place &Of,
                                const Value &V) {
  const Place All = Resolver.allElements(Of);
  State.forget(Resolver.all(), All.Where);
  Place Present = All;
  Present.Where.Steps.back().Kind = PlaceStep::Contains;
  State.forget(Resolver.all(), Present.Where);
  if (All.isNameable())
    State.set(Resolver.id(All), V);
}

void NullValues::setSize(NullState &State, const Place &Of, const Value &V) {
  const Place Size = Resolver.property(Of, PlaceStep::Size);
  State.forget(Resolver.all(), Size.Where);
  if (Size.isNameable())
    State.set(Resolver.id(Size), V);
}

void NullValues::takeFrom(NullState &State, const Expr *Moved,
                          SourceLocation Loc) {
  std::optional<Place> P = Resolver.place(Moved);
  if (!P)
    return;
  const PointerKind Kind = Types.pointer(exprType(Moved, Types));
  if (Kind == PointerKind::Unique || Kind == PointerKind::Shared)
    write(State, *P, null(NullOrigin::Moved, Loc));
  else if (Kind == PointerKind::None)
    forget(State, *P);
}

void NullValues::exposeElements(NullState &State, const Expr *E) {
  llvm::SmallVector<const Stmt *, 8> Work = {E};
  while (!Work.empty()) {
    const Stmt *S = Work.pop_back_val();
    if (!S || isa<LambdaExpr>(S))
      continue;
    if (const auto *Ref = dyn_cast<Expr>(S);
        Ref && isa<DeclRefExpr, MemberExpr>(S))
      if (Types.pointer(exprType(Ref, Types)) != PointerKind::None ||
          Types.holder(exprType(Ref, Types)) != HolderKind::None)
        if (std::optional<Place> P = Resolver.place(Ref)) {
          forget(State, *P);
          State.escape(P->Where.Root);
        }
    Work.append(S->child_begin(), S->child_end());
  }
}

} // namespace clang::tidy::maps::support
