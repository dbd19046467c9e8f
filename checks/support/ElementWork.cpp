//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/ElementWork.h"
#include "support/Cursors.h"
#include "support/Effects.h"
#include "support/UserCode.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace clang::tidy::maps::support {

static bool isStrictPrefix(const ObjectPath &Short, const ObjectPath &Long) {
  return Short.Root == Long.Root && Short.Steps.size() < Long.Steps.size() &&
         std::equal(Short.Steps.begin(), Short.Steps.end(), Long.Steps.begin());
}

namespace {
/// Looks for what makes a drain more than an erasure: the container or its
/// cursor in other hands, and values that are moved out.
class WorkInspector : public RecursiveASTVisitor<WorkInspector> {
public:
  WorkInspector(ElementWork &Found, const VarDecl *Cursor,
                const ObjectPath &Map, const model::ContainerModel &Model,
                WorkKind Kind)
      : Found(Found), Cursor(Cursor), Map(Map), Model(Model), Kind(Kind) {
    const auto *Root = dyn_cast_or_null<VarDecl>(Map.Root);
    IsGlobal = Root && Root->hasGlobalStorage();
  }

  bool VisitMemberExpr(MemberExpr *Member) {
    const Expr *Base = strip(Member->getBase());
    if (isCursorArrow(Base) || (Member->isArrow() && isCursor(Base)))
      use({Base->getBeginLoc(), Member->getOperatorLoc()}, true, Base, Member);
    else if (isCursor(Base)) // it.key()
      opaqueUse(Base);
    const auto *Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl());
    // A part of what holds the container. A condition that reads the container
    // itself sees it shrink.
    if ((!Method || Method->isConst()) &&
        !(Kind == WorkKind::Condition && objectOf(Base) == Map))
      Accounted.insert(Base);
    return mention(Member);
  }
  bool VisitCXXDependentScopeMemberExpr(CXXDependentScopeMemberExpr *Member) {
    if (Member->isImplicitAccess())
      return true;
    const Expr *Base = strip(Member->getBase());
    if (isCursor(Base) && Member->isArrow())
      use({Base->getBeginLoc(), Member->getOperatorLoc()}, true, Base, Member);
    else if (isCursor(Base))
      opaqueUse(Base);
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *Unary) {
    if (Unary->getOpcode() == UO_Deref && isCursor(Unary->getSubExpr()))
      use(Unary->getSourceRange(), false, strip(Unary->getSubExpr()), Unary);
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *Call) {
    if (Call->getOperator() == OO_Star && Call->getNumArgs() == 1 &&
        isCursor(Call->getArg(0)))
      use(Call->getSourceRange(), false, strip(Call->getArg(0)), Call);
    return true;
  }
  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *Call) {
    if (Call->getImplicitObjectArgument() &&
        isCursor(Call->getImplicitObjectArgument()))
      Found.Elements.push_back(Call);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (Ref->getDecl() == Cursor && !Accounted.contains(Ref))
      Found.Harmful = true;
    return mention(Ref);
  }
  bool VisitCXXThisExpr(CXXThisExpr *This) {
    if (!Map.Root && !Accounted.contains(This))
      Found.Harmful = true;
    return true;
  }
  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const Expr *Spelled = Call->getCallee()->IgnoreParenImpCasts();
    const auto *Overloads = dyn_cast<OverloadExpr>(Spelled);
    DeclarationName Name = Callee      ? Callee->getDeclName()
                           : Overloads ? Overloads->getName()
                                       : DeclarationName();
    // What is moved out lives on: a transfer, no deletion.
    if (Name.isIdentifier() && Name.getAsIdentifierInfo() &&
        llvm::is_contained({"move", "forward", "exchange", "swap"},
                           Name.getAsIdentifierInfo()->getName()))
      Found.Harmful = true;
    if (Kind == WorkKind::Condition)
      return !Found.Harmful;
    // A callback or closure may hold anything, and any function a global.
    bool IsClosure = Callee && isa<CXXMethodDecl>(Callee) &&
                     Name.getCXXOverloadedOperator() == OO_Call;
    bool IsFunction = (Callee && !IsClosure) || Overloads ||
                      isa<CXXDependentScopeMemberExpr>(Spelled) ||
                      boundOf(Call, MapOpKind::Begin, Model);
    if (!Map.isLocalObject() && !IsFunction)
      Found.Harmful = true;
    if (IsGlobal && !isPure(Call) && !isKnownToIgnoreGlobals(Callee))
      Found.Harmful = true;
    return !Found.Harmful;
  }

private:
  bool isCursor(const Expr *E) {
    if (const VarDecl *Var = namedVariable(E))
      return Var == Cursor;
    return Kind == WorkKind::Statement &&
           isBoundOf(E, MapOpKind::Begin, Map, Model);
  }
  bool isCursorArrow(const Expr *E) {
    const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
    return Call && Call->getOperator() == OO_Arrow && isCursor(Call->getArg(0));
  }
  static bool isKnownToIgnoreGlobals(const FunctionDecl *Callee) {
    return Callee && isInSystemHeader(Callee);
  }

  void account(const Expr *Cursor) {
    if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(Cursor);
        Call && Call->getOperator() == OO_Arrow)
      Cursor = Call->getArg(0);
    Cursor = peelIterator(Cursor);
    Accounted.insert(Cursor);
    if (std::optional<MapOp> Op = boundOf(Cursor, MapOpKind::Begin, Model))
      Accounted.insert(Op->Object);
  }
  void use(SourceRange Range, bool Arrow, const Expr *Cursor,
           const Expr *Element) {
    account(Cursor);
    Found.Uses.push_back({Range, Arrow});
    Found.Elements.push_back(Element);
  }
  void opaqueUse(const Expr *Cursor) {
    account(Cursor);
    Found.UsesAreRewritable = false;
  }

  /// The container itself, the pointer to it, or an object that holds it.
  bool mention(const Expr *E) {
    if (Accounted.contains(E))
      return true;
    if (std::optional<ObjectPath> Path = objectOf(E))
      Found.Harmful |= *Path == Map || isStrictPrefix(*Path, Map);
    return !Found.Harmful;
  }

  ElementWork &Found;
  const VarDecl *Cursor;
  const ObjectPath &Map;
  const model::ContainerModel &Model;
  const WorkKind Kind;
  bool IsGlobal = false;
  llvm::SmallPtrSet<const Expr *, 8> Accounted;
};

} // namespace

ElementWork inspectWork(llvm::ArrayRef<const Stmt *> Work,
                        const VarDecl *Cursor, const ObjectPath &Map,
                        ASTContext &Context, const model::ContainerModel &Model,
                        WorkKind Kind) {
  ElementWork Found;
  WorkInspector Inspector(Found, Cursor, Map, Model, Kind);
  for (const Stmt *S : Work) {
    Inspector.TraverseStmt(const_cast<Stmt *>(S));
    if (Map.isLocalObject())
      Found.Harmful |= mayWrite(S, Map, Context);
    ObjectPath Pointer = Map;
    while (!Pointer.Steps.empty() && !Found.Harmful) {
      const bool IsDeref = Pointer.Steps.back().Kind == ObjectPath::Step::Deref;
      Pointer.Steps.pop_back();
      if (IsDeref && Pointer.isLocalObject())
        Found.Harmful |= mayWrite(S, Pointer, Context);
    }
    if (Found.Harmful)
      break;
  }
  return Found;
}

} // namespace clang::tidy::maps::support
