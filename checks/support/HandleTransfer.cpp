//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/HandleTransfer.h"
#include "support/CalleeOps.h"
#include "support/Effects.h"
#include "support/Loops.h"
#include "clang/AST/DeclCXX.h"

namespace clang::tidy::maps::support {

//===----------------------------------------------------------------------===//
// The per-operation table
//===----------------------------------------------------------------------===//

static bool isPositional(const model::ContainerTraits &Traits) {
  return Traits.S == model::Storage::SortedArray ||
         Traits.S == model::Storage::DenseArray ||
         Traits.S == model::Storage::BTree;
}

static bool reaches(model::Invalidates What, HandleForm Form) {
  return What == model::Invalidates::All ||
         (What == model::Invalidates::Iterators &&
          Form == HandleForm::Iterator);
}

std::optional<InvalidationCause> harmOf(const MapOp &Op, const Handle &H,
                                        bool SameElement) {
  using Cause = InvalidationCause;
  const model::ContainerTraits &Traits = *Op.Traits;
  // The end of a table or tree stays where it is.
  if (H.Form == HandleForm::Copy || (H.AtEnd && !isPositional(Traits)))
    return std::nullopt;
  switch (Op.Kind) {
  case MapOpKind::Subscript:
    if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(Op.Call))
      if (const auto *Method =
              dyn_cast_or_null<CXXMethodDecl>(Call->getCalleeDecl());
          Method && Method->isConst())
        return std::nullopt;
    if (!Traits.SubscriptInserts)
      return std::nullopt;
    [[fallthrough]];
  case MapOpKind::Insert:
  case MapOpKind::InsertRange:
  case MapOpKind::Emplace:
  case MapOpKind::TryEmplace:
  case MapOpKind::InsertOrAssign:
  case MapOpKind::Merge:
    return reaches(Traits.OnInsert, H.Form) ? std::optional(Cause::Grown)
                                            : std::nullopt;
  case MapOpKind::Reserve:
  case MapOpKind::Rehash:
  case MapOpKind::Shrink:
    // `max_load_factor(x)` is for the next insertion.
    return reaches(Traits.OnInsert, H.Form) && Op.Member != "max_load_factor"
               ? std::optional(Cause::Grown)
               : std::nullopt;
  case MapOpKind::Extract:
    // The element lives on in its node handle.
    if (SameElement && H.Form == HandleForm::Iterator && !H.AtEnd)
      return Cause::Erased;
    return reaches(Traits.OnErase, H.Form) ? std::optional(Cause::Shifted)
                                           : std::nullopt;
  case MapOpKind::EraseKey:
  case MapOpKind::EraseIterator:
  case MapOpKind::EraseRange:
  case MapOpKind::EraseIf:
    if (SameElement && !H.AtEnd)
      return Cause::Erased;
    return reaches(Traits.OnErase, H.Form) ? std::optional(Cause::Shifted)
                                           : std::nullopt;
  case MapOpKind::Clear:
    return H.AtEnd ? std::nullopt : std::optional(Cause::Cleared);
  case MapOpKind::Assign:
    return H.AtEnd ? std::nullopt : std::optional(Cause::Replaced);
  default:
    return std::nullopt;
  }
}

//===----------------------------------------------------------------------===//
// What is known at one point of the function
//===----------------------------------------------------------------------===//

// A variable that may be more than so many handles is taken for unknown.
static constexpr unsigned MaxHandles = 8;

template <typename Set> static void intersect(Set &A, const Set &B) {
  for (auto It = A.begin(); It != A.end();)
    It = B.count(*It) ? std::next(It) : A.erase(It);
}

bool HandleState::join(const HandleState &Other) {
  HandleState Before = *this;
  for (const auto &[Variable, Set] : Other.Variables) {
    HandleSet &Mine = Variables[Variable];
    for (const Handle &H : Set)
      if (!llvm::is_contained(Mine, H))
        Mine.push_back(H);
    if (Mine.size() > MaxHandles)
      Mine.clear();
  }
  intersect(Present, Other.Present);
  intersect(Roomy, Other.Roomy);
  return !(*this == Before);
}

//===----------------------------------------------------------------------===//
// The effect of one element of the CFG
//===----------------------------------------------------------------------===//

