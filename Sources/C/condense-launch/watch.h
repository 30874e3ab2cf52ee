// The watcher of a tool, and control groups (cgroups(7)).
#pragma once
#include <sys/types.h>

enum { LIFELINE = 6 };

/// Writes to a file of a control group. Returns 0 when the kernel took it, or -1 with errno.
int control(const char *cgroup, const char *file, const char *text);

/// Closes the descriptors below the lifeline.
void close_inherited(void);

/// Stops the group and lets it continue at the core's word, and takes it down, and what is in the control group if there
/// is one, when the core has gone, or the launcher, which leads the group. Does not return.
void watch(pid_t group, const char *cgroup);
