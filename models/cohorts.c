/* The one writer of people: moves, deaths, births and ageing of every cell of place, age, sex and status.
 *
 * With N the stock at the start of a step of z years, S(a) the share surviving into age a, f births per woman and year,
 * G given net migrants, m = 1/2 for even timing and 0 for end:
 *
 *   P(a) = N(a) - leavers + arrivals, by way and status (method/moves.h), + m G(a)
 *   E(a) = S(a) P(a-1) + m G(a)          the last group: S(A) (P(A-1) + P(A)) + m G(A)
 *   B    = sum of z f(a) (P(a) + E(a)) / 2 over women, by their status
 *   E(0) = S(0) B + m G(0)               and with end timing G(a) is added to E(a) after the births
 *
 * A special population (students, camps) is renewed instead of aged: it is held out of N and put back at the same ages.
 *
 * Preston, Heuveline & Guillot 2001, Demography, ch. 6; Rogers 1995, Multiregional Demography; Smith, Tayman & Swanson
 * 2013, A Practitioner's Guide to State and Local Population Projections, ch. 11 (special populations). */
#include <math.h>
#include <stdlib.h>

#include "method/cohort_walk.h"

/* ---- prepare ---------------------------------------------------------------------------------------------------- */

static const char *const account_names[CB_ACCOUNTS] = {
    [CB_BIRTHS] = "births",
    [CB_DEATHS] = "deaths",
    [CB_ARRIVALS] = "arrivals",
    [CB_DEPARTURES] = "departures",
    [CB_EXTERNAL_ARRIVALS] = "external_arrivals",
    [CB_EXTERNAL_DEPARTURES] = "external_departures",
    [CB_RURAL_TO_URBAN] = "rural_to_urban",
    [CB_REGISTRATION] = "registration",
    [CB_RECLASSIFICATION] = "reclassification",
};

static void cohorts_find(cb_cohort_plan *p, const cb_setup *setup)
{
    for (size_t a = 0; a < CB_ACCOUNTS; a++)
        p->account[a] = cb_setup_field(setup, account_names[a]);
    p->cohorts = cb_setup_field(setup, "cohorts");
    p->population = cb_setup_field(setup, "population");
    p->minimum = cb_setup_field(setup, "cohort_minimum");
    p->outside = cb_setup_field(setup, "outside");
    p->natural_increase = cb_setup_field(setup, "natural_increase");
    p->net_migration = cb_setup_field(setup, "net_migration");
    p->base_people = cb_setup_field(setup, "base_people");
    p->special_people = cb_setup_field(setup, "special_people");
    p->survival = cb_setup_field(setup, "survival");
    p->fertility = cb_setup_field(setup, "fertility");
    p->net_migrants = cb_setup_field(setup, "net_migrants");
    p->female_share = cb_setup_field(setup, "female_share_at_birth");
    p->fertility_level = cb_setup_param(setup, "fertility.level");
    p->town_inflow = cb_setup_field(setup, "town_inflow");
    p->village_inflow = cb_setup_field(setup, "village_inflow");
    p->town_share = cb_setup_field(setup, "town_mover_share");
    p->village_share = cb_setup_field(setup, "village_mover_share");
    p->registered_on_arrival = cb_setup_field(setup, "registered_on_arrival");
    p->external_inflow = cb_setup_field(setup, "external_inflow");
    p->external_composition = cb_setup_field(setup, "external_composition");
    p->moves = cb_move_fields_find(setup);
}

static cb_status cohorts_check(const cb_cohort_plan *p, cb_setup *setup)
{
    if (p->statuses > CB_MOST_STATUSES)
        return cb_setup_error(setup, "%zu statuses: there is room for %d", p->statuses, CB_MOST_STATUSES);
    if (p->sexes > CB_MOST_SEXES)
        return cb_setup_table_error(setup, "population", "%zu sexes: there is room for %d", p->sexes, CB_MOST_SEXES);
    return CB_OK;
}

