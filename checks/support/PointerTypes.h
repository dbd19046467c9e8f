//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Which types may hold no map: raw and smart pointers to a known container,
/// optionals of one, and the sequences and maps whose elements are such
/// pointers.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_POINTERTYPES_H
#define MAPTIDY_SUPPORT_POINTERTYPES_H

#include "model/ContainerModel.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/DenseMap.h"

namespace clang::tidy::maps::support {

enum class PointerKind {
  None,
  Raw,      ///< `Map *`
  Unique,   ///< std::unique_ptr, boost::scoped_ptr, QScopedPointer
  Shared,   ///< std::shared_ptr, boost::shared_ptr, QSharedPointer
  Optional, ///< std::optional: a moved-from one still holds a value
};

enum class HolderKind {
  None,
  Sequence, ///< std::vector, QVector: starts empty, grows by resize()
  Array,    ///< `Map *a[N]`, std::array, `unique_ptr<Map *[]>`: fixed size
  Map,      ///< a known map whose mapped type is such a pointer
};

inline bool isSmart(PointerKind Kind) {
  return Kind != PointerKind::None && Kind != PointerKind::Raw;
}

class PointerTypes {
public:
  explicit PointerTypes(const model::ContainerModel &Model) : Model(Model) {}

  /// How \p T (looked at without reference and qualifiers) points to a known
  /// container; also for dependent arguments.
  PointerKind pointer(QualType T) const;

  /// Whether \p T holds pointers to known containers as its elements.
  HolderKind holder(QualType T) const;

  /// \p T is a known container itself.
  bool isContainer(QualType T) const;

private:
  PointerKind computePointer(QualType T) const;
  HolderKind computeHolder(QualType T) const;

  const model::ContainerModel &Model;
  mutable llvm::DenseMap<const void *, PointerKind> Pointers;
  mutable llvm::DenseMap<const void *, HolderKind> Holders;
};

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_POINTERTYPES_H
