#include "monotone_spline.h"

#include "suite.h"

static void check(size_t n, const double *x, const double *y, size_t count, const double *at, const double *expected)
{
    cb_monotone_spline spline;
    assert_int_equal(cb_monotone_spline_create(&spline, n, x, y), CB_OK);
    for (size_t i = 0; i < count; i++)
        assert_relative(cb_monotone_spline_at(&spline, at[i]), expected[i], 1e-14);
    cb_monotone_spline_free(&spline);
}

static void cubics_are_exact(void **state)
{
    (void)state;
    double x[] = {0, 1, 2.5, 4, 7}, y[5], at[] = {0.3, 1.7, 3.2, 6.5}, expected[4];
    for (int i = 0; i < 5; i++)
        y[i] = 3.0 + x[i] + x[i] * x[i] * x[i] / 9.0;
    for (int i = 0; i < 4; i++)
        expected[i] = 3.0 + at[i] + at[i] * at[i] * at[i] / 9.0;
    check(5, x, y, 4, at, expected);
}

static void two_points_are_a_line_and_three_a_parabola(void **state)
{
    (void)state;
    check(2, (double[]){1, 3}, (double[]){0, 5}, 1, (double[]){1.5}, (double[]){1.25});
    check(3, (double[]){0, 1, 3}, (double[]){0, 1, 9}, 2, (double[]){0.5, 2}, (double[]){0.25, 4});
}

/* Expected numbers: CubicSpline(not-a-knot) of SciPy 1.10, slopes clipped, CubicHermiteSpline. */
static void a_plateau_and_steep_ends(void **state)
{
    (void)state;
    check(6, (double[]){0, 1, 5, 10, 15, 20}, (double[]){0, 1, 1.5, 1.5, 4, 10}, 6, (double[]){0.5, 3, 7, 12, 14, 18},
          (double[]){0.6133727477477477, 1.4375, 1.5, 1.9855135135135136, 3.214018018018018, 7.125945945945945});
}

static void never_turns_back(void **state)
{
    (void)state;
    double x[] = {0, 1, 2, 3, 10, 11}, y[] = {0, 0, 5, 5, 5.1, 90}, before = 0.0;
    cb_monotone_spline spline;
    assert_int_equal(cb_monotone_spline_create(&spline, 6, x, y), CB_OK);
    for (double at = -1.0; at < 12.0; at += 0.01) {
        double value = cb_monotone_spline_at(&spline, at);
        assert_true(value >= before);
        before = value;
    }
    assert_true(before == 90.0);
    cb_monotone_spline_free(&spline);
}

static void free_is_safe_when_empty(void **state)
{
    (void)state;
    cb_monotone_spline spline = {0};
    cb_monotone_spline_free(&spline);
    assert_null(spline.x);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(cubics_are_exact),         cmocka_unit_test(two_points_are_a_line_and_three_a_parabola),
    cmocka_unit_test(a_plateau_and_steep_ends), cmocka_unit_test(never_turns_back),
    cmocka_unit_test(free_is_safe_when_empty),
};

CB_SUITE(tests)
