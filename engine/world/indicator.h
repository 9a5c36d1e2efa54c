/* Indicators of a block by region: what targets are measured on and results report. */
#ifndef CB_INDICATOR_H
#define CB_INDICATOR_H

#include "block.h"

/* One indicator of a chosen process, with its field and cells found. */
typedef struct cb_measure {
    const cb_indicator *declared;
    const cb_process *owner;
    cb_id field;                  /* of sums, weighted means and pairs */
    size_t *cells, cell_count;    /* of a sum */
    cb_id weight;                 /* field of a weighted mean */
    cb_id numerator, denominator; /* measures of a ratio, earlier in the list */
    double *largest;              /* [region] of pairs, NaN without a pair */
} cb_measure;

typedef struct cb_measures {
    cb_measure *items; /* ratios after what they need */
    size_t count;
} cb_measures;

/* The indicators that the chosen processes provide on the statuses and ages of this scenario; one that has nothing to
 * measure here (urban people where there is one status) is left out. */
cb_status cb_measures_create(cb_measures *measures, const cb_world *world) CB_MUST_USE;
void cb_measures_free(cb_measures *measures);
cb_id cb_measures_find(const cb_measures *measures, const char *name);

/* values[measure][region][vector] at the block's present time. */
cb_status cb_measures_evaluate(const cb_measures *measures, cb_block *block, cb_vec *values) CB_MUST_USE;

/* The largest value of a pair measure over pairs of different places of `region`, or of a place of it and `with`, which
 * may lie outside. NaN where there is no pair. */
double cb_measure_pairs(const cb_measure *measure, const cb_world *world, size_t region, cb_id with);

/* Sums of rows over the places of a region: partial sums of 32, added in order. Row of a place: rows[place * stride],
 * `vectors` long. */
void cb_region_sum(const cb_region *region, const cb_vec *rows, size_t stride, size_t vectors, cb_vec *sum);

#endif
