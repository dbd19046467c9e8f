//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Patch.h"
#include "Errors.h"
#include "Program.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>

using namespace llvm;

namespace clang::tidy::maps::tool {

/// \p Name as git and patch read it behind "---": in quotes with escapes if it
/// has unusual characters, and before a tab if it has blanks.
static std::string label(StringRef Prefix, StringRef Name) {
  std::string Result = (Prefix + Name).str();
  if (none_of(Name, [](char C) {
        return C == '"' || C == '\\' || static_cast<unsigned char>(C) < ' ';
      }))
    return Name.contains(' ') ? Result + "\t" : Result;
  std::string Quoted;
  raw_string_ostream OS(Quoted);
  OS << '"';
  for (char C : Result)
    if (C == '"' || C == '\\')
      OS << '\\' << C;
    else if (static_cast<unsigned char>(C) < ' ')
      OS << format("\\%03o", static_cast<unsigned>(C));
    else
      OS << C;
  OS << '"';
  return OS.str();
}

namespace {

/// A file with \p Text that lives as long as this.
class TemporaryFile {
public:
  Error write(StringRef Text) {
    SmallString<128> Path;
    int FD;
    if (std::error_code EC =
            sys::fs::createTemporaryFile("map-tidy", "txt", FD, Path))
      return sentence("cannot make a temporary file: " + EC.message());
    Remover.setFile(Path);
    Name = Path.str().str();
    raw_fd_ostream OS(FD, /*shouldClose=*/true);
    OS << Text;
    OS.close();
    std::error_code EC = OS.error();
    OS.clear_error();
    return EC ? sentence("cannot write '" + Path + "': " + EC.message())
              : Error::success();
  }
  StringRef name() const { return Name; }

private:
  std::string Name;
  FileRemover Remover;
};

} // namespace

Expected<std::string> patchOf(ArrayRef<FixedFile> Files,
                              const ProjectRoot &Root) {
  std::string Patch;
  for (const FixedFile &File : Files) {
    std::string Name = Root.relative(File.Target);
    if (sys::path::is_absolute(Name))
      return sentence("'" + Name + "' is not below '" + Root.path() +
                      "', where the patch starts; give a folder above both "
                      "with --root");
    TemporaryFile Old, New;
    if (Error E = Old.write(File.Old->getBuffer()))
      return E;
    if (Error E = New.write(File.New))
      return E;
    Expected<ProgramResult> Result =
        runProgram("diff", {"-a", "-u", "-L", label("a/", Name), "-L",
                            label("b/", Name), Old.name(), New.name()});
    if (!Result)
      return sentence("--diff cannot compare files: " +
                      toString(Result.takeError()));
    if (Result->Status > 1)
      return sentence("--diff cannot compare files: " +
                      StringRef(Result->Errors).trim());
    Patch += Result->Output;
  }
  return Patch;
}

} // namespace clang::tidy::maps::tool
