//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/NullInitialisation.h"
#include "support/UserCode.h"
#include "clang/Basic/SourceManager.h"

namespace clang::tidy::maps::support {

// The elements of an initialiser list that are spelled, and whether the rest is
// null.
static bool listsOnlyNull(const Expr *E, const PointerTypes &Types) {
  const auto *List = dyn_cast_or_null<InitListExpr>(peel(E));
  if (!List)
    return isNullValue(E, Types);
  return llvm::all_of(List->inits(), [&](const Expr *Init) {
    return listsOnlyNull(Init, Types);
  });
}

static const InitListExpr *innermostList(const Expr *E) {
  const auto *List = dyn_cast_or_null<InitListExpr>(peel(E));
  while (List && List->getNumInits() == 1)
    if (const auto *Inner = dyn_cast<InitListExpr>(peel(List->getInit(0))))
      List = Inner;
    else
      break;
  return List;
}

void NullInitialisation::initialiseHolder(NullState &State, const Place &P,
                                          HolderKind Kind, QualType Type,
                                          const Expr *Init,
                                          SourceLocation Loc) {
  Values.forget(State, P);
  const Value Null = Values.null(NullOrigin::Element, Loc);
  const Expr *Value = peel(Init);
  const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Value);
  llvm::SmallVector<const Expr *, 3> Args;
  if (Construct)
    for (const Expr *Arg : Construct->arguments())
      if (!isa<CXXDefaultArgExpr>(Arg))
        Args.push_back(Arg);
  if (const auto *List = dyn_cast_or_null<ParenListExpr>(Value))
    for (const Stmt *Arg : List->children())
      Args.push_back(cast<Expr>(Arg));
  const bool Arguments = Construct || isa_and_nonnull<ParenListExpr>(Value);
  const bool EmptyList = isa_and_nonnull<InitListExpr>(Value) &&
                         cast<InitListExpr>(Value)->getNumInits() == 0;
  if (Kind != HolderKind::Array) {
    if (!Value || (Arguments && Args.empty()) || EmptyList) {
      Values.setAllElements(State, P, support::Value::vacuous());
      Values.setSize(State, P, support::Value::constant(0));
      return;
    }
    if (Kind != HolderKind::Sequence || !Arguments)
      return;
    if (isOnlySized(Args, Types)) {
      Values.setAllElements(State, P, Null);
      Values.setSize(State, P, Values.numberValue(State, Args[0]));
    } else if (Args.size() == 1 && listsOnlyNull(Args[0], Types) &&
               innermostList(Args[0])) {
      Values.setAllElements(State, P, Null);
    }
    return;
  }
  const bool Raw = Type->isArrayType() &&
                   Type->getArrayElementTypeNoTypeQual()->isPointerType();
  // Elements of class type are always constructed.
  if (!Value || (Construct && Args.empty())) {
    const QualType Element =
        Type->isArrayType() ? QualType(Type->getArrayElementTypeNoTypeQual(), 0)
                            : model::typeArgument(Type, 0);
    if (!Raw && !Element.isNull() && isSmart(Types.pointer(Element)) &&
        !Type->isPointerType())
      Values.setAllElements(State, P, Null);
    return;
  }
  if (const auto *New = dyn_cast<CXXNewExpr>(Value)) {
    if (New->isArray() &&
        (New->hasInitializer()
             ? !New->getInitializer() ||
                   listsOnlyNull(New->getInitializer(), Types)
             : isSmart(Types.pointer(New->getAllocatedType()))))
      Values.setAllElements(State, P, Null);
    return;
  }
  if (isa<CallExpr>(Value)) {
    std::optional<CallShape> Call = parseCall(Value);
    if (!Call->Object &&
        (Call->Name == "make_unique" || Call->Name == "make_shared") &&
        Call->Args.size() == 1)
      Values.setAllElements(State, P, Null);
    return;
  }
  const InitListExpr *List = innermostList(Value);
  if (!List && !isa<ImplicitValueInitExpr, CXXScalarValueInitExpr>(Value))
    return;
  Values.setAllElements(State, P, Null);
  if (!List)
    return;
  for (unsigned I = 0; I < List->getNumInits(); ++I) {
    if (isNullValue(List->getInit(I), Types) ||
        isa<InitListExpr>(List->getInit(I)))
      continue;
    Place Element = Resolver.element(P, nullptr);
    Element.Index = P.Index + "#" + std::to_string(I);
    Element.Reads.clear();
    support::Value V = Values.pointerValue(State, List->getInit(I),
                                           NullOrigin::NullAssigned, Loc);
    Values.writeElement(State, Element, V);
    // Nothing known of one element must not pass for null.
    if (!V.isKnown())
      State.set(Resolver.id(Element), support::Value::nonNull());
  }
}

