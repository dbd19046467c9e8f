# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A client of the Language Server Protocol, as much as the tests of map-clangd need."""

import json
import os
import subprocess
import threading
import time
from pathlib import Path

TIMEOUT = 300  # seconds for an answer; a loaded machine is slow


class ServerDied(Exception):
    """The server ended or does not answer."""


class Server:
    """A running server; every message of it is kept in self.log."""

    def __init__(self, command, root, capabilities=None, options=None, env=None, initialize=None):
        """Starts `command` (a list) for the folder `root` and initializes it.

        `initialize` are all parameters of that request, else some.
        """
        self.log, self.diagnostics, self.edits = [], {}, []
        self.answers, self.last_id = {}, -1
        self.changed = threading.Condition()
        self.ended = False
        self.errors = open(os.path.join(root, "server.log"), "w", encoding="utf-8")
        self.process = subprocess.Popen(
            command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors,
            env={**os.environ, "CLANG_NO_DEFAULT_CONFIG": "1",
                 "XDG_CONFIG_HOME": os.path.join(root, "no-config"), **(env or {})})
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        self.initialized = self.request("initialize", initialize or {
            "processId": os.getpid(), "rootUri": Path(root).as_uri(),
            "capabilities": capabilities if capabilities is not None else ALL_CAPABILITIES,
            "initializationOptions": options or {}})
        self.notify("initialized", {})

    # ---- messages -------------------------------------------------------------
    def send(self, message):
        """Sends what else there is."""
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        try:
            self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
            self.process.stdin.flush()
        except BrokenPipeError as error:
            raise ServerDied("the server has ended") from error

    def _read(self):
        stream = self.process.stdout
        while header := stream.readline():
            length = int(header.split(b":")[1])
            stream.readline()
            self._received(json.loads(stream.read(length)))
        stream.close()
        with self.changed:
            self.ended = True
            self.changed.notify_all()

    def _received(self, message):
        with self.changed:
            self.log.append(message)
            method = message.get("method")
            if method == "textDocument/publishDiagnostics":
                self.diagnostics[message["params"]["uri"]] = message["params"]
            elif method == "workspace/applyEdit":
                self.edits.append(message["params"]["edit"])
                self.send({"id": message["id"], "result": {"applied": True}})
            elif method and "id" in message:
                self.send({"id": message["id"], "result": None})
            elif not method:
                self.answers[message["id"]] = message
            self.changed.notify_all()

    def answer(self, request_id, timeout=TIMEOUT):
        """The answer to the request of that id, as soon as it is there."""
        until = time.monotonic() + timeout
        with self.changed:
            while request_id not in self.answers:
                if self.ended or not self.changed.wait(until - time.monotonic()):
                    raise ServerDied(f"no answer to request {request_id}")
            return self.answers.pop(request_id)

    def request(self, method, params):
        """The result of a request; an error of the server is a RuntimeError."""
        self.last_id += 1
        self.send({"id": self.last_id, "method": method, "params": params})
        answer = self.answer(self.last_id)
        if "error" in answer:
            raise RuntimeError(answer["error"]["message"])
        return answer["result"]

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    # ---- documents ------------------------------------------------------------
    def open(self, path, text=None, version=1):
        """Opens a C++ file, with `text` instead of what is on the disk; returns its URI."""
        uri = Path(path).as_uri()
        text = text if text is not None else Path(path).read_text(encoding="utf-8")
        self.notify("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "cpp", "version": version, "text": text}})
        return uri

    def change(self, uri, version, text):
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]})

    def type(self, uri, version, begin, end, text):
        """Replaces what is between two positions (line, character), as editors do."""
        at = [{"line": line, "character": character} for line, character in (begin, end)]
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": version},
            "contentChanges": [{"range": {"start": at[0], "end": at[1]}, "text": text}]})

    def wait(self, uri, version, timeout=TIMEOUT):
        """The diagnostics of that version of a document, as soon as they are there."""
        until = time.monotonic() + timeout
        with self.changed:
            while self.diagnostics.get(uri, {}).get("version") != version:
                if self.ended or not self.changed.wait(until - time.monotonic()):
                    raise ServerDied(f"no diagnostics of version {version} of {uri}")
            return self.diagnostics[uri]["diagnostics"]

    def actions(self, uri, diagnostics=(), at=None, only=None):
        at = at or (diagnostics[0]["range"] if diagnostics else
                    {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}})
        context = {"diagnostics": list(diagnostics)}
        if only:
            context["only"] = only
        return self.request("textDocument/codeAction", {
            "textDocument": {"uri": uri}, "range": at, "context": context})

    def stop(self):
        """Ends the session as the protocol says; returns the exit status."""
        self.request("shutdown", None)
        self.notify("exit", None)
        try:
            return self.process.wait(timeout=TIMEOUT)
        finally:
            self.kill()

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.reader.join()
        self.process.stdin.close()
        self.errors.close()


ALL_CAPABILITIES = {
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True,
                               "codeDescriptionSupport": True},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {
            "valueSet": ["quickfix", "refactor", "source", "source.fixAll"]}}},
    },
    "workspace": {"workspaceEdit": {"documentChanges": True}},
}


def edited(text, edits):
    """`text` after the TextEdits, which count columns in UTF-16 code units."""
    lines = text.split("\n")

    def offset(position):
        line = lines[position["line"]]
        units = line.encode("utf-16-le")[:2 * position["character"]]
        return (sum(len(each) + 1 for each in lines[:position["line"]]) +
                len(units.decode("utf-16-le")))

    # Stable: insertions at one place stay in order.
    spans = sorted(((offset(e["range"]["start"]), offset(e["range"]["end"]), e["newText"])
                    for e in edits), key=lambda span: span[0])
    result, at = "", 0
    for begin, end, new in spans:
        assert at <= begin <= end, f"edits overlap: {edits}"
        result += text[at:begin] + new
        at = end
    return result + text[at:]


def edits_of(workspace_edit, uri):
    """The TextEdits of a document in a WorkspaceEdit, which may change no other."""
    if "documentChanges" in workspace_edit:
        (change,) = workspace_edit["documentChanges"]
        assert change["textDocument"]["uri"] == uri, change
        return change["edits"]
    ((only, edits),) = workspace_edit["changes"].items()
    assert only == uri, only
    return edits
