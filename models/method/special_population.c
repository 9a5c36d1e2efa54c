#include "special_population.h"

#include <math.h>

#include "total.h"

#define YOUNGER 10 /* the group before, of which 12.5 is the middle */
#define OLDER   25 /* and the one after, 27.5 */
#define WIDTH   5

static double group_sum(const double *ages, size_t from)
{
    return cb_total(ages + from, WIDTH);
}

/* R of the group from `from`, between R(10-14) and R(25-29). */
static double ratio_at(double younger, double older, size_t from)
{
    double weight = (double)(from - YOUNGER) / (OLDER - YOUNGER);
    return cb_pow1(younger, 1.0 - weight) * cb_pow1(older, weight);
}

static double excess_of(const double *people, const double *system, double margin, double ratio, size_t from)
{
    return fmax(0.0, group_sum(people, from) - (1.0 + margin) * group_sum(system, from) * ratio);
}

cb_status cb_special_population(const double *people, const double *system, double margin, double *special)
{
    static const double lower[] = {0,     YOUNGER,       CB_SPECIAL_FROM, CB_SPECIAL_FROM + WIDTH,
                                   OLDER, OLDER + WIDTH, CB_OPEN_AGE};
    enum { GROUPS = sizeof lower / sizeof *lower };
    static const cb_age_groups groups = {GROUPS, lower};
    double excess[GROUPS] = {0};
    bool known = true;
    for (size_t from = YOUNGER; from <= OLDER; from += WIDTH)
        known = known && group_sum(system, from) > 0.0;
    double younger = known ? group_sum(people, YOUNGER) / group_sum(system, YOUNGER) : 0.0;
    double older = known ? group_sum(people, OLDER) / group_sum(system, OLDER) : 0.0;
    for (size_t g = 0; g < GROUPS && known; g++) {
        size_t from = (size_t)lower[g];
        if (from >= CB_SPECIAL_FROM && from < CB_SPECIAL_TO)
            excess[g] = excess_of(people, system, margin, ratio_at(younger, older, from), from);
    }
    return cb_age_spline(&groups, excess, NULL, 0.0, special);
}
