//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "LastFindings.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <limits>
#include <utility>

using namespace llvm;

namespace clang::tidy::maps::tool {

std::optional<LastFindings::LineChange>
LastFindings::lineChange(int64_t Version, const json::Object &Change) {
  std::optional<StringRef> New = Change.getString("text");
  if (!New)
    return std::nullopt;
  if (const json::Object *Range = Change.getObject("range")) {
    Text.reset();
    const json::Object *Start = Range->getObject("start");
    const json::Object *End = Range->getObject("end");
    if (!Start || !End)
      return std::nullopt;
    int64_t First = Start->getInteger("line").value_or(0);
    int64_t Last = End->getInteger("line").value_or(0);
    int64_t Breaks = New->count('\n');
    // Whole lines that are put before a line or removed do not touch the next.
    if (Start->getInteger("character") == 0 &&
        End->getInteger("character") == 0 &&
        (New->empty() || New->ends_with("\n")))
      return LineChange{Version, First, Last, Breaks};
    return LineChange{Version, First, Last + 1, Breaks + 1};
  }
  // The whole text: what lies between the lines that stay the same.
  std::optional<std::string> OldText = std::exchange(Text, New->str());
  if (!OldText) // Anything may have changed.
    return LineChange{Version, 0, std::numeric_limits<int64_t>::max(), 0};
  SmallVector<StringRef> Old, Now;
  StringRef(*OldText).split(Old, '\n');
  New->split(Now, '\n');
  size_t Same = 0, Most = std::min(Old.size(), Now.size());
  while (Same < Most && Old[Same] == Now[Same])
    ++Same;
  size_t SameAtEnd = 0;
  while (SameAtEnd < Most - Same &&
         Old[Old.size() - 1 - SameAtEnd] == Now[Now.size() - 1 - SameAtEnd])
    ++SameAtEnd;
  return LineChange{Version, static_cast<int64_t>(Same),
                    static_cast<int64_t>(Old.size() - SameAtEnd),
                    static_cast<int64_t>(Now.size() - SameAtEnd - Same)};
}

void LastFindings::changed(int64_t Version, const json::Array &ContentChanges) {
  for (const json::Value &Each : ContentChanges)
    if (const json::Object *Change = Each.getAsObject())
      if (std::optional<LineChange> Lines = lineChange(Version, *Change))
        Changes.push_back(*Lines);
}

void LastFindings::found(int64_t Version, json::Array Diagnostics) {
  erase_if(Changes,
           [&](const LineChange &Each) { return Each.Version <= Version; });
  Findings = std::move(Diagnostics);
  for (json::Value &Each : Findings)
    if (json::Object *Finding = Each.getAsObject()) {
      // There is no fix for code that does not compile.
      Finding->erase("codeActions");
      StringRef Message = Finding->getString("message").value_or("");
      for (StringRef Tail : {" (fix available)", " (fixes available)"})
        if (size_t At = Message.find(Tail); At != StringRef::npos) {
          (*Finding)["message"] =
              (Message.take_front(At) + Message.drop_front(At + Tail.size()))
                  .str();
          break;
        }
    }
}

/// \returns false if the range was touched.
bool LastFindings::move(json::Object &Range, const LineChange &Change) {
  json::Object *Start = Range.getObject("start");
  json::Object *End = Range.getObject("end");
  if (!Start || !End)
    return false;
  int64_t First = Start->getInteger("line").value_or(0);
  int64_t Last = End->getInteger("line").value_or(0);
  if (Last < Change.Begin)
    return true;
  if (First < Change.End)
    return false;
  int64_t Shift = Change.Lines - (Change.End - Change.Begin);
  (*Start)["line"] = First + Shift;
  (*End)["line"] = Last + Shift;
  return true;
}

void LastFindings::apply(const LineChange &Change, StringRef Uri) {
  json::Array Kept;
  for (json::Value &Each : Findings) {
    json::Object *Finding = Each.getAsObject();
    json::Object *Range = Finding ? Finding->getObject("range") : nullptr;
    if (!Range || !move(*Range, Change))
      continue;
    if (json::Array *Notes = Finding->getArray("relatedInformation")) {
      json::Array KeptNotes;
      for (json::Value &Entry : *Notes) {
        json::Object *Note = Entry.getAsObject();
        json::Object *Location = Note ? Note->getObject("location") : nullptr;
        json::Object *NoteRange =
            Location ? Location->getObject("range") : nullptr;
        if (NoteRange &&
            (Location->getString("uri") != Uri || move(*NoteRange, Change)))
          KeptNotes.push_back(std::move(Entry));
      }
      *Notes = std::move(KeptNotes);
    }
    Kept.push_back(std::move(Each));
  }
  Findings = std::move(Kept);
}

const json::Array &LastFindings::in(int64_t Version, StringRef Uri) {
  for (const LineChange &Change : Changes)
    if (Change.Version <= Version)
      apply(Change, Uri);
  erase_if(Changes,
           [&](const LineChange &Each) { return Each.Version <= Version; });
  return Findings;
}

} // namespace clang::tidy::maps::tool
