#include "suite.h"

#include "quantile.h"

/* R 4: quantile(c(15, 20, 35, 40, 50), p, type = 7) */
static void test_type_7(void **state)
{
    static const double values[] = {15.0, 20.0, 35.0, 40.0, 50.0};
    (void)state;
    assert_relative(cb_quantile(values, 5, 0.05), 16.0, 1e-15);
    assert_relative(cb_quantile(values, 5, 0.4), 29.0, 1e-15);
    assert_relative(cb_quantile(values, 5, 0.5), 35.0, 1e-15);
    assert_relative(cb_quantile(values, 5, 0.95), 48.0, 1e-15);
}

static void test_ends(void **state)
{
    static const double values[] = {-2.0, 7.0, 9.0};
    (void)state;
    assert_true(cb_quantile(values, 3, 0.0) == -2.0);
    assert_true(cb_quantile(values, 3, 1.0) == 9.0);
    assert_true(cb_quantile(values, 1, 0.37) == -2.0);
    assert_true(isnan(cb_quantile(values, 0, 0.5)));
}

static void test_infinite_neighbours(void **state)
{
    static const double values[] = {1.0, INFINITY, INFINITY};
    (void)state;
    assert_true(cb_quantile(values, 3, 0.75) == INFINITY);
}

static void test_sort_sets_missing_apart(void **state)
{
    double values[] = {3.0, NAN, -1.0, NAN, 2.0};
    (void)state;
    assert_int_equal(cb_quantile_sort(values, 5), 3);
    assert_true(values[0] == -1.0 && values[1] == 2.0 && values[2] == 3.0);
    assert_relative(cb_mean(values, 3), 4.0 / 3.0, 1e-15);
    assert_true(isnan(cb_mean(values, 0)));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_type_7),
    cmocka_unit_test(test_ends),
    cmocka_unit_test(test_infinite_neighbours),
    cmocka_unit_test(test_sort_sets_missing_apart),
};
CB_SUITE(tests)
