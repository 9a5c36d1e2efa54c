/* Members stepped together: the memory of their fields and parameters, and one step of every process. */
#ifndef CB_BLOCK_H
#define CB_BLOCK_H

#include "parameter.h"
#include "process.h"

#define CB_FAIL_TEXT 512
/* Sums over places are partial sums of so many places, added in order, whoever computes them. */
#define CB_PARTIAL_PLACES 32

struct cb_workspace; /* slabs that a step may take from */

struct cb_block {
    const cb_world *world;
    size_t lanes, vectors; /* lanes = 8 vectors */
    size_t *members;       /* [lanes]: rows of the design; a padded lane repeats the last */
    size_t live;           /* lanes that count; the others are padding */
    size_t step;
    cb_vec **fields; /* [field]: NULL for shared ones */
    cb_vec **before; /* [field]: copy at the start of the step where the field has a balance */
    cb_parameter_table *parameters;
    double *projects[CB_PROJECT_PARTS]; /* [project][lane] */
    double *residual;                   /* [lane]: largest relative balance residual so far */
    struct cb_workspace *workspace;
    cb_status status;
    char failure[CB_FAIL_TEXT];
};

/* Memory for blocks of `lanes` members of worlds that share their fields (the variants of one scenario). */
cb_status cb_block_create(cb_block **block, const cb_world *world, size_t lanes) CB_MUST_USE;
void cb_block_free(cb_block *block);

/* Puts `live` members at the start of the run in `world`: start values, parameters, projects, `start` of processes. */
cb_status cb_block_begin(cb_block *block, const cb_world *world, const size_t *members, size_t live) CB_MUST_USE;
/* One step of every process, in order; then bounds, NaN and balances are checked. A failure's text is in
 * block->failure. */
cb_status cb_block_step(cb_block *block) CB_MUST_USE;

/* Bytes that the fields and parameters of a block of this many lanes take. */
double cb_block_bytes(const cb_world *world, size_t lanes);

#endif
