/* Moves between places: who leaves by age and status, and where they go by the size of places and the way to them.
 *
 *   hazard of moving    o(a,s) = out_rate factor(s) m(a),  m the Rogers-Castro schedule with mean 1 over the people of
 *                                                          the start
 *   weight of a place   W(j,g) = n (size(j) / n)^elasticity exp(attraction(j) + by age(j,g) - effect barrier(j))
 *                                 (1 + growth deviation(j) / arrival rate(j))
 *   deterrence          F(i,j), of distance (method/deterrence.h)
 *   flow of group g     T(i,j) = O(i,g) W(j,g) F(i,j) / sum over k of W(k,g) F(i,k)
 *
 * `destinations: people` (the first form): other places draw by all their people, and F(i,i) = 0. `destinations:
 * towns`: movers are drawn by the urban people of every place, the own one too, where a rural mover turns urban; of
 * those who are registered elsewhere a share goes back to villages, drawn by rural people. n are the counties of a
 * place.
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
    p->special_people = cb_setup_field(setup, "special_people");
    p->distance = cb_setup_field(setup, "distance");
    p->out_level = cb_setup_field(setup, "out_level");
    p->town_stay = cb_setup_field(setup, "town_stay");
    p->village_stay = cb_setup_field(setup, "village_stay");
    p->town_inflow = cb_setup_field(setup, "town_inflow");
    p->village_inflow = cb_setup_field(setup, "village_inflow");
    p->town_share = cb_setup_field(setup, "town_mover_share");
    p->village_share = cb_setup_field(setup, "village_mover_share");
    p->attraction_by_age = cb_setup_field(setup, "attraction_by_age");
    p->out_rate = cb_setup_param(setup, "migration.out_rate");
    p->rural_factor = cb_setup_param(setup, "migration.rural_factor");
    p->settled_factor = cb_setup_param(setup, "migration.registered_factor");
    p->away_factor = cb_setup_param(setup, "migration.unregistered_factor");
    p->elasticity = cb_setup_param(setup, "migration.size_elasticity");
    p->attraction = cb_setup_param(setup, "migration.attraction");
    p->distance_decay = cb_setup_param(setup, "migration.distance_decay");
    p->barrier = cb_setup_param(setup, "registration.barrier");
    p->barrier_effect = cb_setup_param(setup, "migration.barrier_effect");
    p->growth_deviation = cb_setup_param(setup, "migration.growth_deviation");
    p->arrival_rate = cb_setup_param(setup, "migration.arrival_rate");
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

static size_t age_of_row(const cb_setup *setup, const int *age, size_t row)
{
    size_t at = 0;
    while (age && at + 1 < cb_setup_axis(setup, "age") && cb_setup_age(setup, at) < age[row])
        at++;
    return at;
}

/* People of all places at the start by age: of the base population, or of the table that gives people as they are. */
static void people_by_age(const cb_migration_plan *p, cb_setup *setup, double *people)
{
    const cb_rows *rows = cb_setup_table(setup, "population");
    const double *persons = rows ? cb_rows_number(rows, "persons") : NULL;
    const double *base = rows ? NULL : cb_setup_shared(setup, cb_setup_field(setup, "base_people"));
    const int *age = rows ? cb_rows_index(rows, "age") : NULL;
    size_t width = p->sexes * p->statuses;
    for (size_t row = 0; rows && row < cb_rows_count(rows); row++)
        people[age_of_row(setup, age, row)] += persons[row];
    for (size_t cell = 0; base && cell < p->places * p->ages * width; cell++)
        people[cell / width % p->ages] += base[cell];
}

