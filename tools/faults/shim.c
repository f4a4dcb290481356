/* Between a program and its disk (LD_PRELOAD): what is done to one folder is written down, or made to fail.
   Off until faults_watch() and one of faults_record(), faults_fail(), faults_budget() are called. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { READ = 1, WRITE = 2, SYNC = 4, OPEN = 8, CREATE = 16, NAME = 32, UNLINK = 64 };
enum { R_CREATE = 1, R_WRITE, R_TRUNCATE, R_SYNC, R_RENAME, R_LINK, R_UNLINK, R_MARK, R_MKDIR };
enum { OFF, RECORD, FAIL, BUDGET };

static char watched[4096];
static size_t watched_length;
static int mode, fail_errno, forever, kinds, record_fd = -1;
static long nth, seen, budget;
static unsigned char ours[65536];

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

void faults_watch(const char *folder) { strncpy(watched, folder, sizeof watched - 1); watched_length = strlen(watched); }
void faults_record(int fd) { record_fd = fd; mode = RECORD; }
void faults_fail(long n, int error, int for_good, int which) {
    nth = n; fail_errno = error; forever = for_good; kinds = which; seen = 0; mode = FAIL;
}
void faults_budget(long bytes) { budget = bytes; seen = 0; mode = BUDGET; }
long faults_disarm(void) { mode = OFF; return seen; }

static int under(const char *path) {
    char whole[8192];
    if (!watched_length || !path) return 0;
    if (path[0] != '/') {
        if (!getcwd(whole, 4096)) return 0;
        strcat(whole, "/"); strncat(whole, path, 4000); path = whole;
    }
    return !strncmp(path, watched, watched_length) && (!path[watched_length] || path[watched_length] == '/');
}
static int is_ours(int fd) { return fd >= 0 && fd < 65536 && ours[fd]; }

static int fails(int kind) {
    if (mode == BUDGET && (kind & CREATE) && budget <= 0) { seen++; errno = ENOSPC; return 1; }
    if (mode != FAIL || !(kind & kinds)) return 0;
    seen++;
    if (seen == nth || (forever && seen > nth)) { errno = fail_errno; return 1; }
    return 0;
}
/* How much of a write there is room for; what lies within the file has its room already. */
static ssize_t room(int fd, off_t offset, size_t length) {
    struct stat status;
    if (mode != BUDGET) return length;
    if (fstat(fd, &status)) return length;
    long more = (long)(offset + (off_t)length) - (long)status.st_size;
    if (more <= 0) return length;
    if (more <= budget) { budget -= more; return length; }
    seen++;
    ssize_t fits = (ssize_t)length - (more - (budget > 0 ? budget : 0));
    if (budget > 0) budget = 0;
    if (fits <= 0) { errno = ENOSPC; return -1; }
    return fits;
}
static void put(const void *bytes, size_t length) {
    const char *at = bytes;
    while (length) {
        ssize_t done = syscall(SYS_write, record_fd, at, length);
        if (done <= 0) return;
        at += done; length -= done;
    }
}
static void note(int32_t what, uint64_t inode, int64_t offset, const char *a, const char *b, const void *data, size_t length) {
    if (mode != RECORD) return;
    int saved = errno;
    int32_t sizes[2] = { a ? (int32_t)strlen(a) : 0, b ? (int32_t)strlen(b) : 0 };
    int64_t size = length;
    put(&what, 4); put(sizes, 8); put(&inode, 8); put(&offset, 8); put(&size, 8);
    if (a) put(a, sizes[0]);
    if (b) put(b, sizes[1]);
    if (data) put(data, length);
    errno = saved;
}
void faults_mark(long n) { note(R_MARK, 0, n, 0, 0, 0, 0); }
static uint64_t inode_of(int fd) { struct stat s; return fstat(fd, &s) ? 0 : s.st_ino; }

static int opened(int fd, const char *path, int flags, int was_there) {
    if (fd < 0 || fd >= 65536) return fd;
    ours[fd] = (unsigned char)under(path);
    if (ours[fd] && (flags & O_CREAT) && !was_there) note(R_CREATE, inode_of(fd), 0, path, 0, 0, 0);
    else if (ours[fd] && (flags & O_TRUNC)) note(R_TRUNCATE, inode_of(fd), 0, 0, 0, 0, 0);
    return fd;
}
static int is_there(const char *path) { struct stat s; return !syscall(SYS_newfstatat, AT_FDCWD, path, &s, AT_SYMLINK_NOFOLLOW); }

#define OPEN_BODY(name, ...) \
    REAL(name); mode_t bits = 0; int was_there = 1; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); bits = va_arg(rest, mode_t); va_end(rest); } \
    if (under(path)) { \
        was_there = is_there(path); \
        if (fails(OPEN | ((flags & O_CREAT) && !was_there ? CREATE : 0))) return -1; \
    } \
    return opened(real(__VA_ARGS__, flags, bits), path, flags, was_there);
int open(const char *path, int flags, ...) { OPEN_BODY(open, path) }
int open64(const char *path, int flags, ...) { OPEN_BODY(open64, path) }
int openat(int folder, const char *path, int flags, ...) { OPEN_BODY(openat, folder, path) }
int openat64(int folder, const char *path, int flags, ...) { OPEN_BODY(openat64, folder, path) }
int close(int fd) { REAL(close); if (fd >= 0 && fd < 65536) ours[fd] = 0; return real(fd); }

