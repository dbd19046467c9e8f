//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/KeyLists.h"
#include "support/Cursors.h"
#include "support/ElementWork.h"
#include "support/Loops.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

namespace clang::tidy::maps::support {

std::pair<const VarDecl *, const Expr *> addition(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  const auto *Call = E ? dyn_cast<CXXMemberCallExpr>(strip(E)) : nullptr;
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  if (!Method || !Method->getDeclName().isIdentifier() ||
      Call->getNumArgs() != 1 ||
      !llvm::is_contained(
          {"push_back", "emplace_back", "insert", "emplace", "append", "push"},
          Method->getName()))
    return {nullptr, nullptr};
  return {namedVariable(Call->getImplicitObjectArgument()), Call->getArg(0)};
}

bool isKeyOf(const Expr *E, const VarDecl *Element, bool IsMap) {
  E = peelIterator(E);
  if (!IsMap)
    return E && namedVariable(E) == Element;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *Parts = dyn_cast<DecompositionDecl>(Element);
    return Parts && !Parts->bindings().empty() &&
           Ref->getDecl() == Parts->bindings()[0];
  }
  const auto *Member = dyn_cast<MemberExpr>(E);
  return Member && Member->getMemberDecl()->getDeclName().isIdentifier() &&
         Member->getMemberDecl()->getName() == "first" &&
         namedVariable(Member->getBase()) == Element;
}

/// `for (const auto &kv : m) keys.push_back(kv.first);`, or with an iterator.
static bool loopCopiesKeys(const Stmt *S, const VarDecl *Keys,
                           const ObjectPath &Map, bool IsMap,
                           const model::ContainerModel &Model) {
  const Stmt *Body = loopBody(S);
  llvm::SmallVector<const Stmt *, 8> Statements;
  if (Body)
    Statements = statementsOf(Body);
  if (Statements.size() != 1)
    return false;
  auto [List, Key] = addition(Statements[0]);
  if (!List || List != Keys)
    return false;
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(S))
    return objectOf(Range->getRangeInit()) == Map &&
           isKeyOf(Key, Range->getLoopVariable(), IsMap);
  const auto *For = dyn_cast<ForStmt>(S);
  std::optional<Comparison> Test =
      For && For->getCond() ? parseComparison(For->getCond()) : std::nullopt;
  const VarDecl *Cursor = For ? onlyVariable(For->getInit()) : nullptr;
  if (!Test || Test->Opcode != BO_NE || !Cursor || !Cursor->hasInit() ||
      !isBoundOf(Cursor->getInit(), MapOpKind::Begin, Map, Model) ||
      namedVariable(Test->LHS) != Cursor ||
      !isBoundOf(Test->RHS, MapOpKind::End, Map, Model))
    return false;
  return countReferences(Cursor, Body) == 1 &&
         namesFirst(Key, Cursor, Map, Model) && namedVariable(Key) != Cursor;
}

/// `m.begin(), m.end()`
template <typename CallOrConstruct>
static bool passesWhole(const CallOrConstruct *E, const ObjectPath &Map,
                        const model::ContainerModel &Model) {
  return E->getNumArgs() >= 2 &&
         isBoundOf(E->getArg(0), MapOpKind::Begin, Map, Model) &&
         isBoundOf(E->getArg(1), MapOpKind::End, Map, Model);
}

