#include "suite.h"

#include <stdlib.h>

#include "series.h"
#include "small_result.h"

static void test_region(void **state)
{
    cb_result *result = small_result_open();
    cb_series series;
    cb_fault fault = {{0}};
    (void)state;
    assert_int_equal(cb_series_open(&series, result, "rate", "north", &fault), CB_OK);
    assert_false(series.of_place);
    assert_string_equal(series.indicator, "rate");
    assert_string_equal(series.region, "north");
    assert_int_equal(series.members, SMALL_MEMBERS);
    double *values = calloc(series.members * series.time->length, sizeof *values);
    assert_int_equal(cb_series_read(&series, 1, values, &fault), CB_OK);
    assert_relative(values[2], 76.0, 1e-14); /* member 0 at the last time: the least of 76 + (0 .. 9) */
    free(values);
    cb_result_close(result);
}

static void assert_unknown(const char *indicator, const char *region, const char *text)
{
    cb_result *result = small_result_open();
    cb_series series;
    cb_fault fault = {{0}};
    assert_int_equal(cb_series_open(&series, result, indicator, region, &fault), CB_ERROR_USAGE);
    assert_non_null(strstr(fault.text, text));
    cb_result_close(result);
}

static void test_unknown_names(void **state)
{
    (void)state;
    assert_unknown("rte", "north", "did you mean 'rate'?");
    assert_unknown("rate", "noth", "did you mean 'north'?");
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(test_region), cmocka_unit_test(test_unknown_names)};
CB_SUITE(tests)
