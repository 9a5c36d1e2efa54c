#include "target.h"

#include "travel.h"

#define TIMES 11 /* the ends of 2020 to 2030 */
#define T     "- {assumed: x, "
#define PLAN                                                                                                           \
    USUAL "regions: {west: [A, C]}\nensemble: {members: 16}\n"                                                         \
          "projects:\n- {id: line, kind: rail, from: A, to: C, length: 1 km, opens: {uniform: [2021, 2029]}, "         \
          "assumed: x}\n- {id: road, kind: road, opens: 2022-09-30, assumed: x}\n"                                     \
          "- {id: wall, kind: dam, opens: 2022, assumed: x}\n"                                                         \
          "targets:\n" T "id: level, indicator: urban_share, region: west, by: 2030, at_least: 70 %}\n" T              \
          "id: most, indicator: population, region: west, by: 2025, at_most: 300 person}\n" T                          \
          "id: range, indicator: road_length, region: west, by: 2025, between: [1000 m, 4000 m]}\n" T                  \
          "id: change, indicator: urban_share, region: west, by: 2030, since: 2023, at_least: 5 %}\n" T                \
          "id: grown, indicator: population, region: west, by: 2030, since: 2020, at_least: 5 person}\n" T             \
          "id: part, indicator: population, region: west, share_of: all, by: 2030, at_least: 40 %}\n" T                \
          "id: trip, indicator: longest_trip, region: west, by: 2030, at_most: 0.5 h, pairs: yes}\n" T                 \
          "id: trip-to-b, indicator: longest_trip, region: west, by: 2030, at_most: 20 min, with: B}\n" T              \
          "id: open-line, project: line, by: 2026}\n" T "id: open-road, project: road, by: 2022-10-15}\n" T            \
          "id: open-wall, project: wall, by: 2022}\n" T "id: open-tower, project: tower, by: 2026}\n" T                \
          "id: air, indicator: clean_air, region: west, by: 2030, at_least: 300 days, not_modelled: no air}\n" T       \
          "id: school, project: school, by: 2026, not_modelled: no schools}\n"                                         \
          "variants:\n  later: {projects: [{id: tower, kind: road, opens: 2025, assumed: x}]}\n"

typedef struct planned {
    small_world w;
    cb_measures measures;
    double *series; /* [measure][region][time] of one member */
    double values[TIMES];
} planned;

static void planned_make(planned *p, const char *yaml, size_t variant)
{
    small_world_make(&p->w, yaml, NULL, variant);
    assert_int_equal(p->w.status, CB_OK);
    travel_fill(&p->w);
    assert_int_equal(small_world_begin(&p->w, 16, 16), CB_OK);
    assert_int_equal(cb_measures_create(&p->measures, p->w.world), CB_OK);
    size_t rows = p->measures.count * p->w.loaded.scenario->region_count;
    p->series = malloc(rows * TIMES * sizeof *p->series);
    assert_non_null(p->series);
    for (size_t i = 0; i < rows * TIMES; i++) /* no two alike, so that a wrong one shows */
        p->series[i] = 1e6 + (double)i;
}

static planned planned_of(const char *yaml, size_t variant)
{
    planned p = {0};
    loading_open(&p.w.loaded);
    planned_make(&p, yaml, variant);
    return p;
}

static void planned_close(planned *p)
{
    free(p->series);
    cb_measures_free(&p->measures);
    small_world_close(&p->w);
}

static const cb_target *target_of(const planned *p, const char *id)
{
    const cb_scenario *scenario = p->w.loaded.scenario;
    for (size_t t = 0; t < scenario->target_count; t++)
        if (!strcmp(scenario->targets[t].id, id))
            return &scenario->targets[t];
    fail_msg("no target %s", id);
    return NULL;
}

/* series[time] of an indicator in a region */
static double *series_at(planned *p, const char *indicator, const char *region)
{
    const cb_scenario *scenario = p->w.loaded.scenario;
    cb_id measure = cb_measures_find(&p->measures, indicator), r = cb_scenario_region(scenario, region);
    assert_true(measure != CB_NONE && r != CB_NONE);
    return p->series + ((size_t)measure * scenario->region_count + (size_t)r) * TIMES;
}

static const double *values_of(planned *p, const char *id, size_t lane)
{
    cb_target_series(target_of(p, id), &p->measures, p->w.block, lane, p->series, p->values);
    return p->values;
}

static void assert_all(const double *values, double expected)
{
    for (size_t time = 0; time < TIMES; time++)
        assert_true(values[time] == expected);
}

static void assert_no_number(const double *values)
{
    for (size_t time = 0; time < TIMES; time++)
        assert_true(isnan(values[time]));
}

/* ---- measured ---------------------------------------------------------------------------------------------------- */

