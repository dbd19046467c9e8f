//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Paths.h"
#include "ToolCompat.h"
#include "clang-tidy/ClangTidy.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/PCHContainerOperations.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/Threading.h"
#include <csignal>
#include <cstring>

using namespace llvm;

namespace clang::tidy::maps::tool {
namespace {

/// Parses one translation unit and runs the checks on it.
class CheckAction : public ASTFrontendAction {
public:
  CheckAction(ClangTidyContext &Context, bool &Compiled)
      : Checks(Context), Compiled(Compiled) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef File) override {
    return Checks.createASTConsumer(Compiler, File);
  }

  void EndSourceFileAction() override {
    // What makes the checks silent; a warning turned into an error does not.
    Compiled =
        !getCompilerInstance().getDiagnostics().hasUncompilableErrorOccurred();
  }

private:
  ClangTidyASTConsumerFactory Checks;
  bool &Compiled;
};

class CheckActionFactory : public tooling::FrontendActionFactory {
public:
  explicit CheckActionFactory(ClangTidyContext &Context) : Context(Context) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<CheckAction>(Context, Compiled);
  }

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> PCHContainerOps,
                     DiagnosticConsumer *Consumer) override {
    // Defines __clang_analyzer__, as clang-tidy does.
    Invocation->getPreprocessorOpts().SetUpStaticAnalyzer = true;
    // No "1 error generated." among the output.
    Invocation->getDiagnosticOpts().ShowCarets = false;
    return FrontendActionFactory::runInvocation(
        std::move(Invocation), Files, std::move(PCHContainerOps), Consumer);
  }

  bool compiled() const { return Compiled; }

private:
  ClangTidyContext &Context;
  bool Compiled = false;
};

} // namespace

using Arguments = tooling::CommandLineArguments;

/// Flags of other compilers that Clang's driver would stop at.
static Arguments withoutUnknownFlags(const Arguments &Args) {
  SmallVector<const char *> Given;
  for (const std::string &Arg : drop_begin(Args))
    Given.push_back(Arg.c_str());
  unsigned MissingIndex = 0, MissingCount = 0;
  opt::InputArgList Parsed = compat::driverOptionTable().ParseArgs(
      Given, MissingIndex, MissingCount,
      opt::Visibility(compat::driver_options::ClangOption));
  std::vector<bool> Unknown(Args.size());
  for (const opt::Arg *Arg :
       Parsed.filtered(compat::driver_options::OPT_UNKNOWN))
    Unknown[Arg->getIndex() + 1] = true;
  Arguments Result;
  for (size_t I = 0; I < Args.size(); ++I)
    if (!Unknown[I])
      Result.push_back(Args[I]);
  return Result;
}

/// A precompiled header can only be read by the compiler that wrote it; where
/// CMake uses one it names the header itself, too.
static Arguments withoutPrecompiledHeaders(const Arguments &Args) {
  Arguments Result;
  for (size_t I = 0; I < Args.size(); ++I) {
    bool Forwarded = Args[I] == "-Xclang" && I + 1 < Args.size();
    const std::string &Flag = Forwarded ? Args[I + 1] : Args[I];
    if (Flag != "-include-pch") {
      Result.push_back(Args[I]);
      continue;
    }
    I += Forwarded ? 3 : 1; // -Xclang -include-pch -Xclang FILE
  }
  return Result;
}

static bool usesClangCl(const Arguments &Args) {
  return is_contained(Args, "--driver-mode=cl") ||
         (!Args.empty() && sys::path::stem(Args.front()).ends_with("cl"));
}

static Arguments adjusted(const tooling::CompileCommand &Command,
                          const ClangTidyOptions &Options,
                          StringRef ResourceDirectory) {
  StringRef File = Command.Filename;
  Arguments Args = Command.CommandLine;
  for (const tooling::ArgumentsAdjuster &Adjust :
       {tooling::getClangStripOutputAdjuster(),
        tooling::getClangSyntaxOnlyAdjuster(),
        tooling::getClangStripDependencyFileAdjuster(),
        tooling::getStripPluginsAdjuster()})
    Args = Adjust(Args, File);
  Args = withoutPrecompiledHeaders(Args);
  if (!usesClangCl(Args))
    Args = withoutUnknownFlags(Args);
  using tooling::ArgumentInsertPosition;
  auto Insert = [&](const Arguments &Extra, ArgumentInsertPosition Where) {
    Args = tooling::getInsertArgumentAdjuster(Extra, Where)(Args, File);
  };
  if (Options.ExtraArgsBefore)
    Insert(*Options.ExtraArgsBefore, ArgumentInsertPosition::BEGIN);
  if (Options.ExtraArgs)
    Insert(*Options.ExtraArgs, ArgumentInsertPosition::END);
  if (none_of(Args, [](StringRef Arg) {
        return Arg.starts_with("-resource-dir") ||
               Arg.starts_with("--resource-dir");
      }))
    Insert({("-resource-dir=" + ResourceDirectory).str()},
           ArgumentInsertPosition::BEGIN);
  // The compiler's own warnings are not shown; those that the build turns into
  // errors must not make a file look uncompilable.
  Insert({"-w"}, ArgumentInsertPosition::END);
  return Args;
}

