#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Adds a check, and keeps what is written about the checks in step.

  checks/add_check.py foo-bar "Finds maps that foo."
      adds the row to Checks.def, the sources, a test that fails until it is
      written, and the page, then updates.
  checks/add_check.py --update
      rewrites docs/containers.md and the generated regions of README.md and
      docs/index.md.
  checks/add_check.py --check [--tidy CLANG-TIDY --plugin MODULE]
      says what is missing or out of step. With a clang-tidy and the built
      module also whether they know the checks and options that the pages name.
"""

import argparse
import re
import subprocess
import sys
from collections import Counter, namedtuple
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "model"))
import containers  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
ROW = re.compile(r'^CHECK\((\w+), "([\w-]+)", (Safe|Offered|None), (Default|Advice), "([\d.]+)", "(.*)"\)$')
Row = namedtuple("Row", "cls id grade preset since sentence")
HEADINGS = ["What it finds", "What to write", "Why", "What it leaves alone", "Fix safety",
            "Options", "Pitfalls", "Since"]
GRADES = {"Safe": "safe: `--fix`", "Offered": "offered: `--fix-notes`", "None": "none"}
LICENCE = f"""//===----{'-' * 62}----===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----{'-' * 62}----===//
"""


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def rows():
    lines = [line for line in read("checks/Checks.def").splitlines() if line.startswith("CHECK(")]
    for line in lines:
        if not ROW.match(line):
            sys.exit(f"checks/Checks.def: this row has another form than the comment says: {line}")
    return [Row(*ROW.match(line).groups()) for line in lines]


def files_of(row):
    stem = f"checks/{row.cls}"
    return [f"{stem}.h", f"{stem}.cpp", f"test/checks/{row.id}.cpp", f"docs/checks/{row.id}.md"]


# ---- generated regions --------------------------------------------------------

def check_table(prefix):
    lines = ["| check | finds | fix |", "|---|---|---|"]
    for row in rows():
        text = row.sentence.removeprefix("Finds ").removesuffix(".")
        advice = "" if row.preset == "Default" else " (advice: off by default in `map-tidy`)"
        lines.append(f"| [`{row.id}`]({prefix}checks/{row.id}.md) | {text}{advice} | {GRADES[row.grade]} |")
    return "\n".join(lines)


REGIONS = [("README.md", "checks", lambda: check_table("docs/")),
           ("docs/index.md", "checks", lambda: check_table(""))]


def regenerated():
    """{path: text as the rows of Checks.def and Containers.def want it}"""
    texts = {}
    for path, name, generate in REGIONS:
        text = texts.get(path) or read(path)
        begin, end = f"<!-- begin generated: {name} -->\n", f"<!-- end generated: {name} -->"
        if begin not in text or end not in text:
            sys.exit(f"{path} has lost its region: {begin.strip()} ... {end}")
        head, rest = text.split(begin, 1)
        texts[path] = head + begin + generate() + "\n" + end + rest.split(end, 1)[1]
    texts["docs/containers.md"] = containers.page()
    texts["docs/containers.md"] = containers.page()
    return texts


def update():
    for path, text in regenerated().items():
        if text != read(path):
            (ROOT / path).write_text(text, encoding="utf-8")
            print(f"updated {path}")


# ---- what must be in step -----------------------------------------------------

def check_files():
    known = {path for row in rows() for path in files_of(row)}
    yield from (f"{path} is missing" for path in sorted(known) if not (ROOT / path).exists())
    for pattern in ("checks/*Check.h", "checks/*Check.cpp", "docs/checks/*.md"):
        for path in sorted(ROOT.glob(pattern)):
            name = str(path.relative_to(ROOT))
            if name not in known and path.stem != "MapTidyCheck":
                yield f"{name} belongs to no row of checks/Checks.def"
    for path in sorted((ROOT / "test/checks").glob("*.cpp")):
        if path.stem.startswith("stub-"):  # Several checks on one library of test/stubs.
            continue
        if not any(re.match(rf"{row.id}(-|$)", path.stem) for row in rows()):
            yield f"test/checks/{path.name} belongs to no row of checks/Checks.def"


def check_rows():
    for field in ("cls", "id"):
        for value, count in Counter(getattr(row, field) for row in rows()).items():
            if count > 1:
                yield f"checks/Checks.def has {count} rows with {value}"
    ids = [row.id for row in rows()]
    if ids != sorted(ids):
        yield "the rows of checks/Checks.def are not sorted by id"


def check_pages():
    for row in rows():
        header, _, _, page = files_of(row)
        if (ROOT / header).exists():
            comment = re.search(rf"((?:^///.*\n)+)class {row.cls}\b", read(header), re.M)
            words = " ".join(re.sub("^/// ?", "", comment.group(1), flags=re.M).split()) if comment else ""
            if not words.startswith(row.sentence):
                yield f"{header}: the class comment does not begin with the sentence of the row"
        if (ROOT / page).exists():
            text = read(page)
            title, _, rest = text.partition("\n")
            if title != f"# {row.id}":
                yield f"{page}: the title is not '# {row.id}'"
            if not " ".join(rest.split()).startswith(row.sentence):
                yield f"{page}: the text does not begin with the sentence of the row"
            found = re.findall(r"^## (.*)$", text, re.M)
            if found != HEADINGS:
                yield f"{page}: the headings are {found}, but should be {HEADINGS}"


def check_messages():
    expectation = re.compile(r"CHECK-(?:MESSAGES|NOTES)[\w-]*:.*?(?:warning|note): (.*?)(?: \[map-[\w-]+\])?$")
    for path in sorted((ROOT / "test/checks").glob("*.cpp")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = expectation.search(line)
            if match and (match.group(1)[:1].isupper() or re.search(r"[^.]\.$", match.group(1))):
                yield f"test/checks/{path.name}:{number}: messages are lower case and have no full stop"


def check_module(tidy, plugin):
    def ask(question):
        return subprocess.run([tidy, f"-load={plugin}", "--checks=-*,map-*", "--config={}", question],
                              check=True, capture_output=True, text=True).stdout
    listed = re.findall(r"^ +(map-[\w-]+)$", ask("--list-checks"), re.M)
    if listed != [row.id for row in rows()]:
        yield f"clang-tidy lists {listed}, which are not the rows of checks/Checks.def"
    options = re.findall(r"^ +(map-[\w-]+)\.(\w+): *(.*)$", ask("--dump-config"), re.M)
    for row in rows():
        page = files_of(row)[3]
        if not (ROOT / page).exists():
            continue
        # MapTidyContainers belongs to the whole module: docs/containers.md.
        built = {name: value.strip("'\"") for check, name, value in options
                 if check == row.id and name != "MapTidyContainers"}
        section = read(page).partition("\n## Options\n")[2].partition("\n## ")[0]
        written = dict(re.findall(r"^- `(\w+)` \(default (?:`([^`]*)`|empty)\)", section, re.M))
        if built != written:
            yield f"{page}: the options are {written}, but in the module they are {built}"


def check(tidy, plugin):
    problems = [*check_rows(), *check_files(), *check_pages(), *check_messages()]
    problems += [f"{path} is out of date" for path, text in regenerated().items() if text != read(path)]
    if tidy and plugin:
        problems += check_module(tidy, plugin)
    for problem in problems:
        print(problem, file=sys.stderr)
    if any("out of date" in problem for problem in problems):
        print("run checks/add_check.py --update", file=sys.stderr)
    return 1 if problems else 0


# ---- a new check ----------------------------------------------------------------

def add(name, sentence):
    name = name.removeprefix("map-")
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name):
        sys.exit(f"'{name}' is no name for a check; use lower-case words with hyphens: foo-bar")
    if not re.fullmatch(r'[A-Z][^"\\]*\.', sentence):
        sys.exit("the sentence begins with a capital, ends with a full stop, and has no quotes")
    cls = "".join(word.capitalize() for word in name.split("-")) + "Check"
    row = Row(cls, f"map-{name}", "None", "Default", "0.1", sentence)
    if row.id in [other.id for other in rows()]:
        sys.exit(f"{row.id} exists already")
    definition = read("checks/Checks.def").splitlines(keepends=True)
    line = f'CHECK({row.cls}, "{row.id}", {row.grade}, {row.preset}, "{row.since}", "{row.sentence}")\n'
    later = [i for i, old in enumerate(definition) if old.startswith("CHECK(") and ROW.match(old)[2] > row.id]
    last = max(i for i, old in enumerate(definition) if old.startswith("CHECK("))
    definition.insert(later[0] if later else last + 1, line)
    (ROOT / "checks/Checks.def").write_text("".join(definition), encoding="utf-8")

    comment = re.sub(r"(.{1,76})(?: |$)", r"/// \1\n", sentence)
    guard = f"MAPTIDY_{cls.upper()}_H"
    header = f"""{LICENCE}
