//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/ReserveSteps.h"
#include "support/Emptiness.h"
#include "support/Loops.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

namespace clang::tidy::maps::support {

static bool isDeclaredIn(const ValueDecl *D, const Stmt *S,
                         const ASTContext &Context) {
  return D && Context.getSourceManager().isPointWithin(
                  D->getLocation(), S->getBeginLoc(), S->getEndLoc());
}

static const VarDecl *namedIn(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(strip(E));
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

//===----------------------------------------------------------------------===//
// How the amount grows
//===----------------------------------------------------------------------===//

namespace {
/// What an amount is computed from.
struct AmountReader : RecursiveASTVisitor<AmountReader> {
  AmountReader(const ObjectPath &Map, const Stmt *Body,
               const ASTContext &Context, const model::ContainerModel &Model)
      : Map(Map), Body(Body), Context(Context), Model(Model) {}

  const ObjectPath &Map;
  const Stmt *Body;
  const ASTContext &Context;
  const model::ContainerModel &Model;
  unsigned Depth = 0;
  unsigned Sizes = 0;
  bool HasFactor = false;
  llvm::SmallVector<const VarDecl *, 2> Variables;

  bool VisitCallExpr(CallExpr *Call) {
    if (std::optional<MapOp> Op = parseMapOp(Call, Model);
        Op && (Op->Kind == MapOpKind::Size || Op->Kind == MapOpKind::Buckets) &&
        Op->Member != "max_load_factor" && containerOf(*Op) == Map)
      ++Sizes;
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && Callee->getDeclName().isIdentifier() &&
        llvm::is_contained({"max", "bit_ceil", "pow", "qNextPowerOfTwo"},
                           Callee->getName()))
      HasFactor = true;
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *Binary) {
    HasFactor |= Binary->getOpcode() == BO_Mul || Binary->getOpcode() == BO_Shl;
    return true;
  }
  bool VisitConditionalOperator(ConditionalOperator *) {
    HasFactor = true;
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (!Var)
      return true;
    Variables.push_back(Var);
    // auto size = m.size();
    if (Depth == 0 && Var->hasInit() && isDeclaredIn(Var, Body, Context) &&
        isBoundOnce(Var)) {
      ++Depth;
      TraverseStmt(const_cast<Expr *>(Var->getInit()));
      --Depth;
    }
    return true;
  }
};

/// Whether a variable grows in a loop, or is written in another way.
struct SumFinder : RecursiveASTVisitor<SumFinder> {
  explicit SumFinder(const VarDecl *Var) : Var(Var) {}
  const VarDecl *Var;
  bool Grows = false;
  bool Changes = false;

  bool VisitUnaryOperator(UnaryOperator *Unary) {
    if (namedIn(Unary->getSubExpr()) != Var)
      return true;
    Grows |= Unary->isIncrementOp();
    Changes |= Unary->isDecrementOp() || Unary->getOpcode() == UO_AddrOf;
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *Binary) {
    if (!Binary->isAssignmentOp() || namedIn(Binary->getLHS()) != Var)
      return true;
    (Binary->getOpcode() == BO_AddAssign ? Grows : Changes) = true;
    return true;
  }
};
} // namespace

/// A sum over the iterations, or their number.
static bool isSumOver(const VarDecl *Var, const Stmt *Loop,
                      const ASTContext &Context) {
  if (!Var->getType()->isIntegerType() ||
      isDeclaredIn(Var, loopBody(Loop), Context))
    return false;
  SumFinder Finder(Var);
  Finder.TraverseStmt(const_cast<Stmt *>(Loop));
  return Finder.Grows && !Finder.Changes;
}

/// `k` of `m.size() + k` and `k + m.size()`.
static const Expr *stepOf(const Expr *Amount, const ObjectPath &Map,
                          const model::ContainerModel &Model) {
  const auto *Sum = dyn_cast<BinaryOperator>(strip(Amount));
  if (!Sum || Sum->getOpcode() != BO_Add)
    return nullptr;
  auto IsSize = [&](const Expr *E) {
    std::optional<MapOp> Op = parseMapOp(E, Model);
    return Op && Op->Kind == MapOpKind::Size && containerOf(*Op) == Map;
  };
  if (IsSize(Sum->getLHS()))
    return Sum->getRHS();
  return IsSize(Sum->getRHS()) ? Sum->getLHS() : nullptr;
}

//===----------------------------------------------------------------------===//
// What happens in the loop
//===----------------------------------------------------------------------===//

namespace {
/// Whether a condition is one of a few iterations: it reads a flag that lives
/// longer than an iteration, the loop's counter, or the container.
struct GuardReader : RecursiveASTVisitor<GuardReader> {
  GuardReader(const ReserveStep &Step, const ASTContext &Context,
              const model::ContainerModel &Model)
      : Step(Step), Context(Context), Model(Model) {}

  const ReserveStep &Step;
  const ASTContext &Context;
  const model::ContainerModel &Model;
  bool Selects = false;

