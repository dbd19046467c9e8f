#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""ci_page.py MAP-TIDY ROOT DIR: does what docs/ci.md tells to do, block by
block, in a project with an old finding on its main branch and a new one on the
branch that is checked out."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree

import yaml

from repository import HEAD, Repository, environment, loop

tool, root, top = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]).resolve()
shutil.rmtree(top, ignore_errors=True)
top.mkdir(parents=True)
page = (root / "docs/ci.md").read_text()
env = environment(PATH=os.pathsep.join([os.path.dirname(tool), os.environ["PATH"]]), HOME=str(top),
                  GIT_CONFIG_GLOBAL=str(top / "gitconfig"), MAP_TIDY_CACHE=str(top / "cache"),
                  PRE_COMMIT_HOME=str(top / "pre-commit"))
FOUND = re.compile(r"(\w+\.cpp)(?::|,line=|\b.*?\bline=\")(\d+)")


def blocks(language, first):
    """The text of the code blocks that begin so."""
    found = [text for text in re.findall(rf"^```{language}\n(.*?)^```", page, re.S | re.M) if text.startswith(first)]
    assert found, f"docs/ci.md has no {language} block with {first!r}"
    return found


def project(name):
    r = Repository(top / name, tool, env)
    r.write(CMakeLists__txt="cmake_minimum_required(VERSION 3.25)\nproject(x CXX)\nadd_library(x STATIC old.cpp new.cpp)\n",
            old__cpp=HEAD + loop("old"), new__cpp=HEAD)
    r.put(".gitignore", "build/\n")
    r.commit()
    r.git("update-ref", "refs/remotes/origin/main", "HEAD")
    r.git("checkout", "-q", "-b", "topic")
    r.write(new__cpp=HEAD + loop("fresh"))
    r.commit()
    return r


