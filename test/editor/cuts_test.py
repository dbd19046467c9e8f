#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""cuts_test.py MAP_CLANGD [OPTION...] [FILE...]: half-typed code.

Shows map-clangd a file cut at every Nth token, as if the user were there:
without the rest of the file, and without the rest of the line. It has to survive
all of it, answer in time, and say of the whole file afterwards what it said
before. Without a FILE: a thousand lines (--lines) out of the tests of all checks.

Each cut costs what clang needs to parse the file. `--every N --first K` for all K
below N are together all cuts, which several processes can share.
"""

import argparse
import re
import sys
import tempfile
import time
from pathlib import Path

import lsp

CASES = Path(__file__).resolve().parent.parent / "checks"
TOKEN = re.compile(r'[A-Za-z_]\w*|\d[\w.]*|"(?:\\.|[^"\\\n])*"|::|->|\+\+|--|<<|&&|\|\||[^\s\w]')
SLOWEST = 300  # seconds for one text: more is a hang, even on a loaded machine


def own_lines(count):
    """The beginnings of the tests of all checks, each in a namespace of its own."""
    includes, parts = {}, []
    names = re.findall(r'^CHECK\(\w+, "([\w-]+)"', (
        CASES.parent.parent / "checks/Checks.def").read_text(encoding="utf-8"), re.MULTILINE)
    for number, name in enumerate(names):
        lines, chunk, depth = [], [], 0
        for line in (CASES / f"{name}.cpp").read_text(encoding="utf-8").splitlines():
            if line.startswith("#include <"):
                includes[line] = True
                continue
            if not line or line.lstrip().startswith("//"):
                continue
            # Only whole declarations, and none for other namespaces.
            chunk.append(line)
            depth += line.count("{") - line.count("}")
            if depth == 0 and line.endswith(("}", ";", "} // namespace")):
                if not re.search(r"namespace std|struct std::", "\n".join(chunk)):
                    lines += chunk
                chunk = []
                if len(lines) > count / len(names):
                    break
        parts += [f"namespace case_{number} {{", *lines, "}"]
    return "\n".join([*includes, *parts, ""])


def cuts(text, every, first, forms):
    """The texts as they are while something is typed at every Nth token from the first on."""
    body = text.rfind("#include") + 1
    for number, token in enumerate(TOKEN.finditer(text)):
        if number % every != first or token.start() < body:
            continue
        if "file" in forms:
            yield token.start(), text[:token.start()]
        if "line" in forms:
            yield token.start(), text[:token.start()] + text[text.find("\n", token.start()):]


def show(server, uri, version, text):
    """The findings in that text."""
    server.notify("textDocument/didChange", {
        "textDocument": {"uri": uri, "version": version},
        "contentChanges": [{"text": text}], "wantDiagnostics": True})
    found = server.wait(uri, version, SLOWEST)
    return sorted((d["range"]["start"]["line"], d["code"]) for d in found
                  if d.get("code", "").startswith("map-"))


def run(server, path, text, arguments):
    uri = server.open(path, text)
    server.wait(uri, 1, SLOWEST)
    before = show(server, uri, 2, text + "\n")
    version, slowest, where = 2, 0.0, 0
    for offset, shown in cuts(text, arguments.every, arguments.first, arguments.rest_of):
        version += 1
        start = time.monotonic()
        try:
            show(server, uri, version, shown)
        except lsp.ServerDied as error:
            line = text.count("\n", 0, offset) + 1
            sys.exit(f"{path}:{line}: {error}; the text was\n{shown[-2000:]}")
        if time.monotonic() - start > slowest:
            slowest, where = time.monotonic() - start, text.count("\n", 0, offset) + 1
    after = show(server, uri, version + 1, text)
    if before != after:
        sys.exit(f"{path}: findings before the cuts {before}\nand after {after}")
    print(f"{path}: {len(text.splitlines())} lines, {version - 2} cuts, {len(before)} findings; "
          f"the slowest answer took {slowest:.1f} s (line {where})")
    server.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    return before


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("map_clangd")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="token to begin with, below --every")
    parser.add_argument("--rest-of", choices=["file", "line"], nargs="+",
                        default=["file", "line"], help="what is cut off")
    parser.add_argument("--lines", type=int, default=1000)
    parser.add_argument("--root", help="the project of the files")
    parser.add_argument("file", nargs="*")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        server = lsp.Server([str(Path(arguments.map_clangd).resolve())], scratch, options={
            "fallbackFlags": ["-std=c++20"], "compilationDatabasePath": arguments.root})
        try:
            for name in arguments.file:
                path = Path(name).resolve()
                run(server, path, path.read_text(encoding="utf-8", errors="replace"), arguments)
            if not arguments.file:
                text = own_lines(arguments.lines)
                Path(scratch, ".clangd").write_text("Diagnostics: {ClangTidy: {Add: 'map-*'}}\n",
                                                    encoding="utf-8")
                found = run(server, Path(scratch, "a.cpp"), text, arguments)
                if len({code for _, code in found}) < 10:
                    sys.exit(f"the checks say too little of the text: {found}")
        finally:
            server.kill()


if __name__ == "__main__":
    main()
