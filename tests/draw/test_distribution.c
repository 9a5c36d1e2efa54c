#include "suite.h"

#include <gsl/gsl_errno.h>

#include "distribution.h"

#define NO_LIMITS .lower = -INFINITY, .upper = INFINITY

/* Standard normal quantiles: Abramowitz & Stegun 1964, table 26.5. */
static void test_normal(void **state)
{
    (void)state;
    cb_distribution d = {.kind = CB_NORMAL, .a = 10.0, .b = 2.0, NO_LIMITS};
    assert_relative(cb_distribution_quantile(&d, 0.975), 10.0 + 2.0 * 1.959963984540054, 1e-12);
    assert_relative(cb_distribution_quantile(&d, 0.05), 10.0 - 2.0 * 1.6448536269514722, 1e-12);
    assert_relative(cb_distribution_quantile(&d, 0.5), 10.0, 1e-15);
}

static void test_lognormal(void **state)
{
    (void)state;
    cb_distribution d = {.kind = CB_LOGNORMAL, .a = 3.0, .b = 0.5, NO_LIMITS};
    assert_relative(cb_distribution_quantile(&d, 0.5), 3.0, 1e-14);
    assert_relative(cb_distribution_quantile(&d, 0.975), 3.0 * exp(0.5 * 1.959963984540054), 1e-12);
}

static void test_uniform(void **state)
{
    (void)state;
    cb_distribution d = {.kind = CB_UNIFORM, .a = -1.0, .b = 3.0, NO_LIMITS};
    assert_relative(cb_distribution_quantile(&d, 0.25), 0.0 + 0.0, 0.0);
    assert_relative(cb_distribution_quantile(&d, 0.75), 2.0, 1e-15);
}

/* From 0 over mode 1 to 4: F(1) = 1/4, and F(x) = 1 - (4 - x)^2/12 above. */
static void test_triangular(void **state)
{
    (void)state;
    cb_distribution d = {.kind = CB_TRIANGULAR, .a = 0.0, .b = 1.0, .c = 4.0, NO_LIMITS};
    assert_relative(cb_distribution_quantile(&d, 0.25), 1.0, 1e-15);
    assert_relative(cb_distribution_quantile(&d, 0.0625), 0.5, 1e-15);
    assert_relative(cb_distribution_quantile(&d, 1.0 - 1.0 / 12), 3.0, 1e-14);
    cb_distribution edge = {.kind = CB_TRIANGULAR, .a = 0.0, .b = 0.0, .c = 2.0, NO_LIMITS};
    assert_relative(cb_distribution_quantile(&edge, 0.75), 1.0, 1e-14);
}

/* Beta(2, 2): F(x) = 3x^2 - 2x^3; F(1/4) = 5/32. */
static void test_beta(void **state)
{
    (void)state;
    cb_distribution d = {.kind = CB_BETA, .a = 2.0, .b = 2.0, .c = 10.0, .d = 14.0, NO_LIMITS};
    assert_relative(cb_distribution_quantile(&d, 5.0 / 32), 11.0, 1e-10);
    assert_relative(cb_distribution_quantile(&d, 0.5), 12.0, 1e-12);
}

/* Where GSL's inverse gives up. Beta(a, 1) and Beta(1, b) have quantiles in closed form; the others
 * are of the regularized incomplete beta function in 30 digits (mpmath 1.3). */
static void test_beta_of_extreme_shapes(void **state)
{
    (void)state;
    gsl_set_error_handler_off(); /* as the program does */
    const struct {
        double a, b, u, quantile;
    } known[] = {
        {0.5, 100.0, 0.608135, 0.0036681640636088114}, {1000.0, 3.0, 0.22, 0.99588503526813533},
        {2.0, 1000.0, 0.78, 0.0028609374438502209},    {5.0, 0.05, 0.4, 0.99999528700275838},
        {0.05, 0.3, 0.2, 1.5405228374310039e-13},      {0.01, 2.0, 0.5, 2.9165072162830714e-31},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        cb_distribution d = {.kind = CB_BETA, .a = known[i].a, .b = known[i].b, .d = 1.0, NO_LIMITS};
        assert_relative(cb_distribution_quantile(&d, known[i].u), known[i].quantile, 1e-9);
    }
    for (double shape = 1e-2; shape < 2e4; shape *= 10.0)
        for (double u = 0.005; u < 1.0; u += 0.01) {
            cb_distribution power = {.kind = CB_BETA, .a = shape, .b = 1.0, .d = 1.0, NO_LIMITS};
            cb_distribution mirror = {.kind = CB_BETA, .a = 1.0, .b = shape, .d = 1.0, NO_LIMITS};
            assert_absolute(cb_distribution_quantile(&power, u), pow(u, 1.0 / shape), 1e-10);
            assert_absolute(cb_distribution_quantile(&mirror, u), -expm1(log1p(-u) / shape), 1e-10);
        }
}

