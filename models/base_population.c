/* People at the start by single age, sex and status, from what a census publishes.
 *
 *   census groups        -> single ages, by a monotone spline and a tail         method/age_spline.h
 *   single ages          -> special people, who are renewed, and the others      method/special_population.h
 *   others, statuses     -> rural people and the rest, then the rest by status   method/raking.h, method/status_seed.h
 *
 * The census groups without the special people are carried to single ages once more, so that those who stay behind are
 * smooth. Special people are unregistered as far as the place has such people, then of the other statuses that are not
 * rural. Ages are single until the end, when they join to groups as wide as the step. Both margins, people by age group
 * and sex and people by status, are exact.
 *
 * Deming & Stephan 1940, Annals of Mathematical Statistics 11(4); Smith, Tayman & Swanson 2013, A Practitioner's Guide
 * to State and Local Population Projections. */
#include "method/base_people.h"
#include "method/mortality.h"

/* ---- prepare ---------------------------------------------------------------------------------------------------- */

/* The life table of the calendar year at whose end the clock starts. */
static cb_status lived_prepare(cb_schedule *lived, cb_setup *setup, const cb_census_table *census)
{
    double open = census->lower[census->groups.count - 1];
    if (open == CB_OPEN_AGE)
        return CB_OK;
    if (!cb_setup_table(setup, "mortality"))
        return cb_setup_table_error(
            setup, "census",
            "the open age group of the census begins at %g: to part it up to %d a table `mortality` "
            "is needed (process demography), or age groups of the census up to %d",
            open, CB_OPEN_AGE, CB_OPEN_AGE);
    return cb_mortality_years_lived(lived, setup, cb_setup_start(setup) - 1.0);
}

static cb_base_rule rule_read(const cb_setup *setup)
{
    return (cb_base_rule){.seed = {.rural_slope = cb_setup_number(setup, "base_population.rural_age_slope", 0.0),
                                   .labour = {.a2 = 1.0,
                                              .alpha2 = cb_setup_number(setup, "base_population.alpha2", 0.0),
                                              .mu2 = cb_setup_number(setup, "base_population.mu2", 0.0),
                                              .lambda2 = cb_setup_number(setup, "base_population.lambda2", 0.0)},
                                   .return_rate = cb_setup_number(setup, "base_population.return_rate", 0.0),
                                   .age_of_mother = cb_setup_number(setup, "base_population.age_of_mother", 0.0)},
                          .special = cb_setup_number(setup, "base_population.special", 0.0) == 0.0,
                          .margin = cb_setup_number(setup, "base_population.special_margin", 0.0)};
}

static cb_status base_fill(cb_setup *setup, const cb_rows *rows, const cb_rows *residence)
{
    cb_base_rule rule = rule_read(setup);
    cb_census_table census;
    cb_schedule lived = {0};
    cb_status status = cb_census_table_create(&census, setup, rows, residence);
    if (!status)
        status = lived_prepare(&lived, setup, &census);
    if (!status)
        status = cb_base_people_fill(setup, &census, &lived, &rule);
    cb_census_table_free(&census);
    cb_schedule_free(&lived);
    return status;
}

static cb_status base_prepare(cb_setup *setup, void **plan)
{
    const cb_rows *census = cb_setup_table(setup, "census"), *residence = cb_setup_table(setup, "residence");
    *plan = NULL;
    if (census && cb_setup_table(setup, "population"))
        return cb_setup_table_error(setup, "census",
                                    "the tables census and population both give the people at the start: leave out "
                                    "the one or the other");
    if (!census && residence)
        return cb_setup_table_error(setup, "residence",
                                    "the table residence parts the people of a table census by status: give one, or "
                                    "leave out residence");
    return census ? base_fill(setup, census, residence) : CB_OK;
}

/* ---- declaration ------------------------------------------------------------------------------------------------ */

static const cb_field fields[] = {
    {.name = "base_people",
     .unit = "person",
     .long_name = "people at the start",
     .axes = "place age sex status",
     .kind = CB_SHARED},
    {.name = "special_people",
     .unit = "person",
     .long_name = "people of colleges and camps, who are renewed instead of ageing",
     .axes = "place age sex status",
     .kind = CB_SHARED},
    {0},
};

#define LABOUR_SCHEDULE                                                                                                \
    "United Nations model schedule of labour migration (males, arrivals), medians, package DemoTools 806cdc3"

