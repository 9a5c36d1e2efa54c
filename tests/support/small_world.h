/* A world made from a scenario that is written in a test, with a process of the test beside the fake ones, and a block
 * of its members. */
#ifndef CB_SMALL_WORLD_H
#define CB_SMALL_WORLD_H

#include "block.h"
#include "loading.h"

typedef struct small_world {
    loading loaded;
    cb_draws *draws;
    cb_world *world; /* NULL where it is refused: `status`, and loaded.complaints */
    cb_block *block; /* NULL until small_world_begin */
    cb_status status;
} small_world;

/* The world of one variant. loading_open(&w->loaded) came before; what the test wrote into the folder is read. `own`
 * may be NULL. */
static inline void small_world_make(small_world *w, const char *yaml, const cb_process *own, size_t variant)
{
    const cb_process *const processes[] = {&roads, &people, &moving, own};
    loading_write("scenario.yaml", yaml);
    loading_read(&w->loaded, "scenario.yaml",
                 (cb_scenario_options){.processes = processes, .process_count = own ? 4 : 3});
    if (w->loaded.status)
        fail_msg("%s", w->loaded.complaints);
    assert_int_equal(cb_draws_create(&w->draws, w->loaded.scenario), CB_OK);
    w->status = cb_world_create(&w->world, w->loaded.scenario, variant, w->draws, w->loaded.diagnostics);
    free(w->loaded.complaints);
    loading_print(&w->loaded);
    assert_int_equal(!w->world, w->status != CB_OK);
}

/* Everything but the folder, so that another scenario can be read in it. */
static inline void small_world_clear(small_world *w)
{
    cb_block_free(w->block);
    cb_world_free(w->world);
    cb_draws_free(w->draws);
    cb_scenario_free(w->loaded.scenario);
    cb_diagnostics_free(w->loaded.diagnostics);
    free(w->loaded.complaints);
    loading kept = w->loaded;
    *w = (small_world){0};
    memcpy(w->loaded.folder, kept.folder, sizeof kept.folder);
}

static inline void small_world_close(small_world *w)
{
    small_world_clear(w);
    loading_close(&w->loaded);
}

static inline small_world small_world_of(const char *yaml, const cb_process *own)
{
    small_world w = {0};
    loading_open(&w.loaded);
    small_world_make(&w, yaml, own, 0);
    if (w.status)
        fail_msg("%s", w.loaded.complaints);
    return w;
}

/* Members 0, 1, .. at the start, in a block of its own; returns what cb_block_begin says. */
static inline cb_status small_world_begin(small_world *w, size_t lanes, size_t live)
{
    size_t *members = calloc(live, sizeof *members);
    assert_non_null(members);
    for (size_t m = 0; m < live; m++)
        members[m] = m;
    if (!w->block)
        assert_int_equal(cb_block_create(&w->block, w->world, lanes), CB_OK);
    cb_status status = cb_block_begin(w->block, w->world, members, live);
    free(members);
    return status;
}

static inline size_t small_world_field(const small_world *w, const char *name)
{
    cb_id field = cb_layout_find(w->world->layouts, w->world->field_count, name);
    assert_true(field != CB_NONE);
    return (size_t)field;
}

/* Value of a cell of a place in one lane: what [entity...][lane] says where it lies. */
static inline double *small_world_at(const small_world *w, const char *name, size_t place, size_t cell, size_t lane)
{
    size_t field = small_world_field(w, name);
    const cb_layout *layout = &w->world->layouts[field];
    assert_true(place < layout->places && cell < layout->cells && lane < w->block->lanes);
    return (double *)w->block->fields[field] + (place * layout->cells + cell) * w->block->lanes + lane;
}

/* ---- many places ------------------------------------------------------------------------------------------------- */

#define MANY_COUNT 70 /* two partial sums of 32 places and a rest */
#define MANY       CLOCK "places: {table: many.csv}\nstatuses: [rural, urban]\npopulation: {table: crowd.csv}\n"

/* Urban people of place p of MANY: numbers whose sum depends on how many are added at a time. */
static inline double many_urban(size_t p)
{
    return 1e9 / (11.0 * (double)p + 3.0);
}

/* Their sum over partial sums of so many places, added in order. */
static inline double many_urban_sum(size_t partial_places)
{
    double total = 0.0, partial = 0.0;
    for (size_t p = 0; p < MANY_COUNT; p++) {
        partial += many_urban(p);
        if ((p + 1) % partial_places == 0 || p + 1 == MANY_COUNT) {
            total += partial;
            partial = 0.0;
        }
    }
    return total;
}

/* The tables of MANY; place p has (p + 1) / 7 rural people. */
static inline void many_write(void)
{
    FILE *places = fopen("many.csv", "w"), *crowd = fopen("crowd.csv", "w");
    assert_true(places && crowd);
    fputs("id\n", places);
    fputs("place,sex,age,status,persons\n", crowd);
    for (size_t p = 0; p < MANY_COUNT; p++) {
        fprintf(places, "p%02zu\n", p);
        fprintf(crowd, "p%02zu,F,0,rural,%.17g\n", p, ((double)p + 1.0) / 7.0);
        fprintf(crowd, "p%02zu,F,0,urban,%.17g\n", p, many_urban(p));
    }
    assert_int_equal(fclose(places) + fclose(crowd), 0);
}

#endif
