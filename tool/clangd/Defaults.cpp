//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Which checks clangd runs: without any configuration those of the preset,
/// with one what it says of map- checks.
///
//===----------------------------------------------------------------------===//

#include "ClangdInterface.h"
#include "Config.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace clang::clangd {

/// Whether clangd may run a check while the user types; nothing if nobody has
/// measured it, which clangd takes for no.
std::optional<bool> realIsFastTidyCheck(StringRef Check) __asm__(
    "__real__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");
std::optional<bool> isFastTidyCheck(StringRef Check) __asm__(
    "__wrap__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");

// docs/editor.md has the measurement.
std::optional<bool> isFastTidyCheck(StringRef Check) {
  if (Check.starts_with("map-"))
    return true;
  return realIsFastTidyCheck(Check);
}

/// Runs the providers in order: .clang-tidy, .clangd, clangd's own list if both
/// are silent, and what clangd never runs.
TidyProvider realCombine(std::vector<TidyProvider> Providers) __asm__(
    "__real__ZN5clang6clangd7combineESt6vectorIN4llvm15unique_functionIKFvRNS_"
    "4tidy16ClangTidyOptionsENS2_9StringRefEEEESaIS9_EE");
TidyProvider combine(std::vector<TidyProvider> Providers) __asm__(
    "__wrap__ZN5clang6clangd7combineESt6vectorIN4llvm15unique_functionIKFvRNS_"
    "4tidy16ClangTidyOptionsENS2_9StringRefEEEESaIS9_EE");

/// Whether \p Checks ends in "-*" and enables nothing after it: the user wants
/// no checks at all.
static bool isEverythingOff(StringRef Checks) {
  SmallVector<StringRef> Globs;
  Checks.split(Globs, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (StringRef Glob : reverse(Globs)) {
    if (Glob.trim() == "-*")
      return true;
    if (!Glob.trim().empty() && !Glob.trim().starts_with("-"))
      return false;
  }
  return false;
}

/// \p Globs with "-*" meaning the checks of this module only.
static std::string ofThisModule(StringRef Globs) {
  SmallVector<StringRef> Parts;
  Globs.split(Parts, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (StringRef &Part : Parts)
    if (Part == "-*")
      Part = "-map-*";
  return join(Parts, ",");
}

TidyProvider combine(std::vector<TidyProvider> Providers) {
  namespace tool = tidy::maps::tool;
  Providers.push_back([](tidy::ClangTidyOptions &Options, StringRef) {
    std::string Checks = Options.Checks.value_or("");
    if (isEverythingOff(Checks))
      return;
    Options.Checks = Checks + "," +
                     ofThisModule(tool::presetGlobs(tool::Preset::Default)) +
                     "," + ofThisModule(tool::ownGlobs(Checks));
  });
  return realCombine(std::move(Providers));
}

/// What --version prints first and the editor is told. Editors and their
/// extensions look for "clangd version" in it.
std::string
realVersionString() __asm__("__real__ZN5clang6clangd13versionStringB5cxx11Ev");
std::string
versionString() __asm__("__wrap__ZN5clang6clangd13versionStringB5cxx11Ev");

std::string versionString() {
  return realVersionString() + " with MapTidy " MAPTIDY_VERSION;
}

} // namespace clang::clangd
