//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/ElementReads.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/RecursiveASTVisitor.h"

namespace clang::tidy::maps::support {

static const CXXMethodDecl *asMethod(const NamedDecl *D) {
  if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
    return dyn_cast<CXXMethodDecl>(Template->getTemplatedDecl());
  return dyn_cast<CXXMethodDecl>(D);
}

/// `front()` beside `front() const`.
static bool hasConstOverload(const CXXMethodDecl *Method) {
  return llvm::any_of(Method->getParent()->lookup(Method->getDeclName()),
                      [&](const NamedDecl *D) {
                        const CXXMethodDecl *Other = asMethod(D);
                        return Other && !Other->isStatic() &&
                               Other->isConst() &&
                               Other->getNumParams() == Method->getNumParams();
                      });
}

/// `std::find(first, last, x)` and its likes: they take iterators by value and
/// change nothing through them.
static bool isReadingAlgorithm(const FunctionDecl *Callee) {
  return Callee && Callee->isInStdNamespace() &&
         Callee->getDeclName().isIdentifier() &&
         llvm::is_contained(
             {"find",          "find_if",     "find_if_not", "count",
              "count_if",      "any_of",      "all_of",      "none_of",
              "binary_search", "lower_bound", "upper_bound", "equal",
              "accumulate",    "distance",    "next",        "prev",
              "max_element",   "min_element", "is_sorted",   "includes"},
             Callee->getName());
}

namespace {
/// Climbs from a use of the element to what is done with it.
class UseReader {
public:
  UseReader(const Stmt *Within, ASTContext &Context)
      : Within(Within), Context(Context) {}

  bool readsAll(const ValueDecl *Name) {
    // A chain of references is followed, not a long one.
    if (++Depth > 4)
      return false;
    struct Finder : RecursiveASTVisitor<Finder> {
      const ValueDecl *Name;
      llvm::SmallVector<const DeclRefExpr *, 8> Uses;
      bool VisitDeclRefExpr(DeclRefExpr *Ref) {
        if (Ref->getDecl() == Name)
          Uses.push_back(Ref);
        return true;
      }
    } Find;
    Find.Name = Name;
    Find.TraverseStmt(const_cast<Stmt *>(Within));
    bool Reads = llvm::all_of(
        Find.Uses, [&](const DeclRefExpr *Use) { return reads(Use); });
    --Depth;
    return Reads;
  }

  bool reads(const Expr *E) {
    for (;;) {
      if (E->getType().isConstQualified() && E->isGLValue() && !isIterator(E))
        return true;
      DynTypedNodeList Parents = Context.getParents(*E);
      if (Parents.empty())
        return true;
      if (const auto *Var = Parents[0].get<VarDecl>())
        return initialises(Var, E);
      const auto *Parent = Parents[0].get<Stmt>();
      const auto *Outer = dyn_cast_or_null<Expr>(Parent);
      if (!Outer) // A condition, or a statement of its own.
        return Parent && !isa<ReturnStmt>(Parent);
      Step Next = step(E, Outer);
      if (Next != Step::Climb)
        return Next == Step::Read;
      E = Outer;
    }
  }

private:
  enum class Step { Read, Write, Climb };

  Step step(const Expr *E, const Expr *Outer) {
    if (const auto *Cast = dyn_cast<CastExpr>(Outer))
      return Cast->getCastKind() == CK_LValueToRValue ||
                     Cast->getCastKind() == CK_ToVoid
                 ? Step::Read
                 : Step::Climb;
    if (isa<ParenExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr, FullExpr,
            AbstractConditionalOperator, CXXRewrittenBinaryOperator>(Outer))
      return Step::Climb;
    if (const auto *Member = dyn_cast<MemberExpr>(Outer))
      return method(Member);
    if (const auto *Binary = dyn_cast<BinaryOperator>(Outer)) {
      if (Binary->isAssignmentOp())
        return Binary->getLHS()->IgnoreParens() == E ? Step::Write : Step::Read;
      return Binary->isCommaOp() ? Step::Climb : Step::Read;
    }
    if (const auto *Unary = dyn_cast<UnaryOperator>(Outer)) {
      if (Unary->isIncrementDecrementOp() || Unary->getOpcode() == UO_AddrOf)
        return Step::Write;
      return Step::Read;
    }
    if (const auto *Call = dyn_cast<CallExpr>(Outer))
      return call(E, Call);
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(Outer))
      return parameter(Construct->getConstructor(), E, Construct->arguments(),
                       0);
    return Step::Write;
  }

