//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What is a handle into which map: iterators, references and pointers to
/// elements, and the expressions that make one from another.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_HANDLES_H
#define MAPTIDY_SUPPORT_HANDLES_H

#include "model/ContainerModel.h"
#include "support/Identity.h"
#include "support/MapOps.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <vector>

namespace clang::tidy::maps::support {

enum class HandleForm {
  Iterator,  ///< `m.find(k)`; also the pair that holds one: `m.insert(x)`.
  Reference, ///< An lvalue within an element: `m[k]`, `it->second`.
  Pointer,   ///< `&m[k]`
  Copy,      ///< A copy of an element or key: it only tells which one.
};

enum class ElementPart { Element, Key, Value };

/// How an operation made a handle invalid.
enum class InvalidationCause {
  Erased,   ///< The element itself was removed.
  Shifted,  ///< Another element was removed, which moves this one.
  Grown,    ///< An insertion, `reserve` or `rehash` may have moved it.
  Cleared,  ///< All elements were removed.
  Replaced, ///< The map was assigned to.
};

/// One way into one map.
struct Handle {
  HandleForm Form = HandleForm::Iterator;
  ElementPart Part = ElementPart::Element;
  /// The map, as Handles::path() knows it.
  unsigned Map = 0;
  const model::ContainerTraits *Traits = nullptr;
  /// Where it was obtained.
  const Expr *Source = nullptr;
  /// The key that it was looked up with, if that is the element's.
  const Expr *Key = nullptr;
  /// Handles with the same identity lead to the same element.
  const void *Element = nullptr;
  /// `m.end()`
  bool AtEnd = false;
  /// The operation that made it invalid; null while it is good.
  const Expr *StaleBy = nullptr;
  InvalidationCause Cause = InvalidationCause::Erased;

  bool operator==(const Handle &) const = default;
};

/// What an expression or variable may be on the paths that lead to it.
using HandleSet = llvm::SmallVector<Handle, 2>;

/// Where the values of variables, and of expressions with a past, come from.
struct HandleScope {
  llvm::function_ref<HandleSet(const ValueDecl *)> OfVariable;
  llvm::function_ref<const HandleSet *(const Expr *)> OfExpr;
};

/// Numbers the maps of one function and reads handles off its expressions.
class Handles {
public:
  explicit Handles(const model::ContainerModel &Model) : Model(Model) {}

  /// The map that \p Op works on; nothing if it has no fixed identity.
  std::optional<unsigned> mapOf(const MapOp &Op);
  std::optional<unsigned> mapOf(const ObjectPath &Path);
  const ObjectPath &path(unsigned Map) const { return Maps[Map]; }
  unsigned numMaps() const { return Maps.size(); }

  /// The handles that \p E evaluates to; none if it is no handle.
  HandleSet denotedBy(const Expr *E, const HandleScope &Scope);

  /// The elements whose key is \p Key: of the variable `it` for `it->first`,
  /// of a copy for `auto k = it->first`, of `x` for `*x` in sets.
  HandleSet withKey(const Expr *Key, const HandleScope &Scope);

private:
  HandleSet madeBy(const MapOp &Op);
  HandleSet ofMember(const Expr *Base, bool Arrow, const ValueDecl *Member,
                     llvm::StringRef Name, const HandleScope &Scope);
  HandleSet ofCall(const CallExpr *Call, const HandleScope &Scope);

  const model::ContainerModel &Model;
  std::vector<ObjectPath> Maps;
};

/// The variable that \p E is, without conversions between iterators; null if
/// it is none.
const ValueDecl *variableOf(const Expr *E);

/// The variable that the handle \p E is made from without another lookup: `it`
/// of `it->second.x`, `&*it`, `it.key()`.
const ValueDecl *rootVariable(const Expr *E);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_HANDLES_H
