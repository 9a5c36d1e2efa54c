/* Moves between places: who leaves by age, and where they go by the size of places and the distance to them.
 *
 *   hazard of leaving   o(a) = out_rate m(a),  m the Rogers-Castro schedule with mean 1 over the people of the start
 *   weight of a place   W(j) = size(j)^elasticity exp(attraction(j))
 *   deterrence          F(i,j) = exp(-decay d(i,j)), F(i,i) = 0, d the great-circle distance
 *   flow of group g     T(i,j) = O(i,g) W(j) F(i,j) / sum over k of W(k) F(i,k)
 *
 * Arrivals of a group are spread over age, sex and status by the composition of that group's leavers in the whole
 * system, so that each age, sex and status arrives as often as it departs. A place without a destination keeps its
 * people.
 *
 * Rogers & Castro 1981, Model Migration Schedules, IIASA RR-81-30; Wilson 1971, Environment and Planning 3(1). */
#include <math.h>
#include <stdlib.h>

#include "method/great_circle.h"
#include "method/migration_flow.h"
#include "method/rogers_castro.h"

/* ---- prepare ---------------------------------------------------------------------------------------------------- */

static void migration_find(cb_migration_plan *p, const cb_setup *setup)
{
    p->moves = cb_move_fields_find(setup);
    p->cohorts = cb_setup_field(setup, "cohorts");
    p->population = cb_setup_field(setup, "population");
    p->distance = cb_setup_field(setup, "distance");
    p->out_level = cb_setup_field(setup, "out_level");
    p->inflow = cb_setup_field(setup, "inflow");
    p->mover_share = cb_setup_field(setup, "mover_share");
    p->out_rate = cb_setup_param(setup, "migration.out_rate");
    p->elasticity = cb_setup_param(setup, "migration.size_elasticity");
    p->attraction = cb_setup_param(setup, "migration.attraction");
    p->distance_decay = cb_setup_param(setup, "migration.distance_decay");
}

static cb_status migration_check(const cb_migration_plan *p, cb_setup *setup)
{
    cb_status status = CB_OK;
    size_t count;
    if (p->cohorts == CB_NONE)
        return cb_setup_error(setup, "migration moves people of the process cohorts: add it to `processes`");
    if (cb_setup_list(setup, "migration.age_groups", &count)[0] > 0.0)
        status = cb_setup_error(setup, "migration.age_groups must begin with 0: everybody belongs to a group");
    for (size_t i = 0; i < p->places; i++)
        if (isnan(cb_setup_longitude(setup, i)) || isnan(cb_setup_latitude(setup, i)))
            status = cb_setup_error(setup,
                                    "place %s has no coordinates, which migration needs: give lon and lat in the "
                                    "places table, or leave migration out of `processes`",
                                    cb_setup_place_id(setup, i));
    return status;
}

static cb_rogers_castro_schedule schedule_read(const cb_setup *setup)
{
    return (cb_rogers_castro_schedule){.a1 = cb_setup_number(setup, "migration.a1", 0.0),
                                       .alpha1 = cb_setup_number(setup, "migration.alpha1", 0.0),
                                       .a2 = cb_setup_number(setup, "migration.a2", 0.0),
                                       .alpha2 = cb_setup_number(setup, "migration.alpha2", 0.0),
                                       .mu2 = cb_setup_number(setup, "migration.mu2", 0.0),
                                       .lambda2 = cb_setup_number(setup, "migration.lambda2", 0.0),
                                       .a3 = cb_setup_number(setup, "migration.a3", 0.0),
                                       .alpha3 = cb_setup_number(setup, "migration.alpha3", 0.0),
                                       .mu3 = cb_setup_number(setup, "migration.mu3", 0.0),
                                       .lambda3 = cb_setup_number(setup, "migration.lambda3", 0.0),
                                       .c = cb_setup_number(setup, "migration.c", 0.0)};
}

static size_t age_of_row(const cb_setup *setup, const int *age, size_t row)
{
    size_t at = 0;
    while (age && at + 1 < cb_setup_axis(setup, "age") && cb_setup_age(setup, at) < age[row])
        at++;
    return at;
}

