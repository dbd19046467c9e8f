# Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# What try.sh and check.sh share: packages, and the choice of LLVM. Sourced.

say() { printf '\n==> %s\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

# A developer's own Python, compiler wrappers or locale must not matter.
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
export PATH=/usr/bin:/bin:/usr/sbin:/sbin

require_debian() {
  command -v apt-get >/dev/null && command -v dpkg-query >/dev/null ||
    die "this script installs packages with apt-get, for Debian 12 or newer; elsewhere install CMake, Ninja and LLVM's development files (19 or newer) and build as docs/contributing.md says"
  local ID='' VERSION_ID='' VERSION_CODENAME=''
  . /etc/os-release
  distribution=$ID codename=$VERSION_CODENAME
  if [ "$ID" = debian ] && [ -n "$VERSION_ID" ] && [ "${VERSION_ID%%.*}" -lt 12 ]; then
    die "this is Debian $VERSION_ID, but MapTidy needs Debian 12 or newer: older ones have no C++20 compiler"
  fi
}

# Runs a command as root.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    command -v sudo >/dev/null ||
      die "packages must be installed, but you are not root and there is no sudo; run as root: apt-get install $wanted"
    # Without a terminal nobody can type a password.
    { [ -t 0 ] || sudo -n true 2>/dev/null; } ||
      die "packages must be installed, but sudo needs a password and there is no terminal; run as root: apt-get install $wanted"
    sudo "$@"
  fi
}

# No pipes into grep -q: it ends early, and pipefail takes that for a failure.
is_installed() { [[ $(dpkg-query -W -f='${Status}' "$1" 2>/dev/null) == "install ok installed" ]]; }
is_available() { is_installed "$1" || [[ $(apt-cache policy "$1" 2>/dev/null) == *"Candidate: "[0-9]* ]]; }

# Reads the package lists from the network, once.
lists_state=old
die_without_lists() {
  die "there is no network, or /etc/apt/sources.list names no mirror that answers: the packages cannot be fetched"
}
refresh_lists() {
  [ "$lists_state" = old ] || return 0
  say "Reading the package lists (apt-get update)"
  lists_state=fresh
  as_root apt-get -q -o APT::Update::Error-Mode=any -o Acquire::Retries=2 update || lists_state=failed
}

# LLVM 22 came to Debian 12 as a security update, which a minimal installation
# does not look at. Mirrors have it beside the distribution itself.
add_security_suite() {
  [ "$distribution" = debian ] && [ -n "$codename" ] || return 0
  [[ $(apt-cache policy) != *"n=$codename-security"* ]] || return 0
  local list=/etc/apt/sources.list.d/maptidy-$codename-security.list
  [ ! -e "$list" ] || return 0
  local mirror
  mirror=$(apt-get indextargets --format '$(REPO_URI)' "Codename: $codename" 'Created-By: Packages' | head -n 1)
  mirror=${mirror%/}
  [[ $mirror == */debian ]] || return 0
  say "Adding Debian's security updates to apt, where LLVM 22 is ($list)"
  echo "deb $mirror-security $codename-security main" |
    as_root tee "$list" >/dev/null || die "$list cannot be written"
  lists_state=old
  refresh_lists
}

# find_llvm MAJOR...: sets llvm to the first of them that can be installed.
find_llvm() {
  wanted="llvm-$1-dev libclang-$1-dev"
  local major
  for major; do
    if is_installed "llvm-$major-dev" && is_installed "libclang-$major-dev"; then
      llvm=$major
      return
    fi
  done
  refresh_lists
  is_available "libclang-$1-dev" || add_security_suite
  for major; do
    if is_available "llvm-$major-dev" && is_available "libclang-$major-dev"; then
      llvm=$major
      return
    fi
  done
  [ "$lists_state" != failed ] || die_without_lists
  die "this system's package sources have none of LLVM $* (package libclang-$1-dev)"
}

build_packages() { # of LLVM $1; the last two for map-clangd
  echo "cmake ninja-build g++ clang-$1 clang-tidy-$1 llvm-$1-dev libclang-$1-dev libgrpc++-dev libprotobuf-dev"
}

test_packages() { # of LLVM $1; any lit will do, and not every LLVM package has it
  echo "python3 python3-jsonschema llvm-$1-tools libgtest-dev pkg-config git patch python3-yaml neovim"
}

# Container libraries that tests compile against, and tools of tests: what a
# distribution lacks is left out, and the tests that need it are skipped. What
# excludes a package that is installed already is left out, too.
optional_packages() { # of LLVM $1
  local boost=libboost-dev
  # Debian 12's default is older than boost::unordered_flat_map.
  is_installed libboost-dev || ! is_available libboost1.81-dev || boost=libboost1.81-dev
  echo "$boost libabsl-dev robin-map-dev qtbase5-dev qt6-base-dev libtbb-dev libsparsehash-dev emacs-nox elpa-eglot"
  is_installed "libc++-$1-dev" || compgen -G '/usr/lib/llvm-*/include/c++/v1/__config' >/dev/null ||
    echo "libc++-$1-dev libc++abi-$1-dev"
  # What reads the completion scripts, the manual page, .clangd and the hook.
  echo "zsh fish man-db mandoc clangd-$1 pre-commit"
  # Writes compilation databases.
  echo "make bear"
  # Opens the HTML report.
  echo chromium-headless-shell
  # Other releases format differently.
  [ "$1" != 22 ] || echo clang-format-22
}

# install_missing PACKAGE...
install_missing() {
  wanted=
  local package
  for package; do is_installed "$package" || wanted+="$package "; done
  [ -n "$wanted" ] || { say "All packages are installed already"; return 0; }
  refresh_lists
  for package in $wanted; do
    is_available "$package" && continue
    [ "$lists_state" != failed ] || die_without_lists
    die "this system's package sources have no package $package"
  done
  say "Installing $wanted"
  as_root apt-get -q install -y --no-install-recommends -o Dpkg::Use-Pty=0 $wanted && return 0
  [ "$lists_state" != failed ] || die_without_lists
  die "apt-get could not install the packages; its message is above"
}

# build DIR LLVM_MAJOR [CMake option...]
build() {
  local dir=$1 major=$2
  shift 2
  say "Building MapTidy for LLVM $major in $dir with $(nproc) jobs"
  cmake -S "$root" -B "$root/$dir" -G Ninja -Wno-dev --log-level=NOTICE \
    -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="/usr/lib/llvm-$major" "$@" ||
    die "CMake could not configure the build; its message is above"
  cmake --build "$root/$dir" || die "the build failed; the compiler's message is above"
}
