//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/ThreadRaces.h"
#include "support/Guarding.h"
#include "support/Loops.h"
#include "support/UserCode.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::tidy::maps::support {

static std::vector<Launch> launchesIn(const FunctionDecl *Function,
                                      const LauncherNames &Names,
                                      ASTContext &Context) {
  struct Finder : RecursiveASTVisitor<Finder> {
    const LauncherNames &Names;
    ASTContext &Context;
    std::vector<Launch> Found;
    Finder(const LauncherNames &Names, ASTContext &Context)
        : Names(Names), Context(Context) {}
    bool visit(const Expr *E) {
      if (std::optional<Launch> L = parseLaunch(E, Names, Context))
        Found.push_back(std::move(*L));
      return true;
    }
    bool VisitCallExpr(CallExpr *Call) { return visit(Call); }
    bool VisitCXXConstructExpr(CXXConstructExpr *E) { return visit(E); }
  } Find(Names, Context);
  Find.TraverseStmt(Function->getBody());
  return std::move(Find.Found);
}

bool startsThreads(const FunctionDecl *Function, const LauncherNames &Names,
                   ASTContext &Context) {
  return !launchesIn(Function, Names, Context).empty();
}

static std::string displayName(const ObjectPath &Map) {
  const std::string Path = Map.str();
  llvm::StringRef Name = Path;
  Name.consume_front("this->");
  return Name.str();
}

static bool isDeclaredIn(const Stmt *Loop, const ObjectPath &Map,
                         const ASTContext &Context) {
  return Map.Root &&
         Context.getSourceManager().isPointWithin(
             Map.Root->getLocation(), Loop->getBeginLoc(), Loop->getEndLoc());
}

namespace {

/// Collects the races of one function, one for each map.
class Races {
public:
  std::vector<ThreadRace> Found;

  void add(const ThreadAccess &A, const ThreadAccess &B, const Launch &L,
           bool Several) {
    if (llvm::is_contained(Maps, A.Map))
      return;
    Maps.push_back(A.Map);
    // The one without a lock; of two, the one that changes the map.
    const bool First = A.Locks.empty() && (!B.Locks.empty() || A.Writes);
    const ThreadAccess &Bare = First ? A : B;
    const ThreadAccess &Other = First ? B : A;
    ThreadRace Race;
    Race.Map = displayName(A.Map);
    Race.Access = Bare.Node;
    Race.Writes = Bare.Writes;
    Race.Launch = L.Call;
    Race.Several = Several && &A == &B;
    Race.Other = Other.Node;
    Race.OtherWrites = Other.Writes;
    Found.push_back(std::move(Race));
  }

  void addPairs(const ThreadAccesses &A, const ThreadAccesses &B,
                const Launch &L,
                llvm::function_ref<bool(const ObjectPath &)> Ok,
                bool Several = false) {
    // A change that meets itself says most.
    if (Several)
      for (const ThreadAccess &X : A.All)
        if (X.Locks.empty() && conflict(X, X) && Ok(X.Map))
          add(X, X, L, true);
    for (const ThreadAccess &X : A.All)
      for (const ThreadAccess &Y : B.All)
        if ((X.Locks.empty() || Y.Locks.empty()) && conflict(X, Y) && Ok(X.Map))
          add(X, Y, L, Several);
  }

private:
  std::vector<ObjectPath> Maps;
};

} // namespace

static bool areDeclaredTogether(const Expr *A, const Expr *B,
                                ASTContext &Context) {
  const Stmt *Up = A;
  while (Up && isa<Expr>(Up))
    Up = parentStmt(Up, Context);
  return isa_and_nonnull<DeclStmt>(Up) && contains(Up, B);
}

static bool anywhere(const ObjectPath &) { return true; }

static ThreadAccesses allOf(const Launch &L, const model::ContainerModel &Model,
                            ASTContext &Context) {
  ThreadAccesses All;
  for (const ThreadEntry &Entry : L.Entries) {
    ThreadAccesses One = accessesOf(Entry, Model, Context);
    All.All.insert(All.All.end(), One.All.begin(), One.All.end());
    All.Functions.insert(One.Functions.begin(), One.Functions.end());
    All.Meets |= One.Meets;
  }
  return All;
}

