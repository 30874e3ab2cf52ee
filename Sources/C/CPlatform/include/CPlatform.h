// System calls that Swift's Glibc overlay hides or that are macros or variadic there.
#pragma once
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/types.h>

/// Starts `path` in a session of its own with default signals, an empty signal mask and the given descriptors as
/// 0...count-1 and no others (-1 leaves a number closed, but not 0); never waits for a disk that one of them is on.
/// Returns 0 and the process id, or an errno.
int condense_spawn(const char *path, char *const argv[], char *const envp[], const int *descriptors,
                   int count, pid_t *pid);

/// Starts the thread from which `condense_spawn` starts everything. To be called before any film is opened: afterwards it
/// may have to wait for that film's disk. Returns 0, also when it runs already, or an errno.
int condense_prepare_spawning(void);

/// pipe2(2) with close-on-exec: the reader, then the writer; -1 and errno on failure.
int condense_pipe(int ends[2]);

/// mallopt(3) with M_ARENA_MAX: 1 when the allocator heeds it.
int condense_limit_arenas(int count);

/// pidfd_open(2) with close-on-exec; -1 and errno on failure.
int condense_pidfd(pid_t pid);

/// Reaps the process behind a pidfd: 0 when it has ended, with its exit status or the signal that ended it, and what it
/// and the children that it waited for have used: seconds of processors, and bytes of memory at the largest.
int condense_reap(int pidfd, int *status, int *signal, double *secs, int64_t *peak);

/// renameat2(2) with its flags; -1 and errno on failure.
int condense_rename(int from_dir, const char *from, int to_dir, const char *to, unsigned flags);
#define CONDENSE_RENAME_NOREPLACE 1u
#define CONDENSE_RENAME_EXCHANGE 2u

/// The sign in utimensat(2) for a time that stays as it is.
#define CONDENSE_UTIME_OMIT 1073741822

/// Opens a directory, refusing symbolic links in every component of its path; -1 and errno on failure.
int condense_open_directory(const char *path);

/// The device and inode behind a path, following a link, as far as they are known without asking a server; -1 and
/// errno on failure.
int condense_cached_identity(const char *path, uint64_t *device, uint64_t *inode);

/// The two numbers of a device (makedev(3)).
unsigned condense_major(uint64_t device);
unsigned condense_minor(uint64_t device);

/// Who is at the other end of a Unix socket: the user, and how many of its groups, the own one first, are in `groups`,
/// which has room for `*count` (SO_PEERCRED and SO_PEERGROUPS of unix(7)); -1 and errno on failure.
int condense_peer(int fd, uid_t *user, gid_t *groups, int *count);

/// Which process was at the other end of a Unix socket when it connected: its number, 0 if it is in another container,
/// and a pidfd with close-on-exec; -1 when it has ended. Before Linux 6.5 the pidfd is that of whoever has the number now.
int condense_peer_process(int fd, pid_t *process);

/// memfd_create(2) with close-on-exec; -1 and errno on failure.
int condense_memfd(const char *name);

/// Takes (F_WRLCK or F_RDLCK) or drops (F_UNLCK) a lease; -1 and errno on failure.
int condense_lease(int fd, int kind);

/// Copies up to `length` bytes from one descriptor's offset to the other's inside the kernel.
ssize_t condense_copy_range(int from, int to, size_t length);

/// fallocate(2) from the start: -1 and errno on failure.
int condense_reserve(int fd, off_t length);

/// The extended attribute calls on a descriptor.
ssize_t condense_flistxattr(int fd, char *list, size_t size);
ssize_t condense_fgetxattr(int fd, const char *name, void *value, size_t size);
int condense_fsetxattr(int fd, const char *name, const void *value, size_t size);
int condense_fremovexattr(int fd, const char *name);

/// Asks the kernel to forget the cached pages of a file.
int condense_drop_cache(int fd);

/// Gives the calling thread nice 19 and the idle I/O class, as far as that is allowed.
void condense_lower_priority(void);

/// The version of the kernel's Landlock; -1 and errno where there is none.
int condense_landlock_version(void);

/// Debug builds only: the filesystem that holds `path` behaves from now on as if its power had been cut, after its log
/// was written (flags 1) or without (2); FS_IOC_SHUTDOWN of the kernel. -1 and errno on failure.
int condense_cut_power(const char *path, uint32_t flags);
