//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Emptiness.h"
#include "support/Loops.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

//===----------------------------------------------------------------------===//
// Uses
//===----------------------------------------------------------------------===//

static void collectUses(const Stmt *S, const ObjectPath &Object,
                        const model::ContainerModel &Model, ObjectUses &Uses) {
  if (!S)
    return;
  auto Descend = [&](const Stmt *Child) {
    collectUses(Child, Object, Model, Uses);
  };
  if (const auto *Decls = llvm::dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Decls->decls()) {
      const auto *Var = llvm::dyn_cast<VarDecl>(D);
      // auto &alias = m; the alias is the same object.
      if (!Var ||
          (Var->getType()->isReferenceType() && objectOf(Var) == Object))
        continue;
      // Map *p = &m; what is done to *p or with p is seen there.
      if (Var->getType()->isPointerType() && Var->hasInit() &&
          isBoundOnce(Var) && pointee(Var->getInit()) == Object)
        continue;
      Descend(Var->getInit());
    }
    return;
  }
  if (const auto *E = llvm::dyn_cast<Expr>(S)) {
    if (std::optional<MapOp> Op = parseMapOp(E, Model);
        Op && containerOf(*Op) == Object) {
      // Wrappers parse as the operation below them, which counts once.
      if (Op->Call == E) {
        Uses.Ops.push_back(*Op);
        llvm::for_each(Op->Args, Descend);
      } else {
        llvm::for_each(S->children(), Descend);
      }
      return;
    }
    if (llvm::isa<DeclRefExpr>(E) && E->getType()->isPointerType() &&
        pointee(E) == Object) {
      Uses.Other = true;
      return;
    }
    if (std::optional<ObjectPath> Path =
            llvm::isa<CXXThisExpr>(E) ? ObjectPath() : objectOf(E);
        Path && llvm::isa<DeclRefExpr, MemberExpr, UnaryOperator, CXXThisExpr,
                          CXXOperatorCallExpr>(E)) {
      if (Path->overlaps(Object)) {
        Uses.Other = true;
        return;
      }
      // Another part of the object that the container is a part of.
      if (llvm::isa<MemberExpr>(E))
        return;
    }
  }
  llvm::for_each(S->children(), Descend);
}

ObjectUses usesOf(const Stmt *Region, const ObjectPath &Object,
                  const model::ContainerModel &Model) {
  ObjectUses Uses;
  collectUses(Region, Object, Model, Uses);
  return Uses;
}

bool keepsFresh(const MapOp &Op) {
  const llvm::StringRef Member = Op.Member;
  // Parameters of the table, and the marker keys that some tables need.
  if (Member.ends_with("load_factor") || Member.starts_with("set_"))
    return true;
  switch (Op.Kind) {
  case MapOpKind::Size:
  case MapOpKind::Empty:
  case MapOpKind::Buckets:
  case MapOpKind::Begin:
  case MapOpKind::End:
  case MapOpKind::Compare:
  case MapOpKind::Clear:
    return true;
  default:
    return Op.isLookup();
  }
}

static bool keepsFresh(const Stmt *S, const ObjectPath &Object,
                       const model::ContainerModel &Model) {
  const ObjectUses Uses = usesOf(S, Object, Model);
  return !Uses.Other &&
         llvm::all_of(Uses.Ops, [](const MapOp &Op) { return keepsFresh(Op); });
}

//===----------------------------------------------------------------------===//
// Construction
//===----------------------------------------------------------------------===//

// Whether a constructor's parameters are but the policies of the container:
// allocator, hash, equality. A number of buckets, elements or another container
// would be there for a reason.
static bool takesOnlyPolicies(const CXXConstructExpr *Construct,
                              QualType Container) {
  const CXXConstructorDecl *Ctor = Construct->getConstructor();
  for (unsigned I = 0; I < Construct->getNumArgs(); ++I) {
    if (llvm::isa<CXXDefaultArgExpr>(Construct->getArg(I)))
      continue;
    if (I >= Ctor->getNumParams())
      return false;
    const QualType Param = Ctor->getParamDecl(I)
                               ->getType()
                               .getNonReferenceType()
                               .getCanonicalType()
                               .getUnqualifiedType();
    bool IsPolicy = false;
    for (unsigned Arg = 1; Arg < 6 && !IsPolicy; ++Arg) {
      const QualType Policy = model::typeArgument(Container, Arg);
      IsPolicy = !Policy.isNull() && Policy->isRecordType() &&
                 Policy.getCanonicalType().getUnqualifiedType() == Param;
    }
    if (!IsPolicy)
      return false;
  }
  return true;
}