#define READ_BODY(name, ...) REAL(name); if (is_ours(fd) && fails(READ)) return -1; return real(__VA_ARGS__);
ssize_t read(int fd, void *to, size_t n) { READ_BODY(read, fd, to, n) }
ssize_t pread(int fd, void *to, size_t n, off_t at) { READ_BODY(pread, fd, to, n, at) }
ssize_t pread64(int fd, void *to, size_t n, off64_t at) { READ_BODY(pread64, fd, to, n, at) }

#define WRITE_BODY(name, place, ...) \
    REAL(name); \
    if (!is_ours(fd)) return real(__VA_ARGS__); \
    if (fails(WRITE)) return -1; \
    off_t at_ = place; ssize_t fits = room(fd, at_, n); \
    if (fits < 0) return -1; \
    n = fits; ssize_t done = real(__VA_ARGS__); \
    if (done > 0) note(R_WRITE, inode_of(fd), at_, 0, 0, from, done); \
    return done;
static off_t end_or_here(int fd) {
    struct stat s;
    if (fcntl(fd, F_GETFL) & O_APPEND) return fstat(fd, &s) ? 0 : s.st_size;
    return lseek(fd, 0, SEEK_CUR);
}
ssize_t write(int fd, const void *from, size_t n) { WRITE_BODY(write, end_or_here(fd), fd, from, n) }
ssize_t pwrite(int fd, const void *from, size_t n, off_t at) { WRITE_BODY(pwrite, at, fd, from, n, at) }
ssize_t pwrite64(int fd, const void *from, size_t n, off64_t at) { WRITE_BODY(pwrite64, at, fd, from, n, at) }

/* What a copy inside the kernel has written is read back. */
static ssize_t copied(int fd, off_t at, ssize_t done) {
    char name[64], *data;
    if (mode != RECORD || done <= 0 || !(data = malloc(done))) return done;
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    int again = syscall(SYS_openat, AT_FDCWD, name, O_RDONLY);
    if (again >= 0) {
        if (syscall(SYS_pread64, again, data, done, at) == done) note(R_WRITE, inode_of(fd), at, 0, 0, data, done);
        syscall(SYS_close, again);
    }
    free(data);
    return done;
}
#define COPY_BODY(name, ...) \
    REAL(name); \
    if (!is_ours(fd)) return real(__VA_ARGS__); \
    if (fails(WRITE)) return -1; \
    if (mode == BUDGET) { errno = EINVAL; return -1; } \
    off_t at = lseek(fd, 0, SEEK_CUR); \
    return copied(fd, at, real(__VA_ARGS__));
ssize_t sendfile(int fd, int from, off_t *where, size_t n) { COPY_BODY(sendfile, fd, from, where, n) }
ssize_t sendfile64(int fd, int from, off64_t *where, size_t n) { COPY_BODY(sendfile64, fd, from, where, n) }

/* Not for our files: whoever asks copies in another way then. */
ssize_t copy_file_range(int from, off64_t *a, int fd, off64_t *b, size_t n, unsigned flags) {
    REAL(copy_file_range);
    if (is_ours(fd)) { errno = ENOSYS; return -1; }
    return real(from, a, fd, b, n, flags);
}

#define TRUNCATE_BODY(name, ...) \
    REAL(name); \
    if (!is_ours(fd)) return real(__VA_ARGS__); \
    if (fails(WRITE)) return -1; \
    int done = real(__VA_ARGS__); \
    if (!done) note(R_TRUNCATE, inode_of(fd), size, 0, 0, 0, 0); \
    return done;
int ftruncate(int fd, off_t size) { TRUNCATE_BODY(ftruncate, fd, size) }
int ftruncate64(int fd, off64_t size) { TRUNCATE_BODY(ftruncate64, fd, size) }

#define SYNC_BODY(name) \
    REAL(name); \
    if (!is_ours(fd)) return real(fd); \
    if (fails(SYNC)) return -1; \
    note(R_SYNC, inode_of(fd), 0, 0, 0, 0, 0); \
    return 0; /* what is kept for the trial, the disk need not have */
int fsync(int fd) { SYNC_BODY(fsync) }
int fdatasync(int fd) { SYNC_BODY(fdatasync) }

#define PAIR_BODY(name, what, ...) \
    REAL(name); \
    if (!under(a) && !under(b)) return real(__VA_ARGS__); \
    if (fails(NAME)) return -1; \
    int done = real(__VA_ARGS__); \
    if (!done) note(what, 0, 0, a, b, 0, 0); \
    return done;
int rename(const char *a, const char *b) { PAIR_BODY(rename, R_RENAME, a, b) }
int renameat(int x, const char *a, int y, const char *b) { PAIR_BODY(renameat, R_RENAME, x, a, y, b) }
int link(const char *a, const char *b) { PAIR_BODY(link, R_LINK, a, b) }
int linkat(int x, const char *a, int y, const char *b, int f) { PAIR_BODY(linkat, R_LINK, x, a, y, b, f) }

#define UNLINK_BODY(name, ...) \
    REAL(name); \
    if (!under(path)) return real(__VA_ARGS__); \
    if (is_there(path) && fails(UNLINK)) return -1; \
    int done = real(__VA_ARGS__); \
    if (!done) note(R_UNLINK, 0, 0, path, 0, 0, 0); \
    return done;
int unlink(const char *path) { UNLINK_BODY(unlink, path) }
int unlinkat(int folder, const char *path, int flags) { UNLINK_BODY(unlinkat, folder, path, flags) }
int mkdir(const char *path, mode_t bits) {
    REAL(mkdir);
    if (!under(path)) return real(path, bits);
    if (fails(NAME)) return -1;
    int done = real(path, bits);
    if (!done) note(R_MKDIR, 0, 0, path, 0, 0, 0);
    return done;
}
