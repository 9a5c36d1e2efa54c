/* People who are registered elsewhere become registered where they live.
 *
 *   P(registered)            = 1 - exp(-rate (1 - barrier) t), one of the competing ways out of their cell
 *   registered on arrival    = share on arrival (1 - barrier)
 *
 * It changes a status and no number of people; those who are registered move less often (migration). The barrier of a
 * place, 0 open to 1 closed, also lowers its attraction (migration.barrier_effect).
 *
 * Chan & Buckingham 2008, The China Quarterly 195; Tombe & Zhu 2019, American Economic Review 109(5). */
#include <stdlib.h>

#include "process.h"

typedef struct registration_plan {
    cb_id rate, on_arrival, barrier, hazard, arrival_share;
} registration_plan;

static cb_status registration_prepare(cb_setup *setup, void **plan)
{
    registration_plan *made = calloc(1, sizeof *made);
    *plan = made;
    if (!made)
        return CB_ERROR_MEMORY;
    *made = (registration_plan){.rate = cb_setup_param(setup, "registration.rate"),
                                .on_arrival = cb_setup_param(setup, "registration.on_arrival"),
                                .barrier = cb_setup_param(setup, "registration.barrier"),
                                .hazard = cb_setup_field(setup, "registration_hazard"),
                                .arrival_share = cb_setup_field(setup, "registered_on_arrival")};
    return CB_OK;
}

typedef struct rates {
    cb_param_view rate, on_arrival, barrier;
    cb_view hazard, arrival_share;
} rates;

static void step_visit(cb_block *block, size_t place, size_t vector, void *context)
{
    (void)block;
    const rates *r = context;
    cb_vec open = cb_splat(1.0) - cb_param_at(r->barrier, place, vector);
    *cb_view_row(r->hazard, place, vector) = cb_param_at(r->rate, place, vector) * open;
    *cb_view_row(r->arrival_share, place, vector) = cb_param_at(r->on_arrival, place, vector) * open;
}

static cb_status registration_step(cb_block *block, const void *plan)
{
    const registration_plan *p = plan;
    rates r = {.rate = cb_block_param(block, p->rate),
               .on_arrival = cb_block_param(block, p->on_arrival),
               .barrier = cb_block_param(block, p->barrier),
               .hazard = cb_block_view(block, p->hazard),
               .arrival_share = cb_block_view(block, p->arrival_share)};
    cb_each_place(block, step_visit, &r);
    return CB_OK;
}

/* ---- declaration ------------------------------------------------------------------------------------------------ */

static const cb_field fields[] = {
    {.name = "registration_hazard",
     .unit = "1/yr",
     .long_name = "hazard of people registered elsewhere of becoming registered where they live",
     .axes = "place",
     .kind = CB_SCRATCH},
    {.name = "registered_on_arrival",
     .unit = "1",
     .long_name = "share of arrivals in towns who are registered at once",
     .axes = "place",
     .kind = CB_SCRATCH},
    {0},
};

static const cb_param params[] = {
    {.name = "registration.rate",
     .unit = "1/yr",
     .doc = "hazard of becoming registered where there is no barrier, of people registered elsewhere",
     .source = "assumed: a migrant waits fifty years",
     .value = 0.02,
     .max = 10.0},
    {.name = "registration.on_arrival",
     .unit = "1",
     .doc = "share of arrivals in towns who are registered at once where there is no barrier",
     .source = "assumed: marriage, work unit, purchase of a home; one in ten",
     .value = 0.1,
     .max = 1.0},
    {.name = "registration.barrier",
     .unit = "1",
     .doc = "how far a place is closed to registration: 0 open, 1 closed",
     .source = "assumed: open, as cities of less than 3 million people are by national policy since 2019",
     .value = 0.0,
     .max = 1.0},
    {0},
};

static const cb_use uses[] = {{"registration_hazard", CB_WRITE}, {"registered_on_arrival", CB_WRITE}, {0}};

const cb_process CB_PROCESS(registration) = {
    .name = "registration",
    .doc = "people registered elsewhere become registered where they live, on arrival or later",
    .reference = "Chan & Buckingham 2008, The China Quarterly 195",
    .needs = "cohorts",
    .statuses = "registered unregistered",
    .fields = fields,
    .params = params,
    .uses = uses,
    .prepare = registration_prepare,
    .step = registration_step,
    .release = free,
};
