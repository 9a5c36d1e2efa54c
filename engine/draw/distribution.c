#include "distribution.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* Kotz & van Dorp 2004, Beyond Beta, ch. 1: from a over the mode b to c. */
static double triangular_quantile(const cb_distribution *d, double u)
{
    double width = d->c - d->a, turn = (d->b - d->a) / width;
    return u < turn ? d->a + sqrt(u * width * (d->b - d->a)) : d->c - sqrt((1.0 - u) * width * (d->c - d->b));
}

static double triangular_share(const cb_distribution *d, double x)
{
    double width = d->c - d->a;
    if (x <= d->a || x >= d->c)
        return x >= d->c;
    return x < d->b ? (x - d->a) * (x - d->a) / (width * (d->b - d->a))
                    : 1.0 - (d->c - x) * (d->c - x) / (width * (d->c - d->b));
}

/* Share below x, of the distribution without truncation. */
static double share_below(const cb_distribution *d, double x)
{
    switch (d->kind) {
    case CB_NORMAL:
        return gsl_cdf_gaussian_P(x - d->a, d->b);
    case CB_LOGNORMAL:
        return x > 0.0 ? gsl_cdf_lognormal_P(x, log(d->a), d->b) : 0.0;
    case CB_UNIFORM:
        return gsl_cdf_flat_P(x, d->a, d->b);
    case CB_TRIANGULAR:
        return triangular_share(d, x);
    case CB_BETA:
        return gsl_cdf_beta_P(fmin(fmax((x - d->c) / (d->d - d->c), 0.0), 1.0), d->a, d->b);
    case CB_CONSTANT:
        break;
    }
    return x >= d->a;
}

/* On 0 to 1. GSL's inverse gives up (NaN) where a shape is small or large: halving does not. */
static double beta_quantile(double a, double b, double u)
{
    double x = gsl_cdf_beta_Pinv(u, a, b), low = 0.0, high = 1.0;
    if (!isnan(x))
        return x;
    for (x = 0.5; low < x && x < high; x = 0.5 * (low + high))
        *(gsl_cdf_beta_P(x, a, b) < u ? &low : &high) = x;
    return x;
}

static double whole_quantile(const cb_distribution *d, double u)
{
    switch (d->kind) {
    case CB_NORMAL:
        return d->a + gsl_cdf_gaussian_Pinv(u, d->b);
    case CB_LOGNORMAL:
        return gsl_cdf_lognormal_Pinv(u, log(d->a), d->b);
    case CB_UNIFORM:
        return d->a + u * (d->b - d->a);
    case CB_TRIANGULAR:
        return triangular_quantile(d, u);
    case CB_BETA:
        return d->c + (d->d - d->c) * beta_quantile(d->a, d->b, u);
    case CB_CONSTANT:
        break;
    }
    return d->a;
}

/* The mirror image about 0, where a far upper tail becomes a lower one and keeps its digits. */
static cb_distribution mirrored_normal(const cb_distribution *d)
{
    return (cb_distribution){.kind = CB_NORMAL, .a = -d->a, .b = d->b, .lower = -d->upper, .upper = -d->lower};
}

double cb_distribution_quantile(const cb_distribution *d, double u)
{
    if (d->kind == CB_CONSTANT)
        return d->a;
    double below = isinf(d->lower) ? 0.0 : share_below(d, d->lower);
    double until = isinf(d->upper) ? 1.0 : share_below(d, d->upper);
    if (d->kind == CB_NORMAL && below > 0.5) {
        cb_distribution mirror = mirrored_normal(d);
        return -cb_distribution_quantile(&mirror, 1.0 - u);
    }
    double x = whole_quantile(d, fma(u, until - below, below));
    return fmin(fmax(x, d->lower), d->upper);
}

double cb_distribution_centre(const cb_distribution *d)
{
    if (d->kind == CB_NORMAL || d->kind == CB_LOGNORMAL)
        return d->a; /* every digit of what the scenario says */
    return whole_quantile(d, 0.5);
}
