//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/LookupGroups.h"
#include "support/Effects.h"
#include "support/FixIts.h"
#include "support/Identity.h"
#include "support/LookupWindow.h"
#include "support/Loops.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

namespace {
class GroupFinder {
public:
  GroupFinder(const model::ContainerModel &Model, ASTContext &Context)
      : Model(Model), Context(Context) {}

  llvm::SmallVector<LookupGroup, 4> find(const Stmt *Body) {
    collect(Body);
    for (const MapOp &Op : Ops)
      if (hasPartner(Op))
        attach(Op);
    for (LookupGroup &Group : Groups)
      collectAfter(Group);
    llvm::erase_if(Groups, [](const LookupGroup &Group) {
      return Group.Hits.empty() && Group.Misses.empty() && Group.After.empty();
    });
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
          isUserSpelled(E->getBeginLoc(), Context))
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
      const auto Window = LookupWindow::between(First.Call, Op.Call, Context);
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
    const std::optional<ObjectPath> Variable = objectOf(Test.Iterator);
    return Variable && llvm::none_of(Window.regions(), [&](const Stmt *Region) {
             return mayWrite(Region, *Variable, Context);
           });
  }

  LookupGroup &groupOf(const PresenceTest &Test) {
    for (LookupGroup &Group : Groups)
      if (Group.First.Call == Test.Lookup.Call)
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

  const Stmt *conditionOwner(const Expr *Test) {
    const Stmt *Up = parentStmt(Test, Context);
    while (llvm::isa_and_nonnull<Expr>(Up))
      Up = parentStmt(Up, Context);
    return Up;
  }

  const model::ContainerModel &Model;
  ASTContext &Context;
  llvm::SmallVector<MapOp, 16> Ops;
  llvm::SmallVector<LookupGroup, 4> Groups;
};
} // namespace

llvm::SmallVector<LookupGroup, 4>
findLookupGroups(const Stmt *Body, const model::ContainerModel &Model,
                 ASTContext &Context) {
  return GroupFinder(Model, Context).find(Body);
}

} // namespace clang::tidy::maps::support
