//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "CheckHeaders.inc"
#include "support/Compat.h"
#include "clang/Basic/Version.h"
#include "llvm/Support/ErrorHandling.h"

namespace clang::tidy::maps {
namespace {

class MapTidyModule : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
    // A plugin of another LLVM would read objects of another layout.
    if (std::optional<std::string> Mismatch =
            support::hostMismatch(CLANG_VERSION_STRING, getClangFullVersion()))
      llvm::report_fatal_error(llvm::StringRef(*Mismatch),
                               /*gen_crash_diag=*/false);
#define CHECK(CLASS, ID, GRADE, PRESET, SINCE, SENTENCE)                       \
  Factories.registerCheck<CLASS>(ID);
#include "Checks.def"
  }
};

} // namespace

static ClangTidyModuleRegistry::Add<MapTidyModule>
    X("map-module", "Checks for the use of maps and sets.");

} // namespace clang::tidy::maps
