// The kinds of tools, which may do different things.
#pragma once

enum kind {
    KIND_MEDIA = 1,    // probes, decodes, encodes: reads its input, writes its output, and computes
    KIND_DEVICE = 2,   // the same, with an encoder that works on a device
    KIND_COMMAND = 4,  // the owner's own command
    KIND_OWN = 8,      // Condense itself as another user, which confines its own tools
};
