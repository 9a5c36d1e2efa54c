#include "fertility.h"

#include <math.h>

#include "monotone_spline.h"
#include "rate_table.h"

typedef struct fertility_plan {
    cb_setup *setup;
    cb_rate_table rates; /* births per woman, or the age pattern */
    cb_rate_table total; /* births per woman over a life; no values: `rates` are births per woman and year */
    size_t ages, statuses;
    double width;
    cb_schedule *fertility;
} fertility_plan;

/* ---- given by age ----------------------------------------------------------------------------------------------- */

static void given_at(const fertility_plan *f, size_t step, size_t place)
{
    cb_moment now = cb_rate_table_moment(&f->rates, f->setup, step);
    double *cells = cb_schedule_at(f->fertility, step, place);
    for (size_t age = 0; age < f->ages; age++) {
        cb_id group = cb_rate_table_age(&f->rates, cb_setup_age(f->setup, age), f->width, false);
        for (size_t status = 0; status < f->statuses && group != CB_NONE; status++)
            cells[age * f->statuses + status] = cb_rate_table_linear(&f->rates, now, place, 0, (size_t)group, status);
    }
}

/* ---- level and age pattern -------------------------------------------------------------------------------------- */

/* Cumulated shares at the borders of the pattern's groups: x and y have ages + 1 entries. */
static double pattern_cumulate(const fertility_plan *f, cb_moment now, double *x, double *y)
{
    size_t n = f->rates.ages;
    y[0] = 0.0;
    for (size_t g = 0; g < n; g++) {
        x[g] = f->rates.age[g];
        y[g + 1] = y[g] + cb_rate_table_linear(&f->rates, now, 0, 0, g, 0);
    }
    x[n] = x[n - 1] + (n > 1 ? x[n - 1] - x[n - 2] : f->width);
    return y[n];
}

static cb_status pattern_at(const fertility_plan *f, size_t step)
{
    cb_moment now = cb_rate_table_moment(&f->rates, f->setup, step);
    double births = cb_rate_table_linear(&f->total, cb_rate_table_moment(&f->total, f->setup, step), 0, 0, 0, 0);
    double *cells = cb_schedule_at(f->fertility, step, 0);
    double *x = malloc(2 * (f->rates.ages + 1) * sizeof *x), *y = x + f->rates.ages + 1;
    cb_monotone_spline spline = {0};
    if (!x)
        return CB_ERROR_MEMORY;
    double sum = pattern_cumulate(f, now, x, y);
    cb_status status = sum > 0.0 ? CB_OK
                                 : cb_setup_table_error(f->setup, "fertility_age_pattern",
                                                        "table fertility_age_pattern: the shares add to 0");
    if (!status)
        status = cb_monotone_spline_create(&spline, f->rates.ages + 1, x, y);
    for (size_t age = 0; age < f->ages && !status; age++) {
        double from = cb_setup_age(f->setup, age);
        double share = cb_monotone_spline_at(&spline, from + f->width) - cb_monotone_spline_at(&spline, from);
        for (size_t s = 0; s < f->statuses; s++)
            cells[age * f->statuses + s] = births * share / sum / f->width;
    }
    cb_monotone_spline_free(&spline);
    free(x);
    return status;
}

/* ---- both ------------------------------------------------------------------------------------------------------- */

static cb_status fertility_read(fertility_plan *f)
{
    const cb_rows *rates = cb_setup_table(f->setup, "fertility"), *total = cb_setup_table(f->setup, "total_fertility");
    const cb_rows *pattern = cb_setup_table(f->setup, "fertility_age_pattern");
    if (rates ? total || pattern : !total || !pattern)
        return cb_setup_table_error(f->setup,
                                    rates   ? "fertility"
                                    : total ? "total_fertility"
                                            : "fertility_age_pattern",
                                    "births need either a table fertility or both total_fertility and "
                                    "fertility_age_pattern; for none, a fertility of 0");
    cb_status status = rates
                           ? cb_rate_table_create(&f->rates, f->setup, "fertility", rates, "births_per_woman", NAN)
                           : cb_rate_table_create(&f->rates, f->setup, "fertility_age_pattern", pattern, "share", NAN);
    if (!status && total)
        status = cb_rate_table_create(&f->total, f->setup, "total_fertility", total, "births_per_woman", NAN);
    if (!status)
        status = cb_rate_table_groups(&f->rates, f->setup, false);
    return status;
}

static cb_status fertility_check(const fertility_plan *f)
{
    for (size_t step = 0; step < f->fertility->steps; step++)
        for (size_t place = 0; place < f->fertility->places; place++)
            for (size_t status = 0; status < f->statuses; status++)
                if (cb_schedule_at(f->fertility, step, place)[status] > 0.0)
                    return cb_setup_table_error(f->setup, f->rates.name,
                                                "births to women of the first age group, who are born in the step "
                                                "themselves: give 0 there");
    return CB_OK;
}

cb_status cb_fertility_prepare(cb_schedule *fertility, cb_setup *setup)
{
    fertility_plan f = {.setup = setup,
                        .ages = cb_setup_axis(setup, "age"),
                        .statuses = cb_setup_axis(setup, "status"),
                        .width = cb_setup_step_years(setup),
                        .fertility = fertility};
    cb_status status = fertility_read(&f);
    bool changes = f.rates.years > 1 || f.total.years > 1;
    if (!status)
        status =
            cb_schedule_create(fertility, changes ? cb_setup_steps(setup) : 1, f.rates.places, f.ages * f.statuses);
    for (size_t step = 0; step < fertility->steps && !status; step++)
        for (size_t place = 0; place < fertility->places && !status; place++)
            if (f.total.values)
                status = pattern_at(&f, step);
            else
                given_at(&f, step, place);
    if (!status)
        status = fertility_check(&f);
    cb_rate_table_free(&f.rates);
    cb_rate_table_free(&f.total);
    return status;
}
