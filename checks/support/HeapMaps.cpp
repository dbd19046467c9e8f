//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/HeapMaps.h"
#include "support/Hoisting.h"
#include "support/Loops.h"
#include "support/MapOps.h"
#include "support/PointerTypes.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

namespace clang::tidy::maps::support {

//===----------------------------------------------------------------------===//
// What makes one
//===----------------------------------------------------------------------===//

/// What an owner is constructed from, or null if \p E constructs none.
static const Expr *ownedBy(const Expr *E, const PointerTypes &Types) {
  llvm::SmallVector<const Expr *, 2> Args;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    for (const Expr *Arg : Construct->arguments())
      if (!Arg->isDefaultArgument())
        Args.push_back(Arg);
  } else if (const auto *List = dyn_cast<InitListExpr>(E)) {
    Args.append(List->inits().begin(), List->inits().end());
  } else if (const auto *Call = dyn_cast<CXXUnresolvedConstructExpr>(E)) {
    Args.append(Call->arg_begin(), Call->arg_end());
  } else if (const auto *List = dyn_cast<ParenListExpr>(E)) {
    for (unsigned I = 0; I < List->getNumExprs(); ++I)
      Args.push_back(List->getExpr(I));
  }
  const bool IsOwner = isa<InitListExpr, ParenListExpr>(E) ||
                       isSmart(Types.pointer(E->getType()));
  return Args.size() == 1 && IsOwner ? Args[0] : nullptr;
}

static std::optional<HeapMap> parseNew(const CXXNewExpr *New) {
  if (New->isArray() || New->getNumPlacementArgs() > 0)
    return std::nullopt;
  HeapMap Heap;
  Heap.Made = New;
  Heap.Container = New->getAllocatedType();
  if (const TypeSourceInfo *Type = New->getAllocatedTypeSourceInfo())
    if (!Type->getType()->getContainedAutoType())
      Heap.TypeRange = Type->getTypeLoc().getSourceRange();
  if (!New->hasInitializer())
    return Heap;
  const Expr *Init = New->getInitializer();
  if (New->getInitializationStyle() == CXXNewInitializationStyle::Parens)
    Heap.InitRange = New->getDirectInitRange();
  else if (const auto *Construct = dyn_cast<CXXConstructExpr>(Init))
    Heap.InitRange = Construct->getParenOrBraceRange();
  else
    Heap.InitRange = Init->getSourceRange();
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Init)) {
    for (const Expr *Arg : Construct->arguments())
      if (!Arg->isDefaultArgument())
        Heap.Args.push_back(Arg);
  } else if (const auto *List = dyn_cast<InitListExpr>(Init)) {
    Heap.Args.append(List->inits().begin(), List->inits().end());
  } else if (const auto *List = dyn_cast<ParenListExpr>(Init)) {
    for (unsigned I = 0; I < List->getNumExprs(); ++I)
      Heap.Args.push_back(List->getExpr(I));
  }
  return Heap;
}

static bool makesOwner(DeclarationName Name) {
  const IdentifierInfo *Id =
      Name.isIdentifier() ? Name.getAsIdentifierInfo() : nullptr;
  return Id && (Id->isStr("make_unique") || Id->isStr("make_shared"));
}

static std::optional<HeapMap> parseMake(const CallExpr *Call,
                                        const PointerTypes &Types) {
  HeapMap Heap;
  Heap.Made = Call;
  Heap.Args.append(Call->arg_begin(), Call->arg_end());
  const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
  llvm::ArrayRef<TemplateArgumentLoc> Explicit;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Callee)) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Ref->getDecl());
    if (Method && Method->isStatic() &&
        Types.pointer(Call->getType()) == PointerKind::Shared &&
        Method->getDeclName().isIdentifier() && Method->getName() == "create") {
      Heap.Container = model::typeArgument(Call->getType(), 0);
      return Heap; // QSharedPointer<Map>::create()
    }
    if (makesOwner(Ref->getDecl()->getDeclName()))
      Explicit = Ref->template_arguments();
  } else if (const auto *Lookup = dyn_cast<UnresolvedLookupExpr>(Callee)) {
    if (makesOwner(Lookup->getName()))
      Explicit = Lookup->template_arguments();
  }
  if (Explicit.size() != 1 ||
      Explicit[0].getArgument().getKind() != TemplateArgument::Type)
    return std::nullopt;
  Heap.Container = Explicit[0].getArgument().getAsType();
  Heap.TypeRange = Explicit[0].getSourceRange();
  return Heap;
}

