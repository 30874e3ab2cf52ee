#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int control(const char *cgroup, const char *file, const char *text) {
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s/%s", cgroup, file) >= (int)sizeof path) return -1;
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return -1;
    ssize_t written = write(fd, text, strlen(text));
    close(fd);
    return written < 0 ? -1 : 0;
}

void close_inherited(void) {
    for (int fd = 0; fd < LIFELINE; fd++) close(fd);
}

// In a group of its own, since whoever is stopped cannot listen, and in the launcher's session, which keeps the group's
// number from being given to others.
void watch(pid_t group, const char *cgroup) {
    setpgid(0, 0);
    close_inherited();
    int launcher = (int)syscall(SYS_pidfd_open, group, 0);
    int lifeline = fcntl(LIFELINE, F_GETFD) == -1 ? -1 : LIFELINE;
    struct pollfd watched[2] = {{launcher, POLLIN, 0}, {lifeline, POLLIN, 0}};
    while (launcher >= 0 && !watched[0].revents) {
        if (poll(watched, 2, -1) < 0) {
            if (errno == EINTR) continue;
            break;
        }
        char word;
        if (!watched[1].revents) continue;
        if (read(LIFELINE, &word, 1) <= 0) break;
        if (word == 's') kill(-group, SIGSTOP);
        if (word == 'c') kill(-group, SIGCONT);
    }
    if (cgroup) control(cgroup, "cgroup.kill", "1");
    kill(-group, SIGKILL);
    _exit(0);
}