const std::optional<llvm::SmallVector<ObjectPath, 4>> &
HandleTransfer::readBy(const Expr *Key) {
  auto [Slot, IsNew] = Reads.try_emplace(Key);
  if (IsNew && isPure(Key))
    Slot->second = objectsReadBy(Key);
  return Slot->second;
}

HandleSet HandleTransfer::denotedBy(const Expr *E, HandleState &At) {
  HandleSet Set = inScope(
      At, [&](const HandleScope &Scope) { return Maps.denotedBy(E, Scope); });
  // `m.find(kv.first)` is the element of kv.
  for (Handle &H : Set)
    if (H.Key && H.Element == H.Source)
      if (HandleSet Same = withKey(H.Key, At); Same.size() == 1 &&
                                               Same.front().Map == H.Map &&
                                               !Same.front().StaleBy)
        H.Element = Same.front().Element;
  return Set;
}

// A key expression says nothing any more once what it reads is written.
void HandleTransfer::forgetKeys(
    llvm::function_ref<bool(const ObjectPath &)> IsWritten, HandleState &At) {
  auto Changes = [&](const Expr *Key) {
    const auto &Read = readBy(Key);
    return !Read || llvm::any_of(*Read, IsWritten);
  };
  for (auto &[Variable, Set] : At.Variables)
    for (Handle &H : Set)
      if (H.Key && Changes(H.Key))
        H.Key = nullptr;
  std::erase_if(At.Present,
                [&](const auto &Known) { return Changes(Known.second); });
}

void HandleTransfer::forgetMap(unsigned Map, HandleState &At) {
  for (auto &[Variable, Set] : At.Variables)
    llvm::erase_if(Set, [&](const Handle &H) { return H.Map == Map; });
  std::erase_if(At.Present,
                [&](const auto &Known) { return Known.first == Map; });
  At.Roomy.erase(Map);
}

void HandleTransfer::written(const ObjectPath &Path, HandleState &At) {
  forgetKeys([&](const ObjectPath &Read) { return Read.overlaps(Path); }, At);
  // A map reached through the pointer is another one now.
  for (unsigned Map = 0; Map < Maps.numMaps(); ++Map)
    if (Maps.path(Map).Steps.size() > Path.Steps.size() &&
        Maps.path(Map).overlaps(Path))
      forgetMap(Map, At);
}

void HandleTransfer::unknownCode(HandleState &At) {
  forgetKeys(
      [](const ObjectPath &Read) {
        const auto *Variable = dyn_cast_or_null<VarDecl>(Read.Root);
        return !Variable || Variable->hasGlobalStorage() ||
               llvm::any_of(Read.Steps, [](const ObjectPath::Step &Step) {
                 return Step.Kind == ObjectPath::Step::Deref;
               });
      },
      At);
}

// Whoever still holds what \p Element was in an earlier iteration holds
// another element.
void HandleTransfer::renameOlder(const void *Element, HandleState &At) {
  for (auto &[Variable, Set] : At.Variables)
    for (Handle &H : Set)
      if (H.Element == Element)
        H.Element = Variable;
}

// `auto cur = it;` where `it` was set in several places: from now on both are
// known to be the same element.
void HandleTransfer::nameElement(const ValueDecl *Variable, const Expr *Name,
                                 HandleState &At) {
  auto It = At.Variables.find(Variable);
  if (It == At.Variables.end() || It->second.size() < 2)
    return;
  HandleSet &Set = It->second;
  for (const Handle &H : Set)
    if (H.Map != Set.front().Map || H.StaleBy || H.AtEnd ||
        H.Form != Set.front().Form || H.Part != Set.front().Part)
      return;
  renameOlder(Name, At);
  Set.truncate(1);
  Set.front().Key = nullptr;
  Set.front().Element = Name;
}

