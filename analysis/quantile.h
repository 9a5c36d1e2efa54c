/* Quantiles of the members of an ensemble. */
#ifndef CB_QUANTILE_H
#define CB_QUANTILE_H

#include <stddef.h>

/* Sorts `values` ascending and moves what is not a number to the end; returns how many are numbers. */
size_t cb_quantile_sort(double *values, size_t count);
/* Quantile p in [0, 1] of `count` ascending numbers, linear between order statistics (type 7 of Hyndman and Fan 1996,
 * the default of R and NumPy); NaN where there are none. */
double cb_quantile(const double *sorted, size_t count, double p);
double cb_mean(const double *values, size_t count); /* NaN where there are none */

#endif