static void a_level_is_in_the_unit_of_its_bound(void **state)
{
    (void)state;
    planned p = planned_of(PLAN, 0);
    double *share = series_at(&p, "urban_share", "west");
    for (size_t time = 0; time < TIMES; time++)
        share[time] = 0.5 + 0.02 * (double)time;
    const double *values = values_of(&p, "level", 0);
    for (size_t time = 0; time < TIMES; time++)
        assert_relative(values[time], 50.0 + 2.0 * (double)time, 1e-15);
    series_at(&p, "population", "west")[5] = 300.0;
    assert_true(values_of(&p, "most", 0)[5] == 300.0);
    planned_close(&p);
}

/* A number that stands on a bound is equal to it, so that at least, at most and both ends of a range hold it. */
static void a_value_on_a_bound_is_equal_to_it(void **state)
{
    (void)state;
    planned p = planned_of(PLAN, 0);
    series_at(&p, "urban_share", "west")[10] = 0.7;
    assert_true(values_of(&p, "level", 0)[10] == target_of(&p, "level")->low);
    series_at(&p, "population", "west")[5] = 300.0;
    assert_true(values_of(&p, "most", 0)[5] == target_of(&p, "most")->high);
    series_at(&p, "road_length", "west")[4] = 1.0;
    series_at(&p, "road_length", "west")[5] = 4.0;
    assert_int_equal(target_of(&p, "range")->comparison, CB_BETWEEN);
    assert_true(values_of(&p, "range", 0)[4] == target_of(&p, "range")->low);
    assert_true(values_of(&p, "range", 0)[5] == target_of(&p, "range")->high);
    assert_true(values_of(&p, "trip", 0)[10] == target_of(&p, "trip")->high);
    assert_true(values_of(&p, "trip-to-b", 0)[10] == target_of(&p, "trip-to-b")->high);
    planned_close(&p);
}

static void a_change_is_less_the_value_of_its_year(void **state)
{
    (void)state;
    planned p = planned_of(PLAN, 0);
    double *share = series_at(&p, "urban_share", "west");
    for (size_t time = 0; time < TIMES; time++)
        share[time] = 0.5 + 0.03125 * (double)time; /* exact in binary */
    const double *values = values_of(&p, "change", 0);
    for (size_t time = 0; time < TIMES; time++)
        assert_relative(values[time], 3.125 * ((double)time - 3.0), 1e-15);
    assert_true(values_of(&p, "grown", 0)[0] == 0.0 && values_of(&p, "grown", 0)[7] == 7.0);
    planned_close(&p);
}

/* 273.15 is added to a temperature, not to the difference of two. */
static void an_offset_of_the_unit_belongs_to_levels_only(void **state)
{
    (void)state;
    planned p = planned_of(PLAN, 0);
    cb_target level = *target_of(&p, "most"), change = *target_of(&p, "grown"), trip = *target_of(&p, "trip");
    level.unit_offset = change.unit_offset = trip.unit_offset = 273.0;
    double *people_of_west = series_at(&p, "population", "west");
    cb_target_series(&level, &p.measures, p.w.block, 0, p.series, p.values);
    assert_true(p.values[6] == people_of_west[6] + 273.0);
    cb_target_series(&change, &p.measures, p.w.block, 0, p.series, p.values);
    assert_true(p.values[6] == 6.0);
    cb_target_series(&trip, &p.measures, p.w.block, 0, p.series, p.values);
    assert_true(p.values[6] == 273.5);
    planned_close(&p);
}

static void a_share_is_the_ratio_to_the_larger_region(void **state)
{
    (void)state;
    planned p = planned_of(PLAN, 0);
    for (size_t time = 0; time < TIMES; time++) {
        series_at(&p, "population", "west")[time] = 10.0 + (double)time;
        series_at(&p, "population", "all")[time] = 40.0;
    }
    const double *values = values_of(&p, "part", 0);
    for (size_t time = 0; time < TIMES; time++)
        assert_relative(values[time], 2.5 * (10.0 + (double)time), 1e-15);
    series_at(&p, "population", "west")[2] = series_at(&p, "population", "all")[2] = 0.0;
    assert_true(isnan(values_of(&p, "part", 0)[2])); /* no share of nothing */
    planned_close(&p);
}

static void pairs_are_the_largest_of_the_region_or_with_one_place(void **state)
{
    (void)state;
    planned p = planned_of(PLAN, 0);
    assert_all(values_of(&p, "trip", 0), 0.5); /* A-C, 30 min */
    assert_all(values_of(&p, "trip-to-b", 9), 20.0);
    planned_close(&p);
}

/* A flow has no value at the start, so neither has its change since then. */
static void what_does_not_exist_gives_no_number(void **state)
{
    (void)state;
    planned p = planned_of(PLAN, 0);
    series_at(&p, "population", "west")[0] = NAN;
    assert_true(isnan(values_of(&p, "most", 0)[0]) && !isnan(values_of(&p, "most", 0)[1]));
    assert_no_number(values_of(&p, "grown", 0));
    planned_close(&p);
}

/* ---- events ------------------------------------------------------------------------------------------------------ */

