// condense-launch: runs one tool at low priority inside limits, and takes it down with its parent.
//
//   condense-launch [--nice N] [--io idle|best-effort] [--fsize BYTES] [--as BYTES] [--cgroup PATH]
//                   [--kind media|device|command|own] [--frozen] [--landlock] [--read PATH]... [--write PATH]...
//                   -- PROGRAM [ARGUMENT...]
//
// The kind says how much the tool gives up (kind.h, rights.c, calls.c); without one it is media, which may do least.
// Descriptors 0-2 go to the tool as they are, 3 is its input file, 4 its output file, 5 a directory
// whose files it may read, and 6 is one end of the lifeline: when its other end closes, the whole
// process group is killed, and the control group with it. An 's' on it stops the process group, a
// 'c' lets it continue; with --frozen the tool does not begin before a 'c'. The launcher stays the tool's parent, ignores polite signals meant for the
// group, and ends as the tool ended; beside them runs a watcher, which has the lifeline. What could
// not be set up but can be done without is said on stderr as a note.
#include "filter.h"
#include "rights.h"
#include "sandbox.h"
#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_GRANTS = 64, EXIT_USAGE = 64, EXIT_CANNOT_RUN = 127 };
// ioprio_set(2): class in the upper three bits of 16.
enum { IOPRIO_WHO_PROCESS = 1, IOPRIO_BEST_EFFORT = (2 << 13) | 7, IOPRIO_IDLE = 3 << 13 };

struct options {
    int nice, ioprio, landlock, frozen, grant_count;
    rlim_t file_size, address_space;
    struct grant grants[MAX_GRANTS];
    enum kind kind;
    const char *cgroup;
    char **program;
};

static void note(const char *what) {
    fprintf(stderr, "condense-launch: note: cannot %s: %s\n", what, strerror(errno));
}

static int usage(const char *what) {
    fprintf(stderr, "condense-launch: error: %s\n", what);
    return EXIT_USAGE;
}

static int number(const char *text, long long *value) {
    char *end;
    errno = 0;
    *value = strtoll(text, &end, 10);
    return errno == 0 && end != text && *end == 0 && *value >= 0 ? 0 : -1;
}

static enum kind kind_named(const char *name) {
    if (strcmp(name, "media") == 0) return KIND_MEDIA;
    if (strcmp(name, "device") == 0) return KIND_DEVICE;
    if (strcmp(name, "command") == 0) return KIND_COMMAND;
    if (strcmp(name, "own") == 0) return KIND_OWN;
    return 0;
}

static int parse(char **argv, struct options *options) {
    for (argv++; *argv && strcmp(*argv, "--") != 0; argv++) {
        const char *name = *argv;
        long long value;
        if (strcmp(name, "--landlock") == 0) {
            options->landlock = 1;
            continue;
        }
        if (strcmp(name, "--frozen") == 0) {
            options->frozen = 1;
            continue;
        }
        const char *text = *++argv;
        if (!text) return usage("an option lacks its value");
        if (strcmp(name, "--io") == 0) {
            if (strcmp(text, "idle") == 0) options->ioprio = IOPRIO_IDLE;
            else if (strcmp(text, "best-effort") == 0) options->ioprio = IOPRIO_BEST_EFFORT;
            else return usage("--io takes idle or best-effort");
        } else if (strcmp(name, "--kind") == 0) {
            options->kind = kind_named(text);
            if (!options->kind) return usage("--kind takes media, device, command or own");
        } else if (strcmp(name, "--cgroup") == 0) {
            options->cgroup = text;
        } else if (strcmp(name, "--read") == 0 || strcmp(name, "--write") == 0) {
            if (options->grant_count == MAX_GRANTS) return usage("too many --read and --write");
            enum access access = name[2] == 'r' ? ACCESS_READ : ACCESS_WRITE;
            options->grants[options->grant_count++] = (struct grant){text, access};
        } else if (number(text, &value) != 0) {
            return usage("not a number, or an unknown option");
        } else if (strcmp(name, "--nice") == 0) {
            options->nice = (int)value;
        } else if (strcmp(name, "--fsize") == 0) {
            options->file_size = (rlim_t)value;
        } else if (strcmp(name, "--as") == 0) {
            options->address_space = (rlim_t)value;
        } else {
            return usage("unknown option");
        }
    }
    if (!*argv || !argv[1]) return usage("no program after --");
    options->program = argv + 1;
    return 0;
}

