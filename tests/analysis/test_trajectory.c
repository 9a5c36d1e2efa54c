#include "suite.h"

#include "printed.h"
#include "small_result.h"
#include "trajectory.h"

static void test_rows(void **state)
{
    cb_result *result = small_result_open();
    cb_trajectory *trajectory = NULL;
    cb_fault fault = {{0}};
    (void)state;
    assert_int_equal(cb_trajectory_create(&trajectory, result, "rate", "north", &fault), CB_OK);
    assert_int_equal(trajectory->count, SMALL_VARIANTS * SMALL_TIMES);
    assert_string_equal(trajectory->unit, "%");
    const cb_trajectory_row *row = &trajectory->rows[SMALL_TIMES + 2];
    assert_string_equal(row->variant, "fast");
    assert_int_equal(row->year, 2022);
    /* 76 + (0 .. 9) */
    static const double expected[] = {80.5, 76.45, 76.9, 78.25, 82.75, 84.1, 84.55};
    assert_relative(row->mean, 80.5, 1e-14);
    for (size_t q = 0; q < CB_TRAJECTORY_QUANTILES; q++)
        assert_relative(row->quantiles[q], expected[q], 1e-14);
    cb_trajectory_free(trajectory);
    cb_result_close(result);
}

static void test_accounts_are_summed_over_statuses(void **state)
{
    cb_result *result = small_result_open();
    cb_trajectory *trajectory = NULL;
    cb_fault fault = {{0}};
    (void)state;
    assert_int_equal(cb_trajectory_create(&trajectory, result, "births", "all", &fault), CB_OK);
    assert_true(isnan(trajectory->rows[0].mean));
    assert_relative(trajectory->rows[1].mean, 105.5, 1e-14);
    cb_trajectory_free(trajectory);
    cb_result_close(result);
}

static void test_unknown_names(void **state)
{
    cb_result *result = small_result_open();
    cb_trajectory *trajectory = NULL;
    cb_fault fault = {{0}};
    (void)state;
    assert_int_equal(cb_trajectory_create(&trajectory, result, "ratte", "all", &fault), CB_ERROR_USAGE);
    assert_string_equal(fault.text, "indicator 'ratte' is not in the file; did you mean 'rate'?\nit has: rate, births");
    assert_int_equal(cb_trajectory_create(&trajectory, result, "rate", "nort", &fault), CB_ERROR_USAGE);
    assert_string_equal(fault.text, "region 'nort' is not in the file; did you mean 'north'?\nit has: all, north");
    assert_null(trajectory);
    cb_result_close(result);
}

static void test_csv(void **state)
{
    cb_result *result = small_result_open();
    cb_trajectory *trajectory = NULL;
    cb_fault fault = {{0}};
    printed p;
    (void)state;
    assert_int_equal(cb_trajectory_create(&trajectory, result, "births", "all", &fault), CB_OK);
    cb_trajectory_print_csv(trajectory, printed_open(&p));
    printed_close(&p);
    static const char expected[] = "variant,year,mean,median,q05,q10,q25,q75,q90,q95\n"
                                   "base,2020,,,,,,,,\n"
                                   "base,2021,105.5,105.5,101.45,101.9,103.25,107.75,109.1,109.55\n";
    assert_memory_equal(p.text, expected, sizeof expected - 1);
    free(p.text);
    cb_trajectory_free(trajectory);
    cb_result_close(result);
}

static void test_page(void **state)
{
    cb_result *result = small_result_open();
    cb_trajectory *trajectory = NULL;
    cb_fault fault = {{0}};
    printed p;
    (void)state;
    assert_int_equal(cb_trajectory_create(&trajectory, result, "rate", "all", &fault), CB_OK);
    cb_trajectory_print(trajectory, printed_open(&p));
    printed_close(&p);
    assert_true(printed_width(p.text) <= 100);
    assert_non_null(strstr(p.text, "variant fast"));
    assert_non_null(
        strstr(p.text, "2023      67.50      63.45      63.90      65.25      67.50      69.75      71.10"));
    free(p.text);
    cb_trajectory_free(trajectory);
    cb_result_close(result);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_rows), cmocka_unit_test(test_accounts_are_summed_over_statuses),
    cmocka_unit_test(test_unknown_names), cmocka_unit_test(test_csv), cmocka_unit_test(test_page)};
CB_SUITE(tests)
