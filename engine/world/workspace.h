/* Working memory of a step: slabs that are kept from step to step, so a step allocates only until the largest has run.
 */
#ifndef CB_WORKSPACE_H
#define CB_WORKSPACE_H

#include <stddef.h>

#include "lanes.h"

typedef struct cb_workspace cb_workspace;

cb_workspace *cb_workspace_create(void); /* NULL: out of memory */
void cb_workspace_free(cb_workspace *workspace);
cb_vec *cb_workspace_take(cb_workspace *workspace, size_t count); /* 64-byte aligned; NULL: out of memory */
void cb_workspace_reset(cb_workspace *workspace);

#endif
