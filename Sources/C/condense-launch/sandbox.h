// What a tool may touch: Landlock rules, as far as this kernel knows them.
#pragma once

enum access { ACCESS_READ, ACCESS_WRITE };

struct grant {
    const char *path;
    enum access access;
};

/// Restricts this process to reading `grants` marked read, reading and writing those marked write,
/// descriptor 3 for reading, descriptor 4 for both, and the files in the directory 5 for reading.
/// Signals and abstract sockets then stay among what it starts. The process must have PR_SET_NO_NEW_PRIVS.
/// Returns 0, or -1 with errno: ENOSYS and EOPNOTSUPP mean that the kernel has no Landlock.
int sandbox_enter(const struct grant *grants, int count);
