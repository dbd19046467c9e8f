//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Headers that many translation units include, parsed once for all of them: a
/// precompiled header of what each of them includes anyway. What it changes is
/// the order: they come before the unit's own text. Headers of which one could
/// tell the difference are left out of it (see IncludeSurvey.h); other user
/// code that could is found out while it is preprocessed.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_PRELUDE_H
#define MAPTIDY_TOOL_PRELUDE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace clang {
class PPCallbacks;
class Preprocessor;
} // namespace clang

namespace clang::tidy::maps::tool {

struct AnalysisSettings;
struct Unit;

struct Prelude {
  struct Header {
    llvm::sys::fs::UniqueID ID;
    /// As it is called in findings.
    std::string Path;
    /// Indices of Headers.
    std::vector<uint64_t> Includes;
  };
  /// The precompiled header.
  std::string File;
  /// All that it holds.
  std::vector<Header> Headers;
  /// Every identifier in them, macros that they only test included.
  llvm::StringSet<> Names;
  /// Those that the user's headers among them ask the preprocessor for.
  llvm::StringSet<> Asked;
};

llvm::json::Value toJSON(const Prelude &P);
bool fromJSON(const llvm::json::Value &Value, Prelude &P,
              llvm::json::Path Path);

/// Whether findings of \p U depend on how its headers are spelled. Those of a
/// precompiled header have absolute paths.
bool dependsOnSpelling(const Unit &U);

/// Precompiles those of the files \p Shared that \p Example includes and that
/// may come first into \p File, with its flags, beside a source file of the
/// same name; only system headers if not all of them compile.
/// \returns whether that could be done.
bool buildPrelude(const Unit &Example, const AnalysisSettings &Settings,
                  llvm::ArrayRef<llvm::sys::fs::UniqueID> Shared,
                  llvm::StringRef File, Prelude &Result);

/// How a unit is parsed with a prelude.
struct PreludeUse {
  const Prelude &Shared;
  /// Told why the unit may not be what it is without the prelude. Does not
  /// return.
  std::function<void(llvm::StringRef Why)> Report;
};

/// Watches a unit that is parsed with a prelude, for what user code does before
/// the text includes the header in question, and where it includes it:
/// \code
///   #ifdef SEEK_SET          // defined by a header of the prelude
///   #define private public   // occurs in a header of the prelude
///   #include <other>         // defines what a user's header of it asks for
///   extern "C" {
///   #include "own.h"         // a header of the prelude
/// \endcode
/// \p Use and \p PP outlive the result.
std::unique_ptr<PPCallbacks> watchOrder(const PreludeUse &Use,
                                        Preprocessor &PP);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_PRELUDE_H
