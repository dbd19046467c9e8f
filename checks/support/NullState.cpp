//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "support/NullState.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace clang::tidy::maps::support {

bool Region::overlaps(const Region &Other) const {
  if (Root != Other.Root)
    return false;
  const size_t Common = std::min(Steps.size(), Other.Steps.size());
  return std::equal(Steps.begin(), Steps.begin() + Common, Other.Steps.begin());
}

std::string Place::str() const {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << static_cast<const void *>(Where.Root);
  for (const PlaceStep &Step : Where.Steps)
    OS << '/' << static_cast<int>(Step.Kind) << ':'
       << static_cast<const void *>(Step.Member);
  OS << '[' << Index << ']';
  return Text;
}

bool Value::restrict(int64_t NewLo, int64_t NewHi) {
  Lo = std::max(Lo, NewLo);
  Hi = std::min(Hi, NewHi);
  if (Lo > Hi)
    return false;
  // Holes at the ends move the ends, so that equal sets are equal values.
  while (llvm::is_contained(Holes, Lo)) {
    if (Lo == Hi)
      return false;
    ++Lo;
  }
  while (llvm::is_contained(Holes, Hi))
    --Hi;
  llvm::erase_if(Holes, [&](int64_t C) { return C <= Lo || C >= Hi; });
  return true;
}

bool Value::exclude(int64_t C) {
  if (!llvm::is_contained(Holes, C) && C >= Lo && C <= Hi) {
    Holes.push_back(C);
    llvm::sort(Holes);
  }
  return restrict(Lo, Hi);
}

unsigned Places::intern(const Place &P) {
  auto [It, Inserted] = Ids.try_emplace(P.str(), All.size());
  if (Inserted)
    All.push_back(P);
  return It->second;
}

void NullState::dropAliasesTo(unsigned Id) {
  for (auto It = Known.begin(); It != Known.end();) {
    if (It->second.Alias == Id)
      It->second.Alias = Value::NoAlias;
    if (!It->second.isKnown() && !It->second.Vacuous)
      It = Known.erase(It);
    else
      ++It;
  }
}

void NullState::forget(const Places &All, const Region &R,
                       std::optional<unsigned> Except) {
  llvm::SmallVector<unsigned, 4> Changed;
  for (const auto &[Id, V] : Known) {
    const Place &P = All[Id];
    auto MayChange = [&](const Place &Of) {
      return Of.Where.overlaps(R) ||
             llvm::any_of(Of.Reads,
                          [&](const Region &Read) { return Read.overlaps(R); });
    };
    if (Id != Except && MayChange(P))
      Changed.push_back(Id);
    else if (V.Alias != Value::NoAlias && MayChange(All[V.Alias]))
      Changed.push_back(V.Alias);
  }
  for (unsigned Id : Changed) {
    if (Id != Except)
      Known.erase(Id);
    dropAliasesTo(Id);
  }
}

void NullState::forgetMemory(const Places &All) {
  llvm::SmallVector<unsigned, 4> Changed;
  auto Reachable = [&](const Place &P) {
    return P.Memory || isEscaped(P.Where.Root) ||
           llvm::any_of(P.Reads,
                        [&](const Region &R) { return isEscaped(R.Root); });
  };
  for (const auto &[Id, V] : Known) {
    if (Reachable(All[Id]))
      Changed.push_back(Id);
    else if (V.Alias != Value::NoAlias && Reachable(All[V.Alias]))
      Changed.push_back(V.Alias);
  }
  for (unsigned Id : Changed) {
    Known.erase(Id);
    dropAliasesTo(Id);
  }
}

void NullState::escape(const ValueDecl *Root) {
  if (Root && !isEscaped(Root)) {
    Escaped.push_back(Root);
    llvm::sort(Escaped);
  }
}

bool NullState::isEscaped(const ValueDecl *Root) const {
  return Root && llvm::is_contained(Escaped, Root);
}

} // namespace clang::tidy::maps::support
