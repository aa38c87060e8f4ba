/* Stops a process at a call by which it meets the disk, or has the call fail. Loaded before the C library (LD_PRELOAD),
   so that Python, DuckDB and SQLite all come by. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { BEFORE, MIDWAY, AFTER };

static struct {
    char folder[PATH_MAX], call[16], file[PATH_MAX];
    long nth;
    int when, error, log;
} at;
static int armed;
static long seen;

/* From now on: the nth `call` on a file under `folder` whose path there matches `file` kills the process, or with
   `error` it and all later ones fail. With `log`, a descriptor, every call is written there. */
void points_arm(const char *folder, const char *call, const char *file, long nth, int when, int error, int log) {
    strncpy(at.folder, folder, sizeof at.folder - 1);
    strncpy(at.call, call, sizeof at.call - 1);
    strncpy(at.file, file, sizeof at.file - 1);
    at.nth = nth, at.when = when, at.error = error, at.log = log;
    seen = 0, armed = 1;
}

static const char *opened(int number, char *path) {
    char link[32];
    snprintf(link, sizeof link, "/proc/self/fd/%d", number);
    ssize_t length = armed ? readlink(link, path, PATH_MAX - 1) : 0;
    path[length < 0 ? 0 : length] = 0;
    return path;
}

static int met(const char *call, const char *path) {
    size_t length = strlen(at.folder);
    if (!armed || strncmp(path, at.folder, length) || path[length] != '/') return 0;
    path += length + 1;
    if (at.log >= 0) dprintf(at.log, "%s %s\n", call, path);
    if (strcmp(call, at.call) || fnmatch(at.file, path, 0)) return 0;
    long number = __atomic_add_fetch(&seen, 1, __ATOMIC_SEQ_CST);
    return at.error ? number >= at.nth : number == at.nth;
}

static void die(void) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
}

#define POINT(call, path, real)                                   \
    int here = met(call, path);                                   \
    if (here && at.error) { errno = at.error; return -1; }        \
    if (here && at.when == BEFORE) die();                         \
    long result = real;                                           \
    if (here) die();                                              \
    return result;
#define SIZE (here && at.when == MIDWAY ? size / 2 : size)
#define FILE_POINT(call, real) char path[PATH_MAX]; POINT(call, opened(number, path), real)

ssize_t write(int number, const void *data, size_t size) {
    FILE_POINT("write", syscall(SYS_write, number, data, SIZE))
}
ssize_t pwrite64(int number, const void *data, size_t size, off64_t place) {
    FILE_POINT("write", syscall(SYS_pwrite64, number, data, SIZE, place))
}
ssize_t pwrite(int number, const void *data, size_t size, off_t place) { return pwrite64(number, data, size, place); }
ssize_t read(int number, void *data, size_t size) {
    FILE_POINT("read", syscall(SYS_read, number, data, size))
}
ssize_t pread64(int number, void *data, size_t size, off64_t place) {
    FILE_POINT("read", syscall(SYS_pread64, number, data, size, place))
}
ssize_t pread(int number, void *data, size_t size, off_t place) { return pread64(number, data, size, place); }
int fsync(int number) { FILE_POINT("fsync", syscall(SYS_fsync, number)) }
int fdatasync(int number) { FILE_POINT("fsync", syscall(SYS_fdatasync, number)) }
int ftruncate64(int number, off64_t size) { FILE_POINT("truncate", syscall(SYS_ftruncate, number, size)) }
int ftruncate(int number, off_t size) { return ftruncate64(number, size); }
int rename(const char *from, const char *to) {
    POINT("rename", to, syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0))
}
int unlink(const char *file) { POINT("unlink", file, syscall(SYS_unlinkat, AT_FDCWD, file, 0)) }
int mkdir(const char *file, mode_t mode) { POINT("mkdir", file, syscall(SYS_mkdirat, AT_FDCWD, file, mode)) }

int openat64(int folder, const char *file, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    POINT(flags & O_CREAT ? "create" : "open", file, syscall(SYS_openat, folder, file, flags, mode))
}
int open64(const char *file, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return openat64(AT_FDCWD, file, flags, mode);
}
int open(const char *file, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return openat64(AT_FDCWD, file, flags, mode);
}
