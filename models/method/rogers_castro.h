/* The model migration schedule: how likely people are to move, by age.
 *
 *   m(x) = a1 exp(-alpha1 x)                                              children with their parents
 *        + a2 exp(-alpha2 (x - mu2) - exp(-lambda2 (x - mu2)))            the young who look for work
 *        + a3 exp(-alpha3 (x - mu3) - exp(-lambda3 (x - mu3))) + c        the retired, and everyone
 *
 * Rogers & Castro 1981, Model Migration Schedules, IIASA RR-81-30. */
#ifndef CB_ROGERS_CASTRO_H
#define CB_ROGERS_CASTRO_H

#include "process.h"

typedef struct cb_rogers_castro_schedule {
    double a1, alpha1, a2, alpha2, mu2, lambda2, a3, alpha3, mu3, lambda3, c;
} cb_rogers_castro_schedule;

#define cb_rogers_castro CB_ISA(cb_rogers_castro_)
/* At exact age `age` in years; in the unit of a1, a2, a3 and c. */
double cb_rogers_castro(const cb_rogers_castro_schedule *schedule, double age);

#define cb_rogers_castro_read CB_ISA(cb_rogers_castro_read_)
/* From the parameters migration.a1 to migration.c; 0 at every age where migration was not chosen. */
cb_rogers_castro_schedule cb_rogers_castro_read(const cb_setup *setup);

/* In the middle of an age group as wide as the step. */
static inline double cb_rogers_castro_of_group(const cb_rogers_castro_schedule *schedule, const cb_setup *setup,
                                               size_t age)
{
    return cb_rogers_castro(schedule, cb_setup_age(setup, age) + cb_setup_step_years(setup) / 2.0);
}

#endif
