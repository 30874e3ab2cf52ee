#include "rights.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { OUTPUT = 4 };

struct sets {
    uint64_t effective, permitted, inheritable;
};

static uint64_t bit(int capability) { return 1ULL << capability; }

static struct __user_cap_header_struct header(void) {
    return (struct __user_cap_header_struct){_LINUX_CAPABILITY_VERSION_3, 0};
}

static int get(struct sets *sets) {
    struct __user_cap_header_struct head = header();
    struct __user_cap_data_struct half[2];
    if (syscall(SYS_capget, &head, half) != 0) return -1;
    sets->effective = half[0].effective | (uint64_t)half[1].effective << 32;
    sets->permitted = half[0].permitted | (uint64_t)half[1].permitted << 32;
    sets->inheritable = half[0].inheritable | (uint64_t)half[1].inheritable << 32;
    return 0;
}

static int set(uint64_t effective, uint64_t permitted, uint64_t inheritable) {
    struct __user_cap_header_struct head = header();
    struct __user_cap_data_struct half[2] = {
        {(uint32_t)effective, (uint32_t)permitted, (uint32_t)inheritable},
        {(uint32_t)(effective >> 32), (uint32_t)(permitted >> 32), (uint32_t)(inheritable >> 32)},
    };
    return (int)syscall(SYS_capset, &head, half);
}

// Some filesystems (FAT, SMB, FUSE) show all files as somebody else's: there root itself needs a right to write to
// what it has just made.
static int needs_override(uint64_t kept, const struct sets *had) {
    if (!(had->permitted & bit(CAP_DAC_OVERRIDE)) || fcntl(OUTPUT, F_GETFD) == -1) return 0;
    if (set(kept, had->permitted, had->inheritable) != 0) return 0;
    int fd = open("/proc/self/fd/4", O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    int refused = fd < 0 && errno == EACCES;
    if (fd >= 0) close(fd);
    set(had->effective, had->permitted, had->inheritable);
    return refused;
}

// Root is nobody special any more, and no file gives what is not in the bounding set. Both take CAP_SETPCAP; without it
// PR_SET_NO_NEW_PRIVS, which nothing undoes, has the same effect.
static void bound(uint64_t kept) {
    prctl(PR_SET_SECUREBITS, SECBIT_NOROOT | SECBIT_NOROOT_LOCKED | SECBIT_NO_SETUID_FIXUP |
                                 SECBIT_NO_SETUID_FIXUP_LOCKED | SECBIT_KEEP_CAPS_LOCKED);
    for (int right = 0; prctl(PR_CAPBSET_READ, right) >= 0; right++)
        if (!(kept & bit(right))) prctl(PR_CAPBSET_DROP, right);
}

int rights_drop(enum kind kind) {
    struct sets had;
    if (get(&had) != 0) return -1;
    uint64_t kept = kind == KIND_COMMAND ? 0 : bit(CAP_DAC_READ_SEARCH) & had.permitted;
    if (kind != KIND_COMMAND && needs_override(kept, &had)) kept |= bit(CAP_DAC_OVERRIDE);
    // What is ambient has to be inheritable, and outlives the tool's execve(2).
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    int result = set(had.effective, had.permitted, kept);
    for (int right = 0; result == 0 && right < 64; right++)
        if (kept & bit(right)) prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, right, 0, 0);
    int why = errno;
    bound(kept);
    errno = why;
    if (result == 0) result = set(kept, kept, kept);
    // Whoever has nothing to give up is done, even where asking is forbidden.
    return had.permitted == kept && had.inheritable == kept ? 0 : result;
}