/// Makes the paths of \p Message absolute.
static tooling::DiagnosticMessage
withAbsolutePaths(const tooling::DiagnosticMessage &Message,
                  StringRef Directory) {
  auto Absolute = [&](StringRef Path) {
    return Path.empty() ? std::string() : absolutePath(Path, Directory);
  };
  tooling::DiagnosticMessage Result = Message;
  Result.FilePath = Absolute(Message.FilePath);
  for (tooling::FileByteRange &Range : Result.Ranges)
    Range.FilePath = Absolute(Range.FilePath);
  Result.Fix.clear();
  for (const auto &File : Message.Fix)
    for (const tooling::Replacement &Edit : File.second) {
      std::string Path = Absolute(Edit.getFilePath());
      // Edits of one message in one file do not overlap: the analysis put them
      // into one set already.
      cantFail(Result.Fix[Path].add(
          tooling::Replacement(Path, Edit.getOffset(), Edit.getLength(),
                               Edit.getReplacementText())));
    }
  return Result;
}

static Finding toFinding(const ClangTidyError &Error) {
  Finding Result;
  Result.DiagnosticName = Error.DiagnosticName;
  Result.DiagLevel = Error.DiagLevel;
  Result.BuildDirectory = Error.BuildDirectory;
  Result.AsError = Error.IsWarningAsError;
  Result.Message = withAbsolutePaths(Error.Message, Error.BuildDirectory);
  for (const tooling::DiagnosticMessage &Note : Error.Notes)
    Result.Notes.push_back(withAbsolutePaths(Note, Error.BuildDirectory));
  return Result;
}

/// "FILE:LINE:COLUMN: error: TEXT"
static std::string describe(const tooling::DiagnosticMessage &Message) {
  std::string Place;
  if (!Message.FilePath.empty()) {
    Place = Message.FilePath;
    if (auto Text = MemoryBuffer::getFile(Message.FilePath)) {
      StringRef Before = (*Text)->getBuffer().take_front(Message.FileOffset);
      size_t LineStart = Before.rfind('\n');
      size_t Column = LineStart == StringRef::npos ? Before.size() + 1
                                                   : Before.size() - LineStart;
      Place +=
          (":" + Twine(Before.count('\n') + 1) + ":" + Twine(Column)).str();
    }
    Place += ": ";
  }
  return Place + "error: " + Message.Message;
}

static void analyseUnit(const Unit &Unit, const AnalysisSettings &Settings,
                        UnitResult &Result) {
  const tooling::CompileCommand &Command = Unit.Command;
  Result.Status = UnitResult::NotCompiled;
  // Its working directory is the translation unit's, not the process's.
  IntrusiveRefCntPtr<vfs::FileSystem> FS = vfs::createPhysicalFileSystem();
  if (std::error_code EC = FS->setCurrentWorkingDirectory(Command.Directory)) {
    Result.Problem =
        "cannot enter '" + Command.Directory + "': " + EC.message();
    return;
  }
  if (std::error_code EC = FS->status(Command.Filename).getError()) {
    Result.Problem = "cannot read it: " + EC.message();
    return;
  }
  IntrusiveRefCntPtr<FileManager> Files =
      makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), FS);

  // On the heap: the checks share analyses by the address of their context,
  // and one that a crash leaves behind must not be taken for the next.
  auto Context = compat::makeContext(
      std::make_unique<DefaultOptionsProvider>(Settings.Global, *Unit.Options));
  // A fix must bring its includes even if an earlier one has them.
  Context->setSelfContainedDiags(true);
  ClangTidyDiagnosticConsumer Consumer(*Context, /*ExternalDiagEngine=*/nullptr,
                                       /*RemoveIncompatibleErrors=*/false);
  compat::Diagnostics Diagnostics(Consumer);
  Diagnostics.attachTo(*Context);
  CheckActionFactory Factory(*Context);
  tooling::ToolInvocation Invocation(
      adjusted(Command, *Unit.Options, Settings.ResourceDirectory), &Factory,
      Files.get(), std::make_shared<PCHContainerOperations>());
  Invocation.setDiagnosticConsumer(&Consumer);
  Invocation.run();

  bool Compiled = Factory.compiled();
  if (Compiled)
    Result.Status = UnitResult::Analysed;
  for (const ClangTidyError &Error : Consumer.take()) {
    StringRef Name = Error.DiagnosticName;
    if (!Name.starts_with("clang-diagnostic-"))
      Result.Findings.push_back(toFinding(Error));
    else if (!Compiled && Result.Problem.empty())
      Result.Problem = describe(withAbsolutePaths(
          Error.Message, Error.BuildDirectory.empty() ? Command.Directory
                                                      : Error.BuildDirectory));
  }
  if (!Compiled && Result.Problem.empty())
    Result.Problem = "error: the compile command cannot be used";
}

