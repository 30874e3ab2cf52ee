#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// Newer than Debian 12's headers: linux/landlock.h of 6.2 (truncate), 6.7 (TCP), 6.10 (ioctl) and 6.12 (scopes).
#define FS_TRUNCATE (1ULL << 14)
#define FS_IOCTL_DEV (1ULL << 15)
#define NET_TCP_BOTH 3ULL
#define SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS 3ULL

struct ruleset {
    uint64_t filesystem;
    uint64_t network;
    uint64_t scoped;
};

static const uint64_t FILE_READ = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE;
static const uint64_t DIRECTORY_READ = LANDLOCK_ACCESS_FS_READ_DIR;
static const uint64_t FILE_WRITE = LANDLOCK_ACCESS_FS_WRITE_FILE | FS_TRUNCATE | FS_IOCTL_DEV;

static int allow(int ruleset, int fd, uint64_t access) {
    struct stat status;
    if (fstat(fd, &status) != 0) return -1;
    if (S_ISDIR(status.st_mode)) access |= DIRECTORY_READ;
    // Pipes and sockets have no path and are not restricted; the kernel answers EBADFD for them.
    struct landlock_path_beneath_attr rule = {.allowed_access = access, .parent_fd = fd};
    if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0) return 0;
    return errno == EBADFD ? 0 : -1;
}

static int allow_path(int ruleset, const struct grant *grant, uint64_t handled) {
    int fd = open(grant->path, O_PATH | O_CLOEXEC);
    if (fd < 0) return 0;  // what is not there needs no rule
    uint64_t access = grant->access == ACCESS_WRITE ? FILE_READ | FILE_WRITE : FILE_READ;
    int result = allow(ruleset, fd, access & handled);
    close(fd);
    return result;
}

int sandbox_enter(const struct grant *grants, int count) {
    int version = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, 1 /* LANDLOCK_CREATE_RULESET_VERSION */);
    if (version < 0) return -1;
    // Every right of the first version, then what later versions added.
    struct ruleset handled = {.filesystem = (1ULL << 13) - 1, .network = 0, .scoped = 0};
    if (version >= 2) handled.filesystem |= LANDLOCK_ACCESS_FS_REFER;
    if (version >= 3) handled.filesystem |= FS_TRUNCATE;
    if (version >= 4) handled.network = NET_TCP_BOTH;
    if (version >= 5) handled.filesystem |= FS_IOCTL_DEV;
    if (version >= 6) handled.scoped = SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS;
    size_t size = sizeof handled.filesystem;
    if (version >= 4) size += sizeof handled.network;
    if (version >= 6) size += sizeof handled.scoped;
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &handled, size, 0);
    if (ruleset < 0) return -1;
    for (int i = 0; i < count; i++)
        if (allow_path(ruleset, &grants[i], handled.filesystem) != 0) return -1;
    if (fcntl(3, F_GETFD) != -1 && allow(ruleset, 3, LANDLOCK_ACCESS_FS_READ_FILE) != 0) return -1;
    if (fcntl(5, F_GETFD) != -1 && allow(ruleset, 5, LANDLOCK_ACCESS_FS_READ_FILE) != 0) return -1;
    if (fcntl(4, F_GETFD) != -1 &&
        allow(ruleset, 4, (LANDLOCK_ACCESS_FS_READ_FILE | FILE_WRITE) & handled.filesystem) != 0)
        return -1;
    int result = (int)syscall(SYS_landlock_restrict_self, ruleset, 0);
    close(ruleset);
    return result;
}