/* The schedule at the middle of each age group, with mean 1 over all people at the start. */
static cb_status schedule_fill(const cb_migration_plan *p, cb_setup *setup)
{
    cb_rogers_castro_schedule schedule = cb_rogers_castro_read(setup);
    double *level = cb_setup_shared(setup, p->moves.schedule), *people = calloc(p->ages, sizeof *people);
    double all = 0.0, moves = 0.0;
    if (!level || !people) {
        free(people);
        return CB_ERROR_MEMORY;
    }
    people_by_age(p, setup, people);
    for (size_t a = 0; a < p->ages; a++) {
        level[a] = cb_rogers_castro_of_group(&schedule, setup, a);
        all += people[a];
        moves += people[a] * level[a];
    }
    free(people);
    if (all > 0.0 && !(moves > 0.0))
        return cb_setup_error(setup, "the Rogers-Castro schedule (migration.a1 to migration.c) is 0 at every age");
    for (size_t a = 0; a < p->ages && all > 0.0; a++)
        level[a] *= all / moves;
    return CB_OK;
}

/* Who is registered elsewhere and moves goes back to a village with a probability that depends on age. */
static cb_status returns_fill(const cb_migration_plan *p, cb_setup *setup)
{
    double *share = cb_setup_shared(setup, p->moves.return_share);
    double young = cb_setup_number(setup, "migration.return_share", 0.0);
    double old = cb_setup_number(setup, "migration.return_share_old", 0.0);
    double from = cb_setup_number(setup, "migration.return_age", 0.0);
    if (!share)
        return CB_ERROR_MEMORY;
    for (size_t a = 0; a < p->ages; a++)
        share[a] = cb_setup_age(setup, a) < from ? young : old;
    return CB_OK;
}

/* Constants of a place for one mover group beside its attraction. */
static cb_status by_age_fill(cb_migration_plan *p, cb_setup *setup)
{
    const cb_rows *rows = cb_setup_table(setup, "attraction_by_age");
    p->sizes = 1;
    if (!rows)
        return CB_OK;
    double *constants = cb_setup_shared(setup, p->attraction_by_age);
    const double *value = cb_rows_number(rows, "attraction"), *lower;
    const int *place = cb_rows_index(rows, "place"), *age = cb_rows_index(rows, "age");
    size_t count;
    if (!constants)
        return CB_ERROR_MEMORY;
    lower = cb_setup_list(setup, "migration.age_groups", &count);
    for (size_t row = 0; row < cb_rows_count(rows); row++) {
        size_t group = cb_mover_group(setup, age[row]);
        if (lower[group] != age[row])
            return cb_setup_row_error(setup, rows, row, "age",
                                      "age %d is not the lower end of one of migration.age_groups", age[row]);
        constants[(size_t)place[row] * p->groups + group] = value[row];
    }
    p->sizes = p->groups;
    return CB_OK;
}

static void distance_fill(const cb_migration_plan *p, cb_setup *setup, double *distance)
{
    for (size_t i = 0; i < p->places; i++)
        for (size_t j = 0; j < i; j++)
            distance[i * p->places + j] = distance[j * p->places + i] =
                cb_great_circle(cb_setup_longitude(setup, i), cb_setup_latitude(setup, i), cb_setup_longitude(setup, j),
                                cb_setup_latitude(setup, j));
}

/* The first form: from point to point, nobody chooses the own place. */
static cb_status deterrence_of_points(cb_migration_plan *p, cb_setup *setup, const double *distance)
{
    cb_deterrence *d = &p->deterrence;
    *d = (cb_deterrence){.places = p->places,
                         .between = calloc(p->places * p->places, sizeof *d->between),
                         .within = calloc(p->places, sizeof *d->within),
                         .counties = calloc(p->places, sizeof *d->counties)};
    p->decay = cb_setup_number(setup, "migration.distance_decay", 0.0);
    if (!d->between || !d->within || !d->counties)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < p->places; i++) {
        d->counties[i] = 1.0;
        for (size_t j = 0; j < p->places; j++)
            d->between[i * p->places + j] = i == j ? 0.0 : cb_exp1(-p->decay * distance[i * p->places + j]);
    }
    return CB_OK;
}

