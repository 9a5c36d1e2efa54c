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

/* The factor on the death rates of a sex that gives the life expectancy of the step; 1 where none is given. */
static cb_status factor_of(const mortality *m, const cb_hazard *hazard, size_t step, size_t sex, double *factor)
{
    *factor = 1.0;
    if (!m->expect.values)
        return CB_OK;
    double years = cb_rate_table_linear(&m->expect, cb_rate_table_moment(&m->expect, m->setup, step), 0, sex, 0, 0);
    *factor = cb_hazard_factor(hazard, years);
    if (!isnan(*factor))
        return CB_OK;
    return cb_setup_error(m->setup, "no multiple of the death rates of sex %s gives a life expectancy of %g years",
                          cb_setup_axis_label(m->setup, "sex", sex), years);
}

/* One life table: its survival goes to every place from `place` and every status from `first` that shares its rates.
 * `rate` and `column` are working memory. */
static cb_status table_fill(const mortality *m, size_t step, size_t place, size_t sex, size_t first, double *rate,
                            double *column)
{
    cb_moment now = cb_rate_table_moment(&m->rates, m->setup, step);
    size_t end = m->rates.statuses > 1 ? first + 1 : m->statuses;
    size_t last = m->rates.places > 1 ? place + 1 : m->survival->places;
    for (size_t g = 0; g < m->rates.ages; g++)
        rate[g] = geometric(&m->rates, now, place, sex, g, first);
    if (!(rate[m->rates.ages - 1] > 0.0))
        return cb_setup_error(m->setup,
                              "table mortality: the death rate of the open age group from %g must be positive",
                              m->rates.age[m->rates.ages - 1]);
    cb_hazard hazard;
    double factor;
    cb_status status = cb_hazard_create(&hazard, m->rates.ages, m->rates.age, rate, (m->ages - 1) * m->width);
    if (status)
        return status;
    status = factor_of(m, &hazard, step, sex, &factor);
    for (; place < last && !status; place++) {
        double relative = m->relative.values ? cb_rate_table_at(&m->relative, 0, place, 0, 0, 0) : 1.0;
        cb_hazard_survival(&hazard, factor * relative, m->width, m->ages, column);
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
        return cb_setup_error(m->setup, "table mortality: death rates need age groups from 0 on, the last one open");
    if (m->expect.values && (m->rates.places > 1 || m->rates.statuses > 1))
        return cb_setup_error(m->setup, "table life_expectancy is of everyone: it cannot scale death rates by place or "
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

static cb_status mortality_read(mortality *m, bool *given)
{
    const cb_rows *rows = cb_setup_table(m->setup, "mortality"), *expect = cb_setup_table(m->setup, "life_expectancy");
    const cb_rows *relative = cb_setup_table(m->setup, "relative_mortality");
    bool rates = cb_rows_number(rows, "death_rate");
    *given = cb_rows_number(rows, "survival");
    if (rates == *given)
        return cb_setup_error(m->setup,
                              "table mortality needs one of the columns survival and death_rate, and only one");
    if (*given && (expect || relative))
        return cb_setup_error(m->setup,
                              "table %s scales death rates, but mortality gives survival: leave out the one or the "
                              "other",
                              expect ? "life_expectancy" : "relative_mortality");
    cb_status status =
        cb_rate_table_create(&m->rates, m->setup, "mortality", rows, *given ? "survival" : "death_rate", NAN);
    if (!status && expect)
        status = cb_rate_table_create(&m->expect, m->setup, "life_expectancy", expect, "years", NAN);
    if (!status && relative)
        status = cb_rate_table_create(&m->relative, m->setup, "relative_mortality", relative, "relative", NAN);
    return status;
}

cb_status cb_mortality_prepare(cb_schedule *survival, cb_setup *setup)
{
    mortality m = {.setup = setup,
                   .ages = cb_setup_axis(setup, "age"),
                   .sexes = cb_setup_axis(setup, "sex"),
                   .statuses = cb_setup_axis(setup, "status"),
                   .width = (size_t)cb_setup_step_years(setup),
                   .survival = survival};
    bool given;
    cb_status status = mortality_read(&m, &given);
    bool changes = m.rates.years > 1 || m.expect.years > 1;
    if (!status)
        status = cb_schedule_create(survival, changes ? cb_setup_steps(setup) : 1,
                                    m.rates.places > m.relative.places ? m.rates.places : m.relative.places,
                                    m.ages * m.sexes * m.statuses);
    if (!status)
        status = given ? given_fill(&m) : rates_fill(&m);
    cb_rate_table_free(&m.rates);
    cb_rate_table_free(&m.expect);
    cb_rate_table_free(&m.relative);
    return status;
}
