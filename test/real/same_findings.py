#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""same_findings.py [options] [compile_commands.json]

map-tidy takes shortcuts where clang-tidy with the plugin parses and visits
everything. This compares what the two find: places, messages, notes and edits.
Both analyse every file of the database, or N evenly taken ones; the plugin one
by one, map-tidy all in one run. Exit status 1 and a list if they differ.
"""

import argparse
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile

import yaml  # clang-tidy's own package depends on it

CONFIG = "{Checks: '-*,map-*', HeaderFilterRegex: '.*'}"
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def real(path, build):
    return os.path.realpath(os.path.join(build, path)) if path else ""


def edits(message, build):
    """The plugin inserts an include with the first fix that needs it, map-tidy
    with each, since any of them may be applied alone."""
    return tuple(sorted((real(r["FilePath"], build), r["Offset"], r["Length"], r["ReplacementText"])
                        for r in message.get("Replacements") or []
                        if not r["ReplacementText"].startswith("#include")))


def place(message, build):
    return (real(message["FilePath"], build), message["FileOffset"], message["Message"])


def findings(exported, compiler=False):
    """What an --export-fixes file lists: (place, check) -> {(edits, notes)}.
    The compiler's own complaints count only if COMPILER is set."""
    found = {}
    if not os.path.exists(exported):
        return found
    with open(exported, encoding="utf-8") as file:
        for one in yaml.load(file, Loader).get("Diagnostics") or []:
            if one["DiagnosticName"].startswith("clang-diagnostic-") != compiler:
                continue
            message, build = one["DiagnosticMessage"], one.get("BuildDirectory", "")
            notes = tuple((*place(note, build), edits(note, build)) for note in one.get("Notes") or [])
            key = (*place(message, build), one["DiagnosticName"])
            found.setdefault(key, set()).add((edits(message, build), notes))
    return found


def by_plugin(options, entry, folder):
    """The findings in one file, and whether it compiles."""
    out = os.path.join(folder, "plugin.yaml")
    with open(os.path.join(folder, "compile_commands.json"), "w") as file:
        json.dump([entry], file)
    subprocess.run([options.tidy, f"-load={options.plugin}", f"-config={CONFIG}", "-quiet", "-p", folder,
                    f"-export-fixes={out}", "--extra-arg=-w", os.path.join(entry["directory"], entry["file"])],
                   cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return findings(out), not findings(out, compiler=True)


def by_tool(options, entries, folder):
    out = os.path.join(folder, "tool.yaml")
    with open(os.path.join(folder, "compile_commands.json"), "w") as file:
        json.dump(entries, file)
    done = subprocess.run([options.tool, f"--config={CONFIG}", "--quiet", "-p", folder, f"-j{options.jobs}",
                           f"--export-fixes={out}", *options.option],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode == 2 or (done.returncode not in (0, 1) and not done.stderr):
        sys.exit(f"map-tidy ended with status {done.returncode}: {done.stderr}")
    return findings(out), done.stderr


def show(title, keys, found):
    print(f"{title}: {len(keys)}")
    for key in sorted(keys):
        path, offset, message, check = key
        print(f"  {path} at {offset}: {message} [{check}]")
        for version in found.get(key, []):
            print(f"    {version}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", nargs="?", default="build/compile_commands.json")
    parser.add_argument("-n", type=int, default=0, help="translation units (default: all)")
    parser.add_argument("-j", "--jobs", type=int, default=1)
    parser.add_argument("--tool", default="build/bin/map-tidy")
    parser.add_argument("--plugin", default="build/lib/MapTidyModule.so")
    parser.add_argument("--tidy", default="clang-tidy-22")
    parser.add_argument("--option", action="append", default=[], help="further option for map-tidy")
    parser.add_argument("--expect", type=int, default=0, metavar="FINDINGS", help="at least so many are found")
    options = parser.parse_args()
    options.tool, options.plugin = os.path.abspath(options.tool), os.path.abspath(options.plugin)
    with open(options.database) as file:
        entries = [e for e in json.load(file) if e["file"].endswith((".cpp", ".cc", ".cxx"))]
    if options.n and options.n < len(entries):
        entries = [entries[i * len(entries) // options.n] for i in range(options.n)]

    with tempfile.TemporaryDirectory() as top:
        folders = [os.path.join(top, str(i)) for i in range(len(entries) + 1)]
        for folder in folders:
            os.mkdir(folder)
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            results = list(pool.map(lambda job: by_plugin(options, *job), zip(entries, folders[1:])))
        tool, problems = by_tool(options, entries, folders[0])

    plugin = {}
    for found, _ in results:
        for key, versions in found.items():
            plugin.setdefault(key, set()).update(versions)
    broken = sum(not compiles for _, compiles in results)
    # Where translation units differ in notes or edits, map-tidy reports the
    # first one's.
    other = {key for key in plugin.keys() & tool.keys() if not tool[key] <= plugin[key]}
    print(f"{len(entries)} translation units ({broken} do not compile): the plugin finds {len(plugin)}, "
          f"map-tidy {len(tool)}")
    if problems:
        print(problems, end="")
    show("only the plugin", plugin.keys() - tool.keys(), plugin)
    show("only map-tidy", tool.keys() - plugin.keys(), tool)
    show("with other notes or edits", other, {key: sorted(plugin[key]) + ["instead:"] + sorted(tool[key]) for key in other})
    if len(plugin) < options.expect:
        sys.exit(f"fewer than {options.expect} findings")
    if plugin.keys() != tool.keys() or other:
        sys.exit(1)


if __name__ == "__main__":
    main()
