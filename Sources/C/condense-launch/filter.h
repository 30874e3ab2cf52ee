// Which system calls a tool is refused.
#pragma once
#include "kind.h"

// Refuses, for good and for all that the calling process starts, what calls.h names for its kind.
// Returns 0, or -1 and errno: ENOTSUP on machines whose calls are not in the table.
int filter_enter(enum kind kind);
