/* How statuses depend on age, up to a factor of the place: the seeds of its raking, of rural people and all others,
 * then of unregistered people among those who are not rural.
 *
 * Rural log-odds are flat below 22 years and rise linearly from there on (a line from age 0 would put a step between
 * those born before and after the base year). Odds of being unregistered follow the
 * stock that labour migration leaves in a cohort, with m the labour peak of the model migration schedule and r the
 * hazard of going back or registering:
 *
 *   U(x + 1) = exp(-r) U(x) + exp(-r / 2) m(x + 1/2),    U(0) = sum of f(x) (U(x) + U(x + 1)) / 2
 *
 * Children begin with the status of their mothers, whose ages f are normal about a mean with a standard deviation of 5
 * years (assumed), cut to 15 to 49, and lose it like all others.
 *
 * Rogers & Castro 1981, Model Migration Schedules, IIASA RR-81-30. */
#ifndef CB_STATUS_SEED_H
#define CB_STATUS_SEED_H

#include "rogers_castro.h"

typedef struct cb_status_seed_rule {
    double rural_slope;                /* 1/yr */
    cb_rogers_castro_schedule labour;  /* m; its size does not matter */
    double return_rate, age_of_mother; /* r, 1/yr; yr */
} cb_status_seed_rule;

#define cb_unregistered_stock CB_ISA(cb_unregistered_stock_)
#define cb_rural_odds         CB_ISA(cb_rural_odds_)

/* stock[ages]: mean of U over each year of age, with its largest value 1. `ages` is above 50. */
void cb_unregistered_stock(const cb_status_seed_rule *rule, size_t ages, double *stock);
/* Odds at an age over those at birth. */
double cb_rural_odds(const cb_status_seed_rule *rule, double age);

#endif
