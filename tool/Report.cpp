//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Report.h"
#include "Paths.h"
#include "Serialize.h"
#include "ToolCompat.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/FrontendDiagnostic.h"
#include "clang/Tooling/DiagnosticsYaml.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"
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

static std::string asText(const Finding &F) {
  std::string Result;
  raw_string_ostream(Result) << toJSON(F);
  return Result;
}

void EachFindingOnce::operator()(UnitResult &Result) {
  erase_if(Result.Findings, [&](const Finding &F) {
    XXH128_hash_t Hash = xxh3_128bits(arrayRefFromStringRef(asText(F)));
    return !Known.emplace(Hash.high64, Hash.low64).second;
  });
  Result.Findings.shrink_to_fit();
}

/// Of findings that are the same in several translation units, the one whose
/// text comes first is shown: which unit is analysed first, or where, must not
/// matter.
static bool comesFirst(const Finding &A, const Finding &B) {
  auto Text = [](Finding F) {
    F.AsError = F.EditsDiffer = false;
    return asText(F);
  };
  return Text(A) < Text(B);
}

std::vector<Finding> mergeFindings(std::vector<UnitResult> &Results) {
  FileNames Names;
  std::vector<Finding> All;
  for (UnitResult &Result : Results) {
    for (Finding &F : Result.Findings) {
      forEachPath(F, [&](StringRef Path) { Names.add(Path); });
      All.push_back(std::move(F));
    }
    Result.Findings.clear();
  }
  for (Finding &F : All) {
    // Only to say where relative paths started; it may not exist any more.
    std::string BuildDirectory = F.BuildDirectory;
    F = withPaths(F, [&](StringRef Path) { return Names.of(Path); });
    F.BuildDirectory = std::move(BuildDirectory);
  }
  llvm::sort(
      All, [](const Finding &A, const Finding &B) { return key(A) < key(B); });
  std::vector<Finding> Once;
  for (Finding &F : All) {
    if (Once.empty() || key(Once.back()) != key(F)) {
      Once.push_back(std::move(F));
      continue;
    }
    Finding &Known = Once.back();
    bool AsError = Known.AsError || F.AsError;
    bool EditsDiffer =
        Known.EditsDiffer || F.EditsDiffer || !sameEdits(Known, F);
    if (comesFirst(F, Known))
      Known = std::move(F);
    Known.AsError = AsError;
    Known.EditsDiffer = EditsDiffer;
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
    // What an interrupt left undone is told by its number.
    if (Result.Status != UnitResult::Analysed && !Result.Problem.empty())
      Lines.insert("map-tidy: could not " +
                   std::string(Result.Status == UnitResult::NotCompiled
                                   ? "compile"
                                   : "analyse") +
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
  auto Count = [&](ArrayRef<UnitResult::StatusKind> Statuses, StringRef What) {
    size_t Number = count_if(Results, [&](const UnitResult &Result) {
      return is_contained(Statuses, Result.Status);
    });
    if (Number)
      OS << ", " << Number << What;
  };
  Count({UnitResult::NotCompiled}, " could not be compiled");
  Count({UnitResult::Crashed, UnitResult::TimedOut, UnitResult::OutOfMemory},
        " could not be analysed");
  Count({UnitResult::NotRun}, " not analysed");
  OS << ")\n";
}

} // namespace clang::tidy::maps::tool
