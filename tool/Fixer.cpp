//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Fixer.h"
#include "Errors.h"
#include "FileSet.h"
#include "Interrupts.h"
#include "Paths.h"
#include "clang/Format/Format.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace clang::tidy::maps::tool {

using tooling::Replacement;
using Edits = std::vector<Replacement>;

static const StringMap<tooling::Replacements> *chosenFix(const Finding &F,
                                                         FixMode Mode) {
  if (!F.Message.Fix.empty())
    return &F.Message.Fix;
  if (Mode != FixMode::Offered)
    return nullptr;
  const StringMap<tooling::Replacements> *Only = nullptr;
  for (const tooling::DiagnosticMessage &Note : F.Notes) {
    if (Note.Fix.empty())
      continue;
    if (Only) // A choice is the user's.
      return nullptr;
    Only = &Note.Fix;
  }
  return Only;
}

static Edits editsOf(const StringMap<tooling::Replacements> &Fix) {
  Edits Result;
  for (const auto &File : Fix)
    Result.insert(Result.end(), File.second.begin(), File.second.end());
  // A StringMap has no order of its own.
  llvm::sort(Result);
  return Result;
}

static bool isInclude(const Replacement &Edit) {
  return Edit.getLength() == 0 &&
         Edit.getReplacementText().trim().starts_with("#include");
}

/// Whether doing \p A and \p B both cannot mean what each means alone.
/// Insertions at one place, and next to a replaced range, can.
static bool conflict(const Replacement &A, const Replacement &B) {
  unsigned ABegin = A.getOffset(), AEnd = ABegin + A.getLength();
  unsigned BBegin = B.getOffset(), BEnd = BBegin + B.getLength();
  return ABegin < BEnd && BBegin < AEnd;
}

/// Whether doing \p A makes \p B superfluous.
static bool covers(const Replacement &A, const Replacement &B) {
  return A == B && (A.getLength() > 0 || isInclude(A));
}

/// One edit per offset, in order: what is inserted stands before what replaces.
static Edits combined(const Edits &All) {
  struct AtOffset {
    std::string Inserted, Replacing;
    unsigned Length = 0;
  };
  std::map<unsigned, AtOffset> ByOffset;
  for (const Replacement &Edit : All) {
    AtOffset &Place = ByOffset[Edit.getOffset()];
    Place.Length += Edit.getLength();
    (Edit.getLength() ? Place.Replacing : Place.Inserted) +=
        Edit.getReplacementText();
  }
  Edits Result;
  for (const auto &[Offset, Place] : ByOffset)
    Result.emplace_back(All.front().getFilePath(), Offset, Place.Length,
                        Place.Inserted + Place.Replacing);
  return Result;
}

FixPlan planFixes(ArrayRef<Finding> Findings, FixMode Mode) {
  FixPlan Plan;
  Plan.States.assign(Findings.size(), FixPlan::NoEdit);
  if (Mode == FixMode::None)
    return Plan;
  for (size_t I = 0; I < Findings.size(); ++I) {
    const StringMap<tooling::Replacements> *Fix = chosenFix(Findings[I], Mode);
    if (!Fix)
      continue;
    Edits New = editsOf(*Fix);
    auto Fits = [&](const Replacement &Edit) {
      auto File = Plan.Edits.find(Edit.getFilePath().str());
      return File == Plan.Edits.end() ||
             none_of(File->second, [&](const Replacement &Old) {
               return !covers(Old, Edit) && conflict(Old, Edit);
             });
    };
    if (Findings[I].EditsDiffer || !all_of(New, Fits)) {
      Plan.States[I] = FixPlan::Skipped;
      continue;
    }
    Plan.States[I] = FixPlan::Applied;
    for (const Replacement &Edit : New) {
      Edits &File = Plan.Edits[Edit.getFilePath().str()];
      if (none_of(File,
                  [&](const Replacement &Old) { return covers(Old, Edit); }))
        File.push_back(Edit);
    }
  }
  for (auto &[Path, File] : Plan.Edits)
    File = combined(File);
  return Plan;
}

