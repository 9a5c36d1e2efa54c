#include "monotone_spline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double secant(const cb_monotone_spline *s, size_t i)
{
    return (s->y[i + 1] - s->y[i]) / (s->x[i + 1] - s->x[i]);
}

/* Slopes at the ends of a parabola through three points: what not-a-knot means there. */
static void slopes_of_parabola(cb_monotone_spline *s)
{
    double h0 = s->x[1] - s->x[0], h1 = s->x[2] - s->x[1], d0 = secant(s, 0), d1 = secant(s, 1);
    double bend = (d1 - d0) / (h0 + h1);
    s->slope[0] = d0 - bend * h0;
    s->slope[1] = d0 + bend * h0;
    s->slope[2] = d1 + bend * h1;
}

/* One row of the tridiagonal system for the slopes: lower, diagonal, upper, right-hand side. */
typedef struct row {
    double lower, diagonal, upper, right;
} row;

/* The end condition in the first two unknowns, seen from the end: h and d are the first and second interval's length
 * and secant. */
static row row_of_end(double h0, double h1, double d0, double d1)
{
    double span = h0 + h1;
    return (row){.diagonal = h1, .upper = span, .right = ((h0 + 2.0 * span) * h1 * d0 + h0 * h0 * d1) / span};
}

static row row_of(const cb_monotone_spline *s, size_t i)
{
    size_t n = s->n;
    if (i == 0)
        return row_of_end(s->x[1] - s->x[0], s->x[2] - s->x[1], secant(s, 0), secant(s, 1));
    if (i == n - 1) {
        row end = row_of_end(s->x[n - 1] - s->x[n - 2], s->x[n - 2] - s->x[n - 3], secant(s, n - 2), secant(s, n - 3));
        return (row){.lower = end.upper, .diagonal = end.diagonal, .right = end.right};
    }
    double before = s->x[i] - s->x[i - 1], after = s->x[i + 1] - s->x[i];
    return (row){.lower = after,
                 .diagonal = 2.0 * (before + after),
                 .upper = before,
                 .right = 3.0 * (after * secant(s, i - 1) + before * secant(s, i))};
}

/* Thomas' elimination; `upper` is working memory of n doubles. */
static void slopes_of_spline(cb_monotone_spline *s, double *upper)
{
    for (size_t i = 0; i < s->n; i++) {
        row r = row_of(s, i);
        double pivot = r.diagonal - (i ? r.lower * upper[i - 1] : 0.0);
        upper[i] = r.upper / pivot;
        s->slope[i] = (r.right - (i ? r.lower * s->slope[i - 1] : 0.0)) / pivot;
    }
    for (size_t i = s->n - 1; i-- > 0;)
        s->slope[i] -= upper[i] * s->slope[i + 1];
}

static void slopes_cut(cb_monotone_spline *s)
{
    for (size_t i = 0; i < s->n; i++) {
        double before = secant(s, i ? i - 1 : 0), after = secant(s, i + 1 < s->n ? i : i - 1);
        s->slope[i] = fmax(0.0, fmin(s->slope[i], 3.0 * fmin(before, after)));
    }
}

cb_status cb_monotone_spline_create(cb_monotone_spline *spline, size_t n, const double *x, const double *y)
{
    double *memory = malloc(4 * n * sizeof *memory);
    *spline = (cb_monotone_spline){.n = n, .x = memory, .y = memory + n, .slope = memory + 2 * n};
    if (!memory)
        return CB_ERROR_MEMORY;
    memcpy(spline->x, x, n * sizeof *x);
    memcpy(spline->y, y, n * sizeof *y);
    if (n == 2)
        spline->slope[0] = spline->slope[1] = secant(spline, 0);
    else if (n == 3)
        slopes_of_parabola(spline);
    else
        slopes_of_spline(spline, memory + 3 * n);
    slopes_cut(spline);
    return CB_OK;
}

void cb_monotone_spline_free(cb_monotone_spline *spline)
{
    free(spline->x);
    *spline = (cb_monotone_spline){0};
}

double cb_monotone_spline_at(const cb_monotone_spline *s, double at)
{
    if (at <= s->x[0])
        return s->y[0];
    if (at >= s->x[s->n - 1])
        return s->y[s->n - 1];
    size_t i = 0;
    while (at > s->x[i + 1])
        i++;
    double h = s->x[i + 1] - s->x[i], t = (at - s->x[i]) / h, d = s->y[i + 1] - s->y[i];
    double a = s->slope[i] * h - d, b = d - s->slope[i + 1] * h; /* how far the slopes are from the chord */
    return s->y[i] + t * d + t * (1.0 - t) * (a * (1.0 - t) + b * t);
}
