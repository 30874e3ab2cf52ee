// Starts processes from a thread with a descriptor table of its own, in which no film ever is.
//
// A process begins with a copy of every descriptor of the thread that starts it, and closing the copy of one on a disk that
// does not answer hangs (FUSE asks its server at every close): the child before it executes anything, and with it the
// parent, which waits for that. So the starter has one end of a socket in its table and nothing else. A child receives its
// descriptors over that, straight into its own table, at the numbers that they are to have: nobody closes a copy of them.
#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_DESCRIPTORS = 8, ABOVE_TARGETS = 16, STACK_SIZE = 1 << 16, CANNOT_RUN = 127, KERNEL_SIGNAL_SET = 8 };

struct request {
    const char *path;
    char *const *argv, *const *envp;
    int count;
    char is_closed[MAX_DESCRIPTORS];
};

struct answer {
    pid_t pid;
    int error;
};

union control {
    char bytes[CMSG_SPACE(sizeof(int) * MAX_DESCRIPTORS)];
    struct cmsghdr aligned;
};

// Held by whoever starts something. The starter never waits for a disk with films, so neither do they.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int ours = -1;

// The memory of a child until it executes something, in which it also leaves its error.
struct starter {
    int socket, error;
    _Alignas(64) char stack[STACK_SIZE];
};
static struct starter starter;

static int receive(const struct request **request) {
    union control control;
    struct iovec word = {request, sizeof *request};
    struct msghdr message = {.msg_iov = &word, .msg_iovlen = 1, .msg_control = &control,
                             .msg_controllen = sizeof control};
    if (recvmsg(starter.socket, &message, MSG_DONTWAIT) != sizeof *request) return errno ? errno : EPROTO;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    // Some could not be had within the limit of open files.
    if (message.msg_flags & MSG_CTRUNC || !header || header->cmsg_type != SCM_RIGHTS) return EMFILE;
    if (header->cmsg_len != CMSG_LEN(sizeof(int) * (size_t)(*request)->count)) return EMFILE;
    for (int i = 0; i < (*request)->count; i++) {
        int number;
        memcpy(&number, CMSG_DATA(header) + sizeof number * (size_t)i, sizeof number);
        if (number != i) return EPROTO;
    }
    return 0;
}

// In the child, which shares the parent's memory: what it does not execute, it must not change but for the error.
static int begin(void *argument) {
    (void)argument;
    const struct request *request;
    errno = 0;
    int error = receive(&request);
    if (!error) {
        // They hold the places of those that there are none of, and are no films.
        for (int i = 0; i < request->count; i++)
            if (request->is_closed[i]) close(i);
        // The library's sigaction(2) leaves its own two out, and whoever started us may have them ignored. All zeroes is
        // SIG_DFL to the kernel, whose struct is smaller.
        unsigned long standard[8] = {0};
        for (int number = 1; number < NSIG; number++)
            syscall(SYS_rt_sigaction, number, standard, NULL, KERNEL_SIGNAL_SET);
        sigset_t none;
        sigemptyset(&none);
        setsid();
        // While a disk does not answer, this process may end and yet not close what is open, the lifelines among it: the
        // starter, which has no film open, ends at once.
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        sigprocmask(SIG_SETMASK, &none, NULL);
        execve(request->path, request->argv, request->envp);
        error = errno;
    }
    starter.error = error;
    _exit(CANNOT_RUN);
}

// A table of descriptors with the socket and nothing else. What lies above it is not even copied.
static int leave_descriptors(int socket) {
    if (syscall(SYS_close_range, (unsigned)socket + 1, ~0U, CLOSE_RANGE_UNSHARE) != 0) return errno;
    return syscall(SYS_close_range, 0, (unsigned)socket - 1, 0) == 0 ? 0 : errno;
}

