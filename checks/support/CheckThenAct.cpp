//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/CheckThenAct.h"
#include "support/FixIts.h"
#include "support/Identity.h"
#include "support/Loops.h"
#include "support/MapOps.h"
#include "clang/AST/StmtCXX.h"

namespace clang::tidy::maps::support {

// m.count(k), m.contains(k), m.find(k) != m.end(): only with the key, not with
// an accessor, which locks the element.
static bool isCheck(const MapOp &Op) {
  return (Op.Kind == MapOpKind::Count || Op.Kind == MapOpKind::Contains ||
          Op.Kind == MapOpKind::Find) &&
         Op.Args.size() == 1 && Op.Key;
}

static bool isAct(const MapOp &Op) {
  return (Op.Kind == MapOpKind::EraseKey || Op.Kind == MapOpKind::At ||
          Op.Kind == MapOpKind::Subscript ||
          Op.Kind == MapOpKind::InsertOrAssign) &&
         Op.Key;
}

// The branches that depend on the condition that Check is part of, in order.
static std::vector<const Stmt *> dependentOn(const Expr *Check,
                                             ASTContext &Context) {
  std::vector<const Stmt *> Result;
  const Stmt *Child = Check;
  for (const Stmt *Up = parentStmt(Check, Context); Up;
       Child = Up, Up = parentStmt(Up, Context)) {
    if (const auto *Op = dyn_cast<BinaryOperator>(Up);
        Op && Op->isLogicalOp() && Op->getLHS()->IgnoreImplicit() == Child)
      Result.push_back(Op->getRHS());
    if (const auto *Choice = dyn_cast<ConditionalOperator>(Up)) {
      Result.push_back(Choice->getTrueExpr());
      Result.push_back(Choice->getFalseExpr());
      return Result;
    }
    if (const auto *If = dyn_cast<IfStmt>(Up)) {
      if (!contains(If->getCond(), Check))
        return Result;
      Result.push_back(If->getThen());
      if (If->getElse())
        Result.push_back(If->getElse());
      // if (!m.count(k)) return; m.erase(k);
      const auto *Block =
          dyn_cast_or_null<CompoundStmt>(parentStmt(If, Context));
      if (Block && !If->getElse() && neverFallsThrough(If->getThen())) {
        bool Behind = false;
        for (const Stmt *S : Block->body()) {
          if (Behind)
            Result.push_back(S);
          Behind |= S == If;
        }
      }
      return Result;
    }
    if (!isa<Expr>(Up))
      return Result;
  }
  return Result;
}

static const Expr *findAct(const Stmt *S, const MapOp &Check,
                           const MapSummary &Map,
                           const UsageSummaries &Summaries,
                           const model::ContainerModel &Model,
                           ASTContext &Context) {
  if (!S || isa<LambdaExpr>(S))
    return nullptr;
  if (const auto *E = dyn_cast<Expr>(S); E && strip(E) == E)
    if (std::optional<MapOp> Op = parseMapOp(E, Model))
      if (isAct(*Op) && Summaries.of(Op->Object) == &Map &&
          sameValue(Op->Key, Check.Key, Context) &&
          sameValue(Op->Object, Check.Object, Context))
        return Op->Call;
  for (const Stmt *Child : S->children())
    if (const Expr *Act = findAct(Child, Check, Map, Summaries, Model, Context))
      return Act;
  return nullptr;
}

// Other threads can have it: not a local object, unless a closure does.
static bool isReachable(const MapSummary &Map, const UsageSummaries &Summaries,
                        const Usage &U) {
  if (Map.Storage == ObjectStorage::Local)
    return U.InClosure || Map.Indirect || Map.has(UsageKind::Capture);
  if (Map.Storage == ObjectStorage::Parameter)
    return Map.Indirect || Summaries.decl(Map)->getType()->isReferenceType();
  return !Map.ThreadLocal;
}

std::vector<CheckThenAct> checksThenActs(const MapSummary &Map,
                                         const UsageSummaries &Summaries,
                                         const model::ContainerModel &Model,
                                         ASTContext &Context) {
  std::vector<CheckThenAct> Result;
  for (const Usage &U : Map.Usages) {
    const Expr *Node = Summaries.node(Map, U);
    if (U.Kind != UsageKind::Lookup || !Node || !U.LocksHeld.empty() ||
        U.Role == FunctionRole::Constructor ||
        U.Role == FunctionRole::Destructor || !isReachable(Map, Summaries, U) ||
        !isUserSpelled(Node->getExprLoc(), Context))
      continue;
    const std::optional<MapOp> Check = parseMapOp(Node, Model);
    if (!Check || !Check->Traits->ConcurrentWrites || !isCheck(*Check))
      continue;
    for (const Stmt *S : dependentOn(Check->Call, Context))
      if (const Expr *Act =
              findAct(S, *Check, Map, Summaries, Model, Context)) {
        Result.push_back({Check->Call, Act});
        break;
      }
  }
  return Result;
}

} // namespace clang::tidy::maps::support