/// Where report_fatal_error() leaves its message on this thread.
static thread_local std::string *FatalMessage = nullptr;

namespace {

/// A thread that has used up its stack can only handle the signal on another.
class SignalStack {
public:
  SignalStack() {
#ifndef _WIN32
    stack_t Stack = {};
    Stack.ss_sp = Memory;
    Stack.ss_size = sizeof(Memory);
    sigaltstack(&Stack, &Old);
#endif
  }
  ~SignalStack() {
#ifndef _WIN32
    sigaltstack(&Old, nullptr);
#endif
  }

private:
#ifndef _WIN32
  stack_t Old = {};
  char Memory[64 << 10];
#endif
};

} // namespace

void prepareForCrashes() {
  CrashRecoveryContext::Enable();
#ifndef _WIN32
  for (int Signal : {SIGSEGV, SIGBUS}) {
    struct sigaction Action;
    sigaction(Signal, nullptr, &Action);
    Action.sa_flags |= SA_ONSTACK;
    sigaction(Signal, &Action, nullptr);
  }
#endif
  install_fatal_error_handler(
      [](void *, const char *Reason, bool) {
        if (FatalMessage)
          *FatalMessage = Reason;
        if (CrashRecoveryContext *Recovery = CrashRecoveryContext::GetCurrent())
          Recovery->HandleExit(/*RetCode=*/1);
      },
      nullptr);
}

static std::string describeCrash(int Code, StringRef Fatal) {
  if (!Fatal.empty())
    return ("the analysis crashed (" + Fatal.trim() + ")").str();
  if (Code > 128)
    if (const char *Signal = strsignal(Code - 128))
      return (Twine("the analysis crashed (") + Signal + ")").str();
  return "the analysis crashed";
}

// Clang recurses deeply, and counts on 8 MiB; the checks need some on top.
static constexpr unsigned StackSize = 32 << 20;

static void analyseSafely(const Unit &Unit, const AnalysisSettings &Settings,
                          UnitResult &Result) {
  Result.File = Unit.Command.Filename;
  // Filled on another thread. After a crash it may be in any state: then it is
  // left alone, like everything else that thread owned.
  auto Filled = std::make_unique<UnitResult>(Result);
  std::string Fatal;
  CrashRecoveryContext Recovery;
  if (Recovery.RunSafelyOnThread(
          [&] {
            FatalMessage = &Fatal;
            SignalStack Alternate;
            analyseUnit(Unit, Settings, *Filled);
          },
          StackSize)) {
    Result = std::move(*Filled);
    return;
  }
  (void)Filled.release();
  Result.Status = UnitResult::Crashed;
  Result.Problem = describeCrash(Recovery.RetCode, Fatal);
}

std::vector<UnitResult> analyse(ArrayRef<Unit> Units,
                                const AnalysisSettings &Settings) {
  std::vector<UnitResult> Results(Units.size());
  DefaultThreadPool Pool(hardware_concurrency(Settings.Jobs));
  for (size_t I = 0; I < Units.size(); ++I)
    Pool.async([&, I] { analyseSafely(Units[I], Settings, Results[I]); });
  Pool.wait();
  return Results;
}

} // namespace clang::tidy::maps::tool
