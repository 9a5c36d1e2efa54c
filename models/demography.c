/* Rates of survival and birth, and given net migration, for the ageing of cohorts.
 *
 *   S(a) from the table as it stands, or L(a) / L(a-1) of a life table of death rates (method/life_table.h)
 *   f(a) from the table as it stands, or total fertility times an age pattern
 *   share of girls = 1 / (1 + males per female at birth)
 *
 * Preston, Heuveline & Guillot 2001, Demography, ch. 3 and 6; United Nations 2022, World Population Prospects 2022:
 * Methodology. */
#include <math.h>
#include <string.h>

#include "method/fertility.h"
#include "method/mortality.h"
#include "method/net_migration.h"
#include "method/people.h"
#include "method/rate_table.h"

typedef struct demography_plan {
    cb_schedule males_per_female; /* one cell; no values: the parameter rules */
    cb_id female_share, sex_ratio;
} demography_plan;

/* ---- prepare ---------------------------------------------------------------------------------------------------- */

static cb_status sex_ratio_prepare(demography_plan *plan, cb_setup *setup)
{
    const cb_rows *rows = cb_setup_table(setup, "sex_ratio");
    cb_rate_table table = {0};
    if (!rows)
        return CB_OK;
    cb_status status = cb_rate_table_create(&table, setup, "sex_ratio", rows, "males_per_female", NAN);
    if (!status)
        status = cb_schedule_create(&plan->males_per_female, cb_setup_steps(setup), 1, 1);
    for (size_t step = 0; step < plan->males_per_female.steps && !status; step++)
        *cb_schedule_at(&plan->males_per_female, step, 0) =
            cb_rate_table_linear(&table, cb_rate_table_moment(&table, setup, step), 0, 0, 0, 0);
    cb_rate_table_free(&table);
    return status;
}

/* Hands numbers to the shared field of this name, for every step and place. */
static cb_status schedule_share(const cb_schedule *from, cb_setup *setup, const char *field)
{
    double *to = cb_setup_shared(setup, cb_setup_field(setup, field));
    if (!to)
        return CB_ERROR_MEMORY;
    for (size_t step = 0; step < cb_setup_steps(setup); step++)
        for (size_t place = 0; place < cb_setup_places(setup); place++, to += from->cells)
            memcpy(to, cb_schedule_at(from, step, place), from->cells * sizeof *to);
    return CB_OK;
}

/* Survival, fertility and net migrants, each by its own method; what has no table stays absent. */
static cb_status rates_prepare(cb_setup *setup, cb_status (*method)(cb_schedule *, cb_setup *), const char *field)
{
    cb_schedule rates = {0};
    cb_status status = method(&rates, setup);
    if (!status && rates.values)
        status = schedule_share(&rates, setup, field);
    cb_schedule_free(&rates);
    return status;
}

static cb_status demography_check(cb_setup *setup)
{
    if (cb_setup_axis(setup, "age") < 2)
        return cb_setup_table_error(setup, "population",
                                    "people of one age group cannot grow older: give the population table age groups "
                                    "as wide as the step, or leave demography out of `processes`");
    if (cb_female_sex(setup) == CB_NONE)
        return cb_setup_table_error(setup, "population",
                                    "births need a sex named F (or female) in the population table");
    return CB_OK;
}

static cb_status demography_prepare(cb_setup *setup, void **plan)
{
    demography_plan *made = calloc(1, sizeof *made);
    *plan = made;
    if (!made)
        return CB_ERROR_MEMORY;
    made->female_share = cb_setup_field(setup, "female_share_at_birth");
    made->sex_ratio = cb_setup_param(setup, "fertility.sex_ratio_at_birth");
    cb_status status = demography_check(setup);
    if (!status)
        status = rates_prepare(setup, cb_mortality_prepare, "survival");
    if (!status)
        status = rates_prepare(setup, cb_fertility_prepare, "fertility");
    if (!status)
        status = sex_ratio_prepare(made, setup);
    if (!status)
        status = rates_prepare(setup, cb_net_migration_prepare, "net_migrants");
    return status;
}

static void demography_release(void *plan)
{
    demography_plan *p = plan;
    if (!p)
        return;
    cb_schedule_free(&p->males_per_female);
    free(p);
}

