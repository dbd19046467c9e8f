//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/AssignedMembers.h"
#include "support/FunctionShape.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

namespace clang::tidy::maps::support {

namespace {

// Visits parents before children: a use is harmless if its parent said so.
class AssignmentFinder : public RecursiveASTVisitor<AssignmentFinder> {
public:
  AssignmentFinder(ASTContext &Context, const PointerTypes &Types)
      : Context(Context), Types(Types) {}

  llvm::DenseSet<const ValueDecl *> Assigned;

  bool shouldVisitImplicitCode() const { return true; }

  bool TraverseDecl(Decl *D) {
    if (D && !isa<TranslationUnitDecl>(D) &&
        Context.getSourceManager().isInSystemHeader(D->getLocation()))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  bool VisitCallExpr(CallExpr *E) {
    std::optional<CallShape> Call = parseCall(E);
    if (!Call->Object)
      return true;
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->Callee);
    const bool Nulls = (Call->Operator == OO_Equal || Call->Name == "reset") &&
                       llvm::all_of(Call->Args, [&](const Expr *Arg) {
                         return isNullValue(Arg, Context);
                       });
    const bool Reads =
        (Method && Method->isConst()) || Call->Name == "release" ||
        ((!Call->Callee ||
          Types.holder(Call->Object->getType()) == HolderKind::None) &&
         (Call->Operator == OO_Star || Call->Operator == OO_Arrow));
    if (Nulls || Reads || Call->Arrow)
      harmless(Call->Object);
    return true;
  }
  bool VisitCXXDependentScopeMemberExpr(CXXDependentScopeMemberExpr *E) {
    if (E->isArrow() && !E->isImplicitAccess())
      harmless(E->getBase());
    // Whose member it is turns out with the instantiation.
    DependentNames.insert(E->getMember());
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->getOpcode() == UO_Deref || E->getOpcode() == UO_LNot)
      harmless(E->getSubExpr());
    return true;
  }
  bool VisitImplicitCastExpr(ImplicitCastExpr *E) {
    if (E->getCastKind() == CK_LValueToRValue)
      harmless(E->getSubExpr());
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->isComparisonOp()) {
      harmless(E->getLHS());
      harmless(E->getRHS());
    } else if (E->isAssignmentOp() && isNullValue(E->getRHS(), Context)) {
      harmless(E->getLHS());
    }
    return true;
  }

  bool VisitInitListExpr(InitListExpr *E) {
    const RecordDecl *Record = E->getType()->getAsRecordDecl();
    if (!Record)
      return true;
    auto Init = E->inits().begin();
    for (const FieldDecl *Field : Record->fields()) {
      if (Init == E->inits().end())
        break;
      if (!isNullValue(*Init++, Context))
        note(Field);
    }
    return true;
  }
  bool VisitFieldDecl(FieldDecl *Field) {
    Fields.push_back(Field);
    if (const Expr *Init = Field->getInClassInitializer();
        Init && !isNullValue(Init, Context))
      note(Field);
    return true;
  }
  bool VisitVarDecl(VarDecl *Variable) {
    if (Variable->hasGlobalStorage() && Variable->hasInit() &&
        !isNullValue(Variable->getInit(), Context))
      note(Variable);
    return true;
  }
  bool VisitCXXConstructorDecl(CXXConstructorDecl *Constructor) {
    if (Constructor->isImplicit())
      return true;
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (Init->isMemberInitializer() && Init->isWritten() &&
          !isNullValue(Init->getInit(), Context))
        note(Init->getMember());
    return true;
  }

  bool VisitMemberExpr(MemberExpr *E) {
    if (E->isArrow())
      harmless(E->getBase());
    if (!Harmless.contains(E))
      note(E->getMemberDecl());
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (!Harmless.contains(E))
      note(E->getDecl());
    return true;
  }

  /// Accesses in templates may mean any field of that name.
  void noteDependentAccesses() {
    for (const FieldDecl *Field : Fields)
      if (DependentNames.contains(Field->getDeclName()))
        note(Field);
  }

private:
  void harmless(const Expr *E) {
    E = peel(E);
    // An element that is only read.
    if (const auto *Element = dyn_cast_or_null<ArraySubscriptExpr>(E))
      harmless(Element->getBase());
    else if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(E);
             Operator && Operator->getOperator() == OO_Subscript)
      harmless(Operator->getArg(0));
    else if (isa_and_nonnull<MemberExpr, DeclRefExpr>(E))
      Harmless.insert(E);
  }
  void note(const ValueDecl *D) {
    if (Types.pointer(D->getType()) != PointerKind::None ||
        Types.holder(D->getType()) != HolderKind::None)
      Assigned.insert(cast<ValueDecl>(D->getCanonicalDecl()));
  }

  ASTContext &Context;
  const PointerTypes &Types;
  llvm::DenseSet<const Expr *> Harmless;
  llvm::DenseSet<DeclarationName> DependentNames;
  std::vector<const FieldDecl *> Fields;
};

bool isInternalClass(const CXXRecordDecl *Record) {
  return Record->isInAnonymousNamespace() || Record->isLocalClass();
}

bool isWhollyDefined(const CXXRecordDecl *Record) {
  for (const Decl *D : Record->decls()) {
    if (isa<FriendDecl, FriendTemplateDecl, UsingDecl>(D))
      return false;
    const FunctionDecl *Function = nullptr;
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
      Function = Template->getTemplatedDecl();
    else
      Function = dyn_cast<FunctionDecl>(D);
    if (Function && !Function->isDefined() && !Function->isPureVirtual() &&
        !Function->isDeleted() && !Function->isDefaulted() &&
        !Function->isImplicit())
      return false;
    if (const auto *Nested = dyn_cast<CXXRecordDecl>(D);
        Nested && !Nested->isImplicit() &&
        (!Nested->hasDefinition() || !isWhollyDefined(Nested)))
      return false;
  }
  return true;
}

} // namespace

llvm::DenseSet<const ValueDecl *> findAssigned(ASTContext &Context,
                                               const PointerTypes &Types) {
  AssignmentFinder Finder(Context, Types);
  Finder.TraverseAST(Context);
  Finder.noteDependentAccesses();
  return std::move(Finder.Assigned);
}

bool isConfined(const ValueDecl *D) {
  if (const auto *Field = dyn_cast<FieldDecl>(D)) {
    const auto *Record = dyn_cast<CXXRecordDecl>(Field->getParent());
    // What a template's other specialisations do is unknown.
    if (!Record || isa<ClassTemplateSpecializationDecl>(Record))
      return false;
    return isInternalClass(Record) ||
           (Field->getAccess() == AS_private && isWhollyDefined(Record));
  }
  const auto *Variable = dyn_cast<VarDecl>(D);
  return Variable && Variable->hasGlobalStorage() &&
         !Variable->isExternallyVisible();
}

} // namespace clang::tidy::maps::support
