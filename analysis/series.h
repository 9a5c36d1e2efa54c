/* The values of an indicator in a region or a place of a result file, member by member. */
#ifndef CB_SERIES_H
#define CB_SERIES_H

#include "result_file.h"

typedef struct cb_series {
    cb_result *result;
    const char *indicator, *region, *unit;
    const cb_dimension *variants, *time;
    size_t members;
    /* Of a region: its position. Of a place: the position on the place axis, and the indicator's definition. */
    size_t position;
    bool of_place;
} cb_series;

/* In a region: `region_INDICATOR` of the file, an account summed over its other axes. In a place: as the file defines
 * the indicator by recorded fields, or an account that is recorded by place. What is not there is CB_ERROR_USAGE with
 * the nearest name and those the file has, or with what to record. Texts belong to `result`; nothing to free. */
cb_status cb_series_open(cb_series *series, cb_result *result, const char *indicator, const char *region,
                         cb_fault *fault) CB_MUST_USE;

/* values[member][time] of one variant. */
cb_status cb_series_read(const cb_series *series, size_t variant, double *values, cb_fault *fault) CB_MUST_USE;

#endif
