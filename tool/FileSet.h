//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Writing files so that, whatever happens, each is the old one or the new one.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_FILESET_H
#define MAPTIDY_TOOL_FILESET_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace clang::tidy::maps::tool {

/// Files that get new contents together: all are on the disk beside the old
/// ones before the first takes its place, and if one cannot, those before it
/// are put back. Mode and owner of an old file stay. Where the system can
/// (Linux) nothing is left behind even if the process is killed before
/// commit().
///
/// Interrupts should be held back meanwhile; see InterruptHold.
class FileSet {
public:
  FileSet() = default;
  FileSet(const FileSet &) = delete;
  FileSet &operator=(const FileSet &) = delete;
  /// Forgets what was not committed.
  ~FileSet();

  /// Prepares \p Text for \p Path, which is not a symbolic link. \p Old is what
  /// it holds now, if it exists, and has to live as long as the set.
  /// \returns an error without the path in its text.
  llvm::Error add(llvm::StringRef Path, llvm::StringRef Text,
                  std::optional<llvm::StringRef> Old);

  /// Replaces all files. The set is empty afterwards.
  /// \returns an error that says which file and what became of the others.
  llvm::Error commit();

private:
  struct File {
    std::string Path;
    std::optional<llvm::StringRef> Old;
    int Descriptor;
    std::string Name; ///< beside Path; empty while it has none
  };
  static llvm::Expected<File> prepare(llvm::StringRef Path,
                                      llvm::StringRef Text);
  static llvm::Error replace(File &New);
  static void discard(File &New);
  llvm::Error putBack(size_t Replaced);

  std::vector<File> Files;
};

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_FILESET_H
