//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/Names.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace clang::tidy::maps::support {

llvm::StringRef identifierOf(DeclarationName Name) {
  const IdentifierInfo *Identifier = Name.getAsIdentifierInfo();
  return Identifier ? Identifier->getName() : llvm::StringRef();
}

llvm::StringRef identifierOf(const NamedDecl *D) {
  return D ? identifierOf(D->getDeclName()) : llvm::StringRef();
}

llvm::SmallVector<std::string, 4> wordsOf(llvm::StringRef Identifier) {
  llvm::SmallVector<std::string, 4> Words;
  std::string Word;
  auto Finish = [&] {
    if (!Word.empty())
      Words.push_back(std::move(Word));
    Word.clear();
  };
  for (size_t N = 0; N < Identifier.size(); ++N) {
    const char C = Identifier[N];
    if (!llvm::isAlpha(C)) {
      Finish();
      continue;
    }
    const bool AfterLower = N > 0 && llvm::isLower(Identifier[N - 1]);
    // The last capital of a run begins the next word: "URLCache".
    const bool BeforeLower = N > 0 && llvm::isUpper(Identifier[N - 1]) &&
                             N + 1 < Identifier.size() &&
                             llvm::isLower(Identifier[N + 1]);
    if (llvm::isUpper(C) && (AfterLower || BeforeLower))
      Finish();
    Word += llvm::toLower(C);
  }
  Finish();
  return Words;
}

// Sorted by meaning, not by letter: taking out, parting, ending, freeing.
static constexpr llvm::StringLiteral Removals[] = {
    "remove",     "erase",      "delete",     "evict",       "expire",
    "purge",      "discard",    "drop",       "prune",       "forget",
    "unregister", "deregister", "unlink",     "unsubscribe", "unload",
    "unbind",     "unmap",      "unmount",    "untrack",     "unwatch",
    "uninstall",  "detach",     "disconnect", "close",       "cancel",
    "invalidate", "retire",     "revoke",     "release",     "free",
    "destroy",    "dispose",    "dealloc",    "deallocate",  "reap",
    "dismiss",    "unref",      "del",        "rm"};

static constexpr llvm::StringLiteral PastRemovals[] = {
    "removed",  "erased",       "deleted",      "evicted",  "expired",
    "dropped",  "unregistered", "unsubscribed", "detached", "disconnected",
    "closed",   "cancelled",    "canceled",     "released", "destroyed",
    "unloaded", "invalidated",  "discarded",    "unlinked"};

// As the first word: the name is about another deed, or only asks.
static constexpr llvm::StringLiteral OtherDeeds[] = {
    "is",     "has",     "had",   "was",   "are",      "can",      "could",
    "should", "would",   "will",  "may",   "must",     "needs",    "need",
    "wants",  "want",    "get",   "find",  "lookup",   "count",    "num",
    "check",  "test",    "set",   "add",   "insert",   "create",   "make",
    "new",    "init",    "begin", "start", "register", "load",     "save",
    "read",   "write",   "parse", "print", "to",       "from",     "undo",
    "un",     "re",      "not",   "never", "prevent",  "schedule", "mark",
    "enable", "disable", "show",  "draw",  "format",   "log",      "record"};

// Right behind the removal: it is not the entry that goes.
static constexpr llvm::StringLiteral OtherObjects[] = {
    "duplicate", "duplicates", "dups",  "dupes", "whitespace",
    "spaces",    "notes",      "build", "mode",  "threshold"};

bool removesByName(llvm::StringRef Name) {
  llvm::SmallVector<std::string, 4> Words = wordsOf(Name);
  if (Words.empty() || llvm::is_contained(OtherDeeds, Words.front()))
    return false;
  const bool Reports = Words.front() == "on" || Words.front() == "handle" ||
                       Words.front() == "did" || Words.front() == "after";
  for (size_t N = 0; N < Words.size(); ++N) {
    if (!llvm::is_contained(Removals, Words[N]) &&
        !(Reports && llvm::is_contained(PastRemovals, Words[N])))
      continue;
    return N + 1 == Words.size() ||
           !llvm::is_contained(OtherObjects, Words[N + 1]);
  }
  return false;
}

bool initialisesByName(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Beginnings[] = {
      "init",    "initialize", "initialise", "setup",    "reset",   "start",
      "begin",   "create",     "register",   "add",      "insert",  "load",
      "open",    "new",        "make",       "prepare",  "prefill", "ensure",
      "restart", "build",      "fill",       "populate", "restore", "clear"};
  llvm::SmallVector<std::string, 4> Words = wordsOf(Name);
  return !Words.empty() && llvm::is_contained(Beginnings, Words.front());
}

bool looksUpByName(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Lookups[] = {
      "get",    "lookup",   "find",      "fetch", "retrieve", "obtain",
      "access", "instance", "singleton", "cache", "cached",   "registry"};
  static constexpr llvm::StringLiteral Makings[] = {
      "create",   "make",     "build",    "new",    "clone",   "copy",
      "factory",  "alloc",    "allocate", "fresh",  "empty",   "default",
      "generate", "compute",  "init",     "blank",  "initial", "construct",
      "unique",   "snapshot", "temp",     "dummy",  "scratch", "temporary",
      "mock",     "fake",     "stub",     "insert", "add",     "ensure"};
  llvm::SmallVector<std::string, 4> Words = wordsOf(Name);
  auto Among = [&](const auto &Table) {
    return llvm::any_of(Words, [&](const std::string &Word) {
      return llvm::is_contained(Table, Word);
    });
  };
  return Among(Lookups) && !Among(Makings);
}

bool releasesByName(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Releases[] = {
      "free",    "release",  "shrink",    "squeeze", "compact",  "trim",
      "dispose", "destroy",  "shutdown",  "shut",    "teardown", "tear",
      "cleanup", "dealloc",  "memory",    "mem",     "unload",   "deinit",
      "uninit",  "finalize", "terminate", "reclaim", "oom",      "deallocate"};
  return llvm::any_of(wordsOf(Name), [](const std::string &Word) {
    return llvm::is_contained(Releases, Word);
  });
}

} // namespace clang::tidy::maps::support
