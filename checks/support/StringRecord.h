//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Maps that stand for a struct: all their keys are string literals.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_STRINGRECORD_H
#define MAPTIDY_SUPPORT_STRINGRECORD_H

#include "model/ContainerModel.h"
#include "support/UsageSummary.h"
#include "clang/AST/ASTContext.h"
#include <optional>
#include <string>
#include <vector>

namespace clang::tidy::maps::support {

/// The distinct keys in the order of their first use.
using RecordKeys = std::vector<std::string>;

/// The keys of a map that is fully visible, or that becomes an element of a
/// local sequence that is, if all of them are string literals, and no code asks
/// which or how many keys there are. Nothing else.
std::optional<RecordKeys> recordKeys(const MapSummary &Map,
                                     const UsageSummaries &Summaries,
                                     const model::ContainerModel &Model,
                                     ASTContext &Context);

/// The same of the elements of \p Rows, a local sequence of maps that are made
/// in it (`rows.emplace_back(); rows.back()["a"] = 1;`).
std::optional<RecordKeys> recordKeysOfRows(const VarDecl *Rows,
                                           const UsageSummaries &Summaries,
                                           const model::ContainerModel &Model,
                                           ASTContext &Context);

/// The map that is the element of the sequence of type \p T
/// (`std::vector<std::map<...>>`), or null.
QualType rowType(QualType T, const model::ContainerModel &Model);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_STRINGRECORD_H
