#include "quantity.h"
#include "suite.h"

static cb_units *units;

static int open_units(void **state)
{
    (void)state;
    return cb_units_create(&units) != CB_OK;
}

static int close_units(void **state)
{
    (void)state;
    cb_units_free(units);
    return 0;
}

static double converted(const char *unit, const char *to, double value)
{
    double result = NAN;
    if (cb_units_convert(units, unit, to, value, &result))
        fail_msg("no way from `%s` to `%s`", unit, to ? to : "a pure number");
    return result;
}

#define assert_converted(unit, to, value, expected)                                                                    \
    do {                                                                                                               \
        double result_ = converted(unit, to, value);                                                                   \
        if (result_ != (expected))                                                                                     \
            fail_msg("%s in %s is %.17g, not %.17g", unit, #to, result_, (double)(expected));                          \
    } while (0)

static void powers_of_ten_move_the_point(void **state)
{
    (void)state;
    assert_converted("%", "1", 66.32, 0.6632);
    assert_converted("%", NULL, 0.7, 0.007);
    assert_converted("%", "", 29.0, 0.29);
    assert_converted("%/yr", "1/yr", 2.5, 0.025);
    assert_converted("1/yr", "%/yr", 0.29, 29.0);
    assert_converted("permille", "1", 6.77, 0.00677);
    assert_converted("m", "km", 4.35, 0.00435);
    assert_converted("km", "m", 1.1, 1100.0);
    assert_converted("km2", "m2", 0.07, 70000.0);
    assert_converted("%", "1", -66.32, -0.6632);
    assert_converted("%", "1", 0.0, 0.0);
    assert_converted("%", "1", 1e-300, 1e-302);
}

static void more_digits_than_a_decimal_are_multiplied(void **state)
{
    (void)state;
    double third = 1.0 / 3.0;
    assert_relative(converted("%", "1", third), third / 100.0, 1e-15);
    assert_converted("km", "km", third, third);
}

static void whole_factors_and_their_inverses_are_exact(void **state)
{
    (void)state;
    assert_converted("min", "h", 25.0, 25.0 / 60.0);
    assert_converted("h", "min", 1.5, 90.0);
    assert_converted("s", "h", 1.0, 1.0 / 3600.0);
    assert_converted("1/min", "1/h", 7.0, 420.0);
}

static void people_and_money(void **state)
{
    (void)state;
    assert_converted("million persons", "person", 34.46, 34460000.0);
    assert_converted("thousand people", "person", 1.137, 1137.0);
    assert_converted("billion CNY", "CNY", 3.5, 3.5e9);
    assert_converted("billion yuan", "million CNY", 3.5, 3500.0);
    assert_converted("million", "1", 1.2, 1200000.0);
    assert_converted("Mperson", "person", 34.46, 34460000.0);
    assert_converted("person/km2", "person/m2", 5.0, 5e-6);
}

static void zero_may_lie_elsewhere(void **state)
{
    (void)state;
    assert_relative(converted("celsius", "kelvin", 25.0), 298.15, 1e-15);
}

static void what_cannot_be_converted_is_refused(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"km", "yr"},
                                           {"km", "1"},
                                           {"", "km"},
                                           {"person", "CNY"},
                                           {"person", "1"},
                                           {"%", "1/yr"},
                                           {"parsnips", "km"},
                                           {"km", "parsnips"},
                                           {"million parsnips", "person"},
                                           {"days since 2020-01-01", "days since2000-01-01"},
                                           {"K From 273.15", "K"},
                                           {"lg(re 1 mW)", "W"},
                                           {"km;", "km"},
                                           {"1/km", "km"}};
    double result;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (cb_units_convert(units, pairs[i][0], pairs[i][1], 1.0, &result) != CB_ERROR_INPUT)
            fail_msg("`%s` became `%s`", pairs[i][0], pairs[i][1]);
    assert_int_equal(cb_units_convert(units, "million persons", "person", 1e305, &result), CB_ERROR_INPUT);
}

static void units_are_known_or_not(void **state)
{
    (void)state;
    char longest[65];
    assert_true(cb_units_known(units, "km/h"));
    assert_true(cb_units_known(units, NULL));
    assert_true(cb_units_known(units, "µm"));
    assert_true(cb_units_known(units, "billion CNY"));
    assert_false(cb_units_known(units, "billionCNY"));
    assert_false(cb_units_known(units, "kmh-"));
    assert_false(cb_units_known(units, "(km"));
    assert_false(cb_units_known(units, "km)"));
    memset(longest, 'm', 64);
    longest[64] = '\0';
    assert_false(cb_units_known(units, longest));
}

static void the_only_numbers_are_exponents(void **state)
{
    (void)state;
    static const char *const good[] = {"1",     "1/km",       "1 /km",      "km2", "km^2",
                                       "km**2", "person.s-1", "kg m-2 s-1", "km²", "kg m^-2 s^-1"};
    static const char *const bad[] = {"000 km", "234 persons", "-3 km", "2",      "1 2",    "10",  "1e3",
                                      "km*2",   "km.5",        "/2",    "1/2 km", "100 km", "km 3"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!cb_units_known(units, good[i]))
            fail_msg("`%s` is a unit", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (cb_units_known(units, bad[i]))
            fail_msg("`%s` is no unit", bad[i]);
}

static void one_system_for_each_load(void **state)
{
    (void)state;
    cb_units *other;
    assert_int_equal(cb_units_create(&other), CB_OK);
    cb_units_free(other);
    assert_converted("person", "person", 1.0, 1.0);
    cb_units_free(NULL);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(powers_of_ten_move_the_point, open_units, close_units),
    cmocka_unit_test_setup_teardown(more_digits_than_a_decimal_are_multiplied, open_units, close_units),
    cmocka_unit_test_setup_teardown(whole_factors_and_their_inverses_are_exact, open_units, close_units),
    cmocka_unit_test_setup_teardown(people_and_money, open_units, close_units),
    cmocka_unit_test_setup_teardown(zero_may_lie_elsewhere, open_units, close_units),
    cmocka_unit_test_setup_teardown(what_cannot_be_converted_is_refused, open_units, close_units),
    cmocka_unit_test_setup_teardown(units_are_known_or_not, open_units, close_units),
    cmocka_unit_test_setup_teardown(the_only_numbers_are_exponents, open_units, close_units),
    cmocka_unit_test_setup_teardown(one_system_for_each_load, open_units, close_units),
};

CB_SUITE(tests)
