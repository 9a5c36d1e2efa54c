#include "distribution_text.h"

#include "complaints.h"

/* Reads `[...]` as the arguments of a distribution, between min and max, which are texts or NULL, and closes it. */
typedef struct reading {
    const char *name, *unit;
    double low, high;
    bool date;
    const char *min, *max;
} reading;

static cb_status read_bounded(const cb_value_reading *r, const char *text, double *bound)
{
    if (!text)
        return CB_OK;
    cb_yaml *node = tree_of(text, r->diagnostics);
    cb_status status = cb_distribution_bound(r, node, bound);
    cb_yaml_free(node);
    return status;
}

static cb_status read_closed(reading given, const char *text, cb_diagnostics *d, cb_distribution *distribution)
{
    cb_units *units;
    assert_int_equal(cb_units_create(&units), CB_OK);
    cb_value_reading r = {units, given.unit, given.low, given.high, given.date, d, distribution};
    cb_yaml *list = tree_of(text, d);
    cb_status status = cb_distribution_read(&r, given.name, list);
    if (!status)
        status = read_bounded(&r, given.min, &distribution->lower);
    if (!status)
        status = read_bounded(&r, given.max, &distribution->upper);
    if (!status)
        status = cb_distribution_close(&r, list);
    cb_yaml_free(list);
    cb_units_free(units);
    return status;
}

static void assert_read(reading given, const char *text, cb_distribution expected)
{
    cb_distribution got;
    cb_diagnostics *d = complaints_open();
    cb_status status = read_closed(given, text, d, &got);
    assert_complaints(d, "");
    assert_int_equal(status, CB_OK);
    assert_int_equal(got.kind, expected.kind);
    assert_true(got.a == expected.a && got.b == expected.b && got.c == expected.c && got.d == expected.d);
    assert_true(got.lower == expected.lower && got.upper == expected.upper);
}

static void refused(reading given, const char *text, const char *part)
{
    cb_distribution got;
    cb_diagnostics *d = complaints_open();
    assert_int_equal(read_closed(given, text, d, &got), CB_ERROR_INPUT);
    assert_one_complaint(d, part);
}

#define OPEN .lower = -INFINITY, .upper = INFINITY

static void arguments_are_converted(void **state)
{
    (void)state;
    assert_read((reading){.name = "normal", .unit = "1/yr"}, "[2.5 %/yr, 0.25 %/yr]",
                (cb_distribution){CB_NORMAL, .a = 0.025, .b = 0.0025, OPEN});
    assert_read((reading){.name = "lognormal", .unit = "km"}, "[500 m, 0.3]",
                (cb_distribution){CB_LOGNORMAL, .a = 0.5, .b = 0.3, OPEN});
    assert_read((reading){.name = "uniform", .unit = "1"}, "[10 %, 0.5]",
                (cb_distribution){CB_UNIFORM, .a = 0.1, .b = 0.5, OPEN});
    assert_read((reading){.name = "triangular", .unit = "min"}, "[0.5 h, 45 min, 60 min]",
                (cb_distribution){CB_TRIANGULAR, .a = 30.0, .b = 45.0, .c = 60.0, OPEN});
    assert_read((reading){.name = "beta", .unit = "1"}, "[2, 5]",
                (cb_distribution){CB_BETA, .a = 2.0, .b = 5.0, .c = 0.0, .d = 1.0, OPEN});
    assert_read((reading){.name = "beta", .unit = "km"}, "[2, 5, 10 km, 20 km]",
                (cb_distribution){CB_BETA, .a = 2.0, .b = 5.0, .c = 10.0, .d = 20.0, OPEN});
}

static void dates_have_spreads_in_years(void **state)
{
    (void)state;
    reading date = {.name = "triangular", .date = true};
    assert_read(date, "[2025, 2026, 2029-12-31]",
                (cb_distribution){CB_TRIANGULAR, .a = 2026.0, .b = 2027.0, .c = 2030.0, OPEN});
    date.name = "normal";
    assert_read(date, "[2025, 1.5]", (cb_distribution){CB_NORMAL, .a = 2026.0, .b = 1.5, OPEN});
    assert_read(date, "[2025, 2 yr]", (cb_distribution){CB_NORMAL, .a = 2026.0, .b = 2.0, OPEN});
    date.name = "lognormal";
    refused(date, "[2025, 0.1]", "a date cannot be lognormal: use normal or triangular");
}

static void the_number_of_arguments_is_checked(void **state)
{
    (void)state;
    refused((reading){.name = "normal", .unit = "1"}, "[1]",
            "f:1:1: error: normal: expected [mean, standard deviation]\n");
    refused((reading){.name = "triangular", .unit = "1"}, "[1, 2]", "triangular: expected [low, mode, high]");
    refused((reading){.name = "uniform", .unit = "1"}, "0.5", "uniform: expected [low, high]");
    refused((reading){.name = "beta", .unit = "1"}, "[1, 2, 3]", "beta: expected [a, b] or [a, b, low, high]");
    refused((reading){.name = "beta", .unit = "km"}, "[1, 2]", "where the value has a unit, low and high are needed");
    refused((reading){.name = "normal", .unit = "km"}, "[1 km, 2]", "f:1:8: error: `2` has no unit");
}

