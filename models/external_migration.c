/* Migration across the border of the system: people leave it at a rate and come into it in proportion to who is there.
 *
 *   hazard of leaving        departure_rate, at every age and status
 *   arrivals in a step       arrival_rate t N(place), spread over sexes evenly, over ages by the migration schedule
 *                            (evenly without migration)
 *
 * Whoever leaves is outside and whoever comes was: the field `outside` of cohorts keeps the count, so that people of
 * the system and outside change by births and deaths alone.
 *
 * United Nations 2022, World Population Prospects 2022: Methodology. */
#include <stdlib.h>

#include "method/people.h"
#include "method/rogers_castro.h"

typedef struct external_plan {
    cb_id departure_rate, arrival_rate, hazard, inflow, population;
} external_plan;

/* Shares of arrivals by age, sex and status; they add to 1. Arrivals are registered elsewhere. */
static cb_status composition_fill(cb_setup *setup)
{
    double *share = cb_setup_shared(setup, cb_setup_field(setup, "external_composition"));
    cb_rogers_castro_schedule schedule = cb_rogers_castro_read(setup);
    size_t ages = cb_setup_axis(setup, "age"), sexes = cb_setup_axis(setup, "sex");
    size_t statuses = cb_setup_axis(setup, "status");
    cb_id status = cb_status_roles_find(setup).away;
    double sum = 0.0;
    if (!share)
        return CB_ERROR_MEMORY;
    for (size_t age = 0; age < ages; age++)
        sum += cb_rogers_castro_of_group(&schedule, setup, age);
    for (size_t age = 0; age < ages; age++)
        for (size_t sex = 0; sex < sexes; sex++)
            share[(age * sexes + sex) * statuses + (size_t)(status == CB_NONE ? 0 : status)] =
                (sum > 0.0 ? cb_rogers_castro_of_group(&schedule, setup, age) / sum : 1.0 / (double)ages) /
                (double)sexes;
    return CB_OK;
}

static cb_status external_prepare(cb_setup *setup, void **plan)
{
    external_plan *made = calloc(1, sizeof *made);
    *plan = made;
    if (!made)
        return CB_ERROR_MEMORY;
    *made = (external_plan){.departure_rate = cb_setup_param(setup, "external_migration.departure_rate"),
                            .arrival_rate = cb_setup_param(setup, "external_migration.arrival_rate"),
                            .hazard = cb_setup_field(setup, "external_departure_hazard"),
                            .inflow = cb_setup_field(setup, "external_inflow"),
                            .population = cb_setup_field(setup, "population")};
    return composition_fill(setup);
}

typedef struct rates {
    cb_param_view departure, arrival;
    cb_view hazard, inflow, population;
} rates;

static void step_visit(cb_block *block, size_t place, size_t vector, void *context)
{
    const rates *r = context;
    const cb_vec *row = cb_view_row(r->population, place, vector);
    cb_vec people = cb_splat(0.0), years = cb_splat(cb_block_years(block));
    for (size_t s = 0; s < r->population.cells; s++)
        people += row[s * r->population.vectors];
    *cb_view_row(r->hazard, place, vector) = cb_param_at(r->departure, place, vector);
    *cb_view_row(r->inflow, place, vector) = cb_param_at(r->arrival, place, vector) * years * people;
}

static cb_status external_step(cb_block *block, const void *plan)
{
    const external_plan *p = plan;
    rates r = {.departure = cb_block_param(block, p->departure_rate),
               .arrival = cb_block_param(block, p->arrival_rate),
               .hazard = cb_block_view(block, p->hazard),
               .inflow = cb_block_view(block, p->inflow),
               .population = cb_block_view(block, p->population)};
    cb_each_place(block, step_visit, &r);
    return CB_OK;
}

/* ---- declaration ------------------------------------------------------------------------------------------------ */

static const cb_field fields[] = {
    {.name = "external_departure_hazard",
     .unit = "1/yr",
     .long_name = "hazard of leaving the system",
     .axes = "place",
     .kind = CB_SCRATCH},
    {.name = "external_inflow",
     .unit = "person",
     .long_name = "arrivals from outside the system in a step",
     .axes = "place",
     .kind = CB_SCRATCH},
    {.name = "external_composition",
     .unit = "1",
     .long_name = "share of an age, sex and status among arrivals from outside the system",
     .axes = "age sex status",
     .kind = CB_SHARED},
    {0},
};

static const cb_param params[] = {
    {.name = "external_migration.departure_rate",
     .unit = "1/yr",
     .doc = "hazard of leaving the system",
     .source = "assumed: a closed system",
     .value = 0.0,
     .max = 1.0},
    {.name = "external_migration.arrival_rate",
     .unit = "1/yr",
     .doc = "arrivals from outside the system per inhabitant and year",
     .source = "assumed: a closed system",
     .value = 0.0,
     .max = 1.0},
    {0},
};

static const cb_use uses[] = {
    {"population", CB_READ},
    {"external_departure_hazard", CB_WRITE},
    {"external_inflow", CB_WRITE},
    {"external_composition", CB_WRITE},
    {0},
};

const cb_process CB_PROCESS(external_migration) = {
    .name = "external_migration",
    .doc = "migration across the border of the system, with an account of who is outside",
    .reference = "United Nations 2022, World Population Prospects 2022: Methodology",
    .needs = "cohorts",
    .fields = fields,
    .params = params,
    .uses = uses,
    .prepare = external_prepare,
    .step = external_step,
    .release = free,
};
