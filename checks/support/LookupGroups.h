//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Lookups of one key in one container where the first one knows what the
/// others find.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_LOOKUPGROUPS_H
#define MAPTIDY_SUPPORT_LOOKUPGROUPS_H

#include "model/ContainerModel.h"
#include "support/MapOps.h"
#include "support/PresenceTest.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>
#include <string>

namespace clang::tidy::maps::support {

enum class GroupKind {
  Tested,   ///< A test, and operations whose outcome it tells.
  Inserted, ///< An insertion, and lookups of what it inserted.
  Repeated, ///< `m[k]` or `at(k)`, and the same again.
  AtHand,   ///< `m[kv.first]`, the element that the code has in `kv`.
};

struct LookupGroup {
  GroupKind Kind = GroupKind::Tested;
  /// The lookup that comes first, and makes the others needless.
  MapOp First;
  /// The test that it is part of, or that tests the iterator it gave.
  std::optional<PresenceTest> Test;
  /// Operations on the same key where it is known to be there, and where an
  /// iterator to its element would still be valid.
  llvm::SmallVector<MapOp, 4> Hits;
  /// Where it is known not to be there.
  llvm::SmallVector<MapOp, 4> Misses;
  /// Behind the `if` whose one branch is for Misses, which insert the key.
  llvm::SmallVector<MapOp, 4> After;
  /// For AtHand, how the code names the mapped value: "kv.second".
  std::string Value;
  /// Some operation was judged with Trust::Values.
  bool Assumed = false;
};

/// The groups in the function or closure body \p Body, in the order of their
/// first lookups. Only operations that user code spells count, and not those in
/// assertions, which may vanish. A repeated lookup that starts with one of
/// which \p IsReported says that another check has better advice is none.
llvm::SmallVector<LookupGroup, 4>
findLookupGroups(const Stmt *Body, const model::ContainerModel &Model,
                 ASTContext &Context,
                 llvm::function_ref<bool(const Expr *)> IsReported);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_LOOKUPGROUPS_H
