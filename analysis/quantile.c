#include "quantile.h"

#include <math.h>
#include <stdlib.h>

static int compare_doubles(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

size_t cb_quantile_sort(double *values, size_t count)
{
    size_t numbers = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(values[i])) {
            double swapped = values[numbers];
            values[numbers++] = values[i];
            values[i] = swapped;
        }
    qsort(values, numbers, sizeof *values, compare_doubles);
    return numbers;
}

double cb_quantile(const double *sorted, size_t count, double p)
{
    if (!count)
        return NAN;
    double position = p * (double)(count - 1);
    size_t below = (size_t)position;
    if (below + 1 >= count)
        return sorted[count - 1];
    double share = position - (double)below;
    /* Equal neighbours are returned as they are, infinite ones included. */
    return share > 0.0 && sorted[below] < sorted[below + 1]
               ? sorted[below] + share * (sorted[below + 1] - sorted[below])
               : sorted[below];
}

double cb_mean(const double *values, size_t count)
{
    double sum = 0.0;
    for (size_t i = 0; i < count; i++)
        sum += values[i];
    return count ? sum / (double)count : NAN;
}
