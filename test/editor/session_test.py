#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""session_test.py MAP_CLANGD [unittest options]: map-clangd on the protocol level."""

import json
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from urllib.parse import unquote, urlparse

import lsp

MAP_CLANGD = str(Path(sys.argv.pop(1)).resolve())

# A session of Visual Studio Code with the clangd extension, line by line:
# - "send": what it sent. Messages are whole, but for findings that it sends back:
#   it has them from the server, and they are named by check and place. Left out
#   are its answers to the server.
# - "findings": what was found in a version of the document, and
#   "actions": what was offered on a request; of both what is ours.
# Recorded between map-clangd and the VS Code 1.99.3 that code-server 4.99.4 brings
# to the browser, with the unchanged vscode-clangd 0.6.0, while a program pressed
# the keys: open the file, menu and fix of a finding, undo, two other menus, an
# offered fix, undo, half a statement, delete it, Fix All, undo, next problem, save
# (with source.fixAll.map-tidy on save), close the file, restart the server.
RECORDING = [json.loads(line) for line in (
    Path(__file__).resolve().parent / "vscode.jsonl").read_text(encoding="utf-8").splitlines()]
VSCODE = RECORDING[0]["send"]["params"]["capabilities"]

LOOPS = """\
#include <map>
#include <unordered_map>

void drop(std::map<int, int> &first, std::map<int, int> &second) {
  for (auto it = first.begin(); it != first.end();)
    it = first.erase(it);
  for (auto it = second.begin(); it != second.end();)
    it = second.erase(it);
}

void forget(std::map<int, int *> &owned, int key) {
  for (int i = 0; i < 3; ++i) {
    std::unordered_map<int, int> seen;
    seen[i] = key;
    ++seen[key];
  }
}
"""
ERASED_FIRST = """\
  for (auto it = first.begin(); it != first.end();)
    it = first.erase(it);
"""
ERASED_SECOND = ERASED_FIRST.replace("first", "second")


def codes(diagnostics):
    return sorted(d["code"] for d in diagnostics if d.get("source") == "clang-tidy")


