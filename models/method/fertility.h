/* Births per woman and year by age and status for every step, from the tables fertility, or total_fertility and
 * fertility_age_pattern. */
#ifndef CB_FERTILITY_H
#define CB_FERTILITY_H

#include "schedule.h"

#define cb_fertility_prepare CB_ISA(cb_fertility_prepare_)

/* Cells are [age][status]: births a year per woman of the age group. */
cb_status cb_fertility_prepare(cb_schedule *fertility, cb_setup *setup) CB_MUST_USE;

#endif
