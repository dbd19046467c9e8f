//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Invalidation.h"
#include "support/CalleeOps.h"
#include "support/DependentWalks.h"
#include "support/HandleTransfer.h"
#include "support/Loops.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Analysis/Analyses/Dominators.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <map>
#include <set>

namespace clang::tidy::maps::support {

namespace {

// Beyond these, the analysis gives up.
constexpr unsigned MaxBlocks = 2000;
constexpr unsigned MaxVisitsPerBlock = 16;

class Analysis {
public:
  Analysis(const CFG &Graph, HandleTransfer &Effects);
  /// \returns false if it gives up.
  bool solve();
  std::vector<StaleUse> findings(const SourceManager &SM);

private:
  bool isCredible(const Handle &H, const CFGBlock *Use);
  bool reaches(const CFGBlock *From, const CFGBlock *To, bool Forward) const;
  bool isLoop(const CFGBlock *Block) const;
  void flow(const CFGBlock *Block, HandleState At,
            llvm::function_ref<void(const CFGBlock *, const HandleState &)> To);

  const CFG &Graph;
  HandleTransfer &Effects;
  std::vector<const CFGBlock *> Order;
  llvm::DenseMap<const CFGBlock *, unsigned> Position;
  llvm::DenseMap<const Stmt *, const CFGBlock *> BlockOf;
  std::map<unsigned, HandleState> In;
  std::optional<ControlDependencyCalculator> Controls;
};

} // namespace

Analysis::Analysis(const CFG &Graph, HandleTransfer &Effects)
    : Graph(Graph), Effects(Effects) {
  for (const CFGBlock *Block : PostOrderCFGView(&Graph)) {
    Position[Block] = Order.size();
    Order.push_back(Block);
    for (const CFGElement &Element : *Block)
      if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>())
        BlockOf[S->getStmt()] = Block;
  }
}

void Analysis::flow(
    const CFGBlock *Block, HandleState At,
    llvm::function_ref<void(const CFGBlock *, const HandleState &)> To) {
  for (const CFGElement &Element : *Block)
    if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>())
      Effects.apply(S->getStmt(), At,
                    [](const Expr *, const ValueDecl *, const Handle &) {});
  const Expr *Condition =
      Block->succ_size() == 2 ? Block->getLastCondition() : nullptr;
  for (unsigned I = 0; I < Block->succ_size(); ++I) {
    const CFGBlock *Next = *(Block->succ_begin() + I);
    if (!Next)
      continue;
    HandleState Branch = At;
    if (Condition && !isa_and_nonnull<SwitchStmt>(Block->getTerminatorStmt()))
      Effects.assume(Branch, Condition, I == 0);
    To(Next, Branch);
  }
  Effects.leaveBlock();
}

bool Analysis::solve() {
  std::set<unsigned> Work = {Position.lookup(&Graph.getEntry())};
  std::vector<unsigned> Visits(Order.size());
  In[*Work.begin()] = HandleState();
  while (!Work.empty()) {
    unsigned Next = *Work.begin();
    Work.erase(Work.begin());
    if (++Visits[Next] > MaxVisitsPerBlock)
      return false;
    flow(Order[Next], In[Next],
         [&](const CFGBlock *Succ, const HandleState &Out) {
           const unsigned Place = Position.lookup(Succ);
           auto [Slot, IsNew] = In.try_emplace(Place, Out);
           if (IsNew || Slot->second.join(Out))
             Work.insert(Place);
         });
  }
  return true;
}

bool Analysis::reaches(const CFGBlock *From, const CFGBlock *To,
                       bool Forward) const {
  llvm::SmallVector<const CFGBlock *, 8> Work = {From};
  llvm::SmallPtrSet<const CFGBlock *, 16> Seen;
  while (!Work.empty()) {
    const CFGBlock *Block = Work.pop_back_val();
    for (const CFGBlock *Next : Block->succs()) {
      if (!Next || (Forward && Position.lookup(Next) <= Position.lookup(Block)))
        continue;
      if (Next == To)
        return true;
      if (Seen.insert(Next).second)
        Work.push_back(Next);
    }
  }
  return false;
}

/// A flag that the body may have set: `!done && it != m.end()`.
static bool testsFlag(const Expr *Condition) {
  struct Finder : RecursiveASTVisitor<Finder> {
    bool VisitDeclRefExpr(DeclRefExpr *Ref) {
      return !Ref->getType()->isBooleanType();
    }
    bool VisitMemberExpr(MemberExpr *Member) {
      return !Member->getType()->isBooleanType();
    }
  } Find;
  return Condition && !Find.TraverseStmt(const_cast<Expr *>(Condition));
}

bool Analysis::isLoop(const CFGBlock *Block) const {
  const Stmt *Terminator = Block->getTerminatorStmt();
  if (!Terminator || isa<CXXForRangeStmt>(Terminator))
    return Terminator;
  return (support::isLoop(Terminator) ||
          Effects.uses().isLoopCondition(Terminator)) &&
         !testsFlag(Block->getLastCondition());
}

