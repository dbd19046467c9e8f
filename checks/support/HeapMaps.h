//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Maps on the heap: the expressions that make them, and what a function does
/// with the local variable that owns one.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_HEAPMAPS_H
#define MAPTIDY_SUPPORT_HEAPMAPS_H

#include "model/ContainerModel.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace clang::tidy::maps::support {

/// `new Map{...}`, `std::make_unique<Map>(...)`
struct HeapMap {
  /// The `new` expression or the call.
  const Expr *Made = nullptr;
  QualType Container;
  const model::ContainerTraits *Traits = nullptr;
  /// Where the container's type is spelled; invalid if it is not.
  SourceRange TypeRange;
  llvm::SmallVector<const Expr *, 2> Args;
  /// The parentheses or braces behind the type of a `new`, if any.
  SourceRange InitRange;
};

/// Recognises \p Init, with the owner's constructor around it looked through:
/// `std::shared_ptr<Map>(new Map)`. Not arrays, placement, `nothrow`, own
/// deleters.
std::optional<HeapMap> parseHeapMap(const Expr *Init,
                                    const model::ContainerModel &Model);

/// Whether the local variable \p Owner, initialised with \p Heap, is what owns
/// it: a raw pointer, or a smart pointer with the usual deleter.
bool isOwnerOf(const VarDecl *Owner, const HeapMap &Heap,
               const model::ContainerModel &Model);

/// `std::unique_ptr<const Map>`
bool ownsConst(const VarDecl *Owner);

/// If every `return` of \p Function returns a new container without elements,
/// be it by way of a local variable that nothing else uses: the first of these.
std::optional<HeapMap> alwaysReturnsNew(const FunctionDecl *Function,
                                        const model::ContainerModel &Model);

/// One use of an owner that a container in its place would allow too.
struct OwnerUse {
  enum UseKind {
    Member,  ///< `p->size()`: Whole is the member expression.
    Deref,   ///< `*p`
    Address, ///< `f(p.get())`, or `f(p)` for a raw pointer
    Pointer, ///< `p.get()->size()`, `Map *q = p.get();`
    Capture, ///< `[&p]`
    Delete,  ///< `delete p`
  } Kind = Member;
  const DeclRefExpr *Ref = nullptr;
  const Expr *Whole = nullptr;
};

/// All uses of the local \p Owner, a raw or smart pointer.
///
/// \returns nothing if one of them needs the pointer: it is tested, assigned,
/// reset, copied, moved, passed on as an owner, or what it owns is returned by
/// reference.
std::optional<llvm::SmallVector<OwnerUse, 8>> usesOfOwner(const VarDecl *Owner,
                                                          ASTContext &Context);

/// A container that a local variable could be, and the owner's uses.
struct NeedlessOwner {
  HeapMap Heap;
  llvm::SmallVector<OwnerUse, 8> Uses;
  /// Nothing deletes what the raw pointer points to.
  bool Leaks = false;
};

/// The decision of map-needless-heap, which other checks respect: \p Owner
/// never leaves its function, and a raw pointer is deleted by the block that
/// declares it, or nobody else can ever do so.
std::optional<NeedlessOwner>
findNeedlessOwner(const VarDecl *Owner, const model::ContainerModel &Model,
                  ASTContext &Context);

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_HEAPMAPS_H