/* Truncated at the median, the median is the upper quartile; far tails keep their digits. */
static void test_truncation(void **state)
{
    (void)state;
    cb_distribution half = {.kind = CB_NORMAL, .a = 0.0, .b = 1.0, .lower = 0.0, .upper = INFINITY};
    assert_relative(cb_distribution_quantile(&half, 0.5), 0.6744897501960817, 1e-12);
    cb_distribution tail = {.kind = CB_NORMAL, .a = 0.0, .b = 1.0, .lower = 9.0, .upper = 10.0};
    cb_distribution mirror = {.kind = CB_NORMAL, .a = 0.0, .b = 1.0, .lower = -10.0, .upper = -9.0};
    double x = cb_distribution_quantile(&tail, 0.25);
    assert_true(x > 9.0 && x < 9.1);
    assert_relative(cb_distribution_quantile(&mirror, 0.75), -x, 1e-14);
    cb_distribution part = {.kind = CB_UNIFORM, .a = 0.0, .b = 10.0, .lower = 4.0, .upper = 8.0};
    assert_relative(cb_distribution_quantile(&part, 0.5), 6.0, 1e-15);
    cb_distribution triangle = {.kind = CB_TRIANGULAR, .a = 0.0, .b = 1.0, .c = 2.0, .lower = 1.0, .upper = INFINITY};
    assert_relative(cb_distribution_quantile(&triangle, 0.75), 1.5, 1e-14);
}

static const cb_distribution every_kind[] = {
    {.kind = CB_NORMAL, .a = 1.0, .b = 3.0, NO_LIMITS},
    {.kind = CB_LOGNORMAL, .a = 2.0, .b = 0.3, NO_LIMITS},
    {.kind = CB_UNIFORM, .a = -2.0, .b = 5.0, NO_LIMITS},
    {.kind = CB_TRIANGULAR, .a = 1.0, .b = 2.0, .c = 6.0, NO_LIMITS},
    {.kind = CB_TRIANGULAR, .a = 1.0, .b = 1.0, .c = 6.0, NO_LIMITS},
    {.kind = CB_TRIANGULAR, .a = 1.0, .b = 6.0, .c = 6.0, NO_LIMITS},
    {.kind = CB_BETA, .a = 2.0, .b = 3.0, .c = -1.0, .d = 4.0, NO_LIMITS},
    {.kind = CB_BETA, .a = 0.5, .b = 0.5, .c = 0.0, .d = 1.0, NO_LIMITS},
};
#define KINDS (sizeof every_kind / sizeof *every_kind)

/* Cut at two of its quantiles, the distribution has as quantiles those between them. */
static void test_every_kind_is_truncated_alike(void **state)
{
    (void)state;
    static const double cuts[][2] = {{0.0, 0.7}, {0.2, 0.7}, {0.6, 0.9}, {0.3, 1.0}};
    for (size_t i = 0; i < KINDS; i++)
        for (size_t c = 0; c < 4; c++) {
            double from = cuts[c][0], to = cuts[c][1];
            cb_distribution cut = every_kind[i];
            cut.lower = from > 0.0 ? cb_distribution_quantile(&cut, from) : -INFINITY;
            cut.upper = to < 1.0 ? cb_distribution_quantile(&every_kind[i], to) : INFINITY;
            for (double u = 0.05; u < 1.0; u += 0.05)
                assert_absolute(cb_distribution_quantile(&cut, u),
                                cb_distribution_quantile(&every_kind[i], from + u * (to - from)), 1e-11);
        }
}

/* Rising from the smallest to the largest number of a design, finite, and inside the bounds to the bit. */
static void test_every_kind_rises(void **state)
{
    (void)state;
    for (size_t i = 0; i < KINDS; i++) {
        cb_distribution cut = every_kind[i];
        cut.lower = cb_distribution_quantile(&every_kind[i], 0.1);
        cut.upper = cb_distribution_quantile(&every_kind[i], 0.9);
        double before = -INFINITY, before_cut = -INFINITY;
        for (int k = 0; k <= 1000; k++) {
            double u = fmin(fmax(k / 1000.0, 0x1p-53), 1.0 - 0x1p-53);
            double x = cb_distribution_quantile(&every_kind[i], u), inside = cb_distribution_quantile(&cut, u);
            assert_true(isfinite(x) && x >= before);
            assert_true(inside >= cut.lower && inside <= cut.upper && inside >= before_cut);
            before = x;
            before_cut = inside;
        }
    }
}

/* Mean and variance by the midpoint rule over u, against the formulas. */
static void assert_moments(const cb_distribution *d, double mean, double variance)
{
    const int n = 20000;
    double sum = 0.0, squares = 0.0;
    for (int i = 0; i < n; i++) {
        double x = cb_distribution_quantile(d, (i + 0.5) / n);
        sum += x;
        squares += (x - mean) * (x - mean);
    }
    assert_absolute(sum / n, mean, 1e-3 * sqrt(variance));
    assert_relative(squares / n, variance, 2e-3);
}

