//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What the tools need of LLVM that changed between the versions that MapTidy
/// builds with (19 to 22). Every version test of tool/ lives here.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_TOOLCOMPAT_H
#define MAPTIDY_TOOL_TOOLCOMPAT_H

#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "llvm/Config/llvm-config.h"
#if LLVM_VERSION_MAJOR >= 22
#include "clang/Options/OptionUtils.h"
#include "clang/Options/Options.h"
#else
#include "clang/Driver/Options.h"
#include "clang/Frontend/CompilerInvocation.h"
#endif
#include <memory>

namespace clang::tidy::maps::tool::compat {

#if LLVM_VERSION_MAJOR >= 22
namespace driver_options = clang::options;

inline std::string resourceDirectory(const char *Argv0, void *MainAddress) {
  return clang::GetResourcesPath(Argv0, MainAddress);
}
inline const llvm::opt::OptTable &driverOptionTable() {
  return clang::getDriverOptTable();
}
#else
namespace driver_options = clang::driver::options;

inline std::string resourceDirectory(const char *Argv0, void *MainAddress) {
  return CompilerInvocation::GetResourcesPath(Argv0, MainAddress);
}
inline const llvm::opt::OptTable &driverOptionTable() {
  return clang::driver::getDriverOptTable();
}
#endif

/// The context of an analysis with clang-tidy's experiments switched off.
inline std::unique_ptr<ClangTidyContext>
makeContext(std::unique_ptr<ClangTidyOptionsProvider> Options) {
  return std::make_unique<ClangTidyContext>(std::move(Options)
#if LLVM_VERSION_MAJOR >= 22
                                                ,
                                            false, false, false
#endif
  );
}

#if LLVM_VERSION_MAJOR >= 21
/// A diagnostics engine that reports to \p Client, and its options.
class Diagnostics {
public:
  explicit Diagnostics(DiagnosticConsumer &Client)
      : Options(std::make_unique<DiagnosticOptions>()),
        Engine(llvm::makeIntrusiveRefCnt<DiagnosticIDs>(), *Options, &Client,
               /*ShouldOwnClient=*/false) {}

  DiagnosticsEngine &engine() { return Engine; }
  /// Lets the checks of \p Context report to this engine.
  void attachTo(ClangTidyContext &Context) {
    Context.setDiagnosticsEngine(std::make_unique<DiagnosticOptions>(),
                                 &Engine);
  }

private:
  std::unique_ptr<DiagnosticOptions> Options;
  DiagnosticsEngine Engine;
};

/// Clang's text output with its options.
class TextPrinter {
public:
  TextPrinter(llvm::raw_ostream &OS, bool Colors)
      : Printer(OS, withColors(Options, Colors)) {}
  TextDiagnosticPrinter &printer() { return Printer; }

private:
  static DiagnosticOptions &withColors(DiagnosticOptions &Options,
                                       bool Colors) {
    Options.ShowColors = Colors;
    return Options;
  }
  DiagnosticOptions Options;
  TextDiagnosticPrinter Printer;
};
#else
class Diagnostics {
public:
  explicit Diagnostics(DiagnosticConsumer &Client)
      : Engine(llvm::makeIntrusiveRefCnt<DiagnosticIDs>(),
               llvm::makeIntrusiveRefCnt<DiagnosticOptions>(), &Client,
               /*ShouldOwnClient=*/false) {}

  DiagnosticsEngine &engine() { return Engine; }
  void attachTo(ClangTidyContext &Context) {
    Context.setDiagnosticsEngine(&Engine);
  }

private:
  DiagnosticsEngine Engine;
};

class TextPrinter {
public:
  TextPrinter(llvm::raw_ostream &OS, bool Colors)
      : Options(llvm::makeIntrusiveRefCnt<DiagnosticOptions>()),
        Printer(OS, withColors(*Options, Colors)) {}
  TextDiagnosticPrinter &printer() { return Printer; }

private:
  static DiagnosticOptions *withColors(DiagnosticOptions &Options,
                                       bool Colors) {
    Options.ShowColors = Colors;
    return &Options;
  }
  llvm::IntrusiveRefCntPtr<DiagnosticOptions> Options;
  TextDiagnosticPrinter Printer;
};
#endif

} // namespace clang::tidy::maps::tool::compat

#endif // MAPTIDY_TOOL_TOOLCOMPAT_H
