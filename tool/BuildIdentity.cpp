//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "BuildIdentity.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Object/Binary.h"
#include "llvm/Object/BuildID.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include <vector>
#ifdef __linux__
#include <link.h>
#endif

using namespace llvm;

namespace clang::tidy::maps::tool {

/// The linker's id of the file at \p Path, or else a hash of its content.
static std::string identityOf(const std::string &Path) {
  Expected<object::OwningBinary<object::ObjectFile>> File =
      object::ObjectFile::createObjectFile(Path);
  if (File) {
    object::BuildIDRef ID = object::getBuildID(File->getBinary());
    if (!ID.empty())
      return toHex(ID, /*LowerCase=*/true);
  } else {
    consumeError(File.takeError());
  }
  auto Content = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                       /*RequiresNullTerminator=*/false);
  if (!Content) // Not a file: the kernel's page.
    return "";
  return toHex(BLAKE3::hash<16>(arrayRefFromStringRef((*Content)->getBuffer())),
               /*LowerCase=*/true);
}

/// The program's own file first.
static std::vector<std::string> loadedFiles() {
  std::vector<std::string> Files = {sys::fs::getMainExecutable(
      nullptr, reinterpret_cast<void *>(&loadedFiles))};
#ifdef __linux__
  dl_iterate_phdr(
      [](dl_phdr_info *Info, size_t, void *Files) {
        if (Info->dlpi_name && *Info->dlpi_name)
          static_cast<std::vector<std::string> *>(Files)->push_back(
              Info->dlpi_name);
        return 0;
      },
      &Files);
#endif
  return Files;
}

const std::string &buildIdentity() {
  static const std::string Identity = [] {
    std::string Text = "map-tidy " MAPTIDY_VERSION " LLVM " LLVM_VERSION_STRING;
    for (const std::string &File : loadedFiles())
      Text += ' ' + identityOf(File);
    return Text;
  }();
  return Identity;
}

} // namespace clang::tidy::maps::tool
