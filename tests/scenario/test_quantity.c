#include "quantity.h"

#include "complaints.h"

/* ---- texts ----------------------------------------------------------------------------------------------------- */

static void decimal_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
    } good[] = {{"0", 0.0},      {"12.5", 12.5}, {"-0.25", -0.25}, {"+3", 3.0}, {".5", 0.5},
                {"1e3", 1000.0}, {"2E-2", 0.02}, {"1.e2", NAN},    {"007", 7.0}};
    static const char *const bad[] = {"",     " 1",    "1 ",  "1,5", "1e",  "e5",    ".",        "-",  "--1",
                                      "0x10", "1e400", "nan", "inf", "1_0", "1.2.3", "infinity", "5.", "１"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        double value = -1.0;
        bool read = cb_text_number(good[i].text, &value);
        if (read == (isnan(good[i].value) != 0) || (read && value != good[i].value))
            fail_msg("`%s` is %g", good[i].text, value);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double value;
        if (cb_text_number(bad[i], &value))
            fail_msg("`%s` was read as %g", bad[i], value);
    }
}

static void very_long_numbers_have_an_end(void **state)
{
    (void)state;
    char text[402];
    double value;
    memset(text, '0', 401);
    text[401] = '\0';
    assert_false(cb_text_number(text, &value));
    assert_true(cb_text_number(text + 1, &value));
    assert_true(value == 0.0);
}

static void words_for_no_number(void **state)
{
    (void)state;
    static const char *const words[] = {"nan", "NaN", ".nan", "-.inf", "+Inf", "NA", "n/a", "Infinity"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_true(cb_text_infinite(words[i]));
    assert_false(cb_text_infinite("nano"));
    assert_false(cb_text_infinite(""));
    assert_false(cb_text_infinite("0"));
}

static void assert_range(double low, double high, const char *unit, const char *expected)
{
    char text[160];
    cb_range_text(low, high, unit, text, sizeof text);
    assert_string_equal(text, expected);
}

static void ranges_in_words(void **state)
{
    (void)state;
    assert_range(0.0, 1.0, "1", "0 to 1");
    assert_range(0.0, 1e10, "person", "0 to 10000000000 person");
    assert_range(0.25, INFINITY, "1/yr", "at least 0.25 1/yr");
    assert_range(-INFINITY, 90.0, NULL, "at most 90");
}

/* ---- numbers --------------------------------------------------------------------------------------------------- */

static cb_status read_in(const char *text, const char *unit, double low, double high, cb_diagnostics *d, double *value)
{
    cb_units *units;
    assert_int_equal(cb_units_create(&units), CB_OK);
    cb_yaml *node = tree_of(text, d);
    cb_status status = cb_quantity_number(units, node, unit, low, high, d, value);
    cb_yaml_free(node);
    cb_units_free(units);
    return status;
}

static void assert_number(const char *text, const char *unit, double expected)
{
    double value = NAN;
    cb_diagnostics *d = complaints_open();
    cb_status status = read_in(text, unit, 0.0, 0.0, d, &value);
    assert_complaints(d, "");
    assert_int_equal(status, CB_OK);
    if (value != expected)
        fail_msg("`%s` is %.17g in %s, not %.17g", text, value, unit ? unit : "1", expected);
}

static void refused(const char *text, const char *unit, double low, double high, const char *part)
{
    double value;
    cb_diagnostics *d = complaints_open();
    assert_int_equal(read_in(text, unit, low, high, d, &value), CB_ERROR_INPUT);
    assert_one_complaint(d, part);
}

static void numbers_are_converted(void **state)
{
    (void)state;
    assert_number("2.5 %/yr", "1/yr", 0.025);
    assert_number("66.32 %", "1", 0.6632);
    assert_number("66.32%", NULL, 0.6632);
    assert_number("0.6632", "", 0.6632);
    assert_number("420 km", "km", 420.0);
    assert_number("420   km", "km", 420.0);
    assert_number("'420 km'", "km", 420.0);
    assert_number("0.002 1/km", "1/km", 0.002);
    assert_number("1.5 h", "min", 90.0);
    assert_number("1.2 million persons", "person", 1200000.0);
    assert_number("3.5 billion CNY", "CNY", 3.5e9);
    assert_number("-1e-3", "1", -0.001);
    assert_number("5 yr", "yr", 5.0);
}

static void what_is_no_number_is_told(void **state)
{
    (void)state;
    refused("[1]", "km", 0, 0, "f:1:1: error: expected a number with a unit of km, for example `48 km`, not a list");
    refused("{a: 1}", "1", 0, 0, "expected a number without a unit, for example `0.5` or `50 %`, not a mapping");
    refused("''", "1", 0, 0, "expected a number without a unit, for example `0.5` or `50 %`, but there is nothing");
    refused(".nan", "1", 0, 0, "`.nan` is not a finite number");
    refused("-.inf", "km", 0, 0, "`-.inf` is not a finite number");
    refused("many", "1", 0, 0, "`many` is not a number");
    refused("'1,137 km'", "km", 0, 0, "`1,137 km`: write numbers without commas");
    refused("1e400", "1", 0, 0, "`1e400` is too large or has too many digits");
    refused("'0.5'", "1", 0, 0, "`0.5` stands in quotes, so it is a text");
}

static void units_are_asked_for_and_checked(void **state)
{
    (void)state;
    refused("420", "km", 0, 0, "`420` has no unit: expected a number with a unit of km, for example `48 km`");
    refused("420", "person/km2", 0, 0, "for example `2 person/km2`");
    refused("420 leagues", "km", 0, 0, "`leagues` is not a unit: expected");
    refused("1 234 persons", "person", 0, 0, "`234 persons` is not a unit");
    refused("2-3 km", "km", 0, 0, "`-3 km` is not a unit");
    refused("420 yr", "km", 0, 0, "`420 yr` is in yr, which is no measure of km: expected");
    refused("0.5 km", "1", 0, 0, "`0.5 km` has the unit km: expected a number without a unit");
    refused("2.5 %", "1/yr", 0, 0, "`2.5 %` is in %, which is no measure of 1/yr: expected");
    refused("1e300 billion CNY", "CNY", 0, 0, "`1e300 billion CNY` is");
}

static void ranges_are_closed(void **state)
{
    (void)state;
    double value;
    cb_diagnostics *d = complaints_open();
    assert_int_equal(read_in("100 %", "1", 0.0, 1.0, d, &value), CB_OK);
    assert_int_equal(read_in("0", "1", 0.0, 1.0, d, &value), CB_OK);
    assert_complaints(d, "");
    refused("1.01", "1", 0.0, 1.0, "f:1:1: error: out of range: 1.01, expected 0 to 1\n");
    refused("120 %", "1", 0.0, 1.0, "out of range: 120 % is 1.2, expected 0 to 1\n");
    refused("-1 km", "km", 0.0, INFINITY, "out of range: -1 km, expected at least 0 km\n");
    refused("600 m", "km", 1.0, 2.0, "out of range: 600 m is 0.6 km, expected 1 to 2 km\n");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(decimal_numbers),
    cmocka_unit_test(very_long_numbers_have_an_end),
    cmocka_unit_test(words_for_no_number),
    cmocka_unit_test(ranges_in_words),
    cmocka_unit_test(numbers_are_converted),
    cmocka_unit_test(what_is_no_number_is_told),
    cmocka_unit_test(units_are_asked_for_and_checked),
    cmocka_unit_test(ranges_are_closed),
};

CB_SUITE(tests)
