//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/SubscriptReads.h"
#include "support/EntryZeroing.h"
#include "support/Identity.h"
#include "support/KeyShape.h"
#include "support/KnownKeys.h"
#include "support/Lifetime.h"
#include "clang/AST/DeclCXX.h"

namespace clang::tidy::maps::support {

/// A class of the user's that has its own subscript, or the overload for
/// constant objects.
static bool isOtherSubscript(const MapOp &Op,
                             const model::ContainerModel &Model) {
  const auto *Call = dyn_cast<CallExpr>(Op.Call);
  const auto *Method =
      Call ? dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee()) : nullptr;
  if (!Method) { // In templates.
    QualType T = Op.Arrow ? pointeeType(Op.Object->getType())
                          : Op.Object->getType().getNonReferenceType();
    return T.isNull() || T.isConstQualified();
  }
  QualType T = Method->getThisType()->getPointeeType();
  return Method->isConst() || (Model.lookupObject(T) && !Model.lookup(T));
}

std::optional<SubscriptRead>
findInsertingRead(const Expr *E, const UsageSummaries &Summaries,
                  ASTContext &Context, const model::ContainerModel &Model) {
  std::optional<MapOp> Op = parseMapOp(E, Model);
  if (!Op || Op->Call != E || Op->Kind != MapOpKind::Subscript ||
      !Op->inserts() || !Op->Key || isOtherSubscript(*Op, Model))
    return std::nullopt;
  const ValueUse Use = valueUse(E, Context);
  if (Use.Kind != ValueUse::Read || !outlivesFunction(Op->Object))
    return std::nullopt;
  // A handful of keys: the map does not grow, and all are mostly there.
  QualType Key = model::keyType(Op->ContainerType, *Op->Traits);
  if (!Key.isNull() && isCoarseType(Key))
    return std::nullopt;
  const FunctionDecl *Function = namedFunction(E, Context);
  if (!Function || !Function->getBody() ||
      isKeyKnown(*Op, Function, Summaries, Context, Model))
    return std::nullopt;
  return SubscriptRead{*Op, Use, Function};
}

} // namespace clang::tidy::maps::support
