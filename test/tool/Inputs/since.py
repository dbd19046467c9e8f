#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""since.py MAP-TIDY DIR: --since in real git repositories made below DIR."""

import pathlib
import shutil
import sys

from repository import HEAD, Repository, environment, loop

tool, top = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
shutil.rmtree(top, ignore_errors=True)
top.mkdir(parents=True)


def expect(found, *wanted):
    assert found == list(wanted), f"{found} instead of {list(wanted)}"


def fresh(name):
    repository = Repository(top / name, tool)
    repository.write(a__cpp=HEAD + loop("old"), b__cpp=HEAD + loop("other"))
    repository.commit()
    return repository


def edits():
    r = fresh("edits")
    expect(r.tidy(), "a.cpp:5", "b.cpp:5")
    expect(r.tidy("--since", "HEAD"))
    # Near a finding is not on it.
    r.replace("a.cpp", "m[i] = 1;", "m[i] = 2;")
    expect(r.tidy("--since", "HEAD"))
    r.replace("a.cpp", "int> m;", "int>  m;")
    expect(r.tidy("--since", "HEAD"), "a.cpp:5")
    r.commit()
    expect(r.tidy("--since", "HEAD"))
    expect(r.tidy("--since=HEAD~1"), "a.cpp:5")
    # Lines that only move are not touched, those that come are: staged, too.
    r.replace("b.cpp", "void other", loop("first") + "void other")
    r.git("add", "b.cpp")
    expect(r.tidy("--since", "HEAD"), "b.cpp:5")
    # The folder it is started in does not matter within the repository.
    r.put("sub/c.txt", "")
    expect(r.tidy("--since", "HEAD", where=r.folder / "sub"), "b.cpp:5")
    # Only what is touched is fixed.
    said = r.tidy("--since", "HEAD", "--fix", status=0)
    assert "applied 1 fix in 1 file" in said, said
    assert "void other(int n) {\n  for" in (r.folder / "b.cpp").read_text()


def deletions():
    r = fresh("deletions")
    # What a deletion leaves side by side is touched: here the declaration was
    # not the first line of the loop.
    r.write(a__cpp=HEAD + loop("old").replace("    m[i]", "    n -= 1;\n    m[i]"))
    r.commit()
    r.replace("a.cpp", "    n -= 1;\n", "")
    expect(r.tidy("--since", "HEAD"), "a.cpp:5")
    r.write(a__cpp=HEAD + "-- x;\n".replace("-- x;", "// x") + loop("old"))
    r.commit()
    r.replace("a.cpp", "// x\n", "")
    expect(r.tidy("--since", "HEAD"))
    # Lines whose text looks like the head of a file in a patch.
    r.write(a__cpp=HEAD + "int x; void f() {\n-- x;\n++ x;\n}\n" + loop("old"))
    r.commit()
    r.write(a__cpp=HEAD + "int x; void f() {\n}\n" + loop("old").replace("> m", ">  m"))
    expect(r.tidy("--since", "HEAD"), "a.cpp:7")
    # A file that is gone.
    r.commit()
    (r.folder / "b.cpp").unlink()
    expect(r.tidy("--since", "HEAD"))
    # Deleted at the very beginning and end.
    r.write(b__cpp="int first;\n" + HEAD + loop("other") + "int last;")
    r.commit()
    r.write(b__cpp=HEAD + loop("other"))
    expect(r.tidy("--since", "HEAD"))


def renames():
    r = fresh("renames")
    r.write(a__cpp=HEAD + "".join(loop(f"f{i}") for i in range(5)))
    r.commit()
    r.put("src/sub/x", "")
    r.git("mv", "a.cpp", "src/new.cpp")
    expect(r.tidy("--since", "HEAD"))
    r.replace("src/new.cpp", "void f3(int n) {\n", "void f3(int n)\n{\n")
    r.replace("src/new.cpp", "int> m;", "int> m; // here")
    expect(r.tidy("--since", "HEAD"), "src/new.cpp:5")
    r.commit()
    expect(r.tidy("--since", "HEAD~1"), "src/new.cpp:5")


def unknown_files():
    r = fresh("unknown")
    r.write(c__cpp=HEAD + loop("fresh"))
    r.put(".gitignore", "ignored.cpp\n")
    r.put("ignored.cpp", HEAD + loop("ignored"))
    expect(r.tidy("--since", "HEAD"), "c.cpp:5")
    # Outside the repository nothing is touched.
    outside = top / "outside.cpp"
    outside.write_text(HEAD + loop("outside"))
    build = r.database(sources=[outside, r.folder / "c.cpp"])
    expect(r.tidy("--since", "HEAD", build=build), "c.cpp:5")
    # The text of a link is not the file it leads to.
    r.commit()
    (r.folder / "link.cpp").symlink_to("a.cpp")
    r.git("add", "-A")
    expect(r.tidy("--since", "HEAD"))


