/* Everything a run needs, made ready: shared by the loop and the estimate of its cost. */
#ifndef CB_READY_H
#define CB_READY_H

#include "recorder.h"
#include "run.h"

#define CB_DEFAULT_LANES 8

/* In the order it is made. */
typedef struct cb_ready {
    const cb_scenario *scenario;
    const cb_run_options *options;
    cb_fault *fault;
    size_t *variants, variant_count;
    size_t *members, member_count; /* of the whole design, or the one asked for */
    size_t lanes;
    cb_draws *draws;
    cb_world **worlds; /* [variant that runs] */
    cb_manifest *manifest;
    cb_recorder *recorder;
} cb_ready;

/* Chunks that hold so many members. */
static inline size_t cb_chunks_of(size_t members)
{
    return (members + CB_CHUNK_MEMBERS - 1) / CB_CHUNK_MEMBERS;
}

/* Selects variants and members, draws, prepares a world for each variant, and lays out the file. `ready` is zeroed and
 * filled; cb_ready_release is safe after a failure. */
cb_status cb_ready_make(cb_ready *ready, const cb_scenario *scenario, const cb_run_options *options,
                        cb_diagnostics *diagnostics, cb_fault *fault) CB_MUST_USE;
void cb_ready_release(cb_ready *ready);

/* One block of members from the start to the end of the clock: the time loop. */
cb_status cb_run_members(cb_block *block, cb_tape *tape, const cb_world *world, const size_t *members,
                         size_t live) CB_MUST_USE;

#endif
