//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// The common base of all checks: the module-wide options, the container
/// model, the analyses that checks share within a translation unit, and the
/// silence on broken code.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_MAPTIDYCHECK_H
#define MAPTIDY_MAPTIDYCHECK_H

#include "clang-tidy/ClangTidyCheck.h"
#include "model/ContainerModel.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include <memory>

namespace clang::tidy::maps {

namespace support {
class UsageSummaries;
} // namespace support

/// What the checks that run on one translation unit compute once together.
/// Created with the first of them, destroyed with the last.
struct SharedAnalyses;

class MapTidyCheck : public ClangTidyCheck {
public:
  MapTidyCheck(StringRef Name, ClangTidyContext *Context);
  ~MapTidyCheck() override;

  void storeOptions(ClangTidyOptions::OptionMap &Opts) override;
  bool isLanguageVersionSupported(const LangOptions &LangOpts) const override {
    return LangOpts.CPlusPlus11;
  }
  /// Templates are judged once, on the pattern, and implicit code is not the
  /// user's.
  std::optional<TraversalKind> getCheckTraversalKind() const override {
    return TK_IgnoreUnlessSpelledInSource;
  }

  /// Calls checkMatch(), unless the translation unit does not compile: its AST
  /// may lack what an analysis relies on.
  void check(const ast_matchers::MatchFinder::MatchResult &Result) final;

protected:
  virtual void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) = 0;

  const model::ContainerModel &model() const { return Model; }

  /// `Options.get()` and `Options.store()` for flags, with clang-tidy's
  /// spellings and message. GCC and Clang mangle the names of LLVM's own bool
  /// versions differently, so that a plugin built with the one would not find
  /// them in a clang-tidy built with the other.
  bool flagOption(StringRef OptionName, bool Default);
  void storeFlag(ClangTidyOptions::OptionMap &Opts, StringRef OptionName,
                 bool Value);

  /// The usage summaries of all maps of the translation unit, built by the
  /// first check that asks.
  support::UsageSummaries &usage(ASTContext &Context);

private:
  const std::string UserContainers;
  const model::ContainerModel Model;
  const std::shared_ptr<SharedAnalyses> Shared;
};

} // namespace clang::tidy::maps

#endif // MAPTIDY_MAPTIDYCHECK_H
