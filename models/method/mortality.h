/* Survival by age, sex and status for every step, from the tables mortality and life_expectancy. */
#ifndef CB_MORTALITY_H
#define CB_MORTALITY_H

#include "schedule.h"

#define cb_mortality_prepare CB_ISA(cb_mortality_prepare_)

/* Cells are [age][sex][status]: the share that survives into the age group over a step. */
cb_status cb_mortality_prepare(cb_schedule *survival, cb_setup *setup) CB_MUST_USE;

#endif