std::optional<HeapMap> parseHeapMap(const Expr *Init,
                                    const model::ContainerModel &Model) {
  const PointerTypes Types(Model);
  std::optional<HeapMap> Heap;
  for (const Expr *E = Init; E && !Heap;) {
    E = strip(E);
    if (const auto *New = dyn_cast<CXXNewExpr>(E)) {
      Heap = parseNew(New);
      E = nullptr;
    } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
      Heap = parseMake(Call, Types);
      E = nullptr;
    } else if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E)) {
      E = Cast->getSubExpr();
    } else {
      E = ownedBy(E, Types);
    }
  }
  if (!Heap || Heap->Container.isNull())
    return std::nullopt;
  Heap->Traits = Model.lookup(Heap->Container);
  return Heap->Traits ? Heap : std::nullopt;
}

static QualType ownedType(const VarDecl *Owner) {
  const QualType T = Owner->getType();
  return T->isPointerType() ? T->getPointeeType() : model::typeArgument(T, 0);
}

bool ownsConst(const VarDecl *Owner) {
  const QualType Owned = ownedType(Owner);
  return !Owned.isNull() && Owned.isConstQualified();
}

bool isOwnerOf(const VarDecl *Owner, const HeapMap &Heap,
               const model::ContainerModel &Model) {
  const QualType T = Owner->getType();
  // In a template, `auto p = std::make_unique<std::map<K, V>>();` has no type.
  if (T->getContainedAutoType() && T->isDependentType())
    return true;
  const PointerKind Kind = PointerTypes(Model).pointer(T);
  const QualType Owned = ownedType(Owner);
  if (Kind == PointerKind::None || Kind == PointerKind::Optional ||
      Owned.isNull() || T->isReferenceType() ||
      Owned.getCanonicalType().getUnqualifiedType() !=
          Heap.Container.getCanonicalType().getUnqualifiedType())
    return false;
  if (Kind != PointerKind::Unique)
    return true;
  const QualType Deleter = model::typeArgument(T, 1);
  const CXXRecordDecl *Record =
      Deleter.isNull() ? nullptr : Deleter->getAsCXXRecordDecl();
  return Deleter.isNull() || Deleter->isDependentType() ||
         (Record && (Record->getName() == "default_delete" ||
                     Record->getName() == "QScopedPointerDeleter"));
}

namespace {
struct ReturnFinder : RecursiveASTVisitor<ReturnFinder> {
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool VisitReturnStmt(const ReturnStmt *Return) {
    Returns.push_back(Return);
    return true;
  }
  bool VisitDeclRefExpr(const DeclRefExpr *Ref) {
    ++Mentions[Ref->getDecl()];
    return true;
  }
  llvm::SmallVector<const ReturnStmt *, 4> Returns;
  llvm::DenseMap<const ValueDecl *, unsigned> Mentions;
};
} // namespace

static const Expr *withoutCopy(const Expr *E) {
  E = strip(E);
  const auto *Construct = dyn_cast<CXXConstructExpr>(E);
  return Construct && Construct->getNumArgs() == 1 ? strip(Construct->getArg(0))
                                                   : E;
}

std::optional<HeapMap> alwaysReturnsNew(const FunctionDecl *Function,
                                        const model::ContainerModel &Model) {
  ReturnFinder Finder;
  Finder.TraverseStmt(Function->getBody());
  std::optional<HeapMap> First;
  for (const ReturnStmt *Return : Finder.Returns) {
    const Expr *Value = Return->getRetValue();
    if (!Value)
      return std::nullopt;
    Value = strip(Value);
    // `return *new Map;`
    if (const auto *Op = dyn_cast<UnaryOperator>(Value);
        Op && Op->getOpcode() == UO_Deref &&
        Function->getReturnType()->isReferenceType())
      Value = Op->getSubExpr();
    // `auto m = std::make_shared<Map>(); return m;`
    if (const auto *Ref = dyn_cast<DeclRefExpr>(withoutCopy(Value)))
      if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
          Var && Var->hasLocalStorage() && Finder.Mentions.lookup(Var) == 1)
        Value = Var->getInit();
    std::optional<HeapMap> Heap =
        Value ? parseHeapMap(Value, Model) : std::nullopt;
    if (!Heap || !Heap->Args.empty())
      return std::nullopt;
    if (!First)
      First = Heap;
  }
  return First;
}

//===----------------------------------------------------------------------===//
// What its owner does
//===----------------------------------------------------------------------===//

namespace {
class OwnerUses : public RecursiveASTVisitor<OwnerUses> {
public:
  OwnerUses(const VarDecl *Owner, ASTContext &Context)
      : Owner(Owner), Context(Context) {}

  bool VisitDeclRefExpr(const DeclRefExpr *Ref) {
    return Ref->getDecl() != Owner || classify(Ref);
  }

