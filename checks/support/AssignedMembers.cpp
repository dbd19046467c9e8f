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
                         return isNullValue(Arg, Types);
                       });
    const bool Reads =
        (Method && Method->isConst()) || Call->Name == "release" ||
        (Call->Name == "resize" && Call->Args.size() == 1) ||
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
    } else if (E->isAssignmentOp() && isNullValue(E->getRHS(), Types)) {
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
      if (!leavesNull(Field, *Init++))
        note(Field);
    }
    return true;
  }
  bool VisitFieldDecl(FieldDecl *Field) {
    Fields.push_back(Field);
    if (const Expr *Init = Field->getInClassInitializer();
        Init && !leavesNull(Field, Init))
      note(Field);
    return true;
  }
  bool VisitVarDecl(VarDecl *Variable) {
    if (Variable->hasGlobalStorage() && Variable->hasInit() &&
        !leavesNull(Variable, Variable->getInit()))
      note(Variable);
    return true;
  }
  bool VisitCXXConstructorDecl(CXXConstructorDecl *Constructor) {
    if (Constructor->isImplicit())
      return true;
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (Init->isMemberInitializer() && Init->isWritten() &&
          !leavesNull(Init->getMember(), Init->getInit()))
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

  bool VisitFunctionDecl(FunctionDecl *Function) {
    if (Function->isDefined())
      return true;
    for (const ParmVarDecl *Param : Function->parameters()) {
      const QualType Type = Param->getType();
      const QualType Object = Type->isReferenceType() || Type->isPointerType()
                                  ? Type->getPointeeType()
                                  : Type;
      if (const CXXRecordDecl *Record = Object->getAsCXXRecordDecl())
        Exposed.insert(Record->getCanonicalDecl());
    }
    return true;
  }

  /// Accesses in templates may mean any field of that name, and functions that
  /// are defined elsewhere may assign what they are handed.
  void noteUnseenAccesses() {
    for (const FieldDecl *Field : Fields) {
      const auto *Record = dyn_cast<CXXRecordDecl>(Field->getParent());
      if (DependentNames.contains(Field->getDeclName()) ||
          (Field->getAccess() != AS_private && Record &&
           Exposed.contains(Record->getCanonicalDecl())))
        note(Field);
    }
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
    else if (const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(E))
      harmlessElement(*parseCall(Call));
    else if (isa_and_nonnull<MemberExpr, DeclRefExpr>(E))
      Harmless.insert(E);
  }
  void harmlessElement(const CallShape &Call) {
    if (Call.Object && !Call.Arrow &&
        (Call.Name == "at" || Call.Name == "front" || Call.Name == "back"))
      harmless(Call.Object);
  }
  // Initialised with Init, D is null, or so are all its elements.
  bool leavesNull(const ValueDecl *D, const Expr *Init) const {
    if (isNullValue(Init, Types))
      return true;
    const HolderKind Kind = Types.holder(D->getType());
    if (Kind == HolderKind::None)
      return false;
    const auto *Construct = dyn_cast<CXXConstructExpr>(peel(Init));
    if (Kind != HolderKind::Sequence || !Construct)
      return isEmptyContainer(Init);
    llvm::SmallVector<const Expr *, 3> Args;
    for (const Expr *Arg : Construct->arguments())
      if (!isa<CXXDefaultArgExpr>(Arg))
        Args.push_back(Arg);
    return Args.empty() || isOnlySized(Args, Types);
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
  llvm::DenseSet<const CXXRecordDecl *> Exposed;
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

// `class C { struct Impl { ... }; ... };`
bool isPrivatelyNested(const CXXRecordDecl *Record) {
  const auto *Outer = dyn_cast<CXXRecordDecl>(Record->getDeclContext());
  return Outer && Record->getAccess() == AS_private &&
         isWhollyDefined(Record) && isWhollyDefined(Outer);
}

} // namespace

llvm::DenseSet<const ValueDecl *> findAssigned(ASTContext &Context,
                                               const PointerTypes &Types) {
  AssignmentFinder Finder(Context, Types);
  Finder.TraverseAST(Context);
  Finder.noteUnseenAccesses();
  return std::move(Finder.Assigned);
}

bool isConfined(const ValueDecl *D) {
  if (const auto *Field = dyn_cast<FieldDecl>(D)) {
    const auto *Record = dyn_cast<CXXRecordDecl>(Field->getParent());
    // What a template's other specialisations do is unknown.
    if (!Record || isa<ClassTemplateSpecializationDecl>(Record))
      return false;
    return isInternalClass(Record) || isPrivatelyNested(Record) ||
           (Field->getAccess() == AS_private && isWhollyDefined(Record));
  }
  const auto *Variable = dyn_cast<VarDecl>(D);
  if (!Variable || !Variable->hasGlobalStorage())
    return false;
  const auto *Class = dyn_cast<CXXRecordDecl>(Variable->getDeclContext());
  return !Variable->isExternallyVisible() ||
         (Class && Variable->getAccess() == AS_private &&
          Variable->getDefinition() && isWhollyDefined(Class) &&
          !isa<ClassTemplateSpecializationDecl>(Class));
}

bool isOwnedHere(const ValueDecl *D, const PointerTypes &Types) {
  const auto *Field = dyn_cast<FieldDecl>(D);
  const auto *Record =
      Field ? dyn_cast<CXXRecordDecl>(Field->getParent()) : nullptr;
  if (!Record || isa<ClassTemplateSpecializationDecl>(Record))
    return false;
  const PointerKind Kind = Types.pointer(D->getType());
  const ASTContext &Context = D->getASTContext();
  return Kind != PointerKind::None && Kind != PointerKind::Raw &&
         !Context.getLangOpts().IsHeaderFile &&
         Context.getSourceManager().isInMainFile(Record->getLocation()) &&
         isWhollyDefined(Record);
}

} // namespace clang::tidy::maps::support
