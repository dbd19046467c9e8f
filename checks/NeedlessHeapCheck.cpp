//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "NeedlessHeapCheck.h"
#include "support/FixIts.h"
#include "support/HeapMaps.h"
#include "support/Names.h"
#include "support/OwnerToLocal.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

using namespace support;

// auto p = std::make_unique<std::map<K, V>>();                <- "owner"
// p->emplace(k, v);
//
// std::map<K, V> *getCache() { return new std::map<K, V>; }   <- "getter"

void NeedlessHeapCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(varDecl(hasLocalStorage(), hasInitializer(expr()),
                             unless(parmVarDecl()),
                             unless(isExpansionInSystemHeader()))
                         .bind("owner"),
                     this);
  Finder->addMatcher(
      functionDecl(isDefinition(), unless(isExpansionInSystemHeader()))
          .bind("getter"),
      this);
}

void NeedlessHeapCheck::checkMatch(const MatchFinder::MatchResult &Result) {
  if (const auto *Owner = Result.Nodes.getNodeAs<VarDecl>("owner"))
    checkOwner(Owner, *Result.Context);
  if (const auto *Getter = Result.Nodes.getNodeAs<FunctionDecl>("getter"))
    checkGetter(Getter, *Result.Context);
}

void NeedlessHeapCheck::checkOwner(const VarDecl *Owner, ASTContext &Context) {
  const std::optional<NeedlessOwner> Needless =
      findNeedlessOwner(Owner, model(), Context);
  if (!Needless)
    return;
  const SourceLocation Made = Needless->Heap.Made->getBeginLoc();
  if (!isUserSpelled(Made, Context))
    return;
  emit(*this,
       diag(Made,
            "the container that %0 owns never leaves the function and costs an "
            "allocation and an indirection; declare it as a local variable")
           << Owner,
       Owner->getLocation(), localInsteadOf(Owner, *Needless, Context));
}

void NeedlessHeapCheck::checkGetter(const FunctionDecl *Getter,
                                    ASTContext &Context) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Getter);
  if (!Getter->getDeclName().isIdentifier() ||
      !looksUpByName(Getter->getName()) || (Method && Method->isVirtual()))
    return;
  const std::optional<HeapMap> Heap = alwaysReturnsNew(Getter, model());
  if (Heap && isUserSpelled(Heap->Made->getBeginLoc(), Context))
    diag(Heap->Made->getBeginLoc(),
         "%0 makes a new container at each call, so that nothing is ever found "
         "in it; keep one and return that")
        << Getter;
}

} // namespace clang::tidy::maps
