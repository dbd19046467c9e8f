//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// One edit of a document out of many fixes.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_CLANGD_FIXALL_H
#define MAPTIDY_TOOL_CLANGD_FIXALL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/JSON.h"
#include <optional>

namespace clang::tidy::maps::tool {

struct CombinedFix {
  llvm::json::Value Edit; ///< A WorkspaceEdit.
  unsigned Fixes;         ///< How many fixes are in it.
};

/// Combines fixes of one document as `map-tidy --fix` does: each entirely or
/// not at all, of two that overlap the first, and an include that several need
/// once.
///
/// \param WorkspaceEdits as clangd makes them, for one version of one document;
/// any other is left out.
/// \returns nothing if no fix is left.
std::optional<CombinedFix>
combineFixes(llvm::ArrayRef<const llvm::json::Value *> WorkspaceEdits);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_CLANGD_FIXALL_H
