//===----------------------------------------------------------------------===//
// Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//

#include "FileSet.h"
#include "Errors.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <cerrno>
#include <fcntl.h>
#include <set>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace llvm;

namespace clang::tidy::maps::tool {

static Error systemError() { return errorCodeToError(errnoAsErrorCode()); }

/// Every file of a set is open until it has its place.
static void allowManyFiles() {
  struct rlimit Limit;
  if (getrlimit(RLIMIT_NOFILE, &Limit) == 0) {
    Limit.rlim_cur = Limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &Limit);
  }
}

static Error writeAndSync(int FD, StringRef Text) {
  while (!Text.empty()) {
    ssize_t Written =
        sys::RetryAfterSignal(-1, write, FD, Text.data(), Text.size());
    if (Written < 0)
      return systemError();
    Text = Text.drop_front(Written);
  }
  // Not every file system can.
  if (sys::RetryAfterSignal(-1, fsync, FD) && errno != EINVAL &&
      errno != ENOTSUP)
    return systemError();
  return Error::success();
}

/// A name beside \p Path that nobody has.
static std::string nameBeside(StringRef Path) {
  SmallString<256> Name;
  sys::fs::createUniquePath(Path + ".map-tidy-%%%%%%%%", Name,
                            /*MakeAbsolute=*/false);
  return Name.str().str();
}

/// A file without a name in \p Folder: gone with the process unless it gets
/// one. -1 if the system has none.
static int openNameless(StringRef Folder, unsigned Mode) {
#ifdef O_TMPFILE
  if (access("/proc/self/fd", X_OK) == 0)
    return sys::RetryAfterSignal(-1, open, Folder.str().c_str(),
                                 O_TMPFILE | O_WRONLY | O_CLOEXEC, Mode);
#endif
  return -1;
}

static bool giveName(int FD, const std::string &Name) {
#ifdef O_TMPFILE
  std::string Source = "/proc/self/fd/" + std::to_string(FD);
  return linkat(AT_FDCWD, Source.c_str(), AT_FDCWD, Name.c_str(),
                AT_SYMLINK_FOLLOW) == 0;
#else
  return false;
#endif
}

Expected<FileSet::File> FileSet::prepare(StringRef Path, StringRef Text) {
  struct stat Old;
  bool Exists = stat(Path.str().c_str(), &Old) == 0;
  // New files get what the umask leaves of this.
  unsigned Mode = Exists ? 0600 : 0666;
  StringRef Folder = sys::path::parent_path(Path);
  File New = {Path.str(), std::nullopt,
              openNameless(Folder.empty() ? "." : Folder, Mode), ""};
  if (New.Descriptor < 0) {
    New.Name = nameBeside(Path);
    New.Descriptor =
        sys::RetryAfterSignal(-1, open, New.Name.c_str(),
                              O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, Mode);
    if (New.Descriptor < 0)
      return systemError();
  }
  Error Problem = writeAndSync(New.Descriptor, Text);
  if (!Problem && Exists) {
    // Only root can give files away; then it has to.
    if (fchown(New.Descriptor, Old.st_uid, Old.st_gid) && geteuid() == 0)
      Problem = systemError();
    else if (fchmod(New.Descriptor, Old.st_mode & 07777))
      Problem = systemError();
  }
  if (Problem) {
    discard(New);
    return Problem;
  }
  return New;
}

void FileSet::discard(File &New) {
  close(New.Descriptor);
  if (!New.Name.empty())
    unlink(New.Name.c_str());
}

Error FileSet::replace(File &New) {
  for (unsigned Attempt = 0; New.Name.empty() && Attempt < 10; ++Attempt) {
    std::string Name = nameBeside(New.Path);
    if (giveName(New.Descriptor, Name))
      New.Name = std::move(Name);
    else if (errno != EEXIST)
      break;
  }
  if (New.Name.empty() || rename(New.Name.c_str(), New.Path.c_str())) {
    Error Problem = systemError();
    discard(New);
    return Problem;
  }
  close(New.Descriptor);
  return Error::success();
}

/// Makes the replacements in the folders of \p Paths survive a power cut. That
/// they happened is certain already, so that errors change nothing.
template <typename Range> static void syncFolders(const Range &Files) {
  std::set<StringRef> Folders;
  for (const auto &F : Files)
    Folders.insert(sys::path::parent_path(F.Path));
  for (StringRef Folder : Folders) {
    int FD = open(Folder.empty() ? "." : Folder.str().c_str(),
                  O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (FD < 0)
      continue;
    fsync(FD);
    close(FD);
  }
}

FileSet::~FileSet() {
  for (File &New : Files)
    discard(New);
}

Error FileSet::add(StringRef Path, StringRef Text,
                   std::optional<StringRef> Old) {
  if (Files.empty())
    allowManyFiles();
  Expected<File> New = prepare(Path, Text);
  if (!New)
    return New.takeError();
  New->Old = Old;
  Files.push_back(std::move(*New));
  return Error::success();
}

/// The first \p Replaced files get their old contents.
Error FileSet::putBack(size_t Replaced) {
  Error Problem = Error::success();
  for (const File &New : ArrayRef(Files).take_front(Replaced)) {
    auto One = [&]() -> Error {
      if (!New.Old)
        return unlink(New.Path.c_str()) ? systemError() : Error::success();
      Expected<File> Old = prepare(New.Path, *New.Old);
      return Old ? replace(*Old) : Old.takeError();
    };
    if (Error E = One())
      Problem =
          joinErrors(std::move(Problem), sentence("'" + New.Path +
                                                  "' has been changed and "
                                                  "cannot be put back: " +
                                                  toString(std::move(E))));
  }
  return Problem;
}

Error FileSet::commit() {
  Error Problem = Error::success();
  size_t Replaced = 0;
  for (; Replaced < Files.size(); ++Replaced)
    if (Error E = replace(Files[Replaced])) {
      Problem = sentence("cannot replace '" + Files[Replaced].Path +
                         "': " + toString(std::move(E)));
      for (File &Rest : MutableArrayRef(Files).drop_front(Replaced + 1))
        discard(Rest);
      Problem = joinErrors(std::move(Problem), putBack(Replaced));
      break;
    }
  syncFolders(Files);
  Files.clear();
  return Problem;
}

} // namespace clang::tidy::maps::tool