def run(r, command, status):
    done = subprocess.run(["sh", "-e", "-c", command], cwd=r.folder, env=env,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == status, f"{command}: status {done.returncode} instead of {status}\n{done.stdout}"
    return done.stdout


def findings(text):
    return sorted({name for name in re.findall(r"(\w+)\.cpp", text) if name in ("old", "new")})


# ---- plain shell -------------------------------------------------------------
shell, = blocks("sh", "cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS")
r = project("shell")
said = run(r, shell, 1)
assert "new.cpp:5:" in said and "old.cpp:5:" not in said and "1 translation unit)" in said, said

# ---- GitHub --------------------------------------------------------------------
workflow = yaml.safe_load(blocks("yaml", "# .github/workflows/")[0])
assert set(workflow[True]) == {"push", "pull_request"}  # YAML 1.1 reads "on" so.
job = workflow["jobs"]["map-tidy"]
r = project("github")
ran = []
for event, wanted in [("pull_request", 1), ("push", 0)]:
    for step in job["steps"]:
        condition = step.get("if", f"github.event_name == '{event}'")
        assert re.fullmatch(r"github.event_name == '\w+'", condition), condition
        if f"'{event}'" in condition and "run" in step:
            assert "${{" not in step["run"]
            ran.append(run(r, step["run"], wanted if "map-tidy " in step["run"] else 0))
annotations = [line for out in ran for line in out.splitlines() if line.startswith("::warning ")]
assert len(annotations) == 1 and "file=new.cpp,line=5" in annotations[0], ran
upload, = [step["with"] for step in job["steps"] if "upload-sarif" in step.get("uses", "")]
sarif = json.loads((r.folder / upload["sarif_file"]).read_text())
assert sarif["version"] == "2.1.0" and len(sarif["runs"][0]["results"]) == 2
checkout, = [step["with"] for step in job["steps"] if "checkout" in step.get("uses", "")]
assert checkout["fetch-depth"] == 0
cached, = [step["with"] for step in job["steps"] if "actions/cache" in step.get("uses", "")]
assert job["env"]["MAP_TIDY_CACHE"].endswith("/" + cached["path"])
assert any((top / "cache").rglob("*")), "MAP_TIDY_CACHE is not used"

# ---- GitLab --------------------------------------------------------------------
job = yaml.safe_load(blocks("yaml", "# .gitlab-ci.yml")[0])["map-tidy"]
r = project("gitlab")
for command in job["script"]:
    run(r, command, 0)
report = json.loads((r.folder / job["artifacts"]["reports"]["codequality"]).read_text())
assert sorted(entry["location"]["path"] for entry in report) == ["new.cpp", "old.cpp"], report
assert job["variables"]["GIT_DEPTH"] == 0
assert job["variables"]["MAP_TIDY_CACHE"].endswith("/" + job["cache"]["paths"][0])
advice, = re.findall(r"use `(map-tidy [^`]*CI_MERGE[^`]*)`", page)
assert findings(run(r, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main; " + advice, 1)) == ["new"]

# ---- Jenkins ---------------------------------------------------------------------
jenkinsfile, = blocks("groovy", "// Jenkinsfile")
assert jenkinsfile.count("{") == jenkinsfile.count("}") and jenkinsfile.count("[") == jenkinsfile.count("]")
r = project("jenkins")
for command in re.findall(r"\bsh '([^']*)'", jenkinsfile):
    run(r, command, 0)
pattern, = re.findall(r"checkStyle\(.*?pattern: '([^']*)'", jenkinsfile)
errors = xml.etree.ElementTree.parse(r.folder / pattern).getroot().findall("file/error")
assert len(errors) == 2
for name in re.findall(r"pattern: '([^']*\.sarif)'|archiveArtifacts '([^']*)'", page):
    json.loads((r.folder / "".join(name)).read_text())

# ---- CMake -----------------------------------------------------------------------
cmake, = blocks("sh", "cmake -B build -DCMAKE_CXX_CLANG_TIDY")
r = project("cmake")
said = run(r, cmake, 0)
assert findings(" ".join(re.findall(r"\w+\.cpp(?=:5:34: warning)", said))) == ["new", "old"], said
shutil.rmtree(r.folder / "build")
said = run(r, cmake.replace(";--exit-zero", ""), 2)
assert ".cpp:5:34: warning" in said and "Error" in said, said

# ---- a baseline ------------------------------------------------------------------
make, use = blocks("sh", "map-tidy --baseline")[0].splitlines()
r = project("baseline")
run(r, "cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON", 0)
run(r, make, 0)
run(r, use, 0)
r.write(new__cpp=HEAD + loop("fresh") + loop("more"))
assert findings(run(r, use, 1)) == ["new"]

# ---- parts -------------------------------------------------------------------------
jobs = yaml.safe_load(blocks("yaml", "# parts")[0])["jobs"]
r = project("parts")
run(r, "cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON", 0)
for part in jobs["part"]["strategy"]["matrix"]["part"]:
    command, upload = jobs["part"]["steps"]
    run(r, command["run"].replace("${{ matrix.part }}", str(part)), 0)
    assert (r.folder / upload["with"]["path"].replace("${{ matrix.part }}", str(part))).exists()
said = run(r, jobs["report"]["steps"][-1]["run"], 1)
assert len([line for line in said.splitlines() if line.startswith("::warning ")]) == 2, said

# ---- a patch -----------------------------------------------------------------------
patch, = blocks("sh", "map-tidy --exit-zero --diff")
r = project("patch")
run(r, "cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON", 0)
run(r, patch, 0)
assert r.git("status", "--porcelain").splitlines() == ["M new.cpp", " M old.cpp", "?? map-tidy.patch"], r.git("status", "--porcelain")
assert "0 findings" in run(r, "map-tidy", 0)

# ---- pre-commit ----------------------------------------------------------------------
hooks = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text())
config, = blocks("yaml", "# .pre-commit-config.yaml")
used = yaml.safe_load(config)["repos"][0]
assert [hook["id"] for hook in used["hooks"]] == [hook["id"] for hook in hooks]
if shutil.which("pre-commit"):
    source = Repository(top / "map-tidy-sources", tool, env)
    source.put(".pre-commit-hooks.yaml", (root / ".pre-commit-hooks.yaml").read_text())
    source.commit()
    source.git("tag", used["rev"])
    r = project("pre-commit-project")
    r.put(".pre-commit-config.yaml", config.replace(used["repo"], source.folder.as_uri()))
    run(r, "cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON", 0)
    run(r, "git add .pre-commit-config.yaml && pre-commit install && git commit -qm config", 0)
    r.replace("old.cpp", "m[i] = 1", "m[i] = 2")
    run(r, "git commit -qam 'near an old finding'", 0)
    r.replace("old.cpp", "int> m;", "int>  m;")
    said = run(r, "git commit -qam 'on it'", 1)
    assert "old.cpp:5:" in said and "new.cpp:5:" not in said, said
    r.replace("old.cpp", "    std::unordered_map<int, int>  m;\n", "")
    r.replace("old.cpp", "  for", "  std::unordered_map<int, int> m;\n  for")
    run(r, "git commit -qam 'without it'", 0)
else:
    print("pre-commit is not installed: its hook was not run")
