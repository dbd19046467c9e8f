#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""html_report.py MAP-TIDY DIR: the HTML report of a project in DIR; with a headless Chromium also as it is shown."""

import html.parser
import json
import pathlib
import re
import shutil
import subprocess
import sys

tool, top = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
# Not the whole browser, which asks its maker for news on its own account.
browser = shutil.which("chromium-headless-shell")
LOOP = """void %s(int n) {
  for (int i = 0; i < n; ++i) {
    std::unordered_map<int, int> %s;
    %s[i] = 1;
    show(%s);
  }
}
"""
HEAD = "#include <unordered_map>\nvoid show(const std::unordered_map<int, int> &); // </script><b>&amp;\n"
NULL = """void null() {
  std::unordered_map<int, int> *p = nullptr;
  (*p)[1] = 2;
}
"""
ODD = "<img src=x> & 'ä'.cpp"
files = {"a.cpp": HEAD + LOOP.replace("%s;", "%s; /* <b>\"ä</b> */", 1) % ("one", "first", "first", "first") + NULL,
         ODD: HEAD + LOOP % ("two", "second", "second", "second"), "broken.cpp": "#error \"<i>no</i>\"\n"}
for name, text in files.items():
    (top / name).write_text(text, encoding="utf-8")
(top / "compile_commands.json").write_text(json.dumps([
    {"directory": str(top), "file": name, "arguments": ["c++", "-std=c++17", "-c", name]} for name in files]))
done = subprocess.run([tool, f"--root={top}", "--config={}", "--warnings-as-errors=map-null-write", "-o", "report.html"], cwd=top,
                      capture_output=True, text=True)
assert done.returncode == 3 and done.stdout.count("warning:") == 2, done
page = (top / "report.html").read_text(encoding="utf-8")


class Page(html.parser.HTMLParser):
    """The articles with their attributes and text, and what stands in certain elements."""
    VOID = {"meta", "input", "br"}

    def __init__(self, text):
        super().__init__()
        self.stack, self.articles, self.text, self.marks, self.ids, self.tags = [], [], "", [], [], set()
        self.feed(text)
        self.close()
        assert not self.stack, f"not closed: {self.stack}"

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.add(tag)
        self.ids += [attributes["id"]] if "id" in attributes else []
        for name in ("src", "href", "action", "srcset", "data", "poster"):
            assert attributes.get(name, "#").startswith("#"), (tag, attributes)
        if tag == "article":
            self.articles.append([attributes, ""])
        if tag not in self.VOID and tag != "option":
            self.stack.append(tag)

    def handle_endtag(self, tag):
        if tag != "option":
            assert self.stack.pop() == tag, tag

    def handle_data(self, data):
        self.text += data
        if "article" in self.stack:
            self.articles[-1][1] += data
        if "mark" in self.stack:
            self.marks.append(data)


# Without scripts everything is there, and what the sources hold is text.
parsed = Page(page)
assert not parsed.tags & {"img", "i", "link", "iframe", "object"}, parsed.tags
assert "url(" not in page and "@import" not in page and "fetch(" not in page
assert len(set(parsed.ids)) == len(parsed.ids)
(odd, odd_text), (first, first_text), (null, null_text) = sorted(parsed.articles, key=lambda a: a[0]["data-file"])
assert odd["data-file"] == ODD and first["data-file"] == null["data-file"] == "a.cpp"
assert (first["data-check"], null["data-check"], null["data-level"]) == ("map-construct-in-loop", "map-null-write", "error")
assert "a.cpp:5:34" in first_text and '/* <b>"ä</b> */' in first_text, first_text
assert parsed.marks == ["second", "first", "*", "p"], parsed.marks
assert "'p' starts as null here" in null_text
assert "Safe fix (--fix):" in first_text and "Safe fix" not in null_text
diff = re.search(r"a\.cpp, line \d+(.*)", first_text, re.S).group(1)
assert "+   std::unordered_map<int, int> first;" in diff and "-     std::unordered_map<int, int> first;" in diff, diff
assert "+     first.clear();" in diff and "    for (int i = 0; i < n; ++i) {" in diff, diff
assert "could not compile" in parsed.text and "3 findings in 2 files (3 translation units, 1 could not be compiled)" in parsed.text
# The same page again; and one without findings.
assert subprocess.run([tool, f"--root={top}", "--config={}", "--warnings-as-errors=map-null-write", "--format=html"], cwd=top,
                      capture_output=True).stdout.decode() == page
empty = subprocess.run([tool, "--config={}", "--checks=-*,map-poor-hash", "--format=html", "a.cpp"], cwd=top, capture_output=True)
assert empty.returncode == 0 and not Page(empty.stdout.decode()).articles

if not browser:
    print("no headless Chromium: the page was only read")
    sys.exit()


def shown(fragment=""):
    """The files and checks of the articles that the browser shows, and the line that counts them."""
    log = top / "net.json"
    log.unlink(missing_ok=True)
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
         f"--user-data-dir={top}/profile", f"--log-net-log={log}", "--net-log-capture-mode=Everything",
         "--virtual-time-budget=2000", "--dump-dom", (top / "report.html").as_uri() + fragment],
        capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done
    asked = {url for url in re.findall(r'"url":"([^"]*)"', log.read_text(encoding="utf-8"))
             if not url.startswith(("file:", "data:", "chrome:", "about:"))}
    assert not asked, asked
    visible = [attributes for attributes, _ in Page(done.stdout).articles if "hidden" not in attributes]
    return ([(a["data-file"], a["data-check"]) for a in visible],
            re.search(r'id="shown"[^>]*>([^<]*)<', done.stdout).group(1))


odd, first, null = (ODD, "map-construct-in-loop"), ("a.cpp", "map-construct-in-loop"), ("a.cpp", "map-null-write")
everything = [odd, first, null]
assert shown() == (everything, "3 of 3 shown")
for fragment, wanted in [("#check=map-null-write", [null]), ("#file=a.cpp", [first, null]), ("#level=error", [null]),
                         ("#text=second", [odd]), ("#text=FIRST%20loop", [first]), ("#text=nowhere", []),
                         ("#file=a.cpp&check=map-construct-in-loop", [first]), ("#text=%3Cb%3E%22%C3%A4", [first])]:
    assert shown(fragment) == (wanted, f"{len(wanted)} of 3 shown"), (fragment, shown(fragment))
