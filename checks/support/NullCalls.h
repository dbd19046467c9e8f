//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// What a call does to a state of the nullness analysis.
///
//===----------------------------------------------------------------------===//

#ifndef MAPTIDY_SUPPORT_NULLCALLS_H
#define MAPTIDY_SUPPORT_NULLCALLS_H

#include "support/NullValues.h"

namespace clang::tidy::maps::support {

class NullCalls {
public:
  explicit NullCalls(NullValues &Values)
      : Values(Values), Types(Values.Types), Resolver(Values.Resolver),
        Shape(Values.Shape), Context(Values.Analysis.context()) {}

  /// \returns whether the call returns.
  bool call(NullState &State, const CallShape &Call);

private:
  // These return whether they know the method.
  bool pointerMethod(NullState &State, const CallShape &Call, PointerKind Kind);
  bool holderMethod(NullState &State, const CallShape &Call, HolderKind Kind);
  bool sequenceMethod(NullState &State, const CallShape &Call, const Place &Of);
  bool mapMethod(NullState &State, const CallShape &Call, const Place &Of);
  void subscript(NullState &State, const CallShape &Call, const Place &Of);
  void unknownCall(NullState &State, const CallShape &Call);

  NullValues &Values;
  const PointerTypes &Types;
  PlaceResolver &Resolver;
  FunctionShape &Shape;
  ASTContext &Context;
};

} // namespace clang::tidy::maps::support

#endif // MAPTIDY_SUPPORT_NULLCALLS_H
