//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "StringRecordCheck.h"
#include "support/FixIts.h"
#include "support/StringRecord.h"
#include "support/UsageSummary.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {

// for (const Line &line : lines) {
//   std::map<std::string, std::string> row;
//   row["name"] = line.name;
//   row["city"] = line.city;
// }

void StringRecordCheck::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(varDecl(unless(parmVarDecl())).bind("declaration"), this);
  Finder->addMatcher(fieldDecl().bind("declaration"), this);
}

static std::string listed(const support::RecordKeys &Keys) {
  std::string Text;
  for (size_t I = 0; I < Keys.size() && I < 4; ++I)
    Text += (I ? ", \"" : "\"") + Keys[I] + "\"";
  return Keys.size() > 4 ? Text + ", ..." : Text;
}

void StringRecordCheck::checkMatch(const MatchFinder::MatchResult &Result) {
  ASTContext &Context = *Result.Context;
  const auto *D = Result.Nodes.getNodeAs<ValueDecl>("declaration");
  if (!support::isUserSpelled(D->getLocation(), Context) ||
      !support::isUserSpelled(D->getBeginLoc(), Context))
    return;
  std::optional<support::RecordKeys> Keys;
  if (const model::ContainerTraits *Traits = model().lookup(D->getType());
      Traits && Traits->K == model::Kind::Map) {
    const support::MapSummary *Map = usage(Context).of(D);
    if (Map && usage(Context).decl(*Map) == D)
      Keys = support::recordKeys(*Map, usage(Context), model(), Context);
  } else if (const auto *Rows = dyn_cast<VarDecl>(D);
             Rows && Rows->isLocalVarDecl() &&
             !support::rowType(Rows->getType(), model()).isNull()) {
    Keys = support::recordKeysOfRows(Rows, usage(Context), model(), Context);
  }
  if (!Keys)
    return;
  diag(D->getLocation(),
       "'%0' allocates entries and compares strings for keys that are all "
       "literals: %1; use a struct")
      << D->getName() << listed(*Keys);
}

} // namespace clang::tidy::maps
