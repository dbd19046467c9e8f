//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/ConstantTable.h"
#include "support/MapOps.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

namespace clang::tidy::maps::support {

static bool areConstant(llvm::ArrayRef<const Expr *> All,
                        const ASTContext &Context) {
  return llvm::all_of(All,
                      [&](const Expr *E) { return isConstant(E, Context); });
}

static bool isConstantObject(const ValueDecl *D, const ASTContext &Context) {
  if (isa<EnumConstantDecl, FunctionDecl, FieldDecl>(D))
    return true;
  const auto *Var = dyn_cast<VarDecl>(D);
  if (!Var || Var->isInvalidDecl() || Var->getType()->isDependentType())
    return false;
  // const char Name[] = "name";
  const VarDecl *Definition = nullptr;
  const Expr *Init = Var->getAnyInitializer(Definition);
  return Init &&
         (Var->mightBeUsableInConstantExpressions(Context) ||
          (Var->hasGlobalStorage() && Var->getType()->isArrayType() &&
           Context.getBaseElementType(Var->getType()).isConstQualified() &&
           isConstant(Init, Context)));
}

static bool isStaticObject(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(strip(E));
  if (!Ref)
    return false;
  const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
  return Var ? Var->hasGlobalStorage() : !isa<ParmVarDecl>(Ref->getDecl());
}

static bool isNamedInStd(const CXXRecordDecl *Record,
                         llvm::ArrayRef<StringRef> Names) {
  return Record->isInStdNamespace() && Record->getDeclName().isIdentifier() &&
         llvm::is_contained(Names, Record->getName());
}

/// A string has a view that can take its place.
static bool isString(const CXXRecordDecl *Record) {
  return isNamedInStd(Record, {"basic_string", "basic_string_view"});
}

static bool isPlainHolder(const CXXRecordDecl *Record) {
  return isNamedInStd(Record, {"pair", "tuple", "array"});
}

bool canBeConstant(QualType T, const ASTContext &Context) {
  if (T.isNull() || T->isDependentType())
    return false;
  T = T.getCanonicalType();
  if (const ArrayType *Array = Context.getAsArrayType(T))
    return canBeConstant(Array->getElementType(), Context);
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return T->isScalarType();
  if (isString(Record) || Record->hasTrivialDestructor())
    return true;
  if (Record->isInStdNamespace() && !isPlainHolder(Record))
    return false;
  auto Can = [&](QualType Part) { return canBeConstant(Part, Context); };
  return (isPlainHolder(Record) || Record->isAggregate()) &&
         llvm::all_of(Record->bases(),
                      [&](const CXXBaseSpecifier &Base) {
                        return Can(Base.getType());
                      }) &&
         llvm::all_of(Record->fields(), [&](const FieldDecl *Field) {
           return Can(Field->getType());
         });
}

/// Whether a `constexpr` object of the class, or what takes its place, could be
/// made from the same arguments.
static bool isConstantClass(const CXXConstructExpr *Construct) {
  const CXXConstructorDecl *Constructor = Construct->getConstructor();
  const CXXRecordDecl *Record = Constructor->getParent();
  return isString(Record) || isPlainHolder(Record) ||
         (Constructor->isConstexpr() && Record->hasTrivialDestructor());
}

static bool isConstantCall(const CallExpr *Call, const ASTContext &Context) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  llvm::SmallVector<const Expr *, 4> Args(Call->arg_begin(), Call->arg_end());
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    Args.push_back(Member->getImplicitObjectArgument());
  return Callee && Callee->isConstexpr() && areConstant(Args, Context);
}

bool isConstant(const Expr *E, const ASTContext &Context) {
  if (!E || E->isInstantiationDependent())
    return false;
  E = strip(E);
  if (isa<StringLiteral, CXXDefaultArgExpr, ImplicitValueInitExpr,
          CXXScalarValueInitExpr, UserDefinedLiteral, SourceLocExpr>(E))
    return true;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return isConstantObject(Ref->getDecl(), Context);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E))
    return Lambda->capture_size() == 0;
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return areConstant(List->inits(), Context);
  if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(E))
    return isConstant(List->getSubExpr(), Context);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    const llvm::SmallVector<const Expr *, 4> Args(Construct->arg_begin(),
                                                  Construct->arg_end());
    return isConstantClass(Construct) && areConstant(Args, Context);
  }
  if (const auto *Cast = dyn_cast<CastExpr>(E))
    return isConstant(Cast->getSubExpr(), Context);
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return isConstantCall(Call, Context);
  if (const auto *Op = dyn_cast<UnaryOperator>(E);
      Op && Op->getOpcode() == UO_AddrOf)
    return isStaticObject(Op->getSubExpr());
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
    return areConstant(
        {Choice->getCond(), Choice->getTrueExpr(), Choice->getFalseExpr()},
        Context);
  return E->getType()->isScalarType() && E->isEvaluatable(Context);
}

/// `Map{...}` in `const auto m = Map{...};`
static const CXXConstructExpr *constructionIn(const Expr *Init) {
  while (Init) {
    Init = strip(Init);
    const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(Init);
    const auto *Construct = dyn_cast<CXXConstructExpr>(Init);
    // In C++11 and 14 moved from the temporary.
    const bool Moves = Construct && Construct->getNumArgs() > 0 &&
                       Construct->getConstructor()->isCopyOrMoveConstructor();
    if (!Cast && !Moves)
      return Construct;
    Init = Cast ? Cast->getSubExpr() : Construct->getArg(0);
  }
  return nullptr;
}

std::optional<unsigned> constantElements(const Expr *Init,
                                         const ASTContext &Context) {
  if (!Init || Init->isInstantiationDependent())
    return std::nullopt;
  const CXXConstructExpr *Construct = constructionIn(Init);
  if (!Construct || Construct->getNumArgs() == 0)
    return std::nullopt;
  const Expr *First = strip(Construct->getArg(0));
  if (const auto *Standard = dyn_cast<CXXStdInitializerListExpr>(First))
    First = strip(Standard->getSubExpr());
  const auto *List = dyn_cast<InitListExpr>(First);
  const bool MadeOfMore =
      llvm::any_of(llvm::drop_begin(Construct->arguments()),
                   [](const Expr *Arg) { return !Arg->isDefaultArgument(); });
  if (!List || List->getNumInits() == 0 || MadeOfMore ||
      !areConstant(List->inits(), Context))
    return std::nullopt;
  return List->getNumInits();
}

} // namespace clang::tidy::maps::support
