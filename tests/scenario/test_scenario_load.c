#include "loading.h"

static loading with_base(const char *base, const char *yaml)
{
    loading l;
    loading_open(&l);
    loading_write("base.yaml", base);
    loading_write("scenario.yaml", yaml);
    loading_read(&l, "scenario.yaml", (cb_scenario_options){0});
    return l;
}

static void a_scenario_extends_another(void **state)
{
    (void)state;
    loading l = with_base("title: Base\n" USUAL "projects:\n- {id: r, kind: road, opens: 2022, assumed: x}\n"
                          "- {id: s, kind: road, opens: 2022, assumed: x}\n",
                          "extends: base.yaml\ntitle: Later\nprojects: {r: {opens: 2024}, s: ~}\n");
    if (l.status)
        fail_msg("%s", l.complaints);
    assert_string_equal(l.scenario->title, "Later");
    assert_int_equal(l.scenario->variants[0].project_count, 1);
    assert_true(l.scenario->variants[0].projects[0].opens.distribution.a == 2025.0);
    loading_close(&l);
}

static void tables_lie_beside_the_file_that_names_them(void **state)
{
    (void)state;
    loading l;
    loading_open(&l);
    assert_int_equal(system("mkdir shared && mv places.csv people.csv shared"), 0);
    loading_write("shared/base.yaml", USUAL);
    loading_write("scenario.yaml", "extends: shared/base.yaml\n");
    loading_read(&l, "scenario.yaml", (cb_scenario_options){0});
    if (l.status)
        fail_msg("%s", l.complaints);
    assert_int_equal(l.scenario->place_count, 3);
    assert_non_null(cb_variant_table(&l.scenario->variants[0], "population")->rows);
    assert_int_equal(l.scenario->source_count, 4);
    assert_string_equal(l.scenario->sources[3].name, "shared/people.csv");
    loading_close(&l);
}

static void all_errors_come_at_once(void **state)
{
    (void)state;
    loading l =
        loading_of("clock: {start: 2030, end: 2020}\n"
                   "places: {table: places.csv}\n"
                   "statuses: [rural, urban]\n"
                   "population: {table: people.csv}\n"
                   "processes: [people, roadz]\n"
                   "regions: {west: [X]}\n"
                   "projects: [{id: r, kind: road, opens: soon, source: x}]\n"
                   "targets: [{id: t, indicator: urban_sharr, region: all, by: 2030, at_least: 1 %, source: x}]\n"
                   "ensemble: {members: 0}\n"
                   "variants: {v: {clock: {}}}\n");
    assert_int_equal(l.status, CB_ERROR_INPUT);
    static const char *const lines[] = {"scenario.yaml:1:", "scenario.yaml:5:", "scenario.yaml:6:", "scenario.yaml:7:",
                                        "scenario.yaml:8:", "scenario.yaml:9:", "scenario.yaml:10:"};
    const char *at = l.complaints;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        at = strstr(at, lines[i]);
        if (!at)
            fail_msg("no error at %s in\n%s", lines[i], l.complaints);
    }
    assert_int_equal(loading_errors(&l), 7);
    loading_close(&l);
}

static void the_same_list_serves_several_files(void **state)
{
    (void)state;
    loading l = loading_of(USUAL "foo: 1\n");
    assert_int_equal(l.status, CB_ERROR_INPUT);
    loading_write("good.yaml", USUAL);
    cb_scenario *good = NULL;
    cb_scenario_options options = {.processes = fake_processes, .process_count = FAKE_COUNT};
    assert_int_equal(cb_scenario_load("good.yaml", &options, l.diagnostics, &good), CB_OK);
    assert_non_null(good);
    cb_scenario_free(good);
    loading_close(&l);
}

static void a_file_that_is_not_there_is_an_error(void **state)
{
    (void)state;
    loading l;
    loading_open(&l);
    loading_read(&l, "lost.yaml", (cb_scenario_options){0});
    assert_int_not_equal(l.status, CB_OK);
    assert_non_null(strstr(l.complaints, "lost.yaml"));
    loading_close(&l);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_scenario_extends_another),
    cmocka_unit_test(tables_lie_beside_the_file_that_names_them),
    cmocka_unit_test(all_errors_come_at_once),
    cmocka_unit_test(the_same_list_serves_several_files),
    cmocka_unit_test(a_file_that_is_not_there_is_an_error),
};

CB_SUITE(tests)
