/* The course of an indicator in a region, over the members of each variant of a result file. */
#ifndef CB_TRAJECTORY_H
#define CB_TRAJECTORY_H

#include <stdio.h>

#include "result_file.h"

#define CB_TRAJECTORY_QUANTILES 7

/* One variant at the end of one year; NaN where no member has a number (a flow at the start). */
typedef struct cb_trajectory_row {
    const char *variant;
    int year;
    double mean;
    double quantiles[CB_TRAJECTORY_QUANTILES]; /* median, 5, 10, 25, 75, 90, 95 % */
} cb_trajectory_row;

typedef struct cb_trajectory {
    const char *indicator, *region, *unit;
    cb_trajectory_row *rows; /* by variant, then year */
    size_t count;
} cb_trajectory;

/* Of a region or a place, as cb_series_open. Texts belong to `result`. */
cb_status cb_trajectory_create(cb_trajectory **trajectory, cb_result *result, const char *indicator, const char *region,
                               cb_fault *fault) CB_MUST_USE;
void cb_trajectory_free(cb_trajectory *trajectory);

/* Fits 100 columns. The caller checks the stream. */
void cb_trajectory_print(const cb_trajectory *trajectory, FILE *stream);
/* variant,year,mean,median,q05,q10,q25,q75,q90,q95; blank where there is no number. */
void cb_trajectory_print_csv(const cb_trajectory *trajectory, FILE *stream);

#endif
