//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Flags.h"
#include "Paths.h"
#include "ToolCompat.h"
#include "clang/Basic/FileManager.h"
#include "clang/Frontend/PCHContainerOperations.h"
#include "clang/Serialization/ASTReader.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace clang::tidy::maps::tool {

using Arguments = tooling::CommandLineArguments;

bool usesClangCl(const Arguments &Args) {
  return is_contained(Args, "--driver-mode=cl") ||
         (!Args.empty() && sys::path::stem(Args.front()).ends_with("cl"));
}

bool dependsOnDirectory(ArrayRef<std::string> Args) {
  static constexpr llvm::StringLiteral Folders[] = {
      "-I",       "-isystem", "-iquote",   "-idirafter",
      "-include", "-imacros", "-isysroot", "--sysroot="};
  static constexpr llvm::StringLiteral NoFiles[] = {"-D", "-U", "-W", "-f"};
  // A value that stands by itself is looked at by itself.
  return any_of(Args, [](StringRef Arg) {
    for (StringRef Flag : Folders)
      if (Arg.consume_front(Flag))
        return !Arg.empty() && !sys::path::is_absolute(Arg);
    if (!Arg.starts_with("-"))
      return !sys::path::is_absolute(Arg);
    return Arg.contains('/') && none_of(NoFiles, [&](StringRef Flag) {
             return Arg.starts_with(Flag);
           });
  });
}

Arguments withoutOutputs(const Arguments &Args, StringRef File) {
  return tooling::getClangStripDependencyFileAdjuster()(
      tooling::getClangStripOutputAdjuster()(Args, File), File);
}

/// Flags of other compilers that Clang's driver would stop at.
static Arguments withoutUnknownFlags(const Arguments &Args) {
  SmallVector<const char *> Given;
  for (const std::string &Arg : drop_begin(Args))
    Given.push_back(Arg.c_str());
  unsigned MissingIndex = 0, MissingCount = 0;
  opt::InputArgList Parsed = compat::driverOptionTable().ParseArgs(
      Given, MissingIndex, MissingCount,
      opt::Visibility(compat::driver_options::ClangOption));
  std::vector<bool> Unknown(Args.size());
  for (const opt::Arg *Arg :
       Parsed.filtered(compat::driver_options::OPT_UNKNOWN))
    Unknown[Arg->getIndex() + 1] = true;
  Arguments Result;
  for (size_t I = 0; I < Args.size(); ++I)
    if (!Unknown[I])
      Result.push_back(Args[I]);
  return Result;
}

namespace {
/// "-include-pch FILE" from I on, or "-Xclang -include-pch -Xclang FILE".
struct PrecompiledHeader {
  size_t Begin, End;
  std::string File;
};
} // namespace

static std::optional<PrecompiledHeader> nextPrecompiled(const Arguments &Args,
                                                        size_t From) {
  for (size_t I = From; I < Args.size(); ++I) {
    if (Args[I] != "-include-pch")
      continue;
    bool Forwarded = I > From && Args[I - 1] == "-Xclang";
    size_t Name = I + (Forwarded ? 2 : 1);
    return PrecompiledHeader{I - Forwarded, std::min(Name + 1, Args.size()),
                             Name < Args.size() ? Args[Name] : ""};
  }
  return std::nullopt;
}

/// The header that \p File was made of; empty if it cannot tell.
static std::string originalHeader(const std::string &File) {
  FileManager Files{FileSystemOptions()};
  RawPCHContainerReader Reader;
  IgnoringDiagConsumer Ignored;
  compat::Diagnostics Diagnostics(Ignored);
  return ASTReader::getOriginalSourceFile(File, Files, Reader,
                                          Diagnostics.engine());
}

Arguments withoutPrecompiledHeaders(const Arguments &Args,
                                    StringRef Directory) {
  // CMake names the header, too; Meson does not.
  bool IsNamed = is_contained(Args, "-include");
  Arguments Result;
  size_t I = 0;
  while (std::optional<PrecompiledHeader> Found = nextPrecompiled(Args, I)) {
    Result.insert(Result.end(), Args.begin() + I, Args.begin() + Found->Begin);
    I = Found->End;
    if (IsNamed || Found->File.empty())
      continue;
    std::string Header = originalHeader(absolutePath(Found->File, Directory));
    if (!Header.empty())
      Result.insert(Result.end(), {"-include", Header});
  }
  Result.insert(Result.end(), Args.begin() + I, Args.end());
  return Result;
}

/// Profiles of other compilers, or of a build that has not run yet; and lists
/// for instrumentation, which may not be where the flag says.
static bool namesProfile(StringRef Arg) {
  static constexpr llvm::StringLiteral Flags[] = {
      "-fprofile-use",        "-fprofile-instr-use", "-fprofile-sample-use",
      "-fauto-profile",       "-fprofile-list=",     "-fsanitize-ignorelist=",
      "-fsanitize-blacklist="};
  return any_of(Flags, [&](StringRef Flag) { return Arg.starts_with(Flag); });
}

Arguments withoutForeignFlags(const Arguments &Args) {
  Arguments Result = Args;
  erase_if(Result, namesProfile);
  return usesClangCl(Result) ? Result : withoutUnknownFlags(Result);
}

} // namespace clang::tidy::maps::tool
