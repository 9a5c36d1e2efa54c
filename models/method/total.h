/* Sums of plain numbers while a run is prepared; sums over places in a step go through cb_sum_places. */
#ifndef CB_TOTAL_H
#define CB_TOTAL_H

#include <stddef.h>

static inline double cb_total(const double *values, size_t count)
{
    double sum = 0.0;
    for (size_t i = 0; i < count; i++)
        sum += values[i];
    return sum;
}

#endif
