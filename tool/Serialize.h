//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// The result of a translation unit as JSON and back, without loss: for what
/// crosses a process, is kept in a cache or merged from several machines.
/// Offsets and lengths are bytes of the file; paths are absolute.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_SERIALIZE_H
#define MAPTIDY_TOOL_SERIALIZE_H

#include "Finding.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"

namespace clang::tidy::maps::tool {

llvm::json::Value toJSON(const Finding &F);
llvm::json::Value toJSON(const UnitResult &Result);

/// \returns false, with the place told to \p Path, for what toJSON() does not
/// write; \p F is unspecified then.
bool fromJSON(const llvm::json::Value &Value, Finding &F,
              llvm::json::Path Path);
bool fromJSON(const llvm::json::Value &Value, UnitResult &Result,
              llvm::json::Path Path);

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_SERIALIZE_H