std::vector<ThreadRace> racesIn(const FunctionDecl *Function,
                                const LauncherNames &Names,
                                const model::ContainerModel &Model,
                                ASTContext &Context) {
  Races Result;
  const std::vector<Launch> Launches = launchesIn(Function, Names, Context);
  std::vector<ThreadAccesses> Accesses;
  for (const Launch &L : Launches)
    Accesses.push_back(allOf(L, Model, Context));
  for (size_t N = 0; N < Launches.size(); ++N) {
    const Launch &L = Launches[N];
    const ThreadAccesses &Own = Accesses[N];
    if (Own.All.empty() || Own.Meets)
      continue;
    const Stmt *Loop = launchingLoop(L, Context);
    if (L.Parallel || Loop)
      Result.addPairs(
          Own, Own, L,
          [&](const ObjectPath &Map) {
            return !Loop || !isDeclaredIn(Loop, Map, Context);
          },
          /*Several=*/true);
    // tbb::parallel_invoke(f, g)
    for (size_t A = 0; A < L.Entries.size(); ++A)
      for (size_t B = A + 1; B < L.Entries.size(); ++B)
        Result.addPairs(accessesOf(L.Entries[A], Model, Context),
                        accessesOf(L.Entries[B], Model, Context), L, anywhere);
    // std::thread A(f), B(g);
    for (size_t M = N + 1; M < Launches.size(); ++M)
      if (L.Life != HandleLife::Statement && !L.Blocking &&
          areDeclaredTogether(L.Call, Launches[M].Call, Context))
        Result.addPairs(Own, Accesses[M], L, anywhere);
    for (const Stmt *Beside : statementsBeside(L, Context)) {
      for (size_t M = 0; M < Launches.size(); ++M)
        if (M != N && !Accesses[M].Meets && contains(Beside, Launches[M].Call))
          Result.addPairs(Own, Accesses[M], Launches[M], anywhere);
      Result.addPairs(Own, accessesBefore(Beside, Model, Context), L, anywhere);
    }
  }
  return std::move(Result.Found);
}

//===--- other member functions -------------------------------------------===//

static bool waitsForThread(const Stmt *Body) {
  struct Finder : RecursiveASTVisitor<Finder> {
    bool Found = false;
    bool VisitCXXMemberCallExpr(CXXMemberCallExpr *Call) {
      const CXXMethodDecl *Method = Call->getMethodDecl();
      if (!Method || !Method->getDeclName().isIdentifier())
        return true;
      const llvm::StringRef Name = Method->getName();
      const auto *Class = Call->getRecordDecl();
      const bool OfFuture = Class && Class->getDeclName().isIdentifier() &&
                            Class->getName().contains_insensitive("future");
      Found |= Name == "join" || Name.starts_with("wait") ||
               (Name == "get" && OfFuture);
      return !Found;
    }
  } Find;
  Find.TraverseStmt(const_cast<Stmt *>(Body));
  return Find.Found;
}

// A class that waits for its threads in the middle of its life may use what
// they leave behind.
static bool joinsInItsLife(const CXXRecordDecl *Class,
                           const ThreadAccesses &Thread, CallSites &Calls) {
  for (const CXXMethodDecl *Method : Class->methods()) {
    const FunctionDecl *Definition = userDefinition(Method);
    if (Definition && !Method->isImplicit() && !Calls.runsAlone(Method) &&
        !Thread.Functions.contains(Method->getCanonicalDecl()) &&
        waitsForThread(Definition->getBody()))
      return true;
  }
  return false;
}

static bool mayRunBeside(const Usage &U, const FunctionDecl *Function,
                         const ThreadAccesses &Thread, CallSites &Calls) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Function);
  if (!Method || !(writes(U.Kind) || reads(U.Kind)))
    return false;
  // Whoever takes a lock expects others.
  if (!U.LocksHeld.empty())
    return !Thread.Functions.contains(Method->getCanonicalDecl()) &&
           llvm::all_of(U.LocksHeld,
                        [](const HeldLock &Lock) { return Lock.Certain; });
  // size() { stop(); return Table.size(); }
  if (maySynchronise(Method->getBody(), Method->getASTContext()))
    return false;
  return Method->getAccess() == AS_public && !U.InClosure &&
         !Thread.Functions.contains(Method->getCanonicalDecl()) &&
         !Calls.runsAlone(Method) && !Calls.mayBeEnteredLocked(Method);
}

std::vector<ThreadRace>
racesWithOthers(const FunctionDecl *Function, const LauncherNames &Names,
                const UsageSummaries &Summaries, CallSites &Calls,
                const model::ContainerModel &Model, ASTContext &Context) {
  Races Result;
  const auto *Launcher = dyn_cast<CXXMethodDecl>(Function);
  if (!Launcher)
    return {};
  for (const Launch &L : launchesIn(Function, Names, Context)) {
    if (L.Blocking || L.Life != HandleLife::Longer)
      continue;
    const ThreadAccesses Thread = allOf(L, Model, Context);
    if (Thread.Meets || Thread.All.empty())
      continue;
    const bool Joins = joinsInItsLife(Launcher->getParent(), Thread, Calls);
    for (const ThreadAccess &A : Thread.All) {
      // this->Cache, changed without a lock
      if (!A.Writes || !A.Locks.empty() || A.Map.Root ||
          A.Map.Steps.size() != 1 || !A.Map.Steps[0].Member)
        continue;
      const MapSummary *Map = Summaries.of(A.Map.Steps[0].Member);
      if (!Map)
        continue;
      for (const Usage &U : Map->Usages) {
        const FunctionDecl *Other = Summaries.function(*Map, U);
        if (!Other || Other->getCanonicalDecl() == Function->getCanonicalDecl())
          continue;
        if ((!Joins || !U.LocksHeld.empty()) &&
            mayRunBeside(U, Other, Thread, Calls))
          Result.add(
              A, {A.Map, Summaries.node(*Map, U), writes(U.Kind), U.LocksHeld},
              L, false);
      }
    }
  }
  return std::move(Result.Found);
}

} // namespace clang::tidy::maps::support