def names():
    r = fresh("names")
    odd = ['with blank.cpp', 'grüße.cpp', 'quo"te\\.cpp', "tab\t.cpp", "-x.cpp", "b/a/b.cpp"]
    for name in odd:
        r.put(name, HEAD + loop("old"))
    r.commit()
    for name in odd:
        r.replace(name, "int> m;", "int>  m;")
    # The user's own settings do not matter.
    for key, value in [("diff.noprefix", "true"), ("core.quotePath", "false"),
                       ("diff.mnemonicPrefix", "true"), ("color.ui", "always"),
                       ("diff.external", "false"), ("diff.context", "7"),
                       ("diff.relative", "true"), ("diff.renames", "copies")]:
        r.git("config", key, value)
    wanted = sorted(f"{name}:5" for name in odd)
    expect(sorted(r.tidy("--since", "HEAD")), *wanted)
    env = environment(GIT_EXTERNAL_DIFF="false", GIT_DIFF_OPTS="-u9", LC_ALL="de_DE.UTF-8")
    expect(sorted(r.tidy("--since", "HEAD", env=env)), *wanted)


def notes():
    """A finding counts if a note is touched, in whatever file."""
    r = fresh("notes")
    r.write(a__cpp="", b__cpp='''\
#include <unordered_map>
int read(std::unordered_map<int, int> &m) {
  auto it = m.find(1);
  m.clear();
  return it->second;
}
''')
    r.commit()
    expect(r.tidy(), "b.cpp:5")
    r.replace("b.cpp", "  m.clear();", "  m.clear(); // all")
    expect(r.tidy("--since", "HEAD"), "b.cpp:5")
    expect(r.tidy("--line-filter", '[{"name":"b.cpp","lines":[[4,4]]}]'), "b.cpp:5")
    expect(r.tidy("--line-filter", '[{"name":"b.cpp","lines":[[1,2],[6,9]]}]'))
    expect(r.tidy("--line-filter", '[{"name":"b.cpp"}]'), "b.cpp:5")
    expect(r.tidy("--line-filter", '[{"name":"a.cpp"}]'))
    # Both: what both let pass.
    expect(r.tidy("--since", "HEAD", "--line-filter", '[{"name":"a.cpp"}]'))
    expect(r.tidy("--since", "HEAD", "--line-filter", '[{"name":"b.cpp"}]'), "b.cpp:5")


def headers():
    r = fresh("headers")
    r.write(a__cpp='#include "h.h"\n', b__cpp='#include "h.h"\n' + loop("other"), h__h=HEAD)
    r.commit()
    r.write(h__h=HEAD + loop("inl").replace("void", "inline void"))
    expect(r.tidy("--since", "HEAD"), "h.h:5")
    # Alone, too, as pre-commit names what is to be committed.
    expect(r.tidy("--since", "HEAD", "h.h"), "h.h:5")
    r.put("same.h", '#include "h.h"\n')
    expect(r.tidy("--since", "HEAD", "same.h", "a.cpp"), "h.h:5")
    r.commit()
    expect(r.tidy("h.h"), "h.h:5")
    expect(r.tidy("--since", "HEAD", "h.h"))
    expect(r.tidy("--since", "HEAD~1", "h.h"), "h.h:5")
    # By way of a linked folder it is still the same header.
    (top / "headers-link").symlink_to("headers")
    build = r.database(sources=[top / "headers-link/a.cpp"])
    said = r.tidy("--since", "HEAD~1", build=build, status=1)
    assert "h.h:5:" in said, said


def branches():
    """What others did on the branch since this one left it is not touched."""
    r = fresh("branches")
    r.git("checkout", "-q", "-b", "topic")
    r.replace("a.cpp", "int> m;", "int>  m;")
    r.commit()
    r.git("checkout", "-q", "main")
    r.replace("b.cpp", "int> m;", "int>  m;")
    r.commit()
    r.git("checkout", "-q", "topic")
    expect(r.tidy("--since", "main"), "a.cpp:5")
    # Histories that have nothing in common are compared as they are.
    r.git("checkout", "-q", "--orphan", "island")
    r.commit()
    expect(r.tidy("--since", "main"), "a.cpp:5", "b.cpp:5")
    r.git("tag", "v1")
    r.git("tag", "-a", "v2", "-m", "text")
    for revision in ["v1", "v2", "island", r.git("rev-parse", "--short", "HEAD"), ":/change"]:
        expect(r.tidy("--since", revision))


