#include "mortality.h"

#include <math.h>

#include "life_table.h"
#include "rate_table.h"

typedef struct mortality {
    cb_setup *setup;
    cb_rate_table rates;    /* survival, or death rates */
    cb_rate_table expect;   /* life expectancy by sex; no values: not given */
    cb_rate_table relative; /* factor on the death rates by place; no values: 1 */
    size_t ages, sexes, statuses, width;
    cb_schedule *survival;
} mortality;

static double *cell_of(const mortality *m, size_t step, size_t place, size_t age, size_t sex, size_t status)
{
    return cb_schedule_at(m->survival, step, place) + (age * m->sexes + sex) * m->statuses + status;
}

/* Death rates change in proportion, so their logarithms are interpolated; a rate of zero has none. */
static double geometric(const cb_rate_table *t, cb_moment now, size_t place, size_t sex, size_t age, size_t status)
{
    double before = cb_rate_table_at(t, now.before, place, sex, age, status);
    double after = cb_rate_table_at(t, now.after, place, sex, age, status);
    if (before <= 0.0 || after <= 0.0 || before == after)
        return cb_rate_table_linear(t, now, place, sex, age, status);
    return before * cb_exp1(now.weight * cb_log1(after / before));
}

/* ---- given survival --------------------------------------------------------------------------------------------- */

static void given_at(const mortality *m, size_t step, size_t place, size_t age)
{
    cb_moment now = cb_rate_table_moment(&m->rates, m->setup, step);
    for (size_t sex = 0; sex < m->sexes; sex++)
        for (size_t status = 0; status < m->statuses; status++)
            *cell_of(m, step, place, age, sex, status) = cb_rate_table_linear(&m->rates, now, place, sex, age, status);
}

static cb_status given_fill(const mortality *m)
{
    cb_status status = cb_rate_table_groups(&m->rates, m->setup, true);
    for (size_t step = 0; step < m->survival->steps && !status; step++)
        for (size_t place = 0; place < m->survival->places; place++)
            for (size_t age = 0; age < m->ages; age++)
                given_at(m, step, place, age);
    return status;
}

/* ---- from death rates ------------------------------------------------------------------------------------------- */

/* A moment in each of the two tables that change with time. */
typedef struct moments {
    cb_moment rates, expect;
} moments;

/* The factor on the death rates of a sex that gives the life expectancy of the moment; 1 where none is given. */
static cb_status factor_of(const mortality *m, const cb_hazard *hazard, moments now, size_t sex, double *factor)
{
    *factor = 1.0;
    if (!m->expect.values)
        return CB_OK;
    double years = cb_rate_table_linear(&m->expect, now.expect, 0, sex, 0, 0);
    *factor = cb_hazard_factor(hazard, years);
    if (!isnan(*factor))
        return CB_OK;
    return cb_setup_table_error(m->setup, "life_expectancy",
                                "no multiple of the death rates of sex %s gives a life expectancy of %g years",
                                cb_setup_axis_label(m->setup, "sex", sex), years);
}

static double relative_of(const mortality *m, size_t place)
{
    return m->relative.values ? cb_rate_table_at(&m->relative, 0, place, 0, 0, 0) : 1.0;
}

/* The hazards to the oldest age of the world and their factor; `rate` is working memory of a double for each age group
 * of the table. The caller frees the hazard. */
static cb_status hazard_of(const mortality *m, moments now, size_t place, size_t sex, size_t status, double *rate,
                           cb_hazard *hazard, double *factor)
{
    for (size_t g = 0; g < m->rates.ages; g++)
        rate[g] = geometric(&m->rates, now.rates, place, sex, g, status);
    if (!(rate[m->rates.ages - 1] > 0.0))
        return cb_setup_table_error(m->setup, "mortality",
                                    "table mortality: the death rate of the open age group from %g must be positive",
                                    m->rates.age[m->rates.ages - 1]);
    cb_status result = cb_hazard_create(hazard, m->rates.ages, m->rates.age, rate, (m->ages - 1) * m->width);
    return result ? result : factor_of(m, hazard, now, sex, factor);
}

