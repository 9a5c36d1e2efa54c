#include "loading.h"

#define TOWNS                                                                                                          \
    USUAL "projects:\n- {id: line, kind: rail, from: A, to: B, opens: 2026, assumed: x}\n"                             \
          "- {id: road, kind: road, opens: 2024, assumed: x}\n"                                                        \
          "parameters: {moving.rate: 3 %/yr}\n"
#define VARIANTS                                                                                                       \
    TOWNS "variants:\n  no-plan: {projects: []}\n  early: {projects: {line: {opens: 2023}}}\n"                         \
          "  lively: {parameters: {moving.rate: 5 %/yr}}\n"

static const cb_variant *variant_of(const loading *l, const char *name)
{
    for (size_t v = 0; v < l->scenario->variant_count; v++)
        if (!strcmp(l->scenario->variants[v].name, name))
            return &l->scenario->variants[v];
    fail_msg("no variant %s", name);
    return NULL;
}

static double rate_of(const cb_variant *variant)
{
    return variant->parameters[cb_variant_parameter(variant, "moving.rate")].value.distribution.a;
}

static loading with_sets(const char *yaml, const char *const *sets, size_t count)
{
    loading l;
    loading_open(&l);
    loading_write("scenario.yaml", yaml);
    loading_read(&l, "scenario.yaml", (cb_scenario_options){.sets = sets, .set_count = count});
    return l;
}

static void every_variant_is_whole(void **state)
{
    (void)state;
    loading l = loading_valid(VARIANTS);
    static const char *const names[] = {"base", "no-plan", "early", "lively"};
    assert_int_equal(l.scenario->variant_count, 4);
    for (size_t v = 0; v < 4; v++)
        assert_string_equal(l.scenario->variants[v].name, names[v]);
    assert_int_equal(variant_of(&l, "base")->project_count, 2);
    assert_int_equal(variant_of(&l, "no-plan")->project_count, 0);
    assert_int_equal(variant_of(&l, "early")->project_count, 2);
    assert_true(variant_of(&l, "early")->projects[0].opens.distribution.a == 2024.0);
    assert_true(variant_of(&l, "early")->projects[0].from == 0);
    assert_true(variant_of(&l, "base")->projects[0].opens.distribution.a == 2027.0);
    assert_relative(rate_of(variant_of(&l, "early")), 0.03, 1e-15);
    assert_relative(rate_of(variant_of(&l, "lively")), 0.05, 1e-15);
    assert_int_equal(cb_rows_count(cb_variant_table(variant_of(&l, "lively"), "population")->rows), 12);
    loading_close(&l);
}

static void sets_come_last_and_reach_every_variant(void **state)
{
    (void)state;
    static const char *const sets[] = {"parameters.moving.rate=7 %/yr", "ensemble.members=5"};
    loading l = with_sets(VARIANTS, sets, 2);
    assert_string_equal(l.complaints, "");
    for (size_t v = 0; v < l.scenario->variant_count; v++)
        assert_relative(rate_of(&l.scenario->variants[v]), 0.07, 1e-15);
    assert_int_equal(l.scenario->ensemble.members, 5);
    loading_close(&l);
}

static void wrong_values_of_sets_are_shown(void **state)
{
    (void)state;
    static const char *const sets[] = {"parameters.moving.rate=7 km", "ensemble.members=0"};
    loading l = with_sets(VARIANTS, sets, 2);
    assert_int_equal(loading_errors(&l), 2);
    assert_non_null(strstr(l.complaints, "--set parameters.moving.rate=7 km:1:24: error: `7 km` is in km"));
    assert_non_null(strstr(l.complaints, "\n    parameters.moving.rate=7 km\n                           ^\n"));
    assert_non_null(strstr(l.complaints, "\n    ensemble.members=0\n                     ^\n"));
    loading_close(&l);
}

