//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "GitChanges.h"
#include "Errors.h"
#include "Paths.h"
#include "Program.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include <optional>

using namespace llvm;

namespace clang::tidy::maps::tool {

/// Git's "..." around names with unusual characters, and its backslashes.
static std::string unquoted(StringRef Name) {
  if (!Name.consume_front("\""))
    return Name.str();
  Name.consume_back("\"");
  std::string Result;
  while (!Name.empty()) {
    char C = Name.front();
    Name = Name.drop_front();
    if (C != '\\' || Name.empty()) {
      Result += C;
      continue;
    }
    StringRef Octal = Name.take_while(isDigit).take_front(3);
    unsigned Byte = 0;
    if (!Octal.empty() && !Octal.getAsInteger(8, Byte)) {
      Result += static_cast<char>(Byte);
      Name = Name.drop_front(Octal.size());
      continue;
    }
    static constexpr StringLiteral Escapes = "abtnvfr",
                                   Meant = "\a\b\t\n\v\f\r";
    size_t Index = Escapes.find(Name.front());
    Result += Index == StringRef::npos ? Name.front() : Meant[Index];
    Name = Name.drop_front();
  }
  return Result;
}

namespace {

/// A number and, after a comma, a count: "12,3"; the count is 1 without one.
struct HunkSide {
  unsigned First = 0, Count = 1;

  bool parse(StringRef Text) {
    Count = 1;
    auto [Start, Length] = Text.split(',');
    return !Start.getAsInteger(10, First) &&
           (Length.empty() || !Length.getAsInteger(10, Count));
  }
};

/// Reads a patch line by line. What a hunk announces decides where it ends: a
/// deleted line may look like the head of a file.
class PatchReader {
public:
  PatchReader(TouchedLines &Lines, StringRef Root) : Lines(Lines), Root(Root) {}

  void read(StringRef Line) {
    if (Old.Count || New.Count) {
      readInHunk(Line);
      return;
    }
    endRun();
    if (Line.starts_with("diff --git "))
      File.reset();
    else if (Line.consume_front("+++ "))
      readFileName(Line);
    else if (Line.consume_front("@@ -"))
      readHunkHead(Line);
  }

  /// At the end of a run of removed and added lines.
  void endRun() {
    if (File && Removed && !Added)
      Lines.add(*File, {std::max(1u, Number - 1), Number});
    Removed = Added = false;
  }

private:
  void readFileName(StringRef Name) {
    // A tab ends names with blanks.
    std::string Plain = unquoted(Name.rtrim("\t\r"));
    StringRef Relative = StringRef(Plain).split('/').second;
    std::string Path = absolutePath(Relative, Root);
    // The text of a symbolic link is not the file it leads to.
    if (Plain == "/dev/null" || sys::fs::is_symlink_file(Path))
      File.reset();
    else
      File = std::move(Path);
  }

  void readHunkHead(StringRef Line) {
    auto [OldText, Rest] = Line.split(" +");
    if (!Old.parse(OldText) || !New.parse(Rest.split(' ').first)) {
      Old = New = {0, 0};
      return;
    }
    // An empty side is placed after the line it names.
    Number = New.First + (New.Count == 0);
  }

  void readInHunk(StringRef Line) {
    switch (Line.empty() ? ' ' : Line.front()) {
    case '+':
      if (File)
        Lines.add(*File, {Number, Number});
      Added = true;
      ++Number;
      New.Count -= New.Count > 0;
      break;
    case '-':
      Removed = true;
      Old.Count -= Old.Count > 0;
      break;
    case '\\': // "No newline at end of file"
      break;
    default:
      endRun();
      ++Number;
      Old.Count -= Old.Count > 0;
      New.Count -= New.Count > 0;
    }
  }

  TouchedLines &Lines;
  StringRef Root;
  std::optional<std::string> File;
  HunkSide Old{0, 0}, New{0, 0}; ///< with the lines that are still to come
  unsigned Number = 0;           ///< of the next line of the new file
  bool Removed = false, Added = false;
};

} // namespace

void addPatch(TouchedLines &Lines, StringRef Patch, StringRef Root) {
  PatchReader Reader(Lines, Root);
  while (!Patch.empty()) {
    auto [Line, Rest] = Patch.split('\n');
    Reader.read(Line);
    Patch = Rest;
  }
  Reader.endRun();
}

/// What git says went wrong: the first line, as a part of a sentence.
static std::string complaint(const ProgramResult &Result) {
  StringRef Line = StringRef(Result.Errors).trim().split('\n').first.rtrim();
  Line.consume_front("fatal: ") || Line.consume_front("error: ");
  return Line.empty() ? "it ended with status " + std::to_string(Result.Status)
                      : Line.str();
}

namespace {

/// Asks git, which answers for the folder it is told.
class Git {
public:
  explicit Git(StringRef Folder) : Folder(Folder) {}

  /// \returns also answers with a status other than 0.
  Expected<ProgramResult> ask(ArrayRef<StringRef> Args) const {
    SmallVector<StringRef> All{"-C", Folder, "--no-pager",
                               "--no-optional-locks"};
    append_range(All, Args);
    return runProgram("git", All);
  }