  bool VisitCallExpr(CallExpr *Call) {
    std::optional<MapOp> Op = parseMapOp(Call, Model);
    Selects |= Op && containerOf(*Op) == Step.Map;
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (!Var)
      return true;
    const bool IsOuter = !isDeclaredIn(Var, Step.Loop, Context);
    const bool IsCounter = isDeclaredBesideBody(Var) &&
                           Var->getType()->isIntegerType() &&
                           !isa<CXXForRangeStmt>(Step.Loop);
    Selects |= Var->isStaticLocal() || IsCounter ||
               (IsOuter && Var->getType()->isBooleanType());
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *Call) { // it == v.begin()
    if (Call->isComparisonOp() && Call->getNumArgs() == 2)
      for (const Expr *Operand : Call->arguments())
        if (const VarDecl *Var = namedIn(Operand))
          Selects |=
              isDeclaredBesideBody(Var) && !isa<CXXForRangeStmt>(Step.Loop);
    return true;
  }
  bool VisitMemberExpr(MemberExpr *Member) {
    Selects |= Member->getType()->isBooleanType() &&
               isa<CXXThisExpr>(strip(Member->getBase()));
    return true;
  }

private:
  /// In the head of the loop.
  bool isDeclaredBesideBody(const VarDecl *Var) const {
    return isDeclaredIn(Var, Step.Loop, Context) &&
           !isDeclaredIn(Var, loopBody(Step.Loop), Context);
  }
};
} // namespace

static bool leavesIteration(const Stmt *S) {
  if (const auto *Block = dyn_cast<CompoundStmt>(S);
      Block && !Block->body_empty())
    return leavesIteration(Block->body_back());
  return isa<ContinueStmt>(S) || neverFallsThrough(S);
}

/// Whether a condition between the loop and the call selects some iterations.
static bool isSelected(const ReserveStep &Step, ASTContext &Context,
                       const model::ContainerModel &Model) {
  GuardReader Guards(Step, Context, Model);
  for (const Stmt *S = Step.Reserve.Call; S && S != Step.Loop;
       S = parentStmt(S, Context)) {
    const Stmt *Parent = parentStmt(S, Context);
    if (const auto *If = dyn_cast_or_null<IfStmt>(Parent))
      Guards.TraverseStmt(const_cast<Expr *>(If->getCond()));
    else if (const auto *Choice = dyn_cast_or_null<ConditionalOperator>(Parent))
      Guards.TraverseStmt(Choice->getCond());
    // if (m.bucket_count() > need) continue;
    if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Parent))
      for (const Stmt *Before : Block->body()) {
        if (contains(Before, S))
          break;
        if (const auto *Exit = dyn_cast<IfStmt>(Before);
            Exit && leavesIteration(Exit->getThen()))
          Guards.TraverseStmt(const_cast<Expr *>(Exit->getCond()));
      }
  }
  return Guards.Selects;
}

/// The loop is left in the iteration that reserves.
static bool leavesAfterwards(const ReserveStep &Step, ASTContext &Context) {
  for (const Stmt *S = parentStmt(Step.Reserve.Call, Context);
       S && S != Step.Loop; S = parentStmt(S, Context))
    if (const auto *Block = dyn_cast<CompoundStmt>(S);
        Block && neverFallsThrough(Block))
      return true;
  return false;
}

/// `p->m` where the loop moves `p`.
static bool isAnotherEachTime(const ReserveStep &Step) {
  const auto *Pointer = dyn_cast_or_null<VarDecl>(Step.Map.Root);
  if (!Pointer || !Pointer->getType()->isPointerType())
    return false;
  SumFinder Writes(Pointer);
  Writes.TraverseStmt(const_cast<Stmt *>(Step.Loop));
  return Writes.Grows || Writes.Changes;
}

/// Elements are taken out again, so that the size need not grow.
static bool isEmptiedInLoop(const ReserveStep &Step,
                            const model::ContainerModel &Model) {
  const ObjectUses Uses = usesOf(loopBody(Step.Loop), Step.Map, Model);
  return llvm::any_of(Uses.Ops, [](const MapOp &Op) {
    return Op.removes() || Op.Kind == MapOpKind::Assign ||
           Op.Kind == MapOpKind::Swap;
  });
}

std::optional<ReserveStep>
parseReserveStep(const CallExpr *Call, ASTContext &Context,
                 const model::ContainerModel &Model) {
  std::optional<MapOp> Op = parseMapOp(Call, Model);
  if (!Op || Op->Args.size() != 1 || Op->Member == "max_load_factor" ||
      (Op->Kind != MapOpKind::Reserve && Op->Kind != MapOpKind::Rehash))
    return std::nullopt;
  std::optional<ObjectPath> Map = containerOf(*Op);
  const Stmt *Loop = Map ? enclosingLoop(Call, Context) : nullptr;
  if (!Loop || isDeclaredIn(Map->Root, Loop, Context) ||
      runsAtMostOnce(Loop, Context))
    return std::nullopt;
  ReserveStep Found{*Op, *Map, Loop, nullptr, nullptr};
  const Expr *Amount = Op->Args[0];
  if (const VarDecl *Var = namedIn(Amount);
      Var && Var->hasInit() && isDeclaredIn(Var, loopBody(Loop), Context) &&
      isBoundOnce(Var)) {
    Found.Amount = Var;
    Amount = Var->getInit();
  }
  AmountReader Reader(Found.Map, loopBody(Loop), Context, Model);
  Reader.TraverseStmt(const_cast<Expr *>(Amount));
  const bool Grows = Reader.Sizes == 1 ||
                     (Reader.Sizes == 0 &&
                      llvm::any_of(Reader.Variables, [&](const VarDecl *V) {
                        return isSumOver(V, Loop, Context);
                      }));
  if (!Grows || Reader.HasFactor || isSelected(Found, Context, Model) ||
      isEmptiedInLoop(Found, Model) || leavesAfterwards(Found, Context) ||
      isAnotherEachTime(Found))
    return std::nullopt;
  Found.Step = stepOf(Amount, Found.Map, Model);
  return Found;
}

} // namespace clang::tidy::maps::support