static void a_set_passes_over_variants_without_its_project(void **state)
{
    (void)state;
    static const char *const sets[] = {"projects.line.opens=2022"};
    loading l = with_sets(VARIANTS, sets, 1);
    assert_string_equal(l.complaints, "");
    assert_true(variant_of(&l, "base")->projects[0].opens.distribution.a == 2023.0);
    assert_true(variant_of(&l, "early")->projects[0].opens.distribution.a == 2023.0);
    assert_int_equal(variant_of(&l, "no-plan")->project_count, 0);
    loading_close(&l);
    static const char *const wrong[] = {"projects.lin.opens=2022"};
    l = with_sets(VARIANTS, wrong, 1);
    assert_int_equal(l.status, CB_ERROR_INPUT);
    assert_int_equal(loading_errors(&l), 1);
    assert_non_null(strstr(l.complaints, "`line`"));
    loading_close(&l);
}

static void a_variant_may_have_its_own_table(void **state)
{
    (void)state;
    loading l;
    loading_open(&l);
    loading_write("births.csv", "age,births_per_woman\n0,0.05\n");
    loading_write("scenario.yaml", USUAL "variants: {more: {fertility: {table: births.csv}}}\n");
    loading_read(&l, "scenario.yaml", (cb_scenario_options){0});
    assert_string_equal(l.complaints, "");
    assert_null(cb_variant_table(variant_of(&l, "base"), "fertility")->rows);
    assert_int_equal(cb_rows_count(cb_variant_table(variant_of(&l, "more"), "fertility")->rows), 1);
    loading_close(&l);
}

static void what_all_variants_share_stays(void **state)
{
    (void)state;
    static const char *const patches[] = {"clock: {end: 2025}",   "places: {table: places.csv}", "statuses: [total]",
                                          "processes: [people]",  "regions: {west: [A]}",        "targets: []",
                                          "record: {exact: yes}", "ensemble: {members: 3}",      "variants: {}"};
    for (size_t i = 0; i < sizeof patches / sizeof *patches; i++) {
        char yaml[512], text[128];
        snprintf(yaml, sizeof yaml, "%svariants:\n  other: {%s}\n", TOWNS, patches[i]);
        snprintf(text, sizeof text, "the variant `other` may not change `%.*s`", (int)strcspn(patches[i], ":"),
                 patches[i]);
        assert_complaint(yaml, text);
    }
    assert_complaint(TOWNS "variants:\n  other: {parameters: {moving.classes: [0, 1]}}\n",
                     "may not change `moving.classes`, which gives all variants the axis `class`");
}

static void errors_of_variants_are_found_where_they_stand(void **state)
{
    (void)state;
    assert_complaint(TOWNS "variants: {base: {projects: []}}\n", "`base` is the scenario without a variant");
    assert_complaint(TOWNS "variants: {a.b: {projects: []}}\n", "`a.b` is not a name of a variant");
    assert_complaint(TOWNS "variants: {other: []}\n", "the variant `other` is a mapping of what it changes");
    assert_complaint(TOWNS "variants: {other: {project: []}}\n", "did you mean `projects`?");
    assert_complaint(TOWNS "variants: {other: {projects: {lime: {opens: 2023}}}}\n", "`line`");
    assert_complaint(TOWNS "variants: {other: {parameters: {moving.rate: 3 km}}}\n", "km");
}

static void an_error_that_all_variants_share_is_told_once(void **state)
{
    (void)state;
    assert_complaint(USUAL "projects: [{id: r, kind: road, opens: 2022.0, source: x}]\nvariants: {a: {parameters: "
                           "{moving.rate: 1 %/yr}}, b: {parameters: {moving.rate: 2 %/yr}}}\n",
                     "2022.0");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_variant_is_whole),
    cmocka_unit_test(sets_come_last_and_reach_every_variant),
    cmocka_unit_test(wrong_values_of_sets_are_shown),
    cmocka_unit_test(a_set_passes_over_variants_without_its_project),
    cmocka_unit_test(a_variant_may_have_its_own_table),
    cmocka_unit_test(what_all_variants_share_stays),
    cmocka_unit_test(errors_of_variants_are_found_where_they_stand),
    cmocka_unit_test(an_error_that_all_variants_share_is_told_once),
};

CB_SUITE(tests)
