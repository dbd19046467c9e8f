//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/LookupGroups.h"
#include "support/FixIts.h"
#include "support/Identity.h"
#include "support/LookupWindow.h"
#include "support/Loops.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/Analyses/ExprMutationAnalyzer.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

namespace {
class GroupFinder {
public:
  GroupFinder(const model::ContainerModel &Model, ASTContext &Context,
              llvm::function_ref<bool(const Expr *)> IsReported)
      : Model(Model), Context(Context), IsReported(IsReported) {}

  llvm::SmallVector<LookupGroup, 4> find(const Stmt *Body) {
    collect(Body);
    for (const MapOp &Op : Ops)
      if (hasPartner(Op))
        attach(Op);
    for (LookupGroup &Group : Groups)
      collectAfter(Group);
    for (const MapOp &Op : Ops)
      if (!isAttached(Op))
        collectRepeats(Op);
    return std::move(Groups);
  }

private:
  /// All operations with a key, in the order of the source.
  void collect(const Stmt *S) {
    if (!S || llvm::isa<LambdaExpr, BlockExpr, UnaryExprOrTypeTraitExpr,
                        CXXNoexceptExpr, CXXTypeidExpr, RequiresExpr>(S))
      return;
    if (const auto *E = llvm::dyn_cast<Expr>(S))
      if (std::optional<MapOp> Op = parseMapOp(E, Model);
          Op && Op->Call == E && Op->Key && containerOf(*Op) &&
          !Op->Traits->ConcurrentWrites &&
          isUserSpelled(E->getBeginLoc(), Context) && !collectAtHand(*Op))
        Ops.push_back(std::move(*Op));
    for (const Stmt *Child : S->children())
      collect(Child);
  }

  /// Most keys are looked up once, which is cheap to tell.
  bool hasPartner(const MapOp &Op) const {
    return llvm::any_of(Ops, [&](const MapOp &Other) {
      return Other.Call != Op.Call && isSameLookup(Op, Other, Context);
    });
  }

  /// Puts the operation into the group of the nearest test that tells whether
  /// it will find the key.
  void attach(const MapOp &Op) {
    for (const KnownPresence &Known :
         presenceKnownAt(Op.Call, Model, Context)) {
      const MapOp &First = Known.Test.Lookup;
      if (First.Call == Op.Call || !isSameLookup(First, Op, Context) ||
          !isUserSpelled(First.Call->getBeginLoc(), Context))
        continue;
      const auto Window = LookupWindow::between(First.Call, Op.Call, Context,
                                                /*Evaluated=*/true);
      if (!Window || !isStillTested(Known.Test, *Window))
        continue;
      const std::optional<Trust> Needed =
          trustNeeded(Known.Present ? Survivor::Iterator : Survivor::Absence,
                      *Window, First);
      if (!Needed)
        continue;
      LookupGroup &Group = groupOf(Known.Test);
      Group.Assumed |= *Needed == Trust::Values;
      (Known.Present ? Group.Hits : Group.Misses).push_back(Op);
      return;
    }
  }

  /// How much must be assumed for \p What to survive; nothing if it may not.
  std::optional<Trust> trustNeeded(Survivor What, const LookupWindow &Window,
                                   const MapOp &First) {
    for (Trust Level : {Trust::Nothing, Trust::Values})
      if (survives(What, Window, First, Model, Context, Level))
        return Level;
    return std::nullopt;
  }

  /// The variable that was tested is still what was found.
  bool isStillTested(const PresenceTest &Test, const LookupWindow &Window) {
    if (!Test.Iterator)
      return true;
    TraversalKindScope AsIs(Context, TK_AsIs);
    return llvm::none_of(Window.regions(), [&](const Stmt *Region) {
      return ExprMutationAnalyzer(*Region, Context).isMutated(Test.Iterator);
    });
  }

  LookupGroup &groupOf(const PresenceTest &Test) {
    for (LookupGroup &Group : Groups)
      if (Group.Kind == GroupKind::Tested &&
          Group.First.Call == Test.Lookup.Call)
        return Group;
    LookupGroup &Group = Groups.emplace_back();
    Group.First = Test.Lookup;
    Group.Test = Test;
    return Group;
  }

  /// if (!m.count(k)) m[k] = f();
  /// use(m[k]);   // one of After
  void collectAfter(LookupGroup &Group) {
    const auto *If = llvm::dyn_cast_or_null<IfStmt>(
        Group.Misses.empty() || Group.Test->Iterator
            ? nullptr
            : conditionOwner(Group.Test->Test));
    if (!If || neverReachesNext(If->getThen()) ||
        neverReachesNext(If->getElse()))
      return;
    for (const MapOp &Op : Ops) {
      if (contains(If, Op.Call) || isAttached(Op) ||
          !isSameLookup(Group.First, Op, Context))
        continue;
      const auto Window =
          LookupWindow::between(Group.First.Call, Op.Call, Context);
      if (Window &&
          survives(Survivor::Iterator, *Window, Group.First, Model, Context))
        Group.After.push_back(Op);
    }
  }

