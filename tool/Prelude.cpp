//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Prelude.h"
#include "Analysis.h"
#include "IncludeSurvey.h"
#include "UserScope.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/PCHContainerOperations.h"
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>
#include <set>

using namespace llvm;

namespace clang::tidy::maps::tool {

// ---- as text, from the child that builds it
// -------------------------------------------------------------------------

json::Value toJSON(const Prelude &P) {
  json::Array Headers;
  for (const Prelude::Header &H : P.Headers)
    Headers.push_back(json::Object{{"path", H.Path},
                                   {"device", H.ID.getDevice()},
                                   {"file", H.ID.getFile()},
                                   {"includes", json::Array(H.Includes)}});
  auto Listed = [](const StringSet<> &Set) {
    json::Array Names;
    for (StringRef Name : Set.keys())
      Names.push_back(Name);
    return Names;
  };
  return json::Object{{"pch", P.File},
                      {"headers", std::move(Headers)},
                      {"names", Listed(P.Names)},
                      {"asked", Listed(P.Asked)}};
}

static bool fromJSON(const json::Value &Value, Prelude::Header &H,
                     json::Path Path) {
  uint64_t Device = 0, File = 0;
  json::ObjectMapper Map(Value, Path);
  if (!Map || !Map.map("path", H.Path) || !Map.map("device", Device) ||
      !Map.map("file", File) || !Map.map("includes", H.Includes))
    return false;
  H.ID = sys::fs::UniqueID(Device, File);
  return true;
}

bool fromJSON(const json::Value &Value, Prelude &P, json::Path Path) {
  std::vector<std::string> Names, Asked;
  json::ObjectMapper Map(Value, Path);
  if (!Map || !Map.map("pch", P.File) || !Map.map("headers", P.Headers) ||
      !Map.map("names", Names) || !Map.map("asked", Asked))
    return false;
  P.Names.insert(Names.begin(), Names.end());
  P.Asked.insert(Asked.begin(), Asked.end());
  return true;
}

// ---- building
// -------------------------------------------------------------------------

namespace {

/// Has units preprocessed and parsed as the analysis does.
class PreparedFactory : public tooling::FrontendActionFactory {
public:
  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> PCHContainerOps,
                     DiagnosticConsumer *Consumer) override {
    prepareInvocation(*Invocation, /*OnlyUserCode=*/true);
    adjust(*Invocation);
    return FrontendActionFactory::runInvocation(
        std::move(Invocation), Files, std::move(PCHContainerOps), Consumer);
  }

private:
  virtual void adjust(CompilerInvocation &) {}
};

class SurveyAction : public PreprocessOnlyAction {
public:
  SurveyAction(const std::set<sys::fs::UniqueID> &Shared, bool OnlyAbsolute,
               LeadingHeaders &Leading)
      : Shared(Shared), OnlyAbsolute(OnlyAbsolute), Leading(Leading) {}

private:
  bool BeginSourceFileAction(CompilerInstance &Compiler) override {
    auto Owned = std::make_unique<IncludeSurvey>(Compiler.getPreprocessor());
    Survey = Owned.get();
    Compiler.getPreprocessor().addPPCallbacks(std::move(Owned));
    return true;
  }
  void EndSourceFileAction() override {
    Leading = Survey->leading(Shared, OnlyAbsolute);
  }

  const std::set<sys::fs::UniqueID> &Shared;
  const bool OnlyAbsolute;
  LeadingHeaders &Leading;
  IncludeSurvey *Survey = nullptr;
};

class SurveyFactory : public PreparedFactory {
public:
  SurveyFactory(ArrayRef<sys::fs::UniqueID> Shared, bool OnlyAbsolute)
      : Shared(Shared.begin(), Shared.end()), OnlyAbsolute(OnlyAbsolute) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<SurveyAction>(Shared, OnlyAbsolute, Leading);
  }

