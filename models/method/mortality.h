/* Survival by age, sex and status for every step, from the tables mortality and life_expectancy. */
#ifndef CB_MORTALITY_H
#define CB_MORTALITY_H

#include "schedule.h"

#define cb_mortality_prepare     CB_ISA(cb_mortality_prepare_)
#define cb_mortality_years_lived CB_ISA(cb_mortality_years_lived_)

/* Cells are [age][sex][status]: the share that survives into the age group over a step. */
cb_status cb_mortality_prepare(cb_schedule *survival, cb_setup *setup) CB_MUST_USE;

/* Years lived by one birth at each single age, L(x), below the oldest of the world and from it on, in the middle of a
 * calendar year: one step of cells [sex][age in years]. Where the tables tell statuses apart, those of the first. The
 * scenario gives a table `mortality`. */
cb_status cb_mortality_years_lived(cb_schedule *lived, cb_setup *setup, double year) CB_MUST_USE;

#endif
