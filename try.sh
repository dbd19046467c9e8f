#!/usr/bin/env bash
# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Installs what MapTidy needs, builds it, lints the project in example/ and
# shows what --fix does to it. Changes nothing in example/ itself.
set -euo pipefail
root=$(cd "$(dirname "$0")" && pwd)
. "$root/scripts/setup.sh"

require_debian
find_llvm 22 21 20 19
install_missing $(build_packages "$llvm")
build build "$llvm" -DCMAKE_CXX_COMPILER="clang++-$llvm" -DMAPTIDY_BUILD_TESTS=OFF

copy=$root/build/example
rm -rf "$copy"
mkdir -p "$copy"
cp -r "$root/example" "$copy/shop"
cmake -S "$copy/shop" -B "$copy/build" -G Ninja --log-level=NOTICE -DCMAKE_CXX_COMPILER="clang++-$llvm"

say "build/bin/map-tidy -p build/example/build      (a copy of example/)"
status=0
(cd "$copy/shop" && "$root/build/bin/map-tidy" -p ../build) || status=$?
[ "$status" = 1 ] || die "map-tidy ended with status $status, but should have found something (1)"

say "build/bin/map-tidy -p build/example/build --fix, and what it changed"
(cd "$copy/shop" && "$root/build/bin/map-tidy" -p ../build --fix >/dev/null) || status=$?
[ "$status" -le 1 ] || die "map-tidy --fix ended with status $status"
(cd "$copy" && diff -ru --color=auto "$root/example" shop) && die "map-tidy --fix changed nothing"

say "The fixed example still builds and runs"
cmake --build "$copy/build" >/dev/null || die "the fixed example does not build"
"$copy/build/shop"

say "Done: build/bin/map-tidy and the plugin build/lib/MapTidyModule.so, for LLVM $llvm. In a project of yours:"
cat <<END
  $root/build/bin/map-tidy -p BUILD_FOLDER_WITH_COMPILE_COMMANDS
  clang-tidy-$llvm -load=$root/build/lib/MapTidyModule.so -checks='-*,map-*' -p BUILD_FOLDER FILE
END