static void test_moments(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    cb_distribution normal = {.kind = CB_NORMAL, .a = 1.0, .b = 3.0, NO_LIMITS};
    assert_moments(&normal, 1.0, 9.0);
    cb_distribution lognormal = {.kind = CB_LOGNORMAL, .a = 2.0, .b = 0.3, NO_LIMITS};
    assert_moments(&lognormal, 2.0 * exp(0.045), 4.0 * exp(0.09) * expm1(0.09));
    cb_distribution uniform = {.kind = CB_UNIFORM, .a = 2.0, .b = 5.0, NO_LIMITS};
    assert_moments(&uniform, 3.5, 0.75);
    cb_distribution triangular = {.kind = CB_TRIANGULAR, .a = 1.0, .b = 2.0, .c = 6.0, NO_LIMITS};
    assert_moments(&triangular, 3.0, (1.0 + 4.0 + 36.0 - 2.0 - 6.0 - 12.0) / 18);
    cb_distribution beta = {.kind = CB_BETA, .a = 2.0, .b = 3.0, .c = 0.0, .d = 1.0, NO_LIMITS};
    assert_moments(&beta, 0.4, 0.04);
    /* Half-normal: mean sqrt(2/pi), variance 1 - 2/pi. */
    cb_distribution half = {.kind = CB_NORMAL, .a = 0.0, .b = 1.0, .lower = 0.0, .upper = INFINITY};
    assert_moments(&half, sqrt(2.0 / M_PI), 1.0 - 2.0 / M_PI);
    cb_distribution arcsine = {.kind = CB_BETA, .a = 0.5, .b = 0.5, .c = 2.0, .d = 4.0, NO_LIMITS};
    assert_moments(&arcsine, 3.0, 0.5);
    cb_distribution exponent = {.kind = CB_BETA, .a = 1.0, .b = 1000.0, .c = 0.0, .d = 1.0, NO_LIMITS};
    assert_moments(&exponent, 1.0 / 1001, 1000.0 / (1001.0 * 1001.0 * 1002.0));
    /* The right half of a symmetric triangle: density 2 (1 - x), mean 1/3, variance 1/18. */
    cb_distribution right = {.kind = CB_TRIANGULAR, .a = -1.0, .b = 0.0, .c = 1.0, .lower = 0.0, .upper = INFINITY};
    assert_moments(&right, 1.0 / 3, 1.0 / 18);
    cb_distribution part = {.kind = CB_UNIFORM, .a = 0.0, .b = 10.0, .lower = 4.0, .upper = 8.0};
    assert_moments(&part, 6.0, 16.0 / 12);
}

/* The centre knows nothing of truncation. */
static void test_centre(void **state)
{
    (void)state;
    cb_distribution half = {.kind = CB_NORMAL, .a = 0.1, .b = 1.0, .lower = 0.0, .upper = INFINITY};
    assert_true(cb_distribution_centre(&half) == 0.1);
    cb_distribution triangular = {.kind = CB_TRIANGULAR, .a = 0.0, .b = 1.0, .c = 4.0, NO_LIMITS};
    assert_relative(cb_distribution_centre(&triangular), 4.0 - sqrt(6.0), 1e-14);
    cb_distribution lognormal = {.kind = CB_LOGNORMAL, .a = 0.3, .b = 1.0, .lower = 0.2, .upper = 0.4};
    assert_true(cb_distribution_centre(&lognormal) == 0.3);
    cb_distribution uniform = {.kind = CB_UNIFORM, .a = 1.0, .b = 4.0, .lower = 3.0, .upper = INFINITY};
    assert_true(cb_distribution_centre(&uniform) == 2.5);
    cb_distribution beta = {.kind = CB_BETA, .a = 2.0, .b = 2.0, .c = 1.0, .d = 3.0, .lower = 2.5, .upper = INFINITY};
    assert_relative(cb_distribution_centre(&beta), 2.0, 1e-12);
    cb_distribution constant = {.kind = CB_CONSTANT, .a = 5.0};
    assert_true(cb_distribution_centre(&constant) == 5.0 && cb_distribution_quantile(&constant, 0.9) == 5.0);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_normal),
    cmocka_unit_test(test_lognormal),
    cmocka_unit_test(test_uniform),
    cmocka_unit_test(test_triangular),
    cmocka_unit_test(test_beta),
    cmocka_unit_test(test_truncation),
    cmocka_unit_test(test_moments),
    cmocka_unit_test(test_beta_of_extreme_shapes),
    cmocka_unit_test(test_every_kind_is_truncated_alike),
    cmocka_unit_test(test_every_kind_rises),
    cmocka_unit_test(test_centre),
};
CB_SUITE(tests)
