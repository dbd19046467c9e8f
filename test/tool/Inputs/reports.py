#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""reports.py MAP-TIDY DIR SARIF-SCHEMA DOCS: all formats of one report in DIR."""

import json
import pathlib
import re
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree

import jsonschema

tool, top, docs = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[4])
SARIF = json.loads(pathlib.Path(sys.argv[3]).read_text(encoding="utf-8"))
JSON = json.loads((docs / "report.schema.json").read_text(encoding="utf-8"))

LOOP = """void %s(int n) {
\tfor (int i = 0; i < n; ++i) {
\t\t%sstd::unordered_map<int, int> m;
\t\tm[i] = 1;
\t\tshow(m);
\t}
}
"""
HEAD = "#include <unordered_map>\nvoid show(const std::unordered_map<int, int> &);\n"
NULL = """void null() {
  std::unordered_map<int, int> *p = nullptr;
  (*p)[1] = 2;
}
"""
# Before the finding: characters of two and four bytes, and one byte that is no UTF-8.
ODD_NAME = "src/odd, 100%: <ä> & 'b'.cpp"
ODD_TEXT = ("\ufeff" + HEAD + LOOP % ("odd", "/* ä😀? */ ")).encode().replace(b"?", b"\xe4").replace(b"\n", b"\r\n")


def project():
    files = {"include/shared.h": (HEAD + LOOP % ("inline shared", "")).replace("void inline", "inline void").encode(),
             "src/plain.cpp": ('#include "../include/shared.h"\n' + LOOP % ("one", "") + LOOP % ("two", "") + NULL).encode(),
             "src/other.cpp": b'#include "../include/shared.h"\n',
             "src/broken.cpp": b'#include "no such, 5%25<\xc3\xa4.h"\n',
             ODD_NAME: ODD_TEXT}
    for name, text in files.items():
        path = top / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text)
    (top / "compile_commands.json").write_text(json.dumps([
        {"directory": str(top), "file": name, "arguments": ["c++", "-std=c++17", "-c", name]}
        for name in files if name.endswith(".cpp")]))
    return files


def tidy(*args, status, where=top):
    command = [tool, f"--root={top}", "--config={}", "--warnings-as-errors=map-null-write", *args]
    done = subprocess.run(command, cwd=where, capture_output=True)
    assert done.returncode == status, (command, done.returncode, done.stdout, done.stderr)
    return done.stdout.decode("utf-8")


def lenient(name):
    return (top / name).read_bytes().decode("utf-8", errors="replace").removeprefix("\ufeff").split("\n")


def check_sarif(text):
    log = json.loads(text)
    jsonschema.Draft4Validator(SARIF, format_checker=jsonschema.FormatChecker()).validate(log)
    run, = log["runs"]
    assert run["columnKind"] == "utf16CodeUnits"
    base = urllib.parse.urlparse(run["originalUriBaseIds"]["%SRCROOT%"]["uri"])
    assert base.scheme == "file" and urllib.parse.unquote(base.path) == f"{top}/"

    def file_of(location):
        where = location["artifactLocation"]
        assert where["uriBaseId"] == "%SRCROOT%"
        return urllib.parse.unquote(where["uri"])

    def marked(location):
        """The text that a region names."""
        region = location["region"]
        assert region["startLine"] == region["endLine"]
        units = lenient(file_of(location))[region["startLine"] - 1].encode("utf-16-le")
        return units[2 * region["startColumn"] - 2:2 * region["endColumn"] - 2].decode("utf-16-le")

    rules = run["tool"]["driver"]["rules"]
    # Not required by the schema, but by GitHub's code scanning.
    assert all(rule["fullDescription"]["text"].startswith("Finds ") for rule in rules)
    found = []
    for result in run["results"]:
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        page = (docs / "checks" / f"{rule['id']}.md").read_text(encoding="utf-8")
        assert rule["help"]["markdown"] == page and rule["helpUri"].endswith(f"/checks/{rule['id']}.md")
        where, = result["locations"]
        where = where["physicalLocation"]
        notes = [(note["message"]["text"], marked(note["physicalLocation"]))
                 for note in result.get("relatedLocations", [])]
        found.append((file_of(where), result["ruleId"], result["level"], marked(where), notes))
        for fix in result.get("fixes", []):
            change, = fix["artifactChanges"]
            assert file_of(change) == file_of(where)
            insertion, replacement = change["replacements"]
            assert insertion["insertedContent"]["text"].rstrip() == "std::unordered_map<int, int> m;"
            assert insertion["insertedContent"]["text"].count("\r\n") == (file_of(where) == ODD_NAME)
            assert replacement["insertedContent"]["text"] == "m.clear();"
            assert marked({**change, "region": replacement["deletedRegion"]}) == "std::unordered_map<int, int> m;"
        assert ("fixes" in result) == (result["ruleId"] == "map-construct-in-loop")
    loop = ("map-construct-in-loop", "warning", "m", [])
    assert found == [("include/shared.h", *loop), (ODD_NAME, *loop), ("src/plain.cpp", *loop), ("src/plain.cpp", *loop),
                     ("src/plain.cpp", "map-null-write", "error", "*", [("'p' starts as null here", "p")])], found
    prints = [result["partialFingerprints"] for result in run["results"]]
    assert len({p["mapTidyIdentity/v1"] for p in prints}) == len(prints)
    assert prints[2]["mapTidyContent/v1"] == prints[3]["mapTidyContent/v1"]
    invocation, = run["invocations"]
    assert not invocation["executionSuccessful"]
    problem, = invocation["toolExecutionNotifications"]
    assert problem["level"] == "error" and "no such, 5%25<ä.h" in problem["message"]["text"]
    assert file_of(problem["locations"][0]["physicalLocation"]) == "src/broken.cpp"


