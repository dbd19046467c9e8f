//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Effects.h"
#include "support/MapOps.h"
#include "support/UserCode.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Analysis/Analyses/ExprMutationAnalyzer.h"

namespace clang::tidy::maps::support {

//===----------------------------------------------------------------------===//
// Pure expressions
//===----------------------------------------------------------------------===//

/// Also in a namespace of the library's own within `std`.
static bool isWithinStd(const Decl *D) {
  const DeclContext *Context = D->getDeclContext();
  while (Context && !Context->isStdNamespace())
    Context = Context->getParent();
  return Context;
}

static bool takesNothingMutable(const FunctionDecl *Function) {
  return llvm::all_of(Function->parameters(), [](const ParmVarDecl *Param) {
    QualType T = Param->getType();
    if (T->isRValueReferenceType())
      return false;
    if (T->isReferenceType() || T->isPointerType())
      return T->getPointeeType().isConstQualified();
    return true;
  });
}

static bool isPure(const Expr *E, unsigned Depth);

/// `int id() const { return Id; }`
static bool isPureGetter(const FunctionDecl *Function, unsigned Depth) {
  const FunctionDecl *Definition = userDefinition(Function);
  if (!Definition || Depth > 2)
    return false;
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Definition->getBody());
  if (!Body || Body->size() != 1)
    return false;
  const auto *Return = dyn_cast<ReturnStmt>(Body->body_front());
  return Return && Return->getRetValue() &&
         isPure(Return->getRetValue(), Depth + 1);
}

static bool isPureCallee(const FunctionDecl *Function, unsigned Depth) {
  if (!Function || Function->getReturnType()->isVoidType() ||
      !takesNothingMutable(Function))
    return false;
  if (Function->hasAttr<PureAttr>() || Function->hasAttr<ConstAttr>())
    return true;
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  bool ConstMethod = Method && !Method->isStatic() && Method->isConst();
  if (isInSystemHeader(Function)) {
    // begin(), data(), operator[] and operator* of containers, iterators and
    // smart pointers only give access; what is done with it shows elsewhere.
    if (Method && !Method->isStatic()) {
      DeclarationName Name = Method->getDeclName();
      // std::function calls back.
      if (ConstMethod)
        return Name.getCXXOverloadedOperator() != OO_Call;
      if (Name.isIdentifier())
        return llvm::is_contained({"begin", "end", "data", "front", "back",
                                   "at", "find", "get", "value"},
                                  Method->getName());
      OverloadedOperatorKind Operator = Name.getCXXOverloadedOperator();
      // v[i] takes a position by value, m[k] a key by reference.
      bool Position = Operator == OO_Subscript &&
                      Method->getParamDecl(0)->getType()->isIntegerType();
      return Operator == OO_Star || Operator == OO_Arrow || Position;
    }
    // rand(), time(), clock::now() take nothing to compute from.
    return isWithinStd(Function) && Function->getNumParams() > 0;
  }
  return (!Method || Method->isStatic() || ConstMethod) &&
         isPureGetter(Function, Depth);
}

