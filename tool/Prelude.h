//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Standard headers that many translation units include, parsed once for all of
/// them: a precompiled header of what each of them includes anyway. What it
/// changes is the order: they come before the unit's own text. Standard headers
/// may be included in any order; user code that could tell the difference is
/// found out while it is preprocessed.
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
    /// Indices of Headers.
    std::vector<uint64_t> Includes;
  };
  /// The precompiled header.
  std::string File;
  /// All that it holds.
  std::vector<Header> Headers;
  /// Every identifier in them, macros that they only test included.
  llvm::StringSet<> Names;
};

llvm::json::Value toJSON(const Prelude &P);
bool fromJSON(const llvm::json::Value &Value, Prelude &P,
              llvm::json::Path Path);

/// Precompiles "#include <NAME>" for each of \p Names that \p Example includes
/// into \p File with its flags, beside a source file of the same name.
/// \returns whether that could be done.
bool buildPrelude(const Unit &Example, const AnalysisSettings &Settings,
                  llvm::ArrayRef<std::string> Names, llvm::StringRef File,
                  Prelude &Result);

/// How a unit is parsed with a prelude.
struct PreludeUse {
  const Prelude &Shared;
  /// Told why the unit may not be what it is without the prelude. Does not
  /// return.
  std::function<void(llvm::StringRef Why)> Report;
};

/// Watches a unit that is parsed with a prelude, for two things that user code
/// does before the text includes the header in question:
/// \code
///   #ifdef SEEK_SET          // defined by a header of the prelude
///   #define private public   // occurs in a header of the prelude
/// \endcode
/// \p Use and \p PP outlive the result.
std::unique_ptr<PPCallbacks> watchOrder(const PreludeUse &Use,
                                        Preprocessor &PP);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_PRELUDE_H
