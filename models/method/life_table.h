/* Survival at single ages from death rates in age groups of any width.
 *
 * The hazard cumulated up to the border of each group, H(x) = sum n m, is carried to single ages by a monotone spline;
 * l(x) = exp(-H(x)); person-years are L(x) = (l(x) + l(x+1)) / 2, but those who die in the first year of life live
 * a0 = 0.1 years of it (assumed: the small share that low mortality shows); above the last border the rate m is
 * constant, so T = l / m.
 *
 * Preston, Heuveline & Guillot 2001, Demography, ch. 3; the spline: Hyman 1983. */
#ifndef CB_LIFE_TABLE_H
#define CB_LIFE_TABLE_H

#include "process.h"

typedef struct cb_hazard {
    size_t last;       /* oldest single age, open */
    double *cumulated; /* [last + 1]: hazard from birth to exact age x */
    double open_rate;  /* death rate above `last`, 1/yr */
} cb_hazard;

#define cb_hazard_create          CB_ISA(cb_hazard_create_)
#define cb_hazard_free            CB_ISA(cb_hazard_free_)
#define cb_hazard_life_expectancy CB_ISA(cb_hazard_life_expectancy_)
#define cb_hazard_factor          CB_ISA(cb_hazard_factor_)
#define cb_hazard_survival        CB_ISA(cb_hazard_survival_)
#define cb_hazard_years_lived     CB_ISA(cb_hazard_years_lived_)

/* Death rates (1/yr) of `groups` >= 2 age groups with ascending lower ends, from 0; the last is open and its rate
 * positive. Ages reach to `last` or to the last lower end, whichever is older. */
cb_status cb_hazard_create(cb_hazard *hazard, size_t groups, const double *lower, const double *rate,
                           size_t last) CB_MUST_USE;
void cb_hazard_free(cb_hazard *hazard);

/* Years at birth when every death rate is multiplied by `factor`. */
double cb_hazard_life_expectancy(const cb_hazard *hazard, double factor);
/* The factor that gives this life expectancy; NaN where none within a millionfold does. */
double cb_hazard_factor(const cb_hazard *hazard, double life_expectancy);

/* Share that survives into each of `groups` age groups of `width` years over a step of `width` years: newborns of the
 * step into group 0, each group into the next, and the last two groups together into the last, which is open. */
void cb_hazard_survival(const cb_hazard *hazard, double factor, size_t width, size_t groups, double *survival);

/* Years lived by one birth at each age below `open`, L(x), and from there on, T(open): lived[open + 1]. The hazard
 * reaches to `open` or beyond. */
void cb_hazard_years_lived(const cb_hazard *hazard, double factor, size_t open, double *lived);

#endif
