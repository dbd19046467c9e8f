#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""baseline.py MAP-TIDY DIR: --baseline and --update-baseline on a project in DIR that changes."""

import json
import pathlib
import re
import subprocess
import sys

tool, top = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
HEAD = "#include <unordered_map>\nvoid show(const std::unordered_map<int, int> &);\n"
KNOWN = top / "known.jsonl"


def loop(name, declaration="std::unordered_map<int, int> m;", before=""):
    return f"""void {name}(int n) {{
  for (int i = 0; i < n; ++i) {{
    {before}{declaration}
    m[i] = 1;
    show(m);
  }}
}}
"""


def write(**files):
    for name, text in files.items():
        (top / name.replace("__", ".")).write_text(HEAD + text if text is not None else "")
    database()


def database():
    (top / "compile_commands.json").write_text(json.dumps([
        {"directory": str(top), "file": source.name, "arguments": ["c++", "-std=c++17", "-c", source.name]}
        for source in sorted(top.glob("*.cpp"))]))


def tidy(*args, status):
    """Its findings as 'file:line', and what it says about the baseline."""
    command = [tool, f"--root={top}", "--config={}", *args]
    done = subprocess.run(command, cwd=top, capture_output=True, text=True)
    assert done.returncode == status, (command, done.returncode, done.stdout, done.stderr)
    found = re.findall(r"^\S*/([^/:]+:\d+):\d+: warning:", done.stdout, re.M)
    return found, done.stderr.splitlines()[-1] if done.stderr else ""


def check(*args, found, says, status=None):
    result = tidy(f"--baseline={KNOWN}", *args, status=bool(found) if status is None else status)
    assert result == (found, says), f"{result} instead of {(found, says)}"


def entries():
    lines = [json.loads(line) for line in KNOWN.read_text().splitlines()]
    assert lines[0] == {"map-tidy-baseline": 1}
    assert all(set(line) == {"file", "check", "fingerprint", "statement"} for line in lines[1:])
    return [line["file"] for line in lines[1:]]


def wrote(count, new, gone):
    return f"wrote {count} finding{'' if count == 1 else 's'} to '{KNOWN}' ({new} new, {gone} gone)"


def hidden(count, gone=0):
    return f"{count} known finding{'' if count == 1 else 's'} not shown" + (
        f"; {gone} of the baseline are gone (--update-baseline removes them)" if gone else "")


# Everything there is becomes known; nothing is left to report.
write(a__cpp=loop("one") + loop("two"), b__cpp=loop("other"))
check("--update-baseline", found=[], says=wrote(3, 3, 0))
assert entries() == ["a.cpp", "a.cpp", "b.cpp"]
first = KNOWN.read_text()
assert str(top) not in first
check(found=[], says=hidden(3))
check("--update-baseline", found=[], says=wrote(3, 0, 0))
assert KNOWN.read_text() == first

# Lines that move, other layout and comments do not matter, nor does the file change with them.
write(a__cpp="// moved\n\nint x;\n" + loop("two", "std::unordered_map<int,\n        int> /* so */ m;") + loop("one"))
check(found=[], says=hidden(3))
check("--update-baseline", found=[], says=wrote(3, 0, 0))
assert KNOWN.read_text() == first

# A third finding like two that are known is new, the last of them; so is another one on a line above.
write(a__cpp=loop("fresh", "std::unordered_map<int, int> m(8);") + loop("one") + loop("two") + loop("three"))
check(found=["a.cpp:5", "a.cpp:26"], says=hidden(3))
# With --fix only what is shown is fixed.
before = (top / "a.cpp").read_text()
check("--fix", found=["a.cpp:5", "a.cpp:26"], says="applied 2 fixes in 1 file", status=0)
assert (top / "a.cpp").read_text().count("m.clear();") == 2 and (top / "a.cpp").read_text().count("m = ") == 0
check(found=[], says=hidden(3))
(top / "a.cpp").write_text(before)
# Without the baseline all of them are there, and reports have only the new ones.
assert len(tidy(status=1)[0]) == 5
tidy(f"--baseline={KNOWN}", "-o", "a.json", status=1)
report = json.loads((top / "a.json").read_text())
assert [finding["message"]["line"] for finding in report["findings"]] == [5, 26]