  bool isAttached(const MapOp &Op) const {
    auto IsOp = [&](const MapOp &Other) { return Other.Call == Op.Call; };
    return llvm::any_of(Groups, [&](const LookupGroup &Group) {
      return IsOp(Group.First) || llvm::any_of(Group.Hits, IsOp) ||
             llvm::any_of(Group.Misses, IsOp) ||
             llvm::any_of(Group.After, IsOp);
    });
  }

  //===--- Elements at hand -----------------------------------------------===//

  /// for (auto &kv : m) use(m[kv.first]);
  bool collectAtHand(const MapOp &Op) {
    if (Op.Traits->K != model::Kind::Map ||
        (Op.Kind != MapOpKind::Subscript && Op.Kind != MapOpKind::At) ||
        Op.Args.size() != 1)
      return false;
    const std::string Value = valueAtHand(Op);
    if (Value.empty())
      return false;
    for (LookupGroup &Group : Groups)
      if (Group.Kind == GroupKind::AtHand && Group.Value == Value &&
          isSameLookup(Group.First, Op, Context)) {
        Group.Hits.push_back(Op);
        return true;
      }
    LookupGroup &Group = Groups.emplace_back();
    Group.Kind = GroupKind::AtHand;
    Group.First = Op;
    Group.Value = Value;
    return true;
  }

  /// The name of the value that belongs to the key of \p Op, if the code walks
  /// over that container.
  std::string valueAtHand(const MapOp &Op) {
    const Expr *Key = strip(Op.Key);
    if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(Key)) {
      // for (auto &[k, v] : m) use(m[k]);
      const auto *Part = llvm::dyn_cast<BindingDecl>(Ref->getDecl());
      const auto *Whole =
          Part ? llvm::dyn_cast<DecompositionDecl>(Part->getDecomposedDecl())
               : nullptr;
      return Whole && Whole->bindings().size() == 2 &&
                     Whole->bindings()[0] == Part && isWalkOf(Whole, Op)
                 ? Whole->bindings()[1]->getNameAsString()
                 : "";
    }
    if (const auto *Call = llvm::dyn_cast<CXXMemberCallExpr>(Key)) {
      // it.key()
      const CXXMethodDecl *Method = Call->getMethodDecl();
      const VarDecl *It = variable(Call->getImplicitObjectArgument());
      return Method && Method->getDeclName().isIdentifier() &&
                     Method->getName() == "key" && isIteratorOf(It, Op)
                 ? It->getNameAsString() + ".value()"
                 : "";
    }
    const auto *Member = llvm::dyn_cast<MemberExpr>(Key);
    if (!Member || !Member->getMemberDecl()->getDeclName().isIdentifier() ||
        Member->getMemberDecl()->getName() != "first")
      return "";
    const Expr *Base = strip(Member->getBase());
    if (const auto *Arrow = llvm::dyn_cast<CXXOperatorCallExpr>(Base);
        Arrow && Arrow->getOperator() == OO_Arrow) {
      const VarDecl *It = variable(Arrow->getArg(0));
      // Tables whose iterators give their value by a member make the pair
      // constant.
      return isIteratorOf(It, Op) &&
                     !model::hasMember(It->getType(), "value", 0)
                 ? It->getNameAsString() + "->second"
                 : "";
    }
    const VarDecl *Element = variable(Base);
    return Element && isWalkOf(Element, Op)
               ? Element->getNameAsString() + ".second"
               : "";
  }

  static const VarDecl *variable(const Expr *E) {
    const auto *Ref = llvm::dyn_cast<DeclRefExpr>(strip(E));
    return Ref ? llvm::dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  }

  /// A reference to the elements of the container, through which what is done
  /// with the result of \p Op can be done, too.
  bool isWalkOf(const VarDecl *Element, const MapOp &Op) {
    if (!Element->isCXXForRangeDecl() || !Element->getType()->isReferenceType())
      return false;
    const Stmt *Up = Op.Call;
    while (Up) {
      const auto *Loop = llvm::dyn_cast<CXXForRangeStmt>(Up);
      if (Loop && Loop->getLoopVariable() == Element)
        return objectOf(Loop->getRangeInit()) == containerOf(Op) &&
               (!Element->getType()->getPointeeType().isConstQualified() ||
                !isWritten(Op, Loop->getBody()));
      Up = parentStmt(Up, Context);
    }
    return false;
  }

  bool isWritten(const MapOp &Op, const Stmt *Region) {
    TraversalKindScope AsIs(Context, TK_AsIs);
    return ExprMutationAnalyzer(*Region, Context).isMutated(Op.Call);
  }

