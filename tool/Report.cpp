//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Report.h"
#include "Paths.h"
#include "ToolCompat.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/FrontendDiagnostic.h"
#include "clang/Tooling/DiagnosticsYaml.h"
#include "llvm/ADT/STLExtras.h"
#include <numeric>
#include <set>
#include <tuple>

using namespace llvm;

namespace clang::tidy::maps::tool {

using tooling::DiagnosticMessage;
using tooling::Replacement;

namespace {

/// Files have several names, by way of links or of how includes spell them.
/// Each gets the first of those that occur.
class FileNames {
public:
  void add(StringRef Path) {
    if (Path.empty())
      return;
    auto [Entry, IsNew] = NameOf.try_emplace(Real.of(Path), Path.str());
    if (!IsNew && Path < StringRef(Entry->second))
      Entry->second = Path.str();
  }
  std::string of(StringRef Path) {
    return Path.empty() ? std::string() : NameOf.lookup(Real.of(Path));
  }

private:
  RealPaths Real;
  StringMap<std::string> NameOf;
};

} // namespace

static void forEachMessage(Finding &F,
                           function_ref<void(DiagnosticMessage &)> Visit) {
  Visit(F.Message);
  for (DiagnosticMessage &Note : F.Notes)
    Visit(Note);
}

static void addNames(FileNames &Names, const DiagnosticMessage &Message) {
  Names.add(Message.FilePath);
  for (const tooling::FileByteRange &Range : Message.Ranges)
    Names.add(Range.FilePath);
  for (StringRef File : Message.Fix.keys())
    Names.add(File);
}

static void useNames(FileNames &Names, DiagnosticMessage &Message) {
  Message.FilePath = Names.of(Message.FilePath);
  for (tooling::FileByteRange &Range : Message.Ranges)
    Range.FilePath = Names.of(Range.FilePath);
  StringMap<tooling::Replacements> Fix;
  for (const auto &File : Message.Fix)
    for (const Replacement &Edit : File.second) {
      std::string Name = Names.of(File.first());
      consumeError(
          Fix[Name].add(Replacement(Name, Edit.getOffset(), Edit.getLength(),
                                    Edit.getReplacementText())));
    }
  Message.Fix = std::move(Fix);
}

static auto key(const Finding &F) {
  return std::tie(F.Message.FilePath, F.Message.FileOffset, F.DiagnosticName,
                  F.Message.Message);
}

static bool sameEdits(const Finding &A, const Finding &B) {
  return A.Message.Fix == B.Message.Fix && A.Notes.size() == B.Notes.size() &&
         all_of(zip(A.Notes, B.Notes), [](const auto &Pair) {
           return std::get<0>(Pair).Fix == std::get<1>(Pair).Fix;
         });
}

std::vector<Finding> mergeFindings(std::vector<UnitResult> &Results) {
  FileNames Names;
  std::vector<Finding> All;
  for (UnitResult &Result : Results) {
    for (Finding &F : Result.Findings) {
      forEachMessage(F, [&](DiagnosticMessage &M) { addNames(Names, M); });
      All.push_back(std::move(F));
    }
    Result.Findings.clear();
  }
  for (Finding &F : All)
    forEachMessage(F, [&](DiagnosticMessage &M) { useNames(Names, M); });
  std::vector<size_t> Order(All.size());
  std::iota(Order.begin(), Order.end(), 0);
  // Of equal ones the first translation unit's comes first.
  llvm::sort(Order, [&](size_t A, size_t B) {
    return std::tuple_cat(key(All[A]), std::tie(A)) <
           std::tuple_cat(key(All[B]), std::tie(B));
  });
  std::vector<Finding> Once;
  for (size_t I : Order) {
    Finding &F = All[I];
    if (Once.empty() || key(Once.back()) != key(F)) {
      Once.push_back(std::move(F));
      continue;
    }
    Once.back().AsError |= F.AsError;
    Once.back().EditsDiffer |= !sameEdits(Once.back(), F);
  }
  return Once;
}

namespace {

/// Shows findings with clang's own printer.
class TextReport {
public:
  TextReport(raw_ostream &OS, bool Colors)
      : Text(OS, Colors), Diagnostics(Text.printer()),
        Files(FileSystemOptions()), Sources(Diagnostics.engine(), Files) {
    Text.printer().BeginSourceFile(Language, nullptr);
  }