static void arguments_must_make_sense(void **state)
{
    (void)state;
    refused((reading){.name = "normal", .unit = "1"}, "[1, 0]", "the standard deviation must be above 0");
    refused((reading){.name = "lognormal", .unit = "1"}, "[0, 1]", "the median must be above 0");
    refused((reading){.name = "lognormal", .unit = "1"}, "[1, -1]", "the standard deviation of the logarithm must be");
    refused((reading){.name = "uniform", .unit = "1"}, "[1, 1]", "low must be below high");
    refused((reading){.name = "triangular", .unit = "1"}, "[1, 3, 2]", "expected low <= mode <= high and low < high");
    refused((reading){.name = "triangular", .unit = "1"}, "[1, 1, 1]", "expected low <= mode <= high and low < high");
    refused((reading){.name = "beta", .unit = "1"}, "[0, 1]", "the shapes a and b must be above 0");
    refused((reading){.name = "beta", .unit = "1"}, "[1, 1, 2, 1]", "low must be below high");
}

static void unbounded_ones_end_at_the_range(void **state)
{
    (void)state;
    assert_read((reading){.name = "normal", .unit = "1", .high = 1.0}, "[0.5, 0.1]",
                (cb_distribution){CB_NORMAL, .a = 0.5, .b = 0.1, .lower = 0.0, .upper = 1.0});
    assert_read((reading){.name = "normal", .unit = "1", .high = 1.0, .min = "0.2"}, "[0.5, 0.1]",
                (cb_distribution){CB_NORMAL, .a = 0.5, .b = 0.1, .lower = 0.2, .upper = 1.0});
    assert_read((reading){.name = "lognormal", .unit = "1", .high = 9.0}, "[0.5, 0.1]",
                (cb_distribution){CB_LOGNORMAL, .a = 0.5, .b = 0.1, .lower = -INFINITY, .upper = 9.0});
    assert_read((reading){.name = "lognormal", .unit = "1", .low = 0.1, .high = INFINITY}, "[0.5, 0.1]",
                (cb_distribution){CB_LOGNORMAL, .a = 0.5, .b = 0.1, .lower = 0.1, .upper = INFINITY});
    refused((reading){.name = "normal", .unit = "1/yr", .high = 1.0}, "[2 1/yr, 1 1/yr]",
            "out of range: the mean is 2 1/yr, expected 0 to 1 1/yr");
    refused((reading){.name = "lognormal", .unit = "1", .high = 1.0}, "[2, 1]", "out of range: the median is 2");
}

static void bounded_ones_must_lie_in_the_range(void **state)
{
    (void)state;
    reading share = {.name = "uniform", .unit = "1", .high = 1.0};
    refused(share, "[0.5, 1.5]", "out of range: the distribution is 0.5 to 1.5, expected 0 to 1");
    refused(share, "[-0.5, 0.5]", "out of range: the distribution is -0.5 to 0.5, expected 0 to 1");
    share.max = "0.9";
    assert_read(share, "[0.5, 1.5]",
                (cb_distribution){CB_UNIFORM, .a = 0.5, .b = 1.5, .lower = -INFINITY, .upper = 0.9});
    refused((reading){.name = "triangular", .low = 2021.0, .high = 2036.0, .date = true}, "[2025, 2030, 2040]",
            "out of range: the distribution, expected a date from 2021 to 2036");
    refused((reading){.name = "normal", .unit = "1", .high = 1.0, .min = "-1"}, "[0.5, 1]", "out of range");
}

static void truncation_leaves_something(void **state)
{
    (void)state;
    refused((reading){.name = "normal", .unit = "1", .min = "10"}, "[0, 1]", "truncation leaves nothing");
    refused((reading){.name = "normal", .unit = "1", .min = "1", .max = "1"}, "[0, 1]", "truncation leaves nothing");
    refused((reading){.name = "lognormal", .unit = "1", .max = "0"}, "[1, 1]", "truncation leaves nothing");
    refused((reading){.name = "uniform", .unit = "1", .min = "2"}, "[0, 1]", "truncation leaves nothing");
    refused((reading){.name = "beta", .unit = "1", .max = "-1"}, "[2, 2]", "truncation leaves nothing");
    assert_read((reading){.name = "normal", .unit = "1", .min = "4"}, "[0, 1]",
                (cb_distribution){CB_NORMAL, .a = 0.0, .b = 1.0, .lower = 4.0, .upper = INFINITY});
    assert_read((reading){.name = "lognormal", .unit = "1", .min = "-1", .max = "1"}, "[1, 1]",
                (cb_distribution){CB_LOGNORMAL, .a = 1.0, .b = 1.0, .lower = -1.0, .upper = 1.0});
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(arguments_are_converted),
    cmocka_unit_test(dates_have_spreads_in_years),
    cmocka_unit_test(the_number_of_arguments_is_checked),
    cmocka_unit_test(arguments_must_make_sense),
    cmocka_unit_test(unbounded_ones_end_at_the_range),
    cmocka_unit_test(bounded_ones_must_lie_in_the_range),
    cmocka_unit_test(truncation_leaves_something),
};

CB_SUITE(tests)