static void *serve(void *argument) {
    (void)argument;
    struct answer answer = {0, leave_descriptors(starter.socket)};
    // Where that failed the table is the others', who close both ends.
    int failed = answer.error;
    send(starter.socket, &answer, sizeof answer, MSG_NOSIGNAL);
    while (!failed) {
        struct pollfd asked = {starter.socket, POLLIN, 0};
        if (poll(&asked, 1, -1) < 0) continue;
        if (!(asked.revents & POLLIN)) break;
        starter.error = 0;
        // As posix_spawn(3) does: nothing is copied, and this thread goes on when the child executes something or ends.
        answer.pid = clone(begin, starter.stack + STACK_SIZE, CLONE_VM | CLONE_VFORK | SIGCHLD, NULL);
        answer.error = answer.pid < 0 ? errno : starter.error;
        if (answer.pid < 0) {
            const void *unread;
            recv(starter.socket, &unread, sizeof unread, 0);
        } else if (answer.error) {
            while (waitpid(answer.pid, NULL, 0) < 0 && errno == EINTR) continue;
        }
        send(starter.socket, &answer, sizeof answer, MSG_NOSIGNAL);
    }
    return NULL;
}

static int hear(struct answer *answer) {
    ssize_t got;
    do got = recv(ours, answer, sizeof *answer, 0);
    while (got < 0 && errno == EINTR);
    return got == sizeof *answer ? answer->error : got < 0 ? errno : EPIPE;
}

static int start_thread(void) {
    pthread_t thread;
    sigset_t all, before;
    sigfillset(&all);
    // A child must not run the handlers of this process, in whose memory it is.
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int error = pthread_create(&thread, NULL, serve, NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!error) pthread_detach(thread);
    return error;
}

static int start(void) {
    if (ours >= 0) return 0;
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return errno;
    starter.socket = fcntl(ends[1], F_DUPFD_CLOEXEC, ABOVE_TARGETS);
    int error = starter.socket < 0 ? errno : 0;
    close(ends[1]);
    ours = ends[0];
    if (!error) error = start_thread();
    struct answer ready;
    if (!error) error = hear(&ready);
    if (starter.socket >= 0) close(starter.socket);
    if (!error) return 0;
    close(ours);
    ours = -1;
    return error;
}

static int hand_over(const struct request *request, const int *descriptors) {
    union control control;
    memset(&control, 0, sizeof control);
    struct iovec word = {&request, sizeof request};
    struct msghdr message = {.msg_iov = &word, .msg_iovlen = 1, .msg_control = &control,
                             .msg_controllen = CMSG_SPACE(sizeof(int) * (size_t)request->count)};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    *header = (struct cmsghdr){.cmsg_len = CMSG_LEN(sizeof(int) * (size_t)request->count), .cmsg_level = SOL_SOCKET,
                               .cmsg_type = SCM_RIGHTS};
    memcpy(CMSG_DATA(header), descriptors, sizeof(int) * (size_t)request->count);
    ssize_t sent;
    do sent = sendmsg(ours, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent < 0 ? errno : 0;
}

int condense_prepare_spawning(void) {
    pthread_mutex_lock(&lock);
    int error = start();
    pthread_mutex_unlock(&lock);
    return error;
}

int condense_spawn(const char *path, char *const argv[], char *const envp[], const int *descriptors, int count,
                   pid_t *pid) {
    if (count < 1 || count > MAX_DESCRIPTORS || descriptors[0] < 0) return EINVAL;
    struct request request = {path, argv, envp, count, {0}};
    int sent[MAX_DESCRIPTORS];
    for (int i = 0; i < count; i++) {
        request.is_closed[i] = descriptors[i] < 0;
        sent[i] = descriptors[i] < 0 ? descriptors[0] : descriptors[i];
    }
    struct answer answer = {0, 0};
    pthread_mutex_lock(&lock);
    int error = start();
    if (!error) error = hand_over(&request, sent);
    if (!error) error = hear(&answer);
    pthread_mutex_unlock(&lock);
    *pid = answer.pid;
    return error;
}