# What is gone is told, and removed when asked. So it cannot hide what comes later.
write(a__cpp=loop("one"))
check(found=[], says=hidden(2, gone=1))
check("--update-baseline", found=[], says=wrote(2, 0, 1))
write(a__cpp=loop("one") + loop("two"))
check(found=["a.cpp:12"], says=hidden(2))

# A part of the project, or some checks, say nothing about the others.
write(a__cpp="", b__cpp=loop("other"))
check("b.cpp", found=[], says=hidden(1))
check("--checks=-*,map-null-write", found=[], says=hidden(0))
check("b.cpp", "--update-baseline", found=[], says=wrote(2, 0, 0))
check("a.cpp", "--update-baseline", found=[], says=wrote(1, 0, 1))
assert entries() == ["b.cpp"]
# Nor does a file that does not compile.
write(b__cpp="#error no\n" + loop("other"))
check("--update-baseline", found=[], says=wrote(1, 0, 0), status=3)

# A renamed file takes its findings along; a copy does not.
write(b__cpp=loop("other"), c__cpp=loop("copy"))
check(found=["c.cpp:5"], says=hidden(1))
(top / "b.cpp").unlink()
write(c__cpp="")
(top / "renamed.cpp").write_text(HEAD + loop("other"))
database()
check(found=[], says=hidden(1))
check("--update-baseline", found=[], says=wrote(1, 0, 0))
assert entries() == ["renamed.cpp"]

# A finding in a header is known once, however many units see it.
(top / "shared.h").write_text("#pragma once\n" + HEAD + loop("inline shared").replace("void inline", "inline void"))
write(a__cpp='#include "shared.h"\n', c__cpp='#include "shared.h"\n')
check(found=["shared.h:6"], says=hidden(1))
check("--update-baseline", found=[], says=wrote(2, 1, 0))
check(found=[], says=hidden(2))


# Mistakes. No file is touched.
def wrong(*args):
    before = sorted((path, path.read_bytes()) for path in top.rglob("*") if path.is_file())
    found, says = tidy(*args, status=2)
    assert not found and before == sorted((path, path.read_bytes()) for path in top.rglob("*") if path.is_file())
    return says.removeprefix("map-tidy: ")


assert wrong("--update-baseline") == "say which file: --baseline=FILE, which --update-baseline writes"
assert wrong("--baseline=") == "say which file: --baseline=FILE, which --update-baseline writes"
assert wrong("--baseline=none.jsonl") == ("cannot read the baseline 'none.jsonl': No such file or directory; "
                                          "--update-baseline writes it")
assert wrong("--baseline=no/x", "--update-baseline") == f"cannot write 'no/x': there is no folder '{top}/no'"
for name, text, message in [
        ("empty", "", "the baseline 'empty' is empty; remove it and write a new one with --update-baseline"),
        ("foreign", "int x;\n", "'foreign' is no baseline of map-tidy; give --baseline another file"),
        ("json", "{}\n", "'json' is no baseline of map-tidy; give --baseline another file"),
        ("newer", '{"map-tidy-baseline":2}\n', "the baseline 'newer' was written by another version of map-tidy; write a "
                                               "new one with --update-baseline"),
        ("broken", first.replace('"check"', "", 1), "line 2 of the baseline 'broken' is broken; restore the file, or "
                                                    "remove the line"),
        ("conflict", first + "<<<<<<< mine\n", "line 5 of the baseline 'conflict' is broken; restore the file, or remove "
                                               "the line")]:
    (top / name).write_text(text)
    assert wrong(f"--baseline={name}") == message, name
    assert wrong(f"--baseline={name}", "--update-baseline") == message, name