class Case(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()
        self.write(".clang-tidy", "Checks: ''\n")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def start(self, *flags, **options):
        server = lsp.Server([MAP_CLANGD, *flags], str(self.root), **options)
        self.addCleanup(server.kill)
        return server

    def only(self, items, **wanted):
        """The one item whose fields are as wanted."""
        found = [i for i in items if all(i.get(key) == value for key, value in wanted.items())]
        self.assertEqual(len(found), 1, f"{wanted} in {items}")
        return found[0]


class Recorded(Case):
    """The recorded session, played to map-clangd."""

    def fill(self, message):
        """The message, about this folder instead of the recorded one."""
        text = json.dumps(message).replace("$ROOT", self.root.as_uri())
        return json.loads(text.replace("$FOLDER", str(self.root)))

    def test_session(self):
        recording = [self.fill(line) for line in RECORDING]
        uri = (self.root / "a.cpp").as_uri()
        (text,) = (line["send"]["params"]["textDocument"]["text"] for line in recording
                   if line.get("send", {}).get("method") == "textDocument/didOpen")
        self.write("a.cpp", text)
        server = self.start(initialize=recording[0]["send"]["params"])
        known, open_requests, played = {}, set(), 0
        # The first two are what every session begins with, the last two end it.
        for line in recording[2:-2]:
            if message := line.get("send"):
                if "id" in message:
                    open_requests.add(message["id"])
                if message["method"] == "textDocument/codeAction":
                    context = message["params"]["context"]
                    context["diagnostics"] = [known.get(place(d), d)
                                              for d in context["diagnostics"]]
                server.send(message)
            elif findings := line.get("findings"):
                found = [d for d in server.wait(uri, findings["version"])
                         if d["code"].startswith("map-")]
                known = {place(d): d for d in found}
                self.assertEqual(sorted(known), sorted(place(d) for d in findings["found"]))
                played += 1
            else:
                wanted = line["actions"]
                open_requests.remove(wanted["id"])
                self.assertEqual(ours(server.answer(wanted["id"])["result"]), wanted["offered"])
                played += 1
        self.assertGreater(played, 30)
        # Everything else that VS Code wants to know has an answer; it cancels some.
        for request in open_requests:
            answer = server.answer(request)
            if "error" in answer:
                self.assertIn(answer["error"]["code"], (-32800, -32801), answer)
        server.last_id = max(open_requests)
        self.assertEqual(server.stop(), 0)


def place(diagnostic):
    return json.dumps([diagnostic["code"], diagnostic["range"]], sort_keys=True)


def ours(actions):
    """The actions that are ours, without the findings that they are for."""
    return [{key: value for key, value in action.items() if key != "diagnostics"}
            for action in actions
            if action.get("kind") == "source.fixAll.map-tidy" or any(
                d["code"].startswith("map-") for d in action.get("diagnostics", []))]


class Session(Case):
    """A session as users have it: open, look, fix, undo, fix all, save, close."""

    def test_session(self):
        path = self.write("a.cpp", LOOPS)
        server = self.start("--header-insertion=never", capabilities=VSCODE,
                            options={"clangdFileStatus": True, "fallbackFlags": ["-std=c++20"]})
        self.assertIn("source.fixAll.map-tidy",
                      server.initialized["capabilities"]["codeActionProvider"]["codeActionKinds"])
        self.assertIn("with MapTidy", server.initialized["serverInfo"]["version"])
        uri = server.open(path, LOOPS)
        found = server.wait(uri, 1)
        self.assertEqual(codes(found), ["map-construct-in-loop"] + 2 * ["map-erase-all-loop"])
        first = self.only(found, code="map-erase-all-loop",
                          message="Every element of 'first' is erased one by one; "
                                  "use 'clear()' (fix available)")
        self.assertEqual(first["severity"], 2)
        self.assertEqual(first["range"]["start"], {"line": 4, "character": 2})
        # clangd's own extension, which VS Code did not ask for.
        self.assertNotIn("codeActions", first)
        page = Path(unquote(urlparse(first["codeDescription"]["href"]).path))
        self.assertIn("map-erase-all-loop", page.read_text(encoding="utf-8"))

        # The light bulb.
        actions = server.actions(uri, [first])
        clear = self.only(actions, title="Use 'clear()'")
        self.assertEqual((clear["kind"], clear["isPreferred"]), ("quickfix", True))
        fixed = lsp.edited(LOOPS, lsp.edits_of(clear["edit"], uri))
        self.assertEqual(fixed, LOOPS.replace(ERASED_FIRST, "  first.clear();\n"))
        both = self.only(actions, title="Fix all 2 of map-erase-all-loop in this file")
        self.assertEqual(lsp.edited(LOOPS, lsp.edits_of(both["edit"], uri)),
                         LOOPS.replace(ERASED_FIRST, "  first.clear();\n")
                              .replace(ERASED_SECOND, "  second.clear();\n"))
        self.assertFalse(any(a.get("kind", "").startswith("source") for a in actions))
        self.assertIn("source.fixAll.map-tidy",
                      {a["kind"] for a in server.actions(uri, [first], only=[""])})

        # Applied, and undone.
        server.change(uri, 2, fixed)
        self.assertEqual(codes(server.wait(uri, 2)),
                         ["map-construct-in-loop", "map-erase-all-loop"])
        server.change(uri, 3, LOOPS)
        self.assertEqual(codes(server.wait(uri, 3)), codes(found))

        # "Fix All", also on save.
        (everything,) = server.actions(uri, only=["source.fixAll"])
        self.assertEqual((everything["title"], everything["kind"]),
                         ("Apply the 3 safe fixes of MapTidy", "source.fixAll.map-tidy"))
        repaired = lsp.edited(LOOPS, lsp.edits_of(everything["edit"], uri))
        server.change(uri, 4, repaired)
        # Fixes of the text before are not offered for this one.
        self.assertEqual(server.actions(uri, only=["source.fixAll"]), [])
        self.assertEqual(codes(server.wait(uri, 4)), [])
        self.assertIn("first.clear();", repaired)
        server.notify("textDocument/didSave", {"textDocument": {"uri": uri}})

        # What clangd itself does still works: hover, completion, a refactoring.
        at = {"textDocument": {"uri": uri}, "position": {"line": 3, "character": 30}}
        self.assertIn("first", server.request("textDocument/hover", at)["contents"]["value"])
        line = repaired[:repaired.index("first.clear")].count("\n")
        items = server.request("textDocument/completion", {
            "textDocument": {"uri": uri}, "position": {"line": line, "character": 8}})["items"]
        self.assertIn("clear", {item["filterText"] for item in items})
        line = repaired[:repaired.index("++seen[key]")].count("\n")
        word = {"start": {"line": line, "character": 6}, "end": {"line": line, "character": 15}}
        extract = self.only(server.actions(uri, at=word),
                            title="Extract subexpression to variable")
        server.request("workspace/executeCommand", {
            "command": extract["command"]["command"],
            "arguments": extract["command"]["arguments"]})
        self.assertIn("auto placeholder = seen[key];", lsp.edited(repaired, lsp.edits_of(server.edits[0], uri)))

        server.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        self.assertEqual(server.stop(), 0)

    def test_related_information(self):
        """Notes are related information of the warning."""
        text = ("#include <map>\nint twice(std::map<int, int> &m, int k) {\n"
                "  if (m.find(k) == m.end())\n    return 0;\n  return m.find(k)->second;\n}\n")
        server = self.start(capabilities=VSCODE)
        uri = server.open(self.write("n.cpp", text))
        (finding,) = server.wait(uri, 1)
        self.assertEqual(finding["code"], "map-redundant-lookup")
        (note,) = finding["relatedInformation"]
        self.assertEqual(note["location"]["uri"], uri)
        self.assertEqual(note["location"]["range"]["start"]["line"], 4)

    def test_offered_fix(self):
        """The fix of a note is offered by its name, never preferred, not in "fix all"."""
        text = ("#include <map>\nstruct Cache {\n  std::map<int, int> Hits;\n"
                "  bool any(int K) {\n    if (Hits[K])\n      return true;\n    return false;\n  }\n"
                "};\nCache Global;\n"
                "void put(int K) { Global.Hits[K] = 1; }\n")
        server = self.start(capabilities=VSCODE)
        uri = server.open(self.write("o.cpp", text))
        finding = self.only(server.wait(uri, 1), code="map-subscript-insert")
        action = self.only(server.actions(uri, [finding]),
                           title="Look the key up without inserting it (review the change)")
        self.assertNotIn("isPreferred", action)
        self.assertIn("Hits.find(K)", lsp.edited(text, lsp.edits_of(action["edit"], uri)))
        self.assertEqual(server.actions(uri, only=["source.fixAll"]), [])

    def test_order(self):
        """Many changes at one place are made in the order of their findings."""
        names = [f"m{i}" for i in range(30)]
        text = ("#include <unordered_map>\nvoid count(int key) {\n  for (int i = 0; i < 3; ++i) {\n" +
                "".join(f"    std::unordered_map<int, int> {name};\n    {name}[i] = key;\n"
                        f"    ++{name}[key];\n" for name in names) + "  }\n}\n")
        server = self.start(capabilities=VSCODE)
        uri = server.open(self.write("many.cpp", text))
        self.assertEqual(codes(server.wait(uri, 1)), len(names) * ["map-construct-in-loop"])
        (everything,) = server.actions(uri, only=["source.fixAll"])
        repaired = lsp.edited(text, lsp.edits_of(everything["edit"], uri))
        self.assertEqual(re.findall(r"^  std::unordered_map<int, int> (\w+);", repaired, re.MULTILINE),
                         names)


class HalfTyped(Case):
    """Findings stay while the code does not compile, where the user has not been."""

    TEXT = ("#include <map>\n"
            "int typed(int n) {\n"
            "  return n;\n"
            "}\n"
            "int twice(std::map<int, int> &m, int k) {\n"
            "  if (m.find(k) == m.end())\n"
            "    return 0;\n"
            "  return m.find(k)->second;\n"
            "}\n"
            "void drop(std::map<int, int> &m) {\n"
            "  for (auto it = m.begin(); it != m.end();)\n"
            "    it = m.erase(it);\n"
            "}\n")

    def show(self, server, uri, version):
        """{check: line} of the findings, and whether the code compiles."""
        found = server.wait(uri, version)
        return ({d["code"]: d["range"]["start"]["line"] for d in found
                 if d.get("code", "").startswith("map-")},
                not any(d["severity"] == 1 for d in found))

    def test_typing(self):
        server = self.start(capabilities=VSCODE)
        uri = server.open(self.write("a.cpp", self.TEXT))
        self.assertEqual(self.show(server, uri, 1),
                         ({"map-redundant-lookup": 5, "map-erase-all-loop": 10}, True))
        # Two new lines, then something half-typed in them.
        server.type(uri, 2, (2, 0), (2, 0), "  int a = n\n  \n")
        self.assertEqual(self.show(server, uri, 2),
                         ({"map-redundant-lookup": 7, "map-erase-all-loop": 12}, False))
        lookup = self.only(server.wait(uri, 2), code="map-redundant-lookup")
        self.assertNotIn("fix", lookup["message"])
        self.assertEqual(lookup["relatedInformation"][0]["location"]["range"]["start"]["line"], 9)
        self.assertEqual(server.actions(uri, [lookup], only=["quickfix"]), [])
        self.assertEqual(server.actions(uri, only=["source.fixAll"]), [])
        # More of it, without an answer in between; and in the line of a note.
        server.type(uri, 3, (3, 2), (3, 2), "f(")
        server.type(uri, 4, (9, 2), (9, 2), "(")
        self.assertEqual(self.show(server, uri, 4),
                         ({"map-redundant-lookup": 7, "map-erase-all-loop": 12}, False))
        lookup = self.only(server.wait(uri, 4), code="map-redundant-lookup")
        self.assertEqual(lookup["relatedInformation"], [])
        # In the line of a finding.
        server.type(uri, 5, (7, 4), (7, 6), "")
        self.assertEqual(self.show(server, uri, 5), ({"map-erase-all-loop": 12}, False))
        # All of it taken back.
        server.change(uri, 6, self.TEXT)
        self.assertEqual(self.show(server, uri, 6),
                         ({"map-redundant-lookup": 5, "map-erase-all-loop": 10}, True))

    def test_whole_text(self):
        """Some editors send the whole text with every change."""
        server = self.start()
        uri = server.open(self.write("a.cpp", self.TEXT))
        self.show(server, uri, 1)
        half = self.TEXT.replace("  return n;\n", "  return\n\n(n\n")
        server.change(uri, 2, half)
        self.assertEqual(self.show(server, uri, 2),
                         ({"map-redundant-lookup": 7, "map-erase-all-loop": 12}, False))
        server.change(uri, 3, half.replace("it = m.erase(it);", "it = m.er"))
        self.assertEqual(self.show(server, uri, 3), ({"map-redundant-lookup": 7}, False))

    def test_never_compiled(self):
        server = self.start()
        uri = server.open(self.write("a.cpp", self.TEXT + "int x = ;\n"))
        self.assertEqual(self.show(server, uri, 1), ({}, False))

    def test_warnings_as_errors(self):
        """A warning that is an error does not silence the checks, nor keep what is fixed."""
        self.write(".clangd", "CompileFlags: {Add: [-Werror, -Wunused-variable]}\n")
        server = self.start()
        text = self.TEXT.replace("  return n;", "  int unused;\n  return n;")
        uri = server.open(self.write("a.cpp", text))
        self.assertEqual(self.show(server, uri, 1),
                         ({"map-redundant-lookup": 6, "map-erase-all-loop": 11}, False))
        server.change(uri, 2, text.replace("if (m.find(k) == m.end())", "if (k == 3)"))
        self.assertEqual(self.show(server, uri, 2), ({"map-erase-all-loop": 11}, False))


class OtherClients(Case):
    def test_no_literals(self):
        """A client that knows only commands gets clangd's."""
        server = self.start(capabilities={})
        uri = server.open(self.write("a.cpp", LOOPS))
        found = server.wait(uri, 1)
        actions = server.actions(uri, [d for d in found if d["code"] == "map-erase-all-loop"][:1])
        self.assertTrue(actions)
        for action in actions:
            self.assertIsInstance(action["command"], str)
        server.request("workspace/executeCommand", {
            "command": actions[0]["command"], "arguments": actions[0]["arguments"]})
        self.assertEqual(lsp.edited(LOOPS, lsp.edits_of(server.edits[0], uri)),
                         LOOPS.replace(ERASED_FIRST, "  first.clear();\n"))

    def test_no_source(self):
        """A client that does not say whose the finding is that it asks about, as ALE for Vim."""
        server = self.start(capabilities=VSCODE)
        uri = server.open(self.write("a.cpp", LOOPS))
        titles = set()
        for finding in server.wait(uri, 1):
            sent = {key: finding[key] for key in ("code", "message", "range")}
            titles |= {a["title"] for a in server.actions(uri, [sent], only=["quickfix"])}
        self.assertEqual(titles, {"Use 'clear()'", "Declare it before the loop and clear it",
                                  "Fix all 2 of map-erase-all-loop in this file"})

    def test_inline_actions(self):
        """A client with clangd's extension has the fixes in the diagnostics, with our titles."""
        server = self.start(capabilities={"textDocument": {
            "publishDiagnostics": {"codeActionsInline": True},
            "codeAction": {"codeActionLiteralSupport": {}}}})
        uri = server.open(self.write("a.cpp", LOOPS))
        found = server.wait(uri, 1)
        titles = {a["title"] for d in found for a in d["codeActions"] if a.get("isPreferred")}
        self.assertEqual(titles, {"Use 'clear()'", "Declare it before the loop and clear it"})


class Configuration(Case):
    """What runs without any configuration, and what a project's own decides."""

    TEXT = LOOPS + "int half(int n) { return n; }\ndouble bad(int n) { return 1.0 * (n / 2); }\n"
    OWN = {"map-construct-in-loop", "map-erase-all-loop"}
    INTEGER = {"bugprone-integer-division"}

    def test_configuration(self):
        cases = {
            # Nothing: the preset, and clangd's own list.
            "nothing": ({}, self.OWN | self.INTEGER),
            "other checks": ({".clang-tidy": "Checks: '-*,bugprone-integer-division'"},
                             self.OWN | self.INTEGER),
            "all off": ({".clang-tidy": "Checks: '-*'"}, set()),
            "all off in .clangd": ({".clangd": "Diagnostics: {ClangTidy: {Remove: '*'}}"}, set()),
            "others and one off": (
                {".clang-tidy": "Checks: '-*,bugprone-integer-division,-map-erase-all-loop'"},
                {"map-construct-in-loop"} | self.INTEGER),
            "one chosen": ({".clang-tidy": "Checks: '-*,map-erase-all-loop'"},
                           {"map-erase-all-loop"}),
            "removed in .clangd": (
                {".clangd": "Diagnostics: {ClangTidy: {Remove: [map-construct-in-loop]}}"},
                {"map-erase-all-loop"}),  # clangd's own list is for who names no check at all
            "suppressed in .clangd": ({".clangd": "Diagnostics: {Suppress: map-erase-all-loop}"},
                                      {"map-construct-in-loop"} | self.INTEGER),
            "strict filter": ({".clangd": "Diagnostics: {ClangTidy: {FastCheckFilter: Strict}}"},
                              self.OWN | self.INTEGER),
            "added in .clangd": (
                {".clang-tidy": "Checks: '-*,map-erase-all-loop'",
                 ".clangd": "Diagnostics: {ClangTidy: {Add: map-construct-in-loop}}"}, self.OWN),
        }
        server = self.start()
        opened = {}
        for name, (files, _) in cases.items():
            for file, text in files.items():
                self.write(f"{name}/{file}", text + "\n")
            opened[name] = server.open(self.write(f"{name}/a.cpp", self.TEXT))
        for name, (_, expected) in cases.items():
            with self.subTest(name):
                self.assertEqual(set(codes(server.wait(opened[name], 1))) - {None}, expected)

    def test_options_and_comments(self):
        """Options of checks, user containers and NOLINT."""
        text = ("#include <map>\ntemplate <class K, class V> struct Dictionary : "
                "std::map<K, V> {};\nvoid drop(Dictionary<int, int> &d, std::map<int, int> &m) {\n"
                "  for (auto it = d.begin(); it != d.end();)\n    it = d.erase(it);\n"
                "  for (auto it = m.begin(); it != m.end();) // NOLINT(map-erase-all-loop)\n"
                "    it = m.erase(it);\n}\n")
        option = "MapTidyContainers: '::Dictionary=::std::map'"
        self.write("clangd/.clangd", f"Diagnostics: {{ClangTidy: {{CheckOptions: {{{option}}}}}}}\n")
        self.write("tidy/.clang-tidy", f"CheckOptions: {{{option}}}\n")
        server = self.start()
        for folder in ("clangd", "tidy"):
            with self.subTest(folder):
                uri = server.open(self.write(f"{folder}/a.cpp", text))
                self.assertEqual(codes(server.wait(uri, 1)), ["map-erase-all-loop"])

    def test_switched_off(self):
        """clangd's own switch, and what docs/editor.md tells users of Qt Creator."""
        path = self.write("a.cpp", LOOPS)
        for flags, found in ((["--clang-tidy=0"], set()),
                             (["--clang-tidy=0", "--clang-tidy"], self.OWN)):
            with self.subTest(flags):
                server = self.start(*flags)
                self.assertEqual(set(codes(server.wait(server.open(path), 1))), found)


class CommandLine(Case):
    def run_clangd(self, *arguments):
        return subprocess.run([MAP_CLANGD, *arguments], capture_output=True, text=True,
                              cwd=self.root, check=False, stdin=subprocess.DEVNULL)

    def test_version(self):
        """Editors look for "clangd version N"."""
        self.assertRegex(self.run_clangd("--version").stdout,
                         r"clangd version \d+\.\d+\.\d+.* with MapTidy \d+\.\d+\.\d+\n")

    def test_check(self):
        """clangd's trial run of a file, and its flag for the resource directory."""
        path = self.write("a.cpp", LOOPS)
        run = self.run_clangd(f"--check={path}", "--check-locations=0")
        self.assertEqual(run.returncode, 0, run.stderr)
        run = self.run_clangd(f"--check={path}", "--check-locations=0",
                              f"--resource-dir={self.root}")
        self.assertIn(f"-resource-dir={self.root} ", run.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv, verbosity=2)
