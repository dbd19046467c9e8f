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
#if __has_include("clang/DependencyScanning/DependencyScanningWorker.h")
#include "clang/DependencyScanning/DependencyScanningService.h"
#include "clang/DependencyScanning/DependencyScanningWorker.h"
#include "clang/Tooling/DependencyScanningTool.h"
#define MAPTIDY_SCANNING_NAMESPACE clang::dependencies
#else
#include "clang/Tooling/DependencyScanning/DependencyScanningService.h"
#include "clang/Tooling/DependencyScanning/DependencyScanningWorker.h"
#define MAPTIDY_SCANNING_NAMESPACE clang::tooling::dependencies
#endif
#if LLVM_VERSION_MAJOR >= 22
#include "clang/Options/OptionUtils.h"
#include "clang/Options/Options.h"
#else
#include "clang/Driver/Options.h"
#include "clang/Frontend/CompilerInvocation.h"
#endif
#include <memory>

namespace clang::tidy::maps::tool::compat {

namespace scanning = MAPTIDY_SCANNING_NAMESPACE;
#undef MAPTIDY_SCANNING_NAMESPACE

/// For scans without modules, which ask for nothing. Which function overrides
/// depends on the version.
class NoModuleOutputs : public scanning::DependencyActionController {
public:
  std::string lookupModuleOutput(const scanning::ModuleID &,
                                 scanning::ModuleOutputKind) {
    return "";
  }
  std::string lookupModuleOutput(const scanning::ModuleDeps &,
                                 scanning::ModuleOutputKind) {
    return "";
  }
};

/// Receives the files and the commands of a scan for Make.
class FileConsumer : public scanning::DependencyConsumer {
public:
  virtual void file(llvm::StringRef Path) = 0;
  virtual void command(const scanning::Command &Command) = 0;

  void handleFileDependency(llvm::StringRef Path) final { file(Path); }
  void handleBuildCommand(scanning::Command Command) final { command(Command); }
  void handleDependencyOutputOpts(const DependencyOutputOptions &) final {}
  void handlePrebuiltModuleDependency(scanning::PrebuiltModuleDep) final {}
  void handleModuleDependency(scanning::ModuleDeps) final {}
  void handleDirectModuleDependency(scanning::ModuleID) final {}
  void handleVisibleModule(std::string) {}
  void handleContextHash(std::string) final {}
};

/// Scans what a command of Clang's driver compiles.
/// \returns whether that was possible without an error.
inline bool computeDependencies(scanning::DependencyScanningWorker &Worker,
                                const std::string &Directory,
                                const std::vector<std::string> &Command,
                                FileConsumer &Consumer) {
  NoModuleOutputs NoOutputs;
  IgnoringDiagConsumer NoDiagnostics;
#if LLVM_VERSION_MAJOR >= 22
  return tooling::computeDependencies(Worker, Directory, Command, Consumer,
                                      NoOutputs, NoDiagnostics);
#else
  return Worker.computeDependencies(Directory, Command, Consumer, NoOutputs,
                                    NoDiagnostics);
#endif
}

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