static bool isPure(const Expr *E, unsigned Depth) {
  if (!E || E->isTypeDependent() || E->getType().isVolatileQualified())
    return E && isa<DeclRefExpr, MemberExpr>(E) &&
           !E->getType().isVolatileQualified();
  bool Known =
      isa<DeclRefExpr, MemberExpr, CXXThisExpr, IntegerLiteral,
          CharacterLiteral, CXXBoolLiteralExpr, StringLiteral, FloatingLiteral,
          CXXNullPtrLiteralExpr, ParenExpr, FullExpr, MaterializeTemporaryExpr,
          CXXBindTemporaryExpr, ArraySubscriptExpr, ConditionalOperator,
          InitListExpr, CXXDefaultArgExpr, CXXRewrittenBinaryOperator,
          CXXScalarValueInitExpr, ImplicitValueInitExpr,
          SubstNonTypeTemplateParmExpr, CXXStdInitializerListExpr>(E);
  if (isa<UnaryExprOrTypeTraitExpr>(E))
    return true; // sizeof does not evaluate.
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    Known =
        !Unary->isIncrementDecrementOp() && Unary->getOpcode() != UO_Coawait;
  else if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    Known = !Binary->isAssignmentOp();
  else if (isa<CastExpr>(E))
    Known = !isa<CXXDynamicCastExpr>(E);
  else if (const auto *Call = dyn_cast<CallExpr>(E))
    Known = isPureCallee(Call->getDirectCallee(), Depth);
  else if (const auto *Ctor = dyn_cast<CXXConstructExpr>(E))
    Known = isInSystemHeader(Ctor->getConstructor()) &&
            (takesNothingMutable(Ctor->getConstructor()) ||
             Ctor->getConstructor()->isMoveConstructor());
  if (!Known)
    return false;
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E))
    return isPure(Rewritten->getLHS(), Depth) &&
           isPure(Rewritten->getRHS(), Depth);
  return llvm::all_of(E->children(), [&](const Stmt *Child) {
    const auto *Sub = dyn_cast_or_null<Expr>(Child);
    // The callee is judged above.
    if (const auto *Call = dyn_cast<CallExpr>(E);
        Call && Sub == Call->getCallee()) {
      const auto *Member = dyn_cast<MemberExpr>(Sub->IgnoreParens());
      return !Member || isPure(Member->getBase(), Depth);
    }
    return !Child || (Sub && isPure(Sub, Depth));
  });
}

bool isPure(const Expr *E) { return isPure(E, 0); }

//===----------------------------------------------------------------------===//
// Writes
//===----------------------------------------------------------------------===//

/// The type of the object at the end of the path; null if a smart pointer that
/// is not known stands before the last step.
static QualType leafType(const ObjectPath &Path) {
  if (Path.Steps.empty())
    return Path.Root ? Path.Root->getType().getNonReferenceType() : QualType();
  if (Path.Steps.back().Kind == ObjectPath::Step::Field)
    return Path.Steps.back().Member->getType().getNonReferenceType();
  ObjectPath Pointer = Path;
  Pointer.Steps.pop_back();
  QualType T = leafType(Pointer);
  return T.isNull() ? T : pointeeType(T);
}

namespace {
/// Whether the address of a local variable is ever taken or captured, so that
/// code elsewhere may write to it.
struct AddressFinder : RecursiveASTVisitor<AddressFinder> {
  explicit AddressFinder(const ValueDecl *D) : D(D) {}
  const ValueDecl *D;
  bool Found = false;

  bool VisitUnaryOperator(UnaryOperator *Unary) {
    if (Unary->getOpcode() == UO_AddrOf)
      if (std::optional<ObjectPath> Path = objectOf(Unary->getSubExpr()))
        Found |= Path->Root == D;
    return !Found;
  }
  bool VisitLambdaExpr(LambdaExpr *Lambda) {
    for (const LambdaCapture &Capture : Lambda->captures())
      Found |= Capture.capturesVariable() &&
               Capture.getCaptureKind() == LCK_ByRef &&
               Capture.getCapturedVar()->getCanonicalDecl() == D;
    return !Found;
  }
  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && Callee->isInStdNamespace() &&
        Callee->getDeclName().isIdentifier() && Call->getNumArgs() == 1 &&
        (Callee->getName() == "ref" || Callee->getName() == "addressof"))
      if (std::optional<ObjectPath> Path = objectOf(Call->getArg(0)))
        Found |= Path->Root == D;
    return !Found;
  }
  /// Visitor V(m); the object may keep the reference.
  bool VisitCXXConstructExpr(CXXConstructExpr *Ctor) {
    const CXXConstructorDecl *Callee = Ctor->getConstructor();
    if (isInSystemHeader(Callee))
      return true;
    for (unsigned I = 0; I < Ctor->getNumArgs() && I < Callee->getNumParams();
         ++I)
      keep(Callee->getParamDecl(I)->getType(), Ctor->getArg(I));
    return !Found;
  }
  /// Frame F{m}; likewise.
  bool VisitInitListExpr(InitListExpr *List) {
    if (const InitListExpr *Semantic = List->getSemanticForm())
      List = const_cast<InitListExpr *>(Semantic);
    const auto *Record = List->getType()->getAsCXXRecordDecl();
    if (!Record || Record->isUnion())
      return true;
    unsigned I = Record->getNumBases();
    for (const FieldDecl *Field : Record->fields())
      if (I < List->getNumInits())
        keep(Field->getType(), List->getInit(I++));
    return !Found;
  }
  void keep(QualType Reference, const Expr *Bound) {
    if (!Reference->isLValueReferenceType() ||
        Reference->getPointeeType().isConstQualified())
      return;
    std::optional<ObjectPath> Path = objectOf(Bound);
    Found |= Path && Path->Root == D;
  }
};
} // namespace

