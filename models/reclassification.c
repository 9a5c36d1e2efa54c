/* Villages that become towns: rural people turn urban where they are, whatever their age.
 *
 *   P(reclassified) = 1 - exp(-rate t), one of the competing ways out of a rural cell (method/moves.h)
 *
 * It has an account of its own, since neither a move nor a registration stands behind it.
 *
 * Preston 1979, Population and Development Review 5(2); United Nations 2018, World Urbanization Prospects:
 * Methodology. */
#include <stdlib.h>

#include "process.h"

typedef struct reclassification_plan {
    cb_id rate, hazard;
} reclassification_plan;

static cb_status reclassification_prepare(cb_setup *setup, void **plan)
{
    reclassification_plan *made = calloc(1, sizeof *made);
    *plan = made;
    if (!made)
        return CB_ERROR_MEMORY;
    *made = (reclassification_plan){.rate = cb_setup_param(setup, "reclassification.rate"),
                                    .hazard = cb_setup_field(setup, "reclassification_hazard")};
    return CB_OK;
}

typedef struct rates {
    cb_param_view rate;
    cb_view hazard;
} rates;

static void step_visit(cb_block *block, size_t place, size_t vector, void *context)
{
    (void)block;
    const rates *r = context;
    *cb_view_row(r->hazard, place, vector) = cb_param_at(r->rate, place, vector);
}

static cb_status reclassification_step(cb_block *block, const void *plan)
{
    const reclassification_plan *p = plan;
    rates r = {.rate = cb_block_param(block, p->rate), .hazard = cb_block_view(block, p->hazard)};
    cb_each_place(block, step_visit, &r);
    return CB_OK;
}

/* ---- declaration ------------------------------------------------------------------------------------------------ */

static const cb_field fields[] = {
    {.name = "reclassification_hazard",
     .unit = "1/yr",
     .long_name = "hazard of rural people that their village becomes a town",
     .axes = "place",
     .kind = CB_SCRATCH},
    {0},
};

static const cb_param params[] = {
    {.name = "reclassification.rate",
     .unit = "1/yr",
     .doc = "hazard of rural people that their village becomes a town",
     .source = "assumed: the middle of 0 to 1 %/yr",
     .value = 0.005,
     .max = 1.0},
    {0},
};

static const cb_use uses[] = {{"reclassification_hazard", CB_WRITE}, {0}};

const cb_process CB_PROCESS(reclassification) = {
    .name = "reclassification",
    .doc = "villages that become towns, at a rate that does not depend on age",
    .reference = "Preston 1979, Population and Development Review 5(2)",
    .needs = "cohorts",
    .statuses = "rural",
    .fields = fields,
    .params = params,
    .uses = uses,
    .prepare = reclassification_prepare,
    .step = reclassification_step,
    .release = free,
};
