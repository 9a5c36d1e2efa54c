#include "indicator.h"

#include "travel.h"

/* ---- a process that measures in every way ------------------------------------------------------------------------ */

static const cb_field survey_fields[] = {
    {.name = "price", .unit = "1", .axes = "place", .kind = CB_STATE},
    {.name = "dwellers", .unit = "person", .axes = "place status", .kind = CB_STATE, .initial = "population.persons"},
    {.name = "budget", .unit = "1", .kind = CB_STATE},
    {.name = "empty", .unit = "1", .axes = "place", .kind = CB_STATE},
    {.name = "climate", .unit = "1", .axes = "place", .kind = CB_SHARED},
    {0}};
#define SUM_OF(word, of, filter)                                                                                       \
    {                                                                                                                  \
        .name = word, .unit = "1", .doc = "a sum", .reduction = CB_SUM, .field = of, .where = filter                   \
    }
#define RATIO_OF(word, over, under)                                                                                    \
    {                                                                                                                  \
        .name = word, .unit = "1", .doc = "a ratio", .reduction = CB_RATIO, .numerator = over, .denominator = under    \
    }
#define MEAN_OF(word, of, by)                                                                                          \
    {                                                                                                                  \
        .name = word, .unit = "1", .doc = "a mean", .reduction = CB_WEIGHTED_MEAN, .field = of, .weight = by           \
    }
#define PAIRS_OF(word, of)                                                                                             \
    {                                                                                                                  \
        .name = word, .unit = "1", .doc = "a maximum", .reduction = CB_MAX_OVER_PAIRS, .field = of                     \
    }
static const cb_indicator survey_indicators[] = {
    RATIO_OF("women_share", "women", "population"), /* before what it needs */
    SUM_OF("women", "population", "sex=F"),
    SUM_OF("nobody", "empty", NULL),
    RATIO_OF("per_nobody", "women", "nobody"),
    MEAN_OF("mean_price", "price", "dwellers"),
    MEAN_OF("mean_of_nobody", "price", "empty"),
    SUM_OF("people_in_all", "dwellers", NULL),
    /* nothing to measure: */
    SUM_OF("old", "population", "age>=60"),
    RATIO_OF("old_share", "old", "population"),
    RATIO_OF("people_per_old", "population", "old"),
    SUM_OF("beasts", "animals", NULL),
    SUM_OF("money", "budget", NULL),
    SUM_OF("rain", "climate", NULL),
    MEAN_OF("mean_rain", "climate", "dwellers"),
    MEAN_OF("price_by_rain", "price", "climate"),
    MEAN_OF("mean_dwellers", "dwellers", "price"),
    MEAN_OF("mean_budget", "budget", "price"),
    PAIRS_OF("farthest", "price"),
    PAIRS_OF("farthest_beast", "animals"),
    {0}};
static const cb_process survey = {
    .name = "survey", .doc = "measures", .reference = "none", .fields = survey_fields, .indicators = survey_indicators};

#define REGIONS USUAL "regions: {west: [A, C], beta: [B]}\nensemble: {members: 16}\n"
#define PROJECTS                                                                                                       \
    "projects:\n- {id: line, kind: rail, from: A, to: C, length: 40 km, opens: 2022, assumed: x}\n"                    \
    "- {id: ring, kind: road, from: A, to: A, length: 5 km, opens: 2021-06-15, assumed: x}\n"                          \
    "- {id: old, kind: road, from: B, to: B, length: 3 km, opens: 2015, assumed: x}\n"                                 \
    "- {id: port, kind: harbour, length: 700 km, opens: 2015, assumed: x}\n"                                           \
    "- {id: road, kind: road, from: A, to: B, length: 100 km, opens: {uniform: [2021, 2024]}, assumed: x}\n"

typedef struct surveyed {
    small_world w;
    cb_measures measures;
    cb_vec *values; /* [measure][region][vector] */
} surveyed;

static surveyed surveyed_of(const char *yaml)
{
    surveyed s = {.w = small_world_of(yaml, &survey)};
    travel_fill(&s.w);
    assert_int_equal(small_world_begin(&s.w, 16, 16), CB_OK);
    assert_int_equal(cb_measures_create(&s.measures, s.w.world), CB_OK);
    size_t count = s.measures.count * s.w.loaded.scenario->region_count * s.w.block->vectors;
    s.values = aligned_alloc(64, count * sizeof *s.values);
    assert_non_null(s.values);
    return s;
}

static void surveyed_close(surveyed *s)
{
    free(s->values);
    cb_measures_free(&s->measures);
    small_world_close(&s->w);
}

