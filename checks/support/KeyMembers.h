//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Which members of its key a hash function or an equality reads, and how it
/// combines them.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_KEYMEMBERS_H
#define MAPTIDY_SUPPORT_KEYMEMBERS_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>
#include <string>
#include <utility>

namespace clang::tidy::maps::support {

/// A member of a key: a field, or the I-th element of a tuple.
struct KeyMember {
  /// Its path: "x", "from.id", "first", "get<0>".
  std::string Name;
  /// Null or dependent where a template leaves it open.
  QualType Type;
};

/// The member of \p Key (a parameter; null for `this`) that \p E reads: by
/// name, by structured binding, by a getter whose body can be seen, by
/// `std::get`, or through a local that is only initialised with it.
std::optional<KeyMember> memberOf(const Expr *E, const ValueDecl *Key);

/// A string, vector, array or list of the standard library, whose equality
/// compares the elements in order.
bool isSequence(QualType T);

/// What a hash function of one key does.
struct HashShape {
  /// The members that it reads.
  llvm::SmallVector<KeyMember, 4> Read;
  /// It uses the key in another way: nothing is known then.
  bool ReadsMore = false;
  /// It reads nothing and returns the same constant on every path.
  bool Constant = false;
  /// Two members whose hashes are combined by an operation that does not mind
  /// their order, `hash(k.a) ^ hash(k.b)`, and that are read nowhere else.
  std::optional<std::pair<KeyMember, KeyMember>> Exchangeable;
  /// Of a sequence, it reads the size or fixed elements only.
  bool PartOnly = false;
  /// Of a sequence, it adds the elements' hashes up: `h += f(x)`.
  bool IgnoresOrder = false;
};
HashShape shapeOfHash(const FunctionDecl *Hash, const ValueDecl *Key,
                      const ASTContext &Context);

/// What an equality of two keys compares.
struct EqualityShape {
  llvm::SmallVector<KeyMember, 4> Compared;
  /// The function; null for the types of the standard library.
  const FunctionDecl *Function = nullptr;
};
/// \returns nothing if it does anything but to compare each member with itself:
/// `a.x == b.y` makes it symmetric.
std::optional<EqualityShape> shapeOfEquality(const FunctionDecl *Equality);

/// The equality of keys of type \p Key: what \p Functor (the container's
/// argument, may be null) calls, the library's for pairs and tuples, or the
/// `operator==` that can be seen.
std::optional<EqualityShape> equalityOf(QualType Key,
                                        const CXXRecordDecl *Functor);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_KEYMEMBERS_H