/* ---- step ------------------------------------------------------------------------------------------------------- */

typedef struct birth_sexes {
    const demography_plan *plan;
    cb_view share;
    cb_param_view males;
} birth_sexes;

static void share_visit(cb_block *block, size_t place, size_t vector, void *context)
{
    const birth_sexes *b = context;
    const cb_schedule *table = &b->plan->males_per_female;
    cb_vec males = table->values ? cb_splat(*cb_schedule_at(table, cb_block_step_index(block), 0))
                                 : cb_param_at(b->males, place, vector);
    *cb_view_row(b->share, place, vector) = cb_splat(1.0) / (cb_splat(1.0) + males);
}

static cb_status demography_step(cb_block *block, const void *plan)
{
    const demography_plan *p = plan;
    birth_sexes births = {
        .plan = p, .share = cb_block_view(block, p->female_share), .males = cb_block_param(block, p->sex_ratio)};
    cb_each_place(block, share_visit, &births);
    return CB_OK;
}

/* ---- declaration ------------------------------------------------------------------------------------------------ */

static const cb_field fields[] = {
    {.name = "survival",
     .unit = "1",
     .long_name = "share surviving into an age group over a step",
     .axes = "step place age sex status",
     .kind = CB_SHARED},
    {.name = "fertility",
     .unit = "1/yr",
     .long_name = "births per woman and year",
     .axes = "step place age status",
     .kind = CB_SHARED},
    {.name = "female_share_at_birth",
     .unit = "1",
     .long_name = "share of girls among births",
     .axes = "place",
     .kind = CB_SCRATCH},
    {.name = "net_migrants",
     .unit = "person",
     .long_name = "given net migrants of a step",
     .axes = "step place age sex status",
     .kind = CB_SHARED},
    {0},
};

static const cb_param params[] = {
    {.name = "fertility.sex_ratio_at_birth",
     .unit = "1",
     .doc = "boys born per girl, where there is no table sex_ratio",
     .source = "United Nations 2022, World Population Prospects 2022: Methodology (the usual ratio)",
     .value = 1.05,
     .min = 0.5,
     .max = 2.0},
    {.name = "fertility.level",
     .unit = "1",
     .doc = "factor on the births of every age",
     .source = "the tables as they stand",
     .value = 1.0,
     .max = 20.0},
    {.name = "net_migration.timing",
     .unit = "1",
     .doc = "given net migrants come half at the start and half at the end of a step (even), or all at its end (end)",
     .source = "Preston, Heuveline & Guillot 2001, Demography, Box 6.2 (even)",
     .kind = CB_PARAM_CHOICE,
     .choices = "even end"},
    {0},
};

static const cb_column mortality_columns[] = {
    {.name = "place", .kind = CB_COLUMN_PLACE, .doc = "left out: all places", .optional = true},
    {.name = "year", .kind = CB_COLUMN_YEAR, .doc = "left out: all years", .optional = true},
    {.name = "sex", .kind = CB_COLUMN_SEX, .doc = "left out: both", .optional = true},
    {.name = "age",
     .kind = CB_COLUMN_AGE,
     .doc = "survival: the groups of the population; death rates: from 0 on, wider ones too"},
    {.name = "status", .kind = CB_COLUMN_STATUS, .doc = "left out: all statuses", .optional = true},
    {.name = "survival",
     .unit = "1",
     .doc = "share surviving into this age group over a step; at age 0 of the newborns of the step",
     .max = 1.0,
     .optional = true},
    {.name = "death_rate", .unit = "1/yr", .doc = "deaths per person-year", .max = 100.0, .optional = true},
    {0},
};

static const cb_column life_expectancy_columns[] = {
    {.name = "year", .kind = CB_COLUMN_YEAR, .doc = "left out: all years", .optional = true},
    {.name = "sex", .kind = CB_COLUMN_SEX, .doc = "left out: both", .optional = true},
    {.name = "years", .unit = "yr", .doc = "life expectancy at birth that the death rates are scaled to", .max = 150.0},
    {0},
};

