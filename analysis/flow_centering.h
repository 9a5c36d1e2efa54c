/* Weighted centering by origin and by destination: what fixed effects leave of a variable. */
#ifndef CB_FLOW_CENTERING_H
#define CB_FLOW_CENTERING_H

#include <stdbool.h>

#include "flow_model.h"

/* The sets of groups of a constraint; a set without `of` is one group, the constant. */
typedef struct cb_flow_groups {
    const uint32_t *of[2]; /* [set][count] */
    size_t sets, groups[2], count;
    double *mass[2];  /* [set][group]: sum of weights; filled by cb_flow_groups_weigh */
    double *value[2]; /* [set][group]: what centering took out of its variable */
    double *mean[2];  /* [set][group]: of one turn */
} cb_flow_groups;

cb_status cb_flow_groups_create(cb_flow_groups *groups, const cb_flow_data *data,
                                cb_flow_constraint constraint) CB_MUST_USE;
void cb_flow_groups_free(cb_flow_groups *groups);

static inline size_t cb_flow_group(const cb_flow_groups *groups, size_t set, size_t row)
{
    return groups->of[set] ? groups->of[set][row] : 0;
}

/* Sums of `values` by group of a set. */
void cb_flow_groups_sum(const cb_flow_groups *groups, size_t set, const double *values, double *sums);
void cb_flow_groups_weigh(cb_flow_groups *groups, const double *weights);
/* Takes the weighted means of the groups out of `values`; with two sets by turns, until nothing is left to take. The
 * sums of what was taken stay in `value`. */
void cb_flow_groups_center(cb_flow_groups *groups, const double *weights, double *values);

#endif