static cb_status deterrence_of_towns(cb_migration_plan *p, cb_setup *setup)
{
    p->power = cb_setup_number(setup, "migration.deterrence", 0.0) != 0.0;
    p->decay = cb_setup_number(setup, "migration.distance_decay", 0.0);
    cb_distance_form form = {.power = p->power, .parameter = p->decay};
    if (form.power)
        form.parameter = cb_setup_number(setup, "migration.distance_power", 0.0);
    cb_status status = cb_deterrence_create(&p->deterrence, setup, form);
    double *own = status ? NULL : cb_setup_shared(setup, p->moves.own_county);
    if (status || !own)
        return status ? status : CB_ERROR_MEMORY;
    for (size_t i = 0; i < p->places; i++)
        own[i] = p->deterrence.own_county[i];
    return CB_OK;
}

/* Moves between pairs of places with many earlier movers are commoner: F(i,j) times ratio(i,j)^elasticity. */
static cb_status stock_apply(cb_migration_plan *p, cb_setup *setup)
{
    const cb_rows *rows = cb_setup_table(setup, "migrant_stock");
    double elasticity = cb_setup_number(setup, "migration.stock_elasticity", 0.0);
    if (!rows)
        return CB_OK;
    const int *from = cb_rows_index(rows, "from"), *to = cb_rows_index(rows, "to");
    const double *ratio = cb_rows_number(rows, "ratio");
    p->stocks = elasticity != 0.0;
    for (size_t row = 0; row < cb_rows_count(rows); row++) {
        if (from[row] == to[row])
            return cb_setup_row_error(setup, rows, row, "to", "a place has no ratio to itself; remove the row");
        p->deterrence.between[(size_t)from[row] * p->places + (size_t)to[row]] *= cb_pow1(ratio[row], elasticity);
    }
    return CB_OK;
}

static cb_status deterrence_prepare(cb_migration_plan *p, cb_setup *setup)
{
    double *distance = cb_setup_shared(setup, p->distance);
    if (!distance)
        return CB_ERROR_MEMORY;
    distance_fill(p, setup, distance);
    cb_status status = p->towns ? deterrence_of_towns(p, setup) : deterrence_of_points(p, setup, distance);
    if (!status)
        status = stock_apply(p, setup);
    if (!status)
        status = cb_kernel_create(&p->kernel, p->places, p->deterrence.between);
    free(p->deterrence.between);
    p->deterrence.between = NULL;
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
    made->towns = cb_setup_number(setup, "migration.destinations", 0.0) != 0.0;
    made->villages = made->towns && cb_roles_register(made->moves.roles) && made->moves.roles.rural != CB_NONE;
    for (size_t age = 0; age < made->ages; age++)
        made->group[age] = cb_mover_group(setup, cb_setup_age(setup, age));
    cb_status status = migration_check(made, setup);
    if (!status)
        status = schedule_fill(made, setup);
    if (!status && made->villages)
        status = returns_fill(made, setup);
    if (!status)
        status = by_age_fill(made, setup);
    if (!status)
        status = deterrence_prepare(made, setup);
    return status;
}

