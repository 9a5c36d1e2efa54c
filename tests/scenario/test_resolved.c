#include "loading.h"

static const char rich[] =
    "title: \"Rich: all of it\"\n" USUAL
    "regions: {west: [C, A], some: {name: \"Some, of them\", places: [\"[AB]\"]}}\n"
    "parameters:\n"
    "  moving.rate: {normal: [2.5 %/yr, 0.25 %/yr], source: \"paper, p. 2\"}\n"
    "  moving.decay: {each: {lognormal: [0.002 1/km, 0.1]}, assumed: a guess}\n"
    "  moving.classes: [0, 20]\n"
    "fertility: {sex_ratio_at_birth: {value: 1.06, source: census}}\n"
    "projects: [{id: line, kind: rail, opens: {triangular: [2025, 2026, 2029]}, assumed: x}]\n"
    "levers: [{id: l, region: A, parameter: moving.rate, from: 2024, multiply: 1.5, assumed: x}]\n"
    "shocks: [{id: s, region: west, parameter: moving.rate, sd: 0.1, persistence: 0.5, assumed: x}]\n"
    "targets: [{id: t, indicator: urban_share, region: west, by: 2030, between: [60 %, 70 %], assumed: x}]\n"
    "ensemble: {members: 12}\n"
    "variants:\n  no-line: {projects: []}\n  fast: {parameters: {moving.rate: 4 %/yr}, levers: ~}\n  same: {title: "
    "\"Rich: all of it\"}\n";

static void every_value_is_there_and_defaults_are_marked(void **state)
{
    (void)state;
    loading l = loading_valid(CLOCK PLACES PEOPLE "parameters: {moving.rate: 2.5 %/yr}\n");
    assert_string_equal(l.scenario->resolved, "clock:\n"
                                              "  start: 2020\n"
                                              "  end: 2030\n"
                                              "  step: 1 yr # default\n"
                                              "places:\n"
                                              "  table: places.csv\n"
                                              "statuses: [rural, urban]\n"
                                              "processes: [moving, people, roads] # default\n"
                                              "population:\n"
                                              "  table: people.csv\n"
                                              "parameters:\n"
                                              "  fertility.sex_ratio_at_birth: 1.05 # default\n"
                                              "  moving.classes: [0, 15, 60] # default\n"
                                              "  moving.decay: 0.002 1/km # default\n"
                                              "  moving.form: rate # default\n"
                                              "  moving.rate: 0.025 1/yr\n"
                                              "record:\n"
                                              "  exact: no # default\n"
                                              "  variables: [] # default\n"
                                              "ensemble:\n"
                                              "  members: 100 # default\n"
                                              "  design: lhs # default\n"
                                              "  seed: 1 # default\n");
    loading_close(&l);
}

static void the_text_is_a_scenario_that_says_the_same(void **state)
{
    (void)state;
    loading l = loading_valid(rich);
    char *first = strdup(l.scenario->resolved), *mark;
    assert_non_null(first);
    loading_write("again.yaml", first);
    cb_scenario *again = NULL;
    cb_scenario_options options = {.processes = fake_processes, .process_count = FAKE_COUNT};
    cb_status status = cb_scenario_load("again.yaml", &options, l.diagnostics, &again);
    cb_diagnostics_print(l.diagnostics, stderr);
    assert_int_equal(status, CB_OK);
    while ((mark = strstr(first, " # default")))
        memmove(mark, mark + 10, strlen(mark + 10) + 1);
    assert_string_equal(again->resolved, first);
    assert_int_equal(again->variant_count, 4);
    assert_int_equal(again->variants[1].project_count, 0);
    assert_int_equal(again->variants[2].lever_count, 0);
    cb_scenario_free(again);
    free(first);
    loading_close(&l);
}

static void a_variant_lists_what_it_changes(void **state)
{
    (void)state;
    loading l = loading_valid(rich);
    const char *variants = strstr(l.scenario->resolved, "\nvariants:\n");
    assert_non_null(variants);
    assert_string_equal(variants, "\nvariants:\n"
                                  "  no-line:\n"
                                  "    projects: []\n"
                                  "  fast:\n"
                                  "    parameters:\n"
                                  "      moving.rate: 0.04 1/yr\n"
                                  "    levers: ~\n"
                                  "  same: {}\n");
    loading_close(&l);
}

static void the_same_scenario_gives_the_same_text(void **state)
{
    (void)state;
    loading l = loading_valid(rich), m = loading_valid(rich);
    assert_string_equal(l.scenario->resolved, m.scenario->resolved);
    assert_null(strstr(l.scenario->resolved, "/tmp"));
    loading_close(&m);
    loading_close(&l);
}

static void what_to_record_is_a_set(void **state)
{
    (void)state;
    loading l = loading_valid(USUAL "record: {variables: [births, -population, accounts, births]}\n");
    loading m = loading_valid(USUAL "record: {variables: [-population, accounts, births]}\n");
    assert_non_null(strstr(l.scenario->resolved, "  variables: [-population, accounts, births]\n"));
    assert_string_equal(l.scenario->resolved, m.scenario->resolved);
    loading_close(&m);
    loading_close(&l);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_value_is_there_and_defaults_are_marked),
    cmocka_unit_test(the_text_is_a_scenario_that_says_the_same),
    cmocka_unit_test(a_variant_lists_what_it_changes),
    cmocka_unit_test(what_to_record_is_a_set),
    cmocka_unit_test(the_same_scenario_gives_the_same_text),
};

CB_SUITE(tests)
