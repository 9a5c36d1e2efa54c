/* A scenario of the tests made ready to run, for looking at what processes prepared. */
#ifndef CB_PREPARED_H
#define CB_PREPARED_H

#include <stdlib.h>

#include "registry.h"
#include "scenario.h"
#include "suite.h"
#include "world.h"

typedef struct prepared {
    cb_diagnostics *diagnostics;
    cb_scenario *scenario;
    cb_world *world;
} prepared;

static inline void prepared_expect(const prepared *p, cb_status status)
{
    if (!status)
        return;
    cb_diagnostics_print(p->diagnostics, stderr);
    fail_msg("not prepared");
}

/* `scenario`: a path below tests/; `set`: one "key=value", or NULL. */
static inline prepared prepared_open(const char *scenario, const char *set)
{
    prepared p = {0};
    char path[512];
    snprintf(path, sizeof path, "%s/%s", TESTS_DIR, scenario);
    cb_scenario_options options = {.sets = &set, .set_count = set ? 1 : 0};
    options.processes = cb_registry(&options.process_count);
    assert_int_equal(cb_diagnostics_create(&p.diagnostics), CB_OK);
    prepared_expect(&p, cb_scenario_load(path, &options, p.diagnostics, &p.scenario));
    prepared_expect(&p, cb_world_create(&p.world, p.scenario, 0, NULL, p.diagnostics));
    return p;
}

/* A shared field; NULL where no process filled it. */
static inline const double *prepared_shared(const prepared *p, const char *field)
{
    cb_id id = cb_layout_find(p->world->layouts, p->world->field_count, field);
    assert_int_not_equal(id, CB_NONE);
    return p->world->shared[id];
}

static inline void prepared_close(prepared p)
{
    cb_world_free(p.world);
    cb_scenario_free(p.scenario);
    cb_diagnostics_free(p.diagnostics);
}

#endif
