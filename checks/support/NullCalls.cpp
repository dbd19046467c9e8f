//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/NullCalls.h"
#include "support/MapOps.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringSwitch.h"

namespace clang::tidy::maps::support {

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

bool NullCalls::pointerMethod(NullState &State, const CallShape &Call,
                              PointerKind Kind) {
  std::optional<Place> P = Resolver.place(Call.Object);
  const SourceLocation Loc = Call.Call->getBeginLoc();
  if (Call.Operator == OO_Equal || Call.Operator == OO_Arrow ||
      Call.Operator == OO_Star)
    return true;
  if (!P)
    return false;
  if (Call.Name == "reset") {
    Values.write(State, *P,
                 Call.Args.empty()
                     ? Values.null(NullOrigin::NullAssigned, Loc)
                     : Values.pointerValue(State, Call.Args[0],
                                           NullOrigin::NullAssigned, Loc));
    return true;
  }
  if (Call.Name == "release" || Call.Name == "take") {
    State.Results[Call.Call] =
        Values.pointerValue(State, Call.Object, NullOrigin::NullAssigned, Loc);
    Values.write(State, *P, Values.null(NullOrigin::Released, Loc));
    return true;
  }
  if (Call.Name == "clear" && Call.Args.empty()) {
    Values.write(State, *P, Values.null(NullOrigin::NullAssigned, Loc));
    return true;
  }
  if (Kind == PointerKind::Optional &&
      (Call.Name == "emplace" || Call.Name == "value")) {
    if (Call.Name == "emplace")
      Values.write(State, *P, Value::nonNull());
    else if (P->isNameable())
      State.set(Resolver.id(*P), Value::nonNull());
    return true;
  }
  if (Call.Name == "swap" && Call.Args.size() == 1) {
    const Value Mine = Values.placeValue(State, *P);
    const Value Theirs =
        Values.pointerValue(State, Call.Args[0], NullOrigin::NullAssigned, Loc);
    if (std::optional<Place> Other = Resolver.place(Call.Args[0]))
      Values.write(State, *Other, Mine);
    Values.write(State, *P, Theirs);
    return true;
  }
  if (Call.Name == "get" || Call.Name == "data")
    return true;
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.Callee);
  return Method && Method->isConst();
}

bool NullCalls::sequenceMethod(NullState &State, const CallShape &Call,
                               const Place &Of) {
  const Place Group = Resolver.allElements(Of);
  if (!Group.isNameable())
    return false;
  const Value All = State.get(Resolver.id(Group));
  const SourceLocation Loc = Call.Call->getBeginLoc();
  const bool Null = Call.Args.empty() || isNullValue(Call.Args.back(), Types);
  if (Call.Name == "clear") {
    Values.setAllElements(State, Of, support::Value::vacuous());
    Values.setSize(State, Of, Value::constant(0));
    return true;
  }
  if (Call.Name == "resize") {
    Values.setSize(State, Of, Values.numberValue(State, Call.Args.front()));
    if (Call.Args.size() == 2 && !Null)
      Values.setAllElements(State, Of, Value::unknown());
    else if (All.Vacuous)
      Values.setAllElements(State, Of, Values.null(NullOrigin::Element, Loc));
    return true;
  }
  if (Call.Name == "assign" || Call.Name == "fill") {
    Values.setSize(State, Of, Value::unknown());
    Values.setAllElements(State, Of,
                          Null ? Values.null(NullOrigin::Element, Loc)
                               : Value::unknown());
    if (!Null)
      for (const Expr *Arg : Call.Args)
        Values.exposeElements(State, Arg);
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
  Values.setSize(State, Of, Value::range(1, Value::Max));
  Value Added =
      Call.Args.size() == 1
          ? Values.pointerValue(State, Call.Args[0], NullOrigin::Element, Loc)
          : Values.null(NullOrigin::Element, Loc);
  const bool StaysNull = Added.isNull() && Added.Origin &&
                         (All.Vacuous || (All.isNull() && All.Origin));
  Added.Alias = Value::NoAlias;
  Values.setAllElements(
      State, Of, StaysNull ? (All.Vacuous ? Added : All) : Value::unknown());
  for (const Expr *Arg : Call.Args)
    if (isMove(Arg))
      Values.takeFrom(State, moved(Arg), Arg->getBeginLoc());
  return true;
}

// `outer[k]` inserts a null pointer if k is new.
void NullCalls::subscript(NullState &State, const CallShape &Call,
                          const Place &Of) {
  const Place P = Resolver.element(Of, Call.Args[0]);
  const Place Present = Resolver.contains(Of, Call.Args[0]);
  const Place Group = Resolver.allElements(Of);
  const bool Empty =
      Group.isNameable() && State.get(Resolver.id(Group)).Vacuous;
  Value V = Values.elementValue(State, P);
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
    V = Values.null(NullOrigin::NewEntry, Call.Call->getBeginLoc());
    if (P.isNameable())
      State.set(Resolver.id(P), V);
    else
      State.Results[Call.Call] = V;
  }
  if (Present.isNameable())
    State.set(Resolver.id(Present), Value::constant(1));
  if (Empty && !P.isNameable())
    State.Known.erase(Resolver.id(Group));
  Values.setSize(State, Of, Value::range(1, Value::Max));
}

