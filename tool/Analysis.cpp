//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Flags.h"
#include "Paths.h"
#include "ToolCompat.h"
#include "UserScope.h"
#include "clang-tidy/ClangTidy.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/PCHContainerOperations.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/Tooling.h"

using namespace llvm;

namespace clang::tidy::maps::tool {
namespace {

/// Parses one translation unit and runs the checks on it.
class CheckAction : public ASTFrontendAction {
public:
  CheckAction(ClangTidyContext &Context, bool OnlyUserCode,
              const PreludeUse *Use, bool &Compiled)
      : Checks(Context), OnlyUserCode(OnlyUserCode), Use(Use),
        Compiled(Compiled) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef File) override {
    if (Use)
      Compiler.getPreprocessor().addPPCallbacks(
          watchOrder(*Use, Compiler.getPreprocessor()));
    std::unique_ptr<ASTConsumer> Consumer =
        Checks.createASTConsumer(Compiler, File);
    return OnlyUserCode ? userCodeOnly(std::move(Consumer))
                        : std::move(Consumer);
  }

  void EndSourceFileAction() override {
    // What makes the checks silent; a warning turned into an error does not.
    Compiled =
        !getCompilerInstance().getDiagnostics().hasUncompilableErrorOccurred();
  }

private:
  ClangTidyASTConsumerFactory Checks;
  const bool OnlyUserCode;
  const PreludeUse *const Use;
  bool &Compiled;
};

class CheckActionFactory : public tooling::FrontendActionFactory {
public:
  CheckActionFactory(ClangTidyContext &Context, bool OnlyUserCode,
                     const PreludeUse *Use)
      : Context(Context), OnlyUserCode(OnlyUserCode), Use(Use) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<CheckAction>(Context, OnlyUserCode, Use, Compiled);
  }

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> PCHContainerOps,
                     DiagnosticConsumer *Consumer) override {
    prepareInvocation(*Invocation, OnlyUserCode);
    // The command names none any more.
    if (Use)
      Invocation->getPreprocessorOpts().ImplicitPCHInclude = Use->Shared.File;
    return FrontendActionFactory::runInvocation(
        std::move(Invocation), Files, std::move(PCHContainerOps), Consumer);
  }

  bool compiled() const { return Compiled; }

private:
  ClangTidyContext &Context;
  const bool OnlyUserCode;
  const PreludeUse *const Use;
  bool Compiled = false;
};

} // namespace

using Arguments = tooling::CommandLineArguments;

Arguments adjustedArguments(const Unit &Unit, StringRef ResourceDirectory) {
  const ClangTidyOptions &Options = *Unit.Options;
  StringRef File = Unit.Command.Filename;
  Arguments Args = Unit.Command.CommandLine;
  for (const tooling::ArgumentsAdjuster &Adjust :
       {tooling::getClangStripOutputAdjuster(),
        tooling::getClangSyntaxOnlyAdjuster(),
        tooling::getClangStripDependencyFileAdjuster(),
        tooling::getStripPluginsAdjuster()})
    Args = Adjust(Args, File);
  Args = withoutForeignFlags(
      withoutPrecompiledHeaders(Args, Unit.Command.Directory));
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

void prepareInvocation(CompilerInvocation &Invocation, bool OnlyUserCode) {
  // Defines __clang_analyzer__, as clang-tidy does.
  Invocation.getPreprocessorOpts().SetUpStaticAnalyzer = true;
  // A header that is compiled as a module of its own has no consumer that
  // would tell its bodies from those of system headers.
  Invocation.getFrontendOpts().SkipFunctionBodies =
      OnlyUserCode && !Invocation.getHeaderSearchOpts().ImplicitModuleMaps &&
      Invocation.getFrontendOpts().ModuleMapFiles.empty();
  // The process ends with this translation unit.
  Invocation.getFrontendOpts().DisableFree = true;
  // No "1 error generated." among the output.
  Invocation.getDiagnosticOpts().ShowCarets = false;
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

UnitResult analyseUnit(const Unit &Unit, const AnalysisSettings &Settings,
                       const PreludeUse *Use) {
  const tooling::CompileCommand &Command = Unit.Command;
  UnitResult Result;
  Result.File = Command.Filename;
  Result.Status = UnitResult::NotCompiled;
  // Its working directory is the translation unit's, not the process's.
  IntrusiveRefCntPtr<vfs::FileSystem> FS = vfs::createPhysicalFileSystem();
  if (std::error_code EC = FS->setCurrentWorkingDirectory(Command.Directory)) {
    Result.Problem =
        "cannot enter '" + Command.Directory + "': " + EC.message();
    return Result;
  }
  if (std::error_code EC = FS->status(Command.Filename).getError()) {
    Result.Problem = "cannot read it: " + EC.message();
    return Result;
  }
  if (Command.CommandLine.empty()) {
    Result.Problem = "its command is empty";
    return Result;
  }
  // What can be read has been expanded when the database was.
  for (StringRef Argument : drop_begin(Command.CommandLine))
    if (Argument.consume_front("@")) {
      Result.Problem = ("cannot read the response file '" + Argument +
                        "' of its command; some build tools delete them")
                           .str();
      return Result;
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
  CheckActionFactory Factory(
      *Context,
      /*OnlyUserCode=*/!Unit.Options->SystemHeaders.value_or(false), Use);
  tooling::ToolInvocation Invocation(
      adjustedArguments(Unit, Settings.ResourceDirectory), &Factory,
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
  return Result;
}

} // namespace clang::tidy::maps::tool
