/* Part of MapTidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * For LD_PRELOAD: makes calls of the C library fail or last, as the environment says.
 *   FAULT_CALL=write|rename|fsync|fork   FAULT_PATH=part of the file's path
 *   FAULT_AFTER=calls that succeed       FAULT_COUNT=calls that fail then (default: all)
 *   FAULT_ERRNO=number                   FAULT_DELAY=microseconds before rename and fsync
 *   FAULT_NO_TMPFILE=1                   files without a name are not supported
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REAL(NAME, TYPE) ((TYPE)dlsym(RTLD_NEXT, NAME))

static int number(const char *name, int otherwise) {
  const char *value = getenv(name);
  return value ? atoi(value) : otherwise;
}

static int fails(const char *call, const char *path) {
  static int calls = 0;
  const char *wanted = getenv("FAULT_CALL"), *part = getenv("FAULT_PATH");
  if (!wanted || strcmp(wanted, call) || (part && !strstr(path, part)))
    return 0;
  int after = number("FAULT_AFTER", 0);
  if (++calls <= after || calls > after + number("FAULT_COUNT", INT_MAX / 2))
    return 0;
  errno = number("FAULT_ERRNO", EIO);
  return 1;
}

static void delay(void) {
  int time = number("FAULT_DELAY", 0);
  if (time)
    usleep(time);
}

static int fd_fails(const char *call, int fd) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof(path) - 1);
  path[length < 0 ? 0 : length] = 0;
  return fails(call, path);
}

ssize_t write(int fd, const void *data, size_t size) {
  if (fd > 2 && fd_fails("write", fd))
    return -1;
  return REAL("write", ssize_t(*)(int, const void *, size_t))(fd, data, size);
}

int fsync(int fd) {
  delay();
  return fd_fails("fsync", fd) ? -1 : REAL("fsync", int (*)(int))(fd);
}

int rename(const char *from, const char *to) {
  delay();
  return fails("rename", to) ? -1
                             : REAL("rename", int (*)(const char *, const char *))(from, to);
}

pid_t fork(void) { return fails("fork", "") ? -1 : REAL("fork", pid_t(*)(void))(); }

static int open_as(const char *name, const char *path, int flags, mode_t mode) {
  if ((flags & O_TMPFILE) == O_TMPFILE && getenv("FAULT_NO_TMPFILE")) {
    errno = EOPNOTSUPP;
    return -1;
  }
  return REAL(name, int (*)(const char *, int, ...))(path, flags, mode);
}

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = va_arg(rest, mode_t);
  va_end(rest);
  return open_as("open", path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = va_arg(rest, mode_t);
  va_end(rest);
  return open_as("open64", path, flags, mode);
}
