//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Locks.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace clang::tidy::maps::support;

namespace {

constexpr const char *Preamble = R"cpp(
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <pthread.h>
#include <shared_mutex>
void here();
void work();
struct Clock { explicit Clock(int); };
struct ScopeGuard { explicit ScopeGuard(int); ~ScopeGuard(); };
struct SpinLock { void lock(); void unlock(); };
struct QReadWriteLock { void lockForRead(); void lockForWrite();
                        bool tryLockForRead(); void unlock(); };
struct QReadLocker { explicit QReadLocker(QReadWriteLock *); void unlock();
                     void relock(); };
struct Mutex { void Lock(); void Unlock(); void ReaderLock();
               void ReaderUnlock(); void AssertHeld();
               void LockWhen(int); void ReaderLockWhen(int);
               bool AwaitWithTimeout(int, int); };
struct MutexLock { explicit MutexLock(Mutex *); void Release(); };
struct MutexUnlock { explicit MutexUnlock(Mutex *); ~MutexUnlock(); };
struct Sentry { explicit Sentry(Mutex &m) : m(m) { m.Lock(); }
                ~Sentry() { m.Unlock(); } Mutex &m; };
struct upgrade_lock { explicit upgrade_lock(std::shared_mutex &); };
struct scoped_lock { scoped_lock(SpinLock &, bool write = true); };
std::unique_lock<std::mutex> acquire();
struct C {
  std::mutex mu, other;
  std::shared_mutex sh;
  SpinLock spin;
  pthread_mutex_t plain;
  QReadWriteLock rw;
  Mutex am;
  Mutex stripes[8];
  std::condition_variable cv;
  std::weak_ptr<int> weak;
  Mutex &mutex() { return am; }
  void lockAll();
  struct OwnLock { explicit OwnLock(C *c) : c(c) { c->mu.lock(); } ~OwnLock(); C *c; };
)cpp";

struct WayFinder : RecursiveASTVisitor<WayFinder> {
  std::vector<const Stmt *> Way;
  std::vector<std::vector<const Stmt *>> Found;
  bool TraverseStmt(Stmt *S) {
    if (!S)
      return true;
    Way.push_back(S);
    if (const auto *Call = dyn_cast<CallExpr>(S))
      if (const FunctionDecl *Callee = Call->getDirectCallee())
        if (Callee->getNameAsString() == "here")
          Found.push_back(Way);
    RecursiveASTVisitor<WayFinder>::TraverseStmt(S);
    Way.pop_back();
    return true;
  }
};

struct Case {
  std::string Body;
  /// "s:" for shared, "?" for uncertain.
  std::string Locks;
};

/// The locks at `here()` in each body of a method.
void expectLocks(const std::vector<Case> &Cases, bool Template = false) {
  std::string Code = Preamble;
  for (size_t N = 0; N < Cases.size(); ++N)
    Code += std::string(Template ? "template <class T> " : "") + "void f" +
            std::to_string(N) + "(int n) {" + Cases[N].Body + "}\n";
  std::unique_ptr<ASTUnit> Unit = tooling::buildASTFromCodeWithArgs(
      Code + "};",
      {"-std=c++20", "-fsyntax-only", "-resource-dir", MAPTIDY_RESOURCE_DIR});
  ASSERT_TRUE(Unit && !Unit->getDiagnostics().hasErrorOccurred());
  WayFinder Find;
  Find.TraverseDecl(Unit->getASTContext().getTranslationUnitDecl());
  ASSERT_EQ(Find.Found.size(), Cases.size());
  LockFinder Locks(Unit->getASTContext());
  for (size_t N = 0; N < Cases.size(); ++N) {
    std::string Result;
    for (const HeldLock &Lock : Locks.heldAt(Find.Found[N]))
      Result += (Lock.Shared ? "s:" : "") +
                std::string(Lock.Certain ? "" : "?") + Lock.Mutex + " ";
    EXPECT_EQ(Result, Cases[N].Locks) << Cases[N].Body;
  }
}

TEST(LocksTest, LockObjects) {
  expectLocks({
      {"here();", ""},
      {"std::lock_guard<std::mutex> g(mu); here();", "this->mu "},
      {"std::lock_guard g{mu}; { here(); }", "this->mu "},
      {"{ std::lock_guard g(mu); work(); } here();", ""},
      {"std::scoped_lock g(mu, other); here();", "this->mu this->other "},
      {"auto g = std::unique_lock(mu); here();", "this->mu "},
      {"auto g = std::unique_lock<std::mutex>{mu}; here();", "this->mu "},
      {"std::shared_lock g(sh); here();", "s:this->sh "},
      {"MutexLock l(&am); here();", "this->am "},
      {"MutexLock l(&mutex()); here();", "mutex() "},
      {"MutexLock l(&stripes[n]); here();", "stripes[n] "},
      {"QReadLocker l(&rw); here();", "s:this->rw "},
      {"scoped_lock l(spin, false); here();", "s:this->spin "},
      {"if (std::lock_guard g(mu); n) here();", "this->mu "},
  });
}

TEST(LocksTest, ClassesThatLockInTheirConstructor) {
  expectLocks({
      {"Sentry s(am); here();", "this->am "},
      {"OwnLock l(this); here();", "mu "},
  });
}

TEST(LocksTest, LockObjectsCanBeUnlocked) {
  expectLocks({
      {"std::unique_lock g(mu); g.unlock(); here();", ""},
      {"std::unique_lock g(mu); g.unlock(); g.lock(); here();", "this->mu "},
      {"std::unique_lock g(mu, std::defer_lock); here();", ""},
      {"std::unique_lock g(mu, std::defer_lock); g.lock(); here();",
       "this->mu "},
      {"std::unique_lock a(mu, std::defer_lock), b(other, "
       "std::defer_lock); std::lock(a, b); here();",
       "this->mu this->other "},
      {"std::lock(mu, other); std::lock_guard a(mu, "
       "std::adopt_lock); here();",
       "this->other this->mu "},
      {"std::unique_lock<std::mutex> g; g = "
       "std::unique_lock<std::mutex>(mu); here();",
       "this->mu "},
      {"std::unique_lock g(mu); cv.wait(g); here();", "this->mu "},
      {"QReadLocker l(&rw); l.unlock(); here();", ""},
      {"MutexLock l(&am); l.Release(); here();", ""},
      {"MutexLock l(&am); { MutexUnlock u(&am); here(); }", ""},
  });
}

TEST(LocksTest, Calls) {
  expectLocks({
      {"mu.lock(); here(); mu.unlock();", "this->mu "},
      {"mu.lock(); mu.unlock(); here();", ""},
      {"am.ReaderLock(); here(); am.ReaderUnlock();", "s:this->am "},
      {"rw.lockForWrite(); here();", "this->rw "},
      {"{ spin.lock(); } here();", "this->spin "},
      {"pthread_mutex_lock(&plain); here();", "this->plain "},
      {"pthread_mutex_lock(&plain); pthread_mutex_unlock(&plain); "
       "here();",
       ""},
      {"am.AssertHeld(); here();", "this->am "},
      {"am.LockWhen(1); here();", "this->am "},
      {"am.ReaderLockWhen(1); here();", "s:this->am "},
      {"am.AwaitWithTimeout(1, 2); here();", "this->am "},
      {"if (n) { mu.lock(); work(); mu.unlock(); return; } here();", ""},
      {"mu.lock(); if (n) { mu.unlock(); return; } here();", "this->mu "},
      {"mu.lock(); for (;;) { here(); mu.unlock(); mu.lock(); }", "this->mu "},
  });
}

TEST(LocksTest, CasesBeginWithTheLocksAroundTheSwitch) {
  expectLocks({
      {"std::lock_guard g(mu); switch (n) { case 1: here(); }", "this->mu "},
      {"switch (n) { case 1: mu.lock(); break; case 2: here(); }", ""},
      {"switch (n) { case 1: mu.lock(); here(); mu.unlock(); }", "this->mu "},
  });
}

TEST(LocksTest, Uncertain) {
  expectLocks({
      {"if (n) mu.lock(); here();", "?this->mu "},
      {"mu.lock(); if (n) mu.unlock(); here();", "?this->mu "},
      {"while (n--) { mu.lock(); } here();", "?this->mu "},
      {"if (mu.try_lock()) here();", "?this->mu "},
      {"while (!mu.try_lock()) work(); here();", "?this->mu "},
      {"(std::lock_guard<std::mutex>(mu), here());", "? "},
      {"std::unique_lock g(mu, std::try_to_lock); here();", "?this->mu "},
      {"std::unique_lock g(mu, std::defer_lock); if (n) g.lock(); "
       "here();",
       "?this->mu "},
      {"auto g = acquire(); here();", "?g "},
      {"std::unique_lock g(mu); auto h = std::move(g); here();",
       "?this->mu ?h "},
      {"std::optional<std::lock_guard<std::mutex>> g; here();", "?g "},
      {"upgrade_lock g(sh); here();", "?this->sh "},
      {"lockAll(); here();", "?lockAll "},
      {"mu.lock(); again: here(); if (n) goto again;", "?this->mu "},
  });
}

TEST(LocksTest, OtherThingsWithSuchNames) {
  expectLocks({
      {"Clock c(1); ScopeGuard g(2); here();", ""},
      {"SpinLock own; here();", ""},
      {"if (auto p = weak.lock()) here();", ""},
      {"auto f = [this] { mu.lock(); }; here();", ""},
  });
}

TEST(LocksTest, Templates) {
  expectLocks(
      {
          {"std::lock_guard<T> g(reinterpret_cast<T &>(mu)); here();",
           "reinterpret_cast<T &>(mu) "},
      },
      /*Template=*/true);
}

} // namespace
