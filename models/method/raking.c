#include "raking.h"

#include <math.h>

#define MOST_ROUNDS 10000
#define TOLERANCE   1e-13

/* Scales `count` cells, `stride` apart, to their total; returns how far off they were, relative to it. */
static double line_scale(double *cells, size_t count, size_t stride, double total)
{
    double sum = 0.0;
    for (size_t i = 0; i < count; i++)
        sum += cells[i * stride];
    double factor = total > 0.0 && sum > 0.0 ? total / sum : 0.0;
    for (size_t i = 0; i < count; i++)
        cells[i * stride] *= factor;
    return total > 0.0 ? fabs(sum - total) / total : 0.0;
}

cb_status cb_rake(size_t rows, size_t columns, double *cells, const double *row_total, const double *column_total)
{
    for (int round = 0; round < MOST_ROUNDS; round++) {
        double off = 0.0;
        for (size_t c = 0; c < columns; c++)
            off = fmax(off, line_scale(cells + c, rows, columns, column_total[c]));
        for (size_t r = 0; r < rows; r++)
            off = fmax(off, line_scale(cells + r * columns, columns, 1, row_total[r]));
        if (off <= TOLERANCE)
            return CB_OK;
    }
    return CB_ERROR_NUMBERS;
}