  /// `element.field`, and the callee in `element.method()`, whose call is next.
  static Step method(const MemberExpr *Member) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl());
    if (!Method)
      return Step::Climb;
    if (Method->isConst() || Method->isStatic())
      return Step::Read;
    return hasConstOverload(Method) ? Step::Climb : Step::Write;
  }

  Step call(const Expr *E, const CallExpr *Call) {
    if (E == Call->getCallee()) // method() looked at it.
      return Step::Climb;
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee)
      return Step::Write;
    const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
    const bool IsOperator = isa<CXXOperatorCallExpr>(Call) && Method;
    if (IsOperator && E == Call->getArg(0)) {
      if (Method->isConst())
        return E->isPRValue() || isIterator(E) ? Step::Climb : Step::Read;
      return hasConstOverload(Method) ? Step::Climb : Step::Write;
    }
    if (isReadingAlgorithm(Callee))
      return Step::Read;
    return parameter(Callee, E, Call->arguments(), IsOperator ? 1 : 0);
  }

  /// Access through it is access to the element.
  static bool isIterator(const Expr *E) {
    const auto *Record = E->getType()->getAsCXXRecordDecl();
    return Record && Record->getDeclName().isIdentifier() &&
           Record->getName().contains_insensitive("iterator");
  }

  template <typename Arguments>
  Step parameter(const FunctionDecl *Callee, const Expr *E, Arguments Args,
                 unsigned Skip) {
    unsigned Index = 0;
    for (const Expr *Arg : Args) {
      if (Arg == E)
        break;
      ++Index;
    }
    if (Index < Skip || Index - Skip >= Callee->getNumParams())
      return Step::Write;
    QualType T = Callee->getParamDecl(Index - Skip)->getType();
    if (T->isReferenceType())
      return T->getPointeeType().isConstQualified() ? Step::Read : Step::Write;
    // An iterator into the element, handed to anybody.
    return isIterator(E) && !isa<CXXOperatorCallExpr>(E) &&
                   !Callee->isOverloadedOperator()
               ? Step::Climb
               : Step::Read;
  }

  bool initialises(const VarDecl *Var, const Expr *E) {
    QualType T = Var->getType();
    if (T->isReferenceType() && T->getPointeeType().isConstQualified())
      return true;
    if (!T->isReferenceType() && !isIterator(E))
      return true;
    if (const auto *Parts = dyn_cast<DecompositionDecl>(Var))
      return llvm::all_of(Parts->bindings(), [&](const BindingDecl *Part) {
        return readsAll(Part);
      });
    return readsAll(Var);
  }

  const Stmt *Within;
  ASTContext &Context;
  unsigned Depth = 0;
};
} // namespace

bool isOnlyRead(const Expr *Element, const Stmt *Within, ASTContext &Context) {
  TraversalKindScope AsIs(Context, TK_AsIs);
  return UseReader(Within, Context).reads(Element);
}

bool isOnlyRead(const ValueDecl *Name, const Stmt *Within,
                ASTContext &Context) {
  TraversalKindScope AsIs(Context, TK_AsIs);
  if (const auto *Parts = dyn_cast<DecompositionDecl>(Name))
    return llvm::all_of(Parts->bindings(), [&](const BindingDecl *Part) {
      return isOnlyRead(Part, Within, Context);
    });
  return UseReader(Within, Context).readsAll(Name);
}

} // namespace clang::tidy::maps::support
