//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// The container model: what a map or set template is, what its operations
/// cost, keep and invalidate, and which of them exist. Checks ask this model
/// and never spell the name of a container; the rows are in Containers.def,
/// the only place that does.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_MODEL_CONTAINERMODEL_H
#define MAPTIDY_MODEL_CONTAINERMODEL_H

#include "clang/AST/Type.h"
#include "clang/Basic/LangOptions.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class CXXRecordDecl;
class Decl;
class NamedDecl;
} // namespace clang

namespace clang::tidy::maps::model {

enum class Kind { Map, MultiMap, Set, MultiSet };

enum class Order {
  Ordered,   ///< Sorted by key: std::map, absl::btree_map, flat_map.
  Hashed,    ///< No useful order.
  Insertion, ///< Hashed, walked in order of insertion: llvm::MapVector.
};

enum class Storage {
  Node,           ///< One allocation per element: std::unordered_map.
  BTree,          ///< Several elements per node: absl::btree_map.
  OpenAddressing, ///< Elements in the table itself: absl::flat_hash_map.
  DenseArray,     ///< Hash index over an array of elements: ankerl, MapVector.
  SortedArray,    ///< One or two sorted arrays: std::flat_map.
};

/// What `clear()` keeps allocated for the next fill.
enum class ClearKeeps {
  Nothing,   ///< Nothing that a refill could use: node trees, QHash.
  SmallOnly, ///< The table, unless it has grown large: absl, folly F14.
  Table,     ///< The bucket array or the whole table.
};

/// What an insertion or an erasure of *another* element invalidates.
enum class Invalidates {
  Nothing,   ///< Everything stays valid: std::map.
  Iterators, ///< Iterators on growth; references stay: std::unordered_map.
  All,       ///< Iterators and references on growth or shift.
};

/// What calling `reserve(size() + k)` again and again costs.
enum class RepeatedReserve {
  NoReserve, ///< The container has no `reserve`.
  Amortised, ///< Never grows by less than a constant factor.
  Quadratic, ///< Grows to just what was asked for, on some library.
};

/// How "erase everything that satisfies a predicate" is spelled.
enum class EraseIfForm {
  None,
  Free,        ///< `erase_if(m, pred)`, the row's EraseIfFunction.
  MemberErase, ///< `m.erase_if(pred)`.
  RemoveIf,    ///< `m.removeIf(pred)` (Qt 6).
  Remove_If,   ///< `m.remove_if(pred)` (LLVM).
};

/// A feature is there since a C++ standard (11, 14, 17, 20, 23, 26), always
/// (0), or never.
inline constexpr unsigned Never = ~0U;

/// The facts of one container template. One row of Containers.def.
struct ContainerTraits {
  /// Qualified name without inline namespaces: "std::unordered_map".
  llvm::StringLiteral Name = "";
  /// The header that a user includes: "unordered_map".
  llvm::StringLiteral Header = "";
  Kind K = Kind::Map;
  Order O = Order::Hashed;
  Storage S = Storage::Node;
  /// Which template arguments are the key and the mapped type; Never where the
  /// key is none (llvm::StringMap).
  unsigned KeyArgument = 0;
  unsigned MappedArgument = 1;
  /// Whether the default constructor allocates, on any known library.
  bool ConstructionAllocates = false;
  ClearKeeps Clear = ClearKeeps::Nothing;
  /// `m = {}` calls the initializer_list assignment, which keeps what clear()
  /// keeps (std, boost::unordered), instead of assigning a new container.
  bool BraceAssignKeeps = false;
  /// `erase(begin(), end())` is how one keeps the table (absl).
  bool RangeEraseKeepsTable = false;
  /// The member that makes room ("reserve"), or empty.
  llvm::StringLiteral Growth = "";
  RepeatedReserve Repeated = RepeatedReserve::NoReserve;
  Invalidates OnInsert = Invalidates::Nothing;
  Invalidates OnErase = Invalidates::Nothing;
  /// An insertion moves other elements even where there is room for it.
  bool InsertMoves = false;
  /// `erase(it)` returns the iterator behind the erased element.
  bool EraseReturnsNext = true;
  /// `m[k]` inserts (maps only).
  bool SubscriptInserts = true;
  unsigned ContainsSince = 0;
  unsigned TryEmplaceSince = 0;
  unsigned InsertOrAssignSince = 0;
  unsigned ExtractSince = Never;
  EraseIfForm EraseIf = EraseIfForm::None;
  unsigned EraseIfSince = Never;
  /// The free function of EraseIfForm::Free: "std::erase_if".
  llvm::StringLiteral EraseIfFunction = "";
  /// Several threads may insert at once.
  bool ConcurrentWrites = false;

