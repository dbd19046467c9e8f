//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/HandleUses.h"
#include "support/Handles.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

namespace clang::tidy::maps::support {

static const DeclRefExpr *refIn(const Expr *E) {
  return dyn_cast<DeclRefExpr>(strip(E));
}

/// Every reference to a variable within a statement.
static llvm::SmallVector<const DeclRefExpr *, 4> refsIn(const Stmt *S) {
  struct Finder : RecursiveASTVisitor<Finder> {
    llvm::SmallVector<const DeclRefExpr *, 4> Refs;
    bool VisitDeclRefExpr(DeclRefExpr *Ref) {
      Refs.push_back(Ref);
      return true;
    }
  } Find;
  Find.TraverseStmt(const_cast<Stmt *>(S));
  return Find.Refs;
}

struct HandleUses::Collector : RecursiveASTVisitor<Collector> {
  explicit Collector(HandleUses &Uses) : Uses(Uses) {}

  void compare(const Expr *A, const Expr *B) {
    for (const Expr *E : {A, B})
      if (const DeclRefExpr *Ref = refIn(E))
        Uses.Compared.insert(Ref);
  }
  void assignTo(const Expr *Target) {
    const DeclRefExpr *Ref = refIn(Target);
    if (Ref && !Ref->getDecl()->getType()->isReferenceType())
      Uses.NoUse.insert(Ref);
  }
  void ignore(const Stmt *S) {
    for (const DeclRefExpr *Ref : refsIn(S))
      Uses.NoUse.insert(Ref);
  }
  void dereference(const Expr *E) {
    if (const DeclRefExpr *Ref = refIn(E))
      Uses.PointerUses.insert(Ref);
  }
  void loop(const Expr *Condition) {
    struct Finder : RecursiveASTVisitor<Finder> {
      llvm::DenseSet<const Stmt *> &Found;
      explicit Finder(llvm::DenseSet<const Stmt *> &Found) : Found(Found) {}
      bool VisitStmt(Stmt *S) {
        Found.insert(S);
        return true;
      }
    } Find(Uses.LoopConditions);
    if (Condition)
      Find.TraverseStmt(const_cast<Expr *>(Condition));
  }

  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *Call) {
    if (Call->isComparisonOp() && Call->getNumArgs() == 2)
      compare(Call->getArg(0), Call->getArg(1));
    if (!Call->isAssignmentOp() || Call->getNumArgs() != 2)
      return true;
    if (Call->getOperator() == OO_Equal)
      assignTo(Call->getArg(0));
    for (const DeclRefExpr *Ref : refsIn(Call->getArg(1)))
      Uses.AssignedFrom[Ref] = Call;
    return true;
  }
  bool VisitCXXRewrittenBinaryOperator(CXXRewrittenBinaryOperator *Op) {
    compare(Op->getLHS(), Op->getRHS());
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *Op) {
    if (Op->isComparisonOp())
      compare(Op->getLHS(), Op->getRHS());
    else if (Op->getOpcode() == BO_Assign)
      assignTo(Op->getLHS());
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *Op) {
    if (Op->getOpcode() == UO_Deref || Op->isIncrementDecrementOp())
      dereference(Op->getSubExpr());
    else if (const DeclRefExpr *Ref = refIn(Op->getSubExpr());
             Ref && Op->getOpcode() == UO_AddrOf &&
             !Ref->getDecl()->getType()->isReferenceType())
      Uses.Untraceable.insert(Ref->getDecl());
    return true;
  }
  bool VisitArraySubscriptExpr(ArraySubscriptExpr *E) {
    dereference(E->getBase());
    return true;
  }
  bool VisitReturnStmt(ReturnStmt *S) {
    if (S->getRetValue())
      dereference(S->getRetValue());
    return true;
  }
  bool VisitMemberExpr(MemberExpr *Member) {
    if (Member->isArrow())
      dereference(Member->getBase());
    // `result.second` of an insertion: whether it inserted; of equal_range: the
    // element behind the range.
    const DeclRefExpr *Ref = refIn(Member->getBase());
    const NamedDecl *Name = Member->getMemberDecl();
    if (Ref && !Member->isArrow() && Name->getDeclName().isIdentifier() &&
        Name->getName() == "second" &&
        !Ref->getDecl()->getType()->isReferenceType())
      Uses.NoUse.insert(Ref);
    return true;
  }
  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    unsigned Offset =
        Callee && isa<CXXOperatorCallExpr>(Call) && isa<CXXMethodDecl>(Callee);
    for (unsigned I = Offset; I < Call->getNumArgs(); ++I) {
      const DeclRefExpr *Ref = refIn(Call->getArg(I));
      if (!Ref)
        continue;
      Uses.PointerUses.insert(Ref);
      if (!Callee || I - Offset >= Callee->getNumParams() ||
          Ref->getDecl()->getType()->isReferenceType() ||
          isa<CXXOperatorCallExpr>(Call))
        continue;
      QualType Param = Callee->getParamDecl(I - Offset)->getType();
      // std::tie(it, inserted) = ..., but std::advance(it, 1) needs it.
      if (Param->isReferenceType() &&
          !Param->getPointeeType().isConstQualified() &&
          !(Callee->isInStdNamespace() &&
            Callee->getDeclName().isIdentifier() &&
            Callee->getName() == "advance"))
        Uses.NoUse.insert(Ref);
    }
    return true;
  }
  bool VisitCStyleCastExpr(CStyleCastExpr *Cast) {
    const DeclRefExpr *Ref = refIn(Cast->getSubExpr());
    if (Ref && Cast->getCastKind() == CK_ToVoid)
      Uses.NoUse.insert(Ref);
    return true;
  }
  bool VisitUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *E) {
    if (!E->isArgumentType())
      ignore(E->getArgumentExpr());
    return true;
  }
  bool VisitCXXNoexceptExpr(CXXNoexceptExpr *E) {
    ignore(E->getOperand());
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *Lambda) {
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef &&
          !Capture.getCapturedVar()->getType()->isReferenceType())
        Uses.Untraceable.insert(Capture.getCapturedVar());
    return true; // Its body is another function.
  }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *Loop) {
    if (const DeclStmt *Begin = Loop->getBeginStmt())
      Uses.Walks[cast<ValueDecl>(Begin->getSingleDecl())] = Loop;
    return true;
  }
  bool VisitForStmt(ForStmt *Loop) {
    loop(Loop->getCond());
    return true;
  }
  bool VisitWhileStmt(WhileStmt *Loop) {
    loop(Loop->getCond());
    return true;
  }
  bool VisitDoStmt(DoStmt *Loop) {
    loop(Loop->getCond());
    return true;
  }

  HandleUses &Uses;
};

HandleUses::HandleUses(const Stmt *Body) {
  Collector(*this).TraverseStmt(const_cast<Stmt *>(Body));
}

bool HandleUses::needsElement(const DeclRefExpr *Ref) const {
  if (NoUse.contains(Ref) || Compared.contains(Ref) || walkOf(Ref->getDecl()))
    return false;
  return !Ref->getDecl()->getType()->isPointerType() ||
         PointerUses.contains(Ref);
}

} // namespace clang::tidy::maps::support