/* The indicator in a region and lane, now. */
static double value(surveyed *s, const char *indicator, const char *region, size_t lane)
{
    const cb_scenario *scenario = s->w.loaded.scenario;
    cb_id measure = cb_measures_find(&s->measures, indicator), r = cb_scenario_region(scenario, region);
    assert_true(measure != CB_NONE && r != CB_NONE);
    assert_int_equal(cb_measures_evaluate(&s->measures, s->w.block, s->values), CB_OK);
    const double *values = (const double *)s->values;
    return values[((size_t)measure * scenario->region_count + (size_t)r) * s->w.block->lanes + lane];
}

/* ---- sums, ratios, means ----------------------------------------------------------------------------------------- */

static void sums_count_places_and_cells(void **state)
{
    (void)state;
    surveyed s = surveyed_of(REGIONS);
    assert_true(value(&s, "population", "all", 0) == 62 + 142 + 222);
    assert_true(value(&s, "population", "west", 9) == 62 + 222);
    assert_true(value(&s, "urban_population", "west", 9) == 41 + 121);
    assert_true(value(&s, "urban_population", "beta", 0) == 81);
    assert_true(value(&s, "women", "all", 3) == 30 + 70 + 110);
    *small_world_at(&s.w, "population", 2, 1, 11) += 1000.0; /* urban women of C in one member */
    assert_true(value(&s, "women", "west", 11) == 1140.0 && value(&s, "women", "west", 10) == 140.0);
    assert_true(value(&s, "urban_population", "all", 11) == 1243.0);
    surveyed_close(&s);
}

static void sums_over_many_places_are_the_same_in_every_regime(void **state)
{
    (void)state;
    surveyed s = {0};
    loading_open(&s.w.loaded);
    many_write();
    small_world_make(&s.w, MANY, &survey, 0);
    assert_int_equal(small_world_begin(&s.w, 8, 1), CB_OK);
    assert_int_equal(cb_measures_create(&s.measures, s.w.world), CB_OK);
    s.values = aligned_alloc(64, s.measures.count * s.w.loaded.scenario->region_count * sizeof *s.values);
    assert_non_null(s.values);
    assert_true(value(&s, "urban_population", "all", 7) == many_urban_sum(32));
    surveyed_close(&s);
}

static void ratios_are_of_sums_wherever_they_are_declared(void **state)
{
    (void)state;
    surveyed s = surveyed_of(REGIONS);
    assert_true(value(&s, "urban_share", "west", 0) == 162.0 / 284.0);
    assert_true(value(&s, "women_share", "all", 15) == 210.0 / 426.0);
    assert_true(isinf(value(&s, "per_nobody", "all", 0)));
    surveyed_close(&s);
}

static void means_are_weighted_by_all_cells_of_the_weight(void **state)
{
    (void)state;
    surveyed s = surveyed_of(REGIONS);
    for (size_t lane = 0; lane < 16; lane++)
        for (size_t place = 0; place < 3; place++) /* 1, 2, 4 */
            *small_world_at(&s.w, "price", place, 0, lane) = (double)(1 << place) * (1.0 + (double)lane);
    assert_relative(value(&s, "mean_price", "all", 0), (62 + 2 * 142 + 4 * 222) / 426.0, 1e-15);
    assert_relative(value(&s, "mean_price", "west", 9), 10.0 * (62 + 4 * 222) / 284.0, 1e-15);
    assert_true(value(&s, "mean_price", "beta", 1) == 4.0);
    assert_true(isnan(value(&s, "mean_of_nobody", "all", 0)));
    surveyed_close(&s);
}

/* ---- pairs ------------------------------------------------------------------------------------------------------- */

static double pairs(const surveyed *s, const char *region, cb_id with)
{
    cb_id measure = cb_measures_find(&s->measures, "longest_trip");
    cb_id r = cb_scenario_region(s->w.loaded.scenario, region);
    assert_true(measure != CB_NONE && r != CB_NONE);
    return cb_measure_pairs(&s->measures.items[measure], s->w.world, (size_t)r, with);
}

static void the_largest_pair_is_of_different_places_of_the_region(void **state)
{
    (void)state;
    surveyed s = surveyed_of(USUAL "regions: {east: [B, C], beta: [B]}\nensemble: {members: 16}\n");
    assert_true(pairs(&s, "all", CB_NONE) == 30.0);
    assert_true(pairs(&s, "east", CB_NONE) == 20.0);
    assert_true(isnan(pairs(&s, "beta", CB_NONE)));
    for (size_t lane = 0; lane < 16; lane++)
        assert_true(value(&s, "longest_trip", "east", lane) == 20.0);
    assert_true(isnan(value(&s, "longest_trip", "beta", 4)));
    surveyed_close(&s);
}

