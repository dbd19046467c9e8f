//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What is the user's code, and what lies behind it in system headers: no
/// finding lies there, and map-tidy does not parse the function bodies there,
/// nor does it visit the declarations. So that the plugin, for which clang-tidy
/// parses everything, says the same, the checks look no further than this.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_USERCODE_H
#define MAPTIDY_SUPPORT_USERCODE_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace clang::tidy::maps::support {

/// Of what a macro expands to, the place of the expansion counts.
bool isInSystemHeader(const Decl *D);

/// Visits what the user declares at namespace scope, in order. A namespace is
/// one declaration for each time it is opened.
void forEachUserDecl(ASTContext &Context,
                     llvm::function_ref<void(Decl *)> Visit);

/// The definition of \p F with a body that may be looked into, which is never
/// one in a system header.
///
/// \returns null if there is none.
const FunctionDecl *userDefinition(const FunctionDecl *F);

/// Functions of system headers whose bodies are looked into nevertheless, by
/// Clang's ExprMutationAnalyzer (what becomes of an argument that a template
/// takes by forwarding reference) or by TripCount.h (whether `size()` counts).
bool isBodyNeeded(const FunctionDecl *F);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_USERCODE_H