static void an_event_is_told_at_the_ends_of_years(void **state)
{
    (void)state;
    planned p = planned_of(PLAN, 0);
    const double *road = values_of(&p, "open-road", 0); /* in the autumn of 2022 */
    for (size_t time = 0; time < TIMES; time++)
        assert_true(road[time] == (time >= 2 ? 1.0 : 0.0));
    const double *wall = values_of(&p, "open-wall", 0); /* at the very end of 2022 */
    for (size_t time = 0; time < TIMES; time++)
        assert_true(wall[time] == (time >= 2 ? 1.0 : 0.0));
    planned_close(&p);
}

static void every_member_opens_at_its_own_date(void **state)
{
    (void)state;
    planned p = planned_of(PLAN, 0);
    cb_id opens = cb_draws_find(p.w.draws, "projects.line.opens");
    assert_true(opens != CB_NONE);
    for (size_t lane = 0; lane < 16; lane++) {
        double date = cb_draws_value(p.w.draws, 0, (size_t)opens, lane);
        const double *values = values_of(&p, "open-line", lane);
        assert_true(values[0] == 0.0 && values[TIMES - 1] == 1.0);
        for (size_t time = 0; time < TIMES; time++)
            assert_true(values[time] == (date <= 2021.0 + (double)time ? 1.0 : 0.0));
    }
    planned_close(&p);
}

static void a_project_that_a_variant_lacks_is_never_open(void **state)
{
    (void)state;
    planned p = planned_of(PLAN, 0);
    assert_int_equal(cb_target_project(target_of(&p, "open-road"), p.w.world->variant), 1);
    assert_int_equal(cb_target_project(target_of(&p, "open-tower"), p.w.world->variant), CB_NONE);
    assert_int_equal(cb_target_project(target_of(&p, "level"), p.w.world->variant), CB_NONE);
    assert_all(values_of(&p, "open-tower", 0), 0.0);
    planned_close(&p);
    p = planned_of(PLAN, 1);
    assert_int_equal(cb_target_project(target_of(&p, "open-tower"), p.w.world->variant), 0);
    assert_all(values_of(&p, "open-road", 0), 0.0);
    assert_all(values_of(&p, "open-line", 5), 0.0);
    const double *tower = values_of(&p, "open-tower", 5);
    for (size_t time = 0; time < TIMES; time++)
        assert_true(tower[time] == (time >= 5 ? 1.0 : 0.0));
    planned_close(&p);
}

/* ---- not modelled ------------------------------------------------------------------------------------------------ */

static void what_is_not_modelled_never_has_a_number(void **state)
{
    (void)state;
    planned p = planned_of(PLAN, 0);
    assert_no_number(values_of(&p, "air", 0));
    assert_no_number(values_of(&p, "school", 0));
    cb_target told = *target_of(&p, "level"); /* even where there would be one */
    told.not_modelled = "its base value has no source";
    cb_target_series(&told, &p.measures, p.w.block, 0, p.series, p.values);
    assert_no_number(p.values);
    told = *target_of(&p, "open-road");
    told.not_modelled = "nobody knows";
    cb_target_series(&told, &p.measures, p.w.block, 0, p.series, p.values);
    assert_no_number(p.values);
    planned_close(&p);
}

#define URBAN "targets:\n" T "id: urban, indicator: urban_share, region: all, by: 2030, at_least: 70 %}\n"

static void an_indicator_that_this_world_lacks_gives_no_number(void **state)
{
    (void)state;
    planned p = planned_of(CLOCK PLACES "processes: [roads]\nensemble: {members: 16}\n" URBAN, 0);
    assert_string_equal(target_of(&p, "urban")->not_modelled, "process people is not chosen");
    assert_no_number(values_of(&p, "urban", 0));
    planned_close(&p);
    p = (planned){0};
    loading_open(&p.w.loaded);
    loading_write("people.csv", "place,sex,age,persons\nA,F,0,1\nB,F,0,2\nC,F,0,3\n");
    planned_make(&p, CLOCK PLACES "population: {table: people.csv}\nensemble: {members: 16}\n" URBAN, 0);
    assert_null(target_of(&p, "urban")->not_modelled); /* but with one status there are no urban people */
    assert_no_number(values_of(&p, "urban", 0));
    planned_close(&p);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_level_is_in_the_unit_of_its_bound),
    cmocka_unit_test(a_value_on_a_bound_is_equal_to_it),
    cmocka_unit_test(a_change_is_less_the_value_of_its_year),
    cmocka_unit_test(an_offset_of_the_unit_belongs_to_levels_only),
    cmocka_unit_test(a_share_is_the_ratio_to_the_larger_region),
    cmocka_unit_test(pairs_are_the_largest_of_the_region_or_with_one_place),
    cmocka_unit_test(what_does_not_exist_gives_no_number),
    cmocka_unit_test(an_event_is_told_at_the_ends_of_years),
    cmocka_unit_test(every_member_opens_at_its_own_date),
    cmocka_unit_test(a_project_that_a_variant_lacks_is_never_open),
    cmocka_unit_test(what_is_not_modelled_never_has_a_number),
    cmocka_unit_test(an_indicator_that_this_world_lacks_gives_no_number),
};

CB_SUITE(tests)