void HandleTransfer::bind(const ValueDecl *Variable, const Expr *Value,
                          HandleState &At) {
  if (Uses.isUntraceable(Variable) || !Value) {
    At.Variables.erase(Variable);
    return;
  }
  const ValueDecl *Root = rootVariable(Value);
  if (Root)
    nameElement(Root, Value, At);
  HandleSet Set = denotedBy(Value, At);
  const Expr *Outer = Value->IgnoreParenImpCasts();
  if (const auto *Full = dyn_cast<ExprWithCleanups>(Outer))
    Outer = Full->getSubExpr()->IgnoreParenImpCasts();
  // `const std::pair<K, V> &p = *it;` converts, and so binds to a copy.
  bool ByValue = !Variable->getType()->isReferenceType() ||
                 isa<MaterializeTemporaryExpr>(Outer);
  HandleSet Kept;
  for (Handle &H : Set) {
    if (ByValue && H.Form == HandleForm::Reference)
      H.Form = HandleForm::Copy;
    if (H.Form == HandleForm::Copy && H.Part == ElementPart::Value)
      continue;
    if (H.Key && !readBy(H.Key))
      H.Key = nullptr;
    Kept.push_back(H);
  }
  At.Variables.erase(Variable);
  for (const Handle &H : Kept)
    if (!Root && (H.Element == H.Source || H.Element == strip(Value)))
      renameOlder(H.Element, At);
  if (!Kept.empty())
    At.Variables[Variable] = std::move(Kept);
}

void HandleTransfer::bindParts(const DecompositionDecl *D, HandleState &At) {
  for (const BindingDecl *Part : D->bindings())
    At.Variables.erase(Part);
  if (!D->getInit() || D->bindings().size() != 2)
    return;
  bind(D, D->getInit(), At);
  HandleSet Whole = std::move(At.Variables[D]);
  At.Variables.erase(D);
  for (unsigned I = 0; I < 2; ++I) {
    const BindingDecl *Part = D->bindings()[I];
    HandleSet Set;
    for (Handle H : Whole) {
      if (H.Form == HandleForm::Iterator) {
        // The bool of an insertion, or the end of equal_range.
        if (I == 1)
          continue;
      } else if (!H.Traits->isMap() || H.Part != ElementPart::Element) {
        continue;
      } else {
        H.Part = I == 0 ? ElementPart::Key : ElementPart::Value;
        if (H.Form == HandleForm::Copy && I == 1)
          continue;
      }
      Set.push_back(H);
    }
    if (!Set.empty())
      At.Variables[Part] = std::move(Set);
  }
}

void HandleTransfer::declare(const VarDecl *Variable, HandleState &At) {
  const ObjectPath Own{cast<ValueDecl>(Variable->getCanonicalDecl()), {}};
  written(Own, At);
  // A map that is declared anew in every iteration, and one that is made with
  // room: `std::unordered_map<K, V> m(1000);`.
  if (const auto *Row = Model.lookup(Variable->getType())) {
    std::optional<ObjectPath> Path = objectOf(Variable);
    unsigned Map = *Maps.mapOf(Path ? *Path : Own);
    if (!Path || *Path == Own) {
      forgetMap(Map, At);
      const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(
          Variable->getInit() ? strip(Variable->getInit()) : nullptr);
      if (Row->canReserve() && Construct && Construct->getNumArgs() > 0 &&
          Construct->getArg(0)->getType()->isIntegerType())
        At.Roomy.insert(Map);
    }
  }
  if (const auto *D = dyn_cast<DecompositionDecl>(Variable)) {
    for (const BindingDecl *Part : D->bindings())
      written({Part, {}}, At);
    bindParts(D, At);
  } else {
    bind(Variable, Variable->getInit(), At);
  }
}

void HandleTransfer::use(const DeclRefExpr *Ref, HandleState &At, Sink Found) {
  auto It = At.Variables.find(Ref->getDecl());
  if (It == At.Variables.end())
    return;
  bool Needs = Uses.needsElement(Ref);
  bool Compares = Uses.isCompared(Ref);
  if (!Needs && !Compares)
    return;
  const Expr *Assignment = Uses.assignmentFrom(Ref);
  llvm::erase_if(It->second, [&](const Handle &H) {
    if (!H.StaleBy || (Compares && !H.AtEnd))
      return false;
    // `m[a] = it->second;` reads the iterator first, and the reference that it
    // gave afterwards.
    if (Assignment && JustHarmed.count(Ref->getDecl()) &&
        contains(Assignment, H.StaleBy) && H.Form == HandleForm::Iterator &&
        H.Traits->OnInsert != model::Invalidates::All)
      return false;
    Found(Ref, Ref->getDecl(), H);
    return true;
  });
}

