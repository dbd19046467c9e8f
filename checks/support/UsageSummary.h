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
  Construct, ///< Initialised: by default, with arguments, or copied.
  Lookup,    ///< find, count, contains, at
  Subscript, ///< m[k] where it inserts
  Insert,    ///< any other growth of one element or a range
  Erase,     ///< any removal but clear
  Clear,
  Reserve, ///< reserve, rehash
  Shrink,  ///< squeeze, shrink_to_fit, rehash(0)
  Measure, ///< size, empty, bucket_count
  Walk,    ///< range-for, begin
  Assign,  ///< assigned to
  Swap,
  Compare,
  Copy,        ///< copied from: passed by value, initialises another
  Move,        ///< moved from
  PassConst,   ///< passed by const reference
  PassMutable, ///< passed by non-const reference or pointer
  Return,      ///< handed out by reference, pointer or value
  Address,     ///< its address, an iterator or reference is stored
  Capture,     ///< captured by reference in a closure
  Other,
};

/// A place in a file, as data.
struct SourcePos {
  std::string File;
  unsigned Line = 0;
  unsigned Column = 0;
};

/// A condition that holds where an operation stands.
struct Guard {
  /// The condition as spelled.
  std::string Text;
  /// The operation stands in the branch where it is false.
  bool Negated = false;
};

/// One operation on one object.
struct Usage {
  UsageKind Kind = UsageKind::Other;
  /// The member's name as spelled, where there is one.
  std::string Member;
  SourcePos Where;
  /// Qualified name of the function it stands in; empty at namespace scope.
  std::string Function;
  /// How many loops of that function it stands in.
  unsigned LoopDepth = 0;
  /// The conditions around it, innermost last.
  std::vector<Guard> Guards;
  /// Mutex expressions that an RAII lock in scope holds, as spelled.
  std::vector<std::string> LocksHeld;
};

enum class ObjectStorage {
  Local,
  Parameter,
  Member,
  StaticMember,
  Static,
  Global
};

/// One map object and all that the translation unit does with it.
struct MapSummary {
  /// Stable across translation units for anything with linkage or a class (its
  /// Unified Symbol Resolution); for locals, the function's with the position.
  std::string Identity;
  std::string Name;
  /// The row's name: "std::unordered_map".
  std::string Container;
  ObjectStorage Storage = ObjectStorage::Local;
  /// Private or internal linkage or local: nobody outside of this translation
  /// unit (or, for a private member, of this class) can name it.
  bool Confined = false;
  std::vector<Usage> Usages;
};

/// The summaries of one translation unit, and the way from their data to the
/// AST for the checks that run on it.
class UsageSummaries {
public:
  UsageSummaries(ASTContext &Context, const model::ContainerModel &Model);
  ~UsageSummaries();

  llvm::ArrayRef<MapSummary> all() const;

  /// The summary of the variable or field \p D; null if it is no map.
  const MapSummary *of(const ValueDecl *D) const;

  /// The declaration of a summary.
  const ValueDecl *decl(const MapSummary &Summary) const;

  /// The expression (or declaration's initialiser) of one usage; may be null
  /// for Declare.
  const Expr *node(const MapSummary &Summary, const Usage &U) const;

private:
  struct Index;
  std::unique_ptr<Index> Impl;
};

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_USAGESUMMARY_H
