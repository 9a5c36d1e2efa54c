/* A scenario as the command line names it: the file, the overrides, the variants that are meant. */
#ifndef CB_SCENARIO_ARGUMENTS_H
#define CB_SCENARIO_ARGUMENTS_H

#include "options.h"
#include "run.h"

/* Options of every command that reads a scenario. */
#define CB_SCENARIO_OPTIONS                                                                                            \
    {.name = "members", .value = "N", .doc = "size of the ensemble (another N is another design)"},                    \
        {.name = "variant", .value = "NAME", .doc = "this variant; may be repeated (default: all)"},                   \
        {.name = "seed", .value = "S", .doc = "seed of every random number"},                                          \
        {.name = "set", .value = "KEY=VALUE", .doc = "change a value of the scenario; may be repeated"},               \
        {.name = "record", .value = "LIST", .doc = "groups and fields to record, with commas; -NAME leaves out"},      \
        {.name = "threads", .value = "T", .doc = "threads (default: as OpenMP has it)"},                               \
    {                                                                                                                  \
        .name = "block-lanes", .value = "N", .doc = "members stepped together, a multiple of 8 (moves no bit)"         \
    }

typedef struct cb_loaded {
    cb_scenario *scenario;
    size_t *variants; /* indices, ascending; NULL: all */
    size_t variant_count;
    int threads; /* 0: as OpenMP has it */
    size_t block_lanes;
    cb_diagnostics *diagnostics; /* for what prepare finds */
} cb_loaded;

/* Loads `file` with the options. What is wrong is printed. Clear it in any case. */
cb_status cb_loaded_open(cb_loaded *loaded, const cb_arguments *arguments, const char *file) CB_MUST_USE;
void cb_loaded_clear(cb_loaded *loaded);

/* Prints what a run or estimate of `file` complained of. */
void cb_loaded_complain(const cb_loaded *loaded, const cb_arguments *arguments, const char *file, cb_status status,
                        const cb_fault *fault);

#endif