static const cb_param params[] = {
    {.name = "base_population.rural_age_slope",
     .unit = "1/yr",
     .doc = "rise of the log-odds of being rural with each year of age above 22",
     .source = "fitted to the shares of people aged 60 and over, rural 23.81 % and urban 15.82 %: National Bureau of "
               "Statistics of China, seventh census (2020)",
     .value = 0.0159,
     .min = -0.2,
     .max = 0.2,
     .kind = CB_PARAM_FIXED},
    {.name = "base_population.alpha2",
     .unit = "1/yr",
     .doc = "descent of the moves that make people unregistered, after their peak",
     .source = LABOUR_SCHEDULE,
     .value = 0.087,
     .min = 0.001,
     .max = 1.0,
     .kind = CB_PARAM_FIXED},
    {.name = "base_population.mu2",
     .unit = "yr",
     .doc = "age near the peak of these moves",
     .source = LABOUR_SCHEDULE,
     .value = 19.7,
     .min = 10.0,
     .max = 50.0,
     .kind = CB_PARAM_FIXED},
    {.name = "base_population.lambda2",
     .unit = "1/yr",
     .doc = "ascent of these moves to their peak",
     .source = LABOUR_SCHEDULE,
     .value = 0.198,
     .min = 0.01,
     .max = 5.0,
     .kind = CB_PARAM_FIXED},
    {.name = "base_population.return_rate",
     .unit = "1/yr",
     .doc = "hazard of unregistered people to go back or to be registered, which shapes their ages",
     .source = "assumed: the stock peaks at 30, in the middle of the ages 25 to 34",
     .value = 0.12,
     .min = 0.001,
     .max = 1.0,
     .kind = CB_PARAM_FIXED},
    {.name = "base_population.age_of_mother",
     .unit = "yr",
     .doc = "mean age of mothers at a birth: children begin with the status of their mothers",
     .source = "assumed: China about 2020",
     .value = 28.0,
     .min = 20.0,
     .max = 40.0,
     .kind = CB_PARAM_FIXED},
    {.name = "base_population.special",
     .unit = "1",
     .doc = "whether the excess of ages 15 to 24 is held to be people of colleges and camps, who are renewed",
     .source = "Smith, Tayman & Swanson 2013, on special populations (yes)",
     .kind = CB_PARAM_CHOICE,
     .choices = "yes no"},
    {.name = "base_population.special_margin",
     .unit = "1",
     .doc = "how far people of 15 to 24 may exceed what the neighbouring ages imply, relative to it, before they are "
            "special",
     .source = "assumed: in 418 counties and zones of 2020 chance above it is 4 % of the excess, if chance spreads "
               "upwards as far as the units below the median do downwards",
     .value = 0.15,
     .min = 0.0,
     .max = 10.0,
     .kind = CB_PARAM_FIXED},
    {0},
};

static const cb_column census_columns[] = {
    {.name = "place", .kind = CB_COLUMN_PLACE, .doc = "place"},
    {.name = "sex", .kind = CB_COLUMN_SEX, .doc = "F and M"},
    {.name = "age", .kind = CB_COLUMN_AGE, .doc = "lower end of an age group of any width, from 0; the last is open"},
    {.name = "persons", .unit = "person", .doc = "people counted", .max = 1e12},
    {0},
};

static const cb_column residence_columns[] = {
    {.name = "place", .kind = CB_COLUMN_PLACE, .doc = "place"},
    {.name = "status", .kind = CB_COLUMN_STATUS, .doc = "every status of the scenario"},
    {.name = "persons", .unit = "person", .doc = "people counted; they add to the census of the place", .max = 1e12},
    {0},
};

static const cb_table tables[] = {
    {.name = "census",
     .doc = "people at the start by sex and age group of any width, instead of the table population",
     .columns = census_columns,
     .defines_axes = true,
     .oldest = CB_OPEN_AGE},
    {.name = "residence",
     .doc = "people at the start by status, needed beside a census where there are several statuses",
     .columns = residence_columns},
    {0},
};

static const cb_use uses[] = {
    {"base_people", CB_WRITE},
    {"special_people", CB_WRITE},
    {0},
};

const cb_process CB_PROCESS(base_population) = {
    .name = "base_population",
    .doc = "people at the start by single age, sex and status from a census: spline, tail, special people and raking",
    .reference = "Deming & Stephan 1940, Annals of Mathematical Statistics 11(4); Smith, Tayman & Swanson 2013, A "
                 "Practitioner's Guide to State and Local Population Projections",
    .needs = "cohorts",
    .fields = fields,
    .params = params,
    .tables = tables,
    .uses = uses,
    .prepare = base_prepare,
};