def worktrees_and_submodules():
    r = fresh("worktrees")
    tree = top / "worktrees-tree"
    r.git("worktree", "add", "-q", "-f", "-b", "topic", str(tree))
    (tree / "a.cpp").write_text(HEAD + loop("old").replace("int> m", "int>  m"))
    build = r.database(where=top / "worktrees-tree-build", sources=[tree / "a.cpp", tree / "b.cpp"])
    expect(r.tidy("--since", "main", where=tree, build=build), "../worktrees-tree/a.cpp:5")

    library = fresh("library")
    r = fresh("super")
    r.git("submodule", "--quiet", "add", str(library.folder), "libs/my lib")
    r.commit()
    expect(r.tidy("--since", "HEAD"))
    r.replace("libs/my lib/a.cpp", "int> m;", "int>  m;")
    r.put("libs/my lib/c.cpp", HEAD + loop("fresh"))
    expect(r.tidy("--since", "HEAD"), "libs/my lib/a.cpp:5", "libs/my lib/c.cpp:5")
    expect(r.tidy("--since", "HEAD", where=r.folder / "libs/my lib"),
           "libs/my lib/a.cpp:5", "libs/my lib/c.cpp:5")
    r.git("add", "-A", where=r.folder / "libs/my lib")
    r.git("commit", "-q", "-m", "in the submodule", where=r.folder / "libs/my lib")
    expect(r.tidy("--since", "HEAD"), "libs/my lib/a.cpp:5", "libs/my lib/c.cpp:5")
    r.commit()
    expect(r.tidy("--since", "HEAD"))
    expect(r.tidy("--since", "HEAD~1"), "libs/my lib/a.cpp:5", "libs/my lib/c.cpp:5")


def errors():
    r = fresh("errors")
    build = r.database()

    def says(text, *args, **kwargs):
        said = r.tidy(*args, build=build, status=2, **kwargs)
        assert said == f"map-tidy: {text}\n", said

    says("git knows no revision 'nowhere', given with --since; fetch it, or name a branch, tag or "
         "commit that 'git log' shows", "--since", "nowhere")
    says("'--all', given with --since, is not a git revision", "--since=--all")
    says("'', given with --since, is not a git revision", "--since=")
    alone = top / "no-repository"
    alone.mkdir()
    # The folder above may be in the repository of the project under test.
    limited = environment(GIT_CEILING_DIRECTORIES=str(top))
    says("--since compares with a revision of a git repository, and this folder is in none; run "
         "map-tidy inside it", "--since", "HEAD", where=alone, env=limited)
    says("--since asks git what changed, and git is not installed; install it, or give the lines "
         "with --line-filter", "--since", "HEAD", env=environment(PATH="/nowhere"))
    foreign = environment(GIT_TEST_ASSUME_DIFFERENT_OWNER="1")
    says("--since: git refuses to read this repository, which belongs to another user; allow it "
         f"with 'git config --global --add safe.directory {r.folder}'", "--since", "HEAD", env=foreign)
    empty = Repository(top / "empty", tool)
    empty.write(a__cpp=HEAD + loop("new"))
    said = empty.tidy("--since", "HEAD", status=2)
    assert "git knows no revision 'HEAD'" in said, said

    r.replace("a.cpp", "int> m;", "int>  m;")
    r.commit()
    r.git("branch", "old", "HEAD~1")
    shallow = Repository(top / "shallow", tool)
    shallow.git("fetch", "-q", "--depth=1", f"file://{r.folder}", "main:origin", "old:old")
    shallow.git("reset", "-q", "--hard", "origin")
    deepen = ("; the clone is shallow: fetch the history with 'git fetch --unshallow', or let CI "
              "fetch all of it (fetch-depth: 0)")
    said = shallow.tidy("--since", "HEAD~1", status=2)
    assert said == f"map-tidy: git knows no revision 'HEAD~1', given with --since{deepen}\n", said
    said = shallow.tidy("--since", "old", status=2)
    assert said == ("map-tidy: git cannot see where HEAD branched off from 'old', given with "
                    f"--since{deepen}\n"), said


for case in [edits, deletions, renames, unknown_files, names, notes, headers, branches,
             worktrees_and_submodules, errors]:
    print(case.__name__)
    case()
