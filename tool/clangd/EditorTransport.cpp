//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
///
/// \file
/// Puts EditorMessages between clangd and the editor.
///
//===----------------------------------------------------------------------===//

#include "ClangdInterface.h"
#include "EditorMessages.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace clang::clangd {

using tidy::maps::tool::EditorMessages;

/// Where the package installs the checks' pages, seen from the program.
static std::string pagesFolder() {
  std::string Program = sys::fs::getMainExecutable(nullptr, nullptr);
  SmallString<256> Folder(sys::path::parent_path(Program));
  sys::path::append(Folder, MAPTIDY_PAGES_FROM_PROGRAM);
  sys::path::remove_dots(Folder, /*remove_dot_dot=*/true);
  return Folder.str().str();
}

namespace {

class EditorTransport : public Transport {
public:
  explicit EditorTransport(std::unique_ptr<Transport> Inner)
      : Inner(std::move(Inner)) {}

  void notify(StringRef Method, json::Value Params) override {
    Messages.announcement(Method, Params);
    Inner->notify(Method, std::move(Params));
  }
  void call(StringRef Method, json::Value Params, json::Value ID) override {
    Inner->call(Method, std::move(Params), std::move(ID));
  }
  void reply(json::Value ID, Expected<json::Value> Result) override {
    Messages.answer(ID, Result ? &*Result : nullptr);
    Inner->reply(std::move(ID), std::move(Result));
  }
  Error loop(MessageHandler &Server) override {
    Listener Between(Messages, Server);
    return Inner->loop(Between);
  }

private:
  class Listener : public MessageHandler {
  public:
    Listener(EditorMessages &Messages, MessageHandler &Server)
        : Messages(Messages), Server(Server) {}

    bool onNotify(StringRef Method, json::Value Params) override {
      Messages.notification(Method, Params);
      return Server.onNotify(Method, std::move(Params));
    }
    bool onCall(StringRef Method, json::Value Params, json::Value ID) override {
      Messages.request(Method, Params, ID);
      return Server.onCall(Method, std::move(Params), std::move(ID));
    }
    bool onReply(json::Value ID, Expected<json::Value> Result) override {
      return Server.onReply(std::move(ID), std::move(Result));
    }

  private:
    EditorMessages &Messages;
    MessageHandler &Server;
  };

  const std::unique_ptr<Transport> Inner;
  EditorMessages Messages{pagesFolder()};
};

} // namespace

std::unique_ptr<Transport> realNewJSONTransport(
    std::FILE *In, raw_ostream &Out, raw_ostream *InMirror, bool Pretty,
    JSONStreamStyle
        Style) __asm__("__real__ZN5clang6clangd16newJSONTransportEP8_IO_"
                       "FILERN4llvm11raw_ostreamEP"
                       "S4_bNS0_15JSONStreamStyleE");
std::unique_ptr<Transport> newJSONTransport(
    std::FILE *In, raw_ostream &Out, raw_ostream *InMirror, bool Pretty,
    JSONStreamStyle
        Style) __asm__("__wrap__ZN5clang6clangd16newJSONTransportEP8_IO_"
                       "FILERN4llvm11raw_ostreamEP"
                       "S4_bNS0_15JSONStreamStyleE");

std::unique_ptr<Transport> newJSONTransport(std::FILE *In, raw_ostream &Out,
                                            raw_ostream *InMirror, bool Pretty,
                                            JSONStreamStyle Style) {
  return std::make_unique<EditorTransport>(
      realNewJSONTransport(In, Out, InMirror, Pretty, Style));
}

} // namespace clang::clangd