/* The schedule at the middle of each age group, with mean 1 over all people at the start. */
static cb_status schedule_fill(const cb_migration_plan *p, cb_setup *setup)
{
    cb_rogers_castro_schedule schedule = schedule_read(setup);
    const cb_rows *rows = cb_setup_table(setup, "population");
    const double *persons = cb_rows_number(rows, "persons");
    const int *age = cb_rows_index(rows, "age");
    double *level = cb_setup_shared(setup, p->moves.schedule), people = 0.0, moves = 0.0;
    for (size_t a = 0; a < p->ages; a++)
        level[a] = cb_rogers_castro(&schedule, cb_setup_age(setup, a) + cb_setup_step_years(setup) / 2.0);
    for (size_t row = 0; row < cb_rows_count(rows); row++) {
        people += persons[row];
        moves += persons[row] * level[age_of_row(setup, age, row)];
    }
    if (people > 0.0 && !(moves > 0.0))
        return cb_setup_error(setup, "the Rogers-Castro schedule (migration.a1 to migration.c) is 0 at every age");
    for (size_t a = 0; a < p->ages && people > 0.0; a++)
        level[a] *= people / moves;
    return CB_OK;
}

/* Distances, and the deterrence of the decay that the scenario names. */
static cb_status distance_fill(cb_migration_plan *p, cb_setup *setup)
{
    double *distance = cb_setup_shared(setup, p->distance),
           *deterrence = malloc(p->places * p->places * sizeof(double));
    if (!deterrence)
        return CB_ERROR_MEMORY;
    p->decay = cb_setup_number(setup, "migration.distance_decay", 0.0);
    for (size_t i = 0; i < p->places; i++)
        for (size_t j = 0; j <= i; j++) {
            double km = i == j ? 0.0
                               : cb_great_circle(cb_setup_longitude(setup, i), cb_setup_latitude(setup, i),
                                                 cb_setup_longitude(setup, j), cb_setup_latitude(setup, j));
            distance[i * p->places + j] = distance[j * p->places + i] = km;
            deterrence[i * p->places + j] = deterrence[j * p->places + i] = i == j ? 0.0 : cb_exp1(-p->decay * km);
        }
    cb_status status = cb_kernel_create(&p->kernel, p->places, deterrence);
    free(deterrence);
    return status;
}

static cb_status migration_prepare(cb_setup *setup, void **plan)
{
    cb_migration_plan *made = calloc(1, sizeof *made);
    *plan = made;
    if (!made)
        return CB_ERROR_MEMORY;
    *made = (cb_migration_plan){.places = cb_setup_places(setup),
                                .ages = cb_setup_axis(setup, "age"),
                                .sexes = cb_setup_axis(setup, "sex"),
                                .statuses = cb_setup_axis(setup, "status"),
                                .groups = cb_setup_axis(setup, "mover_group"),
                                .group = calloc(cb_setup_axis(setup, "age"), sizeof *made->group)};
    if (!made->group)
        return CB_ERROR_MEMORY;
    migration_find(made, setup);
    for (size_t age = 0; age < made->ages; age++)
        made->group[age] = cb_mover_group(setup, cb_setup_age(setup, age));
    cb_status status = migration_check(made, setup);
    if (!status)
        status = schedule_fill(made, setup);
    if (!status)
        status = distance_fill(made, setup);
    return status;
}

static void migration_release(void *plan)
{
    cb_migration_plan *p = plan;
    if (!p)
        return;
    cb_kernel_free(p->kernel);
    free(p->group);
    free(p);
}

static cb_status migration_step(cb_block *block, const void *plan)
{
    return cb_migration_flow(plan, block);
}

/* ---- declaration ------------------------------------------------------------------------------------------------ */

static const cb_axis_rule axes[] = {
    {.name = "mover_group",
     .doc = "age groups that choose a destination together",
     .list_param = "migration.age_groups"},
    {0},
};

static const cb_field fields[] = {
    {.name = "distance",
     .unit = "km",
     .long_name = "great-circle distance between places",
     .axes = "place place",
     .kind = CB_SHARED},
    {.name = "migration_schedule",
     .unit = "1",
     .long_name = "hazard of leaving by age, over its mean",
     .axes = "age",
     .kind = CB_SHARED},
    {.name = "out_level",
     .unit = "1/yr",
     .long_name = "mean hazard of leaving",
     .axes = "place status",
     .kind = CB_SCRATCH},
    {.name = "inflow",
     .unit = "person",
     .long_name = "arrivals of a group in a step",
     .axes = "place mover_group",
     .kind = CB_SCRATCH},
    {.name = "mover_share",
     .unit = "1",
     .long_name = "share of an age, sex and status among the leavers of its group",
     .axes = "age sex status",
     .kind = CB_SCRATCH},
    {0},
};

