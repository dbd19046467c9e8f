//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "EditorMessages.h"
#include "FixAll.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace clang::tidy::maps::tool {

static constexpr StringLiteral FixAllKind = "source.fixAll.map-tidy";
static constexpr StringLiteral QuickFixKind = "quickfix";

static std::string decoded(StringRef Uri) {
  std::string Result;
  for (; !Uri.empty(); Uri = Uri.drop_front()) {
    uint8_t Byte;
    if (Uri.front() == '%' && Uri.size() > 2 &&
        tryGetHexFromNibbles(Uri[1], Uri[2], Byte)) {
      Result += static_cast<char>(Byte);
      Uri = Uri.drop_front(2);
    } else {
      Result += Uri.front();
    }
  }
  return Result;
}

static std::string fileUri(StringRef Path) {
  std::string Result = "file://";
  for (unsigned char C : Path)
    if (isAlnum(C) || StringRef("-._~/").contains(C))
      Result += C;
    else
      Result += "%" + toHex(StringRef(reinterpret_cast<char *>(&C), 1));
  return Result;
}

static std::string keyOf(const json::Value &ID) {
  return formatv("{0}", ID).str();
}

static json::Object &objectAt(json::Object &Parent, StringRef Key) {
  json::Value &Value = Parent.try_emplace(Key, json::Object()).first->second;
  if (!Value.getAsObject())
    Value = json::Object();
  return *Value.getAsObject();
}

/// The document that \p Params are about, as a decoded URI.
static std::optional<std::string> documentOf(const json::Object &Params) {
  if (const json::Object *Document = Params.getObject("textDocument"))
    if (std::optional<StringRef> Uri = Document->getString("uri"))
      return decoded(*Uri);
  return std::nullopt;
}

/// The id of the check of this module that reported \p Diagnostic, else empty.
/// Not every editor sends back the source of a diagnostic that it asks about.
static StringRef checkOf(const json::Object &Diagnostic) {
  StringRef Code = Diagnostic.getString("code").value_or("");
  StringRef Source = Diagnostic.getString("source").value_or("clang-tidy");
  return Source == "clang-tidy" && Code.starts_with("map-") ? Code
                                                            : StringRef();
}

namespace {
enum class ActionGrade { Safe, Offered, Other };
} // namespace

/// clangd calls the fix of a warning by the one change that it makes, or by the
/// warning, and the fix of a note by the note.
static ActionGrade gradeOf(StringRef Title, StringRef Message) {
  if (Title.starts_with("change '") || Title.starts_with("remove '") ||
      Title.starts_with("insert '") || Message.starts_with_insensitive(Title))
    return ActionGrade::Safe;
  // clangd offers NOLINT comments, too.
  return Title.contains("NOLINT") ? ActionGrade::Other : ActionGrade::Offered;
}

static std::string capitalized(StringRef Text) {
  std::string Result = Text.str();
  if (!Result.empty())
    Result.front() = toUpper(Result.front());
  return Result;
}

/// What follows the first semicolon outside quotes, without what clangd adds:
/// "'m' is built in every iteration; clear it (fix available)" has "Clear it".
static std::string remedyIn(StringRef Message) {
  Message = Message.split('\n').first.rtrim();
  for (StringRef Tail : {" (fix available)", " (fixes available)"})
    Message.consume_back(Tail);
  bool IsQuoted = false;
  for (size_t I = 0; I < Message.size(); ++I) {
    if (Message[I] == '\'')
      IsQuoted = !IsQuoted;
    else if (Message[I] == ';' && !IsQuoted)
      return capitalized(Message.drop_front(I + 1).trim());
  }
  return "";
}

/// Whether \p Diagnostic says that the code does not compile. A warning that
/// the project makes an error is called by its flag.
static bool isCompileError(const json::Object &Diagnostic) {
  return Diagnostic.getInteger("severity") == 1 &&
         Diagnostic.getString("source") == StringRef("clang") &&
         !Diagnostic.getString("code").value_or("").starts_with("-W");
}

/// Gives a quick-fix of one of our findings its title and its rank.
static void describe(json::Object &Action, StringRef Message) {
  StringRef Title = Action.getString("title").value_or("");
  switch (gradeOf(Title, Message)) {
  case ActionGrade::Safe:
    if (std::string Remedy = remedyIn(Message); !Remedy.empty())
      Action["title"] = std::move(Remedy);
    Action["isPreferred"] = true;
    break;
  case ActionGrade::Offered:
    Action["title"] = capitalized(Title) + " (review the change)";
    Action.erase("isPreferred");
    break;
  case ActionGrade::Other:
    Action.erase("isPreferred");
    break;
  }
}

