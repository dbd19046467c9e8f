//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Flags.h"
#include "ToolCompat.h"
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

/// A precompiled header can only be read by the compiler that wrote it; where
/// CMake uses one it names the header itself, too.
static Arguments withoutPrecompiledHeaders(const Arguments &Args) {
  Arguments Result;
  for (size_t I = 0; I < Args.size(); ++I) {
    bool Forwarded = Args[I] == "-Xclang" && I + 1 < Args.size();
    const std::string &Flag = Forwarded ? Args[I + 1] : Args[I];
    if (Flag != "-include-pch") {
      Result.push_back(Args[I]);
      continue;
    }
    I += Forwarded ? 3 : 1; // -Xclang -include-pch -Xclang FILE
  }
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
  Arguments Result = withoutPrecompiledHeaders(Args);
  erase_if(Result, namesProfile);
  return usesClangCl(Result) ? Result : withoutUnknownFlags(Result);
}

} // namespace clang::tidy::maps::tool
