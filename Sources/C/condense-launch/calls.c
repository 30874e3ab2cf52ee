#include "calls.h"

#include <asm/ioctls.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>

// Newer than Debian 12's headers; from Linux 5.4 on a new call has the same number everywhere.
#ifndef __NR_fchmodat2
#define __NR_fchmodat2 452
#endif
#ifndef __NR_statmount
#define __NR_statmount 457
#define __NR_listmount 458
#endif
#define KERNEL_TCGETS2 0x802c542a
#define FS_VERITY_ON 0x40806685  // FS_IOC_ENABLE_VERITY of linux/fsverity.h
#define KERNEL_LEASE 1024        // F_SETLEASE, F_SETSIG, F_SETOWN_EX and F_NOTIFY of asm-generic/fcntl.h
#define KERNEL_SIGNAL 10
#define KERNEL_OWNER 15
#define KERNEL_NOTIFY 1026

enum { TOOL = KIND_MEDIA | KIND_DEVICE, EVERY = TOOL | KIND_COMMAND, MEDIA = KIND_MEDIA, DEVICE = KIND_DEVICE };
#define ALL 0xffffffffu
#define NO(call, kinds, error) {__NR_##call, kinds, error, ALWAYS, 0, 0, 0}
#define NO_IF(call, kinds, error, argument, mask, value) {__NR_##call, kinds, error, IF, argument, mask, value}
#define NO_UNLESS(call, kinds, error, argument, value) {__NR_##call, kinds, error, UNLESS, argument, ALL, value}
#define NO_OTHERS(call) {__NR_##call, TOOL, EPERM, UNLESS_SELF, 0, ALL, 0}
#define MAY(call, kinds, argument, value) {__NR_##call, kinds, LET, IF, argument, ALL, value}

