#include "age_spline.h"

#include <math.h>

#include "monotone_spline.h"

#define LEAST_GROWTH       (-0.1)
#define MOST_GROWTH        0.2
#define BISECTIONS         60
#define ABOVE_OPEN_AGE     1.0 /* years that those of the open age are beyond it, about */
#define TAIL_WIDTH         5
#define SINGLE_BORDERS_AGE 95 /* every year from here on is a border */

/* ---- the tail --------------------------------------------------------------------------------------------------- */

/* People of ages from `from` to below `to` in a stationary population but for growth, relative to those near `from`
 * of `origin`. */
static double tail_between(const double *lived, double growth, size_t from, size_t to, double origin)
{
    double sum = 0.0;
    for (size_t age = from; age < to; age++) {
        double middle = (double)age + (age == CB_OPEN_AGE ? ABOVE_OPEN_AGE : 0.5);
        sum += lived[age] * cb_exp1(-growth * (middle - origin));
    }
    return sum;
}

static size_t open_border(const cb_age_groups *groups)
{
    return (size_t)groups->lower[groups->count - 1];
}

/* Those of the open group, of both sexes, whom the last closed groups lead to expect. */
static double open_expected(const cb_age_groups *groups, size_t sexes, const double *persons, const double *lived,
                            double growth)
{
    double expected = 0.0, origin = groups->lower[groups->count - 1];
    size_t closed = (size_t)groups->lower[groups->count - 2], open = open_border(groups);
    for (size_t sex = 0; sex < sexes; sex++) {
        const double *l = lived + sex * CB_SINGLE_AGES;
        double below = tail_between(l, growth, closed, open, origin);
        double above = tail_between(l, growth, open, CB_SINGLE_AGES, origin);
        expected += below > 0.0 ? persons[sex * groups->count + groups->count - 2] * (above / below) : 0.0;
    }
    return expected;
}

double cb_age_tail_growth(const cb_age_groups *groups, size_t sexes, const double *persons, const double *lived)
{
    double closed = 0.0, open = 0.0, low = LEAST_GROWTH, high = MOST_GROWTH;
    for (size_t sex = 0; sex < sexes; sex++) {
        closed += persons[sex * groups->count + groups->count - 2];
        open += persons[sex * groups->count + groups->count - 1];
    }
    if (!(closed > 0.0))
        return 0.0;
    for (int i = 0; i < BISECTIONS; i++) {
        double middle = (low + high) / 2.0;
        if (open_expected(groups, sexes, persons, lived, middle) > open)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2.0;
}

/* ---- the spline ------------------------------------------------------------------------------------------------- */

/* The border of the spline after `border`, above the open group's. */
static size_t tail_next(size_t border)
{
    return border < SINGLE_BORDERS_AGE ? border / TAIL_WIDTH * TAIL_WIDTH + TAIL_WIDTH : border + 1;
}

typedef struct knots {
    size_t count;
    double x[CB_SINGLE_AGES], y[CB_SINGLE_AGES];
} knots;

static void knots_fill(knots *k, const cb_age_groups *groups, const double *persons, const double *lived, double growth)
{
    size_t last = groups->count - 1, open = open_border(groups);
    *k = (knots){.count = groups->count};
    for (size_t g = 0; g < groups->count; g++) {
        k->x[g] = groups->lower[g];
        k->y[g] = g ? k->y[g - 1] + persons[g - 1] : 0.0;
    }
    if (open == CB_OPEN_AGE)
        return;
    double origin = groups->lower[last], all = tail_between(lived, growth, open, CB_SINGLE_AGES, origin);
    for (size_t from = open, to; from < CB_OPEN_AGE; from = to) {
        to = tail_next(from);
        k->x[k->count] = (double)to;
        k->y[k->count] = k->y[k->count - 1] + persons[last] * (tail_between(lived, growth, from, to, origin) / all);
        k->count++;
    }
}

/* Takes what rounding did to the total of a group. */
static void total_keep(double *single, size_t from, size_t to, double persons)
{
    double sum = 0.0;
    for (size_t age = from; age < to; age++)
        sum += single[age];
    for (size_t age = from; age < to; age++)
        single[age] = sum > 0.0 ? single[age] * (persons / sum) : 0.0;
}

cb_status cb_age_spline(const cb_age_groups *groups, const double *persons, const double *lived, double growth,
                        double *single)
{
    knots k;
    cb_monotone_spline spline;
    knots_fill(&k, groups, persons, lived, growth);
    cb_status status = cb_monotone_spline_create(&spline, k.count, k.x, k.y);
    if (status)
        return status;
    double total = k.y[groups->count - 1] + persons[groups->count - 1], below = 0.0;
    for (size_t age = 0; age < CB_SINGLE_AGES; age++) {
        double to = age == CB_OPEN_AGE ? total : cb_monotone_spline_at(&spline, (double)(age + 1));
        single[age] = fmax(0.0, to - below);
        below = to;
    }
    cb_monotone_spline_free(&spline);
    for (size_t g = 0; g < groups->count; g++)
        total_keep(single, (size_t)groups->lower[g],
                   g + 1 < groups->count ? (size_t)groups->lower[g + 1] : CB_SINGLE_AGES, persons[g]);
    return CB_OK;
}
