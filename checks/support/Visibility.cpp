//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Visibility.h"
#include "support/MapOps.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseSet.h"

namespace clang::tidy::maps::support {

//===----------------------------------------------------------------------===//
// Fully visible
//===----------------------------------------------------------------------===//

/// What a header declares, other translation units use too.
static bool isInSourceFile(const ValueDecl *D, const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  return !Context.getLangOpts().IsHeaderFile &&
         SM.isInMainFile(SM.getExpansionLoc(D->getLocation()));
}

static bool comparesMembers(const CXXRecordDecl *Record) {
  auto IsDefaultedComparison = [](const Decl *D) {
    if (const auto *Friend = dyn_cast<FriendDecl>(D))
      D = Friend->getFriendDecl();
    const auto *Function = dyn_cast_or_null<FunctionDecl>(D);
    return Function && Function->isDefaulted() &&
           Function->isOverloadedOperator() &&
           Function->getOverloadedOperator() != OO_Equal;
  };
  return llvm::any_of(Record->decls(), IsDefaultedComparison);
}

/// Members of class templates may be named in dependent code.
static bool isConfinedMember(const ValueDecl *D) {
  const auto *Record = dyn_cast<CXXRecordDecl>(D->getDeclContext());
  return Record && D->getAccess() == AS_private &&
         (Record->isInAnonymousNamespace() || Record->isLocalClass()) &&
         !Record->isDependentContext() && !comparesMembers(Record);
}

static bool isOnlyNamedHere(const MapSummary &Map, const ValueDecl *D,
                            const ASTContext &Context) {
  if (Map.Indirect)
    return false;
  switch (Map.Storage) {
  case ObjectStorage::Local:
    return isa<VarDecl>(D); // No structured binding.
  case ObjectStorage::Static:
    return !cast<VarDecl>(D)->hasExternalStorage();
  case ObjectStorage::Global:
    return !D->isExternallyVisible() && isInSourceFile(D, Context);
  case ObjectStorage::Member:
  case ObjectStorage::StaticMember:
    return isConfinedMember(D) && isInSourceFile(D, Context);
  case ObjectStorage::Parameter:
    return false;
  }
  return false;
}

static bool staysInView(const Usage &U, const Expr *Node) {
  switch (U.Kind) {
  case UsageKind::Copy:
    return isa_and_nonnull<LambdaExpr>(Node); // Uses of the copy count as ours.
  case UsageKind::Return:
  case UsageKind::Address:
    return !U.Member.empty(); // Of an element, or an iterator.
  case UsageKind::Swap:
  case UsageKind::Move:
  case UsageKind::PassConst:
  case UsageKind::PassMutable:
  case UsageKind::Rebind:
  case UsageKind::NullTest:
  case UsageKind::Other:
    return false;
  default:
    return true;
  }
}

bool isFullyVisible(const MapSummary &Map, const UsageSummaries &Summaries,
                    const ASTContext &Context) {
  return isOnlyNamedHere(Map, Summaries.decl(Map), Context) &&
         llvm::all_of(Map.Usages, [&](const Usage &U) {
           return staysInView(U, Summaries.node(Map, U));
         });
}

//===----------------------------------------------------------------------===//
// Walked
//===----------------------------------------------------------------------===//

namespace {
struct ReferenceFinder : RecursiveASTVisitor<ReferenceFinder> {
  explicit ReferenceFinder(const ValueDecl *D) : D(D) {}
  bool VisitDeclRefExpr(const DeclRefExpr *Ref) {
    if (Ref->getDecl() == D)
      Found.push_back(Ref);
    return true;
  }
  const ValueDecl *D;
  llvm::SmallVector<const DeclRefExpr *, 4> Found;
};

/// Follows iterators from the call that makes them, through variables, to where
/// they are used up.
class PositionTracker {
public:
  PositionTracker(const model::ContainerModel &Model, ASTContext &Context)
      : Model(Model), Context(Context) {}

  /// Whether \p Position is only dereferenced, compared, and given back to its
  /// container, so that it never gets to another element.
  bool stays(const Expr *Position);

private:
  bool staysIn(const VarDecl *Var);
  bool allStay(const ValueDecl *D, const Stmt *Body);
  bool staysAfterAssignment(const Expr *Target, const Expr *Position);
  bool staysAfterOperator(const CXXOperatorCallExpr *Call, const Expr *E);
  std::optional<bool> staysAfterCall(const CallExpr *Call);
  static bool isLeftAlone(const MapOp &Op);