  bool isMap() const { return K == Kind::Map || K == Kind::MultiMap; }
  bool isMulti() const { return K == Kind::MultiMap || K == Kind::MultiSet; }
  bool isOrdered() const { return O == Order::Ordered; }
  bool canReserve() const { return !Growth.empty(); }
};

/// The hashed container of the same library and kind as the ordered \p Of, for
/// keys that can be hashed; null if there is none.
const ContainerTraits *hashedCounterpart(const ContainerTraits &Of);

/// The sorted array of the same library and kind as \p Of, if the language
/// standard has it; null if there is none.
const ContainerTraits *flatCounterpart(const ContainerTraits &Of,
                                       const LangOptions &LangOpts);

enum class Feature { Contains, TryEmplace, InsertOrAssign, Extract, EraseIf };

/// \returns all rows of Containers.def, sorted by name.
llvm::ArrayRef<ContainerTraits> allContainers();

/// Finds the row for types and objects. One instance per check and translation
/// unit: it remembers the declarations that it has looked at.
class ContainerModel {
public:
  /// \param UserContainers the module-wide option `MapTidyContainers`:
  /// semicolon-separated "::my::Map=::std::unordered_map" pairs that give the
  /// class or class template on the left the facts of the row on the right.
  explicit ContainerModel(llvm::StringRef UserContainers = "");

  /// One sentence per pair of the option that could not be understood.
  llvm::ArrayRef<std::string> errors() const { return Errors; }

  /// The row of \p T itself, looking through references, cv-qualifiers,
  /// typedefs, alias templates and `auto`, and through dependent template
  /// arguments
  /// (`std::map<K, V>` in a template is still that map). Not through pointers,
  /// nor from a derived class to its base.
  ///
  /// \returns null if \p T is no known container.
  const ContainerTraits *lookup(QualType T) const;

  /// As lookup(), but a class that publicly derives from a known container
  /// counts as its base: for the object of a call, not for a declaration.
  const ContainerTraits *lookupObject(QualType T) const;

private:
  /// What the name of one declaration says.
  struct Entry {
    const ContainerTraits *Row = nullptr;
    /// The row instead if the second template argument is `void`.
    const ContainerTraits *IfMappedIsVoid = nullptr;
  };
  Entry lookupDecl(const NamedDecl *D) const;
  Entry lookupName(llvm::StringRef Name) const;
  const ContainerTraits *lookupBases(const CXXRecordDecl *Record,
                                     unsigned Depth) const;
  void addUserContainer(llvm::StringRef Pair);

  llvm::StringMap<const ContainerTraits *> User;
  std::vector<std::string> Errors;
  mutable llvm::DenseMap<const Decl *, Entry> ByDecl;
  mutable llvm::DenseMap<const CXXRecordDecl *, const ContainerTraits *> ByBase;
};

/// Whether the table and the language standard allow \p F. Before an edit calls
/// a member, ask hasMember() too.
bool available(const ContainerTraits &Traits, Feature F,
               const LangOptions &LangOpts);

/// Whether the class \p T as parsed in this translation unit declares a public
/// method (or method template) \p Name that can be called with \p NumArgs
/// arguments. A dependent specialisation is looked up in its template's
/// pattern.
bool hasMember(QualType T, llvm::StringRef Name, unsigned NumArgs);

/// Whether the container \p T of the row \p Traits, as parsed in this
/// translation unit, has the operation that Traits.EraseIf names, be it a
/// member or a free function, and the language standard allows it.
bool hasEraseIf(QualType T, const ContainerTraits &Traits,
                const ASTContext &Context);

/// The I-th template argument of \p T as a type (0: key; 1: mapped type), also
/// for a dependent specialisation. Null if there is none.
QualType typeArgument(QualType T, unsigned I);

/// The key type and, for maps, the mapped type of the container \p T of the row
/// \p Traits. Null where the template's arguments do not tell.
QualType keyType(QualType T, const ContainerTraits &Traits);
QualType mappedType(QualType T, const ContainerTraits &Traits);

} // namespace clang::tidy::maps::model

#endif // MAPTIDY_MODEL_CONTAINERMODEL_H
