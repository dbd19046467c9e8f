#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""order.py MAP-TIDY DIR: one project in DIR, analysed in many ways."""

import json
import pathlib
import subprocess
import sys

tool, top = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
LOOP = """%s(int n) {
  for (int i = 0; i < n; ++i) {
    std::unordered_map<int, int> m;
    m[i] = 1;
    show(m);
  }
}
"""
FORMATS = {"text": "txt", "sarif": "sarif", "json": "json", "gitlab": "gitlab", "checkstyle": "xml", "github": "github", "html": "html"}


def project(folder):
    """A header that all units see, one on whose fix they disagree, units that do not compile, and the same file twice."""
    (folder / "src").mkdir(parents=True)
    (folder / "shared.h").write_text("#pragma once\n#include <unordered_map>\nvoid show(const std::unordered_map<int, int> &);\n" +
                                     LOOP % "inline void shared")
    (folder / "clash.h").write_text('#include "shared.h"\n' + (LOOP % "inline void clash").replace(
        "{\n", "{\n#ifdef CLASH\n  int m = n;\n  n = m;\n#endif\n", 1))
    entries = []
    for number in range(7):
        name = f"src/{number}.cpp"
        (folder / name).write_text(("#define CLASH\n" if number % 3 == 1 else "") + '#include "../clash.h"\n' +
                                   LOOP % "void own" + LOOP % "void again")
        entries.append((name, []))
    (folder / "src/broken.cpp").write_text("#error one\n")
    (folder / "src/worse.cpp").write_text('#include "../shared.h"\n#error two\n')
    entries += [("src/broken.cpp", []), ("src/worse.cpp", []), ("src/0.cpp", ["-DNDEBUG"])]
    return [{"directory": str(folder), "file": name, "arguments": ["c++", "-std=c++17", *flags, "-c", name]}
            for name, flags in entries]


def tidy(*args, status):
    done = subprocess.run([tool, *args, f"--root={top}"], cwd=top, capture_output=True, text=True)
    assert done.returncode == status, (args, done.returncode, done.stdout, done.stderr)
    return done


def outputs(*args):
    """The text on both standard streams, and every report."""
    files = {name: top / f"report.{ending}" for name, ending in FORMATS.items()}
    pairs = [arg for name, file in files.items() for arg in (f"--format={name}", "-o", str(file))]
    done = tidy(*args, *pairs, status=3)
    return {"stdout": done.stdout, "stderr": done.stderr, **{name: file.read_bytes() for name, file in files.items()}}


def same(what, given, wanted):
    for name in wanted:
        assert given[name] == wanted[name], f"{what}: {name} differs:\n{given[name]}\n{wanted[name]}"


entries = project(top / "p")
database = top / "compile_commands.json"
database.write_text(json.dumps(entries))
wanted = outputs("--config={}", "-j1")
report = json.loads(wanted["json"])
assert len(report["findings"]) == 2 + 2 * 7 and len(report["units"]) == 10
assert [finding["editsDiffer"] for finding in report["findings"]] == [True] + [False] * 15
assert "16 findings in 9 files (10 translation units, 2 could not be compiled)" in wanted["stderr"]
for jobs in ("-j2", "-j4"):
    same(jobs, outputs("--config={}", jobs), wanted)
for name in ("cold cache", "warm cache"):
    same(name, outputs("--config={}", "--cache=cache"), wanted)
assert any((top / "cache").rglob("*"))
for name, order in [("backwards", entries[::-1]), ("middle first", entries[5:] + entries[:5])]:
    database.write_text(json.dumps(order))
    same(name, outputs("--config={}"), wanted)

# Of twelve shards two have nothing to do.
for count in (1, 2, 3, 12):
    shards, units = [], []
    for number in range(1, count + 1):
        shards.append(f"{number}.json")
        done = subprocess.run([tool, "--config={}", f"--root={top}", f"--shard={number}/{count}", "-o", shards[-1]],
                              cwd=top, capture_output=True, text=True)
        part = json.loads((top / shards[-1]).read_text())
        assert part["shard"] == {"number": number, "count": count}
        units.append(part["units"])
        broken = any(unit["status"] != "analysed" for unit in part["units"])
        assert done.returncode == (3 if broken else 1 if part["units"] else 0), done
    sizes = [len(part) for part in units]
    assert max(sizes) - min(sizes) <= 1, sizes
    assert sorted(unit["file"] for part in units for unit in part) == sorted(f"p/{entry['file']}" for entry in entries)
    same(f"{count} shards", outputs("merge", *shards[::-1]), wanted)

