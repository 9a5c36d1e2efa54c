/* Runs members of a scenario: the time loop, and the journal and file it fills. */
#ifndef CB_RUN_H
#define CB_RUN_H

#include "journal.h"
#include "scenario.h"

typedef struct cb_run_options {
    const char *output;     /* result file; a journal (part) when this run is one shard of several */
    const size_t *variants; /* indices, ascending; NULL: all */
    size_t variant_count;
    cb_id member;           /* one member alone, CB_NONE: all */
    size_t shard, shards;   /* 1..shards; 1 of 1: the whole run */
    int threads;            /* 0: as OpenMP has it */
    size_t block_lanes;     /* members stepped together, a multiple of 8; 0: 8 */
    const char *draws_file; /* a result file whose draws are repeated; NULL: make them */
    bool resume;
    /* Called from one thread at a time with the finished and all blocks; may be NULL. */
    void (*progress)(void *context, size_t done, size_t total);
    void *progress_context;
} cb_run_options;

/* Prepare finds what the tables and parameters get wrong together: such complaints go to `diagnostics`
 * (CB_ERROR_INPUT), everything else to `fault`. No file is left behind that looks whole. */
cb_status cb_run(const cb_scenario *scenario, const cb_run_options *options, cb_diagnostics *diagnostics,
                 cb_fault *fault) CB_MUST_USE;

/* What a run will cost, without running it. */
typedef struct cb_run_cost {
    size_t members, variants, steps, places, cells; /* cells: people's age x sex x status groups per place */
    size_t inputs;
    double world_bytes; /* memory of what all blocks share, over the variants */
    double block_bytes; /* memory of one block with its recorded values */
    double file_bytes;  /* recorded values before compression */
    double seconds;     /* one thread, from one block of the base variant timed here */
} cb_run_cost;
cb_status cb_run_estimate(const cb_scenario *scenario, const cb_run_options *options, cb_diagnostics *diagnostics,
                          cb_run_cost *cost, cb_fault *fault) CB_MUST_USE;

/* Joins finished shards into a result file. */
cb_status cb_merge(const char *const *parts, size_t count, const char *output, cb_fault *fault) CB_MUST_USE;

#endif