// `++it`, `it--`, `it += n`
void HandleTransfer::advance(const Expr *E, const Expr *Operand, bool Post,
                             HandleState &At, Sink Found) {
  const auto *Ref = dyn_cast<DeclRefExpr>(strip(Operand));
  auto It = Ref ? At.Variables.find(Ref->getDecl()) : At.Variables.end();
  if (It == At.Variables.end())
    return;
  const ValueDecl *Variable = Ref->getDecl();
  if (Uses.walkOf(Variable))
    for (const Handle &H : It->second)
      if (H.StaleBy)
        Found(E, Variable, H);
  if (It->second.empty() || It->second.front().Form == HandleForm::Reference ||
      It->second.front().Form == HandleForm::Copy)
    return;
  renameOlder(E, At);
  HandleSet Old = It->second;
  HandleSet New;
  for (Handle H : Old) {
    if (H.StaleBy)
      continue;
    H.Element = E;
    H.Key = nullptr;
    H.AtEnd = false;
    if (!llvm::is_contained(New, H))
      New.push_back(H);
  }
  It->second = std::move(New);
  if (Post)
    Results[E] = std::move(Old);
}

bool HandleTransfer::isPresent(unsigned Map, const MapOp &Op, HandleState &At) {
  if (!Op.Key || Op.Traits->isMulti())
    return false;
  for (const Handle &H : withKey(Op.Key, At))
    if (H.Map == Map && H.StaleBy == nullptr)
      return true;
  return llvm::any_of(At.Present, [&](const auto &Known) {
    return Known.first == Map && sameValue(Known.second, Op.Key, Context);
  });
}

bool HandleTransfer::mayGrow(const MapOp &Op, unsigned Map, HandleState &At) {
  if (isPresent(Map, Op, At))
    return false;
  bool HasRoom = At.Roomy.count(Map) || IsReserved(Op);
  return !HasRoom || Op.Traits->InsertMoves;
}

void HandleTransfer::harm(const MapOp &Op, unsigned Map, HandleState &At) {
  // Which elements the operation names: by iterator or by key.
  const ValueDecl *Named = nullptr;
  HandleSet Elements;
  if (Op.removes() && !Op.Args.empty()) {
    const Expr *Arg = Op.Key ? Op.Key : Op.Args.front();
    if (const ValueDecl *Root = rootVariable(Arg))
      nameElement(Root, Arg, At);
    Elements = Op.Key ? withKey(Op.Key, At) : denotedBy(Arg, At);
    if (!Elements.empty())
      Named = rootVariable(Arg);
  }
  // An iterator from elsewhere that is erased here.
  if (Op.Kind == MapOpKind::EraseIterator && Elements.empty())
    if (const ValueDecl *Variable = variableOf(Op.Args.front());
        Variable && !Uses.isUntraceable(Variable) &&
        cast<VarDecl>(Variable->getPotentiallyDecomposedVarDecl())
            ->hasLocalStorage()) {
      Handle H;
      H.Map = Map;
      H.Traits = Op.Traits;
      H.Source = Op.Args.front();
      H.Element = H.Source;
      At.Variables[Variable] = {H};
      Named = Variable;
      Elements = {H};
    }
  // m.erase(m.find(k))
  const Expr *Key = Op.Key;
  if (!Key && Elements.size() == 1)
    Key = Elements.front().Key;
  // Those that an earlier iteration has harmed already.
  llvm::SmallVector<const ValueDecl *, 2> Stale;
  for (const auto &[Variable, Set] : At.Variables)
    if (llvm::any_of(Set,
                     [&](const Handle &H) { return H.StaleBy == Op.Call; }))
      Stale.push_back(Variable);
  for (auto &[Variable, Set] : At.Variables)
    for (Handle &H : Set) {
      if (H.Map != Map || H.StaleBy)
        continue;
      bool Same =
          Op.removes() &&
          (Variable == Named ||
           (Elements.size() == 1 && Elements.front().Element == H.Element) ||
           (Key && H.Key && sameValue(Key, H.Key, Context)));
      if (Op.inserts() && Op.Key && H.Key && !Op.Traits->isMulti() &&
          sameValue(Op.Key, H.Key, Context))
        continue; // The key is there, or the handle is at the end.
      std::optional<InvalidationCause> Cause = harmOf(Op, H, Same);
      if (!Cause)
        continue;
      H.StaleBy = Op.Call;
      H.Cause = *Cause;
      Harms.try_emplace(Op.Call, Op);
      if (!llvm::is_contained(Stale, Variable))
        JustHarmed.insert(Variable);
    }
}

