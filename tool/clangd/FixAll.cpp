//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "FixAll.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>
#include <vector>

using namespace llvm;

namespace clang::tidy::maps::tool {
namespace {

using Position = std::pair<int64_t, int64_t>; // line, character

struct TextEdit {
  Position Begin, End;
  StringRef Text;
  const json::Value *Source; ///< With what else clangd says of it.

  bool isInsertion() const { return Begin == End; }
  bool isInclude() const {
    return isInsertion() && Text.trim().starts_with("#include");
  }
};

} // namespace

/// The edits of the one document that \p WorkspaceEdit changes, else null.
static const json::Array *editsOf(const json::Value &WorkspaceEdit) {
  const json::Object *Edit = WorkspaceEdit.getAsObject();
  if (!Edit)
    return nullptr;
  if (const json::Array *Documents = Edit->getArray("documentChanges")) {
    const json::Object *Only =
        Documents->size() == 1 ? Documents->front().getAsObject() : nullptr;
    return Only ? Only->getArray("edits") : nullptr;
  }
  const json::Object *Documents = Edit->getObject("changes");
  return Documents && Documents->size() == 1
             ? Documents->begin()->second.getAsArray()
             : nullptr;
}

static std::optional<Position> positionOf(const json::Object *At) {
  if (!At)
    return std::nullopt;
  std::optional<int64_t> Line = At->getInteger("line");
  std::optional<int64_t> Character = At->getInteger("character");
  if (!Line || !Character)
    return std::nullopt;
  return Position(*Line, *Character);
}

static std::optional<TextEdit> textEdit(const json::Value &Source) {
  const json::Object *Edit = Source.getAsObject();
  const json::Object *Range = Edit ? Edit->getObject("range") : nullptr;
  if (!Range)
    return std::nullopt;
  std::optional<Position> Begin = positionOf(Range->getObject("start"));
  std::optional<Position> End = positionOf(Range->getObject("end"));
  std::optional<StringRef> Text = Edit->getString("newText");
  if (!Begin || !End || !Text)
    return std::nullopt;
  return TextEdit{*Begin, *End, *Text, &Source};
}

static std::optional<std::vector<TextEdit>>
textEdits(const json::Value &WorkspaceEdit) {
  const json::Array *Sources = editsOf(WorkspaceEdit);
  if (!Sources || Sources->empty())
    return std::nullopt;
  std::vector<TextEdit> Edits;
  for (const json::Value &Source : *Sources) {
    std::optional<TextEdit> Edit = textEdit(Source);
    if (!Edit)
      return std::nullopt;
    Edits.push_back(*Edit);
  }
  return Edits;
}

/// Whether doing \p A and \p B both cannot mean what each means alone.
/// Insertions at one place, and next to a replaced range, can.
static bool conflict(const TextEdit &A, const TextEdit &B) {
  return A.Begin < B.End && B.Begin < A.End;
}

/// Whether doing \p A makes \p B superfluous.
static bool covers(const TextEdit &A, const TextEdit &B) {
  return A.Begin == B.Begin && A.End == B.End && A.Text == B.Text &&
         (!A.isInsertion() || A.isInclude());
}

/// Of edits at one place the protocol wants the insertions first, and these in
/// the order in which they shall follow one another.
static bool comesBefore(const TextEdit &A, const TextEdit &B) {
  return std::tuple(A.Begin, !A.isInsertion()) <
         std::tuple(B.Begin, !B.isInsertion());
}

std::optional<CombinedFix>
combineFixes(ArrayRef<const json::Value *> WorkspaceEdits) {
  std::vector<TextEdit> All;
  const json::Value *First = nullptr;
  unsigned Fixes = 0;
  for (const json::Value *WorkspaceEdit : WorkspaceEdits) {
    std::optional<std::vector<TextEdit>> New = textEdits(*WorkspaceEdit);
    if (!New || any_of(*New, [&](const TextEdit &Edit) {
          return any_of(All, [&](const TextEdit &Old) {
            return !covers(Old, Edit) && conflict(Old, Edit);
          });
        }))
      continue;
    if (!First)
      First = WorkspaceEdit;
    ++Fixes;
    for (const TextEdit &Edit : *New)
      if (none_of(All, [&](const TextEdit &Old) { return covers(Old, Edit); }))
        All.insert(upper_bound(All, Edit, comesBefore), Edit);
  }
  if (!First)
    return std::nullopt;
  json::Array Sources;
  for (const TextEdit &Edit : All)
    Sources.push_back(*Edit.Source);
  json::Value Combined = *First;
  *const_cast<json::Array *>(editsOf(Combined)) = std::move(Sources);
  return CombinedFix{std::move(Combined), Fixes};
}

} // namespace clang::tidy::maps::tool
