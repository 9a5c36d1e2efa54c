/* Quantiles of the distributions a scenario may name, truncated where it says so. GSL's error handler must be off. */
#ifndef CB_DISTRIBUTION_H
#define CB_DISTRIBUTION_H

#include "scenario.h"

/* The value below which a share `u` in (0, 1) of the (truncated) distribution lies. */
double cb_distribution_quantile(const cb_distribution *distribution, double u);

/* The median before truncation: what the design `central` takes. */
double cb_distribution_centre(const cb_distribution *distribution);

#endif
