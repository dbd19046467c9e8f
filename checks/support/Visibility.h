//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Whether the translation unit shows all that ever happens to a map, and
/// whether anything visits more of its elements than the keys it asks for.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_VISIBILITY_H
#define MAPTIDY_SUPPORT_VISIBILITY_H

#include "model/ContainerModel.h"
#include "support/UsageSummary.h"
#include "clang/AST/ASTContext.h"

namespace clang::tidy::maps::support {

/// "Fully visible": a local, a function-local static, a variable with internal
/// linkage, or a private member of a class in an unnamed namespace or function,
/// that no code gets hold of: it is never passed, returned, copied, moved,
/// swapped, and its address is not taken. References to single elements, and
/// iterators, may leave (see isWalked()).
bool isFullyVisible(const MapSummary &Map, const UsageSummaries &Summaries,
                    const ASTContext &Context);

/// Whether elements are visited other than by their key: range-for, `begin()`,
/// copies of all keys, `erase_if`, erased ranges, iterators that are moved,
/// stored or handed out.
bool isWalked(const MapSummary &Map, const UsageSummaries &Summaries,
              const model::ContainerModel &Model, ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_VISIBILITY_H