  LeadingHeaders takeLeading() { return std::move(Leading); }

private:
  const std::set<sys::fs::UniqueID> Shared;
  const bool OnlyAbsolute;
  LeadingHeaders Leading;
};

/// The path of \p File as findings have it.
static std::string pathOf(FileEntryRef File, const SourceManager &Sources) {
  SmallString<256> Path = File.getName();
  Sources.getFileManager().makeAbsolutePath(Path);
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Path.str().str();
}

/// Notes which header includes which.
class IncludeRecorder : public PPCallbacks {
public:
  IncludeRecorder(const SourceManager &Sources, Prelude &Result)
      : Sources(Sources), Result(Result) {}

  void InclusionDirective(SourceLocation HashLoc, const Token &, StringRef,
                          bool, CharSourceRange, OptionalFileEntryRef File,
                          StringRef, StringRef, const Module *, bool,
                          SrcMgr::CharacteristicKind) override {
    if (!File)
      return;
    unsigned Included = indexOf(*File);
    FileID Includer = Sources.getFileID(HashLoc);
    if (Includer != Sources.getMainFileID())
      Result.Headers[indexOf(*Sources.getFileEntryRefForID(Includer))]
          .Includes.push_back(Included);
  }

private:
  unsigned indexOf(FileEntryRef File) {
    auto [At, IsNew] =
        Indices.try_emplace(File.getUniqueID(), Result.Headers.size());
    if (IsNew)
      Result.Headers.push_back({File.getUniqueID(), pathOf(File, Sources), {}});
    return At->second;
  }

  const SourceManager &Sources;
  Prelude &Result;
  std::map<sys::fs::UniqueID, unsigned> Indices;
};

class BuildAction : public GeneratePCHAction {
public:
  BuildAction(Prelude &Result, bool &Built) : Result(Result), Built(Built) {}

private:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef File) override {
    Compiler.getPreprocessor().addPPCallbacks(
        std::make_unique<IncludeRecorder>(Compiler.getSourceManager(), Result));
    std::unique_ptr<ASTConsumer> Writer =
        GeneratePCHAction::CreateASTConsumer(Compiler, File);
    return Writer ? userCodeOnly(std::move(Writer)) : nullptr;
  }

  void EndSourceFileAction() override {
    for (const auto &Name :
         getCompilerInstance().getPreprocessor().getIdentifierTable())
      Result.Names.insert(Name.getKey());
    GeneratePCHAction::EndSourceFileAction();
    Built = !getCompilerInstance().getDiagnostics().hasErrorOccurred();
  }

  Prelude &Result;
  bool &Built;
};

class BuildFactory : public PreparedFactory {
public:
  BuildFactory(StringRef Source, Prelude &Result)
      : Source(Source), Result(Result) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<BuildAction>(Result, Built);
  }

  bool built() const { return Built; }

private:
  void adjust(CompilerInvocation &Invocation) override {
    FrontendOptions &Options = Invocation.getFrontendOpts();
    Options.Inputs = {FrontendInputFile(
        Source, Options.Inputs.front().getKind().getHeader())};
    Options.OutputFile = Result.File;
    Options.ProgramAction = frontend::GeneratePCH;
    PreprocessorOptions &Preprocessing = Invocation.getPreprocessorOpts();
    Preprocessing.Includes.clear();
    Preprocessing.MacroIncludes.clear();
  }

  const std::string Source;
  Prelude &Result;
  bool Built = false;
};

} // namespace

/// Runs \p Factory on \p U without a word.
static void run(tooling::FrontendActionFactory &Factory, const Unit &U,
                const AnalysisSettings &Settings) {
  IntrusiveRefCntPtr<vfs::FileSystem> FS = vfs::createPhysicalFileSystem();
  if (FS->setCurrentWorkingDirectory(U.Command.Directory))
    return;
  auto Files = makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), FS);
  IgnoringDiagConsumer NoDiagnostics;
  tooling::ToolInvocation Invocation(
      adjustedArguments(U, Settings.ResourceDirectory), &Factory, Files.get(),
      std::make_shared<PCHContainerOperations>());
  Invocation.setDiagnosticConsumer(&NoDiagnostics);
  Invocation.run();
}

