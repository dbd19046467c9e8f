//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Program.h"
#include "Errors.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

using namespace llvm;

namespace clang::tidy::maps::tool {

static std::string contentOf(StringRef Path) {
  // Not mapped: the file is about to go.
  ErrorOr<std::unique_ptr<MemoryBuffer>> Text = MemoryBuffer::getFile(
      Path, /*IsText=*/false, /*RequiresNullTerminator=*/false,
      /*IsVolatile=*/true);
  return Text ? (*Text)->getBuffer().str() : std::string();
}

Expected<ProgramResult> runProgram(StringRef Name, ArrayRef<StringRef> Args) {
  ErrorOr<std::string> Path = sys::findProgramByName(Name);
  if (!Path)
    return sentence("there is no program '" + Name + "' in PATH");
  SmallString<128> Output, Errors;
  for (SmallString<128> *File : {&Output, &Errors})
    if (std::error_code EC =
            sys::fs::createTemporaryFile("map-tidy", "txt", *File))
      return sentence("cannot make a temporary file: " + EC.message());
  FileRemover RemoveOutput(Output), RemoveErrors(Errors);
  SmallVector<StringRef> All{Name};
  append_range(All, Args);
  std::string Problem;
  ProgramResult Result;
  Result.Status =
      sys::ExecuteAndWait(*Path, All, /*Env=*/std::nullopt,
                          {StringRef(), StringRef(Output), StringRef(Errors)},
                          /*SecondsToWait=*/0, /*MemoryLimit=*/0, &Problem);
  if (Result.Status < 0)
    return sentence("cannot run '" + *Path + "': " + Problem);
  Result.Output = contentOf(Output);
  Result.Errors = contentOf(Errors);
  return Result;
}

} // namespace clang::tidy::maps::tool
