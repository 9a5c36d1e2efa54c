/* A scenario made ready and stepped in this process, its fields open: eight members of the base variant in one block.
 */
#ifndef CB_STEPPED_H
#define CB_STEPPED_H

#include <stdlib.h>

#include "ready.h"
#include "registry.h"
#include "setup.h"
#include "suite.h"

typedef struct stepped {
    cb_diagnostics *diagnostics;
    cb_scenario *scenario;
    cb_ready ready;
    cb_run_options options;
    cb_fault fault;
    cb_setup setup; /* as a process sees it in prepare */
    cb_block *block;
} stepped;

static inline void stepped_fail(stepped *s)
{
    cb_diagnostics_print(s->diagnostics, stderr);
    fail_msg("%s", s->fault.text);
}

/* `scenario`: a path below tests/, `sets`: "key=value", NULL-terminated, or NULL. The block stands at the start. */
static inline void stepped_open(stepped *s, const char *scenario, const char *const *sets)
{
    char path[512];
    size_t processes;
    const cb_process *const *registry = cb_registry(&processes);
    cb_scenario_options options = {.sets = sets, .processes = registry, .process_count = processes};
    while (sets && sets[options.set_count])
        options.set_count++;
    *s = (stepped){.options = {.member = CB_NONE, .shard = 1, .shards = 1, .threads = 1}};
    snprintf(path, sizeof path, "%s/%s", TESTS_DIR, scenario);
    assert_int_equal(cb_diagnostics_create(&s->diagnostics), CB_OK);
    if (cb_scenario_load(path, &options, s->diagnostics, &s->scenario) ||
        cb_ready_make(&s->ready, s->scenario, &s->options, s->diagnostics, &s->fault))
        stepped_fail(s);
    cb_world *world = s->ready.worlds[0];
    size_t live = s->ready.member_count < CB_WIDTH ? s->ready.member_count : CB_WIDTH;
    s->setup = (cb_setup){.world = world, .diagnostics = s->diagnostics, .process = registry[0]};
    assert_int_equal(cb_block_create(&s->block, world, CB_WIDTH), CB_OK);
    assert_int_equal(cb_block_begin(s->block, world, s->ready.members, live), CB_OK);
}

static inline void stepped_step(stepped *s)
{
    if (cb_block_step(s->block))
        fail_msg("%s", s->block->failure);
}

/* [place][cells] of the eight members; NULL where no process declares the field. Owned by the block. */
static inline cb_vec *stepped_field(const stepped *s, const char *name)
{
    return cb_block_view(s->block, cb_setup_field(&s->setup, name)).data;
}

/* Entries of a field: of all places together. */
static inline size_t stepped_size(const stepped *s, const char *name)
{
    return cb_setup_places(&s->setup) * cb_block_view(s->block, cb_setup_field(&s->setup, name)).cells;
}

static inline void stepped_close(stepped *s)
{
    cb_block_free(s->block);
    cb_ready_release(&s->ready);
    cb_scenario_free(s->scenario);
    cb_diagnostics_free(s->diagnostics);
}

#endif
