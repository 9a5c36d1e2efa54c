#include "workspace.h"

#include <stdint.h>
#include <stdlib.h>

#define SLAB_VECTORS 8192

typedef struct slab {
    struct slab *next;
    cb_vec *data;
    size_t size, used;
} slab;

struct cb_workspace {
    slab *first;
};

cb_workspace *cb_workspace_create(void)
{
    return calloc(1, sizeof(cb_workspace));
}

void cb_workspace_free(cb_workspace *workspace)
{
    for (slab *s = workspace ? workspace->first : NULL; s;) {
        slab *next = s->next;
        free(s->data);
        free(s);
        s = next;
    }
    free(workspace);
}

static slab *slab_create(size_t count)
{
    slab *made = count > SIZE_MAX / sizeof(cb_vec) ? NULL : calloc(1, sizeof *made);
    if (!made)
        return NULL;
    made->size = count > SLAB_VECTORS ? count : SLAB_VECTORS;
    made->data = aligned_alloc(sizeof(cb_vec), made->size * sizeof(cb_vec));
    if (!made->data) {
        free(made);
        return NULL;
    }
    return made;
}

cb_vec *cb_workspace_take(cb_workspace *workspace, size_t count)
{
    slab **link = &workspace->first;
    while (*link && (*link)->size - (*link)->used < count)
        link = &(*link)->next;
    if (!*link && !(*link = slab_create(count)))
        return NULL;
    cb_vec *taken = (*link)->data + (*link)->used;
    (*link)->used += count;
    return taken;
}

void cb_workspace_reset(cb_workspace *workspace)
{
    for (slab *s = workspace->first; s; s = s->next)
        s->used = 0;
}