/// Only this function's own code can reach the object, by its name.
static bool isUnaliased(const ObjectPath &Object) {
  const auto *Var = dyn_cast_or_null<VarDecl>(Object.Root);
  if (!Var || !Var->hasLocalStorage() || Object.hasDeref())
    return false;
  const auto *Function =
      dyn_cast_or_null<FunctionDecl>(Var->getParentFunctionOrMethod());
  if (!Function || !Function->getBody())
    return false;
  AddressFinder Finder(cast<ValueDecl>(Var->getCanonicalDecl()));
  Finder.TraverseStmt(Function->getBody());
  return !Finder.Found;
}

namespace {
/// Looks for a write to an object, or for code that may write to it unseen.
class WriteFinder : public RecursiveASTVisitor<WriteFinder> {
public:
  WriteFinder(const Stmt *Region, const ObjectPath &Object, ASTContext &Context,
              llvm::function_ref<bool(const Expr *)> IsHarmless)
      : Analyzer(*Region, Context), Object(Object), Context(Context),
        IsHarmless(IsHarmless), Reachable(!isUnaliased(Object)) {}

  bool Found = false;

  bool shouldVisitImplicitCode() const { return true; }

  bool VisitDeclRefExpr(DeclRefExpr *Ref) { return visitObject(Ref); }
  bool VisitMemberExpr(MemberExpr *Member) { return visitObject(Member); }
  bool VisitUnaryOperator(UnaryOperator *Unary) {
    if (Unary->getOpcode() == UO_Deref)
      return visitObject(Unary);
    if (Unary->isIncrementDecrementOp())
      return visitWrite(Unary->getSubExpr());
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *Call) {
    return Call->getOperator() != OO_Star || visitObject(Call);
  }
  bool VisitBinaryOperator(BinaryOperator *Binary) {
    return !Binary->isAssignmentOp() || visitWrite(Binary->getLHS());
  }
  bool VisitCallExpr(CallExpr *Call) {
    if (!Reachable || isHarmless(Call))
      return true;
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (isPureCallee(Callee, 0) || touchesOnlyItsObject(Call, Callee))
      return true;
    if (isMemberwiseAssignment(Callee))
      return visitWrite(Call->getArg(0));
    Found = true;
    return false;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *Ctor) {
    if (Reachable && !isInSystemHeader(Ctor->getConstructor()) &&
        !Ctor->getConstructor()->isTrivial() &&
        !Ctor->getConstructor()->isDefaulted() && !isHarmless(Ctor))
      Found = true;
    return !Found;
  }

private:
  /// An expression that denotes the object, a part of it or what holds it.
  bool visitObject(const Expr *E) {
    std::optional<ObjectPath> Path = objectOf(E);
    if (Path && Path->overlaps(Object) && !isOnlyAccessed(E) &&
        !isObjectOfHarmless(E) && Analyzer.isMutated(E))
      Found = true;
    return !Found;
  }

  bool isHarmless(const Expr *Call) const {
    return IsHarmless && IsHarmless(Call);
  }