static void limit(int resource, rlim_t value, const char *what) {
    struct rlimit limit = {value, value};
    if (setrlimit(resource, &limit) != 0) note(what);
}

// What is given up here stays given up, whatever the tool executes.
static void confine(const struct options *options) {
    if (options->kind == KIND_OWN) return;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) note("forbid new rights (no_new_privs)");
    if (options->landlock && sandbox_enter(options->grants, options->grant_count) != 0)
        note("restrict file access (Landlock)");
    if (rights_drop(options->kind) != 0) note("give up capabilities (capset)");
}

static void become(struct options *options) {
    // Outside of it, it could not be held up or accounted for.
    if (options->cgroup && control(options->cgroup, "cgroup.procs", "0") != 0) {
        fprintf(stderr, "condense-launch: error: cannot join '%s': %s\n", options->cgroup, strerror(errno));
        _exit(EXIT_CANNOT_RUN);
    }
    if (options->nice && setpriority(PRIO_PROCESS, 0, options->nice) != 0) note("lower the priority (nice)");
    if (options->ioprio && syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, options->ioprio) != 0)
        note("set the I/O class");
    limit(RLIMIT_CORE, 0, "forbid core dumps");
    if (options->file_size != RLIM_INFINITY) limit(RLIMIT_FSIZE, options->file_size, "limit the output's size");
    if (options->address_space != RLIM_INFINITY) limit(RLIMIT_AS, options->address_space, "limit memory");
    confine(options);
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGCONT);
    sigprocmask(SIG_SETMASK, &blocked, NULL);
    syscall(SYS_close_range, LIFELINE, ~0U, 0);
    // Last of all: it refuses some of what was done here.
    if (options->kind != KIND_OWN && filter_enter(options->kind) != 0) note("restrict system calls (seccomp)");
    execv(options->program[0], options->program);
    fprintf(stderr, "condense-launch: error: cannot run '%s': %s\n", options->program[0], strerror(errno));
    _exit(EXIT_CANNOT_RUN);
}

// SIGCONT is blocked, so that it cannot come too early.
static void wait_for_thaw(void) {
    sigset_t thaw;
    int got;
    sigemptyset(&thaw);
    sigaddset(&thaw, SIGCONT);
    sigwait(&thaw, &got);
}

static pid_t forked(void) {
    pid_t pid = fork();
    if (pid < 0) {
        fprintf(stderr, "condense-launch: error: cannot fork: %s\n", strerror(errno));
        exit(EXIT_CANNOT_RUN);
    }
    return pid;
}

int main(int argc, char **argv) {
    (void)argc;
    struct options options = {.kind = KIND_MEDIA, .file_size = RLIM_INFINITY, .address_space = RLIM_INFINITY};
    int error = parse(argv, &options);
    if (error) return error;
    // A signal to the group is for the tool: the launcher has to outlive it to report its end.
    sigset_t polite;
    sigemptyset(&polite);
    sigaddset(&polite, SIGTERM);
    sigaddset(&polite, SIGINT);
    sigaddset(&polite, SIGHUP);
    // What is being forked when the group is stopped and continued remains stopped where SIGCONT is ignored, as it is
    // by default (__send_signal_locked in Linux to 6.18). Blocked it continues what is stopped all the same.
    sigaddset(&polite, SIGCONT);
    sigprocmask(SIG_BLOCK, &polite, NULL);
    pid_t group = getpid();
    pid_t watcher = forked();
    if (watcher == 0) watch(group, options.cgroup);
    if (options.frozen) wait_for_thaw();
    pid_t tool = forked();
    if (tool == 0) become(&options);
    // One that came before there was a tool has not reached it.
    sigset_t pending;
    sigpending(&pending);
    if (sigismember(&pending, SIGTERM)) kill(tool, SIGTERM);
    close_inherited();
    close(LIFELINE);
    int status = 0;
    for (pid_t ended = 0; ended != tool;) {
        ended = wait(&status);
        if (ended < 0 && errno != EINTR) break;
        // A tool is not left without a lifeline.
        if (ended == watcher) kill(0, SIGKILL);
    }
    kill(watcher, SIGKILL);
    waitpid(watcher, NULL, 0);
    if (WIFEXITED(status)) return WEXITSTATUS(status);
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    signal(WTERMSIG(status), SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &polite, NULL);
    raise(WTERMSIG(status));
    return 128 + WTERMSIG(status);
}