const struct row rows[] = {
    // Other processes' memory and descriptors: the core's are of the same user.
    NO(ptrace, EVERY, EPERM), NO(process_vm_readv, EVERY, EPERM), NO(process_vm_writev, EVERY, EPERM),
    NO(process_madvise, EVERY, EPERM), NO(process_mrelease, EVERY, EPERM), NO(pidfd_getfd, EVERY, EPERM),
    // Whether two descriptors are one file; Mesa asks that of its own.
    NO(kcmp, MEDIA, EPERM),

    // Signals to others. A tool may send them to itself, as raise(3) and abort(3) do.
    NO_OTHERS(kill), NO_OTHERS(tkill), NO_OTHERS(tgkill), NO_OTHERS(rt_sigqueueinfo), NO_OTHERS(rt_tgsigqueueinfo),
    NO(pidfd_send_signal, TOOL, EPERM), NO(pidfd_open, TOOL, EPERM),
    // A file may be told to signal somebody. A lease on the input is the core's, through the same open file.
    NO_IF(fcntl, TOOL, EPERM, 1, ALL, F_SETOWN), NO_IF(fcntl, TOOL, EPERM, 1, ALL, KERNEL_OWNER),
    NO_IF(fcntl, TOOL, EPERM, 1, ALL, KERNEL_SIGNAL), NO_IF(fcntl, TOOL, EPERM, 1, ALL, KERNEL_LEASE),
    NO_IF(fcntl, TOOL, EPERM, 1, ALL, KERNEL_NOTIFY),
    // Out of the process group or the session it would not be ended with the others, and not be known by the socket.
    NO(setsid, EVERY, EPERM), NO(setpgid, EVERY, EPERM),

    // The limits and priorities of others.
    NO_UNLESS(prlimit64, TOOL, EPERM, 0, 0), NO_UNLESS(setpriority, TOOL, EPERM, 0, PRIO_PROCESS),
    NO_UNLESS(setpriority, TOOL, EPERM, 1, 0), NO_UNLESS(ioprio_set, TOOL, EPERM, 1, 0),
    NO_UNLESS(migrate_pages, TOOL, EPERM, 0, 0), NO_UNLESS(move_pages, TOOL, EPERM, 0, 0),
    // As root SVT-AV1 (seen with 1.4.1) makes all its threads realtime ones (SCHED_FIFO, 99), above everything else and whatever its
    // nice value; refused it would say so for each of them.
    NO(sched_setscheduler, TOOL, PRETEND), NO(sched_setparam, TOOL, PRETEND), NO(sched_setattr, TOOL, PRETEND),

    // Sockets of every family, and with them the core's own, the network and D-Bus. CUDA listens at one in its own
    // process (@cuda-uvmfd-...); a stream that may not connect reaches nobody, a datagram would.
    NO(socket, MEDIA, EAFNOSUPPORT), NO(socketpair, MEDIA, EAFNOSUPPORT),
    NO_UNLESS(socket, DEVICE, EAFNOSUPPORT, 0, AF_UNIX), NO_IF(socket, DEVICE, EPROTONOSUPPORT, 1, 0xf, SOCK_DGRAM),
    NO_IF(socket, DEVICE, EPROTONOSUPPORT, 1, 0xf, SOCK_RAW), NO(connect, DEVICE, ECONNREFUSED),
    // io_uring would do all of this unseen by a filter.
    NO(io_uring_setup, EVERY, ENOSYS), NO(io_uring_enter, EVERY, ENOSYS), NO(io_uring_register, EVERY, ENOSYS),
    // Memory that all programs of a user share. Intel's driver balances its engines with it.
    NO(shmget, MEDIA, EPERM), NO(semget, MEDIA, EPERM), NO(msgget, MEDIA, EPERM), NO(mq_open, MEDIA, EPERM),

    // Namespaces, in which a user is root and reaches much more of the kernel. What clone3(2) is asked for cannot be seen
    // by a filter; libraries then use clone(2).
    NO(unshare, EVERY, EPERM), NO(setns, EVERY, EPERM), NO_IF(clone, EVERY, EPERM, 0, CLONE_NEWNS, CLONE_NEWNS),
    NO_IF(clone, EVERY, EPERM, 0, CLONE_NEWCGROUP, CLONE_NEWCGROUP),
    NO_IF(clone, EVERY, EPERM, 0, CLONE_NEWUTS, CLONE_NEWUTS), NO_IF(clone, EVERY, EPERM, 0, CLONE_NEWIPC, CLONE_NEWIPC),
    NO_IF(clone, EVERY, EPERM, 0, CLONE_NEWUSER, CLONE_NEWUSER), NO_IF(clone, EVERY, EPERM, 0, CLONE_NEWPID, CLONE_NEWPID),
    NO_IF(clone, EVERY, EPERM, 0, CLONE_NEWNET, CLONE_NEWNET), NO(clone3, EVERY, ENOSYS),
    // Mounts.
    NO(mount, EVERY, EPERM), NO(umount2, EVERY, EPERM), NO(pivot_root, EVERY, EPERM), NO(chroot, EVERY, EPERM),
    NO(open_tree, EVERY, EPERM), NO(move_mount, EVERY, EPERM), NO(mount_setattr, EVERY, EPERM), NO(fsopen, EVERY, EPERM),
    NO(fsconfig, EVERY, EPERM), NO(fsmount, EVERY, EPERM), NO(fspick, EVERY, EPERM), NO(statmount, TOOL, EPERM),
    NO(listmount, TOOL, EPERM),
    // Large parts of the kernel that no tool needs, and that have had their holes.
    NO(bpf, EVERY, EPERM), NO(perf_event_open, EVERY, EPERM), NO(userfaultfd, EVERY, EPERM), NO(keyctl, EVERY, EPERM),
    NO(add_key, EVERY, EPERM), NO(request_key, EVERY, EPERM), NO(fanotify_init, TOOL, EPERM), NO(quotactl, TOOL, EPERM),
    NO(syslog, TOOL, EPERM),
    // What happens in directories can be watched where nothing may be read.
    NO(inotify_init1, MEDIA, EPERM),

    // Landlock looks at names, and with the right to read whatever it likes a tool could open a file without one.
    NO(open_by_handle_at, EVERY, EPERM), NO(name_to_handle_at, TOOL, EPERM),
    // Before its third version (Linux 6.2) Landlock lets a file be cut by whoever may read it; what openat2(2) is asked
    // for cannot be seen by a filter.
    NO_IF(openat, TOOL, EACCES, 2, O_ACCMODE | O_TRUNC, O_TRUNC), NO(openat2, TOOL, ENOSYS), NO(truncate, TOOL, EACCES),
    // Landlock does not look at owners, modes, times and attributes: the films are often the user's own.
    NO(fchmod, TOOL, EPERM), NO(fchmodat, TOOL, EPERM), NO(fchmodat2, TOOL, ENOSYS), NO(fchown, TOOL, EPERM),
    NO(fchownat, TOOL, EPERM), NO(utimensat, TOOL, EPERM), NO(setxattr, TOOL, EPERM), NO(lsetxattr, TOOL, EPERM),
    NO(fsetxattr, TOOL, EPERM), NO(removexattr, TOOL, EPERM), NO(lremovexattr, TOOL, EPERM), NO(fremovexattr, TOOL, EPERM),
    // Names, which Landlock refuses as well where there is one.
    NO(unlinkat, TOOL, EACCES), NO(renameat2, TOOL, EACCES), NO(linkat, TOOL, EACCES), NO(symlinkat, TOOL, EACCES),
    NO(mkdirat, TOOL, EACCES), NO(mknodat, TOOL, EACCES),
#ifdef __NR_renameat
    NO(renameat, TOOL, EACCES),
#endif
#ifdef __x86_64__
    NO_IF(open, TOOL, EACCES, 1, O_ACCMODE | O_TRUNC, O_TRUNC), NO(chmod, TOOL, EPERM), NO(chown, TOOL, EPERM),
    NO(lchown, TOOL, EPERM), NO(utime, TOOL, EPERM), NO(utimes, TOOL, EPERM), NO(futimesat, TOOL, EPERM),
    NO(unlink, TOOL, EACCES), NO(rename, TOOL, EACCES), NO(link, TOOL, EACCES), NO(symlink, TOOL, EACCES),
    NO(mkdir, TOOL, EACCES), NO(rmdir, TOOL, EACCES), NO(mknod, TOOL, EACCES), NO(inotify_init, MEDIA, EPERM),
#endif

    // A media tool has no device: of ioctl(2) it needs what standard libraries ask of a descriptor.
    MAY(ioctl, MEDIA, 1, TCGETS), MAY(ioctl, MEDIA, 1, KERNEL_TCGETS2), MAY(ioctl, MEDIA, 1, TIOCGWINSZ),
    MAY(ioctl, MEDIA, 1, TIOCGPGRP), MAY(ioctl, MEDIA, 1, FIONREAD), MAY(ioctl, MEDIA, 1, FIONBIO),
    MAY(ioctl, MEDIA, 1, FIOCLEX), MAY(ioctl, MEDIA, 1, FIONCLEX), NO(ioctl, MEDIA, ENOTTY),
    // A driver has calls of its own by the hundred. Not these: input for a terminal, signals to others, and what changes
    // a file that is only open for reading.
    NO_IF(ioctl, DEVICE, EPERM, 1, ALL, TIOCSTI), NO_IF(ioctl, DEVICE, EPERM, 1, ALL, TIOCLINUX),
    NO_IF(ioctl, DEVICE, EPERM, 1, ALL, 0x8901 /* FIOSETOWN */), NO_IF(ioctl, DEVICE, EPERM, 1, ALL, 0x8902 /* SIOCSPGRP */),
    NO_IF(ioctl, DEVICE, EPERM, 1, ALL, (__u32)FS_IOC_SETFLAGS), NO_IF(ioctl, DEVICE, EPERM, 1, ALL, (__u32)FS_IOC_FSSETXATTR),
    NO_IF(ioctl, DEVICE, EPERM, 1, ALL, FS_VERITY_ON),
};

const int row_count = sizeof rows / sizeof *rows;
