//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What one element of the CFG does to the iterators, references and pointers
/// into maps: makes them, moves them on, invalidates them, or needs them.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_HANDLETRANSFER_H
#define MAPTIDY_SUPPORT_HANDLETRANSFER_H

#include "support/HandleUses.h"
#include "support/Handles.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include <map>
#include <optional>
#include <set>

namespace clang::tidy::maps::support {

/// What \p Op does to \p H, a handle into the same map, by the row of the
/// container alone: whether its element is the one that the operation names is
/// for the caller to know (\p SameElement).
std::optional<InvalidationCause> harmOf(const MapOp &Op, const Handle &H,
                                        bool SameElement);

/// What is known at one point of a function.
struct HandleState {
  /// What the variables may be: joined by union.
  std::map<const ValueDecl *, HandleSet> Variables;
  /// Keys that are in a map, and maps with room: joined by intersection.
  std::set<std::pair<unsigned, const Expr *>> Present;
  std::set<unsigned> Roomy;

  bool operator==(const HandleState &) const = default;

  /// \returns whether anything changed.
  bool join(const HandleState &Other);
};

/// The effect of the elements of a CFG on what is known.
class HandleTransfer {
public:
  /// Called for every use of a stale handle: the use, the variable, the handle.
  using Sink =
      llvm::function_ref<void(const Expr *, const ValueDecl *, const Handle &)>;

  HandleTransfer(const Stmt *Body, ASTContext &Context,
                 const model::ContainerModel &Model,
                 llvm::function_ref<bool(const MapOp &)> IsReserved)
      : Context(Context), Model(Model), IsReserved(IsReserved), Maps(Model),
        Uses(Body) {}

  /// What \p S does, whose operands have been evaluated.
  void apply(const Stmt *S, HandleState &At, Sink Found);
  /// \p Condition has the value \p Truth from here on.
  void assume(HandleState &At, const Expr *Condition, bool Truth);
  /// Forgets the values of expressions, between blocks.
  void leaveBlock() {
    Results.clear();
    Growing.clear();
    JustHarmed.clear();
  }
  const HandleUses &uses() const { return Uses; }
  /// The operation that made \p H stale.
  const MapOp &harmBy(const Handle &H) const {
    return Harms.find(H.StaleBy)->second;
  }

private:
  template <typename Function> auto inScope(HandleState &At, Function F) {
    auto OfVariable = [&](const ValueDecl *D) -> HandleSet {
      auto It = At.Variables.find(D);
      return It == At.Variables.end() ? HandleSet() : It->second;
    };
    auto OfExpr = [&](const Expr *E) -> const HandleSet * {
      auto It = Results.find(E);
      return It == Results.end() ? nullptr : &It->second;
    };
    return F(HandleScope{OfVariable, OfExpr});
  }
  HandleSet denotedBy(const Expr *E, HandleState &At);
  HandleSet withKey(const Expr *E, HandleState &At) {
    return inScope(
        At, [&](const HandleScope &Scope) { return Maps.withKey(E, Scope); });
  }

  void use(const DeclRefExpr *Ref, HandleState &At, Sink Found);
  void declare(const VarDecl *Variable, HandleState &At);
  void bind(const ValueDecl *Variable, const Expr *Value, HandleState &At);
  void bindParts(const DecompositionDecl *D, HandleState &At);
  void advance(const Expr *E, const Expr *Operand, bool Post, HandleState &At,
               Sink Found);
  void operate(const MapOp &Op, HandleState &At);
  void harm(const MapOp &Op, unsigned Map, HandleState &At);
  void assign(const Expr *Target, const Expr *Value, HandleState &At);
  void assignElement(const CXXOperatorCallExpr *E, HandleState &At, Sink Found);
  void call(const CallExpr *Call, HandleState &At);
  void written(const ObjectPath &Path, HandleState &At);
  void unknownCode(HandleState &At);
  void forgetMap(unsigned Map, HandleState &At);
  void nameElement(const ValueDecl *Variable, const Expr *Name,
                   HandleState &At);
  void renameOlder(const void *Element, HandleState &At);
  void forgetKeys(llvm::function_ref<bool(const ObjectPath &)> IsWritten,
                  HandleState &At);
  bool isPresent(unsigned Map, const MapOp &Op, HandleState &At);
  bool mayGrow(const MapOp &Op, unsigned Map, HandleState &At);
  const std::optional<llvm::SmallVector<ObjectPath, 4>> &
  readBy(const Expr *Key);

  ASTContext &Context;
  const model::ContainerModel &Model;
  llvm::function_ref<bool(const MapOp &)> IsReserved;
  Handles Maps;
  HandleUses Uses;
  /// Values of expressions whose operand has changed since: `it++`.
  std::map<const Expr *, HandleSet> Results;
  /// The operations that may have moved elements.
  std::set<const Expr *> Growing;
  /// The variables that became stale in this block.
  std::set<const ValueDecl *> JustHarmed;
  std::map<const Expr *, std::optional<llvm::SmallVector<ObjectPath, 4>>> Reads;
  std::map<const Expr *, MapOp> Harms;
};

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_HANDLETRANSFER_H
