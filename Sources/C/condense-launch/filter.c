#include "filter.h"

#include "calls.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef ARCHITECTURE

// The longest a row becomes is six instructions; the kernel takes 4096 (BPF_MAXINSNS).
enum { ROOM = 4096, PER_ROW = 6 };

struct program {
    struct sock_filter code[ROOM];
    unsigned short length;
};

static void add(struct program *program, struct sock_filter instruction) {
    program->code[program->length++] = instruction;
}

static void load(struct program *program, size_t offset) {
    add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (__u32)offset));
}

static void answer(struct program *program, __u32 action) {
    add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
}

// Goes on with the next instruction if what was loaded is a value, else after `others` more.
static void only_if(struct program *program, __u32 value, unsigned char others) {
    add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, others));
}

// The number of the call is loaded before and after every row.
static void translate(struct program *program, const struct row *row) {
    __u32 action = row->error == LET ? SECCOMP_RET_ALLOW : SECCOMP_RET_ERRNO;
    if (row->error > 0) action |= (__u32)row->error;
    if (row->when == ALWAYS) {
        only_if(program, (__u32)row->call, 1);
        answer(program, action);
        return;
    }
    only_if(program, (__u32)row->call, 5);
    // Both machines are little-endian.
    load(program, offsetof(struct seccomp_data, args) + 8 * (size_t)row->argument);
    add(program, (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K, row->mask));
    __u32 value = row->when == UNLESS_SELF ? (__u32)getpid() : row->value;
    unsigned char is_value = row->when == IF ? 0 : 1;
    add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, is_value, !is_value));
    answer(program, action);
    load(program, offsetof(struct seccomp_data, nr));
}

int filter_enter(enum kind kind) {
    static struct program program;
    // Calls of another machine, such as those of i386, have other numbers.
    load(&program, offsetof(struct seccomp_data, arch));
    only_if(&program, ARCHITECTURE, 1);
    add(&program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0));
    answer(&program, SECCOMP_RET_KILL_PROCESS);
    // The calls of x32 have 0x40000000 in their numbers.
    load(&program, offsetof(struct seccomp_data, nr));
    add(&program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, LAST_KNOWN_CALL, 0, 1));
    answer(&program, SECCOMP_RET_ERRNO | ENOSYS);
    for (int i = 0; i < row_count && program.length < ROOM - PER_ROW - 1; i++)
        if (rows[i].kinds & (int)kind) translate(&program, &rows[i]);
    answer(&program, SECCOMP_RET_ALLOW);
    struct sock_fprog whole = {program.length, program.code};
    // Before Linux 5.16 a filter slows a program down against a leak of its own memory to itself, unless told not to.
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &whole) == 0) return 0;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &whole, 0, 0);
}

#else

int filter_enter(enum kind kind) {
    (void)kind;
    errno = ENOTSUP;
    return -1;
}

#endif