/// `std::transform(m.begin(), m.end(), std::back_inserter(keys),
///                 [](const auto &kv) { return kv.first; });`
/// and, for sets, `std::copy(s.begin(), s.end(), std::back_inserter(keys));`
static bool algorithmCopiesKeys(const Stmt *S, const VarDecl *Keys,
                                const ObjectPath &Map, bool IsMap,
                                const model::ContainerModel &Model) {
  const auto *E = dyn_cast<Expr>(S);
  const auto *Call = E ? dyn_cast<CallExpr>(strip(E)) : nullptr;
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->isInStdNamespace() ||
      !Callee->getDeclName().isIdentifier() || Call->getNumArgs() < 3 ||
      !passesWhole(Call, Map, Model))
    return false;
  const auto *Sink = dyn_cast<CallExpr>(peelIterator(Call->getArg(2)));
  if (!Sink || Sink->getNumArgs() == 0 ||
      namedVariable(Sink->getArg(0)) != Keys)
    return false;
  if (Callee->getName() == "copy")
    return !IsMap;
  const auto *Lambda =
      Callee->getName() == "transform" && Call->getNumArgs() == 4
          ? dyn_cast<LambdaExpr>(peelIterator(Call->getArg(3)))
          : nullptr;
  if (!Lambda || Lambda->getCallOperator()->getNumParams() != 1)
    return false;
  llvm::SmallVector<const Stmt *, 8> Body = statementsOf(Lambda->getBody());
  const auto *Return =
      Body.size() == 1 ? dyn_cast<ReturnStmt>(Body[0]) : nullptr;
  const auto *Element = Lambda->getCallOperator()->getParamDecl(0);
  if (!Return || !Return->getRetValue())
    return false;
  // In a generic lambda, `kv.first` has no meaning yet.
  if (const auto *Member =
          dyn_cast<CXXDependentScopeMemberExpr>(strip(Return->getRetValue())))
    return IsMap && !Member->isImplicitAccess() &&
           Member->getMember().getAsString() == "first" &&
           namedVariable(Member->getBase()) == Element;
  return isKeyOf(Return->getRetValue(), Element, IsMap);
}

static ListOf madeFrom(const VarDecl *List, const ObjectPath &Map,
                       const model::ContainerModel &Model) {
  if (!List->hasInit() || List->getType()->isReferenceType())
    return ListOf::Other;
  const Expr *Init = peelIterator(List->getInit());
  // Qt: the list of all keys.
  if (std::optional<MapOp> Op = parseMapOp(Init, Model);
      Op && Op->Args.empty() &&
      (Op->Member == "keys" || Op->Member == "uniqueKeys") &&
      containerOf(*Op) == Map)
    return ListOf::Keys;
  const auto *Construct = dyn_cast<CXXConstructExpr>(Init);
  if (objectOf(Init) == Map ||
      (Construct && passesWhole(Construct, Map, Model)))
    return ListOf::Elements;
  return ListOf::Other;
}

bool isQtKeyOf(const Expr *E, const VarDecl *Cursor) {
  const auto *Call = dyn_cast_or_null<CallExpr>(peelIterator(E));
  const auto *Member =
      Call && Call->getNumArgs() == 0
          ? dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParenImpCasts())
          : nullptr;
  return Member && Member->getMemberDecl()->getDeclName().isIdentifier() &&
         Member->getMemberDecl()->getName() == "key" &&
         namedVariable(Member->getBase()) == Cursor;
}

bool isReserveOf(const Stmt *S, const VarDecl *List) {
  const auto *E = dyn_cast<Expr>(S);
  const auto *Call = E ? dyn_cast<CXXMemberCallExpr>(strip(E)) : nullptr;
  return Call && Call->getMethodDecl() &&
         Call->getMethodDecl()->getDeclName().isIdentifier() &&
         Call->getMethodDecl()->getName() == "reserve" &&
         namedVariable(Call->getImplicitObjectArgument()) == List;
}

