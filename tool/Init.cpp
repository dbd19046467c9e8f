//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Init.h"
#include "Config.h"
#include "Errors.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace clang::tidy::maps::tool {

std::string clangTidyTemplate(bool Inherit) {
  std::string Text = R"(---
# What MapTidy reports here: in map-tidy, in map-clangd, and in clang-tidy with
# the plugin (clang-tidy -load=/path/to/MapTidyModule.so).
# 'map-tidy --explain CHECK' says what a check finds, 'map-tidy --list-checks'
# which there are, 'map-tidy --verify-config' whether this file is right.
)";
  if (Inherit)
    Text += R"(
# The .clang-tidy of the folder above stays in effect.
InheritParentConfig: true
)";
  Text += R"(
Checks:
  - 'map-*'
  # Advice about design, which not every project wants. Delete a line to get it.
)";
  for (const CheckRow &Row : allChecks())
    if (!Row.IsDefault)
      Text += ("  - '-" + Row.Id + "'\n").str();
  Text += R"(
# Report in the project's headers, too. System headers are always left out.
HeaderFilterRegex: '.*'

# Findings that stop a build with clang-tidy; map-tidy stops it for any.
# WarningsAsErrors: 'map-null-write,map-iterator-invalidation'

# Containers of your own, each with one that works like it.
# CheckOptions:
#   MapTidyContainers: '::my::Dictionary=::std::unordered_map'
)";
  return Text;
}

std::string clangdTemplate() {
  return R"(# map-clangd shows MapTidy's findings without this file. Of all other checks,
# clangd runs those that its authors have timed; Loose adds those that are new.
Diagnostics:
  ClangTidy:
    FastCheckFilter: Loose

# Where compile_commands.json is, if neither here nor in build/.
# CompileFlags:
#   CompilationDatabase: out/debug
)";
}

static bool existsAbove(StringRef Folder, StringRef Name) {
  for (Folder = sys::path::parent_path(Folder); !Folder.empty();
       Folder = sys::path::parent_path(Folder)) {
    SmallString<256> Path(Folder);
    sys::path::append(Path, Name);
    if (sys::fs::exists(Path))
      return true;
  }
  return false;
}

/// \param Needed what an existing file contains that needs nothing more.
static Error writeNew(StringRef Folder, StringRef Name, StringRef Text,
                      StringRef Needed, raw_ostream &OS) {
  SmallString<256> Path(Folder);
  sys::path::append(Path, Name);
  std::error_code EC;
  // Fails for a file that exists, however it came to be.
  raw_fd_ostream File(Path, EC, sys::fs::CD_CreateNew);
  if (!EC) {
    File << Text;
    File.close();
    EC = File.error();
    File.clear_error();
    if (EC) {
      sys::fs::remove(Path);
      return sentence("cannot write '" + Name + "': " + EC.message());
    }
    OS << "wrote " << Name << '\n';
    return Error::success();
  }
  if (EC != std::errc::file_exists)
    return sentence("cannot write '" + Name + "': " + EC.message());
  ErrorOr<std::unique_ptr<MemoryBuffer>> Old = MemoryBuffer::getFile(Path);
  if (!Old)
    return sentence("cannot read '" + Name + "': " + Old.getError().message());
  if ((*Old)->getBuffer().contains(Needed)) {
    OS << Name << " exists and mentions " << Needed << " already\n";
    return Error::success();
  }
  OS << Name
     << " exists and stays as it is; add to it what it lacks of this:\n";
  for (StringRef Rest = Text; !Rest.empty();) {
    auto [Line, Tail] = Rest.split('\n');
    OS << (Line.empty() ? "" : "    ") << Line << '\n';
    Rest = Tail;
  }
  return Error::success();
}

Error initProject(StringRef Folder, raw_ostream &OS) {
  bool Inherit = existsAbove(Folder, ".clang-tidy");
  if (Error E = writeNew(Folder, ".clang-tidy", clangTidyTemplate(Inherit),
                         "map-", OS))
    return E;
  return writeNew(Folder, ".clangd", clangdTemplate(), "FastCheckFilter", OS);
}

} // namespace clang::tidy::maps::tool