/// Whether an editor that asks for \p OnlyKinds wants \p Kind: a kind includes
/// those that continue it after a dot, the empty one all.
static bool isWanted(ArrayRef<std::string> OnlyKinds, StringRef Kind) {
  return any_of(OnlyKinds, [&](StringRef Only) {
    return Only.empty() || Kind == Only ||
           (Kind.starts_with(Only) && Kind[Only.size()] == '.');
  });
}

EditorMessages::EditorMessages(std::string PagesFolder)
    : PagesFolder(std::move(PagesFolder)) {}

void EditorMessages::prepareInitialize(json::Value &Params) {
  json::Object *Root = Params.getAsObject();
  if (!Root)
    return;
  json::Object &Documents =
      objectAt(objectAt(*Root, "capabilities"), "textDocument");
  if (const json::Object *Actions = Documents.getObject("codeAction"))
    KnowsActionLiterals = Actions->getObject("codeActionLiteralSupport");
  // clangd's own extension: the fixes come with the diagnostics.
  json::Object &Diagnostics = objectAt(Documents, "publishDiagnostics");
  WantsInlineActions =
      Diagnostics.getBoolean("codeActionsInline").value_or(false);
  Diagnostics["codeActionsInline"] = true;
}

void EditorMessages::request(StringRef Method, json::Value &Params,
                             const json::Value &ID) {
  std::lock_guard<std::mutex> Lock(Mutex);
  if (Method == "initialize") {
    prepareInitialize(Params);
    InitializeID = keyOf(ID);
    return;
  }
  const json::Object *Root = Params.getAsObject();
  if (Method != "textDocument/codeAction" || !Root || !KnowsActionLiterals)
    return;
  std::optional<std::string> Uri = documentOf(*Root);
  const json::Object *Context = Root->getObject("context");
  if (!Uri || !Context)
    return;
  ActionRequest Request;
  Request.Uri = std::move(*Uri);
  if (const json::Array *Only = Context->getArray("only"))
    for (const json::Value &Kind : *Only)
      if (std::optional<StringRef> Text = Kind.getAsString())
        Request.OnlyKinds.push_back(Text->str());
  if (const json::Array *Diagnostics = Context->getArray("diagnostics"))
    Request.Diagnostics = *Diagnostics;
  ActionRequests[keyOf(ID)] = std::move(Request);
}

void EditorMessages::notification(StringRef Method, const json::Value &Params) {
  const json::Object *Root = Params.getAsObject();
  std::optional<std::string> Uri = Root ? documentOf(*Root) : std::nullopt;
  if (!Uri)
    return;
  const json::Object &Item = *Root->getObject("textDocument");
  std::lock_guard<std::mutex> Lock(Mutex);
  if (Method == "textDocument/didOpen") {
    Document &New = Documents[*Uri] = Document();
    New.Version = Item.getInteger("version");
    New.Last.opened(Item.getString("text").value_or(""));
  } else if (Method == "textDocument/didChange") {
    Document &Open = Documents[*Uri];
    Open.Version = Item.getInteger("version");
    if (const json::Array *Changes = Root->getArray("contentChanges"))
      Open.Last.changed(Open.Version.value_or(0), *Changes);
  } else if (Method == "textDocument/didClose") {
    Documents.erase(*Uri);
  }
}

void EditorMessages::linkPage(json::Object &Diagnostic, StringRef Check) const {
  SmallString<256> Page(PagesFolder);
  sys::path::append(Page, Check + ".md");
  if (!PagesFolder.empty() && sys::fs::exists(Page))
    Diagnostic["codeDescription"] = json::Object{{"href", fileUri(Page)}};
  else // clang-tidy's site knows nothing of it.
    Diagnostic.erase("codeDescription");
}

void EditorMessages::publish(json::Value &Params) {
  json::Object *Root = Params.getAsObject();
  json::Array *Diagnostics = Root ? Root->getArray("diagnostics") : nullptr;
  std::optional<StringRef> Uri =
      Diagnostics ? Root->getString("uri") : std::nullopt;
  if (!Uri)
    return;
  std::vector<SafeFix> Fixes;
  json::Array Own;
  bool IsBroken = false;
  for (json::Value &Entry : *Diagnostics) {
    json::Object *Diagnostic = Entry.getAsObject();
    if (!Diagnostic)
      continue;
    if (std::string Check = checkOf(*Diagnostic).str(); !Check.empty()) {
      linkPage(*Diagnostic, Check);
      StringRef Message = Diagnostic->getString("message").value_or("");
      if (json::Array *Actions = Diagnostic->getArray("codeActions"))
        for (json::Value &Each : *Actions)
          if (json::Object *Action = Each.getAsObject()) {
            const json::Value *Edit = Action->get("edit");
            if (Edit && gradeOf(Action->getString("title").value_or(""),
                                Message) == ActionGrade::Safe)
              Fixes.push_back({Check, *Edit});
            describe(*Action, Message);
          }
    }
    if (!WantsInlineActions)
      Diagnostic->erase("codeActions");
    IsBroken |= isCompileError(*Diagnostic);
    if (!checkOf(*Diagnostic).empty())
      Own.push_back(Entry);
  }
  // After didClose clangd withdraws the diagnostics.
  auto Entry = Documents.find(decoded(*Uri));
  if (Entry == Documents.end())
    return;
  Document &Open = Entry->second;
  Open.FixesVersion = Root->getInteger("version");
  Open.Fixes = std::move(Fixes);
  int64_t Version = Open.FixesVersion.value_or(Open.Version.value_or(0));
  if (!IsBroken || !Own.empty())
    Open.Last.found(Version, std::move(Own));
  else
    for (const json::Value &Finding : Open.Last.in(Version, *Uri))
      Diagnostics->push_back(Finding);
}

