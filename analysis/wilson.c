#include "wilson.h"

#include <math.h>

#define NORMAL_QUANTILE_975 1.959963984540054

cb_interval cb_wilson_interval(size_t met, size_t count)
{
    if (!count)
        return (cb_interval){NAN, NAN};
    double n = (double)count, p = (double)met / n, z2 = NORMAL_QUANTILE_975 * NORMAL_QUANTILE_975;
    double middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    double half = NORMAL_QUANTILE_975 / (1.0 + z2 / n) * sqrt(p * (1.0 - p) / n + z2 / (4.0 * n * n));
    /* At the ends one limit is the estimate itself; rounding must not move it out of [0, 1]. */
    return (cb_interval){met ? fmax(0.0, middle - half) : 0.0, met < count ? fmin(1.0, middle + half) : 1.0};
}
