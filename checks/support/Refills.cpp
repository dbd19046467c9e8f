//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Refills.h"
#include "support/Loops.h"
#include "clang/AST/Decl.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

namespace clang::tidy::maps::support {

static bool isLocal(const MapSummary &Map) {
  return Map.Storage == ObjectStorage::Local ||
         Map.Storage == ObjectStorage::Parameter;
}

static bool grows(UsageKind K) {
  return K == UsageKind::Subscript || K == UsageKind::Insert ||
         K == UsageKind::PassMutable;
}

/// Whether \p S stands in a loop that repeats \p E too, while the container
/// \p D lives on.
static bool sharesLoop(const Stmt *S, const Stmt *E, const ValueDecl *D,
                       ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  for (const Stmt *Loop = enclosingLoop(E, Context); Loop;
       Loop = enclosingLoop(Loop, Context)) {
    if (D && SM.isPointWithin(D->getLocation(), Loop->getBeginLoc(),
                              Loop->getEndLoc()))
      return false;
    if (contains(Loop, S))
      return true;
  }
  return false;
}

/// Whether \p S is executed after \p E when control goes on from there, as far
/// as the order of the source and the loops tell.
static bool follows(const Stmt *S, const Stmt *E, const ValueDecl *D,
                    ASTContext &Context) {
  return sharesLoop(S, E, D, Context) ||
         Context.getSourceManager().isBeforeInTranslationUnit(E->getEndLoc(),
                                                              S->getBeginLoc());
}

bool isRefilledAfter(const Expr *Emptied, const MapSummary &Map,
                     const UsageSummaries &Usage, ASTContext &Context) {
  const FunctionDecl *Here = enclosingFunction(Emptied, Context);
  return llvm::any_of(Map.Usages, [&](const struct Usage &U) {
    const Expr *Node = grows(U.Kind) ? Usage.node(Map, U) : nullptr;
    if (!Node)
      return false;
    const bool IsHere = Usage.function(Map, U) == Here;
    if (!isLocal(Map)) // The function may be called again.
      return IsHere || U.Role == FunctionRole::Ordinary;
    return U.InClosure || follows(Node, Emptied, Usage.decl(Map), Context);
  });
}

bool isMovedBefore(const Expr *Emptied, const MapSummary &Map,
                   const UsageSummaries &Usage, ASTContext &Context) {
  const FunctionDecl *Here = enclosingFunction(Emptied, Context);
  return llvm::any_of(Map.Usages, [&](const struct Usage &U) {
    if (U.Kind != UsageKind::Move && U.Kind != UsageKind::Swap)
      return false;
    const Expr *Node = Usage.node(Map, U);
    return Node && Usage.function(Map, U) == Here &&
           follows(Emptied, Node, Usage.decl(Map), Context);
  });
}

namespace {
/// Looks for operations of some kinds on a container, also in what initialises
/// the locals that are named.
struct OpFinder : RecursiveASTVisitor<OpFinder> {
  OpFinder(const ObjectPath &Map, const model::ContainerModel &Model,
           std::initializer_list<MapOpKind> Kinds)
      : Map(Map), Model(Model), Kinds(Kinds) {}

  const ObjectPath &Map;
  const model::ContainerModel &Model;
  const llvm::SmallVector<MapOpKind, 2> Kinds;
  bool Found = false;
  unsigned Depth = 0;

  bool VisitCallExpr(CallExpr *Call) {
    std::optional<MapOp> Op = parseMapOp(Call, Model);
    Found |=
        Op && llvm::is_contained(Kinds, Op->Kind) && containerOf(*Op) == Map;
    return !Found;
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (Var && Depth < 3 && Var->hasLocalStorage() && !isa<ParmVarDecl>(Var) &&
        Var->hasInit() && Var->getType()->isIntegralOrEnumerationType()) {
      ++Depth;
      TraverseStmt(const_cast<Expr *>(Var->getInit()));
      --Depth;
    }
    return !Found;
  }
};
} // namespace

static bool finds(const Stmt *In, const ObjectPath &Map,
                  const model::ContainerModel &Model,
                  std::initializer_list<MapOpKind> Kinds) {
  OpFinder Finder(Map, Model, Kinds);
  if (In)
    Finder.TraverseStmt(const_cast<Stmt *>(In));
  return Finder.Found;
}

bool isSizeTested(const MapOp &Emptying, const MapSummary &Map,
                  const UsageSummaries &Usage, ASTContext &Context,
                  const model::ContainerModel &Model) {
  const std::optional<ObjectPath> Path = containerOf(Emptying);
  for (const Stmt *S = Emptying.Call; Path && S; S = parentStmt(S, Context))
    if (const auto *If = dyn_cast<IfStmt>(S))
      if (finds(If->getCond(), *Path, Model,
                {MapOpKind::Size, MapOpKind::Buckets}) ||
          finds(If->getThen(), *Path, Model, {MapOpKind::Clear}) ||
          finds(If->getElse(), *Path, Model, {MapOpKind::Clear}))
        return true;
  // Early exits.
  for (const struct Usage &U : Map.Usages)
    if (Usage.node(Map, U) == Emptying.Call)
      return llvm::any_of(U.Guards, [&](const Guard &G) {
        llvm::StringRef Text = G.Text;
        return Text.contains(Map.Name) &&
               (Text.contains("size") || Text.contains("ucket") ||
                Text.contains("capacity") || Text.contains("load_factor") ||
                Text.contains("count()"));
      });
  return false;
}

bool isTableMeasured(const MapSummary &Map) {
  return llvm::any_of(Map.Usages, [](const struct Usage &U) {
    return U.Kind == UsageKind::Measure &&
           (llvm::StringRef(U.Member).contains_insensitive("bucket") ||
            U.Member == "load_factor" || U.Member == "capacity");
  });
}

} // namespace clang::tidy::maps::support
