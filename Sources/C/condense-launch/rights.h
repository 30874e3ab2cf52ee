// What a tool keeps of the capabilities that Condense has.
#pragma once
#include "kind.h"

// Gives up, for good, all capabilities but the one to read, which opening /proc/self/fd/3 takes; of a command all of them.
// Returns 0, or -1 and errno where that is forbidden.
int rights_drop(enum kind kind);
