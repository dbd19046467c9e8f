//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// map-clangd: clangd with the checks of MapTidy.
///
//===----------------------------------------------------------------------===//

#include "ClangdInterface.h"
#include "ToolCompat.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;

int main(int Argc, char *Argv[]) {
  // Clang's built-in headers are found from where clangd is; this program may
  // be elsewhere. Only a default: what the user says wins.
  std::string Resources = clang::tidy::maps::tool::compat::resourceDirectory(
      Argv[0], reinterpret_cast<void *>(&main));
  if (!sys::fs::is_directory(Resources + "/include"))
    if (cl::Option *Option = cl::getRegisteredOptions().lookup("resource-dir"))
      static_cast<cl::opt<std::string> *>(Option)->setInitialValue(
          MAPTIDY_RESOURCE_DIR);
  return clang::clangd::clangdMain(Argc, Argv);
}
