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

/* R at exact age x, between R(10-14) and R(25-29). */
static double ratio_at(double younger, double older, double x)
{
    double weight = (x - (YOUNGER + WIDTH / 2.0)) / (OLDER - YOUNGER);
    return cb_pow1(younger, 1.0 - weight) * cb_pow1(older, weight);
}

static void group_fill(const double *people, const double *system, double margin, double younger, double older,
                       size_t from, double *special)
{
    double expected = group_sum(system, from) * ratio_at(younger, older, (double)from + WIDTH / 2.0), beyond = 0.0;
    double excess = group_sum(people, from) - (1.0 + margin) * expected;
    if (!(excess > 0.0))
        return;
    for (size_t age = from; age < from + WIDTH; age++) {
        special[age] = fmax(0.0, people[age] - system[age] * ratio_at(younger, older, (double)age + 0.5));
        beyond += special[age];
    }
    /* The curve may hold more than the group's expected people: never more than is beyond it. */
    double share = beyond > excess ? excess / beyond : 1.0;
    for (size_t age = from; age < from + WIDTH; age++)
        special[age] *= share;
}

void cb_special_population(const double *people, const double *system, double margin, double *special)
{
    for (size_t age = 0; age < CB_SINGLE_AGES; age++)
        special[age] = 0.0;
    for (size_t from = YOUNGER; from <= OLDER; from += WIDTH)
        if (!(group_sum(system, from) > 0.0))
            return;
    double younger = group_sum(people, YOUNGER) / group_sum(system, YOUNGER);
    double older = group_sum(people, OLDER) / group_sum(system, OLDER);
    for (size_t from = CB_SPECIAL_FROM; from < CB_SPECIAL_TO; from += WIDTH)
        group_fill(people, system, margin, younger, older, from, special);
}
