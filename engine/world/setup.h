/* Behind the cb_setup of process.h: a world being prepared. */
#ifndef CB_SETUP_H
#define CB_SETUP_H

#include "world.h"

struct cb_setup {
    cb_world *world;
    cb_diagnostics *diagnostics;
    const cb_process *process; /* the one being prepared, for messages */
};

#endif