#define FUNDAMENTAL "Rogers & Castro 1981, IIASA RR-81-30 (fundamental set)"
#define RETIREMENT  "the eleven-parameter example of the DemoTools documentation; without effect while a3 is 0"
#define SCHEDULE(parameter, of_unit, text, from, number, most)                                                         \
    {                                                                                                                  \
        .name = "migration." parameter, .unit = of_unit, .doc = text, .source = from, .value = number, .max = most,    \
        .kind = CB_PARAM_FIXED                                                                                         \
    }

static const cb_param params[] = {
    {.name = "migration.out_rate",
     .unit = "1/yr",
     .doc = "hazard of leaving for another place, mean over the people of all places at the start",
     .source = "assumed: above the largest net loss of a Chinese province in 2010-2020 (Heilongjiang, 1.75 %/yr), in "
               "the middle of 2 to 3 %/yr",
     .value = 0.025,
     .max = 1.0},
    {.name = "migration.distance_decay",
     .unit = "1/km",
     .doc = "exponential decay of moves with distance, the same in all places",
     .source = "fitted to lifetime migrants between Chinese provinces, census of 2000",
     .value = 0.0019,
     .max = 1.0},
    {.name = "migration.size_elasticity",
     .unit = "1",
     .doc = "power of a destination's population in its weight",
     .source = "assumed: every person of a destination draws alike",
     .value = 1.0,
     .max = 3.0},
    {.name = "migration.attraction",
     .unit = "1",
     .doc = "constant of a destination; its exponential multiplies the weight",
     .source = "assumed: places differ by size alone",
     .value = 0.0,
     .min = -30.0,
     .max = 30.0},
    {.name = "migration.age_groups",
     .unit = "yr",
     .doc = "lower ends of the age groups that choose a destination together",
     .source = "assumed: children, the young, families, the old",
     .kind = CB_PARAM_LIST,
     .list = "0 15 30 60"},
    SCHEDULE("a1", "1", "level of children's moves", FUNDAMENTAL, 0.02, 10.0),
    SCHEDULE("alpha1", "1/yr", "descent of children's moves", FUNDAMENTAL, 0.1, 10.0),
    SCHEDULE("a2", "1", "level of the moves of working age", FUNDAMENTAL, 0.06, 10.0),
    SCHEDULE("alpha2", "1/yr", "descent of the moves of working age", FUNDAMENTAL, 0.1, 10.0),
    SCHEDULE("mu2", "yr", "position of the peak of working age", FUNDAMENTAL, 20.0, 100.0),
    SCHEDULE("lambda2", "1/yr", "ascent to the peak of working age", FUNDAMENTAL, 0.4, 10.0),
    SCHEDULE("a3", "1", "level of the moves of retirement", FUNDAMENTAL, 0.0, 10.0),
    SCHEDULE("alpha3", "1/yr", "descent of the moves of retirement", RETIREMENT, 1.0, 10.0),
    SCHEDULE("mu3", "yr", "position of the peak of retirement", RETIREMENT, 67.0, 120.0),
    SCHEDULE("lambda3", "1/yr", "ascent to the peak of retirement", RETIREMENT, 0.6, 10.0),
    SCHEDULE("c", "1", "level at every age", FUNDAMENTAL, 0.003, 10.0),
    {0},
};

static const cb_indicator indicators[] = {
    {.name = "distance",
     .unit = "km",
     .doc = "largest great-circle distance between two places",
     .reduction = CB_MAX_OVER_PAIRS,
     .field = "distance"},
    {0},
};

static const cb_use uses[] = {
    {"cohorts", CB_READ},
    {"population", CB_READ},
    {"rural_to_urban_hazard", CB_READ},
    {"out_level", CB_WRITE},
    {"inflow", CB_WRITE},
    {"mover_share", CB_WRITE},
    {0},
};

const cb_process CB_PROCESS(migration) = {
    .name = "migration",
    .doc = "moves between places by age, size and distance, closed over the system",
    .reference = "Rogers & Castro 1981, Model Migration Schedules; Wilson 1971, Environment and Planning 3(1)",
    .axes = axes,
    .fields = fields,
    .params = params,
    .indicators = indicators,
    .uses = uses,
    .prepare = migration_prepare,
    .step = migration_step,
    .release = migration_release,
};
