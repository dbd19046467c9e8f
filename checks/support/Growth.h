//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Whether a map of static lifetime only ever grows, as far as the translation
/// unit, which must show everything that happens to it, tells.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_GROWTH_H
#define MAPTIDY_SUPPORT_GROWTH_H

#include "support/CallSites.h"
#include "support/UsageSummary.h"
#include <vector>

namespace clang::tidy::maps::support {

/// Nothing outside of this translation unit can name the class or define a
/// member of it: it is in an unnamed namespace, in a function, or in the main
/// file, which defines all its functions.
bool isOnlyKnownHere(const TagDecl *Class, const ASTContext &Context);

/// Nothing outside of this translation unit can name the variable, or the
/// member.
bool isOnlyKnownHere(const ValueDecl *Map, const ASTContext &Context);

/// The insertions that let the map grow with each new key, if nothing shrinks
/// it, bounds it, or hands it to code that might; none otherwise. Not counted
/// are insertions of constants, and those of functions that set things up or
/// register something.
std::vector<const Usage *> unboundedGrowth(const MapSummary &Map,
                                           const UsageSummaries &Summaries,
                                           CallSites &Calls,
                                           const model::ContainerModel &Model,
                                           ASTContext &Context);

/// The only object of a class is of static storage: \p Variable, or what it
/// points to.
bool isSingleton(const CXXRecordDecl *Class, const VarDecl *Variable,
                 ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_GROWTH_H
