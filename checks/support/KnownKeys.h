//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Whether a key that code looks up may be expected to be in the map, by all
/// that the translation unit shows. Errs towards "yes": what asks reports the
/// others.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_KNOWNKEYS_H
#define MAPTIDY_SUPPORT_KNOWNKEYS_H

#include "support/MapOps.h"
#include "support/UsageSummary.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"

namespace clang::tidy::maps::support {

/// Whether the element that \p Lookup, a part of the body of \p Function, looks
/// up is known to be there, or is taken care of in that function:
///
///   if (m.count(k)) use(m[k]);         // a presence test, also has(k)
///   m.emplace(k, v); use(m[k]);        // written or erased there
///   for (auto &kv : m) use(m[kv.first]); // the key comes from the map
///   for (int x : Xs) m[x] = 0;         // the keys are those of a fill
///   use(m["name"]);                    // a key that is inserted elsewhere
bool isKeyKnown(const MapOp &Lookup, const FunctionDecl *Function,
                const UsageSummaries &Summaries, ASTContext &Context,
                const model::ContainerModel &Model);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_KNOWNKEYS_H
