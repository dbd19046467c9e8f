#!/usr/bin/env python3
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""completion.py MAP-TIDY bash|zsh|fish DIR: asks a real shell what it would
complete, and compares with what --help says."""

import os
import pathlib
import re
import subprocess
import sys

tool, shell, folder = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
script = subprocess.run([tool, f"--completion={shell}"], check=True, capture_output=True, text=True).stdout
path = pathlib.Path(folder, "_map-tidy" if shell == "zsh" else "map-tidy." + shell).resolve()
path.write_text(script)

BASH = r"""
source "$1"; shift
compopt() { :; }
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_map_tidy
printf '%s\n' "${COMPREPLY[@]}"
"""
# An interactive shell in a terminal of its own, in which Tab is pressed.
ZSHRC = r"""
PS1=
fpath=($ZDOTDIR $fpath)
autoload -Uz compinit
compinit -u -D
try() {
  compadd() {
    local -a found
    builtin compadd -O found "$@"
    print -rl -- FOUND:${^found}
    builtin compadd "$@"
  }
  _main_complete
  print DO""NE
  exit
}
zle -C try complete-word try
bindkey '^I' try
print RE""ADY
"""
ZSH = r"""
zmodload zsh/zpty
zpty z zsh -i
until [[ $line == *READY* ]]; do zpty -r z line; done
zpty -w -n z "$1"$'\t'
until [[ $line == *DONE* ]]; do zpty -r z line || break; print -r -- "$line"; done
"""


def complete(line):
    """The candidates for the last word of a line."""
    if shell == "bash":
        # As readline splits it.
        words = [word for part in line.split(" ") for word in re.split("(=)", part)]
        words = [w for i, w in enumerate(words) if w or i == len(words) - 1]
        command = ["bash", "--norc", "-c", BASH, "bash", path, *words]
    elif shell == "fish":
        command = ["fish", "--no-config", "-c", f"source {path}; complete -C '{line}'"]
    else:
        path.with_name(".zshrc").write_text(ZSHRC)
        command = ["zsh", "-f", "-c", ZSH, "zsh", line]
    out = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60,
                         env=os.environ | {"HOME": folder, "ZDOTDIR": str(path.parent), "TERM": "xterm"}).stdout
    if shell == "zsh":
        return set(re.findall(r"FOUND:(\S+)", out))
    return {candidate.split("\t")[0].strip() for candidate in out.splitlines()} - {""}


def expect(line, wanted, exactly=True):
    found = complete(line)
    assert found == wanted if exactly else found >= wanted, f"{line!r}: {sorted(found)} instead of {sorted(wanted)}"


def options_of(*command):
    """The options that --help shows, each with the values that it lists."""
    shown = subprocess.run([tool, *command, "--help"], check=True, capture_output=True, text=True).stdout
    options = {}
    for option, listed in re.findall(r"^  (--?[a-z][a-z-]*)|^    =([a-z0-9]+)", shown, re.M):
        if option:
            last = options.setdefault(option, [])
        else:
            last.append(listed)
    return options


def words_of(options):
    return {name for name in options if name.startswith("--")}


options, of_merge = options_of(), options_of("merge")
assert len(options) > 20 and options["--preset"] == ["default", "all"], options
assert "--fix" in of_merge and words_of(of_merge) < words_of(options), of_merge

# All options,
for command, wanted in [("", options), ("merge ", of_merge), ("a.cpp merge ", options)]:
    found = {word.rstrip("=") for word in complete(f"map-tidy {command}--")}
    missing = words_of(wanted) - found
    assert not missing, (command, missing)
    unknown = found - words_of(wanted) - {"--help", "--version"}
    assert not unknown, (command, unknown)
    # and all values that --help lists.
    for name, values in wanted.items():
        if values:
            prefix = name + "=" if shell == "fish" else ""
            expect(f"map-tidy {command}{name}=", {prefix + value for value in values})
# The only subcommand, where one can be.
expect("map-tidy mer", {"merge"})
expect("map-tidy --quiet mer", set())
expect("map-tidy merge mer", set())
checks = set(re.findall(r"^ *(map-[a-z-]+)", subprocess.run(
    [tool, "--list-checks"], check=True, capture_output=True, text=True).stdout, re.M))
assert len(checks) > 10
expect("map-tidy --explain map-", checks)
expect("map-tidy --explain map-null", {"map-null-write"})
if shell == "bash":
    expect("map-tidy --checks=-*,map-null", {"-*,map-null-write"})
    expect("map-tidy src/", set())
elif shell == "fish":
    expect("map-tidy --checks=map-poor-hash,map-null", {"--checks=map-poor-hash,map-null-write"}, exactly=False)
print(f"{len(options)} options")
