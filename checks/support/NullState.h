//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What the nullness analysis knows on one path: values of places. A place is
/// a variable, a member path, an element, or a property of one of these (the
/// size of a container, whether it holds a key). Pointers and numbers share one
/// domain: null is 0, engaged is "not 0".
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_NULLSTATE_H
#define MAPTIDY_SUPPORT_NULLSTATE_H

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace clang::tidy::maps::support {

/// One step of a place's path.
struct PlaceStep {
  enum StepKind {
    Field,    ///< `.f`
    Deref,    ///< `*p`
    Element,  ///< `v[i]`; which one is the place's Index
    Size,     ///< the number of elements
    Contains, ///< whether the key Index is there
    Other,    ///< an opaque value, spelled in Index
  } Kind;
  const ValueDecl *Member = nullptr;
  bool operator==(const PlaceStep &) const = default;
};

using PlacePath = llvm::SmallVector<PlaceStep, 3>;

/// An object or a part of one, without the index of an element.
struct Region {
  /// Null: `this`.
  const ValueDecl *Root = nullptr;
  PlacePath Steps;

  bool operator==(const Region &Other) const {
    return Root == Other.Root && Steps == Other.Steps;
  }
  /// A write to one may change the other.
  bool overlaps(const Region &Other) const;
};

/// A place whose value can be known.
struct Place {
  Region Where;
  /// Of an element or key: its spelling in terms of places; "*" for all
  /// elements; "?" for one that cannot be named.
  std::string Index;
  /// What Index, or a reference that stands for the place, reads.
  llvm::SmallVector<Region, 1> Reads;
  /// Unknown code can reach it: a member, a global, something pointed to.
  bool Memory = false;

  bool isNameable() const { return Index != "?"; }
  /// The variable or field whose value it is; null for parts of one.
  const ValueDecl *decl() const {
    return Where.Steps.empty() ? Where.Root : Where.Steps.back().Member;
  }
  std::string str() const;
};

/// A set of values as an interval with holes.
struct Value {
  static constexpr int64_t Min = std::numeric_limits<int64_t>::min();
  static constexpr int64_t Max = std::numeric_limits<int64_t>::max();
  int64_t Lo = Min;
  int64_t Hi = Max;
  /// Sorted; none equal to Lo or Hi.
  llvm::SmallVector<int64_t, 1> Holes;

  /// Index into the analysis' origins; 0 if null of unknown origin.
  unsigned Origin = 0;
  /// The CFG block in which it became null.
  unsigned NullBlock = 0;
  /// The last branch that passed an assignment by, if any.
  const Stmt *Skipped = nullptr;
  /// The elements of a container that is known to be empty.
  bool Vacuous = false;
  /// Another place that has this value as long as neither is written.
  unsigned Alias = NoAlias;
  static constexpr unsigned NoAlias = ~0U;

  bool operator==(const Value &) const = default;

  static Value unknown() { return {}; }
  static Value constant(int64_t C) { return range(C, C); }
  static Value range(int64_t Lo, int64_t Hi) {
    Value V;
    V.Lo = Lo;
    V.Hi = Hi;
    return V;
  }
  static Value nonNull() {
    Value V;
    V.Holes = {0};
    return V;
  }
  static Value vacuous() {
    Value V;
    V.Vacuous = true;
    return V;
  }
  static Value null(unsigned Origin, unsigned Block) {
    Value V = constant(0);
    V.Origin = Origin;
    V.NullBlock = Block;
    return V;
  }

  bool isNull() const { return Lo == 0 && Hi == 0; }
  bool isConstant() const { return Lo == Hi; }
  bool isKnown() const {
    return Lo != Min || Hi != Max || !Holes.empty() || Alias != NoAlias;
  }
  /// Keeps the values in [NewLo, NewHi]. \returns whether any is left.
  bool restrict(int64_t NewLo, int64_t NewHi);
  /// Removes one value. \returns whether any is left.
  bool exclude(int64_t C);
};

/// Numbers the places of one function.
class Places {
public:
  unsigned intern(const Place &P);
  const Place &operator[](unsigned Id) const { return All[Id]; }

private:
  std::vector<Place> All;
  llvm::StringMap<unsigned> Ids;
};

/// What is known on one path.
class NullState {
public:
  Value get(unsigned Id) const {
    auto It = Known.find(Id);
    return It == Known.end() ? Value::unknown() : It->second;
  }
  void set(unsigned Id, const Value &V) {
    if (V.isKnown() || V.Vacuous)
      Known[Id] = V;
    else
      Known.erase(Id);
  }
  /// Forgets everything that a write to \p R may change; \p Except stays.
  void forget(const Places &All, const Region &R,
              std::optional<unsigned> Except = std::nullopt);
  /// Forgets what unknown code may change.
  void forgetMemory(const Places &All);
  /// From now on unknown code can reach \p Root.
  void escape(const ValueDecl *Root);
  bool isEscaped(const ValueDecl *Root) const;

  /// Results of expressions within the current full expression.
  std::map<const Stmt *, Value> Results;
  std::map<unsigned, Value> Known;

  bool operator==(const NullState &) const = default;

private:
  void dropAliasesTo(unsigned Id);

  std::vector<const ValueDecl *> Escaped;
};

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_NULLSTATE_H
