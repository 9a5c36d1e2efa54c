#include "loading.h"

static loading bounded(const char *indicator, const char *bounds)
{
    char yaml[512];
    snprintf(yaml, sizeof yaml, USUAL "targets:\n- {id: t, assumed: x, region: A, by: 2030, indicator: %s, %s}\n",
             indicator, bounds);
    return loading_of(yaml);
}

static void units_convert_the_internal_value(void **state)
{
    (void)state;
    static const struct {
        const char *indicator, *bounds, *unit;
        double low, scale;
    } cases[] = {{"urban_share", "at_least: 70 %", "%", 70.0, 100.0},
                 {"urban_share", "at_least: 0.7", "", 0.7, 1.0},
                 {"urban_share", "at_least: 1", "", 1.0, 1.0},
                 {"urban_share", "at_least: 120 %", "%", 120.0, 100.0},
                 {"population", "at_least: 34.46 Mperson", "Mperson", 34.46, 1e-6},
                 {"population", "at_least: 5 person", "person", 5.0, 1.0},
                 {"road_length", "at_least: 420 km", "km", 420.0, 1.0},
                 {"road_length", "at_least: 1e3 m", "m", 1000.0, 1000.0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        loading l = bounded(cases[i].indicator, cases[i].bounds);
        if (l.status)
            fail_msg("%s", l.complaints);
        const cb_target *t = &l.scenario->targets[0];
        assert_string_equal(t->unit, cases[i].unit);
        assert_true(t->low == cases[i].low);
        assert_relative(t->unit_scale, cases[i].scale, 1e-15);
        assert_true(t->unit_offset == 0.0);
        loading_close(&l);
    }
}

static void bounds_that_say_nothing_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *bounds, *text;
    } cases[] = {{"at_least: many", "many"},
                 {"at_least: nan %", "nan"},
                 {"at_least: 1 person", "person"},
                 {"at_least: 70", "70 without a unit is 7000 %: write `70 %`"},
                 {"between: [0.5, 60]", "60 without a unit is 6000 %: write `60 %`"},
                 {"share_of: all, at_most: 2", "2 without a unit is 200 %: write `2 %`"},
                 {"between: [1 %, [2 %]]", "a number with its unit is expected"},
                 {"between: 1 %", "`between` is `1 %`, but a list is expected"},
                 {"at_most: 1 %, between: [1 %, 2 %]", "exactly one of"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        loading l = bounded("urban_share", cases[i].bounds);
        assert_int_equal(l.status, CB_ERROR_INPUT);
        if (!strstr(l.complaints, cases[i].text))
            fail_msg("expected \"%s\", not:\n%s", cases[i].text, l.complaints);
        loading_close(&l);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(units_convert_the_internal_value),
    cmocka_unit_test(bounds_that_say_nothing_are_refused),
};

CB_SUITE(tests)