  void print(const Finding &F, FixPlan::State State) {
    DiagnosticsEngine::Level Level =
        F.AsError ? DiagnosticsEngine::Error
                  : static_cast<DiagnosticsEngine::Level>(F.DiagLevel);
    std::string Name = F.DiagnosticName;
    if (F.AsError)
      Name += ",-warnings-as-errors";
    print(F.Message, Level, F.Message.Message + " [" + Name + "]");
    if (State != FixPlan::NoEdit)
      Diagnostics.engine().Report(
          location(F.Message.FilePath, F.Message.FileOffset),
          State == FixPlan::Applied ? diag::note_fixit_applied
                                    : diag::note_fixit_failed);
    for (const DiagnosticMessage &Note : F.Notes)
      print(Note, DiagnosticsEngine::Note, Note.Message);
  }

private:
  void print(const DiagnosticMessage &Message, DiagnosticsEngine::Level Level,
             StringRef Shown) {
    DiagnosticsEngine &Engine = Diagnostics.engine();
    DiagnosticBuilder Builder =
        Engine.Report(location(Message.FilePath, Message.FileOffset),
                      Engine.getCustomDiagID(Level, "%0"));
    Builder << Shown;
    for (const tooling::FileByteRange &Range : Message.Ranges)
      Builder << range(Range.FilePath, Range.FileOffset, Range.Length);
    for (const auto &File : Message.Fix)
      for (const Replacement &Edit : File.second)
        Builder << FixItHint::CreateReplacement(
            range(Edit.getFilePath(), Edit.getOffset(), Edit.getLength()),
            Edit.getReplacementText());
  }

  SourceLocation location(StringRef Path, unsigned Offset) {
    if (Path.empty())
      return {};
    OptionalFileEntryRef File = Files.getOptionalFileRef(Path);
    if (!File)
      return {};
    FileID ID = Sources.getOrCreateFileID(*File, SrcMgr::C_User);
    return Sources.getLocForStartOfFile(ID).getLocWithOffset(Offset);
  }

  CharSourceRange range(StringRef Path, unsigned Offset, unsigned Length) {
    SourceLocation Begin = location(Path, Offset);
    return Begin.isValid() ? CharSourceRange::getCharRange(
                                 Begin, Begin.getLocWithOffset(Length))
                           : CharSourceRange();
  }

  LangOptions Language;
  compat::TextPrinter Text;
  compat::Diagnostics Diagnostics;
  FileManager Files;
  SourceManager Sources;
};

} // namespace

void printText(ArrayRef<Finding> Findings, const FixPlan &Plan, raw_ostream &OS,
               bool Colors) {
  TextReport Report(OS, Colors);
  for (size_t I = 0; I < Findings.size(); ++I)
    Report.print(Findings[I], Plan.States[I]);
}

void exportFixes(ArrayRef<Finding> Findings, raw_ostream &OS) {
  tooling::TranslationUnitDiagnostics All;
  if (!Findings.empty())
    All.MainSourceFile = Findings.front().Message.FilePath;
  for (const Finding &F : Findings) {
    All.Diagnostics.push_back(F);
    if (F.AsError)
      All.Diagnostics.back().DiagLevel = tooling::Diagnostic::Error;
  }
  yaml::Output YAML(OS);
  YAML << All;
}

void printProblems(ArrayRef<UnitResult> Results, raw_ostream &OS) {
  std::set<std::string> Lines;
  for (const UnitResult &Result : Results)
    if (Result.Status != UnitResult::Analysed)
      Lines.insert("map-tidy: could not " +
                   std::string(Result.Status == UnitResult::Crashed
                                   ? "analyse"
                                   : "compile") +
                   " '" + Result.File + "': " + Result.Problem);
  for (const std::string &Line : Lines)
    OS << Line << '\n';
}

std::string counted(size_t Number, StringRef Noun) {
  return (Twine(Number) + " " + Noun +
          (Number == 1           ? ""
           : Noun.ends_with("x") ? "es"
                                 : "s"))
      .str();
}

void printSummary(ArrayRef<Finding> Findings, ArrayRef<UnitResult> Results,
                  raw_ostream &OS) {
  std::set<StringRef> Files;
  for (const Finding &F : Findings)
    Files.insert(F.Message.FilePath);
  OS << counted(Findings.size(), "finding");
  if (!Files.empty())
    OS << " in " << counted(Files.size(), "file");
  OS << " (" << counted(Results.size(), "translation unit");
  auto Count = [&](UnitResult::StatusKind Status, StringRef What) {
    size_t Number = count_if(Results, [&](const UnitResult &Result) {
      return Result.Status == Status;
    });
    if (Number)
      OS << ", " << Number << What;
  };
  Count(UnitResult::NotCompiled, " could not be compiled");
  Count(UnitResult::Crashed, " could not be analysed");
  OS << ")\n";
}

} // namespace clang::tidy::maps::tool
