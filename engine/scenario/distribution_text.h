/* The arguments of a distribution, as text. */
#ifndef CB_DISTRIBUTION_TEXT_H
#define CB_DISTRIBUTION_TEXT_H

#include "quantity.h"

/* What is being read, and into what. */
typedef struct cb_value_reading {
    const cb_units *units;
    const char *unit;
    double low, high; /* range, where low < high */
    bool date;
    cb_diagnostics *diagnostics;
    cb_distribution *distribution;
} cb_value_reading;

/* A list of arguments of the distribution called `name`; an unknown name is not allowed here. */
cb_status cb_distribution_read(const cb_value_reading *reading, const char *name, const cb_yaml *list) CB_MUST_USE;
/* A bound of truncation. */
cb_status cb_distribution_bound(const cb_value_reading *reading, const cb_yaml *node, double *bound) CB_MUST_USE;
/* Closes a normal or lognormal distribution at the range; complains where a distribution leaves the range or truncation
 * leaves nothing of it. */
cb_status cb_distribution_close(const cb_value_reading *reading, const cb_yaml *node) CB_MUST_USE;
cb_status cb_distribution_complain(const cb_value_reading *reading, const cb_yaml *node, const char *what, double low,
                                   double high);

#endif