  /// Initialised with an iterator of the container and never assigned to.
  bool isIteratorOf(const VarDecl *It, const MapOp &Op) {
    if (!It || !It->hasInit() || isa<ParmVarDecl>(It) || !It->isLocalVarDecl())
      return false;
    const auto From =
        parseMapOp(It->getInit()->IgnoreUnlessSpelledInSource(), Model);
    const FunctionDecl *Function = enclosingFunction(Op.Call, Context);
    return From && containerOf(*From) == containerOf(Op) && Function &&
           ((From->Kind == MapOpKind::Begin &&
             llvm::is_contained({"begin"}, From->Member)) ||
            (isFindKey(*From) && From->Member == "find")) &&
           !isAssigned(It, Function->getBody());
  }

  static bool isAssigned(const VarDecl *Var, const Stmt *S) {
    if (const auto *Call = llvm::dyn_cast_or_null<CXXOperatorCallExpr>(S);
        Call && Call->getOperator() == OO_Equal &&
        variable(Call->getArg(0)) == Var)
      return true;
    return S && llvm::any_of(S->children(), [&](const Stmt *Child) {
             return isAssigned(Var, Child);
           });
  }

  //===--- Repetitions ----------------------------------------------------===//

  static bool givesReference(const MapOp &Op) {
    return Op.Traits->K == model::Kind::Map && Op.Args.size() == 1 &&
           (Op.Kind == MapOpKind::Subscript || Op.Kind == MapOpKind::At) &&
           Op.Call->isLValue();
  }

  bool isInsertion(const MapOp &Op) {
    return (Op.Kind == MapOpKind::Insert || Op.Kind == MapOpKind::Emplace ||
            Op.Kind == MapOpKind::TryEmplace ||
            Op.Kind == MapOpKind::InsertOrAssign) &&
           !Op.Traits->isMulti() && isStandaloneStatement(Op.Call, Context) &&
           isInCompound(Op.Call, Context);
  }

  /// The lookups that follow \p First with at most two statements in between.
  void collectRepeats(const MapOp &First) {
    const bool Inserted = isInsertion(First);
    if ((!Inserted && !givesReference(First)) || !hasPartner(First) ||
        isStandaloneStatement(First.Call, Context) != Inserted ||
        IsReported(First.Call))
      return;
    LookupGroup Group;
    Group.Kind = Inserted ? GroupKind::Inserted : GroupKind::Repeated;
    Group.First = First;
    const Expr *Last = First.Call;
    for (const MapOp &Op : Ops) {
      if (Op.Call == First.Call || isAttached(Op) ||
          !isSameLookup(First, Op, Context) ||
          !(givesReference(Op) || (Inserted && isFindKey(Op))) ||
          !isNear(Last, Op.Call))
        continue;
      const auto Window = LookupWindow::between(First.Call, Op.Call, Context);
      const std::optional<Trust> Needed =
          Window
              ? trustNeeded(Inserted ? Survivor::Iterator : Survivor::Reference,
                            *Window, First)
              : std::nullopt;
      if (!Needed)
        continue;
      Group.Assumed |= *Needed == Trust::Values;
      Group.Hits.push_back(Op);
      Last = Op.Call;
    }
    auto IsSpokenOf = [&](const MapOp &Op) { return IsReported(Op.Call); };
    if (!Group.Hits.empty() && llvm::none_of(Group.Hits, IsSpokenOf))
      Groups.push_back(std::move(Group));
  }

  /// \p B is in the statement of \p A, or in one of the three behind it.
  bool isNear(const Expr *A, const Expr *B) {
    const Stmt *Part = A, *Block = parentStmt(A, Context);
    while (Block && !contains(Block, B)) {
      Part = Block;
      Block = parentStmt(Block, Context);
    }
    const auto *Compound = llvm::dyn_cast_or_null<CompoundStmt>(Block);
    if (!Compound)
      return Block;
    unsigned Distance = 0;
    bool Inside = false;
    for (const Stmt *S : Compound->body()) {
      Distance += Inside;
      if (Inside && contains(S, B))
        return Distance <= 3;
      Inside |= contains(S, Part);
    }
    return false;
  }

  const Stmt *conditionOwner(const Expr *Test) {
    const Stmt *Up = parentStmt(Test, Context);
    while (llvm::isa_and_nonnull<Expr>(Up))
      Up = parentStmt(Up, Context);
    return Up;
  }

  const model::ContainerModel &Model;
  ASTContext &Context;
  llvm::function_ref<bool(const Expr *)> IsReported;
  llvm::SmallVector<MapOp, 16> Ops;
  llvm::SmallVector<LookupGroup, 4> Groups;
};
} // namespace

llvm::SmallVector<LookupGroup, 4>
findLookupGroups(const Stmt *Body, const model::ContainerModel &Model,
                 ASTContext &Context,
                 llvm::function_ref<bool(const Expr *)> IsReported) {
  return GroupFinder(Model, Context, IsReported).find(Body);
}

} // namespace clang::tidy::maps::support