void HandleTransfer::operate(const MapOp &Op, HandleState &At) {
  std::optional<unsigned> Map = Maps.mapOf(Op);
  if (!Map)
    return;
  if (Op.Kind == MapOpKind::Swap) {
    // Handles follow their elements into the other map.
    forgetMap(*Map, At);
    for (const Expr *Arg : Op.Args)
      if (std::optional<ObjectPath> Path = objectOf(Arg))
        forgetMap(*Maps.mapOf(*Path), At);
    return;
  }
  if (Op.Kind == MapOpKind::Merge || Op.Kind == MapOpKind::Assign)
    for (const Expr *Arg : Op.Args)
      if (std::optional<ObjectPath> Path = objectOf(Arg);
          Path && Model.lookupObject(Arg->getType()))
        if (unsigned Other = *Maps.mapOf(*Path); Other != *Map)
          forgetMap(Other, At);
  if (!Op.inserts() || mayGrow(Op, *Map, At)) {
    harm(Op, *Map, At);
    Growing.insert(Op.Call);
  }
  if (Op.Kind == MapOpKind::Reserve ||
      (Op.Kind == MapOpKind::Rehash && Op.Member == "rehash"))
    At.Roomy.insert(*Map);
  if (Op.Kind == MapOpKind::Clear || Op.Kind == MapOpKind::Assign ||
      Op.removes())
    std::erase_if(At.Present, [&](const auto &Known) {
      return Known.first == *Map &&
             (!Op.Key || sameValue(Known.second, Op.Key, Context));
    });
  if ((Op.inserts() || Op.Kind == MapOpKind::At) && Op.Key && readBy(Op.Key))
    At.Present.insert({*Map, Op.Key});
}

void HandleTransfer::call(const CallExpr *Call, HandleState &At) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  unsigned Offset = Method && isa<CXXOperatorCallExpr>(Call);
  auto MayWrite = [&](const Expr *E) {
    if (std::optional<ObjectPath> Path = objectOf(E)) {
      written(*Path, At);
      if (Path->Steps.empty() && Path->Root)
        At.Variables.erase(Path->Root);
    }
  };
  for (unsigned I = Offset; I < Call->getNumArgs(); ++I) {
    const Expr *Arg = Call->getArg(I);
    QualType Param = Callee && I - Offset < Callee->getNumParams()
                         ? Callee->getParamDecl(I - Offset)->getType()
                         : QualType();
    if (Param.isNull() || (Param->isReferenceType() &&
                           !Param->getPointeeType().isConstQualified())) {
      // Of a known handle, only what lets it be another one.
      const ValueDecl *Variable = variableOf(Arg);
      if (!Param.isNull() && Variable &&
          Variable->getType()->isReferenceType() &&
          At.Variables.count(Variable))
        continue;
      // `std::move(m)`: the handles follow.
      if (std::optional<ObjectPath> Path = objectOf(Arg);
          Path && Model.lookupObject(Arg->getType()) && Callee &&
          Callee->isInStdNamespace() && Callee->getDeclName().isIdentifier() &&
          Callee->getName() == "move")
        forgetMap(*Maps.mapOf(*Path), At);
      if (Param.isNull() && !Arg->isTypeDependent())
        continue;
      MayWrite(Arg);
    } else if (Param->isPointerType()) {
      if (std::optional<ObjectPath> Path = pointee(Arg))
        written(*Path, At);
    }
  }
  if (Method && !Method->isConst() && !Method->isStatic()) {
    const Expr *Object = nullptr;
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
      Object = Member->getImplicitObjectArgument();
    else if (isa<CXXOperatorCallExpr>(Call))
      Object = Call->getArg(0);
    if (Object && !isa<CXXThisExpr>(strip(Object)))
      if (std::optional<ObjectPath> Path = Object->getType()->isPointerType()
                                               ? pointee(Object)
                                               : objectOf(Object))
        forgetKeys([&](const ObjectPath &Read) { return Read.overlaps(*Path); },
                   At);
  }
  if (!isPure(Call))
    unknownCode(At);
  // this->remove(k), which erases k
  for (const MapOp &Op : opsOfCallee(Call, Model))
    operate(Op, At);
}