/* From every place of the region to the named one, which may lie outside it. */
static void pairs_with_a_named_place_are_those_of_the_region_with_it(void **state)
{
    (void)state;
    surveyed s = surveyed_of(REGIONS);
    enum { A, B, C };
    assert_true(pairs(&s, "all", B) == 20.0);
    assert_true(pairs(&s, "all", A) == 30.0);
    assert_true(pairs(&s, "west", A) == 30.0);
    assert_true(pairs(&s, "west", B) == 20.0);
    assert_true(pairs(&s, "beta", A) == 10.0);
    assert_true(pairs(&s, "beta", C) == 20.0);
    assert_true(isnan(pairs(&s, "beta", B)));
    surveyed_close(&s);
}

/* ---- open projects ----------------------------------------------------------------------------------------------- */

static void a_project_counts_from_the_first_date_at_or_after_its_opening(void **state)
{
    (void)state;
    static const double west[] = {0, 5, 45, 45}, beta[] = {3, 3, 3, 3};
    surveyed s = surveyed_of(REGIONS PROJECTS);
    for (size_t time = 0; time < 4; time++) {
        assert_true(value(&s, "road_length", "west", 2) == west[time]);
        assert_true(value(&s, "road_length", "beta", 2) == beta[time]);
        assert_int_equal(cb_block_step(s.w.block), CB_OK);
    }
    surveyed_close(&s);
}

/* A-B is inside `all` only; what has no ends is in no region. */
static void every_member_has_its_own_openings(void **state)
{
    (void)state;
    static const double sure[] = {3, 8, 48, 48, 48};
    surveyed s = surveyed_of(REGIONS PROJECTS);
    cb_id opens = cb_draws_find(s.w.draws, "projects.road.opens");
    assert_true(opens != CB_NONE);
    size_t open = 0;
    for (size_t time = 0; time < 5; time++) {
        for (size_t lane = 0; lane < 16; lane++) {
            bool is_open = cb_draws_value(s.w.draws, 0, (size_t)opens, lane) <= 2021.0 + (double)time;
            open += is_open;
            assert_true(value(&s, "road_length", "all", lane) == sure[time] + (is_open ? 100.0 : 0.0));
        }
        assert_int_equal(cb_block_step(s.w.block), CB_OK);
    }
    assert_true(open > 16 && open < 64); /* some opened early, some late */
    surveyed_close(&s);
}

/* ---- what there is ----------------------------------------------------------------------------------------------- */

static void what_has_nothing_to_measure_is_left_out(void **state)
{
    (void)state;
    static const char *const absent[] = {"old",           "old_share",   "people_per_old", "beasts",
                                         "money",         "rain",        "mean_rain",      "price_by_rain",
                                         "mean_dwellers", "mean_budget", "farthest",       "farthest_beast"};
    surveyed s = surveyed_of(REGIONS);
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        if (cb_measures_find(&s.measures, absent[i]) != CB_NONE)
            fail_msg("%s is measured", absent[i]);
    assert_int_equal(cb_measures_find(&s.measures, NULL), CB_NONE);
    assert_int_equal(s.measures.count, 5 + 7); /* of the fake processes and of the survey */
    surveyed_close(&s);
}

static void one_status_has_no_urban_people(void **state)
{
    (void)state;
    cb_measures measures;
    small_world w = {0};
    loading_open(&w.loaded);
    loading_write("people.csv", "place,sex,age,persons\nA,F,0,1\nB,F,0,2\nC,F,0,3\n");
    small_world_make(&w, CLOCK PLACES "population: {table: people.csv}\n", NULL, 0);
    assert_int_equal(cb_measures_create(&measures, w.world), CB_OK);
    assert_true(cb_measures_find(&measures, "population") != CB_NONE);
    assert_int_equal(cb_measures_find(&measures, "urban_population"), CB_NONE);
    assert_int_equal(cb_measures_find(&measures, "urban_share"), CB_NONE);
    cb_measures_free(&measures);
    cb_measures_free(&measures); /* safe twice */
    small_world_close(&w);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(sums_count_places_and_cells),
    cmocka_unit_test(sums_over_many_places_are_the_same_in_every_regime),
    cmocka_unit_test(ratios_are_of_sums_wherever_they_are_declared),
    cmocka_unit_test(means_are_weighted_by_all_cells_of_the_weight),
    cmocka_unit_test(the_largest_pair_is_of_different_places_of_the_region),
    cmocka_unit_test(pairs_with_a_named_place_are_those_of_the_region_with_it),
    cmocka_unit_test(a_project_counts_from_the_first_date_at_or_after_its_opening),
    cmocka_unit_test(every_member_has_its_own_openings),
    cmocka_unit_test(what_has_nothing_to_measure_is_left_out),
    cmocka_unit_test(one_status_has_no_urban_people),
};

CB_SUITE(tests)