// Whether the initialiser makes a container without elements or room; a missing
// one does.
static bool isEmptyInit(const Expr *Init, QualType Container) {
  if (!Init)
    return true;
  Init = strip(Init);
  if (const auto *Default = llvm::dyn_cast<CXXDefaultInitExpr>(Init))
    return isEmptyInit(Default->getExpr(), Container);
  if (const auto *Cast = llvm::dyn_cast<CXXFunctionalCastExpr>(Init))
    return isEmptyInit(Cast->getSubExpr(), Container);
  if (const auto *List = llvm::dyn_cast<InitListExpr>(Init))
    return List->getNumInits() == 0;
  if (const auto *List = llvm::dyn_cast<ParenListExpr>(Init))
    return List->getNumExprs() == 0;
  if (const auto *Construct = llvm::dyn_cast<CXXUnresolvedConstructExpr>(Init))
    return Construct->getNumArgs() == 0 ||
           (Construct->getNumArgs() == 1 &&
            isEmptyInit(Construct->getArg(0), Container));
  if (const auto *Construct = llvm::dyn_cast<CXXConstructExpr>(Init)) {
    // C++11 and 14: copied from a temporary, elided or not.
    if (Construct->getConstructor()->isCopyOrMoveConstructor() &&
        Construct->getNumArgs() > 0) {
      const Expr *From = strip(Construct->getArg(0));
      return llvm::isa<CXXConstructExpr, CXXFunctionalCastExpr>(From) &&
             isEmptyInit(From, Container);
    }
    return takesOnlyPolicies(Construct, Container);
  }
  return llvm::isa<CXXScalarValueInitExpr, ImplicitValueInitExpr>(Init);
}

// `new Map`, `std::make_unique<Map>()`
static bool makesEmpty(const Expr *Init, QualType Container) {
  if (!Init)
    return false;
  Init = strip(Init);
  if (const auto *New = llvm::dyn_cast<CXXNewExpr>(Init))
    return !New->isArray() && isEmptyInit(New->getInitializer(), Container);
  if (const auto *Call = llvm::dyn_cast<CallExpr>(Init)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    return Callee && Call->getNumArgs() == 0 &&
           Callee->getDeclName().isIdentifier() &&
           (Callee->getName() == "make_unique" ||
            Callee->getName() == "make_shared");
  }
  if (const auto *Construct = llvm::dyn_cast<CXXConstructExpr>(Init))
    return Construct->getNumArgs() > 0 &&
           makesEmpty(Construct->getArg(0), Container);
  if (const auto *Cast = llvm::dyn_cast<ExplicitCastExpr>(Init))
    return makesEmpty(Cast->getSubExpr(), Container);
  return false;
}

// Whether a default-constructed object of the class leaves the fields to their
// own initialisers.
static bool defaultInitialisesFields(const CXXRecordDecl *Record) {
  return Record && Record->hasDefinition() &&
         !Record->hasUserProvidedDefaultConstructor();
}

// `Result r;` or `Result r{};`, and nothing in it but what the classes say.
static bool isDefaultInit(const Expr *Init) {
  if (!Init)
    return true;
  Init = strip(Init);
  if (const auto *List = llvm::dyn_cast<InitListExpr>(Init)) {
    if (const InitListExpr *Spelled =
            List->isSemanticForm() ? List->getSyntacticForm() : List)
      List = Spelled;
    return llvm::all_of(List->inits(), [](const Expr *E) {
      return llvm::isa<ImplicitValueInitExpr, CXXDefaultInitExpr>(E) ||
             (llvm::isa<CXXConstructExpr>(E) && E->getBeginLoc().isInvalid());
    });
  }
  const auto *Construct = llvm::dyn_cast<CXXConstructExpr>(Init);
  return Construct && Construct->getNumArgs() == 0 &&
         Construct->getConstructor()->isDefaultConstructor();
}