// Let A be the branches that lead to the operation and to where the handle came
// from, but not to the use, and B those that were decided afterwards and lead
// to the use. If one of them is empty, whoever takes the other uses a stale
// handle. Else A and B may exclude each other in ways that nobody sees.
bool Analysis::isCredible(const Handle &H, const CFGBlock *Use) {
  if (!Controls)
    Controls.emplace(const_cast<CFG *>(&Graph));
  auto ControlsOf = [&](const CFGBlock *Block) {
    llvm::SmallPtrSet<const CFGBlock *, 8> Found;
    if (Block)
      for (const CFGBlock *Branch :
           Controls->getControlDependencies(const_cast<CFGBlock *>(Block)))
        if (!isLoop(Branch))
          Found.insert(Branch);
    return Found;
  };
  const CFGBlock *By = BlockOf.lookup(H.StaleBy);
  const auto OfBy = ControlsOf(By);
  const auto OfSource = ControlsOf(BlockOf.lookup(H.Source));
  const auto OfUse = ControlsOf(Use);
  const bool SameIteration = By == Use || reaches(By, Use, /*Forward=*/true);
  // In another iteration everything within the loop is decided anew.
  auto IsDecidedAnew = [&](const CFGBlock *Branch) {
    return SameIteration ? Branch == By || reaches(By, Branch, /*Forward=*/true)
                         : reaches(Branch, Branch, /*Forward=*/false);
  };
  bool A = llvm::any_of(OfBy, [&](const CFGBlock *Branch) {
    return SameIteration ? !OfUse.contains(Branch) &&
                               reaches(Branch, By, /*Forward=*/true)
                         : !OfUse.contains(Branch) || IsDecidedAnew(Branch);
  });
  A |= llvm::any_of(OfSource, [&](const CFGBlock *Branch) {
    return !OfUse.contains(Branch) && !OfBy.contains(Branch);
  });
  bool B = llvm::any_of(OfUse, [&](const CFGBlock *Branch) {
    return !OfBy.contains(Branch) || IsDecidedAnew(Branch);
  });
  return !A || !B;
}

std::vector<StaleUse> Analysis::findings(const SourceManager &SM) {
  std::vector<StaleUse> Found;
  for (const auto &[Number, Start] : In) {
    const CFGBlock *Block = Order[Number];
    HandleState At = Start;
    for (const CFGElement &Element : *Block)
      if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>())
        Effects.apply(
            S->getStmt(), At,
            [&](const Expr *Where, const ValueDecl *Variable, const Handle &H) {
              if (!isCredible(H, Block))
                return;
              StaleUse Use;
              Use.Walk = Variable ? Effects.uses().walkOf(Variable) : nullptr;
              Use.By = Effects.harmBy(H);
              Use.Where = Use.Walk ? Use.By.Call : Where;
              Use.Variable = Use.Walk ? nullptr : Variable;
              Use.What = H;
              Found.push_back(std::move(Use));
            });
    Effects.leaveBlock();
  }
  llvm::sort(Found, [&](const StaleUse &A, const StaleUse &B) {
    const Expr *X = A.Where == B.Where ? A.By.Call : A.Where;
    const Expr *Y = A.Where == B.Where ? B.By.Call : B.Where;
    return SM.isBeforeInTranslationUnit(X->getBeginLoc(), Y->getBeginLoc());
  });
  std::vector<StaleUse> Unique;
  for (StaleUse &Use : Found) {
    // The walk's own finding says it all.
    bool Said = !Use.Walk && llvm::any_of(Found, [&](const StaleUse &Other) {
      return Other.Walk && Other.By.Call == Use.By.Call;
    });
    Said |= llvm::any_of(Unique, [&](const StaleUse &Earlier) {
      return Earlier.Where == Use.Where ||
             (Earlier.Variable == Use.Variable && Use.Variable &&
              Earlier.By.Call == Use.By.Call);
    });
    if (!Said)
      Unique.push_back(std::move(Use));
  }
  return Unique;
}

/// Whether anything in \p Body changes a map in a way that could matter, so
/// that most functions need no CFG.
static bool changesMap(const Stmt *Body, const model::ContainerModel &Model) {
  struct Finder : RecursiveASTVisitor<Finder> {
    explicit Finder(const model::ContainerModel &Model) : Model(Model) {}
    bool VisitExpr(Expr *E) {
      if (!isa<CallExpr, ArraySubscriptExpr, BinaryOperator>(E))
        return true;
      std::optional<MapOp> Op = parseMapOp(E, Model);
      if (const auto *Call = dyn_cast<CallExpr>(E);
          Call && !Op && !opsOfCallee(Call, Model).empty())
        return false;
      return !Op ||
             !(Op->inserts() || Op->removes() ||
               Op->Kind == MapOpKind::Reserve ||
               Op->Kind == MapOpKind::Rehash || Op->Kind == MapOpKind::Assign);
    }
    const model::ContainerModel &Model;
  } Find(Model);
  return !Find.TraverseStmt(const_cast<Stmt *>(Body));
}

std::vector<StaleUse>
findStaleUses(const FunctionDecl *Function, ASTContext &Context,
              const model::ContainerModel &Model,
              llvm::function_ref<bool(const MapOp &)> IsReserved) {
  Stmt *Body = Function->getBody();
  // What a coroutine's frame holds changes between its suspensions.
  if (!Body || isa<CoroutineBodyStmt>(Body) || !changesMap(Body, Model))
    return {};
  CFG::BuildOptions Options;
  Options.setAllAlwaysAdd();
  std::unique_ptr<CFG> Graph = CFG::buildCFG(Function, Body, &Context, Options);
  std::vector<StaleUse> Found;
  if (Function->isDependentContext())
    Found = findStaleWalks(Body, /*HasFlow=*/Graph != nullptr, Context, Model);
  if (!Graph || Graph->getNumBlockIDs() > MaxBlocks)
    return Found;
  HandleTransfer Effects(Body, Context, Model, IsReserved);
  Analysis Run(*Graph, Effects);
  if (Run.solve())
    llvm::append_range(Found, Run.findings(Context.getSourceManager()));
  return Found;
}

} // namespace clang::tidy::maps::support
