# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A real git repository for a test, and map-tidy run in it."""

import json
import os
import pathlib
import re
import subprocess

LOOP = """\
void {name}(int n) {{
  for (int i = 0; i < n; ++i) {{
    std::unordered_map<int, int> m;
    m[i] = 1;
    show(m);
  }}
}}
"""
# The real header would take most of the time.
HEAD = """\
namespace std { template <class K, class V> struct unordered_map { V &operator[](const K &); void clear(); }; }
void show(const std::unordered_map<int, int> &);
"""


def loop(name):
    """A function of seven lines with one finding, in the third."""
    return LOOP.format(name=name)


def environment(**extra):
    """No configuration of the user's, and names for commits."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return kept | {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
                   "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
                   "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
                   "LC_ALL": "C.UTF-8"} | extra


class Repository:
    def __init__(self, folder, tool, env=None):
        self.folder, self.tool, self.env = pathlib.Path(folder), tool, env or environment()
        self.folder.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *args, where=None):
        done = subprocess.run(["git", "-c", "protocol.file.allow=always", *args], env=self.env,
                              cwd=where or self.folder, capture_output=True, text=True)
        assert done.returncode == 0, f"git {args}: {done.stderr}"
        return done.stdout.strip()

    def write(self, **files):
        """write(a__cpp="text") writes a.cpp; for other names see put()."""
        for name, text in files.items():
            self.put(name.replace("__", "."), text)

    def put(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def replace(self, name, old, new):
        text = (self.folder / name).read_text()
        assert old in text, f"no {old!r} in {name}"
        self.put(name, text.replace(old, new, 1))

    def commit(self, message="change"):
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def database(self, where=None, sources=None):
        """Lists every source of the folder, outside the repository."""
        sources = sources or sorted(self.folder.rglob("*.cpp"))
        folder = pathlib.Path(where or str(self.folder) + "-build")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "compile_commands.json").write_text(json.dumps([
            {"directory": str(self.folder), "file": str(source),
             "arguments": ["c++", "-std=c++17", "-I.", "-c", str(source)]}
            for source in sources]))
        return folder

    def tidy(self, *args, where=None, build=None, env=None, status=None):
        """The findings as FILE:LINE below the folder, or what was said if the
        status is not 0 or 1."""
        done = subprocess.run([self.tool, "-p", str(build or self.database()), "--config={}", *args],
                              env=env or self.env, cwd=where or self.folder,
                              capture_output=True, text=True)
        if status is not None:
            assert done.returncode == status, (done.returncode, done.stdout, done.stderr)
            return done.stdout + done.stderr
        found = [f"{os.path.relpath(path, self.folder)}:{line}"
                 for path, line in re.findall(r"^(/.*?):(\d+):\d+: warning: ", done.stdout, re.M)]
        expected = 1 if found else 0
        assert done.returncode == expected, (done.returncode, done.stdout, done.stderr)
        return found