static void migration_release(void *plan)
{
    cb_migration_plan *p = plan;
    if (!p)
        return;
    cb_kernel_free(p->kernel);
    cb_deterrence_free(&p->deterrence);
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
    {.name = "return_share",
     .unit = "1",
     .long_name = "share of movers registered elsewhere who go to villages, by age",
     .axes = "age",
     .kind = CB_SHARED},
    {.name = "own_county",
     .unit = "1",
     .long_name = "share of the deterrence within a place that is inside one county",
     .axes = "place",
     .kind = CB_SHARED},
    {.name = "attraction_by_age",
     .unit = "1",
     .long_name = "constant of a destination for one mover group, beside its attraction",
     .axes = "place mover_group",
     .kind = CB_SHARED},
    {.name = "out_level",
     .unit = "1/yr",
     .long_name = "mean hazard of moving",
     .axes = "place status",
     .kind = CB_SCRATCH},
    {.name = "town_stay",
     .unit = "1",
     .long_name = "share of movers to towns who choose their own place",
     .axes = "place mover_group",
     .kind = CB_SCRATCH},
    {.name = "village_stay",
     .unit = "1",
     .long_name = "share of movers to villages who choose their own place",
     .axes = "place",
     .kind = CB_SCRATCH},
    {.name = "town_inflow",
     .unit = "person",
     .long_name = "arrivals of a group in towns in a step",
     .axes = "place mover_group",
     .kind = CB_SCRATCH},
    {.name = "village_inflow",
     .unit = "person",
     .long_name = "arrivals of a group in villages in a step",
     .axes = "place mover_group",
     .kind = CB_SCRATCH},
    {.name = "town_mover_share",
     .unit = "1",
     .long_name = "share of an age, sex and status among the leavers of its group for towns",
     .axes = "age sex status",
     .kind = CB_SCRATCH},
    {.name = "village_mover_share",
     .unit = "1",
     .long_name = "share of an age and sex among the leavers of its group for villages",
     .axes = "age sex",
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

#define FACTOR(status, people, number, from)                                                                           \
    {                                                                                                                  \
        .name = "migration." status "_factor", .unit = "1", .doc = "factor on the hazard of moving of " people,        \
        .source = from, .value = number, .max = 100.0                                                                  \
    }

static const cb_param params[] = {
    {.name = "migration.out_rate",
     .unit = "1/yr",
     .doc = "hazard of moving, mean over the people of all places at the start; where destinations are towns, moves "
            "inside "
            "a place count",
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
    {.name = "migration.destinations",
     .unit = "1",
     .doc = "what draws movers: the people of other places, or the towns of every place and, for those who return, its "
            "villages",
     .source = "assumed: the simplest form",
     .kind = CB_PARAM_CHOICE,
     .choices = "people towns"},
    {.name = "migration.deterrence",
     .unit = "1",
     .doc = "how moves fall off with distance where destinations are towns",
     .source = "assumed: as in the first form",
     .kind = CB_PARAM_CHOICE,
     .choices = "exponential power"},
    {.name = "migration.distance_power",
     .unit = "1",
     .doc = "power with which moves fall off with distance (deterrence: power)",
     .source = "fitted to lifetime migrants between Chinese provinces, census of 2000",
     .value = 1.6,
     .max = 10.0,
     .kind = CB_PARAM_FIXED},
    FACTOR("rural", "rural people", 1.0, "assumed: as often as others"),
    FACTOR("registered",
           "urban people who are registered in their county, or all urban people where registration plays no "
           "part",
           1.0, "assumed: as often as others"),
    FACTOR("unregistered", "people who are registered elsewhere", 1.0, "assumed: as often as others"),
    {.name = "migration.return_share",
     .unit = "1",
     .doc = "share of movers registered elsewhere who go to villages, below migration.return_age",
     .source = "assumed: one in ten",
     .value = 0.1,
     .max = 1.0,
     .kind = CB_PARAM_FIXED},
    {.name = "migration.return_share_old",
     .unit = "1",
     .doc = "the same from migration.return_age on",
     .source = "assumed: every second",
     .value = 0.5,
     .max = 1.0,
     .kind = CB_PARAM_FIXED},
    {.name = "migration.return_age",
     .unit = "yr",
     .doc = "age at which return becomes common",
     .source = "assumed: the end of a working life away",
     .value = 45.0,
     .max = 120.0,
     .kind = CB_PARAM_FIXED},
    {.name = "migration.stock_elasticity",
     .unit = "1",
     .doc = "power of the table migrant_stock in the deterrence",
     .source = "assumed: earlier movers do not matter",
     .value = 0.0,
     .max = 1.0,
     .kind = CB_PARAM_FIXED},
    {.name = "migration.barrier_effect",
     .unit = "1",
     .doc = "how far registration.barrier lowers the attraction of a destination",
     .source =
         "derived from Ma & Tang 2020 as summarised elsewhere (the paper was not read): migration to Shanghai costs "
         "24 % of income more than to an average city, times an income elasticity of 1.5",
     .value = 0.32,
     .max = 10.0},
    {.name = "migration.growth_deviation",
     .unit = "1/yr",
     .doc = "by how much a place is to grow faster than its attraction says: so many times more people arrive",
     .source = "assumed: none",
     .value = 0.0,
     .min = -1.0,
     .max = 1.0},
    {.name = "migration.arrival_rate",
     .unit = "1/yr",
     .doc = "arrivals a year per inhabitant, by which growth_deviation is turned into a weight",
     .source = "assumed: as many as the default out_rate",
     .value = 0.025,
     .min = 0.001,
     .max = 1.0},
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

static const cb_column points_columns[] = {
    {.name = "place", .kind = CB_COLUMN_PLACE, .doc = "place"},
    {.name = "point", .kind = CB_COLUMN_TEXT, .doc = "a county of the place, by any name"},
    {.name = "lon", .unit = "degree", .doc = "longitude", .min = -180.0, .max = 180.0},
    {.name = "lat", .unit = "degree", .doc = "latitude", .min = -90.0, .max = 90.0},
    {.name = "area", .unit = "km2", .doc = "area", .max = 1e9},
    {.name = "persons", .unit = "person", .doc = "people, for the weight of the county in its place", .max = 1e12},
    {.name = "counties",
     .unit = "1",
     .doc = "counties that the point stands for; left out: 1",
     .min = 0.001,
     .max = 1e6,
     .optional = true},
    {0},
};

static const cb_column by_age_columns[] = {
    {.name = "place", .kind = CB_COLUMN_PLACE, .doc = "place"},
    {.name = "age", .kind = CB_COLUMN_AGE, .doc = "lower end of one of migration.age_groups"},
    {.name = "attraction", .unit = "1", .doc = "added to migration.attraction", .min = -30.0, .max = 30.0},
    {0},
};

static const cb_column stock_columns[] = {
    {.name = "from", .kind = CB_COLUMN_PLACE, .doc = "place of origin"},
    {.name = "to", .kind = CB_COLUMN_PLACE, .doc = "destination; pairs left out have ratio 1"},
    {.name = "ratio",
     .unit = "1",
     .doc = "earlier movers over those expected from size and distance",
     .min = 1e-6,
     .max = 1e6},
    {0},
};

static const cb_table tables[] = {
    {.name = "points", .doc = "the counties that a place stands for", .columns = points_columns},
    {.name = "attraction_by_age", .doc = "what draws one age group more than others", .columns = by_age_columns},
    {.name = "migrant_stock", .doc = "where earlier movers went", .columns = stock_columns},
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
    {"base_people", CB_READ},
    {"special_people", CB_READ},
    {"cohorts", CB_READ},
    {"population", CB_READ},
    {"rural_to_urban_hazard", CB_READ},
    {"reclassification_hazard", CB_READ},
    {"registration_hazard", CB_READ},
    {"external_departure_hazard", CB_READ},
    {"migration_schedule", CB_WRITE},
    {"return_share", CB_WRITE},
    {"own_county", CB_WRITE},
    {"out_level", CB_WRITE},
    {"town_stay", CB_WRITE},
    {"village_stay", CB_WRITE},
    {"town_inflow", CB_WRITE},
    {"village_inflow", CB_WRITE},
    {"town_mover_share", CB_WRITE},
    {"village_mover_share", CB_WRITE},
    {0},
};

const cb_process CB_PROCESS(migration) = {
    .name = "migration",
    .doc = "moves between places by age, size and distance, closed over the system",
    .reference = "Rogers & Castro 1981, Model Migration Schedules; Wilson 1971, Environment and Planning 3(1)",
    .axes = axes,
    .fields = fields,
    .params = params,
    .tables = tables,
    .indicators = indicators,
    .uses = uses,
    .prepare = migration_prepare,
    .step = migration_step,
    .release = migration_release,
};