  llvm::SmallVector<OwnerUse, 8> Found;

private:
  bool classify(const DeclRefExpr *Ref);
  bool isReturnedByReference(const Expr *E);
  bool add(OwnerUse::UseKind Kind, const DeclRefExpr *Ref, const Expr *Whole) {
    Found.push_back({Kind, Ref, Whole});
    return true;
  }
  const Stmt *parentOf(const Stmt *S) {
    const DynTypedNodeList Parents = Context.getParents(*S);
    return Parents.empty() ? nullptr : Parents[0].get<Stmt>();
  }
  bool isGivenToCall(const Expr *E);
  bool isUsedUp(const Expr *Got);

  const VarDecl *Owner;
  ASTContext &Context;
};
} // namespace

static bool isArrowMember(const Stmt *S) {
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(S))
    return Member->isArrow();
  if (const auto *Member = dyn_cast_or_null<UnresolvedMemberExpr>(S))
    return Member->isArrow();
  const auto *Member = dyn_cast_or_null<CXXDependentScopeMemberExpr>(S);
  return Member && Member->isArrow();
}

/// `p.get`
static bool isGetter(const Stmt *S) {
  DeclarationName Name;
  if (const auto *Member = dyn_cast<MemberExpr>(S))
    Name = Member->getMemberDecl()->getDeclName();
  else if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(S))
    Name = Member->getMember();
  const IdentifierInfo *Id =
      Name.isIdentifier() ? Name.getAsIdentifierInfo() : nullptr;
  return Id && (Id->isStr("get") || Id->isStr("data"));
}

static bool isCapturedByReference(const LambdaExpr *Lambda,
                                  const VarDecl *Var) {
  return llvm::any_of(Lambda->captures(), [&](const LambdaCapture &Capture) {
    return Capture.capturesVariable() && Capture.getCapturedVar() == Var &&
           Capture.getCaptureKind() == LCK_ByRef;
  });
}

/// A pointer to the container, which the callee may use but not own: it is no
/// constructor and no member of a container, which might keep it.
bool OwnerUses::isGivenToCall(const Expr *E) {
  const Stmt *Parent = parentOf(E);
  while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(Parent))
    Parent = parentOf(E = cast<Expr>(Parent));
  const auto *Call = dyn_cast_or_null<CallExpr>(Parent);
  if (!Call || isa<CXXOperatorCallExpr>(Call) || Call->getCallee() == E ||
      E->getType()->isBooleanType())
    return false;
  const FunctionDecl *Callee = Call->getDirectCallee();
  return Callee && !Callee->isInStdNamespace() && !Callee->isVariadic();
}

/// `p.get()->size()`, `*p.get()`, or kept in a local variable that is only used
/// in ways that are as harmless.
bool OwnerUses::isUsedUp(const Expr *Got) {
  const DynTypedNodeList Parents = Context.getParents(*Got);
  if (Parents.empty())
    return false;
  if (const auto *Var = Parents[0].get<VarDecl>()) {
    if (!Var->getType()->isPointerType() || !Var->hasLocalStorage())
      return false;
    const auto Uses = usesOfOwner(Var, Context);
    return Uses && llvm::none_of(*Uses, [](const OwnerUse &Use) {
             return Use.Kind == OwnerUse::Delete;
           });
  }
  const auto *Around = Parents[0].get<Expr>();
  if (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(Around))
    return !Around->getType()->isBooleanType() && isUsedUp(Around);
  const auto *Op = dyn_cast_or_null<UnaryOperator>(Around);
  return isArrowMember(Around) ||
         (Op && Op->getOpcode() == UO_Deref && !isReturnedByReference(Op));
}

bool OwnerUses::isReturnedByReference(const Expr *E) {
  const Stmt *Parent = parentOf(E);
  while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(Parent))
    Parent = parentOf(Parent);
  if (!isa_and_nonnull<ReturnStmt>(Parent))
    return false;
  const FunctionDecl *Function = enclosingFunction(Parent, Context);
  return !Function || Function->getReturnType()->isReferenceType();
}