static cb_status cohorts_prepare(cb_setup *setup, void **plan)
{
    cb_cohort_plan *made = calloc(1, sizeof *made);
    *plan = made;
    if (!made)
        return CB_ERROR_MEMORY;
    *made = (cb_cohort_plan){.ages = cb_setup_axis(setup, "age"),
                             .sexes = cb_setup_axis(setup, "sex"),
                             .statuses = cb_setup_axis(setup, "status"),
                             .female = cb_female_sex(setup),
                             .half = cb_setup_number(setup, "net_migration.timing", 0.0) == 0.0 ? 0.5 : 0.0,
                             .group = calloc(cb_setup_axis(setup, "age"), sizeof *made->group)};
    if (!made->group)
        return CB_ERROR_MEMORY;
    cohorts_find(made, setup);
    for (size_t age = 0; age < made->ages; age++)
        made->group[age] = cb_mover_group(setup, cb_setup_age(setup, age));
    return cohorts_check(made, setup);
}

static void cohorts_release(void *plan)
{
    cb_cohort_plan *p = plan;
    if (p)
        free(p->group);
    free(p);
}

/* ---- start and step --------------------------------------------------------------------------------------------- */

static void start_visit(cb_block *block, size_t place, size_t vector, void *context)
{
    const cb_cohort_plan *p = context;
    cb_view people = cb_block_view(block, p->cohorts), population = cb_block_view(block, p->population);
    const double *base = cb_block_shared(block, p->base_people);
    cb_vec *row = cb_view_row(people, place, vector);
    for (size_t cell = 0; base && cell < people.cells; cell++)
        row[cell * people.vectors] = cb_splat(base[place * people.cells + cell]);
    cb_vec *total = cb_view_row(population, place, vector);
    for (size_t status = 0; status < p->statuses; status++) {
        cb_vec sum = cb_splat(0.0);
        for (size_t cell = status; cell < people.cells; cell += p->statuses)
            sum += row[cell * people.vectors];
        total[status * population.vectors] = sum;
    }
}

static cb_status cohorts_start(cb_block *block, const void *plan)
{
    cb_cohort_plan p = *(const cb_cohort_plan *)plan;
    cb_each_place(block, start_visit, &p);
    return CB_OK;
}

static void step_visit(cb_block *block, size_t place, size_t vector, void *context)
{
    cb_cohort_walk(context, block, place, vector);
}

static cb_status cohorts_step(cb_block *block, const void *plan)
{
    cb_cohort_plan p = *(const cb_cohort_plan *)plan;
    cb_each_place(block, step_visit, &p);
    return CB_OK;
}

/* ---- declaration ------------------------------------------------------------------------------------------------ */

#define ACCOUNT(account, text)                                                                                         \
    {                                                                                                                  \
        .name = account, .unit = "person", .long_name = text, .axes = "place status", .kind = CB_FLOW,                 \
        .record = "accounts"                                                                                           \
    }

static const cb_field fields[] = {
    {.name = "cohorts",
     .unit = "person",
     .long_name = "people by age, sex and status",
     .axes = "place age sex status",
     .kind = CB_STATE,
     .max = INFINITY,
     .initial = "population.persons",
     .record = "cohorts"},
    {.name = "population",
     .unit = "person",
     .long_name = "people by status",
     .axes = "place status",
     .kind = CB_STATE,
     .max = INFINITY,
     .balance = "+births -deaths +arrivals -departures +external_arrivals -external_departures +rural_to_urban "
                "+registration +reclassification",
     .record = "default"},
    {.name = "cohort_minimum",
     .unit = "person",
     .long_name = "smallest cell of age, sex and status",
     .axes = "place",
     .kind = CB_FLOW,
     .max = INFINITY},
    ACCOUNT("births", "births by status of the mother"),
    ACCOUNT("deaths", "deaths"),
    ACCOUNT("arrivals", "arrivals from other places, with the status of departure"),
    ACCOUNT("departures", "departures to other places"),
    ACCOUNT("external_arrivals", "arrivals from outside the system, and given net migrants of cells that gain"),
    ACCOUNT("external_departures", "departures from the system, and given net migrants of cells that lose"),
    ACCOUNT("rural_to_urban",
            "people who turned from rural to urban, on the spot or on arrival, less those who returned"),
    ACCOUNT("registration", "people who became registered where they live, less those who ceased to be by moving"),
    ACCOUNT("reclassification", "people whose village became a town"),
    {.name = "outside",
     .unit = "person",
     .long_name = "people of the place who left the system less those who came into it, since the start",
     .axes = "place status",
     .kind = CB_STATE,
     .balance = "-external_arrivals +external_departures",
     .record = "accounts"},
    {.name = "natural_increase", .unit = "person", .long_name = "births less deaths", .axes = "place", .kind = CB_FLOW},
    {.name = "net_migration",
     .unit = "person",
     .long_name = "arrivals less departures, external ones too",
     .axes = "place",
     .kind = CB_FLOW},
    {0},
};

