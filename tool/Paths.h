//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Paths as map-tidy compares and shows them.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_PATHS_H
#define MAPTIDY_TOOL_PATHS_H

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <string>

namespace clang::tidy::maps::tool {

/// \p Path without "." and "..", absolute; what is relative starts in
/// \p Directory.
inline std::string absolutePath(llvm::StringRef Path,
                                llvm::StringRef Directory) {
  llvm::SmallString<256> Absolute;
  if (!llvm::sys::path::is_absolute(Path))
    Absolute = Directory;
  llvm::sys::path::append(Absolute, Path);
  llvm::sys::path::remove_dots(Absolute, /*remove_dot_dot=*/true);
  return Absolute.str().str();
}

/// The same for what the user typed.
inline std::string absolutePath(llvm::StringRef Path) {
  llvm::SmallString<256> Here;
  llvm::sys::fs::current_path(Here);
  return absolutePath(Path, Here);
}

/// The one name of a file: symbolic links resolved, \p Path itself if it does
/// not exist.
inline std::string realPath(llvm::StringRef Path) {
  llvm::SmallString<256> Real;
  if (llvm::sys::fs::real_path(Path, Real))
    return Path.str();
  return Real.str().str();
}

/// realPath() for many paths that repeat.
class RealPaths {
public:
  const std::string &of(llvm::StringRef Path) {
    auto [Entry, IsNew] = Known.try_emplace(Path);
    if (IsNew)
      Entry->second = realPath(Path);
    return Entry->second;
  }

private:
  llvm::StringMap<std::string> Known;
};

/// The folder that paths in reports are relative to.
class ProjectRoot {
public:
  /// \p Folder; or if that is empty the nearest folder at or above the current
  /// one that holds .git, or else the current one.
  explicit ProjectRoot(llvm::StringRef Folder = "") {
    Path = absolutePath(Folder);
    if (Folder.empty())
      for (llvm::StringRef Above = Path; !Above.empty();
           Above = llvm::sys::path::parent_path(Above)) {
        llvm::SmallString<256> Git(Above);
        llvm::sys::path::append(Git, ".git");
        if (!llvm::sys::fs::exists(Git))
          continue;
        Path = Above.str();
        break;
      }
    Real = realPath(Path);
  }

  const std::string &path() const { return Path; }

  /// \returns \p File as seen from here, with slashes; \p File itself if it is
  /// elsewhere. Symbolic links do not matter.
  std::string relative(llvm::StringRef File) const {
    std::string Below = relativeAsSpelled(File);
    if (Below == File && !File.empty())
      Below = below(Real, realPath(File));
    return Below.empty() ? llvm::sys::path::convert_to_slash(File) : Below;
  }

  /// The same without asking the file system, so that absolute() undoes it.
  std::string relativeAsSpelled(llvm::StringRef File) const {
    std::string Below = below(Path, File);
    return Below.empty() ? File.str() : Below;
  }

  /// The inverse of relativeAsSpelled().
  std::string absolute(llvm::StringRef File) const {
    return File.empty() ? std::string() : absolutePath(File, Path);
  }

private:
  static std::string below(llvm::StringRef Folder, llvm::StringRef File) {
    if (!File.consume_front(Folder) ||
        (!Folder.ends_with("/") && !File.consume_front("/")))
      return std::string();
    return llvm::sys::path::convert_to_slash(File);
  }

  std::string Path, Real;
};

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_PATHS_H
