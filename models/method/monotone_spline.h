/* Cubic spline through increasing points that never turns back: not-a-knot spline whose slopes are cut to [0, 3 times
 * the smaller neighbouring secant].
 *
 * de Boor 1978, A Practical Guide to Splines, ch. IV; Hyman 1983, SIAM J. Sci. Stat. Comput. 4(4). */
#ifndef CB_MONOTONE_SPLINE_H
#define CB_MONOTONE_SPLINE_H

#include "process.h"

typedef struct cb_monotone_spline {
    size_t n;
    double *x, *y, *slope; /* [n], one allocation */
} cb_monotone_spline;

#define cb_monotone_spline_create CB_ISA(cb_monotone_spline_create_)
#define cb_monotone_spline_free   CB_ISA(cb_monotone_spline_free_)
#define cb_monotone_spline_at     CB_ISA(cb_monotone_spline_at_)

/* n >= 2 points, x ascending, y not descending; both are copied. */
cb_status cb_monotone_spline_create(cb_monotone_spline *spline, size_t n, const double *x, const double *y) CB_MUST_USE;
void cb_monotone_spline_free(cb_monotone_spline *spline);
/* Value at `at`, which is kept inside [x[0], x[n - 1]]. */
double cb_monotone_spline_at(const cb_monotone_spline *spline, double at);

#endif