bool NullCalls::mapMethod(NullState &State, const CallShape &Call,
                          const Place &Of) {
  std::optional<MapOp> Op = parseMapOp(Call.Call, Values.Analysis.model());
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
    Values.setAllElements(State, Of, support::Value::vacuous());
    Values.setSize(State, Of, Value::constant(0));
    return true;
  case MapOpKind::EraseKey: {
    const Place Gone = Resolver.element(Of, Op->Key);
    const Place Present = Resolver.contains(Of, Op->Key);
    const Place Group = Resolver.allElements(Of);
    const Value All =
        Group.isNameable() ? State.get(Resolver.id(Group)) : Value::unknown();
    State.forget(Resolver.all(), Gone.Where);
    State.forget(Resolver.all(), Present.Where);
    Values.setSize(State, Of, Value::unknown());
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
        Values.forget(State, Resolver.place(Arg).value_or(Of));
    if (!Op->Key) {
      Values.forget(State, Of);
      return true;
    }
    const Place P = Resolver.element(Of, Op->Key);
    const Place Present = Resolver.contains(Of, Op->Key);
    const Value Known = Present.isNameable() ? State.get(Resolver.id(Present))
                                             : Value::unknown();
    const bool DefaultValue =
        !Op->Value && Op->Kind == MapOpKind::TryEmplace && Op->Args.size() == 1;
    Value V = DefaultValue ? Values.null(NullOrigin::NullAssigned, Loc)
              : Op->Value  ? Values.pointerValue(State, Op->Value,
                                                 NullOrigin::NullAssigned, Loc)
                           : Value::unknown();
    const bool Stays = Known.isConstant() && !Known.isNull() &&
                       Op->Kind != MapOpKind::InsertOrAssign;
    Values.setSize(State, Of, Value::range(1, Value::Max));
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
    Values.writeElement(State, P, V);
    if (!V.isKnown() && Group.isNameable())
      State.Known.erase(Resolver.id(Group));
    return true;
  }
  default:
    return false;
  }
}

bool NullCalls::holderMethod(NullState &State, const CallShape &Call,
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
    Values.exposeElements(State, Call.Object);
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

void NullCalls::unknownCall(NullState &State, const CallShape &Call) {
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
          Values.forget(State, Resolver.place(moved(Arg)).value_or(Place()));
        else
          Values.takeFrom(State, moved(Arg), Arg->getBeginLoc());
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
        Values.exposeElements(State, Of);
    }
    // An array passed to a function, or a pointer to pointers.
    if (Types.holder(exprType(Arg, Types)) == HolderKind::Array &&
        (Param.isNull() || Param->isPointerType()))
      Values.exposeElements(State, Arg);
    if (!MayWrite)
      continue;
    if (std::optional<Place> P = Resolver.place(Arg)) {
      Values.forget(State, *P);
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
        Values.forget(State, *P);
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

bool NullCalls::call(NullState &State, const CallShape &Call) {
  if (Call.Callee &&
      (Call.Callee->isNoReturn() || (!Call.Object && soundsFinal(Call.Name))))
    return false;
  const SourceLocation Loc = Call.Call->getBeginLoc();
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Call.Call)) {
    if (isSmart(Types.pointer(exprType(Construct, Types))) &&
        Call.Args.size() >= 1 && isMove(Call.Args[0])) {
      State.Results[Construct] = Values.pointerValue(
          State, moved(Call.Args[0]), NullOrigin::NullAssigned, Loc);
      Values.takeFrom(State, moved(Call.Args[0]), Call.Args[0]->getBeginLoc());
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
      const Value Mine = Values.placeValue(State, *A);
      const Value Theirs = Values.placeValue(State, *B);
      Values.write(State, *A, Theirs);
      Values.write(State, *B, Mine);
      return true;
    }
  }
  if (!Call.Object && Call.Args.size() == 2 && Call.Name == "exchange") {
    if (std::optional<Place> P = Resolver.place(Call.Args[0]);
        P &&
        Types.pointer(exprType(Call.Args[0], Types)) != PointerKind::None) {
      const Value Old = Values.placeValue(State, *P);
      Values.write(State, *P,
                   Values.pointerValue(State, Call.Args[1],
                                       NullOrigin::NullAssigned, Loc));
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

} // namespace clang::tidy::maps::support