// `it = ...`, for iterators and pointers: what a reference is bound to stays.
void HandleTransfer::assign(const Expr *Target, const Expr *Value,
                            HandleState &At) {
  if (std::optional<ObjectPath> Path = objectOf(Target))
    written(*Path, At);
  const ValueDecl *Variable = variableOf(Target);
  if (Variable && !Variable->getType()->isReferenceType())
    bind(Variable, Value, At);
}

// `m[a] = m[b];` with an operator= that is a function: it is given a reference
// to the element of b, and m[a], which is evaluated after m[b], may move that.
void HandleTransfer::assignElement(const CXXOperatorCallExpr *E,
                                   HandleState &At, Sink Found) {
  const Expr *Target = strip(E->getArg(0));
  while (const auto *Member = dyn_cast<MemberExpr>(Target))
    if (Member->isArrow())
      return;
    else
      Target = strip(Member->getBase());
  std::optional<MapOp> Op = parseMapOp(Target, Model);
  const auto *Callee = E->getDirectCallee();
  if (!Op || !Growing.count(Target) || !Callee ||
      !Callee->getParamDecl(Callee->getNumParams() - 1)
           ->getType()
           ->isReferenceType() ||
      rootVariable(E->getArg(1)))
    return;
  for (Handle H : denotedBy(E->getArg(1), At)) {
    if (H.Form != HandleForm::Reference || H.Map != *Maps.mapOf(*Op) ||
        (H.Key && sameValue(H.Key, Op->Key, Context)))
      continue;
    std::optional<InvalidationCause> Cause = harmOf(*Op, H, false);
    if (!Cause)
      continue;
    H.StaleBy = Target;
    H.Cause = *Cause;
    Harms.try_emplace(Target, *Op);
    Found(E, nullptr, H);
    return;
  }
}

void HandleTransfer::apply(const Stmt *S, HandleState &At, Sink Found) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    use(Ref, At, Found);
    return;
  }
  if (const auto *Decls = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Decls->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        declare(Variable, At);
    return;
  }
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return;
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->isIncrementDecrementOp()) {
    advance(Unary, Unary->getSubExpr(), Unary->isPostfix(), At, Found);
    if (std::optional<ObjectPath> Path = objectOf(Unary->getSubExpr()))
      written(*Path, At);
    return;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E);
      Binary && Binary->isAssignmentOp()) {
    assign(Binary->getLHS(),
           Binary->getOpcode() == BO_Assign ? Binary->getRHS() : nullptr, At);
    if (std::optional<MapOp> Op = parseMapOp(E, Model))
      operate(*Op, At);
    return;
  }
  if (std::optional<MapOp> Op = parseMapOp(E, Model)) {
    operate(*Op, At);
    if (!Op->isLookup())
      if (std::optional<unsigned> Map = Maps.mapOf(*Op)) {
        const ObjectPath Path = Maps.path(*Map);
        forgetKeys([&](const ObjectPath &Read) { return Read.overlaps(Path); },
                   At);
      }
    return;
  }
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E)) {
    OverloadedOperatorKind Kind = Operator->getOperator();
    if (Kind == OO_PlusPlus || Kind == OO_MinusMinus) {
      advance(E, Operator->getArg(0), Operator->getNumArgs() == 2, At, Found);
      if (std::optional<ObjectPath> Path = objectOf(Operator->getArg(0)))
        written(*Path, At);
      return;
    }
    if (Kind == OO_PlusEqual || Kind == OO_MinusEqual)
      advance(E, Operator->getArg(0), /*Post=*/false, At, Found);
    if (Kind == OO_Equal && variableOf(Operator->getArg(0))) {
      assign(Operator->getArg(0), Operator->getArg(1), At);
      return;
    }
    if (Operator->isAssignmentOp())
      assignElement(Operator, At, Found);
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    call(Call, At);
}

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

