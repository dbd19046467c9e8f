//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Local lists of the keys or elements of a container, made in front of a loop
/// over them.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_KEYLISTS_H
#define MAPTIDY_SUPPORT_KEYLISTS_H

#include "support/Identity.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallVector.h"
#include <utility>

namespace clang::tidy::maps::model {
class ContainerModel;
} // namespace clang::tidy::maps::model

namespace clang::tidy::maps::support {

/// What a list in front of a loop over it was made from.
enum class ListOf { Other, Keys, Elements };

struct KeyList {
  ListOf Of = ListOf::Other;
  /// What in front of the loop makes the list and is useless without it, in the
  /// order of the source.
  llvm::SmallVector<const Stmt *, 3> Before;
  /// The list is used elsewhere in the function.
  bool UsedOutside = false;
};

/// Whether the list that \p Loop walks holds the keys, or copies of the
/// elements, of all of \p Map.
KeyList keyListBefore(const CXXForRangeStmt *Loop, const ObjectPath &Map,
                      bool IsMap, ASTContext &Context,
                      const model::ContainerModel &Model);

/// Whether \p Loop walks a local list that the function fills in a walk over
/// \p Map with keys that it chooses by what the map holds, not by what another
/// container names.
bool walksKeysChosenFrom(const CXXForRangeStmt *Loop, const ObjectPath &Map,
                         ASTContext &Context,
                         const model::ContainerModel &Model);

/// \p E is `kv.first` or `k` of `[k, v]` for maps, the element itself for sets.
bool isKeyOf(const Expr *E, const VarDecl *Element, bool IsMap);

/// \p E is `it.key()`.
bool isQtKeyOf(const Expr *E, const VarDecl *Cursor);

/// `keys.push_back(kv.first)`, `keys.insert(x)`: the list and what it gets;
/// null if \p S is something else.
std::pair<const VarDecl *, const Expr *> addition(const Stmt *S);

/// \p S is `keys.reserve(n);`
bool isReserveOf(const Stmt *S, const VarDecl *List);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_KEYLISTS_H
