#include "flow_centering.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_TURNS 10000
#define TOLERANCE  1e-13 /* of what a turn takes, relative to the largest value */

cb_status cb_flow_groups_create(cb_flow_groups *groups, const cb_flow_data *data, cb_flow_constraint constraint)
{
    *groups = (cb_flow_groups){.sets = constraint == CB_FLOW_DOUBLY ? 2 : 1, .count = data->count};
    bool by_origin = constraint == CB_FLOW_PRODUCTION || constraint == CB_FLOW_DOUBLY;
    groups->of[0] = by_origin ? data->origin : constraint == CB_FLOW_ATTRACTION ? data->destination : NULL;
    groups->of[1] = data->destination;
    for (size_t set = 0; set < groups->sets; set++) {
        groups->groups[set] = groups->of[set] ? data->places : 1;
        groups->mass[set] = calloc(groups->groups[set], sizeof(double));
        groups->value[set] = calloc(groups->groups[set], sizeof(double));
        groups->mean[set] = calloc(groups->groups[set], sizeof(double));
        if (!groups->mass[set] || !groups->value[set] || !groups->mean[set])
            return CB_ERROR_MEMORY;
    }
    return CB_OK;
}

void cb_flow_groups_free(cb_flow_groups *groups)
{
    for (size_t set = 0; set < 2; set++) {
        free(groups->mass[set]);
        free(groups->value[set]);
        free(groups->mean[set]);
    }
    *groups = (cb_flow_groups){0};
}

void cb_flow_groups_sum(const cb_flow_groups *groups, size_t set, const double *values, double *sums)
{
    memset(sums, 0, groups->groups[set] * sizeof *sums);
    for (size_t row = 0; row < groups->count; row++)
        sums[cb_flow_group(groups, set, row)] += values[row];
}

void cb_flow_groups_weigh(cb_flow_groups *groups, const double *weights)
{
    for (size_t set = 0; set < groups->sets; set++)
        cb_flow_groups_sum(groups, set, weights, groups->mass[set]);
}

/* Takes the means of one set out and adds them to `value`; returns the largest. */
static double take_means(cb_flow_groups *groups, size_t set, const double *weights, double *values)
{
    double largest = 0.0, *mean = groups->mean[set];
    memset(mean, 0, groups->groups[set] * sizeof *mean);
    for (size_t row = 0; row < groups->count; row++)
        mean[cb_flow_group(groups, set, row)] += weights[row] * values[row];
    for (size_t g = 0; g < groups->groups[set]; g++) {
        mean[g] = groups->mass[set][g] > 0.0 ? mean[g] / groups->mass[set][g] : 0.0;
        groups->value[set][g] += mean[g];
        largest = fmax(largest, fabs(mean[g]));
    }
    for (size_t row = 0; row < groups->count; row++)
        values[row] -= mean[cb_flow_group(groups, set, row)];
    return largest;
}

void cb_flow_groups_center(cb_flow_groups *groups, const double *weights, double *values)
{
    double scale = 0.0, taken = INFINITY;
    for (size_t set = 0; set < groups->sets; set++)
        memset(groups->value[set], 0, groups->groups[set] * sizeof(double));
    for (size_t row = 0; row < groups->count; row++)
        scale = fmax(scale, fabs(values[row]));
    for (size_t turn = 0; turn < MOST_TURNS && taken > TOLERANCE * scale; turn++) {
        for (size_t set = 0; set < groups->sets; set++)
            taken = take_means(groups, set, weights, values);
        if (groups->sets == 1) /* one turn takes all */
            return;
    }
}