bool dependsOnSpelling(const Unit &U) {
  const std::string Of = U.Options->HeaderFilterRegex.value_or("");
  return (!Of.empty() && Of != ".*") ||
         !U.Options->ExcludeHeaderFilterRegex.value_or("").empty();
}

static bool precompile(const Unit &Example, const AnalysisSettings &Settings,
                       ArrayRef<LeadingHeader> Headers, StringRef File,
                       Prelude &Result) {
  if (Headers.empty())
    return false;
  Result.File = File.str();
  std::string Source = (File + ".h").str();
  std::error_code EC;
  raw_fd_ostream Text(Source, EC);
  // What a system header includes is one. The compiler's notation for that:
  for (const LeadingHeader &H : Headers)
    Text << "# 1 \"prelude\"" << (H.IsUser ? "" : " 3") << "\n#include "
         << H.Operand << '\n';
  Text.close();
  if (Text.has_error()) {
    Text.clear_error();
    return false;
  }
  BuildFactory Factory(Source, Result);
  run(Factory, Example, Settings);
  // It is written at the end, if there is room.
  return Factory.built() && sys::fs::exists(File);
}

bool buildPrelude(const Unit &Example, const AnalysisSettings &Settings,
                  ArrayRef<sys::fs::UniqueID> Shared, StringRef File,
                  Prelude &Result) {
  SurveyFactory Survey(Shared, dependsOnSpelling(Example));
  run(Survey, Example, Settings);
  LeadingHeaders Leading = Survey.takeLeading();
  if (precompile(Example, Settings, Leading.Headers, File, Result)) {
    Result.Asked = std::move(Leading.Asked);
    return true;
  }
  size_t All = Leading.Headers.size();
  llvm::erase_if(Leading.Headers,
                 [](const LeadingHeader &H) { return H.IsUser; });
  Result = Prelude();
  return Leading.Headers.size() < All &&
         precompile(Example, Settings, Leading.Headers, File, Result);
}

// ---- using
// -------------------------------------------------------------------------

/// Without an effect since C++11; older code defines them before <cinttypes>.
static bool isObsolete(StringRef Name) {
  return is_contained(
      {"__STDC_FORMAT_MACROS", "__STDC_LIMIT_MACROS", "__STDC_CONSTANT_MACROS"},
      Name);
}

namespace {

class OrderWatch : public PPCallbacks {
public:
  OrderWatch(const PreludeUse &Use, Preprocessor &PP)
      : Use(Use), P(Use.Shared), PP(PP), Sources(PP.getSourceManager()),
        Reached(P.Headers.size()) {
    PP.setTokenWatcher(
        [this](const Token &T) { BraceDepth += bracesOpenedBy(T); });
    for (unsigned I = 0; I < P.Headers.size(); ++I)
      Indices.emplace(P.Headers[I].ID, I);
  }

  void InclusionDirective(SourceLocation HashLoc, const Token &, StringRef Name,
                          bool, CharSourceRange, OptionalFileEntryRef File,
                          StringRef, StringRef, const Module *, bool,
                          SrcMgr::CharacteristicKind Kind) override {
    if (!File || Reached.all())
      return;
    auto At = Indices.find(File->getUniqueID());
    if (At == Indices.end() || Reached.test(At->second))
      return;
    reach(At->second);
    if (Kind != SrcMgr::C_User)
      return;
    if (BraceDepth != 0)
      report(HashLoc, "includes within braces", Name);
    if (pathOf(*File, Sources) != P.Headers[At->second].Path)
      report(HashLoc, "includes by another path", Name);
  }

