//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/NullTransfer.h"
#include "support/FixIts.h"
#include "support/MapOps.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

namespace clang::tidy::maps::support {

//===----------------------------------------------------------------------===//
// Recognising expressions
//===----------------------------------------------------------------------===//

static bool isSmart(PointerKind Kind) {
  return Kind != PointerKind::None && Kind != PointerKind::Raw;
}

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

static bool isMove(const Expr *E) {
  E = peel(E);
  if (!isa_and_nonnull<CallExpr>(E))
    return false;
  std::optional<CallShape> Call = parseCall(E);
  return Call->Name == "move" && !Call->Object && Call->Args.size() == 1;
}

static const Expr *moved(const Expr *E) { return parseCall(peel(E))->Args[0]; }

static bool isNonConstReference(QualType T) {
  return !T.isNull() && T->isLValueReferenceType() &&
         !T->getPointeeType().isConstQualified();
}

// A name like `fatalError` or `die`: who forgot [[noreturn]] on it still does
// not mean to go on.
static bool soundsFinal(StringRef Name) {
  const std::string Lower = Name.lower();
  return llvm::any_of(
             std::initializer_list<StringRef>{"fatal", "abort", "panic",
                                              "terminate", "unreachable",
                                              "throw", "bail"},
             [&](StringRef Word) { return StringRef(Lower).contains(Word); }) ||
         Lower == "die" || Lower == "exit" || Lower == "fail" ||
         Lower == "_exit" || Lower == "quick_exit";
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

Value NullTransfer::null(NullOrigin Kind, SourceLocation Loc) {
  const OriginInfo Info = {Kind, Loc};
  auto It = llvm::find(Origins, Info);
  if (It == Origins.end())
    It = Origins.insert(It, Info);
  return Value::null(It - Origins.begin() + 1, Block ? Block->getBlockID() : 0);
}

std::optional<int64_t> NullTransfer::constant(const Expr *E) const {
  // A parenthesised list has no type.
  if (!E || E->isValueDependent() || E->isTypeDependent() ||
      E->getType().isNull() || !E->getType()->isIntegralOrEnumerationType())
    return std::nullopt;
  Expr::EvalResult Result;
  if (!E->EvaluateAsInt(Result, Context))
    return std::nullopt;
  return Result.Val.getInt().getExtValue();
}

Value NullTransfer::placeValue(const NullState &State, const Place &P) {
  if (!P.Where.Steps.empty() && P.Where.Steps.back().Kind == PlaceStep::Element)
    return elementValue(State, P);
  if (!P.isNameable())
    return Value::unknown();
  const unsigned Id = Resolver.id(P);
  if (State.Known.count(Id))
    return State.get(Id);
  // Nothing in the translation unit gives the member a value.
  const ValueDecl *D =
      P.Where.Steps.empty() ? P.Where.Root : P.Where.Steps.back().Member;
  if (D && Types.pointer(D->getType()) != PointerKind::None && P.Memory &&
      Analysis.isNeverAssigned(D, !P.Where.Root))
    return null(NullOrigin::Member, D->getLocation());
  return Value::unknown();
}

static bool isConstantIndex(StringRef Index) {
  return Index.starts_with("#") || Index.starts_with("\"");
}

Value NullTransfer::elementValue(const NullState &State, const Place &P) {
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
  const ValueDecl *D = Holder.Where.Steps.empty()
                           ? Holder.Where.Root
                           : Holder.Where.Steps.back().Member;
  if (!Result.isNull() && D && P.Memory &&
      Types.holder(D->getType()) != HolderKind::None &&
      Analysis.isNeverAssigned(D, !P.Where.Root))
    return null(NullOrigin::Member, D->getLocation());
  return Result;
}

Value NullTransfer::constructedPointer(NullState &State,
                                       const CXXConstructExpr *E,
                                       NullOrigin Kind, SourceLocation Loc) {
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

Value NullTransfer::pointerValue(NullState &State, const Expr *E,
                                 NullOrigin Kind, SourceLocation Loc) {
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

Value NullTransfer::numberValue(const NullState &State, const Expr *E) {
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

//===----------------------------------------------------------------------===//
// Writes
//===----------------------------------------------------------------------===//

void NullTransfer::forget(NullState &State, const Place &P) {
  State.forget(Resolver.all(), P.Where);
  // A reference that is bound to something stands for it.
  if (P.Index.empty())
    for (const Region &R : P.Reads)
      State.forget(Resolver.all(), R);
}

void NullTransfer::write(NullState &State, const Place &P, const Value &V) {
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

void NullTransfer::writeElement(NullState &State, const Place &P,
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

void NullTransfer::setAllElements(NullState &State, const Place &Of,
                                  const Value &V) {
  const Place All = Resolver.allElements(Of);
  State.forget(Resolver.all(), All.Where);
  Place Present = All;
  Present.Where.Steps.back().Kind = PlaceStep::Contains;
  State.forget(Resolver.all(), Present.Where);
  if (All.isNameable())
    State.set(Resolver.id(All), V);
}

void NullTransfer::setSize(NullState &State, const Place &Of, const Value &V) {
  const Place Size = Resolver.property(Of, PlaceStep::Size);
  State.forget(Resolver.all(), Size.Where);
  if (Size.isNameable())
    State.set(Resolver.id(Size), V);
}

static Value vacuous() {
  Value V;
  V.Vacuous = true;
  return V;
}

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

void NullTransfer::initialiseHolder(NullState &State, const Place &P,
                                    HolderKind Kind, QualType Type,
                                    const Expr *Init, SourceLocation Loc) {
  forget(State, P);
  const Value Null = null(NullOrigin::Element, Loc);
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
      setAllElements(State, P, vacuous());
      setSize(State, P, support::Value::constant(0));
      return;
    }
    if (Kind != HolderKind::Sequence || !Arguments)
      return;
    if (isOnlySized(Args, Types)) {
      setAllElements(State, P, Null);
      setSize(State, P, numberValue(State, Args[0]));
    } else if (Args.size() == 1 && listsOnlyNull(Args[0], Types) &&
               innermostList(Args[0])) {
      setAllElements(State, P, Null);
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
      setAllElements(State, P, Null);
    return;
  }
  if (const auto *New = dyn_cast<CXXNewExpr>(Value)) {
    if (New->isArray() &&
        (New->hasInitializer()
             ? !New->getInitializer() ||
                   listsOnlyNull(New->getInitializer(), Types)
             : isSmart(Types.pointer(New->getAllocatedType()))))
      setAllElements(State, P, Null);
    return;
  }
  if (isa<CallExpr>(Value)) {
    std::optional<CallShape> Call = parseCall(Value);
    if (!Call->Object &&
        (Call->Name == "make_unique" || Call->Name == "make_shared") &&
        Call->Args.size() == 1)
      setAllElements(State, P, Null);
    return;
  }
  const InitListExpr *List = innermostList(Value);
  if (!List && !isa<ImplicitValueInitExpr, CXXScalarValueInitExpr>(Value))
    return;
  setAllElements(State, P, Null);
  if (!List)
    return;
  for (unsigned I = 0; I < List->getNumInits(); ++I) {
    if (isNullValue(List->getInit(I), Types) ||
        isa<InitListExpr>(List->getInit(I)))
      continue;
    Place Element = Resolver.element(P, nullptr);
    Element.Index = P.Index + "#" + std::to_string(I);
    Element.Reads.clear();
    support::Value V =
        pointerValue(State, List->getInit(I), NullOrigin::NullAssigned, Loc);
    writeElement(State, Element, V);
    // Nothing known of one element must not pass for null.
    if (!V.isKnown())
      State.set(Resolver.id(Element), support::Value::nonNull());
  }
}

// Fields of an object whose default state is visible.
void NullTransfer::initialiseRecord(NullState &State, const Place &P,
                                    QualType Type, const Expr *Init,
                                    SourceLocation Loc, unsigned Depth) {
  constexpr unsigned MaxDepth = 3;
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition() || Record->isUnion() ||
      Record->isLambda() || Depth > MaxDepth ||
      Context.getSourceManager().isInSystemHeader(Record->getLocation()))
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
        write(State, Member,
              pointerValue(State, FieldInit, NullOrigin::NotInitialised, Loc));
      else if (Kind != PointerKind::Raw || Zeroed)
        write(State, Member, null(NullOrigin::NotInitialised, Loc));
    } else if (const HolderKind Kind = Types.holder(FieldType);
               Kind != HolderKind::None && !FieldType->isPointerType()) {
      initialiseHolder(State, Member, Kind, FieldType, FieldInit, Loc);
    } else if (FieldType->isRecordType()) {
      initialiseRecord(State, Member, FieldType, FieldInit, Loc, Depth + 1);
    } else if (FieldType->isIntegralOrEnumerationType()) {
      if (FieldInit && Shape.isWorthKnowing(Field))
        write(State, Member, numberValue(State, FieldInit));
    }
  }
}

void NullTransfer::writeNumber(NullState &State, const Place &P,
                               const Expr *Source,
                               std::vector<NullState> &Splits) {
  const ValueDecl *D =
      P.Where.Steps.empty() ? P.Where.Root : P.Where.Steps.back().Member;
  if (!D || !Shape.isWorthKnowing(D) || !Source) {
    forget(State, P);
    return;
  }
  if (const auto *List = dyn_cast<ParenListExpr>(Source);
      List && List->getNumExprs() == 1)
    Source = List->getExpr(0);
  const Expr *E = peel(Source);
  if (E->getType().isNull()) {
    forget(State, P);
    return;
  }
  Value V = numberValue(State, Source);
  if (!V.isConstant() && E->getType()->isBooleanType() &&
      !isa<DeclRefExpr, MemberExpr>(E)) {
    // `bool ok = p != nullptr;`: one state for each outcome, if that tells
    // them apart.
    std::vector<NullState> True, False;
    assume(State, E, true, True);
    assume(State, E, false, False);
    if (True != False) {
      for (const bool Truth : {true, false})
        for (NullState &Outcome : Truth ? True : False) {
          write(Outcome, P, Value::constant(Truth));
          Splits.push_back(std::move(Outcome));
        }
      return;
    }
  }
  if (std::optional<Place> From = Resolver.place(E);
      From && From->isNameable() && !V.isConstant())
    V.Alias = Resolver.id(*From);
  write(State, P, V);
}

// `auto it = outer.find(k)`: comparing `it` with the end says whether k is
// there.
void NullTransfer::aliasIterator(NullState &State, const Place &P,
                                 const Expr *Init) {
  const Expr *E = peel(Init);
  if (!isa_and_nonnull<CallExpr>(E))
    return;
  std::optional<CallShape> Call = parseCall(E);
  if (Call->Name != "find" || !Call->Object || Call->Arrow ||
      Call->Args.size() != 1 ||
      Types.holder(Call->Object->getType()) != HolderKind::Map)
    return;
  std::optional<Place> Of = Resolver.place(Call->Object);
  if (!Of)
    return;
  const Place Present = Resolver.contains(*Of, Call->Args[0]);
  if (!Present.isNameable() || !P.isNameable())
    return;
  Value V = State.get(Resolver.id(Present));
  V.Alias = Resolver.id(Present);
  State.set(Resolver.id(P), V);
}

void NullTransfer::initialise(NullState &State, const Place &P, QualType Type,
                              const Expr *Init, SourceLocation Loc,
                              std::vector<NullState> &Splits) {
  const PointerKind Pointer = Types.pointer(Type);
  const HolderKind Holder = Types.holder(Type);
  if (Pointer != PointerKind::None) {
    if (!Init && Pointer == PointerKind::Raw)
      forget(State, P);
    else if (!Init)
      write(State, P, null(NullOrigin::NotInitialised, Loc));
    else
      write(State, P,
            pointerValue(State, Init, NullOrigin::NotInitialised, Loc));
  } else if (Holder != HolderKind::None) {
    initialiseHolder(State, P, Holder, Type, Init, Loc);
  } else if (!Type->isDependentType() && Type->isIntegralOrEnumerationType()) {
    writeNumber(State, P, Init, Splits);
  } else {
    forget(State, P);
    if (Init)
      aliasIterator(State, P, Init);
    if (Type->isRecordType())
      initialiseRecord(State, P, Type, Init, Loc, 0);
  }
}

//===----------------------------------------------------------------------===//
// Expressions
//===----------------------------------------------------------------------===//

void NullTransfer::dereference(NullState &State, const Expr *Where,
                               const Expr *Pointer) {
  const Value V = pointerValue(State, Pointer, NullOrigin::NullAssigned,
                               Pointer->getBeginLoc());
  Site &S = Sites[Where];
  S.Where = Where;
  S.Pointer = Pointer;
  S.Block = Block;
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

void NullTransfer::declare(NullState &State, const VarDecl *Variable,
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
                  elementValue(State, Resolver.element(*Of, nullptr)));
      return;
    }
    const Expr *Init = Variable->getInit();
    if (!Init)
      return;
    if (Types.pointer(Variable->getType()) != PointerKind::None &&
        Resolver.place(Init)) {
      Value V = pointerValue(State, Init, NullOrigin::NotInitialised,
                             Variable->getLocation());
      V.Alias = Value::NoAlias;
      State.set(Resolver.id(*P), V);
    } else {
      // `auto &r = c ? p : q;`
      exposeElements(State, Init);
    }
    return;
  }
  Place P;
  P.Where.Root = Canonical;
  P.Memory = Resolver.place(Canonical)->Memory;
  if (const Expr *Range = Resolver.rangeOf(Canonical)) {
    forget(State, P);
    if (std::optional<Place> Of = Resolver.place(Range);
        Of && Types.pointer(Variable->getType()) != PointerKind::None)
      State.set(Resolver.id(P),
                elementValue(State, Resolver.element(*Of, nullptr)));
    return;
  }
  initialise(State, P, Variable->getType(), Variable->getInit(),
             Variable->getLocation(), Splits);
}

void NullTransfer::assign(NullState &State, const Expr *Target,
                          const Expr *Source, const Expr *Assignment,
                          std::vector<NullState> &Splits) {
  std::optional<Place> P = Resolver.place(Target);
  if (!P)
    return;
  const QualType Type = exprType(Target, Types);
  const HolderKind Holder = Types.holder(Type);
  if (Types.pointer(Type) != PointerKind::None) {
    const Value V = pointerValue(State, Source, NullOrigin::NullAssigned,
                                 Assignment->getBeginLoc());
    write(State, *P, V);
    if (isMove(Source))
      takeFrom(State, moved(Source), Source->getBeginLoc());
  } else if (Holder == HolderKind::Sequence || Holder == HolderKind::Map) {
    forget(State, *P);
    if (isEmptyContainer(Source)) {
      setAllElements(State, *P, vacuous());
      setSize(State, *P, Value::constant(0));
    } else {
      exposeElements(State, Source);
    }
  } else if (Holder == HolderKind::Array) {
    initialiseHolder(State, *P, Holder, Type, Source,
                     Assignment->getBeginLoc());
  } else if (!Type->isDependentType() && Type->isIntegralOrEnumerationType()) {
    writeNumber(State, *P, Source, Splits);
  } else {
    forget(State, *P);
  }
}

// A counter keeps its sign: `if (...) ++n; if (n > 0)`.
void NullTransfer::increment(NullState &State, const UnaryOperator *E) {
  std::optional<Place> P = Resolver.place(E->getSubExpr());
  if (!P)
    return;
  const Value Before = numberValue(State, E->getSubExpr());
  const bool Counts = E->isIncrementOp() && Before.Lo >= 0;
  const ValueDecl *D =
      P->Where.Steps.empty() ? P->Where.Root : P->Where.Steps.back().Member;
  if (Counts && D && Shape.isWorthKnowing(D))
    write(State, *P, Value::range(1, Value::Max));
  else
    forget(State, *P);
}

void NullTransfer::capture(NullState &State, const LambdaExpr *Lambda) {
  for (const LambdaCapture &Capture : Lambda->captures()) {
    if (!Capture.capturesVariable() || Capture.getCaptureKind() != LCK_ByRef)
      continue;
    std::optional<Place> P = Resolver.place(Capture.getCapturedVar());
    if (!P)
      continue;
    forget(State, *P);
    State.escape(P->Where.Root);
    for (const Region &R : P->Reads)
      State.escape(R.Root);
  }
}

// The source of a move is left null, except for optionals and raw pointers.
void NullTransfer::takeFrom(NullState &State, const Expr *Moved,
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

// Whatever of the pointers and containers that E mentions may be changed.
void NullTransfer::exposeElements(NullState &State, const Expr *E) {
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

bool NullTransfer::pointerMethod(NullState &State, const CallShape &Call,
                                 PointerKind Kind) {
  std::optional<Place> P = Resolver.place(Call.Object);
  const SourceLocation Loc = Call.Call->getBeginLoc();
  if (Call.Operator == OO_Equal || Call.Operator == OO_Arrow ||
      Call.Operator == OO_Star)
    return true;
  if (!P)
    return false;
  if (Call.Name == "reset") {
    write(State, *P,
          Call.Args.empty() ? null(NullOrigin::NullAssigned, Loc)
                            : pointerValue(State, Call.Args[0],
                                           NullOrigin::NullAssigned, Loc));
    return true;
  }
  if (Call.Name == "release" || Call.Name == "take") {
    State.Results[Call.Call] =
        pointerValue(State, Call.Object, NullOrigin::NullAssigned, Loc);
    write(State, *P, null(NullOrigin::Released, Loc));
    return true;
  }
  if (Call.Name == "clear" && Call.Args.empty()) {
    write(State, *P, null(NullOrigin::NullAssigned, Loc));
    return true;
  }
  if (Kind == PointerKind::Optional &&
      (Call.Name == "emplace" || Call.Name == "value")) {
    if (Call.Name == "emplace")
      write(State, *P, Value::nonNull());
    else if (P->isNameable())
      State.set(Resolver.id(*P), Value::nonNull());
    return true;
  }
  if (Call.Name == "swap" && Call.Args.size() == 1) {
    const Value Mine = placeValue(State, *P);
    const Value Theirs =
        pointerValue(State, Call.Args[0], NullOrigin::NullAssigned, Loc);
    if (std::optional<Place> Other = Resolver.place(Call.Args[0]))
      write(State, *Other, Mine);
    write(State, *P, Theirs);
    return true;
  }
  if (Call.Name == "get" || Call.Name == "data")
    return true;
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.Callee);
  return Method && Method->isConst();
}

bool NullTransfer::sequenceMethod(NullState &State, const CallShape &Call,
                                  const Place &Of) {
  const Place Group = Resolver.allElements(Of);
  if (!Group.isNameable())
    return false;
  const Value All = State.get(Resolver.id(Group));
  const SourceLocation Loc = Call.Call->getBeginLoc();
  const bool Null = Call.Args.empty() || isNullValue(Call.Args.back(), Types);
  if (Call.Name == "clear") {
    setAllElements(State, Of, vacuous());
    setSize(State, Of, Value::constant(0));
    return true;
  }
  if (Call.Name == "resize") {
    setSize(State, Of, numberValue(State, Call.Args.front()));
    if (Call.Args.size() == 2 && !Null)
      setAllElements(State, Of, Value::unknown());
    else if (All.Vacuous)
      setAllElements(State, Of, null(NullOrigin::Element, Loc));
    return true;
  }
  if (Call.Name == "assign" || Call.Name == "fill") {
    setSize(State, Of, Value::unknown());
    setAllElements(State, Of,
                   Null ? null(NullOrigin::Element, Loc) : Value::unknown());
    if (!Null)
      for (const Expr *Arg : Call.Args)
        exposeElements(State, Arg);
    return true;
  }
  const bool Appends = llvm::StringSwitch<bool>(Call.Name)
                           .Case("push_back", true)
                           .Case("emplace_back", true)
                           .Case("append", true)
                           .Case("push_front", true)
                           .Case("emplace_front", true)
                           .Default(false);
  if (!Appends)
    return false;
  setSize(State, Of, Value::range(1, Value::Max));
  Value Added = Call.Args.size() == 1 ? pointerValue(State, Call.Args[0],
                                                     NullOrigin::Element, Loc)
                                      : null(NullOrigin::Element, Loc);
  const bool StaysNull = Added.isNull() && Added.Origin &&
                         (All.Vacuous || (All.isNull() && All.Origin));
  Added.Alias = Value::NoAlias;
  setAllElements(State, Of,
                 StaysNull ? (All.Vacuous ? Added : All) : Value::unknown());
  for (const Expr *Arg : Call.Args)
    if (isMove(Arg))
      takeFrom(State, moved(Arg), Arg->getBeginLoc());
  return true;
}

// `outer[k]` inserts a null pointer if k is new.
void NullTransfer::subscript(NullState &State, const CallShape &Call,
                             const Place &Of) {
  const Place P = Resolver.element(Of, Call.Args[0]);
  const Place Present = Resolver.contains(Of, Call.Args[0]);
  const Place Group = Resolver.allElements(Of);
  const bool Empty =
      Group.isNameable() && State.get(Resolver.id(Group)).Vacuous;
  Value V = elementValue(State, P);
  const Value Known =
      Present.isNameable() ? State.get(Resolver.id(Present)) : Value::unknown();
  const bool New = Known.isNull() || (Empty && !Known.isKnown());
  if (New && !V.isKnown()) {
    // Another key that was added since may have the same value.
    for (const auto &[Id, Other] : State.Known)
      if (const Place &Q = Resolver.all()[Id];
          Empty && !Known.isNull() && Q.Where == P.Where &&
          Q.Index != Group.Index &&
          !(isConstantIndex(Q.Index) && isConstantIndex(P.Index)))
        return;
    V = null(NullOrigin::NewEntry, Call.Call->getBeginLoc());
    if (P.isNameable())
      State.set(Resolver.id(P), V);
    else
      State.Results[Call.Call] = V;
  }
  if (Present.isNameable())
    State.set(Resolver.id(Present), Value::constant(1));
  if (Empty && !P.isNameable())
    State.Known.erase(Resolver.id(Group));
  setSize(State, Of, Value::range(1, Value::Max));
}

bool NullTransfer::mapMethod(NullState &State, const CallShape &Call,
                             const Place &Of) {
  std::optional<MapOp> Op = parseMapOp(Call.Call, Analysis.model());
  if (!Op)
    return false;
  const SourceLocation Loc = Call.Call->getBeginLoc();
  switch (Op->Kind) {
  case MapOpKind::Find:
  case MapOpKind::Count:
  case MapOpKind::Contains:
  case MapOpKind::At:
  case MapOpKind::Reserve:
  case MapOpKind::Rehash:
  case MapOpKind::Shrink:
  case MapOpKind::Size:
  case MapOpKind::Empty:
  case MapOpKind::Buckets:
  case MapOpKind::Begin:
  case MapOpKind::End:
  case MapOpKind::Compare:
    return true;
  case MapOpKind::Subscript:
    if (Call.Args.size() == 1 && Op->Traits->SubscriptInserts)
      subscript(State, Call, Of);
    return true;
  case MapOpKind::Clear:
    setAllElements(State, Of, vacuous());
    setSize(State, Of, Value::constant(0));
    return true;
  case MapOpKind::EraseKey: {
    const Place Gone = Resolver.element(Of, Op->Key);
    const Place Present = Resolver.contains(Of, Op->Key);
    const Place Group = Resolver.allElements(Of);
    const Value All =
        Group.isNameable() ? State.get(Resolver.id(Group)) : Value::unknown();
    State.forget(Resolver.all(), Gone.Where);
    State.forget(Resolver.all(), Present.Where);
    setSize(State, Of, Value::unknown());
    if (Present.isNameable())
      State.set(Resolver.id(Present), Value::constant(0));
    if (Group.isNameable() && All.isNull())
      State.set(Resolver.id(Group), All);
    return true;
  }
  case MapOpKind::Insert:
  case MapOpKind::Emplace:
  case MapOpKind::TryEmplace:
  case MapOpKind::InsertOrAssign: {
    for (const Expr *Arg : Call.Args)
      if (isMove(Arg))
        forget(State, Resolver.place(Arg).value_or(Of));
    if (!Op->Key) {
      forget(State, Of);
      return true;
    }
    const Place P = Resolver.element(Of, Op->Key);
    const Place Present = Resolver.contains(Of, Op->Key);
    const Value Known = Present.isNameable() ? State.get(Resolver.id(Present))
                                             : Value::unknown();
    const bool DefaultValue =
        !Op->Value && Op->Kind == MapOpKind::TryEmplace && Op->Args.size() == 1;
    Value V = DefaultValue ? null(NullOrigin::NullAssigned, Loc)
              : Op->Value  ? pointerValue(State, Op->Value,
                                          NullOrigin::NullAssigned, Loc)
                           : Value::unknown();
    const bool Stays = Known.isConstant() && !Known.isNull() &&
                       Op->Kind != MapOpKind::InsertOrAssign;
    setSize(State, Of, Value::range(1, Value::Max));
    if (Stays)
      return true;
    const Place Group = Resolver.allElements(Of);
    const bool Absent =
        Known.isNull() || Op->Kind == MapOpKind::InsertOrAssign ||
        (Group.isNameable() && State.get(Resolver.id(Group)).Vacuous);
    // An older entry, which may hold anything, stays; and who keeps the
    // returned iterator may write through it.
    if ((!Absent && !V.isNull()) || !Shape.isFullStatement(Call.Call))
      V = Value::unknown();
    // Its value is not known, but no other key's is known to be new then.
    writeElement(State, P, V);
    if (!V.isKnown() && Group.isNameable())
      State.Known.erase(Resolver.id(Group));
    return true;
  }
  default:
    return false;
  }
}

bool NullTransfer::holderMethod(NullState &State, const CallShape &Call,
                                HolderKind Kind) {
  std::optional<Place> Of = Resolver.place(Call.Object);
  if (!Of)
    return false;
  if (Kind == HolderKind::Map)
    return mapMethod(State, Call, *Of);
  if (sequenceMethod(State, Call, *Of))
    return true;
  // Who has the address of the elements can write them.
  if (Call.Name == "data" || Call.Name == "get") {
    exposeElements(State, Call.Object);
    return true;
  }
  return llvm::StringSwitch<bool>(Call.Name)
             .Case("at", true)
             .Case("front", true)
             .Case("back", true)
             .Case("begin", true)
             .Case("end", true)
             .Case("reserve", true)
             .Case("shrink_to_fit", true)
             .Default(false) ||
         Call.Operator == OO_Subscript || Call.Operator == OO_Equal;
}

static bool isCallable(QualType T) {
  T = T.getNonReferenceType();
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  return T->isFunctionPointerType() || T->isFunctionType() ||
         T->isDependentType() || (Record && Record->isLambda());
}

void NullTransfer::unknownCall(NullState &State, const CallShape &Call) {
  const SourceManager &SM = Context.getSourceManager();
  const bool Library =
      Call.Callee && (Call.Callee->isInStdNamespace() ||
                      SM.isInSystemHeader(Call.Callee->getLocation()));
  // Who keeps a reference may write through it later.
  const bool Keeps = isa<CXXConstructExpr>(Call.Call) ||
                     Call.Call->getType()->isRecordType() ||
                     Call.Call->isLValue();
  for (unsigned I = 0; I < Call.Args.size(); ++I) {
    const Expr *Arg = Call.Args[I];
    const QualType Param = Call.paramType(I);
    if (isMove(Arg)) {
      const bool MayNotMove = Call.Name == "try_emplace" ||
                              Call.Name == "insert" || Call.Name == "emplace";
      if (Param.isNull() || Param->isRValueReferenceType()) {
        if (MayNotMove || Param.isNull())
          forget(State, Resolver.place(moved(Arg)).value_or(Place()));
        else
          takeFrom(State, moved(Arg), Arg->getBeginLoc());
      }
      continue;
    }
    const bool MayWrite =
        Param.isNull() ? !Call.Callee : isNonConstReference(Param);
    // Iterators and views let the callee write the elements.
    const Expr *Inner = peel(Arg);
    if (isa<CallExpr>(Inner)) {
      std::optional<CallShape> View = parseCall(Inner);
      const bool Opens = llvm::StringSwitch<bool>(View->Name)
                             .Case("begin", true)
                             .Case("rbegin", true)
                             .Case("data", true)
                             .Case("ref", true)
                             .Default(false);
      const Expr *Of = View->Object             ? View->Object
                       : View->Args.size() == 1 ? View->Args[0]
                                                : nullptr;
      if (Opens && Of &&
          Types.pointer(exprType(Of, Types)) == PointerKind::None)
        exposeElements(State, Of);
    }
    // An array passed to a function, or a pointer to pointers.
    if (Types.holder(exprType(Arg, Types)) == HolderKind::Array &&
        (Param.isNull() || Param->isPointerType()))
      exposeElements(State, Arg);
    if (!MayWrite)
      continue;
    if (std::optional<Place> P = Resolver.place(Arg)) {
      forget(State, *P);
      if (Keeps)
        State.escape(P->Where.Root);
    }
  }
  if (Call.Object && !Call.Arrow) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.Callee);
    if (!Method || !Method->isConst())
      if (std::optional<Place> P = Resolver.place(Call.Object);
          P && (P->Where.Root || !P->Where.Steps.empty()) &&
          (P->Where.Steps.empty() ||
           P->Where.Steps.back().Kind != PlaceStep::Deref))
        forget(State, *P);
  }
  const bool RunsUserCode =
      !Library || llvm::any_of(Call.Args, [](const Expr *Arg) {
        return isCallable(Arg->getType());
      });
  const auto *Constructor = dyn_cast_or_null<CXXConstructorDecl>(Call.Callee);
  if (Constructor && (Constructor->isTrivial() || Constructor->isDefaulted()))
    return;
  if (RunsUserCode)
    State.forgetMemory(Resolver.all());
}

