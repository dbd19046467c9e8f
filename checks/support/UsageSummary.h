//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// The usage summary: for every map object of the translation unit, what the
/// user's code does with it. Plain data, built in one traversal, so that checks
/// on lifetime, sharing and shape are queries, and so that summaries of several
/// translation units can be merged by Identity.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_USAGESUMMARY_H
#define MAPTIDY_SUPPORT_USAGESUMMARY_H

#include "model/ContainerModel.h"
#include "support/Identity.h"
#include "support/Locks.h"
#include "support/MapOps.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include <memory>
#include <string>
#include <vector>

namespace clang::tidy::maps::support {

/// What happens to the object. The kinds of MapOpKind, and what is no
/// operation of the container.
enum class UsageKind {
  Declare,   ///< Declared or, for a member, its field.
  Construct, ///< Initialised; see Usage::How.
  Lookup,    ///< find, count, contains, at; a subscript that cannot insert
  Subscript, ///< m[k] where it may insert
  Insert,    ///< any other growth of one element or a range
  Erase,     ///< any removal but clear
  Clear,
  Reserve, ///< reserve, rehash
  Shrink,  ///< squeeze, shrink_to_fit
  Measure, ///< size, empty, bucket_count
  Walk,    ///< range-for, begin
  End,     ///< end: mostly compared with a lookup's result
  Assign,  ///< assigned to
  Swap,
  Compare,
  Copy,        ///< copied from: passed by value, initialises another
  Move,        ///< moved from
  PassConst,   ///< passed by const reference or pointer to const
  PassMutable, ///< passed by non-const reference or pointer
  Return,      ///< it, or an iterator, pointer or reference into it, returned
  Address,     ///< its address, or an iterator or reference into it, is stored
  Capture,     ///< captured by reference in a closure
  Rebind,      ///< the pointer or owner that leads to it is assigned or reset
  NullTest,    ///< the pointer or owner that leads to it is tested
  Other,
};

/// How an object comes to be.
enum class Construction { None, Default, Arguments, Copied, Moved };

/// A place in a file, as data.
struct SourcePos {
  std::string File;
  unsigned Line = 0;
  unsigned Column = 0;
};

/// A condition that holds where an operation stands, unless something changed
/// in between: of the branch it is in, or of an early exit before it.
struct Guard {
  /// The condition as spelled.
  std::string Text;
  /// The operation stands where it is false.
  bool Negated = false;
};

enum class FunctionRole { NamespaceScope, Ordinary, Constructor, Destructor };

/// One operation on one object.
struct Usage {
  UsageKind Kind = UsageKind::Other;
  /// The member's name as spelled, where there is one.
  std::string Member;
  /// For Construct.
  Construction How = Construction::None;
  SourcePos Where;
  /// Qualified name of the function it stands in, and its stable identity;
  /// empty at namespace scope.
  std::string Function;
  std::string FunctionId;
  FunctionRole Role = FunctionRole::NamespaceScope;
  /// In a lambda's body, which may run later or elsewhere: loops, guards and
  /// locks are then those within the lambda.
  bool InClosure = false;
  /// How many loops of that function it stands in.
  unsigned LoopDepth = 0;
  /// The conditions around it, innermost last.
  std::vector<Guard> Guards;
  /// The locks in scope, innermost last.
  std::vector<HeldLock> LocksHeld;
};

/// May change which elements the map holds.
bool changesElements(UsageKind K);
/// May take elements out.
bool removesElements(UsageKind K);
/// Gives the object to code that this summary does not follow.
bool handsOut(UsageKind K);

enum class ObjectStorage {
  Local,
  Parameter,
  Member,
  StaticMember,
  Static, ///< Static local.
  Global
};

/// One map object and all that the translation unit does with it. The objects
/// of one field are one object here, whatever instance they belong to.
struct MapSummary {
  /// Stable across translation units for anything with linkage or a class (its
  /// Unified Symbol Resolution); else made unique by file and position.
  std::string Identity;
  std::string Name;
  /// The row's name: "std::unordered_map".
  std::string Container;
  ObjectStorage Storage = ObjectStorage::Local;
  bool ThreadLocal = false;
  /// Declared as a pointer, owner or reference: the map itself may have other
  /// names. References bound once to a known object are no object of their
  /// own.
  bool Indirect = false;
  /// Private, internal linkage or local: nobody outside of this translation
  /// unit (or, for a private member, of this class) can name it.
  bool Confined = false;
  std::vector<Usage> Usages;

  bool has(UsageKind K) const;
};

/// The summaries of one translation unit, and the way from their data to the
/// AST for the checks that run on it.
class UsageSummaries {
public:
  UsageSummaries(ASTContext &Context, const model::ContainerModel &Model);
  ~UsageSummaries();

  /// In the order of their first appearance.
  llvm::ArrayRef<MapSummary> all() const;

  /// The summary of the variable or field \p D, or of what the reference \p D
  /// is bound to; null if it is no map.
  const MapSummary *of(const ValueDecl *D) const;

  /// The summary of the object that \p E denotes or points to; null if it has
  /// no declaration.
  const MapSummary *of(const Expr *E) const;

  /// The declaration of a summary.
  const ValueDecl *decl(const MapSummary &Summary) const;

  /// The expression of one usage: the call or operator, the initialiser, else
  /// the mention of the object. Null for Declare and default construction
  /// without an initialiser.
  const Expr *node(const MapSummary &Summary, const Usage &U) const;

  /// The function it stands in (of a lambda: around it); null at namespace
  /// scope.
  const FunctionDecl *function(const MapSummary &Summary, const Usage &U) const;

private:
  struct Index;
  struct Collector;
  std::unique_ptr<Index> Impl;
};

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_USAGESUMMARY_H