  void MacroExpands(const Token &Name, const MacroDefinition &Macro,
                    SourceRange, const MacroArgs *) override {
    onUse(Name, Macro);
  }
  void Defined(const Token &Name, const MacroDefinition &Macro,
               SourceRange) override {
    onUse(Name, Macro);
  }
  void Ifdef(SourceLocation, const Token &Name,
             const MacroDefinition &Macro) override {
    onUse(Name, Macro);
  }
  void Ifndef(SourceLocation, const Token &Name,
              const MacroDefinition &Macro) override {
    onUse(Name, Macro);
  }
  using PPCallbacks::Elifdef;
  void Elifdef(SourceLocation, const Token &Name,
               const MacroDefinition &Macro) override {
    onUse(Name, Macro);
  }
  using PPCallbacks::Elifndef;
  void Elifndef(SourceLocation, const Token &Name,
                const MacroDefinition &Macro) override {
    onUse(Name, Macro);
  }
  void MacroDefined(const Token &Name, const MacroDirective *New) override {
    const MacroDirective *Old = New->getPrevious();
    if (!Old || !Old->getMacroInfo() ||
        !Old->getMacroInfo()->isIdenticalTo(*New->getMacroInfo(), PP,
                                            /*Syntactically=*/true))
      onChange(Name);
  }
  void MacroUndefined(const Token &Name, const MacroDefinition &Old,
                      const MacroDirective *) override {
    if (Old)
      onChange(Name);
  }

private:
  void reach(uint64_t Header) {
    SmallVector<uint64_t> Todo{Header};
    while (!Todo.empty()) {
      uint64_t Next = Todo.pop_back_val();
      if (Reached.test(Next))
        continue;
      Reached.set(Next);
      append_range(Todo, P.Headers[Next].Includes);
    }
  }

  /// Not the command line's macros, which do not differ.
  bool isInFile(const Token &Name) const {
    return Sources.getFileEntryForID(
        Sources.getFileID(Sources.getExpansionLoc(Name.getLocation())));
  }

  bool isInUserCode(const Token &Name) const {
    return isInFile(Name) && !Sources.isInSystemHeader(
                                 Sources.getExpansionLoc(Name.getLocation()));
  }

  void onUse(const Token &Name, const MacroDefinition &Macro) {
    const MacroInfo *Info = Macro.getMacroInfo();
    if (!Info || !Sources.isLoadedSourceLocation(Info->getDefinitionLoc()) ||
        !isInUserCode(Name)) // The standard library may look at what it likes.
      return;
    OptionalFileEntryRef File = Sources.getFileEntryRefForID(
        Sources.getFileID(Info->getDefinitionLoc()));
    if (!File) // the compiler's own, or the command line's
      return;
    auto At = Indices.find(File->getUniqueID());
    if (At == Indices.end() || !Reached.test(At->second))
      report("looks at the macro", Name);
  }

  void onChange(const Token &Name) {
    StringRef Text = Name.getIdentifierInfo()->getName();
    if (!Reached.all() && !isObsolete(Text) && isInFile(Name) &&
        (isInUserCode(Name) ? P.Names : P.Asked).contains(Text))
      report("changes the macro", Name);
  }

  void report(StringRef What, const Token &Name) {
    report(Name.getLocation(), What, Name.getIdentifierInfo()->getName());
  }
  void report(SourceLocation Where, StringRef What, StringRef Name) {
    Use.Report((Where.printToString(Sources) + " " + What + " " + Name).str());
  }

  const PreludeUse &Use;
  const Prelude &P;
  Preprocessor &PP;
  const SourceManager &Sources;
  int BraceDepth = 0;
  /// What the text has included by now.
  BitVector Reached;
  std::map<sys::fs::UniqueID, unsigned> Indices;
};

} // namespace

std::unique_ptr<PPCallbacks> watchOrder(const PreludeUse &Use,
                                        Preprocessor &PP) {
  return std::make_unique<OrderWatch>(Use, PP);
}

} // namespace clang::tidy::maps::tool
