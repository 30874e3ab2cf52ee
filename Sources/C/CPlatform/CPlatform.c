#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/ioprio.h>
#include <linux/landlock.h>
#include <linux/openat2.h>
#include <malloc.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

int condense_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int condense_pidfd(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

static double secs_of(struct timeval time) { return (double)time.tv_sec + (double)time.tv_usec / 1e6; }

int condense_reap(int pidfd, int *status, int *signal, double *secs, int64_t *peak) {
    siginfo_t info = {0};
    struct rusage used = {0};
    int r;
    // The library's waitid(2) leaves the kernel's last argument out.
    do r = (int)syscall(SYS_waitid, P_PIDFD, pidfd, &info, WEXITED, &used);
    while (r < 0 && errno == EINTR);
    if (r < 0) return -1;
    *secs = secs_of(used.ru_utime) + secs_of(used.ru_stime);
    *peak = used.ru_maxrss * 1024;
    *status = info.si_code == CLD_EXITED ? info.si_status : 0;
    *signal = info.si_code == CLD_EXITED ? 0 : info.si_status;
    return 0;
}

int condense_rename(int from_dir, const char *from, int to_dir, const char *to, unsigned flags) {
    return renameat2(from_dir, from, to_dir, to, flags);
}

int condense_open_directory(const char *path) {
    struct open_how how = {.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC, .resolve = RESOLVE_NO_SYMLINKS};
    return (int)syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how);
}

int condense_cached_identity(const char *path, uint64_t *device, uint64_t *inode) {
    struct statx found;
    // The server of a file that another process has open may be gone, so it is not asked.
    if (statx(AT_FDCWD, path, AT_STATX_DONT_SYNC | AT_NO_AUTOMOUNT, STATX_INO, &found)) return -1;
    *device = makedev(found.stx_dev_major, found.stx_dev_minor);
    *inode = found.stx_ino;
    return 0;
}

unsigned condense_major(uint64_t device) { return major(device); }

unsigned condense_minor(uint64_t device) { return minor(device); }

int condense_memfd(const char *name) { return memfd_create(name, MFD_CLOEXEC); }

int condense_lease(int fd, int kind) { return fcntl(fd, F_SETLEASE, kind); }

ssize_t condense_copy_range(int from, int to, size_t length) {
    return copy_file_range(from, NULL, to, NULL, length, 0);
}

int condense_peer(int fd, uid_t *user, gid_t *groups, int *count) {
    struct ucred peer;
    socklen_t length = sizeof peer, room = (socklen_t)((*count - 1) * (int)sizeof *groups);
    if (*count < 1 || getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length)) return -1;
    *user = peer.uid;
    groups[0] = peer.gid;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, groups + 1, &room)) return -1;
    *count = 1 + (int)(room / sizeof *groups);
    return 0;
}

#ifndef SO_PEERPIDFD
#define SO_PEERPIDFD 77  // Linux 6.5
#endif

int condense_peer_process(int fd, pid_t *process) {
    struct ucred peer;
    int pidfd = -1;
    socklen_t length = sizeof peer, size = sizeof pidfd;
    *process = -1;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length)) return -1;
    *process = peer.pid;
    if (peer.pid == 0) return -1;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERPIDFD, &pidfd, &size) == 0) return pidfd;
    return errno == ENOPROTOOPT ? condense_pidfd(peer.pid) : -1;
}

int condense_reserve(int fd, off_t length) { return fallocate(fd, 0, 0, length); }

ssize_t condense_flistxattr(int fd, char *list, size_t size) { return flistxattr(fd, list, size); }

ssize_t condense_fgetxattr(int fd, const char *name, void *value, size_t size) {
    return fgetxattr(fd, name, value, size);
}

int condense_fsetxattr(int fd, const char *name, const void *value, size_t size) {
    return fsetxattr(fd, name, value, size, 0);
}

int condense_fremovexattr(int fd, const char *name) { return fremovexattr(fd, name); }

int condense_drop_cache(int fd) { return posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED); }

void condense_lower_priority(void) {
    // On Linux both take 0 for the calling thread alone; IOPRIO_CLASS_IDLE of linux/ioprio.h.
    setpriority(PRIO_PROCESS, 0, 19);
    syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, IOPRIO_PRIO_VALUE(IOPRIO_CLASS_IDLE, 0));
}

int condense_landlock_version(void) {
    return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

int condense_limit_arenas(int count) { return mallopt(M_ARENA_MAX, count); }

#ifdef DEBUG
int condense_cut_power(const char *path, uint32_t flags) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return -1;
    int r = ioctl(fd, _IOR('X', 125, uint32_t), &flags);
    close(fd);
    return r;
}
#endif