namespace {
/// `a == b` or `a != b`, in every spelling.
struct Comparison {
  const Expr *Left = nullptr;
  const Expr *Right = nullptr;
  bool Equal = false;
};
} // namespace

static std::optional<Comparison> parseComparison(const Expr *E) {
  if (const auto *Binary = dyn_cast<BinaryOperator>(E);
      Binary && Binary->isEqualityOp())
    return Comparison{Binary->getLHS(), Binary->getRHS(),
                      Binary->getOpcode() == BO_EQ};
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
      Call && Call->getNumArgs() == 2 &&
      (Call->getOperator() == OO_EqualEqual ||
       Call->getOperator() == OO_ExclaimEqual))
    return Comparison{Call->getArg(0), Call->getArg(1),
                      Call->getOperator() == OO_EqualEqual};
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E);
      Rewritten &&
      (Rewritten->getOperator() == BO_EQ || Rewritten->getOperator() == BO_NE))
    return Comparison{Rewritten->getLHS(), Rewritten->getRHS(),
                      Rewritten->getOperator() == BO_EQ};
  return std::nullopt;
}

void HandleTransfer::assume(HandleState &At, const Expr *Condition,
                            bool Truth) {
  Condition = strip(Condition);
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition);
      Not && Not->getOpcode() == UO_LNot)
    return assume(At, Not->getSubExpr(), !Truth);
  // `m.count(k)`, `m.count(k) > 0`, `m.contains(k)`
  const Expr *Asked = Condition;
  if (const auto *Binary = dyn_cast<BinaryOperator>(Condition);
      Binary && Binary->isComparisonOp() &&
      isa<IntegerLiteral>(strip(Binary->getRHS()))) {
    Asked = strip(Binary->getLHS());
    if (Binary->getOpcode() == BO_EQ &&
        cast<IntegerLiteral>(strip(Binary->getRHS()))->getValue() == 0)
      Truth = !Truth;
  }
  if (std::optional<MapOp> Op = parseMapOp(Asked, Model);
      Op && (Op->Kind == MapOpKind::Count || Op->Kind == MapOpKind::Contains)) {
    if (std::optional<unsigned> Map = Maps.mapOf(*Op);
        Map && Truth && Op->Key && readBy(Op->Key))
      At.Present.insert({*Map, Op->Key});
    return;
  }
  std::optional<Comparison> Compared = parseComparison(Condition);
  if (!Compared)
    return;
  const Expr *Sides[] = {Compared->Left, Compared->Right};
  // `if (it->first == k)`: from now on the element is that of k.
  if (Compared->Equal == Truth)
    for (unsigned I = 0; I < 2; ++I)
      if (HandleSet Same = withKey(Sides[I], At);
          Same.size() == 1 && readBy(Sides[1 - I]))
        for (auto &[Variable, Set] : At.Variables)
          for (Handle &H : Set)
            if (H.Map == Same.front().Map && H.Element == Same.front().Element)
              H.Key = Sides[1 - I];
  for (unsigned I = 0; I < 2; ++I) {
    HandleSet End = denotedBy(Sides[1 - I], At);
    if (End.empty() ||
        !llvm::all_of(End, [](const Handle &H) { return H.AtEnd; }))
      continue;
    const ValueDecl *Variable = variableOf(Sides[I]);
    bool AtEnd = Compared->Equal == Truth;
    for (const Handle &H : denotedBy(Sides[I], At))
      if (!AtEnd && !H.AtEnd && H.Key && readBy(H.Key) && !H.StaleBy)
        At.Present.insert({H.Map, H.Key});
    auto It = Variable ? At.Variables.find(Variable) : At.Variables.end();
    if (It == At.Variables.end())
      return;
    if (!AtEnd)
      llvm::erase_if(It->second, [](const Handle &H) { return H.AtEnd; });
    else
      for (Handle &H : It->second) {
        H.AtEnd = true;
        H.Key = nullptr;
        if (!isPositional(*H.Traits))
          H.StaleBy = nullptr;
      }
    return;
  }
}

} // namespace clang::tidy::maps::support
