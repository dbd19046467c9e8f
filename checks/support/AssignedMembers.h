//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Which members and static variables of pointer type a translation unit ever
/// gives a value.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_ASSIGNEDMEMBERS_H
#define MAPTIDY_SUPPORT_ASSIGNEDMEMBERS_H

#include "support/PointerTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseSet.h"

namespace clang::tidy::maps::support {

/// All fields and variables with static storage that point to maps, or hold
/// such pointers, and that some code of the user may give a value: by
/// assignment or initialisation, or by handing them to code that might.
llvm::DenseSet<const ValueDecl *> findAssigned(ASTContext &Context,
                                               const PointerTypes &Types);

/// Whether only this translation unit can name \p D: internal linkage, a class
/// that has none, or a private member whose class is wholly defined here and
/// has no friends.
bool isConfined(const ValueDecl *D);

/// Whether \p D is an owning member, public perhaps, of a class that a source
/// file wholly defines for itself.
bool isOwnedHere(const ValueDecl *D, const PointerTypes &Types);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_ASSIGNEDMEMBERS_H
