//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "MapTidyCheck.h"
#include "support/UsageSummary.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/YAMLTraits.h"
#include <mutex>

namespace clang::tidy::maps {

struct SharedAnalyses {
  std::unique_ptr<support::UsageSummaries> Usage;
};

// The checks of one translation unit are created together with one
// ClangTidyContext and die together, so whoever comes first makes what the
// others share. clangd builds several translation units at once, each with a
// context of its own: hence the mutex.
static std::shared_ptr<SharedAnalyses> sharedFor(ClangTidyContext *Context) {
  static std::mutex Mutex;
  static llvm::DenseMap<ClangTidyContext *, std::weak_ptr<SharedAnalyses>> All;
  std::lock_guard<std::mutex> Lock(Mutex);
  std::weak_ptr<SharedAnalyses> &Slot = All[Context];
  std::shared_ptr<SharedAnalyses> Shared = Slot.lock();
  if (!Shared)
    Slot = Shared = std::make_shared<SharedAnalyses>();
  return Shared;
}

MapTidyCheck::MapTidyCheck(StringRef Name, ClangTidyContext *Context)
    : ClangTidyCheck(Name, Context),
      UserContainers(Options.getLocalOrGlobal("MapTidyContainers", "").str()),
      Model(UserContainers), Shared(sharedFor(Context)) {
  for (const std::string &Error : Model.errors())
    configurationDiag("%0") << Error;
}

MapTidyCheck::~MapTidyCheck() = default;

void MapTidyCheck::storeOptions(ClangTidyOptions::OptionMap &Opts) {
  Options.store(Opts, "MapTidyContainers", UserContainers);
}

bool MapTidyCheck::flagOption(StringRef OptionName, bool Default) {
  std::optional<StringRef> Text = Options.get(OptionName);
  if (!Text)
    return Default;
  if (std::optional<bool> Value = llvm::yaml::parseBool(*Text))
    return *Value;
  // Numbers, as clang-tidy accepts them.
  long long Number = 0;
  if (!Text->getAsInteger(10, Number))
    return Number != 0;
  configurationDiag("invalid configuration value '%0' for option '%1'; "
                    "expected a bool")
      << *Text << (getID() + "." + OptionName).str();
  return Default;
}

void MapTidyCheck::storeFlag(ClangTidyOptions::OptionMap &Opts,
                             StringRef OptionName, bool Value) {
  Options.store(Opts, OptionName, Value ? StringRef("true") : "false");
}

void MapTidyCheck::check(const ast_matchers::MatchFinder::MatchResult &Result) {
  if (!Result.Context->getDiagnostics().hasUncompilableErrorOccurred())
    checkMatch(Result);
}

support::UsageSummaries &MapTidyCheck::usage(ASTContext &Context) {
  if (!Shared->Usage)
    Shared->Usage = std::make_unique<support::UsageSummaries>(Context, Model);
  return *Shared->Usage;
}

} // namespace clang::tidy::maps
