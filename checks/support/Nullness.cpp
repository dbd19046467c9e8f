//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// One function is run symbolically over its CFG, with a set of states per
// block, one for each combination of facts that conditions may correlate:
//
//   CFG element => Transfer => states => block's terminator => states of the
//   successors ... until no new state appears => sites => findings
//
// A dereference is reported where a state knows the pointer as null, if that
// state is credible: see isCredible().
//
//===----------------------------------------------------------------------===//

#include "support/Nullness.h"
#include "support/AssignedMembers.h"
#include "support/FixIts.h"
#include "support/NullTransfer.h"
#include "clang/Analysis/Analyses/Dominators.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "clang/Analysis/CFG.h"

namespace clang::tidy::maps::support {

namespace {

constexpr size_t MaxStatesPerBlock = 64;
constexpr size_t MaxSteps = 20000;
constexpr unsigned MaxBlocks = 2000;

// Whether the function dereferences a pointer to a map at all: what keeps the
// analysis cheap.
bool dereferencesMap(const Stmt *S, const PointerTypes &Types) {
  if (!S)
    return false;
  if (const auto *E = dyn_cast<Expr>(S); E && dereferencedPointer(E, Types))
    return true;
  if (isa<LambdaExpr>(S))
    return false;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return dereferencesMap(Child, Types);
  });
}

class Run {
public:
  Run(NullnessAnalysis &Analysis, const FunctionDecl *Function, CFG &Graph)
      : Analysis(Analysis), Graph(Graph),
        Resolver(Function, Analysis.context(), Analysis.types()),
        Shape(Function->getBody(), Resolver, Analysis.types()),
        Effects(Analysis, Resolver, Shape) {}

  bool explore();
  std::vector<NullDereference> findings();

private:
  struct Reached {
    std::vector<NullState> States;
    size_t Done = 0;
  };

  bool processBlock(const CFGBlock *Block, const NullState &Entry);
  bool leaveBlock(const CFGBlock *Block, NullState State);
  bool enter(const CFGBlock *Block, NullState State);
  bool leaveBySwitch(const CFGBlock *Block, const SwitchStmt *Switch,
                     const NullState &State);
  void skipAssignments(NullState &State, const Stmt *Owner);
  void leaveLoop(NullState &State, const Stmt *Loop);
  /// Whether a path without a loop's back edge leads from one to the other.
  bool reachesForward(const CFGBlock *From, const CFGBlock *To) const;
  bool isCredible(const Value &Null, const CFGBlock *Use,
                  ControlDependencyCalculator &Controls);

  NullnessAnalysis &Analysis;
  CFG &Graph;
  PlaceResolver Resolver;
  FunctionShape Shape;
  NullTransfer Effects;
  llvm::DenseMap<const CFGBlock *, Reached> Blocks;
  llvm::DenseMap<const CFGBlock *, unsigned> Order;
  std::map<unsigned, const CFGBlock *> Waiting;
  llvm::DenseMap<const Stmt *, const CFGBlock *> BranchBlocks;
};

bool Run::explore() {
  unsigned Next = 0;
  PostOrderCFGView PostOrder(&Graph);
  for (const CFGBlock *Block : PostOrder)
    Order[Block] = Next++;
  enter(&Graph.getEntry(), NullState());
  for (size_t Steps = 0; !Waiting.empty(); ++Steps) {
    if (Steps == MaxSteps)
      return false;
    const CFGBlock *Block = Waiting.begin()->second;
    Reached &At = Blocks[Block];
    if (At.Done == At.States.size()) {
      Waiting.erase(Waiting.begin());
      continue;
    }
    const NullState Entry = At.States[At.Done++];
    if (!processBlock(Block, Entry))
      return false;
  }
  return true;
}

