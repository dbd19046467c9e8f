//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/DependentWalks.h"
#include "support/HandleTransfer.h"
#include "support/Loops.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

namespace clang::tidy::maps::support {

/// Whether what follows \p S in the body of \p Loop leaves the loop: a
/// statement behind it, in its block or in one around it.
static bool isLeftAfter(const Stmt *S, const CXXForRangeStmt *Loop,
                        ASTContext &Context) {
  for (const Stmt *Parent = parentStmt(S, Context);
       S != Loop->getBody() && Parent;
       S = Parent, Parent = parentStmt(Parent, Context)) {
    const auto *Block = dyn_cast<CompoundStmt>(Parent);
    if (!Block)
      continue;
    bool Behind = false;
    for (const Stmt *Child : Block->body()) {
      if (Behind && neverFallsThrough(Child))
        return true;
      Behind |= Child == S;
    }
  }
  return false;
}

/// What the variable of the loop is: a reference to, or a copy of, the element
/// \p Current or a part of it.
static HandleSet loopVariable(const CXXForRangeStmt *Loop, Handle Current,
                              const ValueDecl *D) {
  const VarDecl *Variable = Loop->getLoopVariable();
  Current.Form = Variable->getType()->isReferenceType() ? HandleForm::Reference
                                                        : HandleForm::Copy;
  if (D == Variable)
    return {Current};
  const auto *Parts = dyn_cast<DecompositionDecl>(Variable);
  if (!Parts || !Current.Traits->isMap())
    return {};
  for (const BindingDecl *Part : Parts->bindings())
    if (Part == D) {
      Current.Part = Part == Parts->bindings().front() ? ElementPart::Key
                                                       : ElementPart::Value;
      return {Current};
    }
  return {};
}

namespace {
struct OpsOn : RecursiveASTVisitor<OpsOn> {
  OpsOn(Handles &Maps, unsigned Map, const model::ContainerModel &Model)
      : Maps(Maps), Map(Map), Model(Model) {}
  bool VisitExpr(Expr *E) {
    std::optional<MapOp> Op = parseMapOp(E, Model);
    // Wrappers of the call are that call, too.
    if (Op && Op->Call == E && Maps.mapOf(*Op) == Map)
      Found.push_back(*Op);
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }

  Handles &Maps;
  unsigned Map;
  const model::ContainerModel &Model;
  std::vector<MapOp> Found;
};

struct WalkFinder : RecursiveASTVisitor<WalkFinder> {
  WalkFinder(const Stmt *Body, bool HasFlow, ASTContext &Context,
             const model::ContainerModel &Model)
      : Body(Body), HasFlow(HasFlow), Context(Context), Model(Model),
        Maps(Model) {}

  bool VisitCXXForRangeStmt(CXXForRangeStmt *Loop) {
    const Expr *Range = Loop->getRangeInit();
    std::optional<ObjectPath> Path = Range ? objectOf(Range) : std::nullopt;
    const auto *Traits = Path ? Model.lookupObject(Range->getType()) : nullptr;
    if ((HasFlow && Loop->getBeginStmt()) || !Traits)
      return true;
    Handle Current;
    Current.Map = *Maps.mapOf(*Path);
    Current.Traits = Traits;
    Current.Source = Range;
    Current.Element = Loop;
    OpsOn Whole(Maps, Current.Map, Model);
    Whole.TraverseStmt(const_cast<Stmt *>(Body));
    bool Reserves = llvm::any_of(Whole.Found, [](const MapOp &Op) {
      return Op.Kind == MapOpKind::Reserve;
    });
    auto OfVariable = [&](const ValueDecl *D) {
      return loopVariable(Loop, Current, D);
    };
    auto OfExpr = [](const Expr *) -> const HandleSet * { return nullptr; };
    OpsOn Ops(Maps, Current.Map, Model);
    Ops.TraverseStmt(Loop->getBody());
    for (const MapOp &Op : Ops.Found) {
      const Expr *Named = Op.Key ? Op.Key : nullptr;
      bool IsCurrent =
          Named && !Maps.withKey(Named, {OfVariable, OfExpr}).empty();
      if (Op.inserts() && ((IsCurrent && !Traits->isMulti()) || Reserves))
        continue;
      std::optional<InvalidationCause> Cause =
          harmOf(Op, Current, Op.removes() && IsCurrent);
      if (!Cause || isLeftAfter(Op.Call, Loop, Context))
        continue;
      StaleUse Use;
      Use.Where = Op.Call;
      Use.Walk = Loop;
      Use.What = Current;
      Use.What.Cause = *Cause;
      Use.By = Op;
      Found.push_back(std::move(Use));
      break;
    }
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }

  const Stmt *Body;
  bool HasFlow;
  ASTContext &Context;
  const model::ContainerModel &Model;
  Handles Maps;
  std::vector<StaleUse> Found;
};
} // namespace

std::vector<StaleUse> findStaleWalks(const Stmt *Body, bool HasFlow,
                                     ASTContext &Context,
                                     const model::ContainerModel &Model) {
  WalkFinder Finder(Body, HasFlow, Context, Model);
  Finder.TraverseStmt(const_cast<Stmt *>(Body));
  return std::move(Finder.Found);
}

} // namespace clang::tidy::maps::support