  const model::ContainerModel &Model;
  ASTContext &Context;
  llvm::DenseSet<const ValueDecl *> Seen;
};
} // namespace

/// Only the position that they were given comes back from insertions with a
/// hint; `erase(it)` gives the next one.
bool PositionTracker::isLeftAlone(const MapOp &Op) {
  return Op.inserts() || (Op.removes() && Op.Args.size() == 1);
}

bool PositionTracker::allStay(const ValueDecl *D, const Stmt *Body) {
  if (!Seen.insert(D).second)
    return true;
  ReferenceFinder Finder(D);
  Finder.TraverseStmt(const_cast<Stmt *>(Body));
  return llvm::all_of(Finder.Found,
                      [&](const DeclRefExpr *Ref) { return stays(Ref); });
}

bool PositionTracker::staysIn(const VarDecl *Var) {
  const auto *Function =
      dyn_cast_or_null<FunctionDecl>(Var->getParentFunctionOrMethod());
  const Stmt *Body = Function ? Function->getBody() : nullptr;
  if (!Body || !Var->hasLocalStorage() || isa<ParmVarDecl>(Var))
    return false;
  if (const auto *Decomposed = dyn_cast<DecompositionDecl>(Var))
    return llvm::all_of(
        Decomposed->bindings(),
        [&](const BindingDecl *Binding) { return allStay(Binding, Body); });
  return allStay(Var, Body);
}

bool PositionTracker::staysAfterAssignment(const Expr *Target,
                                           const Expr *Position) {
  if (Target == Position)
    return true; // Overwritten.
  const auto *Ref = dyn_cast<DeclRefExpr>(strip(Target));
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Var && !Var->getType()->isReferenceType() && staysIn(Var);
}

bool PositionTracker::staysAfterOperator(const CXXOperatorCallExpr *Call,
                                         const Expr *E) {
  switch (Call->getOperator()) {
  case OO_Arrow:
  case OO_EqualEqual:
  case OO_ExclaimEqual:
    return true;
  case OO_Star:
    return Call->getNumArgs() == 1;
  case OO_Equal:
    return staysAfterAssignment(Call->getArg(0), E);
  default:
    return false;
  }
}

/// Nothing if the call's result is a position in turn.
std::optional<bool> PositionTracker::staysAfterCall(const CallExpr *Call) {
  if (std::optional<MapOp> Op = parseMapOp(Call, Model)) {
    if (!isLeftAlone(*Op))
      return false;
    return Op->inserts() ? std::nullopt : std::optional(true);
  }
  const auto *Callee = Call->getDirectCallee();
  return Callee && Callee->isInStdNamespace() &&
         Callee->getDeclName().isIdentifier() &&
         Callee->getName() == "inserter";
}

static bool isElementAccess(const MemberExpr *Member) {
  const NamedDecl *D = Member->getMemberDecl();
  return Member->isArrow() || // A pointer as iterator.
         (D->getDeclName().isIdentifier() &&
          (D->getName() == "key" || D->getName() == "value"));
}

bool PositionTracker::stays(const Expr *E) {
  if (!E->isTypeDependent() && E->getType()->isArithmeticType())
    return true; // `m.erase(k)`
  TraversalKindScope AsIs(Context, TK_AsIs);
  // The next position after erase(it) leads elsewhere, unless discarded.
  if (std::optional<MapOp> Op = parseMapOp(E, Model); Op && Op->removes()) {
    const DynTypedNodeList Parents = Context.getParents(*E);
    const Stmt *Around = Parents.empty() ? nullptr : Parents[0].get<Stmt>();
    return Around &&
           (isa<FullExpr>(Around) || !isa<Expr, ReturnStmt, DeclStmt>(Around));
  }
  while (true) {
    if (!E->isTypeDependent() && E->getType()->isArithmeticType())
      return true; // `m.insert(x).second`
    const DynTypedNodeList Parents = Context.getParents(*E);
    if (Parents.empty())
      return false;
    if (const auto *Var = Parents[0].get<VarDecl>())
      return !Var->isCXXForRangeDecl() && staysIn(Var);
    const Stmt *Parent = Parents[0].get<Stmt>();
    if (!Parent || isa<ReturnStmt, CoreturnStmt>(Parent))
      return false;
    const auto *Around = dyn_cast<Expr>(Parent);
    if (!Around || isa<LambdaExpr>(Around))
      return true; // Discarded, or a closure whose uses are ours.
    if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(Around))
      return staysAfterOperator(Op, E);
    if (isa<CXXRewrittenBinaryOperator, CXXDependentScopeMemberExpr>(Around))
      return true;
    if (const auto *Op = dyn_cast<BinaryOperator>(Around))
      return Op->isComparisonOp() || (Op->getOpcode() == BO_Assign &&
                                      staysAfterAssignment(Op->getLHS(), E));
    if (const auto *Op = dyn_cast<UnaryOperator>(Around))
      return Op->getOpcode() == UO_Deref;
    if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(Around);
        Choice && Choice->getCond() == E)
      return true;
    if (const auto *Member = dyn_cast<MemberExpr>(Around)) {
      if (isElementAccess(Member))
        return true;
      if (!isa<FieldDecl>(Member->getMemberDecl()))
        return false;
    } else if (const auto *Call = dyn_cast<CallExpr>(Around)) {
      if (std::optional<bool> Stays = staysAfterCall(Call))
        return *Stays;
    } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(Around)) {
      // A copy, or the const_iterator.
      if (Construct->getNumArgs() != 1)
        return false;
    } else if (!isa<ParenExpr, CastExpr, FullExpr, MaterializeTemporaryExpr,
                    CXXBindTemporaryExpr, AbstractConditionalOperator>(
                   Around)) {
      return false;
    }
    E = Around;
  }
}

static bool givesPosition(const MapOp &Op) {
  switch (Op.Kind) {
  case MapOpKind::Find:
  case MapOpKind::Insert:
  case MapOpKind::Emplace:
  case MapOpKind::TryEmplace:
  case MapOpKind::InsertOrAssign:
  case MapOpKind::EraseKey:
  case MapOpKind::EraseIterator:
  case MapOpKind::End:
    return true;
  default:
    return false;
  }
}

bool isWalked(const MapSummary &Map, const UsageSummaries &Summaries,
              const model::ContainerModel &Model, ASTContext &Context) {
  PositionTracker Positions(Model, Context);
  return llvm::any_of(Map.Usages, [&](const Usage &U) {
    if (U.Kind == UsageKind::Walk)
      return true;
    const Expr *Node = Summaries.node(Map, U);
    std::optional<MapOp> Op = Node ? parseMapOp(Node, Model) : std::nullopt;
    if (!Op)
      return false;
    return Op->Kind == MapOpKind::EraseIf ||
           Op->Kind == MapOpKind::EraseRange ||
           (givesPosition(*Op) && !Positions.stays(Op->Call));
  });
}

} // namespace clang::tidy::maps::support
