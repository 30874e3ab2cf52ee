// The calls that tools are refused, each with its reason.
#pragma once
#include "kind.h"

#include <linux/types.h>

// When a row holds for a call: always, or if an argument's lower 32 bits, under a mask, are a value or are not.
enum when { ALWAYS, IF, UNLESS, UNLESS_SELF };

// Lets a call through, whatever rows come after; does not make the call, and says that it succeeded.
enum { LET = 0, PRETEND = -1 };

struct row {
    int call;
    int kinds;
    int error;  // what the caller sees, or one of the two below
    enum when when;
    int argument;
    __u32 mask, value;
};

// The last number in the table of Linux 6.12; what is newer is ENOSYS to a tool, as it would be on an older kernel.
enum { LAST_KNOWN_CALL = 462 };

extern const struct row rows[];
extern const int row_count;