static bool isFreshAfter(const VarDecl *Var, const ObjectPath &Object) {
  const QualType T = Var->getType();
  if (!Var->hasLocalStorage() || llvm::isa<ParmVarDecl>(Var) ||
      T->isReferenceType())
    return false;
  if (Object.Steps.empty())
    return isEmptyInit(Var->getInit(), T);
  if (Object.Steps.front().Kind == ObjectPath::Step::Deref) {
    const QualType Container = pointeeType(T);
    return Object.Steps.size() == 1 && !Container.isNull() &&
           makesEmpty(Var->getInit(), Container);
  }
  if (!isDefaultInit(Var->getInit()))
    return false;
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  for (const ObjectPath::Step &Step : Object.Steps) {
    const auto *Field = llvm::dyn_cast_or_null<FieldDecl>(Step.Member);
    if (!Field || !defaultInitialisesFields(Record))
      return false;
    if (&Step == &Object.Steps.back())
      return isEmptyInit(Field->getInClassInitializer(), Field->getType());
    if (Field->hasInClassInitializer())
      return false;
    Record = Field->getType()->getAsCXXRecordDecl();
  }
  return false;
}

// The member when the body of the constructor starts.
static bool isFreshMember(const CXXConstructorDecl *Ctor,
                          const ObjectPath &Object,
                          const model::ContainerModel &Model) {
  if (Object.Steps.size() != 1 ||
      Object.Steps.front().Kind != ObjectPath::Step::Field ||
      Ctor->isDelegatingConstructor() || Ctor->isCopyOrMoveConstructor())
    return false;
  const auto *Field = llvm::cast<FieldDecl>(Object.Steps.front().Member);
  if (Field->getParent()->getCanonicalDecl() !=
      Ctor->getParent()->getCanonicalDecl())
    return false;
  for (const CXXCtorInitializer *Init : Ctor->inits()) {
    if (Init->isAnyMemberInitializer() &&
        Init->getAnyMember()->getCanonicalDecl() == Field->getCanonicalDecl()) {
      if (!isEmptyInit(Init->getInit(), Field->getType()))
        return false;
    } else if (Init->isWritten() &&
               !keepsFresh(Init->getInit(), Object, Model)) {
      return false;
    }
  }
  return isEmptyInit(Field->getInClassInitializer(), Field->getType());
}

//===----------------------------------------------------------------------===//
// The way from the declaration
//===----------------------------------------------------------------------===//

// What is evaluated before Part, a child of S, when control comes from the top
// of S. A branch that is not taken with Part does not count.
static llvm::SmallVector<const Stmt *, 8> partsBefore(const Stmt *S,
                                                      const Stmt *Part) {
  if (const auto *If = llvm::dyn_cast<IfStmt>(S))
    return {If->getInit(), If->getConditionVariableDeclStmt(),
            Part == If->getCond() ? nullptr : If->getCond()};
  llvm::SmallVector<const Stmt *, 8> Parts;
  for (const Stmt *Child : S->children()) {
    if (Child == Part)
      break;
    Parts.push_back(Child);
  }
  return Parts;
}

static bool declares(const Stmt *S, const ValueDecl *Root) {
  const auto *Decls = llvm::dyn_cast_or_null<DeclStmt>(S);
  return Decls && llvm::any_of(Decls->decls(), [&](const Decl *D) {
           return D->getCanonicalDecl() == Root;
         });
}

bool isFreshAt(const Stmt *S, const ObjectPath &Object,
               const model::ContainerModel &Model, ASTContext &Context) {
  for (const Stmt *Up = parentStmt(S, Context); Up;
       S = Up, Up = parentStmt(Up, Context)) {
    // A jump back to a label is a loop, and a lambda runs who knows when.
    if (isLoop(Up) || llvm::isa<LabelStmt, LambdaExpr>(Up))
      return false;
    const auto Parts = partsBefore(Up, S);
    for (const Stmt *Before : llvm::reverse(Parts)) {
      if (Object.Root && declares(Before, Object.Root))
        return isFreshAfter(llvm::cast<VarDecl>(Object.Root), Object);
      if (Before && !keepsFresh(Before, Object, Model))
        return false;
    }
  }
  const auto *Ctor =
      llvm::dyn_cast_or_null<CXXConstructorDecl>(enclosingFunction(S, Context));
  return !Object.Root && Ctor && isFreshMember(Ctor, Object, Model);
}

} // namespace clang::tidy::maps::support
