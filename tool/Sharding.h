//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// One run on several machines: which translation units each takes, and one
/// report from theirs.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_SHARDING_H
#define MAPTIDY_TOOL_SHARDING_H

#include "Database.h"
#include "Formats.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace clang::tidy::maps::tool {

/// \returns the shard that \p Text, as in "2/4", names. Errors: a sentence.
llvm::Expected<Shard> parseShard(llvm::StringRef Text);

/// The part of \p All that \p Part takes. The sizes of the parts differ by one
/// at most. Where a file goes depends on the set of files, not on the order of
/// \p All or on where \p Root is, and a file that comes or goes moves few
/// others to another part, so that each machine finds its cache useful.
Commands shardOf(Commands All, Shard Part, const ProjectRoot &Root);

/// Reads the reports \p Paths of --format=json: of all shards of a run, or of
/// runs over several parts of a project. The result is what one run would have
/// found. Errors: a sentence about a report that cannot be used, about a shard
/// that is missing, or about sources that are others now.
llvm::Expected<Report> mergeReports(llvm::ArrayRef<std::string> Paths,
                                    ProjectRoot Root);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_SHARDING_H