bool Run::enter(const CFGBlock *Block, NullState State) {
  Reached &At = Blocks[Block];
  if (llvm::is_contained(At.States, State))
    return true;
  if (At.States.size() == MaxStatesPerBlock)
    return false;
  At.States.push_back(std::move(State));
  auto It = Order.find(Block);
  Waiting[It == Order.end() ? Order.size() : It->second] = Block;
  return true;
}

bool Run::processBlock(const CFGBlock *Block, const NullState &Entry) {
  std::vector<NullState> States = {Entry};
  for (const CFGElement &Element : *Block) {
    std::vector<NullState> After;
    for (NullState &State : States) {
      if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>())
        Effects.apply(S->getStmt(), std::move(State), Block, After);
      else if (std::optional<CFGInitializer> Init =
                   Element.getAs<CFGInitializer>())
        Effects.apply(Init->getInitializer(), std::move(State), Block, After);
      else
        After.push_back(std::move(State));
    }
    States.clear();
    for (NullState &State : After)
      if (!llvm::is_contained(States, State))
        States.push_back(std::move(State));
  }
  return llvm::all_of(States, [&](NullState &State) {
    return leaveBlock(Block, std::move(State));
  });
}

// A branch that passes an assignment by makes the path depend on its condition.
void Run::skipAssignments(NullState &State, const Stmt *Owner) {
  for (auto &[Id, V] : State.Known) {
    if (!V.isNull() || !V.Origin ||
        (V.Skipped && V.Skipped != Owner && !Shape.isSimple(V.Skipped)))
      continue;
    if (Effects.mayBeAssignedBy(Id, Shape.assignedIn(Owner)))
      V.Skipped = Owner;
  }
}

// That a loop which assigns ran not even once is too weak a reason to warn.
void Run::leaveLoop(NullState &State, const Stmt *Loop) {
  std::erase_if(State.Known, [&](const auto &Entry) {
    const auto &[Id, V] = Entry;
    return ((V.isNull() && V.Origin) || V.Vacuous || Effects.isProperty(Id)) &&
           Effects.mayBeAssignedBy(Id, Shape.assignedIn(Loop));
  });
}

bool Run::leaveBySwitch(const CFGBlock *Block, const SwitchStmt *Switch,
                        const NullState &State) {
  skipAssignments(const_cast<NullState &>(State), Switch);
  llvm::SmallVector<const CaseStmt *, 8> Cases;
  for (const SwitchCase *Case = Switch->getSwitchCaseList(); Case;
       Case = Case->getNextSwitchCase())
    if (const auto *Label = dyn_cast<CaseStmt>(Case))
      Cases.push_back(Label);
  for (const CFGBlock *Succ : Block->succs()) {
    if (!Succ)
      continue;
    NullState Next = State;
    Next.Results.clear();
    const auto *Label = dyn_cast_or_null<CaseStmt>(Succ->getLabel());
    const bool Feasible =
        Label
            ? Effects.conditions().assumeCase(Next, Switch->getCond(), Label)
            : Effects.conditions().assumeNoCase(Next, Switch->getCond(), Cases);
    if (Feasible && !enter(Succ, std::move(Next)))
      return false;
  }
  return true;
}