bool NullTransfer::call(NullState &State, const CallShape &Call) {
  if (Call.Callee &&
      (Call.Callee->isNoReturn() || (!Call.Object && soundsFinal(Call.Name))))
    return false;
  const SourceLocation Loc = Call.Call->getBeginLoc();
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Call.Call)) {
    if (isSmart(Types.pointer(exprType(Construct, Types))) &&
        Call.Args.size() >= 1 && isMove(Call.Args[0])) {
      State.Results[Construct] = pointerValue(State, moved(Call.Args[0]),
                                              NullOrigin::NullAssigned, Loc);
      takeFrom(State, moved(Call.Args[0]), Call.Args[0]->getBeginLoc());
      return true;
    }
    if (Types.pointer(exprType(Construct, Types)) != PointerKind::None)
      return true;
  }
  if (Call.Object && !Call.Arrow) {
    const QualType Type = exprType(Call.Object, Types);
    if (const PointerKind Kind = Types.pointer(Type); isSmart(Kind))
      if (pointerMethod(State, Call, Kind))
        return true;
    if (const HolderKind Kind = Types.holder(Type); Kind != HolderKind::None)
      if (holderMethod(State, Call, Kind))
        return true;
  }
  if (!Call.Object && Call.Args.size() == 2 && Call.Name == "swap") {
    std::optional<Place> A = Resolver.place(Call.Args[0]);
    std::optional<Place> B = Resolver.place(Call.Args[1]);
    if (A && B &&
        Types.pointer(exprType(Call.Args[0], Types)) != PointerKind::None) {
      const Value Mine = placeValue(State, *A);
      const Value Theirs = placeValue(State, *B);
      write(State, *A, Theirs);
      write(State, *B, Mine);
      return true;
    }
  }
  if (!Call.Object && Call.Args.size() == 2 && Call.Name == "exchange") {
    if (std::optional<Place> P = Resolver.place(Call.Args[0]);
        P &&
        Types.pointer(exprType(Call.Args[0], Types)) != PointerKind::None) {
      const Value Old = placeValue(State, *P);
      write(State, *P,
            pointerValue(State, Call.Args[1], NullOrigin::NullAssigned, Loc));
      State.Results[Call.Call] = Old;
      return true;
    }
  }
  const bool IsCast = !Call.Object && Call.Args.size() == 1 &&
                      (Call.Name == "move" || Call.Name == "forward" ||
                       Call.Name == "as_const");
  if (!IsCast)
    unknownCall(State, Call);
  return true;
}

