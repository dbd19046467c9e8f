#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""patch.py MAP-TIDY DIR: what --diff prints, applied by git and by patch, is
what --fix does."""

import pathlib
import shutil
import subprocess
import sys

from repository import HEAD, Repository, environment, loop

tool, top = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
shutil.rmtree(top, ignore_errors=True)
top.mkdir(parents=True)

NULL = """\
#include <map>
#include <memory>
void offered() {
  std::unique_ptr<std::map<int, int>> p;
  p->insert({1, 2});
}
"""


def fresh(name):
    r = Repository(top / name, tool)
    r.put("a.cpp", '#include "inc/h.h"\n' + loop("first") + "\n" * 20 + loop("second"))
    r.put("inc/h.h", "#pragma once\n" + HEAD + loop("header").replace("void", "inline void"))
    r.put("src/windows.cpp", (HEAD + loop("each")).replace("\n", "\r\n"))
    r.put("src/no newline.cpp", HEAD + loop("each").replace(";\n  }\n}\n", "; } }"))
    r.put("src/latin.cpp", (HEAD + "// gr\xfc\xdfe\n" + loop("each")).encode("latin-1"))
    r.put("src/grüße.cpp", HEAD + loop("each"))
    r.put('src/quo"te\\.cpp', HEAD + loop("each"))
    r.put("src/tab\t.cpp", HEAD + loop("each"))
    r.put("src/form\ffeed.cpp", HEAD + "// \f \0 \r\n" + loop("each"))
    r.put("src/one line.cpp", "".join(HEAD.splitlines()) + "".join(loop("each").splitlines()))
    r.put("src/clean.cpp", HEAD)
    r.put("null.cpp", NULL)
    r.commit()
    return r


def content(r):
    return {str(path.relative_to(r.folder)): path.read_bytes()
            for path in r.folder.rglob("*") if path.is_file() and ".git" not in path.parts}


def tidy(r, *args, where=None, status=1, env=None):
    done = subprocess.run([tool, "-p", str(r.database()), "--config={}",
                           "--checks=-map-needless-heap", *args], cwd=where or r.folder,
                          capture_output=True, env=env or r.env)
    assert done.returncode == status, (done.returncode, done.stdout, done.stderr)
    return done.stdout, done.stderr.decode()


def apply(r, patch, *command, where=None):
    done = subprocess.run(command, input=patch, cwd=where or r.folder, env=r.env,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0, done.stdout
    assert b"fuzz" not in done.stdout and b"offset" not in done.stdout, done.stdout


for mode, extra in [("--fix", []), ("--fix-notes", ["--fix-notes"])]:
    fixed = fresh("fixed" + mode)
    tidy(fixed, mode, status=1 if mode == "--fix" else 0)
    wanted = content(fixed)
    changed = [name for name, text in content(fresh("old" + mode)).items() if wanted[name] != text]
    assert len(changed) == (10 if mode == "--fix" else 11), changed
    for name, command in [("git", ["git", "apply"]), ("patch", ["patch", "-p1", "--silent"])]:
        r = fresh(name + mode)
        before = content(r)
        # Started in a folder within: paths are those of the repository.
        patch, said = tidy(r, "--diff", *extra, where=r.folder / "src")
        assert content(r) == before, "--diff has changed files"
        assert patch.startswith(b"--- a/") and b"warning:" not in patch, patch
        assert f"the patch has {12 if extra else 11} fixes in {len(changed)} files" in said, said
        apply(r, patch, *command)
        for file, text in wanted.items():
            assert content(r)[file] == text, (name, mode, file, content(r)[file], text)
        # Nothing is left to fix.
        patch, said = tidy(r, "--diff", *extra, status=0 if extra else 1)
        assert patch == b"" and "the patch has 0 fixes in 0 files" in said, (patch, said)

r = fresh("more")
# --fix says nothing new, and nothing is written.
before = content(r)
assert tidy(r, "--diff", "--fix")[0] == tidy(r, "--diff")[0]
assert content(r) == before
# Another root, which the patch is applied in.
patch, _ = tidy(r, "--diff", "--root", str(top))
assert b"--- a/more/a.cpp\n" in patch, patch
apply(r, patch, "patch", "-p1", "--silent", where=top)
assert content(r) != before
r = fresh("still more")
# The report has a place of its own then, and says nothing of fixes applied.
patch, _ = tidy(r, "--diff", "-o", str(top / "report.txt"))
report = (top / "report.txt").read_text()
assert ": warning: 'm' is constructed" in report and "FIX-IT" not in report, report
assert patch.startswith(b"--- a/")
# Only what a change touched.
r.replace("a.cpp", "int> m;", "int>  m;")
patch, _ = tidy(r, "--diff", "--since", "HEAD")
assert patch.count(b"\n@@ ") == 1 and patch.startswith(b"--- a/a.cpp\n"), patch
# Files that cannot be written can be read.
(r.folder / "a.cpp").chmod(0o444)
assert tidy(r, "--diff", "--since", "HEAD")[0] == patch

for arguments, env, text in [
        (["--diff", "--root", str(r.folder / "src")], None,
         "a.cpp' is not below '" + str(r.folder / "src") + "', where the patch starts; give a folder above both with --root"),
        (["--diff", "--format=json"], None,
         "both the patch of --diff and json would go to standard output; give the report a file: --format=json -o FILE"),
        (["--diff"], environment(PATH="/nowhere"), "--diff cannot compare files: there is no program 'diff' in PATH")]:
    out, said = tidy(r, *arguments, env=env, status=2)
    assert text in said and b"---" not in out, (out, said)