bool Run::leaveBlock(const CFGBlock *Block, NullState State) {
  const Stmt *Terminator = Block->getTerminatorStmt();
  if (const auto *Switch = dyn_cast_or_null<SwitchStmt>(Terminator)) {
    BranchBlocks[Switch] = Block;
    return leaveBySwitch(Block, Switch, State);
  }
  if (const auto *Break = dyn_cast_or_null<BreakStmt>(Terminator))
    if (const Stmt *Loop = Shape.loopLeftBy(Break))
      leaveLoop(State, Loop);
  const bool IsBranch =
      Terminator && Block->succ_size() == 2 &&
      isa<IfStmt, WhileStmt, DoStmt, ForStmt, CXXForRangeStmt,
          AbstractConditionalOperator, BinaryOperator>(Terminator);
  if (!IsBranch) {
    for (const CFGBlock *Succ : Block->succs())
      if (Succ && !enter(Succ, State))
        return false;
    return true;
  }
  const Stmt *Owner = Shape.ownerOf(Terminator);
  const bool IsLoop = isa<WhileStmt, DoStmt, ForStmt, CXXForRangeStmt>(Owner);
  BranchBlocks[Owner] = Block;
  if (!IsLoop)
    skipAssignments(State, Owner);
  const Expr *Condition =
      isa<CXXForRangeStmt>(Terminator) ? nullptr : Block->getLastCondition();
  for (unsigned I = 0; I < 2; ++I) {
    const CFGBlock *Succ = *(Block->succ_begin() + I);
    if (!Succ)
      continue;
    const bool Truth = I == 0;
    std::vector<NullState> Outcomes;
    if (const auto *Range = dyn_cast<CXXForRangeStmt>(Terminator)) {
      if (!Truth || Effects.mayHaveElements(State, Range->getRangeInit()))
        Outcomes.push_back(State);
    } else if (Condition) {
      Effects.conditions().assume(State, Condition, Truth, Outcomes);
    } else {
      Outcomes.push_back(State);
    }
    for (NullState &Next : Outcomes) {
      // The value of `a && b` and `c ? x : y` is asked for after the join.
      if (const auto *Logical = dyn_cast<BinaryOperator>(Terminator)) {
        const bool ShortCircuit = (Logical->getOpcode() == BO_LOr) == Truth;
        if (ShortCircuit)
          Next.Results[Logical] = Value::constant(Truth);
      } else if (const auto *Choice =
                     dyn_cast<AbstractConditionalOperator>(Terminator)) {
        Next.Results[peel(Choice->getCond())] = Value::constant(Truth);
      } else {
        Next.Results.clear();
      }
      if (IsLoop && !Truth && Terminator == Owner)
        leaveLoop(Next, Owner);
      if (!enter(Succ, std::move(Next)))
        return false;
    }
  }
  return true;
}

bool Run::reachesForward(const CFGBlock *From, const CFGBlock *To) const {
  llvm::SmallVector<const CFGBlock *, 8> Work = {From};
  llvm::SmallPtrSet<const CFGBlock *, 16> Seen;
  while (!Work.empty()) {
    const CFGBlock *Block = Work.pop_back_val();
    if (Block == To)
      return true;
    if (Seen.insert(Block).second)
      for (const CFGBlock *Succ : Block->succs())
        if (Succ && Order.lookup(Succ) > Order.lookup(Block))
          Work.push_back(Succ);
  }
  return false;
}

// A pointer that is null on some path only. Let A be the branches that made it
// so (or that passed an assignment by) and B those which were decided
// afterwards and lead to the use. If B is empty, whoever takes A crashes. Else
// A and B may exclude each other in ways that nobody sees, unless all of them
// test nothing but plain variables.
bool Run::isCredible(const Value &Null, const CFGBlock *Use,
                     ControlDependencyCalculator &Controls) {
  auto ControlsOf = [&](const CFGBlock *Block) {
    const auto &Found =
        Controls.getControlDependencies(const_cast<CFGBlock *>(Block));
    return llvm::SmallPtrSet<const CFGBlock *, 8>(Found.begin(), Found.end());
  };
  const CFGBlock *Origin = *(Graph.nodes_begin());
  for (const CFGBlock *Block : Graph)
    if (Block->getBlockID() == Null.NullBlock)
      Origin = Block;
  const CFGBlock *Skip =
      Null.Skipped ? BranchBlocks.lookup(Null.Skipped) : nullptr;
  const auto UseControls = ControlsOf(Use);
  const auto OriginControls = ControlsOf(Origin);
  const CFGBlock *Last = Skip ? Skip : Origin;
  // Else the use is reached by another iteration of a loop, which decides
  // everything anew.
  const bool SameIteration = reachesForward(Last, Use);
  auto IsLoop = [&](const CFGBlock *Block) {
    const Stmt *Terminator = Block->getTerminatorStmt();
    return Terminator && isa<WhileStmt, DoStmt, ForStmt, CXXForRangeStmt>(
                             Shape.ownerOf(Terminator));
  };
  llvm::SmallPtrSet<const CFGBlock *, 8> A, B;
  for (const CFGBlock *Block : OriginControls)
    if (SameIteration ? !UseControls.contains(Block) : !IsLoop(Block))
      A.insert(Block);
  if (Skip)
    A.insert(Skip);
  if (A.empty())
    return true;
  // Of the branches that lead to the use, those behind Last.
  for (const CFGBlock *Block : UseControls)
    if (!SameIteration ||
        (reachesForward(Last, Block) && reachesForward(Block, Use)))
      B.insert(Block);
  if (B.empty())
    return true;
  auto IsSimple = [&](const CFGBlock *Block) {
    const Stmt *Terminator = Block->getTerminatorStmt();
    return Terminator && Shape.isSimple(Shape.ownerOf(Terminator));
  };
  return llvm::all_of(A, IsSimple) && llvm::all_of(B, IsSimple);
}