/* One life table: its survival goes to every place from `place` and every status from `first` that shares its rates.
 * `rate` and `column` are working memory. */
static cb_status table_fill(const mortality *m, size_t step, size_t place, size_t sex, size_t first, double *rate,
                            double *column)
{
    moments now = {cb_rate_table_moment(&m->rates, m->setup, step), cb_rate_table_moment(&m->expect, m->setup, step)};
    size_t end = m->rates.statuses > 1 ? first + 1 : m->statuses;
    size_t last = m->rates.places > 1 ? place + 1 : m->survival->places;
    cb_hazard hazard = {0};
    double factor;
    cb_status status = hazard_of(m, now, place, sex, first, rate, &hazard, &factor);
    for (; place < last && !status; place++) {
        cb_hazard_survival(&hazard, factor * relative_of(m, place), m->width, m->ages, column);
        for (size_t age = 0; age < m->ages; age++)
            for (size_t s = first; s < end; s++)
                *cell_of(m, step, place, age, sex, s) = column[age];
    }
    cb_hazard_free(&hazard);
    return status;
}

static cb_status rates_check(const mortality *m)
{
    if (m->rates.age[0] != 0.0 || m->rates.ages < 2)
        return cb_setup_table_error(m->setup, "mortality",
                                    "table mortality: death rates need age groups from 0 on, the last one open");
    if (m->expect.values && (m->rates.places > 1 || m->rates.statuses > 1))
        return cb_setup_table_error(m->setup, "life_expectancy",
                                    "table life_expectancy is of everyone: it cannot scale death rates by place or "
                                    "status; leave out the one or the other");
    return CB_OK;
}

static cb_status rates_fill(const mortality *m)
{
    cb_status status = rates_check(m);
    if (status)
        return status;
    double *rate = malloc((m->rates.ages + m->ages) * sizeof *rate), *column = rate + m->rates.ages;
    size_t apart = m->rates.statuses > 1 ? 1 : m->statuses;
    status = rate ? CB_OK : CB_ERROR_MEMORY;
    for (size_t step = 0; step < m->survival->steps; step++)
        for (size_t place = 0; place < m->rates.places; place++)
            for (size_t sex = 0; sex < m->sexes; sex++)
                for (size_t s = 0; s < m->statuses && !status; s += apart)
                    status = table_fill(m, step, place, sex, s, rate, column);
    free(rate);
    return status;
}

/* ---- both ------------------------------------------------------------------------------------------------------- */

static cb_status complain_of_survival(cb_setup *setup, const char *table)
{
    return cb_setup_table_error(setup, table,
                                "table %s scales death rates, but mortality gives survival: leave out the one or the "
                                "other",
                                table);
}

static cb_status mortality_read(mortality *m, bool *given)
{
    const cb_rows *rows = cb_setup_table(m->setup, "mortality"), *expect = cb_setup_table(m->setup, "life_expectancy");
    const cb_rows *relative = cb_setup_table(m->setup, "relative_mortality");
    bool rates = cb_rows_number(rows, "death_rate");
    *given = cb_rows_number(rows, "survival");
    if (rates == *given)
        return cb_setup_table_error(m->setup, "mortality",
                                    "table mortality needs one of the columns survival and death_rate, and only one");
    if (*given && (expect || relative))
        return complain_of_survival(m->setup, expect ? "life_expectancy" : "relative_mortality");
    cb_status status =
        cb_rate_table_create(&m->rates, m->setup, "mortality", rows, *given ? "survival" : "death_rate", NAN);
    if (!status && expect)
        status = cb_rate_table_create(&m->expect, m->setup, "life_expectancy", expect, "years", NAN);
    if (!status && relative)
        status = cb_rate_table_create(&m->relative, m->setup, "relative_mortality", relative, "relative", NAN);
    return status;
}

