#include "complaints.h"
#include "quantity.h"

typedef struct reading {
    cb_units *units;
    cb_diagnostics *diagnostics;
    cb_yaml *node; /* source and assumption are its texts */
    cb_value value;
    cb_status status;
} reading;

static reading read_value(const char *text, const char *unit, double low, double high, bool date)
{
    reading r = {.diagnostics = complaints_open()};
    assert_int_equal(cb_units_create(&r.units), CB_OK);
    r.node = tree_of(text, r.diagnostics);
    r.status = cb_quantity_value(r.units, r.node, unit, low, high, date, r.diagnostics, &r.value);
    return r;
}

static reading valid(const char *text, const char *unit, double low, double high, bool date)
{
    reading r = read_value(text, unit, low, high, date);
    assert_complaints(r.diagnostics, "");
    assert_int_equal(r.status, CB_OK);
    assert_true(r.value.given);
    return r;
}

static void clear(reading *r)
{
    cb_yaml_free(r->node);
    cb_units_free(r->units);
}

static void refused(const char *text, bool date, const char *part)
{
    reading r = read_value(text, date ? NULL : "1", date ? 2021.0 : 0.0, date ? 2036.0 : 1.0, date);
    assert_int_equal(r.status, CB_ERROR_INPUT);
    assert_false(r.value.given);
    clear(&r);
    assert_one_complaint(r.diagnostics, part);
}

static void a_number_is_a_constant(void **state)
{
    (void)state;
    reading r = valid("2.5 %/yr", "1/yr", 0.0, 1.0, false);
    assert_int_equal(r.value.distribution.kind, CB_CONSTANT);
    assert_true(r.value.distribution.a == 0.025);
    assert_true(isinf(r.value.distribution.lower) && isinf(r.value.distribution.upper));
    assert_false(r.value.each);
    assert_null(r.value.by_place);
    assert_null(r.value.source);
    assert_int_equal(r.value.mark.line, 1);
    clear(&r);
}

static void a_number_may_have_a_source(void **state)
{
    (void)state;
    reading r = valid("{value: 48 km, source: 'Plan, p. 3'}", "km", 0.0, 0.0, false);
    assert_true(r.value.distribution.a == 48.0);
    assert_string_equal(r.value.source, "Plan, p. 3");
    assert_null(r.value.assumed);
    clear(&r);
    r = valid("{assumed: a guess, uniform: [0.1, 0.2]}", "1", 0.0, 1.0, false);
    assert_int_equal(r.value.distribution.kind, CB_UNIFORM);
    assert_string_equal(r.value.assumed, "a guess");
    clear(&r);
    cb_value_clear(&r.value);
    assert_false(r.value.given);
    assert_null(r.value.assumed);
}

static void each_place_may_draw_its_own(void **state)
{
    (void)state;
    reading r = valid("{each: {normal: [0.5, 0.1]}}", "1", 0.0, 1.0, false);
    assert_true(r.value.each);
    assert_int_equal(r.value.distribution.kind, CB_NORMAL);
    assert_true(r.value.distribution.a == 0.5 && r.value.distribution.upper == 1.0);
    clear(&r);
    r = valid("{each: {truncated: {normal: [0.5, 0.1], max: 0.6}}}", "1", 0.0, 1.0, false);
    assert_true(r.value.each);
    assert_true(r.value.distribution.upper == 0.6);
    clear(&r);
}

static void truncated_ones_have_a_bound(void **state)
{
    (void)state;
    reading r = valid("{truncated: {lognormal: [10 km, 0.3], min: 5000 m, max: 20 km}}", "km", 0.0, 100.0, false);
    assert_int_equal(r.value.distribution.kind, CB_LOGNORMAL);
    assert_true(r.value.distribution.lower == 5.0 && r.value.distribution.upper == 20.0);
    clear(&r);
    refused("{truncated: {normal: [0.5, 0.1]}}", false, "truncated: expected `min:` or `max:` beside the distribution");
    refused("{truncated: {min: 0.1}}", false, "expected one of normal, lognormal");
    refused("{truncated: {normal: [0.5, 0.1], minn: 0.1}}", false, "unknown key `minn`, did you mean `min`?");
    refused("{truncated: {truncated: {normal: [0.5, 0.1], min: 0}, max: 1}}", false, "unknown key `truncated`");
    refused("{truncated: {normal: [0.5, 0.1], min: low}}", false, "`low` is not a number");
}

static void dates_and_their_range(void **state)
{
    (void)state;
    reading r = valid("2022-12-31", NULL, 2021.0, 2036.0, true);
    assert_true(r.value.distribution.a == 2023.0);
    clear(&r);
    r = valid("{triangular: [2025, 2026, 2029]}", NULL, 2021.0, 2036.0, true);
    assert_true(r.value.distribution.b == 2027.0);
    clear(&r);
    refused("2036", true, "out of range: 2036, expected a date from 2021 to 2036");
    refused("2025.0", true, "`2025.0` is ambiguous");
    refused("{value: next year}", true, "`next year` is not a date");
}

static void a_value_is_one_thing(void **state)
{
    (void)state;
    refused("{normal: [0.5, 0.1], uniform: [0, 1]}", false,
            "f:1:22: error: `uniform` beside `normal`: a value has one");
    refused("{source: x}", false,
            "f:1:1: error: expected one of normal, lognormal, uniform, triangular, beta or trunc");
    refused("{nromal: [0.5, 0.1]}", false, "f:1:2: error: unknown key `nromal`, did you mean `normal`?");
    refused("{gaussian: [0.5, 0.1]}", false, "unknown key `gaussian`: expected normal, lognormal, uniform");
    refused("[0.5, 0.1]", false, "expected a number without a unit, for example `0.5` or `50 %`, not a list");
    refused("{each: 0.5}", false, "f:1:8: error: expected a distribution, for example {normal: [mean, sd]}");
    refused("{each: {each: {normal: [0.5, 0.1]}}}", false, "unknown key `each`");
    refused("{value: {normal: [0.5, 0.1]}}", false, "not a mapping");
    refused("{value: 2}", false, "out of range: 2, expected 0 to 1");
    refused("{value: 0.5, source: ''}", false, "`source` is a text");
    refused("{value: 0.5, assumed: [a, b]}", false, "`assumed` is a text");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_number_is_a_constant),      cmocka_unit_test(a_number_may_have_a_source),
    cmocka_unit_test(each_place_may_draw_its_own), cmocka_unit_test(truncated_ones_have_a_bound),
    cmocka_unit_test(dates_and_their_range),       cmocka_unit_test(a_value_is_one_thing),
};

CB_SUITE(tests)
