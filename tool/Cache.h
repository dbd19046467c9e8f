//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Results of former runs, kept in a folder that several runs may use at once.
/// Nothing that is wrong with it is an error.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_CACHE_H
#define MAPTIDY_TOOL_CACHE_H

#include "Finding.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace clang::tidy::maps::tool {

struct CacheFolder {
  std::string Path; ///< empty: no cache
  /// The user named it, and wants to know if it cannot be used.
  bool IsNamed = false;
};

/// The folder that \p Option (--cache, if given), or else the environment's
/// MAP_TIDY_CACHE, or else the user's cache folder says.
CacheFolder cacheFolder(std::optional<llvm::StringRef> Option);

class Cache {
public:
  /// Uses \p Folder, which is made when there is something to keep; nothing is
  /// kept if it is empty.
  explicit Cache(std::string Folder) : Folder(std::move(Folder)) {}

  bool isOn() const { return !Folder.empty(); }

  /// The result kept under \p Key, which stands for all that it depends on.
  /// Whatever is not exactly what store() wrote is not there.
  std::optional<UnitResult> load(llvm::StringRef Key) const;

  /// Keeps \p Result. \returns whether that was possible.
  bool store(llvm::StringRef Key, const UnitResult &Result);

  /// Removes what was not used for long, if it is time for that.
  void prune() const;

  /// Why nothing can be kept, a sentence; empty if everything was.
  const std::string &problem() const { return Problem; }

private:
  std::string path(llvm::StringRef Key) const;

  std::string Folder;
  std::string Problem;
  bool HasStored = false;
};

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_CACHE_H
