#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs checks on a source file and compares with the expectations in it.

  RUN: %check_tidy [options] %s <check>[,<check>...] %t [options] [-- flags]

The vocabulary is that of LLVM's check_clang_tidy.py:

  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: ...   every warning, in order
  // CHECK-NOTES: :[[@LINE-1]]:8: note: ...         the same, and every note too
  // CHECK-FIXES: m.clear();          whole lines of the file after --fix
                                      (Safe fixes)
  // CHECK-FIXES-NOTES: m.clear();    whole lines of the file after --fix-notes
                                      (Safe and Offered fixes)

A file without CHECK lines must be silent. A file that --fix (or --fix-notes,
beyond what --fix does) changes must have CHECK-FIXES (CHECK-FIXES-NOTES) lines.
Each fixed file must compile with the same flags, without new -Wall -Wextra
warnings, and linting it again must report nothing but the warnings that had no
fix. Where the source has a main(), the original and the fixed program are run
and must agree in output and exit status.

With --driver=tool, map-tidy's warnings and fixes must be those that the same CHECK
lines name. What was proven of the fixed files with the plugin is not proven again,
and of many standards only the first and the last are run.

Options:
  --std=c++17,c++20      repeat for each standard; c++11-or-later means each
                         from there to c++23. Default: c++17
  --check-suffix=A,B     use CHECK-MESSAGES-A, CHECK-FIXES-A, CHECK-FIXES-NOTES-A
                         ... instead; an empty item is the prefix without suffix
  --config=YAML          as for clang-tidy; {} by default: no file is read
  --expect-clang-error   the source must not compile; its errors need no CHECK
                         lines, and nothing is fixed
  --allow-remaining      a fixed file may still have warnings that had a fix;
                         a comment in the test says why that is right
  --link=FLAGS           flags to link a program with (libraries)
"""

import argparse
import collections
import difflib
import os
import re
import shlex
import subprocess
import sys

STANDARDS = ["c++11", "c++14", "c++17", "c++20", "c++23"]
WARNING = re.compile(r"^(?:.*[/\\])?[^/\\\n]*?:(\d+:\d+): (warning|error): (.*)$", re.M)


class Failure(Exception):
    pass


def run(command, ok=(0,)):
    """Returns (status, stdout, stderr); fails unless the status is in ok."""
    done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    if ok is not None and done.returncode not in ok:
        raise Failure(f"exit status {done.returncode}: {shlex.join(command)}\n"
                      f"{done.stdout}{done.stderr}")
    return done.returncode, done.stdout, done.stderr


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def has_prefix(text, prefix):
    return re.search(re.escape(prefix) + r"(-(NEXT|NOT|DAG|SAME|EMPTY|LABEL|COUNT-\d+))?"
                     r"(\{[A-Z]+\})?:", text) is not None


def split_diagnostics(text):
    """(what the checks say, Counter of what the compiler warns about)"""
    own, compiler = [], collections.Counter()
    for block in re.split(r"^(?=\S.*:\d+:\d+: (?:warning|error): )", text, flags=re.M):
        match = WARNING.search(block)
        if match and match.group(2) == "warning" and "[clang-diagnostic-" in match.group(3):
            compiler[match.group(3)] += 1
        else:
            own.append(block)
    return "".join(own), compiler


def grades(exported):
    """[(message, has Safe fix, has Offered fix)] from --export-fixes' YAML."""
    result = []
    for item in re.split(r"^  - (?=DiagnosticName: )", exported, flags=re.M)[1:]:
        if re.match(r"DiagnosticName: +'?clang-diagnostic-", item):
            continue
        message = re.search(r"^      Message: +(.*)$", item, re.M).group(1)
        if message[:1] == "'":
            message = message[1:-1].replace("''", "'")
        elif message[:1] == '"':
            message = message[1:-1].replace('\\"', '"').replace("\\\\", "\\")
        safe = re.search(r"^      Replacements:\s*$", item, re.M) is not None
        # clang-tidy takes the fix of a note only if there is no other.
        notes = len(re.findall(r"^        Replacements:\s*$", item, re.M))
        result.append((message, safe, not safe and notes == 1))
    return result


