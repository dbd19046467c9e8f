//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Cache.h"
#include "Serialize.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>

using namespace llvm;

namespace clang::tidy::maps::tool {

CacheFolder cacheFolder(std::optional<StringRef> Option) {
  if (Option)
    return {Option->str(), true};
  if (std::optional<std::string> Variable =
          sys::Process::GetEnv("MAP_TIDY_CACHE"))
    return {*Variable, true};
  SmallString<128> Folder;
  if (!sys::path::cache_directory(Folder))
    return {};
  sys::path::append(Folder, "map-tidy");
  return {Folder.str().str(), false};
}

/// The first line of an entry; the rest is what it is about.
static std::string head(StringRef Key, StringRef Content) {
  BLAKE3 Hasher;
  Hasher.update(Key);
  Hasher.update(Content);
  return "map-tidy 1 " + toHex(Hasher.final<16>(), /*LowerCase=*/true);
}

// LLVM's pruning looks at files with this prefix only.
std::string Cache::path(StringRef Key) const {
  SmallString<128> Path(Folder);
  sys::path::append(Path, "llvmcache-" + Key);
  return Path.str().str();
}

std::optional<UnitResult> Cache::load(StringRef Key) const {
  if (!isOn() || Key.empty())
    return std::nullopt;
  // Another run may replace it meanwhile: no mapping.
  auto Entry = MemoryBuffer::getFile(path(Key), /*IsText=*/false,
                                     /*RequiresNullTerminator=*/false,
                                     /*IsVolatile=*/true);
  if (!Entry)
    return std::nullopt;
  auto [Head, Content] = (*Entry)->getBuffer().split('\n');
  if (Head != head(Key, Content))
    return std::nullopt;
  Expected<json::Value> Parsed = json::parse(Content);
  if (!Parsed) {
    consumeError(Parsed.takeError());
    return std::nullopt;
  }
  UnitResult Result;
  json::Path::Root Root;
  if (!fromJSON(*Parsed, Result, Root))
    return std::nullopt;
  return Result;
}

bool Cache::store(StringRef Key, const UnitResult &Result) {
  if (!isOn() || Key.empty() || !Problem.empty())
    return false;
  std::string Content;
  raw_string_ostream(Content) << toJSON(Result);
  std::error_code EC = sys::fs::create_directories(Folder);
  std::string Target = path(Key);
  int FD = -1;
  SmallString<128> Temporary;
  if (!EC)
    EC = sys::fs::createUniqueFile(path("new-%%%%%%%%%%%%"), FD, Temporary);
  if (!EC) {
    {
      raw_fd_ostream OS(FD, /*shouldClose=*/true);
      OS << head(Key, Content) << '\n' << Content;
      OS.close();
      EC = OS.error();
      OS.clear_error();
    }
    if (!EC)
      EC = sys::fs::rename(Temporary, Target);
    if (EC)
      sys::fs::remove(Temporary);
  }
  if (EC)
    Problem = "the cache '" + Folder + "' cannot be written: " + EC.message() +
              "; --cache names another folder, --no-cache does without";
  else
    HasStored = true;
  return !EC;
}

void Cache::prune() const {
  if (!HasStored)
    return;
  CachePruningPolicy Policy;
  Policy.Expiration = std::chrono::hours(24 * 30);
  Policy.MaxSizeBytes = 1 << 30;
  pruneCache(Folder, Policy);
}

} // namespace clang::tidy::maps::tool