static const cb_column relative_mortality_columns[] = {
    {.name = "place", .kind = CB_COLUMN_PLACE, .doc = "place"},
    {.name = "relative", .unit = "1", .doc = "factor on its death rates at every age", .min = 0.05, .max = 20.0},
    {0},
};

static const cb_column fertility_columns[] = {
    {.name = "place", .kind = CB_COLUMN_PLACE, .doc = "left out: all places", .optional = true},
    {.name = "year", .kind = CB_COLUMN_YEAR, .doc = "left out: all years", .optional = true},
    {.name = "age", .kind = CB_COLUMN_AGE, .doc = "of the mothers; women of other ages bear no children"},
    {.name = "status", .kind = CB_COLUMN_STATUS, .doc = "left out: all statuses", .optional = true},
    {.name = "births_per_woman", .unit = "1/yr", .doc = "births per woman and year", .max = 10.0},
    {0},
};

static const cb_column total_fertility_columns[] = {
    {.name = "year", .kind = CB_COLUMN_YEAR, .doc = "left out: all years", .optional = true},
    {.name = "births_per_woman", .unit = "1", .doc = "births per woman over her life", .max = 20.0},
    {0},
};

static const cb_column age_pattern_columns[] = {
    {.name = "year", .kind = CB_COLUMN_YEAR, .doc = "left out: all years", .optional = true},
    {.name = "age", .kind = CB_COLUMN_AGE, .doc = "of the mothers"},
    {.name = "share", .unit = "1", .doc = "share of total fertility; scaled to add to 1", .max = 1.0},
    {0},
};

static const cb_column sex_ratio_columns[] = {
    {.name = "year", .kind = CB_COLUMN_YEAR, .doc = "left out: all years", .optional = true},
    {.name = "males_per_female", .unit = "1", .doc = "boys born per girl", .min = 0.5, .max = 2.0},
    {0},
};

static const cb_column net_migration_columns[] = {
    {.name = "place", .kind = CB_COLUMN_PLACE, .doc = "needed where there are several places", .optional = true},
    {.name = "year", .kind = CB_COLUMN_YEAR, .doc = "left out: all years", .optional = true},
    {.name = "sex", .kind = CB_COLUMN_SEX, .doc = "needed where there are two", .optional = true},
    {.name = "age", .kind = CB_COLUMN_AGE, .doc = "groups of the population; 0 where there is no row"},
    {.name = "status", .kind = CB_COLUMN_STATUS, .doc = "needed where there are several", .optional = true},
    {.name = "persons", .unit = "person", .doc = "arrivals less departures over a step"},
    {0},
};

static const cb_table tables[] = {
    {.name = "mortality", .doc = "survival or death rates by age", .columns = mortality_columns, .required = true},
    {.name = "life_expectancy",
     .doc = "life expectancy that scales the death rates",
     .columns = life_expectancy_columns},
    {.name = "relative_mortality",
     .doc = "how death rates of places differ from those of the table mortality",
     .columns = relative_mortality_columns},
    {.name = "fertility", .doc = "births per woman by age", .columns = fertility_columns},
    {.name = "total_fertility", .doc = "births per woman over a life", .columns = total_fertility_columns},
    {.name = "fertility_age_pattern", .doc = "how total fertility spreads over ages", .columns = age_pattern_columns},
    {.name = "sex_ratio", .doc = "boys born per girl by year", .columns = sex_ratio_columns},
    {.name = "net_migration", .doc = "given net migrants by age", .columns = net_migration_columns},
    {0},
};

static const cb_use uses[] = {
    {"survival", CB_WRITE},
    {"fertility", CB_WRITE},
    {"female_share_at_birth", CB_WRITE},
    {"net_migrants", CB_WRITE},
    {0},
};

const cb_process CB_PROCESS(demography) = {
    .name = "demography",
    .doc = "rates of survival and birth, and given net migration, by age, sex, status and place",
    .reference = "Preston, Heuveline & Guillot 2001, Demography; United Nations 2022, World Population Prospects 2022: "
                 "Methodology",
    .fields = fields,
    .params = params,
    .tables = tables,
    .uses = uses,
    .prepare = demography_prepare,
    .step = demography_step,
    .release = demography_release,
};