std::vector<NullDereference> Run::findings() {
  std::vector<NullDereference> Found;
  std::optional<ControlDependencyCalculator> Controls;
  const SourceManager &SM = Analysis.context().getSourceManager();
  for (const auto &[Where, Site] : Effects.sites()) {
    if (Site.Nulls.empty())
      continue;
    if (!Controls)
      Controls.emplace(&Graph);
    const bool Always = !Site.OtherValues;
    for (const Value &Null : Site.Nulls) {
      if (!Always && !isCredible(Null, Site.Block, *Controls))
        continue;
      const NullValues::OriginInfo &Origin = Effects.origin(Null.Origin);
      NullDereference Result;
      Result.Where = Site.Where;
      Result.Pointer = Site.Pointer;
      Result.Origin = Origin.Kind;
      Result.OriginLoc = Origin.Loc;
      Result.Holder = Site.Holder;
      Result.Always = Always;
      Found.push_back(Result);
      break;
    }
  }
  llvm::sort(Found, [&](const NullDereference &A, const NullDereference &B) {
    return SM.isBeforeInTranslationUnit(A.Where->getBeginLoc(),
                                        B.Where->getBeginLoc());
  });
  std::vector<NullDereference> Unique;
  for (const NullDereference &N : Found)
    if (llvm::none_of(Unique, [&](const NullDereference &Earlier) {
          return Earlier.Where->getBeginLoc() == N.Where->getBeginLoc() ||
                 (Earlier.Holder == N.Holder &&
                  Earlier.OriginLoc == N.OriginLoc);
        }))
      Unique.push_back(N);
  return Unique;
}

} // namespace

std::vector<NullDereference>
NullnessAnalysis::findIn(const FunctionDecl *Function) {
  Stmt *Body = Function->getBody();
  // What a coroutine's frame holds changes between its suspensions.
  if (!Body || isa<CoroutineBodyStmt>(Body) || !dereferencesMap(Body, Types))
    return {};
  CFG::BuildOptions Options;
  Options.AddInitializers = true;
  Options.setAllAlwaysAdd();
  std::unique_ptr<CFG> Graph = CFG::buildCFG(Function, Body, &Context, Options);
  if (!Graph || Graph->getNumBlockIDs() > MaxBlocks)
    return {};
  Run R(*this, Function, *Graph);
  if (!R.explore())
    return {};
  return R.findings();
}

bool NullnessAnalysis::isNeverAssigned(const ValueDecl *D, bool ThroughThis) {
  D = cast<ValueDecl>(D->getCanonicalDecl());
  if (!isConfined(D) && !(ThroughThis && isOwnedHere(D, Types)))
    return false;
  if (!Assigned)
    Assigned = findAssigned(Context, Types);
  return !Assigned->contains(D);
}

} // namespace clang::tidy::maps::support
