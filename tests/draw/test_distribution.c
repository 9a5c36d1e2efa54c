#include "suite.h"

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
}

/* The centre knows nothing of truncation. */
static void test_centre(void **state)
{
    (void)state;
    cb_distribution half = {.kind = CB_NORMAL, .a = 0.1, .b = 1.0, .lower = 0.0, .upper = INFINITY};
    assert_true(cb_distribution_centre(&half) == 0.1);
    cb_distribution triangular = {.kind = CB_TRIANGULAR, .a = 0.0, .b = 1.0, .c = 4.0, NO_LIMITS};
    assert_relative(cb_distribution_centre(&triangular), 4.0 - sqrt(6.0), 1e-14);
    cb_distribution constant = {.kind = CB_CONSTANT, .a = 5.0};
    assert_true(cb_distribution_centre(&constant) == 5.0 && cb_distribution_quantile(&constant, 0.9) == 5.0);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_normal),     cmocka_unit_test(test_lognormal), cmocka_unit_test(test_uniform),
    cmocka_unit_test(test_triangular), cmocka_unit_test(test_beta),      cmocka_unit_test(test_truncation),
    cmocka_unit_test(test_moments),    cmocka_unit_test(test_centre),
};
CB_SUITE(tests)
