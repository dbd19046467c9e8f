//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// How messages and edits spell a container and what is called on it.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_MAPSPELLING_H
#define MAPTIDY_SUPPORT_MAPSPELLING_H

#include "support/MapOps.h"
#include "clang/AST/ASTContext.h"
#include <string>

namespace clang::tidy::maps::support {

/// The container of \p Op for messages: "m", "*p", "*this", or "the container"
/// if it is not spelled on one line.
std::string spelledObject(const MapOp &Op, const ASTContext &Context);

/// The same for edits, as an argument: "m", "*p"; empty if it is not spelled in
/// one place.
std::string objectText(const MapOp &Op, const ASTContext &Context);

/// \p Call on the container of \p Op in the same spelling: "m.clear()",
/// "p->clear()", "(*p).clear()". Empty if that is not spelled in one place.
std::string memberCall(const MapOp &Op, llvm::StringRef Call,
                       const ASTContext &Context);

/// \p Call as a statement on a line of its own behind \p Range.
FixItHint insertionBehind(SourceRange Range, llvm::StringRef Call,
                          const ASTContext &Context);

/// A name for an element that the function around \p In does not use otherwise;
/// empty if there is none.
std::string freshElementName(const Stmt *In, ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_MAPSPELLING_H