  /// \returns what git prints, without the line's end; an error for a status
  /// other than 0.
  Expected<std::string> get(ArrayRef<StringRef> Args) const {
    Expected<ProgramResult> Result = ask(Args);
    if (!Result)
      return Result.takeError();
    if (Result->Status != 0)
      return sentence("--since: git says: " + complaint(*Result));
    return std::move(Result->Output);
  }

private:
  std::string Folder;
};

} // namespace

static Expected<std::string> rootOfRepository() {
  Expected<ProgramResult> Result =
      Git(".").ask({"rev-parse", "--show-toplevel"});
  if (!Result) {
    consumeError(Result.takeError());
    return sentence("--since asks git what changed, and git is not installed; "
                    "install it, or give the lines with --line-filter");
  }
  StringRef Root = StringRef(Result->Output).rtrim("\r\n");
  if (Result->Status == 0 && !Root.empty())
    return Root.str();
  if (StringRef(Result->Errors).contains("dubious ownership"))
    return sentence("--since: git refuses to read this repository, which "
                    "belongs to another user; allow it with 'git config "
                    "--global --add safe.directory " +
                    absolutePath(".") + "'");
  if (StringRef(Result->Errors).contains("not a git repository"))
    return sentence("--since compares with a revision of a git repository, and "
                    "this folder is in none; run map-tidy inside it");
  return sentence("--since: git says: " + complaint(*Result));
}

/// The commit to compare with: where HEAD branched off from \p Revision, so
/// that what others did there since does not count as touched.
static Expected<std::string> baseOf(StringRef Revision, const Git &Repository) {
  auto Ask = [&](ArrayRef<StringRef> Args) -> Expected<std::string> {
    Expected<ProgramResult> Result = Repository.ask(Args);
    if (!Result)
      return Result.takeError();
    return Result->Status ? std::string()
                          : StringRef(Result->Output).trim().str();
  };
  Expected<std::string> IsShallow =
      Ask({"rev-parse", "--is-shallow-repository"});
  if (!IsShallow)
    return IsShallow.takeError();
  const char *Deepen =
      *IsShallow == "true"
          ? "; the clone is shallow: fetch the history with 'git fetch "
            "--unshallow', or let CI fetch all of it (fetch-depth: 0)"
          : "";
  if (Revision.empty() || Revision.starts_with("-"))
    return sentence("'" + Revision +
                    "', given with --since, is not a git revision");
  Expected<std::string> Object =
      Ask({"rev-parse", "--verify", "--quiet", Revision});
  if (!Object)
    return Object.takeError();
  // A tag may have a text of its own.
  Expected<std::string> Commit =
      Ask({"rev-parse", "--verify", "--quiet", (*Object + "^{commit}")});
  if (!Commit)
    return Commit.takeError();
  if (Commit->empty())
    return sentence("git knows no revision '" + Revision +
                    "', given with --since" +
                    (*Deepen ? Deepen
                             : "; fetch it, or name a branch, tag or commit "
                               "that 'git log' shows"));
  Expected<std::string> Base = Ask({"merge-base", *Commit, "HEAD"});
  if (!Base)
    return Base.takeError();
  if (!Base->empty())
    return Base;
  if (*Deepen)
    return sentence("git cannot see where HEAD branched off from '" + Revision +
                    "', given with --since" + Deepen);
  return Commit; // Histories without a common commit.
}

/// Files that git does not know and was not told to ignore.
static Error addUnknownFiles(TouchedLines &Lines, StringRef Root) {
  Expected<std::string> Names =
      Git(Root).get({"ls-files", "--others", "--exclude-standard", "-z"});
  if (!Names)
    return Names.takeError();
  for (StringRef Name : split(*Names, '\0')) {
    std::string Path = absolutePath(Name, Root);
    if (!Name.empty() && !sys::fs::is_symlink_file(Path))
      Lines.addFile(Path);
  }
  return Error::success();
}

Expected<TouchedLines> linesTouchedSince(StringRef Revision) {
  Expected<std::string> Top = rootOfRepository();
  if (!Top)
    return Top.takeError();
  std::string Root = realPath(*Top);
  Git Repository(Root);
  Expected<std::string> Base = baseOf(Revision, Repository);
  if (!Base)
    return Base.takeError();
  // Whatever the user's configuration says, the patch is a plain one.
  Expected<std::string> Patch = Repository.get(
      {"-c", "core.quotePath=true", "-c", "diff.noprefix=false", "diff",
       "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative",
       "--text", "-U0", "-M", "--src-prefix=a/", "--dst-prefix=b/",
       "--submodule=diff", "--ignore-submodules=none", *Base, "--"});
  if (!Patch)
    return Patch.takeError();
  TouchedLines Lines;
  addPatch(Lines, *Patch, Root);
  if (Error E = addUnknownFiles(Lines, Root))
    return E;
  if (!sys::fs::exists(Root + "/.gitmodules"))
    return Lines;
  Expected<std::string> Submodules = Repository.get(
      {"submodule", "--quiet", "foreach", "--quiet", "--recursive", "pwd"});
  if (!Submodules)
    return Submodules.takeError();
  for (StringRef Submodule : split(*Submodules, '\n'))
    if (!Submodule.trim().empty())
      if (Error E = addUnknownFiles(Lines, realPath(Submodule)))
        return E;
  return Lines;
}

} // namespace clang::tidy::maps::tool