// Fields of an object whose default state is visible.
void NullInitialisation::initialiseRecord(NullState &State, const Place &P,
                                          QualType Type, const Expr *Init,
                                          SourceLocation Loc, unsigned Depth) {
  constexpr unsigned MaxDepth = 3;
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition() || Record->isUnion() ||
      Record->isLambda() || Depth > MaxDepth || isInSystemHeader(Record))
    return;
  Record = Record->getDefinition();
  const Expr *Value = peel(Init);
  const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Value);
  const auto *List = dyn_cast_or_null<InitListExpr>(Value);
  bool Zeroed = Value && isa<ImplicitValueInitExpr>(Value);
  if (Construct) {
    if (Construct->getNumArgs() != 0 ||
        Construct->getConstructor()->isUserProvided())
      return;
    Zeroed = Construct->requiresZeroInitialization();
  } else if (Value && !List && !Zeroed) {
    return;
  }
  unsigned Index = List ? Record->getNumBases() : 0;
  for (const FieldDecl *Field : Record->fields()) {
    const Expr *FieldInit = nullptr;
    if (List) {
      if (Index < List->getNumInits())
        FieldInit = List->getInit(Index++);
    } else {
      FieldInit = Field->getInClassInitializer();
    }
    Place Member = P;
    Member.Where.Steps.push_back(
        {PlaceStep::Field, cast<ValueDecl>(Field->getCanonicalDecl())});
    const QualType FieldType = Field->getType();
    if (const PointerKind Kind = Types.pointer(FieldType);
        Kind != PointerKind::None) {
      if (FieldInit)
        Values.write(State, Member,
                     Values.pointerValue(State, FieldInit,
                                         NullOrigin::NotInitialised, Loc));
      else if (Kind != PointerKind::Raw || Zeroed)
        Values.write(State, Member,
                     Values.null(NullOrigin::NotInitialised, Loc));
    } else if (const HolderKind Kind = Types.holder(FieldType);
               Kind != HolderKind::None && !FieldType->isPointerType()) {
      initialiseHolder(State, Member, Kind, FieldType, FieldInit, Loc);
    } else if (FieldType->isRecordType()) {
      initialiseRecord(State, Member, FieldType, FieldInit, Loc, Depth + 1);
    } else if (FieldType->isIntegralOrEnumerationType()) {
      if (FieldInit && Shape.isWorthKnowing(Field))
        Values.write(State, Member, Values.numberValue(State, FieldInit));
    }
  }
}

void NullInitialisation::writeNumber(NullState &State, const Place &P,
                                     const Expr *Source,
                                     std::vector<NullState> &Splits) {
  const ValueDecl *D = P.decl();
  if (!D || !Shape.isWorthKnowing(D) || !Source) {
    Values.forget(State, P);
    return;
  }
  if (const auto *List = dyn_cast<ParenListExpr>(Source);
      List && List->getNumExprs() == 1)
    Source = List->getExpr(0);
  const Expr *E = peel(Source);
  if (E->getType().isNull()) {
    Values.forget(State, P);
    return;
  }
  Value V = Values.numberValue(State, Source);
  if (!V.isConstant() && E->getType()->isBooleanType() &&
      !isa<DeclRefExpr, MemberExpr>(E)) {
    // `bool ok = p != nullptr;`: one state for each outcome, if that tells
    // them apart.
    std::vector<NullState> True, False;
    Conditions.assume(State, E, true, True);
    Conditions.assume(State, E, false, False);
    if (True != False) {
      for (const bool Truth : {true, false})
        for (NullState &Outcome : Truth ? True : False) {
          Values.write(Outcome, P, Value::constant(Truth));
          Splits.push_back(std::move(Outcome));
        }
      return;
    }
  }
  if (std::optional<Place> From = Resolver.place(E);
      From && From->isNameable() && !V.isConstant())
    V.Alias = Resolver.id(*From);
  Values.write(State, P, V);
}

// `auto it = outer.find(k)`: comparing `it` with the end says whether k is
// there.
void NullInitialisation::aliasIterator(NullState &State, const Place &P,
                                       const Expr *Init) {
  std::optional<Place> Present = Values.presenceFoundBy(Init);
  if (!Present || !P.isNameable())
    return;
  Value V = State.get(Resolver.id(*Present));
  V.Alias = Resolver.id(*Present);
  State.set(Resolver.id(P), V);
}