// `assert(p)` says that p is not null, even where NDEBUG leaves nothing of it.
void NullTransfer::trustAssertion(NullState &State, StringRef Text) {
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

void NullTransfer::apply(const Stmt *S, NullState State, const CFGBlock *In,
                         std::vector<NullState> &Out) {
  Block = In;
  if (Shape.isNotEvaluated(S)) {
    Out.push_back(std::move(State));
    return;
  }
  if (S->getBeginLoc().isMacroID())
    if (StringRef Text = assertionText(S->getBeginLoc(), Context);
        !Text.empty())
      trustAssertion(State, Text);
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
          forget(State, *P);
          State.escape(P->Where.Root);
        }
    } else if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
      if (Binary->getOpcode() == BO_Assign)
        assign(State, Binary->getLHS(), Binary->getRHS(), Binary, Splits);
      else if (Binary->isCompoundAssignmentOp())
        if (std::optional<Place> P = Resolver.place(Binary->getLHS()))
          forget(State, *P);
    } else if (const auto *Lambda = dyn_cast<LambdaExpr>(E)) {
      capture(State, Lambda);
    } else if (isa<CXXThrowExpr>(E)) {
      Returns = false;
    } else if (std::optional<CallShape> Call = parseCall(E);
               Call && Call->Callee &&
               Call->Callee->getBuiltinID() == Builtin::BI__builtin_assume) {
      assume(State, Call->Args[0], true, Splits);
      Returns = !Splits.empty();
    } else if (Call) {
      Returns = call(State, *Call);
      if (Returns && Call->Operator == OO_Equal && Call->Object &&
          Call->Args.size() == 1)
        assign(State, Call->Object, Call->Args[0], E, Splits);
    }
  } else if (const auto *Attributed = dyn_cast<AttributedStmt>(S)) {
    for (const Attr *A : Attributed->getAttrs())
      if (const auto *Assume = dyn_cast<CXXAssumeAttr>(A)) {
        assume(State, Assume->getAssumption(), true, Splits);
        Returns = !Splits.empty();
      }
  } else if (const auto *Decls = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Decls->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        declare(State, Variable, Splits);
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
  Block = In;
  std::vector<NullState> Splits;
  if (const FieldDecl *Field = Init->getMember()) {
    Place P;
    P.Memory = true;
    P.Where.Steps.push_back(
        {PlaceStep::Field, cast<ValueDecl>(Field->getCanonicalDecl())});
    initialise(State, P, Field->getType(), Init->getInit(),
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

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

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

bool NullTransfer::restrictId(NullState &State, unsigned Id,
                              BinaryOperatorKind Op, int64_t C) {
  Value V = State.get(Id);
  if (!restrictValue(V, Op, C))
    return false;
  State.set(Id, V);
  return V.Alias == Value::NoAlias || restrictId(State, V.Alias, Op, C);
}

bool NullTransfer::restrictTo(NullState &State, const Place &P,
                              BinaryOperatorKind Op, int64_t C) {
  Value V = placeValue(State, P);
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
std::optional<unsigned> NullTransfer::presenceTest(const NullState &State,
                                                   const Expr *L,
                                                   const Expr *R) {
  if (isEnd(L))
    std::swap(L, R);
  if (!isEnd(R))
    return std::nullopt;
  L = peel(L);
  if (isa<CallExpr>(L)) {
    std::optional<CallShape> Call = parseCall(L);
    if (Call->Name != "find" || !Call->Object || Call->Arrow ||
        Call->Args.size() != 1 ||
        Types.holder(Call->Object->getType()) != HolderKind::Map)
      return std::nullopt;
    std::optional<Place> Of = Resolver.place(Call->Object);
    if (!Of)
      return std::nullopt;
    const Place Present = Resolver.contains(*Of, Call->Args[0]);
    return Present.isNameable() ? std::optional(Resolver.id(Present))
                                : std::nullopt;
  }
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

bool NullTransfer::compareNumbers(NullState &State, BinaryOperatorKind Op,
                                  const Expr *L, const Expr *R) {
  Value LV = numberValue(State, L);
  Value RV = numberValue(State, R);
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
      D = P->Where.Steps.empty() ? P->Where.Root : P->Where.Steps.back().Member;
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

void NullTransfer::assumeComparison(NullState State, BinaryOperatorKind Op,
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
    if (std::optional<int64_t> C = constant(R);
        C && peel(L)->getType()->isBooleanType()) {
      assume(std::move(State), L, (Op == BO_EQ) == (*C != 0), Out);
      return;
    }
  }
  if (IsPointer(L) || IsPointer(R) || compareNumbers(State, Op, L, R))
    Out.push_back(std::move(State));
}

void NullTransfer::assume(NullState State, const Expr *Condition, bool Truth,
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
  if (std::optional<int64_t> C = constant(E)) {
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
  const ValueDecl *D =
      P->Where.Steps.empty() ? P->Where.Root : P->Where.Steps.back().Member;
  const bool Property =
      !P->Where.Steps.empty() && !P->Where.Steps.back().Member;
  if (!Pointer && !Property && !(D && Shape.isWorthKnowing(D))) {
    Out.push_back(std::move(State));
    return;
  }
  if (restrictTo(State, *P, Truth ? BO_NE : BO_EQ, 0))
    Out.push_back(std::move(State));
}

bool NullTransfer::assumeCase(NullState &State, const Expr *Condition,
                              const CaseStmt *Label) {
  std::optional<int64_t> Lo = constant(Label->getLHS());
  std::optional<int64_t> Hi = Label->getRHS() ? constant(Label->getRHS()) : Lo;
  std::optional<Place> P = Resolver.place(Condition);
  if (!P || !P->isNameable() || !Lo || !Hi)
    return true;
  return restrictTo(State, *P, BO_GE, *Lo) && restrictTo(State, *P, BO_LE, *Hi);
}

bool NullTransfer::assumeNoCase(NullState &State, const Expr *Condition,
                                llvm::ArrayRef<const CaseStmt *> Labels) {
  std::optional<Place> P = Resolver.place(Condition);
  if (!P || !P->isNameable())
    return true;
  return llvm::all_of(Labels, [&](const CaseStmt *Label) {
    std::optional<int64_t> C = constant(Label->getLHS());
    return Label->getRHS() || !C || restrictTo(State, *P, BO_NE, *C);
  });
}

bool NullTransfer::mayHaveElements(const NullState &State, const Expr *Range) {
  std::optional<Place> Of = Resolver.place(Range);
  if (!Of)
    return true;
  const Place Size = Resolver.property(*Of, PlaceStep::Size);
  return !Size.isNameable() || !State.get(Resolver.id(Size)).isNull();
}

//===----------------------------------------------------------------------===//
// Questions about places
//===----------------------------------------------------------------------===//

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
