#include "captured.h"

#include "complaints.h"

#define AUSTRIA TESTS_DIR "/fixtures/v10_austria_flows.csv"

static void a_fit_is_printed(void **state)
{
    (void)state;
    captured c = captured_words("calibrate", "flows", AUSTRIA, "--cost", "dist_km", "--log", "o_total,d_total");
    assert_int_equal(c.exit_status, 0);
    assert_contains(c.out, "72 flows between 9 places, constraint none");
    assert_contains(c.out, "ln_o_total                   0.86386781");
    captured_free(c);
}

/* Who calibrates runs a scenario with it: the fragment is one that a scenario extends. */
static void a_scenario_extends_the_fragment(void **state)
{
    (void)state;
    char fragment[WRITTEN_PATH], scenario[WRITTEN_PATH], text[1024];
    written("", 0, fragment);
    captured c = captured_words("calibrate", "flows", AUSTRIA, "--cost", "dist_km", "--log", "d_total", "--size",
                                "d_total", "--constraint", "production", "--robust", "-o", fragment);
    assert_int_equal(c.exit_status, 0);
    captured_free(c);
    int size = snprintf(text, sizeof text,
                        "extends: %s\ntitle: t\nclock: {start: 2020, end: 2025, step: 5 yr}\nstatuses: [rural, urban]\n"
                        "places: {table: %s/models/scenarios/four-towns/places.csv}\nprocesses: [migration, cohorts]\n"
                        "population: {table: %s/models/scenarios/four-towns/people.csv}\n",
                        fragment, TESTS_DIR, TESTS_DIR);
    written(text, (size_t)size, scenario);
    c = captured_words("check", scenario);
    assert_string_equal(c.err, "");
    assert_int_equal(c.exit_status, 0);
    assert_contains(c.out, "2 uncertain inputs");
    captured_free(c);
    unlink(fragment);
    unlink(scenario);
}

static void refused(const char *part, const char *option, const char *value)
{
    captured c = captured_words("calibrate", "flows", AUSTRIA, option, value);
    assert_int_equal(c.exit_status, 2);
    assert_contains(c.err, part);
    assert_string_equal(c.out, "");
    captured_free(c);
}

static void what_is_wrong_is_said(void **state)
{
    (void)state;
    refused("--constraint is `both`, but must be one of none, production, attraction, doubly", "--constraint", "both");
    refused("--decay is `log`, but must be one of exponential, power", "--decay", "log");
    refused("there is no column `dist`", "--cost", "dist");
    refused("there is no column `mass`", "--log", "mass");
    refused("is the table of flows itself; give another file", "--cost=dist_km", "--output=" AUSTRIA);
    captured c = captured_words("calibrate", "people", AUSTRIA);
    assert_int_equal(c.exit_status, 2);
    assert_contains(c.err, "`people` is nothing to calibrate: write `flows`");
    captured_free(c);
    c = captured_words("calibrate", "flows", "/tmp/no-such.csv");
    assert_int_equal(c.exit_status, 2);
    assert_contains(c.err, "/tmp/no-such.csv");
    captured_free(c);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_fit_is_printed),
    cmocka_unit_test(a_scenario_extends_the_fragment),
    cmocka_unit_test(what_is_wrong_is_said),
};

CB_SUITE(tests)