  /// `m` in `m.find(k)`, `p` in `p->find(k)`
  bool isObjectOfHarmless(const Expr *E) const {
    const Stmt *Child = E;
    for (DynTypedNodeList Parents = Context.getParents(*Child);
         IsHarmless && !Parents.empty(); Parents = Context.getParents(*Child)) {
      const auto *Parent = Parents[0].get<Stmt>();
      const auto *Arrow = dyn_cast_or_null<CXXOperatorCallExpr>(Parent);
      const auto *Call = dyn_cast_or_null<CallExpr>(Parent);
      const auto *Subscript = dyn_cast_or_null<ArraySubscriptExpr>(Parent);
      if (isa_and_nonnull<ParenExpr, ImplicitCastExpr, MemberExpr,
                          CXXDependentScopeMemberExpr, UnresolvedMemberExpr>(
              Parent) ||
          (Arrow && Arrow->getOperator() == OO_Arrow)) {
        Child = Parent;
        continue;
      }
      if (Subscript)
        return Child == Subscript->getBase() && isHarmless(Subscript);
      return Call &&
             (Child == Call->getCallee() ||
              (isa<CXXOperatorCallExpr>(Call) && Child == Call->getArg(0))) &&
             isHarmless(Call);
    }
    return false;
  }

  /// The mutation analysis takes every non-const member call for a write. Where
  /// it only gives access (`m.find(k)`, `for (auto &x : m)`), what is done with
  /// the result decides.
  bool isOnlyAccessed(const Expr *E) {
    const Stmt *Child = E;
    for (DynTypedNodeList Parents = Context.getParents(*Child);
         !Parents.empty(); Parents = Context.getParents(*Child)) {
      if (const auto *Range = Parents[0].get<VarDecl>()) {
        // auto &&__range = m;
        Parents = Context.getParents(*Range);
        const auto *Decl =
            Parents.empty() ? nullptr : Parents[0].get<DeclStmt>();
        Parents = Decl ? Context.getParents(*Decl) : Parents;
        const auto *Loop =
            Parents.empty() ? nullptr : Parents[0].get<CXXForRangeStmt>();
        return Loop && Range->isImplicit() &&
               (!writesElement(Loop) || isHarmlessWalk(Loop));
      }
      const auto *Parent = Parents[0].get<Stmt>();
      if (isa_and_nonnull<ParenExpr, ImplicitCastExpr, MemberExpr>(Parent)) {
        Child = Parent;
        continue;
      }
      const auto *Call = dyn_cast_or_null<CallExpr>(Parent);
      const auto *Callee =
          Call ? dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee())
               : nullptr;
      bool IsObject =
          Call &&
          (Child == Call->getCallee() ||
           (isa<CXXOperatorCallExpr>(Call) && Child == Call->getArg(0)));
      return Callee && IsObject && isPureCallee(Callee, 0) &&
             !(Call->isGLValue() && Analyzer.isMutated(Call));
    }
    return false;
  }

  bool isHarmlessWalk(const CXXForRangeStmt *Loop) const {
    const DeclStmt *Begin = Loop->getBeginStmt();
    const auto *Var =
        Begin ? dyn_cast<VarDecl>(Begin->getSingleDecl()) : nullptr;
    return Var && Var->getInit() && isHarmless(strip(Var->getInit()));
  }

  bool writesElement(const CXXForRangeStmt *Loop) {
    const VarDecl *Element = Loop->getLoopVariable();
    if (!Element->getType()->isReferenceType())
      return false;
    if (const auto *Parts = dyn_cast<DecompositionDecl>(Element))
      return llvm::any_of(Parts->bindings(), [&](const BindingDecl *Part) {
        return Analyzer.isMutated(Part);
      });
    return Analyzer.isMutated(Element);
  }

  /// An assignment through something else: may it be the object by another
  /// name? Types that cannot alias cannot.
  bool visitWrite(const Expr *Target) {
    if (!Reachable)
      return true;
    std::optional<ObjectPath> Path = objectOf(Target);
    if (Path && !Path->hasDeref() && !Object.hasDeref())
      return true; // Another variable or member, or found by visitObject().
    QualType Leaf = leafType(Object);
    QualType Written = Target->getType().getNonReferenceType();
    if (Leaf.isNull() || Written->isDependentType() ||
        Context.hasSameUnqualifiedType(Leaf, Written) ||
        (Written->isRecordType() && !isHarmless(strip(Target)) &&
         !isInSystemHeader(Written->getAsCXXRecordDecl())))
      Found = true;
    return !Found;
  }