void NullInitialisation::initialise(NullState &State, const Place &P,
                                    QualType Type, const Expr *Init,
                                    SourceLocation Loc,
                                    std::vector<NullState> &Splits) {
  const PointerKind Pointer = Types.pointer(Type);
  const HolderKind Holder = Types.holder(Type);
  if (Pointer != PointerKind::None) {
    if (!Init && Pointer == PointerKind::Raw)
      Values.forget(State, P);
    else if (!Init)
      Values.write(State, P, Values.null(NullOrigin::NotInitialised, Loc));
    else
      Values.write(
          State, P,
          Values.pointerValue(State, Init, NullOrigin::NotInitialised, Loc));
  } else if (Holder != HolderKind::None) {
    initialiseHolder(State, P, Holder, Type, Init, Loc);
  } else if (!Type->isDependentType() && Type->isIntegralOrEnumerationType()) {
    writeNumber(State, P, Init, Splits);
  } else {
    Values.forget(State, P);
    if (Init)
      aliasIterator(State, P, Init);
    if (Type->isRecordType())
      initialiseRecord(State, P, Type, Init, Loc, 0);
  }
}

void NullInitialisation::declare(NullState &State, const VarDecl *Variable,
                                 std::vector<NullState> &Splits) {
  // A static local keeps what an earlier call gave it.
  if (Variable->isStaticLocal() || Variable->isInvalidDecl())
    return;
  const auto *Canonical = cast<VarDecl>(Variable->getCanonicalDecl());
  if (Variable->getType()->isReferenceType()) {
    Place Own;
    Own.Where.Root = Canonical;
    State.forget(Resolver.all(), Own.Where);
    std::optional<Place> P = Resolver.place(Canonical);
    if (!P || P->Where.Root != Canonical)
      return;
    if (const Expr *Range = Resolver.rangeOf(Canonical)) {
      if (std::optional<Place> Of = Resolver.place(Range))
        State.set(Resolver.id(*P),
                  Values.elementValue(State, Resolver.element(*Of, nullptr)));
      return;
    }
    const Expr *Init = Variable->getInit();
    if (!Init)
      return;
    if (Types.pointer(Variable->getType()) != PointerKind::None &&
        Resolver.place(Init)) {
      Value V = Values.pointerValue(State, Init, NullOrigin::NotInitialised,
                                    Variable->getLocation());
      V.Alias = Value::NoAlias;
      State.set(Resolver.id(*P), V);
    } else {
      // `auto &r = c ? p : q;`
      Values.exposeElements(State, Init);
    }
    return;
  }
  Place P;
  P.Where.Root = Canonical;
  P.Memory = Resolver.place(Canonical)->Memory;
  if (const Expr *Range = Resolver.rangeOf(Canonical)) {
    Values.forget(State, P);
    if (std::optional<Place> Of = Resolver.place(Range);
        Of && Types.pointer(Variable->getType()) != PointerKind::None)
      State.set(Resolver.id(P),
                Values.elementValue(State, Resolver.element(*Of, nullptr)));
    return;
  }
  initialise(State, P, Variable->getType(), Variable->getInit(),
             Variable->getLocation(), Splits);
}

void NullInitialisation::assign(NullState &State, const Expr *Target,
                                const Expr *Source, const Expr *Assignment,
                                std::vector<NullState> &Splits) {
  std::optional<Place> P = Resolver.place(Target);
  if (!P)
    return;
  const QualType Type = exprType(Target, Types);
  const HolderKind Holder = Types.holder(Type);
  if (Types.pointer(Type) != PointerKind::None) {
    const Value V = Values.pointerValue(State, Source, NullOrigin::NullAssigned,
                                        Assignment->getBeginLoc());
    Values.write(State, *P, V);
    if (isMove(Source))
      Values.takeFrom(State, moved(Source), Source->getBeginLoc());
  } else if (Holder == HolderKind::Sequence || Holder == HolderKind::Map) {
    Values.forget(State, *P);
    if (isEmptyContainer(Source)) {
      Values.setAllElements(State, *P, support::Value::vacuous());
      Values.setSize(State, *P, Value::constant(0));
    } else {
      Values.exposeElements(State, Source);
    }
  } else if (Holder == HolderKind::Array) {
    initialiseHolder(State, *P, Holder, Type, Source,
                     Assignment->getBeginLoc());
  } else if (!Type->isDependentType() && Type->isIntegralOrEnumerationType()) {
    writeNumber(State, *P, Source, Splits);
  } else {
    Values.forget(State, *P);
  }
}

} // namespace clang::tidy::maps::support