std::string insertedText(const Replacement &Edit, StringRef Text) {
  size_t FirstLine = Text.find('\n');
  bool IsCRLF = FirstLine != StringRef::npos && FirstLine > 0 &&
                Text[FirstLine - 1] == '\r';
  std::string New;
  for (char C : Edit.getReplacementText()) {
    if (IsCRLF && C == '\n' && !StringRef(New).ends_with("\r"))
      New += '\r';
    New += C;
  }
  return New;
}

static Expected<std::string> editedText(StringRef Path, StringRef Text,
                                        const Edits &File,
                                        const std::string &StyleName) {
  tooling::Replacements Set;
  for (const Replacement &Edit : File) {
    if (Edit.getOffset() + Edit.getLength() > Text.size())
      return sentence("'" + Path + "' changed during the analysis");
    if (Error E = Set.add(Replacement(Path, Edit.getOffset(), Edit.getLength(),
                                      insertedText(Edit, Text))))
      return E;
  }
  Expected<format::FormatStyle> Style =
      format::getStyle(StyleName, Path, "none", Text);
  if (!Style)
    return Style.takeError();
  Expected<tooling::Replacements> Clean =
      format::cleanupAroundReplacements(Text, Set, *Style);
  if (!Clean)
    return Clean.takeError();
  Expected<tooling::Replacements> Formatted =
      format::formatReplacements(Text, *Clean, *Style);
  if (!Formatted)
    return Formatted.takeError();
  return tooling::applyAllReplacements(Text, *Formatted);
}

/// \returns the new text of \p Path and where it goes.
static Expected<FixedFile> fixedFile(StringRef Path, const Edits &File,
                                     sys::TimePoint<> Start, StyleFor Style) {
  auto Fail = [&](const Twine &Why) {
    return sentence("cannot fix '" + Path + "': " + Why);
  };
  // A symbolic link stays one.
  std::string Target = realPath(Path);
  sys::fs::file_status Status;
  if (std::error_code EC = sys::fs::status(Target, Status))
    return Fail(EC.message());
  // What was last changed in the future was not changed just now.
  sys::TimePoint<> Changed = Status.getLastModificationTime();
  if (Changed > Start && Changed <= std::chrono::system_clock::now())
    return Fail("it changed during the analysis; run again");
  ErrorOr<std::unique_ptr<MemoryBuffer>> Text = MemoryBuffer::getFile(
      Target, /*IsText=*/false, /*RequiresNullTerminator=*/true,
      /*IsVolatile=*/true);
  if (!Text)
    return Fail(Text.getError().message());
  Expected<std::string> New =
      editedText(Path, (*Text)->getBuffer(), File, Style(Path));
  if (!New)
    return Fail(toString(New.takeError()));
  return FixedFile{std::move(Target), std::move(*Text), std::move(*New)};
}

Expected<std::vector<FixedFile>>
fixedFiles(const FixPlan &Plan, sys::TimePoint<> Start, StyleFor Style) {
  std::vector<FixedFile> All;
  for (const auto &[Path, File] : Plan.Edits) {
    Expected<FixedFile> One = fixedFile(Path, File, Start, Style);
    if (!One)
      return One.takeError();
    All.push_back(std::move(*One));
  }
  return All;
}

Error applyFixes(const FixPlan &Plan, sys::TimePoint<> Start, StyleFor Style) {
  // Longer than the set, which refers to them.
  Expected<std::vector<FixedFile>> All = fixedFiles(Plan, Start, Style);
  if (!All)
    return All.takeError();
  for (const FixedFile &One : *All)
    if (std::error_code EC =
            sys::fs::access(One.Target, sys::fs::AccessMode::Write))
      return sentence("cannot fix '" + One.Target + "': " + EC.message());
  InterruptHold Hold;
  FileSet Files;
  for (const FixedFile &One : *All)
    if (Error E = Files.add(One.Target, One.New, One.Old->getBuffer()))
      return sentence("cannot fix '" + One.Target + "': " +
                      toString(std::move(E)) + "; no file has been changed");
  return Files.commit();
}

} // namespace clang::tidy::maps::tool