class Test:
    def __init__(self, options, flags, std):
        self.o = options
        self.flags = [f"-std={std}"] + flags
        self.source = read(options.source)
        suffixes = options.check_suffix.split(",") if options.check_suffix else [""]
        self.suffixes = [f"-{s}" if s else "" for s in suffixes]
        extension = os.path.splitext(options.source)[1] or ".cpp"
        self.base = f"{options.temp}.{std}"
        self.original = self.base + extension
        # Blank, not an empty comment: comments can change what a fix does.
        self.stripped = re.sub(r"[ \t]*// *CHECK-[A-Z0-9-]+(\{[A-Z]+\})?:[^\n]*", "", self.source)
        write(self.original, self.stripped)

    def prefixes(self, kind):
        return [p for p in (f"CHECK-{kind}{s}" for s in self.suffixes)
                if has_prefix(self.source, p)]

    def lint(self, path, driver, *extra, checks=""):
        """Returns what is printed, after a look at the exit status."""
        command = [self.o.tool, "-j1"] if driver == "tool" else [self.o.tidy, f"-load={self.o.plugin}"]
        command += [f"--checks=-*,{self.o.check}{checks}", f"--config={self.o.config}", *extra, path,
                    "--", *self.flags]
        status, out, err = run(command, ok=None)
        fixing = "--fix" in extra or "--fix-notes" in extra
        broken = "[clang-diagnostic-error]" in out if driver == "plugin" else status == 3
        if driver == "plugin":
            expected = [1] if broken else [0]
        elif fixing:
            expected = [0, 1]
        else:
            expected = [3] if self.o.expect_clang_error else [1 if WARNING.search(out) else 0]
        if status not in expected or broken != self.o.expect_clang_error:
            raise Failure(f"exit status {status}: {shlex.join(command)}\n{out}{err}")
        return out

    def lint_and_compile(self, path, *extra):
        """Lints with the plugin; also returns the warnings of -Wall -Wextra."""
        out = self.lint(path, "plugin", "--extra-arg=-Wall", "--extra-arg=-Wextra", *extra,
                        checks=",clang-diagnostic-*")
        return split_diagnostics(out)

    def file_check(self, prefixes, path, *extra):
        run([self.o.filecheck, f"--input-file={path}", self.o.source, *extra,
             "--check-prefixes=" + ",".join(prefixes)])

    def check_messages(self, out):
        if self.o.expect_clang_error:
            out = re.sub(r"^.*: error: .*\n", "", out, flags=re.M)
        path = self.base + ".messages"
        write(path, out)
        messages, notes = self.prefixes("MESSAGES"), self.prefixes("NOTES")
        if messages:
            self.file_check(messages, path, "--implicit-check-not={{warning|error}}:")
        if notes:
            self.file_check(notes, path, "--implicit-check-not={{note|warning|error}}:")
        if not messages and not notes and WARNING.search(out):
            raise Failure(f"no CHECK-MESSAGES or CHECK-NOTES, but warnings:\n{out}")

    def output_of_program(self, path):
        # The same name for both: a program may print it.
        program = self.base + ".exe"
        run([self.o.clang, *self.flags, path, "-o", program, *shlex.split(self.o.link)])
        done = subprocess.run([program], capture_output=True, timeout=60)
        return done.returncode, done.stdout, done.stderr

    def check_fixes(self, mode, before, remaining):
        """Applies the fixes of mode, compares, and proves the result."""
        kind = {"--fix": "FIXES", "--fix-notes": "FIXES-NOTES"}[mode]
        root, extension = os.path.splitext(self.original)
        path = root + mode.replace("--", ".") + extension
        write(path, self.stripped)
        self.lint(path, self.o.driver, mode)
        fixed = read(path)
        prefixes = self.prefixes(kind)
        if prefixes:
            self.file_check(prefixes, path, "--match-full-lines")
        elif fixed != before:
            raise Failure(f"{mode} changes the file, but there is no CHECK-{kind} line:\n"
                          + "".join(difflib.unified_diff(before.splitlines(True),
                                                         fixed.splitlines(True), "before", mode)))
        if fixed in (before, self.stripped) or self.o.driver == "tool":
            return fixed
        left, compiler = self.lint_and_compile(path)
        if new := compiler - self.known:
            raise Failure(f"the compiler warns about what {mode} wrote: {list(new)}\n{fixed}")
        extra = collections.Counter(re.sub(r" \[[\w.,-]+\]$", "", m.group(3))
                                    for m in WARNING.finditer(left)) - remaining
        if extra and not self.o.allow_remaining:
            raise Failure(f"warnings that {mode} should have removed: {list(extra)}\n{left}\n{fixed}")
        if re.search(r"^int main\(", self.stripped, re.M):
            if (want := self.output_of_program(self.original)) != (got := self.output_of_program(path)):
                raise Failure(f"the program behaves differently after {mode}: {want} {got}\n{fixed}")
        return fixed

    def execute(self):
        exported = self.base + ".yaml"
        if os.path.exists(exported):
            os.remove(exported)
        export = f"--export-fixes={exported}"
        if self.o.driver == "tool":
            out = self.lint(self.original, "tool", export)
        else:
            out, self.known = self.lint_and_compile(self.original, export)
        self.check_messages(out)
        if self.o.expect_clang_error:
            return
        graded = grades(read(exported)) if os.path.exists(exported) else []
        no_safe = collections.Counter(m for m, safe, _ in graded if not safe)
        no_fix = collections.Counter(m for m, safe, offered in graded if not safe and not offered)
        fixed = self.stripped
        if any(safe for _, safe, _ in graded) or self.prefixes("FIXES"):
            fixed = self.check_fixes("--fix", self.stripped, no_safe)
        if any(offered for _, _, offered in graded) or self.prefixes("FIXES-NOTES"):
            self.check_fixes("--fix-notes", fixed, no_fix)


def main():
    arguments, flags = sys.argv[1:], []
    if "--" in arguments:
        at = arguments.index("--")
        arguments, flags = arguments[:at], arguments[at + 1:]
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--tidy", "--plugin", "--tool", "--clang", "--filecheck"):
        parser.add_argument(name, required=True, help="a path, given by lit")
    parser.add_argument("--driver", choices=["plugin", "tool"], required=True)
    parser.add_argument("source")
    parser.add_argument("check")
    parser.add_argument("temp")
    parser.add_argument("--std", default="c++17")
    parser.add_argument("--check-suffix", default="")
    parser.add_argument("--config", default="{}")
    parser.add_argument("--expect-clang-error", action="store_true")
    parser.add_argument("--allow-remaining", action="store_true")
    parser.add_argument("--link", default="")
    options = parser.parse_args(arguments)

    standards = []
    for std in options.std.split(","):
        if std.endswith("-or-later"):
            standards += STANDARDS[STANDARDS.index(std.removesuffix("-or-later")):]
        else:
            standards.append(std)
    if options.driver == "tool":
        standards = list(dict.fromkeys([standards[0], standards[-1]]))
    for std in standards:
        try:
            Test(options, flags, std).execute()
        except Failure as failure:
            sys.exit(f"{options.source} in {std}: {failure}")


if __name__ == "__main__":
    main()
