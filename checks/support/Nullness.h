//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Where a pointer to a map is null: a path-sensitive analysis of one function
/// over Clang's CFG.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_NULLNESS_H
#define MAPTIDY_SUPPORT_NULLNESS_H

#include "support/PointerTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseSet.h"
#include <optional>
#include <vector>

namespace clang::tidy::maps::support {

enum class NullOrigin {
  NotInitialised, ///< Default-constructed smart pointer or optional.
  NullAssigned,   ///< nullptr, reset(), std::nullopt
  Released,       ///< release(), take()
  Moved,          ///< std::move
  Element,        ///< Value-initialised element of a container or array.
  NewEntry,       ///< outer[k] with a key that is not there.
  Member,         ///< A member or static variable that nothing assigns.
};

/// One dereference of a pointer to a map that is null on a feasible path.
struct NullDereference {
  /// The expression that dereferences: `p->insert(x)`, `*p`, `v[i]->clear()`.
  /// The finding stands at its begin.
  const Expr *Where = nullptr;
  /// The pointer, as spelled there.
  const Expr *Pointer = nullptr;
  NullOrigin Origin = NullOrigin::NotInitialised;
  /// Where it became null.
  SourceLocation OriginLoc;
  /// The variable, field or container that holds the pointer.
  const ValueDecl *Holder = nullptr;
  /// Null on every path that leads here.
  bool Always = false;
};

/// The analysis of one translation unit.
class NullnessAnalysis {
public:
  NullnessAnalysis(ASTContext &Context, const model::ContainerModel &Model)
      : Context(Context), Types(Model), Model(Model) {}

  /// Analyses the body of \p Function (of lambdas: their call operator).
  ///
  /// \returns the findings in source order, the first of each holder and
  /// origin; none if the analysis gives up (no CFG, too many states).
  std::vector<NullDereference> findIn(const FunctionDecl *Function);

  /// Whether \p D, a field or a variable with static storage, can be named by
  /// this translation unit only and nothing in it gives it a value.
  /// \p ThroughThis: its class itself uses it.
  bool isNeverAssigned(const ValueDecl *D, bool ThroughThis);

  ASTContext &context() { return Context; }
  const PointerTypes &types() const { return Types; }
  const model::ContainerModel &model() const { return Model; }

private:
  ASTContext &Context;
  const PointerTypes Types;
  const model::ContainerModel &Model;
  /// What the translation unit assigns; computed when first asked for.
  std::optional<llvm::DenseSet<const ValueDecl *>> Assigned;
};

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_NULLNESS_H