void EditorMessages::announcement(StringRef Method, json::Value &Params) {
  if (Method != "textDocument/publishDiagnostics")
    return;
  std::lock_guard<std::mutex> Lock(Mutex);
  publish(Params);
}

void EditorMessages::addFixAll(const ActionRequest &Request,
                               json::Array &Actions) {
  auto Entry = Documents.find(Request.Uri);
  if (Entry == Documents.end())
    return;
  const Document &Open = Entry->second;
  // The user has typed since the fixes were made.
  if (Open.Version && Open.FixesVersion && Open.Version != Open.FixesVersion)
    return;
  auto Combined = [&](StringRef Check) {
    std::vector<const json::Value *> Edits;
    for (const SafeFix &Fix : Open.Fixes)
      if (Check.empty() || Fix.Check == Check)
        Edits.push_back(&Fix.Edit);
    return combineFixes(Edits);
  };
  if (Request.OnlyKinds.empty() || isWanted(Request.OnlyKinds, QuickFixKind)) {
    std::vector<StringRef> Seen;
    for (const json::Value &Each : Request.Diagnostics) {
      const json::Object *Diagnostic = Each.getAsObject();
      StringRef Check = Diagnostic ? checkOf(*Diagnostic) : StringRef();
      if (Check.empty() || is_contained(Seen, Check))
        continue;
      Seen.push_back(Check);
      std::optional<CombinedFix> Fix = Combined(Check);
      if (Fix && Fix->Fixes > 1)
        Actions.push_back(
            json::Object{{"title", formatv("Fix all {0} of {1} in this file",
                                           Fix->Fixes, Check)
                                       .str()},
                         {"kind", QuickFixKind},
                         {"diagnostics", json::Array{Each}},
                         {"edit", std::move(Fix->Edit)}});
    }
  }
  // An action on the whole file is not for the light bulb of a line.
  if (isWanted(Request.OnlyKinds, FixAllKind))
    if (std::optional<CombinedFix> Fix = Combined(""))
      Actions.push_back(json::Object{
          {"title",
           formatv("Apply the {0} safe fixes of MapTidy", Fix->Fixes).str()},
          {"kind", FixAllKind},
          {"edit", std::move(Fix->Edit)}});
}

void EditorMessages::answer(const json::Value &ID, json::Value *Result) {
  std::string Key = keyOf(ID);
  std::lock_guard<std::mutex> Lock(Mutex);
  if (Key == InitializeID) {
    InitializeID.reset();
    if (json::Object *Root = Result ? Result->getAsObject() : nullptr)
      if (json::Object *Capabilities = Root->getObject("capabilities"))
        if (json::Object *Provider =
                Capabilities->getObject("codeActionProvider"))
          if (json::Array *Kinds = Provider->getArray("codeActionKinds"))
            Kinds->push_back(FixAllKind);
    return;
  }
  auto Request = ActionRequests.find(Key);
  if (Request == ActionRequests.end())
    return;
  if (json::Array *Actions = Result ? Result->getAsArray() : nullptr) {
    for (json::Value &Each : *Actions) {
      json::Object *Action = Each.getAsObject();
      const json::Array *Diagnostics =
          Action && Action->getString("kind") == QuickFixKind
              ? Action->getArray("diagnostics")
              : nullptr;
      if (!Diagnostics || Diagnostics->size() != 1)
        continue;
      const json::Object *Diagnostic = Diagnostics->front().getAsObject();
      if (Diagnostic && !checkOf(*Diagnostic).empty())
        describe(*Action, Diagnostic->getString("message").value_or("").str());
    }
    addFixAll(Request->second, *Actions);
  }
  ActionRequests.erase(Request);
}

} // namespace clang::tidy::maps::tool