#ifndef {guard}
#define {guard}

#include "MapTidyCheck.h"

namespace clang::tidy::maps {{

{comment}///
/// docs/checks/{row.id}.md
class {cls} : public MapTidyCheck {{
public:
  using MapTidyCheck::MapTidyCheck;
  void registerMatchers(ast_matchers::MatchFinder *Finder) override;
  void
  checkMatch(const ast_matchers::MatchFinder::MatchResult &Result) override;
}};

}} // namespace clang::tidy::maps

#endif // {guard}
"""
    source = f"""{LICENCE}
#include "{cls}.h"

using namespace clang::ast_matchers;

namespace clang::tidy::maps {{

void {cls}::registerMatchers(MatchFinder *Finder) {{}}

void {cls}::checkMatch(const MatchFinder::MatchResult &Result) {{}}

}} // namespace clang::tidy::maps
"""
    test = f"""// RUN: %check_tidy --std=c++11-or-later %s {row.id} %t

// FIXME: write what {row.id} finds, then what it leaves alone.
// CHECK-MESSAGES: :[[@LINE-1]]:1: warning: this test is not written yet
"""
    page = f"# {row.id}\n\n{sentence}\n" + "".join(f"\n## {heading}\n\nFIXME\n" for heading in HEADINGS[:-1])
    page += f"\n## {HEADINGS[-1]}\n\nMapTidy {row.since}\n"
    for path, text in zip(files_of(row), (header, source, test, page)):
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8")
        print(f"wrote {path}")
    update()
    print(f"next: write test/checks/{row.id}.cpp, make it pass, then the page and the grade of the fix in the row")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="?")
    parser.add_argument("sentence", nargs="?")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--tidy")
    parser.add_argument("--plugin")
    options = parser.parse_args()
    if options.check:
        sys.exit(check(options.tidy, options.plugin))
    if options.update:
        return update()
    if not options.name or not options.sentence:
        parser.error('give a name and a sentence: checks/add_check.py foo-bar "Finds ... ."')
    add(options.name, options.sentence)


if __name__ == "__main__":
    main()
