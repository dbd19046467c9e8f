//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Fixer.h"
#include "Paths.h"
#include "clang/Format/Format.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

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

static Error sentence(const Twine &Text) {
  return createStringError(inconvertibleErrorCode(), Text);
}

static Expected<std::string> editedText(StringRef Path, StringRef Text,
                                        const Edits &File,
                                        const std::string &StyleName) {
  // A file with Windows line ends keeps them.
  size_t FirstLine = Text.find('\n');
  bool IsCRLF = FirstLine != StringRef::npos && FirstLine > 0 &&
                Text[FirstLine - 1] == '\r';
  tooling::Replacements Set;
  for (const Replacement &Edit : File) {
    if (Edit.getOffset() + Edit.getLength() > Text.size())
      return sentence("'" + Path + "' changed during the analysis");
    std::string New;
    for (char C : Edit.getReplacementText()) {
      if (IsCRLF && C == '\n' && !StringRef(New).ends_with("\r"))
        New += '\r';
      New += C;
    }
    if (Error E =
            Set.add(Replacement(Path, Edit.getOffset(), Edit.getLength(), New)))
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

namespace {
/// A file's new content beside it, not yet in its place.
struct Prepared {
  sys::fs::TempFile Temporary;
  std::string Target;
};
} // namespace

static Expected<Prepared> prepare(StringRef Path, const Edits &File,
                                  sys::TimePoint<> Start, StyleFor Style) {
  // A symbolic link stays one.
  std::string Target = realPath(Path);
  sys::fs::file_status Status;
  if (std::error_code EC = sys::fs::status(Target, Status))
    return sentence("cannot fix '" + Path + "': " + EC.message());
  if (Status.getLastModificationTime() > Start)
    return sentence("cannot fix '" + Path +
                    "': it changed during the analysis; run again");
  if (std::error_code EC = sys::fs::access(Target, sys::fs::AccessMode::Write))
    return sentence("cannot fix '" + Path + "': " + EC.message());
  ErrorOr<std::unique_ptr<MemoryBuffer>> Text = MemoryBuffer::getFile(
      Target, /*IsText=*/false, /*RequiresNullTerminator=*/true,
      /*IsVolatile=*/true);
  if (!Text)
    return sentence("cannot fix '" + Path + "': " + Text.getError().message());
  Expected<std::string> New =
      editedText(Path, (*Text)->getBuffer(), File, Style(Path));
  if (!New)
    return sentence("cannot fix '" + Path + "': " + toString(New.takeError()));
  Expected<sys::fs::TempFile> Temporary =
      sys::fs::TempFile::create(Target + ".map-tidy-%%%%%%");
  if (!Temporary)
    return sentence("cannot fix '" + Path +
                    "': " + toString(Temporary.takeError()));
  raw_fd_ostream OS(Temporary->FD, /*shouldClose=*/false);
  OS << *New;
  OS.flush();
  std::error_code EC = OS.error();
  OS.clear_error();
  if (!EC)
    EC = sys::fs::setPermissions(Temporary->FD, Status.permissions());
  if (EC) {
    consumeError(Temporary->discard());
    return sentence("cannot fix '" + Path + "': " + EC.message());
  }
  return Prepared{std::move(*Temporary), std::move(Target)};
}

Error applyFixes(const FixPlan &Plan, sys::TimePoint<> Start, StyleFor Style) {
  std::vector<Prepared> All;
  Error Problem = Error::success();
  for (const auto &[Path, File] : Plan.Edits) {
    Expected<Prepared> One = prepare(Path, File, Start, Style);
    if (One) {
      All.push_back(std::move(*One));
      continue;
    }
    Problem = One.takeError();
    break;
  }
  // Everything is written somewhere before anything takes its place.
  for (Prepared &One : All) {
    if (Problem)
      consumeError(One.Temporary.discard());
    else if (Error E = One.Temporary.keep(One.Target))
      Problem = sentence("cannot replace '" + One.Target +
                         "': " + toString(std::move(E)));
  }
  return Problem;
}

} // namespace clang::tidy::maps::tool
