/* A file system that turns read-only under a running program, as a kernel does it to one whose disk fails: while the file
 * exists that READ_ONLY_WHILE names, nothing below the folder that READ_ONLY_BELOW names can be written, made or removed,
 * whatever was opened before. A mount can't be changed so as long as a program has files of it open for writing. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int below(const char *path) {
    const char *folder = getenv("READ_ONLY_BELOW"), *flag = getenv("READ_ONLY_WHILE");
    if (!folder || !flag || !path || strncmp(path, folder, strlen(folder)) != 0 || access(flag, F_OK) != 0) {
        return 0;
    }
    errno = EROFS;
    return 1;
}

static int opened(int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) {
        return 0;
    }
    path[length] = 0;
    return below(path);
}

#define REAL(name) __typeof__(name) *real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

ssize_t write(int file, const void *bytes, size_t count) {
    REAL(write);
    return file > 2 && opened(file) ? -1 : real(file, bytes, count);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    REAL(pwrite64);
    return opened(file) ? -1 : real(file, bytes, count, at);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
    REAL(pwrite);
    return opened(file) ? -1 : real(file, bytes, count, at);
}

int ftruncate64(int file, off64_t length) {
    REAL(ftruncate64);
    return opened(file) ? -1 : real(file, length);
}

int ftruncate(int file, off_t length) {
    REAL(ftruncate);
    return opened(file) ? -1 : real(file, length);
}

int unlink(const char *path) {
    REAL(unlink);
    return below(path) ? -1 : real(path);
}

int rename(const char *from, const char *to) {
    REAL(rename);
    return below(to) ? -1 : real(from, to);
}

int mkdir(const char *path, mode_t mode) {
    int (*real)(const char *, mode_t) = (int (*)(const char *, mode_t))dlsym(RTLD_NEXT, "mkdir");
    return below(path) ? -1 : real(path, mode);
}

static int writes(int flags) {
    return (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT);
}

#define OPENS(name)                                                                                                  \
    int name(const char *path, int flags, ...) {                                                                     \
        int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #name);              \
        va_list more;                                                                                                \
        va_start(more, flags);                                                                                       \
        mode_t mode = va_arg(more, mode_t);                                                                          \
        va_end(more);                                                                                                \
        return writes(flags) && below(path) ? -1 : real(path, flags, mode);                                          \
    }

OPENS(open)
OPENS(open64)