static mortality mortality_open(cb_setup *setup)
{
    return (mortality){.setup = setup,
                       .ages = cb_setup_axis(setup, "age"),
                       .sexes = cb_setup_axis(setup, "sex"),
                       .statuses = cb_setup_axis(setup, "status"),
                       .width = (size_t)cb_setup_step_years(setup)};
}

static void mortality_free(mortality *m)
{
    cb_rate_table_free(&m->rates);
    cb_rate_table_free(&m->expect);
    cb_rate_table_free(&m->relative);
}

/* Places that differ in mortality. */
static size_t places_of(const mortality *m)
{
    return m->rates.places > m->relative.places ? m->rates.places : m->relative.places;
}

cb_status cb_mortality_prepare(cb_schedule *survival, cb_setup *setup)
{
    mortality m = mortality_open(setup);
    bool given;
    m.survival = survival;
    cb_status status = mortality_read(&m, &given);
    bool changes = m.rates.years > 1 || m.expect.years > 1;
    if (!status)
        status = cb_schedule_create(survival, changes ? cb_setup_steps(setup) : 1, places_of(&m),
                                    m.ages * m.sexes * m.statuses);
    if (!status)
        status = given ? given_fill(&m) : rates_fill(&m);
    mortality_free(&m);
    return status;
}

/* ---- years lived ------------------------------------------------------------------------------------------------ */

/* From survival over a step; the years of a wide age group count alike. `lived` has room for the last group's age. */
static cb_status lived_of_survival(const mortality *m, moments now, size_t place, size_t sex, size_t s, double *lived)
{
    double group = (double)m->width; /* newborns of the step, one a year; then those alive in each group */
    for (size_t age = 0; age + 1 < m->ages; age++) {
        group *= cb_rate_table_linear(&m->rates, now.rates, place, sex, age, s);
        for (size_t year = 0; year < m->width; year++)
            lived[age * m->width + year] = group / (double)m->width;
    }
    double open = cb_rate_table_linear(&m->rates, now.rates, place, sex, m->ages - 1, s);
    if (!(open < 1.0))
        return cb_setup_table_error(m->setup, "mortality",
                                    "table mortality: survival into the open age group must be below 1");
    lived[(m->ages - 1) * m->width] = group * open / (1.0 - open);
    return CB_OK;
}

static cb_status lived_of_rates(const mortality *m, moments now, size_t place, size_t sex, size_t s, double *lived)
{
    cb_hazard hazard = {0};
    double factor, *rate = malloc(m->rates.ages * sizeof *rate);
    cb_status status = rate ? hazard_of(m, now, place, sex, s, rate, &hazard, &factor) : CB_ERROR_MEMORY;
    if (!status)
        cb_hazard_years_lived(&hazard, factor * relative_of(m, place), (m->ages - 1) * m->width, lived);
    cb_hazard_free(&hazard);
    free(rate);
    return status;
}

static cb_status lived_fill(const mortality *m, bool given, double year, const cb_schedule *lived)
{
    moments now = {cb_rate_table_year(&m->rates, year), cb_rate_table_year(&m->expect, year)};
    cb_status status = given ? cb_rate_table_groups(&m->rates, m->setup, true) : rates_check(m);
    for (size_t place = 0; place < lived->places; place++)
        for (size_t sex = 0; sex < m->sexes && !status; sex++) {
            double *to = cb_schedule_at(lived, 0, place) + sex * (lived->cells / m->sexes);
            status = given ? lived_of_survival(m, now, place, sex, 0, to) : lived_of_rates(m, now, place, sex, 0, to);
        }
    return status;
}

cb_status cb_mortality_years_lived(cb_schedule *lived, cb_setup *setup, double year)
{
    mortality m = mortality_open(setup);
    bool given;
    cb_status status = mortality_read(&m, &given);
    if (!status)
        status = cb_schedule_create(lived, 1, places_of(&m), m.sexes * ((m.ages - 1) * m.width + 1));
    if (!status)
        status = lived_fill(&m, given, year, lived);
    mortality_free(&m);
    return status;
}