  static bool isMemberwiseAssignment(const FunctionDecl *Callee) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
    return Method &&
           (Method->isCopyAssignmentOperator() ||
            Method->isMoveAssignmentOperator()) &&
           (Method->isTrivial() || Method->isDefaulted());
  }

  /// Member functions of library types (`v.push_back(x)`) write to their own
  /// object and arguments, which the mutation analysis sees by name, unless
  /// they call back into user code.
  bool touchesOnlyItsObject(const CallExpr *Call, const FunctionDecl *Callee) {
    if (!Callee || !isInSystemHeader(Callee))
      return false;
    if (Callee->getOverloadedOperator() == OO_Call)
      return false;
    bool Member =
        isa<CXXMemberCallExpr>(Call) ||
        (isa<CXXOperatorCallExpr>(Call) && isa<CXXMethodDecl>(Callee));
    if (!Member && !Callee->isInStdNamespace())
      return false;
    for (const Expr *Arg : Call->arguments()) {
      // Closures are visited here too; other callables are not.
      const auto *Record =
          Arg->getType().getNonReferenceType()->getAsCXXRecordDecl();
      if (Arg->getType()->isFunctionPointerType() ||
          (Record && !Record->isLambda() && !isInSystemHeader(Record)))
        return false;
      // Through a pointer or iterator, anything of its type may be written.
      std::optional<ObjectPath> Path = objectOf(Arg);
      QualType Leaf = leafType(Object);
      if (!Path &&
          (Leaf.isNull() || Context.hasSameUnqualifiedType(
                                Leaf, Arg->getType().getNonReferenceType())) &&
          Arg->isLValue() && !Arg->getType().isConstQualified())
        return false;
    }
    return true;
  }

  ExprMutationAnalyzer Analyzer;
  const ObjectPath &Object;
  ASTContext &Context;
  const llvm::function_ref<bool(const Expr *)> IsHarmless;
  const bool Reachable;
};
} // namespace

bool mayWrite(const Stmt *Region, const ObjectPath &Object, ASTContext &Context,
              llvm::function_ref<bool(const Expr *)> IsHarmless) {
  WriteFinder Finder(Region, Object, Context, IsHarmless);
  Finder.TraverseStmt(const_cast<Stmt *>(Region));
  return Finder.Found;
}

std::optional<llvm::SmallVector<ObjectPath, 4>> objectsReadBy(const Expr *E) {
  struct Reader : RecursiveASTVisitor<Reader> {
    llvm::SmallVector<ObjectPath, 4> Objects;
    bool Known = true;
    bool add(const Expr *E) {
      if (std::optional<ObjectPath> Path = objectOf(E))
        Objects.push_back(*Path);
      else
        Known = false;
      return true;
    }
    bool VisitDeclRefExpr(DeclRefExpr *Ref) {
      return isa<FunctionDecl, EnumConstantDecl, NonTypeTemplateParmDecl>(
                 Ref->getDecl()) ||
             add(Ref);
    }
    bool VisitMemberExpr(MemberExpr *Member) {
      return isa<CXXMethodDecl, EnumConstantDecl>(Member->getMemberDecl()) ||
             add(Member);
    }
    bool VisitUnaryOperator(UnaryOperator *Unary) {
      return Unary->getOpcode() != UO_Deref || add(Unary);
    }
  } Read;
  Read.TraverseStmt(const_cast<Expr *>(E));
  if (!Read.Known)
    return std::nullopt;
  return Read.Objects;
}

bool mayChangeValue(const Stmt *Region, const Expr *E, ASTContext &Context) {
  if (!isPure(E))
    return true;
  std::optional<llvm::SmallVector<ObjectPath, 4>> Objects = objectsReadBy(E);
  return !Objects || llvm::any_of(*Objects, [&](const ObjectPath &Object) {
    return mayWrite(Region, Object, Context);
  });
}

} // namespace clang::tidy::maps::support
