//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Recognises an operation on a map or set, whatever its spelling: member
/// calls, operators, free functions (`erase_if(m, p)`, `std::size(m)`), the
/// names of Qt and LLVM, and calls on dependent types in templates, where the
/// AST has no method yet.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_MAPOPS_H
#define MAPTIDY_SUPPORT_MAPOPS_H

#include "model/ContainerModel.h"
#include "support/Identity.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace clang::tidy::maps::support {

enum class MapOpKind {
  // Lookups: never change the container.
  Find,     ///< `find`, `constFind`, `lower_bound`, `equal_range`, ...
  Count,    ///< `count(k)`
  Contains, ///< `contains(k)`
  At,       ///< `at(k)`, `value(k)`, `lookup(k)`
  // Growth.
  Subscript,      ///< `m[k]`: may insert (see the model)
  Insert,         ///< `insert(x)`, `insert(k, v)` (Qt), hinted or not
  InsertRange,    ///< `insert(first, last)`, `insert({...})`, `insert_range`
  Emplace,        ///< `emplace(...)`, `emplace_hint(...)`
  TryEmplace,     ///< `try_emplace(k, ...)`
  InsertOrAssign, ///< `insert_or_assign(k, v)`
  Merge,          ///< `merge(other)`, `unite(other)`
  // Removal.
  EraseKey,      ///< `erase(k)`, `remove(k)` (Qt)
  EraseIterator, ///< `erase(it)`
  EraseRange,    ///< `erase(first, last)`
  EraseIf,       ///< `erase_if(m, p)`, `m.erase_if(p)`, `removeIf`, `remove_if`
  Extract,       ///< `extract(...)`, `take(k)` (Qt)
  Clear,         ///< `clear()`
  // Capacity.
  Reserve, ///< `reserve(n)`, `resize(n)` of dense_hash_map
  Rehash,  ///< `rehash(n)`
  Shrink,  ///< `squeeze()`, `shrink_to_fit()`
  Size,    ///< `size()`, `count()` without argument (Qt), `std::size(m)`
  Empty,   ///< `empty()`, `isEmpty()`, `std::empty(m)`
  Buckets, ///< `bucket_count()`, `load_factor()`, `capacity()`, ...
  // Iteration.
  Begin, ///< `begin`, `cbegin`, `constBegin`, `std::begin(m)`
  End,   ///< `end`, `cend`, `constEnd`, `std::end(m)`
  Keys,  ///< A copy of all keys or values: `keys()`, `values()` (Qt)
  // Whole object.
  Assign,  ///< `m = x`
  Swap,    ///< `m.swap(x)`, `swap(m, x)`
  Compare, ///< `m == x`, `m != x`
  Other,   ///< Any other member: nothing is known of it.
};

/// One operation on one container object.
struct MapOp {
  MapOpKind Kind = MapOpKind::Other;
  /// The whole call, subscript or assignment.
  const Expr *Call = nullptr;
  /// The container as spelled, without parentheses and implicit casts: `m` in
  /// `m.find(k)` and `(m)[k]`; the *pointer* `p` in `p->find(k)`.
  const Expr *Object = nullptr;
  /// Object is a pointer (`p->...`), raw or smart.
  bool Arrow = false;
  /// The row of the container.
  const model::ContainerTraits *Traits = nullptr;
  /// The type of the container itself, without reference and qualifiers.
  QualType ContainerType;
  /// The member's or function's name as spelled ("operator[]" for subscripts).
  std::string Member;
  /// Where that name stands; the bracket for subscripts.
  SourceLocation MemberLoc;
  /// The arguments as spelled (default arguments left out; the container
  /// itself left out of a free function's).
  llvm::SmallVector<const Expr *, 3> Args;
  /// The key, where the operation has one: Args[0] of lookups, subscripts and
  /// erase; of insertions the key itself (`k` in `emplace(k, v)`,
  /// `insert({k, v})`, `insert(std::make_pair(k, v))`; the element of sets).
  const Expr *Key = nullptr;
  /// The mapped value that an insertion stores, likewise; null if several
  /// arguments construct it or if it is not spelled.
  const Expr *Value = nullptr;

  /// May add an element.
  bool inserts() const {
    return (Kind == MapOpKind::Subscript && Traits->SubscriptInserts) ||
           (Kind > MapOpKind::Subscript && Kind <= MapOpKind::Merge);
  }
  /// Looks one key up and never changes the container.
  bool isLookup() const { return Kind <= MapOpKind::At; }
  bool removes() const {
    return Kind >= MapOpKind::EraseKey && Kind <= MapOpKind::Clear;
  }
};

/// Recognises \p E (looked at without parentheses, implicit casts and cleanups)
/// as an operation on a container of \p Model.
std::optional<MapOp> parseMapOp(const Expr *E,
                                const model::ContainerModel &Model);

/// The container that the operation is on, or nothing if it has no identity.
std::optional<ObjectPath> containerOf(const MapOp &Op);

/// Strips what never changes which object an expression denotes: parentheses,
/// implicit casts, cleanups, temporaries' materialisation, elidable copies.
const Expr *strip(const Expr *E);

/// The type of \p D; where a template leaves `auto` open, that of what it is
/// made from: `auto m = std::map<K, V>();`.
QualType declaredType(const ValueDecl *D);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_MAPOPS_H
