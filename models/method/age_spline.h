/* People by single age from the age groups of a census.
 *
 * The people cumulated up to the border of each group are carried to single ages by a monotone spline, so every group
 * keeps its total. Above the border b of the open group people are parted as in a population that was stationary but
 * for a growth r a year: those at age x are in proportion to L(x) exp(-r x). One r per place, for both sexes, gives
 * those above b over those of the last closed group as they were counted:
 *
 *   sum over sexes of  N(last closed) sum[x >= b] L(x) exp(-r x) / sum[x in last closed] L(x) exp(-r x)  =  N(open)
 *
 * (with the growth of the place's total a cliff would appear at b). Every fifth year above b and every year from 95 to
 * 100 are borders of the spline, with people of that tail: between 95 and 100 alone it had no reason to fall smoothly.
 *
 * Preston, Heuveline & Guillot 2001, Demography, ch. 7 (stable population); the spline: Hyman 1983. */
#ifndef CB_AGE_SPLINE_H
#define CB_AGE_SPLINE_H

#include "process.h"

enum { CB_OPEN_AGE = 100, CB_SINGLE_AGES = CB_OPEN_AGE + 1 }; /* ages 0 .. 99, and 100 and over */

typedef struct cb_age_groups {
    size_t count;        /* >= 2 */
    const double *lower; /* [count]: whole years, ascending from 0; the last group is open and begins at 100 at most */
} cb_age_groups;

#define cb_age_tail_growth CB_ISA(cb_age_tail_growth_)
#define cb_age_spline      CB_ISA(cb_age_spline_)

/* r of a place, 1/yr, kept inside [-0.1, 0.2]: wider than any county of China in 2020 (-0.04 to 0.13); 0 where nobody
 * is in the last closed group. persons: [sexes][groups]; lived: [sexes][CB_SINGLE_AGES], L(0) .. L(99) and T(100). */
double cb_age_tail_growth(const cb_age_groups *groups, size_t sexes, const double *persons, const double *lived);

/* People of one sex: persons[groups] become single[CB_SINGLE_AGES], none negative. `lived` may be NULL where the open
 * group begins at 100. */
cb_status cb_age_spline(const cb_age_groups *groups, const double *persons, const double *lived, double growth,
                        double *single) CB_MUST_USE;

#endif
