//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Errors that the user reads.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_TOOL_ERRORS_H
#define MAPTIDY_TOOL_ERRORS_H

#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"

namespace clang::tidy::maps::tool {

/// An error whose message is \p Text: what is wrong and what to do, without
/// "map-tidy: " and full stop.
inline llvm::Error sentence(const llvm::Twine &Text) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Text);
}

} // namespace clang::tidy::maps::tool

#endif // MAPTIDY_TOOL_ERRORS_H
