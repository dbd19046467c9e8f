//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "UnguardedWriteCheck.h"
#include "support/CheckThenAct.h"
#include "support/Guarding.h"
#include "support/UsageSummary.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

// std::mutex Mutex;
// std::unordered_map<int, Session> Sessions;      // "map"
// void add(int k) { std::lock_guard L(Mutex); Sessions[k]; }
// void drop(int k) { Sessions.erase(k); }         // without Mutex
//
// void load() {                                   // "function"
//   for (int i = 0; i < 4; ++i)
//     Threads.emplace_back([&] { Sessions[i]; }); // several threads
// }

static constexpr llvm::StringLiteral DefaultLaunchers =
    "::std::thread;::std::jthread;::std::async;::boost::thread;"
    "::boost::thread_group::create_thread;::boost::async;::boost::asio::post;::"
    "boost::asio::defer;"
    "::QtConcurrent::run;::QThread::create;::QThreadPool::start;"
    "::tbb::task_group::run;::tbb::parallel_invoke;::folly::via;"
    "::folly::Executor::add;::folly::CPUThreadPoolExecutor::add";
static constexpr llvm::StringLiteral DefaultParallelLaunchers =
    "::tbb::parallel_for;::tbb::parallel_for_each;::tbb::parallel_reduce;"
    "::QtConcurrent::map;::QtConcurrent::mapped;::QtConcurrent::blockingMap;"
    "::QtConcurrent::blockingMapped;::concurrency::parallel_for;"
    "::concurrency::parallel_for_each";

UnguardedWriteCheck::UnguardedWriteCheck(StringRef Name,
                                         ClangTidyContext *Context)
    : MapTidyCheck(Name, Context),
      Launchers(Options.get("Launchers", DefaultLaunchers)),
      ParallelLaunchers(
          Options.get("ParallelLaunchers", DefaultParallelLaunchers)),
      Names(Launchers, ParallelLaunchers) {}

void UnguardedWriteCheck::storeOptions(ClangTidyOptions::OptionMap &Opts) {
  MapTidyCheck::storeOptions(Opts);
  Options.store(Opts, "Launchers", Launchers);
  Options.store(Opts, "ParallelLaunchers", ParallelLaunchers);
}

void UnguardedWriteCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(fieldDecl().bind("map"), this);
  Finder->addMatcher(varDecl().bind("map"), this);
  Finder->addMatcher(functionDecl(isDefinition()).bind("function"), this);
}

void UnguardedWriteCheck::checkMatch(const MatchFinder::MatchResult &Result) {
  if (const auto *Map = Result.Nodes.getNodeAs<ValueDecl>("map"))
    checkMap(Map, *Result.Context);
  if (const auto *F = Result.Nodes.getNodeAs<FunctionDecl>("function"))
    checkThreads(F, *Result.Context);
}

void UnguardedWriteCheck::onEndOfTranslationUnit() {
  Calls.reset();
  Reported.clear();
}

support::CallSites &UnguardedWriteCheck::callSites(ASTContext &Context) {
  if (!Calls)
    Calls = std::make_unique<support::CallSites>(Context);
  return *Calls;
}

void UnguardedWriteCheck::checkMap(const ValueDecl *Map, ASTContext &Context) {
  QualType T = Map->getType().getNonReferenceType();
  if (const QualType Pointee = support::pointeeType(T); !Pointee.isNull())
    T = Pointee;
  const model::ContainerTraits *Traits = model().lookupObject(T);
  if (!Traits)
    return;
  const support::UsageSummaries &Usage = usage(Context);
  const support::MapSummary *Summary = Usage.of(Map);
  // Each object once, where it is declared first.
  if (!Summary || Usage.decl(*Summary) != Map)
    return;
  if (Traits->ConcurrentWrites)
    checkActs(*Summary, Context);
  else
    checkGuard(*Summary, Context);
}

void UnguardedWriteCheck::checkGuard(const support::MapSummary &Map,
                                     ASTContext &Context) {
  const support::UsageSummaries &Usage = usage(Context);
  for (const support::UnguardedAccess &Found : support::unguardedAccesses(
           Map, Usage, callSites(Context), model(), Context)) {
    if (!Reported.insert(Found.Access).second)
      continue;
    if (Found.UnderSharedLock) {
      diag(Found.Access->getBeginLoc(),
           "'%0' is changed while '%1' is only locked for reading, so that "
           "several threads may change it at once; lock '%1' exclusively")
          << Map.Name << Found.Mutex << Found.Access->getSourceRange();
      continue;
    }
    diag(Found.Access->getBeginLoc(),
         "'%0' is %select{read|changed}1 without '%2', which guards it "
         "elsewhere: a data race; hold '%2' here")
        << Map.Name << Found.Writes << Found.Mutex
        << Found.Access->getSourceRange();
    if (Found.Guarded)
      diag(Found.Guarded->getBeginLoc(),
           "'%0' is %select{read|changed}1 under '%2' here",
           DiagnosticIDs::Note)
          << Map.Name << Found.GuardedWrites << Found.Mutex;
    else
      diag(Usage.decl(Map)->getLocation(),
           "'%0' is declared as guarded by '%1' here", DiagnosticIDs::Note)
          << Map.Name << Found.Mutex;
  }
}

void UnguardedWriteCheck::checkActs(const support::MapSummary &Map,
                                    ASTContext &Context) {
  for (const support::CheckThenAct &Found :
       support::checksThenActs(Map, usage(Context), model(), Context)) {
    if (!Reported.insert(Found.Act).second)
      continue;
    diag(Found.Act->getBeginLoc(),
         "another thread may change '%0' between the test for this key and "
         "its use; use one operation that does both")
        << Map.Name << Found.Act->getSourceRange();
    diag(Found.Check->getBeginLoc(), "tested here", DiagnosticIDs::Note);
  }
}

void UnguardedWriteCheck::checkThreads(const FunctionDecl *Function,
                                       ASTContext &Context) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  if (!Function->getBody() || (Method && Method->getParent()->isLambda()))
    return;
  std::vector<support::ThreadRace> Races =
      support::racesIn(Function, Names, model(), Context);
  if (Method && support::startsThreads(Function, Names, Context)) {
    std::vector<support::ThreadRace> Others = support::racesWithOthers(
        Function, Names, usage(Context), callSites(Context), model(), Context);
    Races.insert(Races.end(), Others.begin(), Others.end());
  }
  for (const support::ThreadRace &Race : Races) {
    if (!Reported.insert(Race.Access).second)
      continue;
    if (Race.Several) {
      diag(Race.Access->getBeginLoc(),
           "'%0' is changed by several threads at once without a lock: a data "
           "race; guard it with a mutex")
          << Race.Map << Race.Access->getSourceRange();
      diag(Race.Launch->getBeginLoc(), "the threads are started here",
           DiagnosticIDs::Note);
      continue;
    }
    diag(Race.Access->getBeginLoc(),
         "'%0' is %select{read|changed}1 without a lock while another thread "
         "may %select{read|change}2 it: a data race; guard it with a mutex")
        << Race.Map << Race.Writes << Race.OtherWrites
        << Race.Access->getSourceRange();
    diag(Race.Other->getBeginLoc(),
         "'%0' is %select{read|changed}1 here at the same time",
         DiagnosticIDs::Note)
        << Race.Map << Race.OtherWrites;
    diag(Race.Launch->getBeginLoc(), "the thread is started here",
         DiagnosticIDs::Note);
  }
}

} // namespace clang::tidy::maps