def check_json(text):
    report = json.loads(text)
    jsonschema.Draft7Validator(JSON).validate(report)
    assert [unit["status"] for unit in report["units"]] == ["not-compiled", "analysed", "analysed", "analysed"]
    for finding in report["findings"]:
        message = finding["message"]
        content = (top / message["file"]).read_bytes()
        assert content[:message["offset"]].count(b"\n") + 1 == message["line"]
        for edit in message.get("edits", []):
            if edit["length"]:
                assert content[edit["offset"]:][:edit["length"]] == b"std::unordered_map<int, int> m;"
    assert [finding["asError"] for finding in report["findings"]] == [False] * 4 + [True]
    return report


def check_gitlab(text):
    issues = json.loads(text)
    severities = [issue["severity"] for issue in issues]
    assert severities == ["minor"] * 4 + ["major", "critical"], severities
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert re.fullmatch("[0-9a-f]{16}", issue["fingerprint"])
        assert (top / issue["location"]["path"]).exists() and not issue["location"]["path"].startswith(("/", "./"))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert [issue["location"]["lines"]["begin"] for issue in issues] == [5, 5, 4, 11, 18, 1]


def check_github(text):
    """As the runner reads it: the first '::' behind the name ends the properties."""
    found = []
    for line in text.splitlines():
        command, properties, data = re.fullmatch("::(warning|error) (.*?)::(.*)", line).groups()
        properties = dict(pair.split("=") for pair in properties.split(","))
        for escape, character in [("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]:
            properties = {key: value.replace(escape, character) for key, value in properties.items()}
            data = data.replace(escape, character) if character not in ":," else data
        assert (top / properties["file"]).exists(), properties
        found.append((command, properties["file"], properties.get("line"), properties.get("col"), properties["title"]))
        if properties["title"] == "map-null-write":
            assert "\nsrc/plain.cpp:17:" in data and "note: 'p' starts as null here" in data
        if properties["title"] == "map-tidy":
            assert "no such, 5%25<ä.h" in data
    check = "map-construct-in-loop"
    assert found == [("warning", "include/shared.h", "5", "32", check), ("warning", ODD_NAME, "5", "42", check),
                     ("warning", "src/plain.cpp", "4", "32", check), ("warning", "src/plain.cpp", "11", "32", check),
                     ("error", "src/plain.cpp", "18", "4", "map-null-write"),
                     ("error", "src/broken.cpp", None, None, "map-tidy")], found


def check_checkstyle(text):
    root = xml.etree.ElementTree.fromstring(text)
    assert root.tag == "checkstyle"
    found = [(file.get("name"), error.get("line"), error.get("column"), error.get("severity"), error.get("source"))
             for file in root for error in file]
    check = ("warning", "map-construct-in-loop")
    assert found == [("include/shared.h", "5", "32", *check), ("src/broken.cpp", "1", "1", "error", "map-tidy"),
                     (ODD_NAME, "5", "42", *check), ("src/plain.cpp", "4", "32", *check),
                     ("src/plain.cpp", "11", "32", *check), ("src/plain.cpp", "18", "4", "error", "map-null-write")], found
    for error in root.iter("error"):
        assert ("no such, 5%25<ä.h" if error.get("source") == "map-tidy" else " ") in error.get("message")


project()
ALL = ["--format=sarif", "-o", "a.sarif", "--format=json", "-o", "a.json", "--format=gitlab", "-o", "gitlab.json",
       "--format=checkstyle", "-o", "a.xml", "--format=github"]
github = tidy(*ALL, status=3)
text = tidy("--format=text", status=3)
assert text.count("warning:") == 4 and text.count("error:") == 1
files = {"sarif": (top / "a.sarif").read_text(encoding="utf-8"), "json": (top / "a.json").read_text(encoding="utf-8"),
         "gitlab": (top / "gitlab.json").read_text(encoding="utf-8"),
         "checkstyle": (top / "a.xml").read_text(encoding="utf-8"), "github": github}
for name, content in files.items():
    globals()[f"check_{name}"](content)
    # One at a time and from elsewhere it is the same.
    assert tidy(f"--format={name}", "-p", ".", status=3, where=top / "src/..") == content, name

# The name says the format; what is on standard output is still the text.
assert tidy("-o", "b.sarif", "-o", "b.json", "-o", "b.xml", "-o", "b.txt", status=3) == ""
assert (top / "b.sarif").read_text(encoding="utf-8") == files["sarif"]
assert (top / "b.json").read_text(encoding="utf-8") == files["json"]
assert (top / "b.xml").read_text(encoding="utf-8") == files["checkstyle"]
assert (top / "b.txt").read_text(encoding="utf-8", errors="replace").count("warning:") == 4
assert tidy("-o", "b.sarif", status=3).count("warning:") == 4
assert tidy("--format=gitlab", "-o", "-", status=3) == files["gitlab"]

# Without findings every format is still what its readers expect.
for name, empty in [("github", ""), ("gitlab", "[]\n")]:
    assert tidy(f"--format={name}", "src/other.cpp", "--checks=-*,map-null-write", status=0) == empty
for name in ("sarif", "json", "checkstyle"):
    content = tidy(f"--format={name}", "src/other.cpp", "--checks=-*,map-null-write", status=0)
    if name == "checkstyle":
        assert len(xml.etree.ElementTree.fromstring(content)) == 0
    else:
        schema = SARIF if name == "sarif" else JSON
        jsonschema.validate(json.loads(content), schema)
assert not [path for path in top.rglob("*.map-tidy-*")]


def wrong(*args):
    before = sorted(top.rglob("*"))
    done = subprocess.run([tool, *args], cwd=top, capture_output=True, text=True)
    assert done.returncode == 2 and done.stdout == "", (args, done)
    assert before == sorted(top.rglob("*")), args
    message = done.stderr.removesuffix("\n")
    assert message.startswith("map-tidy: ") and "\n" not in message, message
    return message.removeprefix("map-tidy: ")


# Mistakes are found before the analysis.
assert wrong("--format=sarif", "--format=json") == \
    "both sarif and json would go to standard output; give one of them a file: --format=json -o FILE"
assert wrong("-o", "report") == ("'-o report' does not say in which format; put --format=... before it, or end its "
                                 "name in .txt, .sarif, .json, .xml (checkstyle) or .html")
assert wrong("-o", "a.json", "--format=gitlab", "-o", "./a.json") == \
    "two reports would be written to './a.json'; give each a file of its own"
assert wrong("-o", "nowhere/a.json") == f"cannot write 'nowhere/a.json': there is no folder '{top}/nowhere'"
assert wrong("--format=json", "-o", "src") == "cannot write 'src': it is a folder"
assert "Cannot find option named 'xml'" in wrong("--format=xml", "-o", "a.xml")

# A report that cannot be written ends the run, and no fix is applied.
before = (top / "src/plain.cpp").read_bytes()
if pathlib.Path("/dev/full").exists():
    tidy("--format=json", "-o", "/dev/full", "--fix", "src/plain.cpp", status=2)
    with open("/dev/full", "wb") as full:
        done = subprocess.run([tool, "--format=sarif", "--fix", "src/plain.cpp"], cwd=top, stdout=full,
                              stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2 and done.stderr.startswith("map-tidy: cannot write 'standard output': "), done
assert (top / "src/plain.cpp").read_bytes() == before
# A report replaces the old one, whose mode stays; a link stays a link.
(top / "old.json").write_text("old")
(top / "old.json").chmod(0o640)
(top / "link.json").symlink_to("old.json")
tidy("-o", "link.json", status=3)
assert (top / "link.json").is_symlink() and (top / "old.json").read_text(encoding="utf-8") == files["json"]
assert (top / "old.json").stat().st_mode & 0o777 == 0o640