KeyList keyListBefore(const CXXForRangeStmt *Loop, const ObjectPath &Map,
                      bool IsMap, ASTContext &Context,
                      const model::ContainerModel &Model) {
  KeyList L;
  const VarDecl *List = namedVariable(Loop->getRangeInit());
  const auto *Block = dyn_cast_or_null<CompoundStmt>(parentStmt(Loop, Context));
  if (!List || !Block || !List->hasLocalStorage())
    return L;
  auto Siblings = llvm::ArrayRef(Block->body_begin(), Block->body_end());
  size_t At = llvm::find(Siblings, Loop) - Siblings.begin();
  if (At == Siblings.size())
    return L;
  ListOf Found = ListOf::Other;
  unsigned Inside = countReferences(List, Loop);
  for (size_t I = At; I-- > 0;) {
    const Stmt *S = Siblings[I];
    const bool Declares = onlyVariable(S) == List;
    const bool Filled = Found != ListOf::Other;
    if (!Filled && Declares)
      Found = madeFrom(List, Map, Model);
    else if (!Filled && (loopCopiesKeys(S, List, Map, IsMap, Model) ||
                         algorithmCopiesKeys(S, List, Map, IsMap, Model)))
      Found = ListOf::Keys;
    const bool Fills = !Filled && Found != ListOf::Other;
    if (Fills || Declares || (Filled && isReserveOf(S, List))) {
      Inside += countReferences(List, S);
      if (I + 1 + L.Before.size() == At)
        L.Before.insert(L.Before.begin(), S);
      if (Declares)
        break;
      continue;
    }
    // Between the copy and the loop, neither may change.
    if (countReferences(List, S) ||
        (!Filled && inspectWork(S, nullptr, Map, Context, Model).Harmful))
      return {};
  }
  // A list that holds more or less than the keys is another list.
  const bool IsWhole = !L.Before.empty() && onlyVariable(L.Before[0]) == List;
  if (countReferences(List) < Inside)
    return {};
  if (!IsWhole || countReferences(List) != Inside) {
    L.Before.clear();
    L.UsedOutside = countReferences(List) != Inside;
  }
  L.Of = Found;
  return L;
}

//===--- some of the keys -------------------------------------------------===//

/// `gone.count(kv.first) != 0`, where `gone` is not the map.
static bool asksAnother(const Stmt *S, const ObjectPath &Map,
                        const model::ContainerModel &Model) {
  if (const auto *E = dyn_cast_or_null<Expr>(S))
    if (const auto Op = parseMapOp(E, Model);
        Op && Op->Call == E && Op->isLookup() && containerOf(*Op) != Map)
      return true;
  return S && llvm::any_of(S->children(), [&](const Stmt *Child) {
           return asksAnother(Child, Map, Model);
         });
}

/// for (auto &kv : m)
///   if (kv.second.isOld())
///     List.push_back(kv.first);   <- Addition
static bool isChosenFrom(const Stmt *Addition, const ObjectPath &Map,
                         ASTContext &Context,
                         const model::ContainerModel &Model) {
  const Stmt *Loop = enclosingLoop(Addition, Context);
  for (const Stmt *Up = Addition; Up && Up != Loop;
       Up = parentStmt(Up, Context))
    if (const auto *If = dyn_cast<IfStmt>(Up);
        If && asksAnother(If->getCond(), Map, Model))
      return false;
  if (const auto *Range = dyn_cast_or_null<CXXForRangeStmt>(Loop))
    return objectOf(Range->getRangeInit()) == Map;
  const auto *For = dyn_cast_or_null<ForStmt>(Loop);
  const VarDecl *Cursor = For ? onlyVariable(For->getInit()) : nullptr;
  return Cursor && Cursor->hasInit() &&
         isBoundOf(Cursor->getInit(), MapOpKind::Begin, Map, Model);
}

bool walksKeysChosenFrom(const CXXForRangeStmt *Loop, const ObjectPath &Map,
                         ASTContext &Context,
                         const model::ContainerModel &Model) {
  const VarDecl *List = namedVariable(Loop->getRangeInit());
  const FunctionDecl *Function = enclosingFunction(Loop, Context);
  if (!List || !List->isLocalVarDecl() || !Function)
    return false;
  auto Fills = [&](auto &Self, const Stmt *S) -> bool {
    return S && ((isa<Expr>(S) && addition(S).first == List &&
                  isChosenFrom(S, Map, Context, Model)) ||
                 llvm::any_of(S->children(), [&](const Stmt *Child) {
                   return Self(Self, Child);
                 }));
  };
  return Fills(Fills, Function->getBody());
}

} // namespace clang::tidy::maps::support
