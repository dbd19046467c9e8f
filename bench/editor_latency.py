#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""editor_latency.py MAP_CLANGD DATABASE_FOLDER FILE...

From a keystroke to the diagnostics, with and without the checks of MapTidy, as a
Markdown table. Two map-clangd run side by side and get the same keystrokes in
turn, so that other load on the machine meets both; one of them is told to remove
map-*. Each keystroke continues a comment at the end of a statement: the text
stays correct, which is what the checks have most work with. clangd's own pause,
by which it waits for further keystrokes (50 to 500 ms), is left out.

CPU time is that of the whole server until the diagnostics are there.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "test/editor"))
import lsp  # noqa: E402  pylint: disable=wrong-import-position

TIMEOUT = 600  # seconds


class Editor:
    """A server with or without the checks."""

    def __init__(self, map_clangd, database, has_checks):
        self.folder = tempfile.TemporaryDirectory()
        config = Path(self.folder.name, "clangd", "config.yaml")
        config.parent.mkdir()
        config.write_text("" if has_checks else
                          "Diagnostics: {ClangTidy: {Remove: 'map-*'}}\n", encoding="utf-8")
        self.server = lsp.Server(
            [map_clangd, "--background-index=0", f"--compile-commands-dir={database}"],
            self.folder.name, env={"XDG_CONFIG_HOME": self.folder.name})
        self.version, self.wall, self.cpu, self.found = 0, [], [], 0

    def cpu_time(self):
        return time.clock_gettime(~self.server.process.pid << 3 | 2)  # CPUCLOCK_SCHED

    def open(self, path, text):
        self.wall, self.cpu, self.version = [], [], 1
        self.uri = self.server.open(path, text)
        self.server.wait(self.uri, 1, TIMEOUT)
        self.settle()

    def settle(self):
        """Waits until the server has nothing to do; it gives up after a minute itself."""
        while True:
            try:
                return self.server.request("sync", None)
            except RuntimeError:
                continue

    def type(self, text):
        self.version += 1
        wall, cpu = time.monotonic(), self.cpu_time()
        self.server.notify("textDocument/didChange", {
            "textDocument": {"uri": self.uri, "version": self.version},
            "contentChanges": [{"text": text}], "wantDiagnostics": True})
        found = self.server.wait(self.uri, self.version, TIMEOUT)
        self.cpu.append(self.cpu_time() - cpu)
        self.wall.append(time.monotonic() - wall)
        self.settle()
        self.found = sum(d.get("code", "").startswith("map-") for d in found)

    def close(self):
        self.server.notify("textDocument/didClose", {"textDocument": {"uri": self.uri}})


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("map_clangd")
    parser.add_argument("database")
    parser.add_argument("--keystrokes", type=int, default=15)
    parser.add_argument("file", nargs="+")
    arguments = parser.parse_args()
    program = str(Path(arguments.map_clangd).resolve())
    without, with_checks = (Editor(program, arguments.database, has) for has in (False, True))
    print("| file | lines | findings | CPU without | CPU with | median of ratios | "
          "latency without | latency with |\n|---|---|---|---|---|---|---|---|")
    for name in arguments.file:
        path = Path(name).resolve()
        text = path.read_text(encoding="utf-8", errors="replace")
        ends = [i for i in range(len(text)) if text.startswith(";\n", i)]
        for editor in (without, with_checks):
            editor.open(path, text)
        for number in range(arguments.keystrokes):
            at = ends[len(ends) * (number + 1) // (arguments.keystrokes + 1)] + 1
            changed = text[:at] + " // x" + text[at:]
            # Whoever is second must not always be.
            for editor in ((without, with_checks) if number % 2 else (with_checks, without)):
                editor.type(changed)

        def shown(values):
            return f"{statistics.median(values):.2f} s ({max(values):.2f})"

        ratio = statistics.median(b / a for a, b in zip(without.cpu, with_checks.cpu))
        print(f"| {path.name} | {len(text.splitlines())} | {with_checks.found} | "
              f"{shown(without.cpu)} | {shown(with_checks.cpu)} | {ratio:.2f} | "
              f"{shown(without.wall)} | {shown(with_checks.wall)} |", flush=True)
        for editor in (without, with_checks):
            editor.close()
    for editor in (without, with_checks):
        editor.server.kill()
        editor.folder.cleanup()


if __name__ == "__main__":
    main()
