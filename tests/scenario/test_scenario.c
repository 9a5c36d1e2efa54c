/* One good scenario with everything in it, and what can be looked up in it. */
#include "loading.h"

static const char everything[] =
    "title: Three towns and a railway\n" CLOCK PLACES PEOPLE "processes: [moving, people, roads]\n"
    "fertility: {table: births.csv, sex_ratio_at_birth: 1.06}\n"
    "regions:\n  west: {name: The west, places: [C, A]}\n"
    "parameters:\n"
    "  moving.rate: {normal: [2.5 %/yr, 0.25 %/yr]}\n"
    "  moving.decay: {table: decay.csv, column: decay}\n"
    "projects:\n"
    "  - {id: fast-line, kind: rail, from: A, to: C, length: 48 km, time: 25 min,\n"
    "     opens: {triangular: [2025, 2026, 2029]}, assumed: example}\n"
    "levers:\n"
    "  - {id: homes, region: B, parameter: moving.rate, from: 2024, ramp: 3 yr, multiply: 1.5, assumed: example}\n"
    "shocks:\n"
    "  - {id: luck, region: west, parameter: moving.rate, sd: 0.1, persistence: 0.5, assumed: example}\n"
    "targets:\n"
    "  - {id: share, indicator: urban_share, region: west, by: 2030, at_least: 70 %, assumed: example}\n"
    "  - {id: rise, indicator: urban_share, region: A, by: 2030, since: 2020, at_least: 5 %, assumed: example}\n"
    "  - {id: weight, indicator: population, region: A, share_of: west, by: 2030, at_most: 50 %, assumed: example}\n"
    "  - {id: near, indicator: longest_trip, region: all, by: 2030, at_most: 1 h, pairs: yes, assumed: example}\n"
    "  - {id: open, project: fast-line, by: 2028-06-30, assumed: example}\n"
    "  - {id: air, indicator: clean_air, by: 2030, at_least: 300 days, not_modelled: no air, assumed: example}\n"
    "record: {variables: [accounts]}\n"
    "ensemble: {members: 1000, design: random, seed: 2026}\n"
    "variants:\n  no-line: {projects: []}\n";

static loading load_everything(void)
{
    loading l;
    loading_open(&l);
    loading_write("births.csv", "age,births_per_woman\n0,0.05\n");
    loading_write("decay.csv", "place,decay\nB,0.002\nA,0.001\nC,0.003\n");
    loading_write("scenario.yaml", everything);
    loading_read(&l, "scenario.yaml", (cb_scenario_options){0});
    if (l.status)
        fail_msg("%s", l.complaints);
    return l;
}

static void a_whole_scenario_is_read(void **state)
{
    (void)state;
    loading l = load_everything();
    const cb_scenario *s = l.scenario;
    assert_string_equal(s->title, "Three towns and a railway");
    assert_int_equal(s->place_count, 3);
    assert_int_equal(s->region_count, 4); /* A, B, all, west */
    assert_int_equal(s->target_count, 6);
    assert_int_equal(s->variant_count, 2);
    assert_int_equal(s->variants[0].project_count, 1);
    assert_int_equal(s->variants[1].project_count, 0);
    assert_int_equal(s->ensemble.members, 1000);
    assert_true(s->variants[1].parameters[cb_variant_parameter(&s->variants[1], "moving.decay")].value.by_place[2] ==
                0.003);
    loading_close(&l);
}

static void every_name_is_found(void **state)
{
    (void)state;
    loading l = load_everything();
    const cb_scenario *s = l.scenario;
    const cb_process *owner = NULL;
    for (size_t p = 0; p < s->place_count; p++)
        assert_int_equal(cb_scenario_place(s, s->places[p].id), (cb_id)p);
    for (size_t r = 0; r < s->region_count; r++)
        assert_int_equal(cb_scenario_region(s, s->regions[r].id), (cb_id)r);
    for (size_t a = 0; a < s->axis_count; a++)
        assert_int_equal(cb_scenario_axis(s, s->axes[a].name), (cb_id)a);
    for (size_t p = 0; p < s->variants[0].parameter_count; p++)
        assert_int_equal(cb_variant_parameter(&s->variants[0], s->variants[0].parameters[p].declared->name), (cb_id)p);
    assert_ptr_equal(cb_scenario_field(s, "births", &owner), &people_fields[1]);
    assert_ptr_equal(owner, &people);
    assert_ptr_equal(cb_scenario_indicator(s, "road_length", &owner), &roads_indicators[0]);
    assert_ptr_equal(owner, &roads);
    assert_ptr_equal(cb_scenario_field(s, "travel", NULL), &roads_fields[0]);
    loading_close(&l);
}

static void what_is_not_there_is_not_found(void **state)
{
    (void)state;
    loading l = load_everything();
    assert_int_equal(cb_scenario_place(l.scenario, "AA"), CB_NONE);
    assert_int_equal(cb_scenario_place(l.scenario, ""), CB_NONE);
    assert_int_equal(cb_scenario_region(l.scenario, "east"), CB_NONE);
    assert_int_equal(cb_scenario_axis(l.scenario, "place"), CB_NONE);
    assert_int_equal(cb_variant_parameter(&l.scenario->variants[0], "moving"), CB_NONE);
    assert_null(cb_variant_table(&l.scenario->variants[0], "mortality"));
    assert_null(cb_scenario_field(l.scenario, "urban_share", NULL));
    assert_null(cb_scenario_indicator(l.scenario, "births", NULL));
    loading_close(&l);
}

static void nothing_is_freed_safely(void **state)
{
    (void)state;
    cb_scenario_free(NULL);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_whole_scenario_is_read),
    cmocka_unit_test(every_name_is_found),
    cmocka_unit_test(what_is_not_there_is_not_found),
    cmocka_unit_test(nothing_is_freed_safely),
};

CB_SUITE(tests)
