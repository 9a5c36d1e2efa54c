/* The quantity a plan target promises, at every recorded time, in the target's unit. */
#ifndef CB_TARGET_H
#define CB_TARGET_H

#include "indicator.h"

/* Indicator values of one member: series[measure][region][time]; NaN where a quantity does not exist. For a target that
 * is not modelled every value is NaN. values[time]. */
void cb_target_series(const cb_target *target, const cb_measures *measures, const cb_block *block, size_t lane,
                      const double *series, double *values);

/* The project of an event target in this variant, CB_NONE where the variant does not have it. */
cb_id cb_target_project(const cb_target *target, const cb_variant *variant);

#endif
