// probe-tool: says what it may do, one line for each thing that it tries: a name, and what came of it.
//
//   probe-tool CORE SOCKET FILM DIRECTORY
//       CORE is the number of a process of the same user, SOCKET the core's socket, FILM a file that is not its input,
//       and DIRECTORY one in which it has nothing to do.
//   probe-tool refuse NUMBER... -- PROGRAM [ARGUMENT...]
//       Runs a program where the system calls of these numbers fail with EPERM, as in some containers.
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static void say(const char *what, long result) {
    if (result >= 0) printf("%s: yes\n", what);
    else printf("%s: no, %s\n", what, strerror(errno));
    fflush(stdout);
}

static void say_status(const char *key) {
    char line[256];
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status)) {
        size_t length = strlen(key);
        if (strncmp(line, key, length) == 0 && line[length] == ':') printf("%s: %s", key, line + length + 2);
    }
    if (status) fclose(status);
}

static long read_some(const char *path) {
    char byte;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return -1;
    long got = read(fd, &byte, 1);
    close(fd);
    return got;
}

static int connected(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0 ? -1 : fd;
}

static void ask(const char *path) {
    static const char request[] = "POST /v1/pause HTTP/1.1\r\nHost: core\r\nContent-Length: 0\r\n\r\n";
    char answer[64] = "";
    int fd = connected(path);
    say("connect_core", fd);
    if (fd < 0 || write(fd, request, sizeof request - 1) < 0 || read(fd, answer, sizeof answer - 1) < 0) return;
    printf("pause_core: %.12s\n", answer);
}

static long udp(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(9), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    return fd < 0 ? -1 : sendto(fd, "x", 1, 0, (struct sockaddr *)&address, sizeof address);
}

// In a child, as what it does changes the process; the child's error is the answer.
static long in_child(int (*body)(void)) {
    pid_t child = fork();
    if (child < 0) return -1;
    if (child == 0) _exit(body() < 0 ? errno : 0);
    int status;
    waitpid(child, &status, 0);
    errno = WIFEXITED(status) ? WEXITSTATUS(status) : EINTR;
    return errno == 0 ? 0 : -1;
}

static int nothing(void) { return 0; }
static int user_namespace(void) { return unshare(CLONE_NEWUSER); }
static int new_session(void) { return (int)setsid(); }
static int realtime(void) {
    struct sched_param most = {.sched_priority = 1};
    if (sched_setscheduler(0, SCHED_FIFO, &most) != 0) return -1;
    errno = EPERM;
    return sched_getscheduler(0) == SCHED_FIFO ? 0 : -1;
}
// The first step of a mount; the filesystem is mounted nowhere.
static int mounted(void) { return (int)syscall(SYS_fsopen, "tmpfs", 0); }
static int signal_by_file(void) {
    int ends[2];
    if (pipe(ends) != 0 || fcntl(ends[0], F_SETOWN, getppid()) != 0) return -1;
    return fcntl(ends[0], F_SETSIG, SIGURG);
}

static void probe(pid_t core, const char *socket_path, const char *film, const char *directory) {
    static const char *const keys[] = {"CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) say_status(keys[i]);
    say("signal_core", kill(core, SIGURG));
    say("signal_by_file", in_child(signal_by_file));
    ask(socket_path);
    say("udp", udp());
    say("tcp", socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    say("unix", socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    int ends[2];
    say("socket_pair", socketpair(AF_UNIX, SOCK_STREAM, 0, ends));
    say("user_namespace", in_child(user_namespace));
    say("clone3", syscall(SYS_clone3, NULL, 0) == -1 && errno == ENOSYS ? -1 : 0);
    say("ptrace_core", ptrace(PTRACE_SEIZE, core, 0, 0));
    char byte;
    struct iovec here = {&byte, 1}, there = {&byte, 1};
    say("read_memory_of_core", process_vm_readv(core, &here, 1, &there, 1, 0));
    struct rlimit limit;
    say("limits_of_core", prlimit(core, RLIMIT_NOFILE, NULL, &limit));
    say("renice_core", setpriority(PRIO_PROCESS, (id_t)core, getpriority(PRIO_PROCESS, (id_t)core)));
    say("realtime", in_child(realtime));
    say("new_session", in_child(new_session));
    say("io_uring", syscall(SYS_io_uring_setup, 1, NULL) == -1 && errno == EFAULT ? 0 : -1);
    say("keyring", syscall(SYS_keyctl, 0 /* KEYCTL_GET_KEYRING_ID */, -3, 1));
    say("read_shadow", read_some("/etc/shadow"));
    say("read_input", read_some("/proc/self/fd/3"));
    say("read_other_film", read_some(film));
    say("cut_other_film", open(film, O_RDONLY | O_TRUNC | O_CLOEXEC));
    struct stat status = {0};
    stat(film, &status);
    say("mode_of_other_film", chmod(film, status.st_mode & 07777));
    say("times_of_other_film", utimensat(AT_FDCWD, film, NULL, 0));
    say("mode_of_input", fchmod(3, 0644));
    char path[4096];
    snprintf(path, sizeof path, "%s/probe-tool", directory);
    say("write_elsewhere", open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    say("remove_other_film", unlink(film));
    say("write_output", open("/proc/self/fd/4", O_WRONLY | O_CLOEXEC));
    say("mount", in_child(mounted));
    say("fork", in_child(nothing));
#ifdef __x86_64__
    say("x32", syscall(0x40000000 | SYS_getpid));
#endif
}

static int refuse(char **words) {
    struct sock_filter code[128] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0)};
    unsigned short length = 1;
    for (; *words && strcmp(*words, "--") != 0 && length < 120; words++) {
        code[length++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)atoi(*words), 0, 1);
        code[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
    }
    // The other way to the same filter: PR_SET_SECCOMP of prctl(2).
    struct sock_filter other[] = {
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_prctl, 0, 3), BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 16),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PR_SET_SECCOMP, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    memcpy(code + length, other, sizeof other);
    struct sock_fprog program = {(unsigned short)(length + 5), code};
    if (!*words || !words[1]) return 64;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) return 69;
    execv(words[1], words + 1);
    return 127;
}

int main(int count, char **words) {
    if (count > 2 && strcmp(words[1], "refuse") == 0) return refuse(words + 2);
    if (count != 5) return 64;
    // The peer may end a connection before everything is said.
    signal(SIGPIPE, SIG_IGN);
    probe((pid_t)atoi(words[1]), words[2], words[3], words[4]);
    return 0;
}
