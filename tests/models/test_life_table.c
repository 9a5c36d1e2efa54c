#include "life_table.h"

#include "suite.h"

enum { GROUPS = 22 };

static const double lower[GROUPS] = {0,  1,  5,  10, 15, 20, 25, 30, 35, 40, 45,
                                     50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100};
/* United Nations 2024, World Population Prospects: China, males, 2020-2025. */
static const double china[GROUPS] = {0.00617945, 0.0004244,  0.00028363, 0.00034746, 0.00043866, 0.00068096,
                                     0.00088927, 0.00103633, 0.00124095, 0.00200365, 0.00316504, 0.00557292,
                                     0.00815101, 0.0144239,  0.022684,   0.0362914,  0.0580327,  0.102203,
                                     0.174615,   0.299085,   0.51846,    0.822483};

static cb_hazard china_hazard(void)
{
    cb_hazard hazard;
    assert_int_equal(cb_hazard_create(&hazard, GROUPS, lower, china, 100), CB_OK);
    return hazard;
}

/* A constant hazard m has l(x) = exp(-m x), so every survival but the first is exp(-m). */
static void constant_hazard(void **state)
{
    (void)state;
    double rate[] = {0.02, 0.02, 0.02}, survival[31], alive = exp(-0.02);
    cb_hazard hazard;
    assert_int_equal(cb_hazard_create(&hazard, 3, (double[]){0, 1, 5}, rate, 30), CB_OK);
    cb_hazard_survival(&hazard, 1.0, 1, 31, survival);
    assert_relative(survival[0], alive + 0.1 * (1.0 - alive), 1e-14);
    for (int age = 2; age < 30; age++)
        assert_relative(survival[age], alive, 1e-13);
    double last = (1.0 + alive) / 2.0 * exp(0.02), open = 1.0 / 0.02;
    assert_relative(survival[30], open / (last + open), 1e-13);
    cb_hazard_free(&hazard);
}

/* Expected numbers: the same life table through SciPy 1.10. */
static void abridged_rates(void **state)
{
    (void)state;
    double single[101], five[18];
    cb_hazard hazard = china_hazard();
    assert_relative(cb_hazard_life_expectancy(&hazard, 1.0), 75.4718445309657, 1e-13);
    cb_hazard_survival(&hazard, 1.0, 1, 101, single);
    assert_relative(single[0], 0.9944556431807459, 1e-13);
    assert_relative(single[1], 0.9988903578218608, 1e-13);
    assert_relative(single[37], 0.9988368037574001, 1e-13);
    assert_relative(single[100], 0.45778537730273067, 1e-12);
    cb_hazard_survival(&hazard, 1.0, 5, 18, five);
    assert_relative(five[0], 0.9929723508396389, 1e-13);
    assert_relative(five[2], 0.9980645290681397, 1e-13);
    assert_relative(five[17], 0.4193638341852126, 1e-12);
    cb_hazard_free(&hazard);
}

/* WPP 2024 gives a male life expectancy of 75.20 to 75.49 years for China in 2020 to 2024. */
static void close_to_the_published_life_expectancy(void **state)
{
    (void)state;
    cb_hazard hazard = china_hazard();
    assert_absolute(cb_hazard_life_expectancy(&hazard, 1.0), 75.33, 0.2);
    cb_hazard_free(&hazard);
}

static void rates_are_scaled_to_a_life_expectancy(void **state)
{
    (void)state;
    cb_hazard hazard = china_hazard();
    for (double years = 40.0; years < 95.0; years += 5.0) {
        double factor = cb_hazard_factor(&hazard, years);
        assert_relative(cb_hazard_life_expectancy(&hazard, factor), years, 1e-13);
    }
    assert_absolute(cb_hazard_factor(&hazard, cb_hazard_life_expectancy(&hazard, 1.0)), 1.0, 1e-13);
    assert_true(isnan(cb_hazard_factor(&hazard, 0.01)));
    cb_hazard_free(&hazard);
}

/* Higher rates at every age shorten lives; the open group too: T(100) / T(99) falls. */
static void higher_rates_shorten_lives(void **state)
{
    (void)state;
    double survival[101], before = 2.0;
    cb_hazard hazard = china_hazard();
    for (double factor = 0.5; factor < 4.0; factor *= 1.5) {
        assert_true(cb_hazard_life_expectancy(&hazard, factor) > cb_hazard_life_expectancy(&hazard, 1.1 * factor));
        cb_hazard_survival(&hazard, factor, 1, 101, survival);
        assert_true(survival[100] < before);
        before = survival[100];
    }
    cb_hazard_free(&hazard);
}

/* Single-year groups need no spline: H(x) is the plain sum of the rates. */
static void single_years_are_exact(void **state)
{
    (void)state;
    double ages[] = {0, 1, 2, 3}, rate[] = {0.05, 0.001, 0.002, 0.5};
    cb_hazard hazard;
    assert_int_equal(cb_hazard_create(&hazard, 4, ages, rate, 3), CB_OK);
    assert_relative(hazard.cumulated[1], 0.05, 1e-15);
    assert_relative(hazard.cumulated[3], 0.053, 1e-15);
    cb_hazard_free(&hazard);
}

/* They add to the life expectancy, and survival is the ratio of neighbours. */
static void years_lived_make_the_table(void **state)
{
    (void)state;
    cb_hazard hazard = china_hazard();
    double lived[101], survival[101], sum = 0.0;
    cb_hazard_years_lived(&hazard, 0.9, 100, lived);
    cb_hazard_survival(&hazard, 0.9, 1, 101, survival);
    for (size_t age = 0; age < 101; age++)
        sum += lived[age];
    assert_relative(sum, cb_hazard_life_expectancy(&hazard, 0.9), 1e-14);
    for (size_t age = 1; age < 100; age++)
        assert_relative(lived[age] / lived[age - 1], survival[age], 1e-14);
    assert_relative(lived[100] / (lived[99] + lived[100]), survival[100], 1e-14);
    cb_hazard_free(&hazard);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(constant_hazard),
    cmocka_unit_test(abridged_rates),
    cmocka_unit_test(close_to_the_published_life_expectancy),
    cmocka_unit_test(rates_are_scaled_to_a_life_expectancy),
    cmocka_unit_test(higher_rates_shorten_lives),
    cmocka_unit_test(single_years_are_exact),
    cmocka_unit_test(years_lived_make_the_table),
};

CB_SUITE(tests)
