/* Moves between places: who leaves by age and status, and where they go by the size of places and the way to them.
 *
 *   hazard of moving    o(a,s) = out_rate factor(s) m(a),  m the Rogers-Castro schedule with mean 1 over the people of
 *                                                          the start
 *   weight of a place   W(j,g) = n (size(j) / n)^elasticity exp(attraction(j) + by age(j,g) - effect barrier(j))
 *                                 (1 + growth deviation(j) people of the start(j) / (arrival rate(j) people(j)))
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
#include "method/migration_flow.h"

static cb_status migration_prepare(cb_setup *setup, void **plan)
{
    cb_migration_plan *made;
    cb_status status = cb_migration_plan_create(&made, setup);
    *plan = made;
    return status;
}

static void migration_release(void *plan)
{
    cb_migration_plan_free(plan);
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
            "inside a place count",
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
     .doc = "by how much a place is to grow faster than its attraction says: so many more of the people of the start "
            "arrive; below 0 so many more of those present leave",
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
    .needs = "cohorts",
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