bool OwnerUses::classify(const DeclRefExpr *Ref) {
  TraversalKindScope AsIs(Context, TK_AsIs);
  const Expr *E = Ref;
  const Stmt *Parent = parentOf(E);
  for (; isa_and_nonnull<ParenExpr, ImplicitCastExpr>(Parent);
       Parent = parentOf(E)) {
    E = cast<Expr>(Parent);
    if (E->getType()->isBooleanType())
      return false; // Tested.
  }
  if (!Parent)
    return false;
  if (isArrowMember(Parent))
    return add(OwnerUse::Member, Ref, cast<Expr>(Parent));
  if (isa<CXXDeleteExpr>(Parent))
    return add(OwnerUse::Delete, Ref, cast<Expr>(Parent));
  if (const auto *Lambda = dyn_cast<LambdaExpr>(Parent))
    return isCapturedByReference(Lambda, Owner) &&
           add(OwnerUse::Capture, Ref, Ref);
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(Parent);
      Call && Call->getOperator() == OO_Arrow) {
    const Stmt *Around = parentOf(Call);
    while (isa_and_nonnull<ImplicitCastExpr>(Around)) // To pointer to const.
      Around = parentOf(Around);
    return isArrowMember(Around) &&
           add(OwnerUse::Member, Ref, cast<Expr>(Around));
  }
  const auto *Star = dyn_cast<CXXOperatorCallExpr>(Parent);
  const auto *Unary = dyn_cast<UnaryOperator>(Parent);
  if ((Star && Star->getOperator() == OO_Star && Star->getNumArgs() == 1) ||
      (Unary && Unary->getOpcode() == UO_Deref))
    return !isReturnedByReference(cast<Expr>(Parent)) &&
           add(OwnerUse::Deref, Ref, cast<Expr>(Parent));
  if (isGetter(Parent)) {
    const auto *Call = dyn_cast_or_null<CallExpr>(parentOf(Parent));
    if (!Call)
      return false;
    if (isGivenToCall(Call))
      return add(OwnerUse::Address, Ref, Call);
    return isUsedUp(Call) && add(OwnerUse::Pointer, Ref, Call);
  }
  return Owner->getType()->isPointerType() && isGivenToCall(Ref) &&
         add(OwnerUse::Address, Ref, Ref);
}

std::optional<llvm::SmallVector<OwnerUse, 8>> usesOfOwner(const VarDecl *Owner,
                                                          ASTContext &Context) {
  const auto *Function =
      dyn_cast_or_null<FunctionDecl>(Owner->getParentFunctionOrMethod());
  if (!Function || !Function->getBody())
    return std::nullopt;
  OwnerUses Uses(Owner, Context);
  if (!Uses.TraverseStmt(Function->getBody()))
    return std::nullopt;
  return std::move(Uses.Found);
}

/// On its own level, so that no path keeps what the raw pointer points to.
static bool isDeletedInItsBlock(const VarDecl *Owner,
                                llvm::ArrayRef<OwnerUse> Uses,
                                ASTContext &Context) {
  TraversalKindScope AsIs(Context, TK_AsIs);
  const DynTypedNodeList Parents = Context.getParents(*Owner);
  const auto *Decl = Parents.empty() ? nullptr : Parents[0].get<DeclStmt>();
  const Stmt *Block = Decl ? parentStmt(Decl, Context) : nullptr;
  return Block && llvm::any_of(Uses, [&](const OwnerUse &Use) {
           return Use.Kind == OwnerUse::Delete &&
                  parentStmt(Use.Whole, Context) == Block;
         });
}

/// Only members are called, so that nobody else knows of it.
static bool isLostAtTheEnd(llvm::ArrayRef<OwnerUse> Uses) {
  return !Uses.empty() && llvm::all_of(Uses, [](const OwnerUse &Use) {
    return Use.Kind == OwnerUse::Member;
  });
}

/// Tables with room for their elements within belong on the heap if anything.
static bool isTooLargeForStack(QualType T, const ASTContext &Context) {
  constexpr int64_t MaxBytes = 1024;
  return !T->isDependentType() && !T->isIncompleteType() &&
         Context.getTypeSizeInChars(T).getQuantity() > MaxBytes;
}

std::optional<NeedlessOwner>
findNeedlessOwner(const VarDecl *Owner, const model::ContainerModel &Model,
                  ASTContext &Context) {
  if (!Owner->hasLocalStorage() || !Owner->hasInit() ||
      isa<ParmVarDecl, DecompositionDecl>(Owner) || Owner->isInitCapture())
    return std::nullopt;
  std::optional<HeapMap> Heap = parseHeapMap(Owner->getInit(), Model);
  if (!Heap || !isOwnerOf(Owner, *Heap, Model) ||
      isTooLargeForStack(Heap->Container, Context))
    return std::nullopt;
  auto Uses = usesOfOwner(Owner, Context);
  if (!Uses)
    return std::nullopt;
  const bool Leaks = Owner->getType()->isPointerType() &&
                     !isDeletedInItsBlock(Owner, *Uses, Context);
  if (Leaks && !isLostAtTheEnd(*Uses))
    return std::nullopt;
  // map-construct-in-loop has the better advice.
  if (findHoist(Owner, Context, Model))
    return std::nullopt;
  return NeedlessOwner{*Heap, std::move(*Uses), Leaks};
}

} // namespace clang::tidy::maps::support