# A baseline, lines and fixes are for the merge. It reads what it wrote, too.
database.write_text(json.dumps(entries))
tidy("--config={}", "--format=json", "-o", "whole.json", status=3)
same("one report", outputs("merge", "whole.json"), wanted)
three = [f"{number}.json" for number in (1, 2, 3)]
for number, name in enumerate(three, 1):
    subprocess.run([tool, "--config={}", f"--root={top}", f"--shard={number}/3", "-o", name], cwd=top, capture_output=True)
tidy("--config={}", "--baseline=one.jsonl", "--update-baseline", status=3)
tidy("merge", *three, "--baseline=merged.jsonl", "--update-baseline", status=3)
assert (top / "one.jsonl").read_bytes() == (top / "merged.jsonl").read_bytes()
assert "16 known findings not shown" in tidy("merge", *three, "--baseline=one.jsonl", status=3).stderr
lines = '--line-filter=[{"name":"3.cpp"}]'
# Here only the units that read these lines are analysed: the broken one is not among them.
assert tidy("merge", *three, lines, status=3).stdout == tidy("--config={}", lines, status=1).stdout != ""


def wrong(*args):
    message = tidy(*args, status=2).stderr
    assert message.startswith("map-tidy: ") and message.count("\n") == 1, message
    return message.removeprefix("map-tidy: ").rstrip()


for option in ("--fix", "--fix-notes", "--baseline=one.jsonl", "--since=HEAD", lines, "--export-fixes=x"):
    assert wrong("--shard=1/2", option) == (f"{option.partition('=')[0]} needs the findings of all shards; give it to "
                                            "'map-tidy merge' instead"), option
for text in ("0/2", "3/2", "1", "a/b", "1/0", "-1/2", "1/2/3", ""):
    assert wrong(f"--shard={text}") == f"--shard={text} is no part of a whole; the second of four is --shard=2/4"
assert wrong("merge") == "merge needs reports; make them with --format=json"
assert wrong("merge", "no.json") == "cannot read 'no.json': No such file or directory"
assert wrong("merge", "1.json", "3.json") == "shard 2 of 3 is missing; give the reports of all shards"
assert wrong("merge", *three, "2.json") == "'2.json' and '2.json' are both shard 2; give each once"
assert wrong("merge", *three, "whole.json") == ("only some of the reports are shards ('1.json' is one); give all shards of "
                                                "one run")
assert wrong("merge", "1.json", "12.json") == ("'1.json' is one of 3 shards, but '12.json' is one of 12; give all shards of "
                                               "one run")
whole = (top / "whole.json").read_text()
for name, text, message in [
        ("empty", "", "is no report of --format=json ("), ("half", whole[:1000], "is no report of --format=json ("),
        ("foreign", "{}", "is no report of --format=json (map-tidy did not write it)"),
        ("part", whole.replace('"findings"', '"fundings"'), "is no report of --format=json ("),
        ("field", whole.replace('"editsDiffer"', '"x"', 1), "is no report of --format=json ("),
        ("newer", whole.replace('"schema": 1', '"schema": 2'), "was written by another version of map-tidy; use the same "
                                                               "one everywhere")]:
    (top / name).write_text(text)
    assert wrong("merge", name).startswith(f"'{name}' {message}"), (name, wrong("merge", name))

# Fixes across shards, each once; then the sources are others.
assert tidy("merge", *three, "--fix", status=3).stderr.endswith(
    "applied 15 fixes in 8 files; 1 left out: they overlap others or differ between translation units\n")
message = wrong("merge", *three)
assert message.startswith(f"'{top}/p/") and message.endswith(" is about; merge with the sources of the same revision"), message
(top / "p").rename(top / "q")
assert wrong("merge", *three).endswith("merge where the sources are, or say where with --root")
