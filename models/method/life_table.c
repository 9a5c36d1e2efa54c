#include "life_table.h"

#include <math.h>
#include <stdlib.h>

#include "monotone_spline.h"

#define FIRST_YEAR_LIVED   0.1  /* a0: assumed, see life_table.h */
#define LARGEST_LOG_FACTOR 14.0 /* a millionfold */
#define BISECTIONS         64   /* to the last bit of 28 wide */

static void hazard_fill(cb_hazard *hazard, const cb_monotone_spline *spline)
{
    double border = spline->x[spline->n - 1], at_border = spline->y[spline->n - 1];
    for (size_t age = 0; age <= hazard->last; age++)
        hazard->cumulated[age] = (double)age <= border ? cb_monotone_spline_at(spline, (double)age)
                                                       : at_border + hazard->open_rate * ((double)age - border);
}

cb_status cb_hazard_create(cb_hazard *hazard, size_t groups, const double *lower, const double *rate, size_t last)
{
    cb_monotone_spline spline = {0};
    double *x = malloc(2 * groups * sizeof *x), *y = x + groups;
    if ((size_t)lower[groups - 1] > last)
        last = (size_t)lower[groups - 1];
    *hazard =
        (cb_hazard){.last = last, .cumulated = malloc((last + 1) * sizeof(double)), .open_rate = rate[groups - 1]};
    cb_status status = x && hazard->cumulated ? CB_OK : CB_ERROR_MEMORY;
    if (status)
        goto out;
    y[0] = 0.0;
    for (size_t g = 0; g < groups; g++) {
        x[g] = lower[g];
        if (g)
            y[g] = y[g - 1] + (x[g] - x[g - 1]) * rate[g - 1];
    }
    status = cb_monotone_spline_create(&spline, groups, x, y);
    if (!status)
        hazard_fill(hazard, &spline);
out:
    cb_monotone_spline_free(&spline);
    free(x);
    if (status)
        cb_hazard_free(hazard);
    return status;
}

void cb_hazard_free(cb_hazard *hazard)
{
    free(hazard->cumulated);
    *hazard = (cb_hazard){0};
}

/* l(x), one at birth. */
static double alive(const cb_hazard *hazard, double factor, size_t age)
{
    return cb_exp1(-factor * hazard->cumulated[age]);
}

/* L(x): years lived between exact ages x and x + 1. */
static double years_in(const cb_hazard *hazard, double factor, size_t age)
{
    double here = alive(hazard, factor, age), next = alive(hazard, factor, age + 1);
    return age ? (here + next) / 2.0 : next + FIRST_YEAR_LIVED * (here - next);
}

static double years_between(const cb_hazard *hazard, double factor, size_t from, size_t to)
{
    double sum = 0.0;
    for (size_t age = from; age < to; age++)
        sum += years_in(hazard, factor, age);
    return sum;
}

/* T(x): years lived above exact age x. */
static double years_above(const cb_hazard *hazard, double factor, size_t age)
{
    return years_between(hazard, factor, age, hazard->last) +
           alive(hazard, factor, hazard->last) / (factor * hazard->open_rate);
}

double cb_hazard_life_expectancy(const cb_hazard *hazard, double factor)
{
    return years_above(hazard, factor, 0);
}

double cb_hazard_factor(const cb_hazard *hazard, double life_expectancy)
{
    double low = -LARGEST_LOG_FACTOR, high = LARGEST_LOG_FACTOR;
    if (!(cb_hazard_life_expectancy(hazard, cb_exp1(low)) >= life_expectancy) ||
        !(cb_hazard_life_expectancy(hazard, cb_exp1(high)) <= life_expectancy))
        return NAN;
    for (int i = 0; i < BISECTIONS; i++) {
        double middle = (low + high) / 2.0;
        if (cb_hazard_life_expectancy(hazard, cb_exp1(middle)) > life_expectancy)
            low = middle;
        else
            high = middle;
    }
    return cb_exp1((low + high) / 2.0);
}

void cb_hazard_survival(const cb_hazard *hazard, double factor, size_t width, size_t groups, double *survival)
{
    double before = (double)width; /* newborns of the step, one a year */
    for (size_t g = 0; g + 1 < groups; g++) {
        double here = years_between(hazard, factor, g * width, (g + 1) * width);
        survival[g] = before > 0.0 ? here / before : 0.0;
        before = here;
    }
    double open = years_above(hazard, factor, (groups - 1) * width);
    survival[groups - 1] = before + open > 0.0 ? open / (before + open) : 0.0;
}

void cb_hazard_years_lived(const cb_hazard *hazard, double factor, size_t open, double *lived)
{
    for (size_t age = 0; age < open; age++)
        lived[age] = years_in(hazard, factor, age);
    lived[open] = years_above(hazard, factor, open);
}
