//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Output.h"
#include "Errors.h"
#include "FileSet.h"
#include "Interrupts.h"
#include "Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <map>

using namespace llvm;

namespace clang::tidy::maps::tool {

static Error cannotWrite(StringRef Path, const Twine &Why) {
  return sentence("cannot write '" + Path + "': " + Why);
}

static std::optional<Format> formatFor(StringRef File) {
  return StringSwitch<std::optional<Format>>(sys::path::extension(File))
      .Case(".txt", Format::Text)
      .Case(".sarif", Format::Sarif)
      .Case(".json", Format::Json)
      .Case(".xml", Format::Checkstyle)
      .Case(".html", Format::Html)
      .Default(std::nullopt);
}

/// \p Line's --format and -o in the order in which they were given.
static Expected<std::vector<Output>> pairedOutputs(const CommandLine &Line) {
  std::map<unsigned, Output> Given;
  for (size_t I = 0; I < Line.Formats.size(); ++I)
    Given[Line.Formats.getPosition(I)].As = Line.Formats[I];
  for (size_t I = 0; I < Line.OutputFiles.size(); ++I) {
    const std::string &File = Line.OutputFiles[I];
    if (File.empty())
      return sentence("-o needs the name of a file");
    unsigned Position = Line.OutputFiles.getPosition(I);
    // The format before it, unless that has a file already.
    auto Before = Given.lower_bound(Position);
    if (Before != Given.begin() && (--Before)->second.File.empty()) {
      Before->second.File = File;
    } else if (std::optional<Format> ByName = formatFor(File)) {
      Given[Position] = {*ByName, File};
    } else {
      return sentence("'-o " + File +
                      "' does not say in which format; put --format=... "
                      "before it, or end its name in .txt, .sarif, .json, "
                      ".xml (checkstyle) or .html");
    }
  }
  std::vector<Output> Result;
  for (auto &[Position, One] : Given) {
    if (One.File == "-")
      One.File.clear();
    Result.push_back(std::move(One));
  }
  return Result;
}

Error checkWritable(StringRef File) {
  if (sys::fs::is_directory(File))
    return cannotWrite(File, "it is a folder");
  std::string Folder = sys::path::parent_path(absolutePath(File)).str();
  if (!sys::fs::is_directory(Folder))
    return cannotWrite(File, "there is no folder '" + Folder + "'");
  if (std::error_code EC = sys::fs::access(
          sys::fs::exists(File) ? File : Folder, sys::fs::AccessMode::Write))
    return cannotWrite(File, EC.message());
  return Error::success();
}

Expected<std::vector<Output>> chooseOutputs(const CommandLine &Line) {
  Expected<std::vector<Output>> Outputs = pairedOutputs(Line);
  if (!Outputs)
    return Outputs.takeError();
  StringSet<> Files;
  const Output *ToStdout = nullptr;
  for (const Output &One : *Outputs) {
    if (One.File.empty()) {
      if (ToStdout)
        return sentence("both " + nameOf(ToStdout->As) + " and " +
                        nameOf(One.As) +
                        " would go to standard output; give one of them a "
                        "file: --format=" +
                        nameOf(One.As) + " -o FILE");
      ToStdout = &One;
      continue;
    }
    if (!Files.insert(absolutePath(One.File)).second)
      return sentence("two reports would be written to '" + One.File +
                      "'; give each a file of its own");
    if (Error E = checkWritable(One.File))
      return E;
  }
  if (Line.Diff && ToStdout)
    return sentence("both the patch of --diff and " + nameOf(ToStdout->As) +
                    " would go to standard output; give the report a file: "
                    "--format=" +
                    nameOf(ToStdout->As) + " -o FILE");
  if (!Line.Diff && !ToStdout && none_of(*Outputs, [](const Output &One) {
        return One.As == Format::Text;
      }))
    Outputs->push_back(Output());
  return Outputs;
}

static Error writeTo(raw_fd_ostream &OS, StringRef Path, StringRef Content) {
  OS << Content;
  OS.flush();
  std::error_code EC = OS.error();
  OS.clear_error();
  return EC ? cannotWrite(Path, EC.message()) : Error::success();
}

Error writeFile(StringRef Path, StringRef Content) {
  std::string Target = realPath(Path);
  sys::fs::file_status Status;
  if (!sys::fs::status(Target, Status) && !sys::fs::is_regular_file(Status)) {
    std::error_code EC;
    raw_fd_ostream OS(Target, EC);
    return EC ? cannotWrite(Path, EC.message()) : writeTo(OS, Path, Content);
  }
  ErrorOr<std::unique_ptr<MemoryBuffer>> Old =
      MemoryBuffer::getFile(Target, /*IsText=*/false,
                            /*RequiresNullTerminator=*/false,
                            /*IsVolatile=*/true);
  InterruptHold Hold;
  FileSet Set;
  if (Error E =
          Set.add(Target, Content,
                  Old ? std::optional((*Old)->getBuffer()) : std::nullopt))
    return cannotWrite(Path, toString(std::move(E)));
  return Set.commit();
}

Error writeOutputs(ArrayRef<Output> Outputs, Report &R, bool Colors) {
  for (const Output &One : Outputs) {
    if (One.File.empty()) {
      write(One.As, R, outs(), Colors);
      if (Error E = writeTo(outs(), "standard output", ""))
        return E;
      continue;
    }
    std::string Content;
    raw_string_ostream OS(Content);
    write(One.As, R, OS, /*Colors=*/false);
    if (Error E = writeFile(One.File, Content))
      return E;
  }
  return Error::success();
}

} // namespace clang::tidy::maps::tool