static const cb_column population_columns[] = {
    {.name = "place", .kind = CB_COLUMN_PLACE},
    {.name = "age", .kind = CB_COLUMN_AGE, .doc = "groups as wide as the step, the last one open"},
    {.name = "sex", .kind = CB_COLUMN_SEX, .doc = "F (or female) and one other, or F alone"},
    {.name = "status", .kind = CB_COLUMN_STATUS, .doc = "needed where there are several statuses", .optional = true},
    {.name = "persons", .unit = "person", .doc = "people at the start of the clock", .max = 1e12},
    {0},
};

static const cb_table tables[] = {
    {.name = "population",
     .doc = "people at the start by age, sex and status; its ages and sexes are those of the run",
     .columns = population_columns,
     .required = true,
     .defines_axes = true},
    {0},
};

#define PEOPLE(indicator, text, of, filter)                                                                            \
    {                                                                                                                  \
        .name = indicator, .unit = "person", .doc = text, .reduction = CB_SUM, .field = of, .where = filter            \
    }
#define SHARE(indicator, text, of)                                                                                     \
    {                                                                                                                  \
        .name = indicator, .unit = "1", .doc = text, .reduction = CB_RATIO, .numerator = of,                           \
        .denominator = "population"                                                                                    \
    }

static const cb_indicator indicators[] = {
    PEOPLE("population", "people", "population", NULL),
    PEOPLE("urban_population", "people who are not rural", "population", "status!=rural"),
    PEOPLE("rural_population", "rural people", "population", "status=rural"),
    PEOPLE("population_0_14", "people under 15", "cohorts", "age<15"),
    PEOPLE("population_60_plus", "people aged 60 and over", "cohorts", "age>=60"),
    PEOPLE("natural_increase", "births less deaths in a step", "natural_increase", NULL),
    PEOPLE("net_migration", "arrivals less departures in a step", "net_migration", NULL),
    SHARE("urbanization_rate", "share of people who are not rural", "urban_population"),
    SHARE("share_0_14", "share of people under 15", "population_0_14"),
    SHARE("share_60_plus", "share of people aged 60 and over", "population_60_plus"),
    PEOPLE("registered_population", "urban people registered in the county where they live", "population",
           "status=registered"),
    SHARE(
        "registered_share",
        "share of people who are urban and registered in their county; not the official registered urbanization rate, "
        "which counts kinds of registration",
        "registered_population"),
    {0},
};

static const cb_use uses[] = {
    {"cohorts", CB_WRITE},
    {"population", CB_WRITE},
    {"base_people", CB_READ},
    {"special_people", CB_READ},
    {"survival", CB_READ},
    {"fertility", CB_READ},
    {"female_share_at_birth", CB_READ},
    {"net_migrants", CB_READ},
    {"out_level", CB_READ},
    {"migration_schedule", CB_READ},
    {"return_share", CB_READ},
    {"town_stay", CB_READ},
    {"village_stay", CB_READ},
    {"own_county", CB_READ},
    {"town_inflow", CB_READ},
    {"village_inflow", CB_READ},
    {"town_mover_share", CB_READ},
    {"village_mover_share", CB_READ},
    {"rural_to_urban_hazard", CB_READ},
    {"reclassification_hazard", CB_READ},
    {"registration_hazard", CB_READ},
    {"registered_on_arrival", CB_READ},
    {"external_departure_hazard", CB_READ},
    {"external_inflow", CB_READ},
    {"external_composition", CB_READ},
    {0},
};

const cb_process CB_PROCESS(cohorts) = {
    .name = "cohorts",
    .doc = "the one writer of people: moves, deaths, births and ageing, with an account of every change",
    .reference = "Preston, Heuveline & Guillot 2001, Demography, ch. 6; Rogers 1995, Multiregional Demography",
    .fields = fields,
    .tables = tables,
    .indicators = indicators,
    .uses = uses,
    .prepare = cohorts_prepare,
    .start = cohorts_start,
    .step = cohorts_step,
    .release = cohorts_release,
};
