//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "Serialize.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Base64.h"

using namespace llvm;

namespace clang::tidy::maps::tool {

using tooling::DiagnosticMessage;
using tooling::FileByteRange;
using tooling::Replacement;

// JSON is UTF-8, sources and file names need not be: other bytes are written as
// {"base64": "..."}.
static json::Value toValue(StringRef Bytes) {
  if (json::isUTF8(Bytes))
    return Bytes.str();
  return json::Object{{"base64", encodeBase64(Bytes)}};
}

namespace {

struct Bytes {
  std::string &To;
};

} // namespace

static bool fromJSON(const json::Value &Value, Bytes Result, json::Path Path) {
  if (std::optional<StringRef> Text = Value.getAsString()) {
    Result.To = Text->str();
    return true;
  }
  const json::Object *Encoded = Value.getAsObject();
  std::optional<StringRef> Text =
      Encoded ? Encoded->getString("base64") : std::nullopt;
  std::vector<char> Decoded;
  if (!Text || errorToBool(decodeBase64(*Text, Decoded))) {
    Path.report("expected a string or {\"base64\": ...}");
    return false;
  }
  Result.To.assign(Decoded.begin(), Decoded.end());
  return true;
}

/// The member \p Key of \p Fields, which has to be there.
static bool take(const json::Object &Fields, StringRef Key, std::string &To,
                 json::Path Path) {
  const json::Value *Value = Fields.get(Key);
  if (!Value) {
    Path.field(Key).report("missing value");
    return false;
  }
  return fromJSON(*Value, Bytes{To}, Path.field(Key));
}

static bool take(const json::Object &Fields, StringRef Key, unsigned &To,
                 json::Path Path) {
  std::optional<int64_t> Number = Fields.getInteger(Key);
  if (!Number || *Number < 0 || *Number > UINT32_MAX) {
    Path.field(Key).report("expected a 32-bit unsigned number");
    return false;
  }
  To = static_cast<unsigned>(*Number);
  return true;
}

static bool take(const json::Object &Fields, StringRef Key, bool &To,
                 json::Path Path) {
  std::optional<bool> Value = Fields.getBoolean(Key);
  if (!Value)
    Path.field(Key).report("expected true or false");
  To = Value.value_or(false);
  return Value.has_value();
}

/// One of \p Names, as the number of its place.
template <typename Enum>
static bool take(const json::Object &Fields, StringRef Key,
                 ArrayRef<StringRef> Names, Enum &To, json::Path Path) {
  std::optional<StringRef> Name = Fields.getString(Key);
  const auto *Found = Name ? find(Names, *Name) : Names.end();
  if (Found == Names.end()) {
    Path.field(Key).report("unknown name");
    return false;
  }
  To = static_cast<Enum>(Found - Names.begin());
  return true;
}

/// Calls \p Each with every element of the array \p Key and its path.
static bool forEach(const json::Object &Fields, StringRef Key, json::Path Path,
                    function_ref<bool(const json::Value &, json::Path)> Each) {
  const json::Array *Elements = Fields.getArray(Key);
  if (!Elements) {
    Path.field(Key).report("expected an array");
    return false;
  }
  for (size_t I = 0; I < Elements->size(); ++I)
    if (!Each((*Elements)[I], Path.field(Key).index(I)))
      return false;
  return true;
}

static const json::Object *asObject(const json::Value &Value, json::Path Path) {
  const json::Object *Fields = Value.getAsObject();
  if (!Fields)
    Path.report("expected an object");
  return Fields;
}

// In the order of tooling::Diagnostic::Level.
static constexpr StringRef LevelNames[] = {"remark", "warning", "error"};
static constexpr auto FirstLevel = tooling::Diagnostic::Remark;
// In the order of UnitResult::StatusKind.
static constexpr StringRef StatusNames[] = {"analysed",      "not-compiled",
                                            "crashed",       "timed-out",
                                            "out-of-memory", "not-run"};

static json::Object place(StringRef File, unsigned Offset) {
  return json::Object{{"file", toValue(File)}, {"offset", Offset}};
}

static json::Value toJSON(const DiagnosticMessage &Message) {
  json::Object Fields = place(Message.FilePath, Message.FileOffset);
  Fields["text"] = toValue(Message.Message);
  json::Array Ranges, Edits;
  for (const FileByteRange &Range : Message.Ranges) {
    json::Object R = place(Range.FilePath, Range.FileOffset);
    R["length"] = Range.Length;
    Ranges.push_back(std::move(R));
  }
  // A StringMap has no order of its own.
  SmallVector<StringRef> Files(Message.Fix.keys());
  llvm::sort(Files);
  for (StringRef File : Files)
    for (const Replacement &Edit : Message.Fix.find(File)->second) {
      json::Object E = place(Edit.getFilePath(), Edit.getOffset());
      E["length"] = Edit.getLength();
      E["replacement"] = toValue(Edit.getReplacementText());
      Edits.push_back(std::move(E));
    }
  if (!Ranges.empty())
    Fields["ranges"] = std::move(Ranges);
  if (!Edits.empty())
    Fields["edits"] = std::move(Edits);
  return Fields;
}

static bool fromJSON(const json::Value &Value, FileByteRange &Range,
                     json::Path Path) {
  const json::Object *Fields = asObject(Value, Path);
  return Fields && take(*Fields, "file", Range.FilePath, Path) &&
         take(*Fields, "offset", Range.FileOffset, Path) &&
         take(*Fields, "length", Range.Length, Path);
}

static bool fromJSON(const json::Value &Value, DiagnosticMessage &Message,
                     json::Path Path) {
  const json::Object *Fields = asObject(Value, Path);
  if (!Fields || !take(*Fields, "file", Message.FilePath, Path) ||
      !take(*Fields, "offset", Message.FileOffset, Path) ||
      !take(*Fields, "text", Message.Message, Path))
    return false;
  auto TakeRange = [&](const json::Value &Element, json::Path At) {
    return fromJSON(Element, Message.Ranges.emplace_back(), At);
  };
  auto TakeEdit = [&](const json::Value &Element, json::Path At) {
    FileByteRange Range;
    std::string Text;
    if (!fromJSON(Element, Range, At) ||
        !take(*Element.getAsObject(), "replacement", Text, At))
      return false;
    if (!errorToBool(Message.Fix[Range.FilePath].add(
            Replacement(Range.FilePath, Range.FileOffset, Range.Length, Text))))
      return true;
    At.report("overlaps another edit");
    return false;
  };
  return (!Fields->get("ranges") ||
          forEach(*Fields, "ranges", Path, TakeRange)) &&
         (!Fields->get("edits") || forEach(*Fields, "edits", Path, TakeEdit));
}

json::Value toJSON(const Finding &F) {
  json::Array Notes;
  for (const DiagnosticMessage &Note : F.Notes)
    Notes.push_back(toJSON(Note));
  return json::Object{{"check", F.DiagnosticName},
                      {"level", LevelNames[F.DiagLevel - FirstLevel]},
                      {"asError", F.AsError},
                      {"editsDiffer", F.EditsDiffer},
                      {"buildDirectory", toValue(F.BuildDirectory)},
                      {"message", toJSON(F.Message)},
                      {"notes", std::move(Notes)}};
}

bool fromJSON(const json::Value &Value, Finding &F, json::Path Path) {
  const json::Object *Fields = asObject(Value, Path);
  unsigned Level = 0;
  if (!Fields || !take(*Fields, "check", F.DiagnosticName, Path) ||
      !take(*Fields, "level", LevelNames, Level, Path) ||
      !take(*Fields, "asError", F.AsError, Path) ||
      !take(*Fields, "editsDiffer", F.EditsDiffer, Path) ||
      !take(*Fields, "buildDirectory", F.BuildDirectory, Path))
    return false;
  F.DiagLevel = static_cast<tooling::Diagnostic::Level>(FirstLevel + Level);
  const json::Value *Message = Fields->get("message");
  if (!Message) {
    Path.field("message").report("missing value");
    return false;
  }
  return fromJSON(*Message, F.Message, Path.field("message")) &&
         forEach(*Fields, "notes", Path,
                 [&](const json::Value &Note, json::Path At) {
                   return fromJSON(Note, F.Notes.emplace_back(), At);
                 });
}

json::Value toJSON(const UnitResult &Result) {
  json::Array Findings;
  for (const Finding &F : Result.Findings)
    Findings.push_back(toJSON(F));
  return json::Object{{"file", toValue(Result.File)},
                      {"status", StatusNames[Result.Status]},
                      {"problem", toValue(Result.Problem)},
                      {"findings", std::move(Findings)}};
}

bool fromJSON(const json::Value &Value, UnitResult &Result, json::Path Path) {
  const json::Object *Fields = asObject(Value, Path);
  return Fields && take(*Fields, "file", Result.File, Path) &&
         take(*Fields, "status", StatusNames, Result.Status, Path) &&
         take(*Fields, "problem", Result.Problem, Path) &&
         forEach(*Fields, "findings", Path,
                 [&](const json::Value &Element, json::Path At) {
                   return fromJSON(Element, Result.Findings.emplace_back(), At);
                 });
}

} // namespace clang::tidy::maps::tool
