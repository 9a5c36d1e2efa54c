#include "migration_choice.h"

#include "cells.h"
#include "great_circle.h"
#include "settlements.h"
#include "stepped.h"

/* ---- choice ----------------------------------------------------------------------------------------------------- */

typedef struct numbers {
    double of[PLACES];
} numbers;

/* A field [time][place][status] in the first step, or at its start, over statuses from `first` on. */
static numbers numbers_of(cb_result *result, const char *name, size_t time, size_t first)
{
    numbers n = {{0}};
    cells c = cells_read(result, name);
    for (size_t place = 0; place < PLACES; place++)
        for (size_t status = first; status < STATUSES; status++)
            n.of[place] += cells_at(c, time, place, status);
    cells_free(c);
    return n;
}

static numbers arrivals_of(const char *scenario, const char *const *sets)
{
    cb_result *result = run_scenario(scenario, sets);
    numbers n = numbers_of(result, "arrivals", 1, 0);
    cb_result_close(result);
    return n;
}

/* Urban people draw, with an exponential of the distance: A is at 110 E 30 N, B a degree to the east, C 1.5 to the
 * north. */
static void shares_by_urban_people_and_distance(void **state)
{
    (void)state;
    cb_result *result = run_scenario(ORIGIN, NULL);
    numbers urban = numbers_of(result, "population", 0, REGISTERED), in = numbers_of(result, "arrivals", 1, 0);
    double to_b = cb_great_circle(110.0, 30.0, 111.0, 30.0), to_c = cb_great_circle(110.0, 30.0, 110.0, 31.5);
    assert_relative(in.of[B] / in.of[C], urban.of[B] / urban.of[C] * exp(-0.003 * (to_b - to_c)), 1e-12);
    assert_true(in.of[A] == 0.0);
    cb_result_close(result);
}

/* The ratio of two destinations does not depend on a third one, which takes from both. */
static void ratios_are_independent_of_a_third_place(void **state)
{
    (void)state;
    numbers plain = arrivals_of(ORIGIN, NULL);
    numbers drawn = arrivals_of(
        ORIGIN,
        (const char *const[]){"parameters.migration.attraction={table: attraction.csv, column: constant}", NULL});
    assert_relative(drawn.of[B] / drawn.of[C], plain.of[B] / plain.of[C], 1e-12);
    assert_true(drawn.of[B] < 0.9 * plain.of[B]);
    assert_true(drawn.of[D] > 1.1 * plain.of[D]);
    assert_relative(drawn.of[D] / drawn.of[B], exp(1.5) * plain.of[D] / plain.of[B], 1e-12);
}

static void attraction_draws_from_everywhere_else(void **state)
{
    (void)state;
    numbers plain = arrivals_of(SETTLEMENTS "scenario.yaml", NULL);
    numbers drawn = arrivals_of(
        SETTLEMENTS "scenario.yaml",
        (const char *const[]){"parameters.migration.attraction={table: attraction.csv, column: constant}", NULL});
    assert_true(drawn.of[D] > plain.of[D]);
    for (size_t place = A; place < D; place++)
        assert_true(drawn.of[place] < plain.of[place]);
}

/* A constant added to all attractions multiplies all weights, and changes nothing. */
static void a_factor_on_all_weights_changes_nothing(void **state)
{
    (void)state;
    cells plain = cells_of(SETTLEMENTS "scenario.yaml", NULL, "cohorts");
    cells drawn = cells_of(SETTLEMENTS "scenario.yaml",
                           (const char *const[]){"parameters.migration.attraction=2.5", NULL}, "cohorts");
    size_t last = plain.length[0] - 1, size = PLACES * plain.length[2] * plain.length[3] * STATUSES;
    for (size_t i = last * size; i < (last + 1) * size; i++)
        assert_relative(drawn.values[i], plain.values[i], 1e-12);
    cells_free(plain);
    cells_free(drawn);
}

/* Without decay T(i,j) = O(i) W(j) / sum of W, the own place included: departures are O(i) (1 - W(i) / sum of W). D has
 * five counties. */
static void no_decay_shares_by_weight(void **state)
{
    (void)state;
    cb_result *result = run_scenario(
        SETTLEMENTS "scenario.yaml",
        (const char *const[]){"processes=[migration, cohorts]", "parameters.migration.distance_decay=0 1/km",
                              "parameters.migration.size_elasticity=0.65", "parameters.migration.return_share=0",
                              "parameters.migration.return_share_old=0", NULL});
    numbers weight = numbers_of(result, "population", 0, REGISTERED), in = numbers_of(result, "arrivals", 1, 0);
    numbers out = numbers_of(result, "departures", 1, 0);
    double all = 0.0;
    for (size_t place = 0; place < PLACES; place++) {
        double counties = place == D ? 5.0 : 1.0;
        weight.of[place] = counties * pow(weight.of[place] / counties, 0.65);
        all += weight.of[place];
    }
    for (size_t to = 0; to < PLACES; to++) {
        double expected = 0.0;
        for (size_t from = 0; from < PLACES; from++)
            if (from != to)
                expected += out.of[from] / (1.0 - weight.of[from] / all) * weight.of[to] / all;
        assert_relative(in.of[to], expected, 1e-12);
    }
    cb_result_close(result);
}

/* Four places of equal size: the nearer to the others, the more arrive. */
static void a_far_place_gets_less(void **state)
{
    (void)state;
    cells in = cells_of(EQUATOR "scenario.yaml", NULL, "arrivals");
    double at[PLACES];
    for (size_t place = 0; place < PLACES; place++)
        at[place] = cells_sum(&in, 2, (size_t[]){1, place});
    assert_true(at[D] < 0.01 * at[B]);
    assert_true(at[D] > 0.0);
    cells_free(in);
}

/* Nine times as many earlier movers as expected, to the power of a half, draw three times as many. */
static void earlier_movers_draw_others(void **state)
{
    (void)state;
    numbers plain = arrivals_of(ORIGIN, NULL);
    numbers drawn = arrivals_of(ORIGIN, (const char *const[]){"migrant_stock.table=stock.csv",
                                                              "parameters.migration.stock_elasticity=0.5", NULL});
    numbers idle = arrivals_of(ORIGIN, (const char *const[]){"migrant_stock.table=stock.csv", NULL});
    assert_relative(drawn.of[C] / drawn.of[B], 3.0 * plain.of[C] / plain.of[B], 1e-12);
    assert_relative(drawn.of[D] / drawn.of[B], plain.of[D] / plain.of[B], 1e-12);
    for (size_t place = 0; place < PLACES; place++)
        assert_true(idle.of[place] == plain.of[place]);
}

/* From A to C alone: nobody from other places notices. */
static void a_stock_has_a_direction(void **state)
{
    (void)state;
    cb_result *plain = run_scenario(SETTLEMENTS "scenario.yaml", NULL);
    cb_result *drawn = run_scenario(
        SETTLEMENTS "scenario.yaml",
        (const char *const[]){"migrant_stock.table=stock.csv", "parameters.migration.stock_elasticity=0.5", NULL});
    numbers before = numbers_of(plain, "departures", 1, 0), after = numbers_of(drawn, "departures", 1, 0);
    assert_true(after.of[A] > 1.0001 * before.of[A]);
    for (size_t place = B; place < PLACES; place++)
        assert_relative(after.of[place], before.of[place], 1e-14);
    cb_result_close(plain);
    cb_result_close(drawn);
}

static double people_between(const cells *people, size_t place, size_t first, size_t end)
{
    double sum = 0.0;
    for (size_t age = first; age < end; age++)
        sum += cells_sum(people, 3, (size_t[]){1, place, age});
    return sum;
}

/* An attraction of the young (15 to 29: groups 3 to 5) moves them and nobody else. */
static void attraction_by_age_acts_on_its_group_alone(void **state)
{
    (void)state;
    cells plain = cells_of(ORIGIN, NULL, "cohorts");
    cells drawn = cells_of(ORIGIN, (const char *const[]){"attraction_by_age.table=by-age-young.csv", NULL}, "cohorts");
    size_t ages = plain.length[2];
    for (size_t place = 0; place < PLACES; place++) {
        assert_relative(people_between(&drawn, place, 0, 3), people_between(&plain, place, 0, 3), 1e-14);
        assert_relative(people_between(&drawn, place, 6, ages), people_between(&plain, place, 6, ages), 1e-14);
    }
    assert_true(people_between(&drawn, C, 3, 6) > people_between(&plain, C, 3, 6) + 1.0);
    assert_true(people_between(&drawn, B, 3, 6) < people_between(&plain, B, 3, 6));
    assert_true(people_between(&drawn, D, 3, 6) < people_between(&plain, D, 3, 6));
    cells_free(plain);
    cells_free(drawn);
}

/* ---- growth that departs from what attraction says --------------------------------------------------------------- */

/* Where as many arrive a year as the deviation adds, the weight doubles; in the first step the people of the start are
 * those present. */
static void a_place_that_is_to_gain_draws_so_many_more(void **state)
{
    (void)state;
    numbers gaining =
        arrivals_of(SETTLEMENTS "scenario.yaml",
                    (const char *const[]){DEVIATION("more"), "parameters.migration.arrival_rate=2.5 %/yr", NULL});
    numbers doubled = arrivals_of(
        SETTLEMENTS "scenario.yaml",
        (const char *const[]){"parameters.migration.attraction={table: deviations.csv, column: doubled}", NULL});
    for (size_t place = 0; place < PLACES; place++)
        assert_relative(gaining.of[place], doubled.of[place], 1e-12);
}

typedef struct leaving {
    double people[STATUSES], level[STATUSES], stay, village_stay;
} leaving;

static leaving leaving_of(size_t place, const char *const *sets)
{
    stepped s;
    leaving l;
    stepped_open(&s, SETTLEMENTS "scenario.yaml", sets);
    for (size_t status = 0; status < STATUSES; status++)
        l.people[status] = stepped_field(&s, "population")[place * STATUSES + status][0];
    stepped_step(&s);
    for (size_t status = 0; status < STATUSES; status++)
        l.level[status] = stepped_field(&s, "out_level")[place * STATUSES + status][0];
    l.stay = stepped_field(&s, "town_stay")[place * cb_setup_axis(&s.setup, "mover_group")][0];
    l.village_stay = stepped_field(&s, "village_stay")[place][0];
    stepped_close(&s);
    return l;
}

/* By 2 % a year of all its people, and all of them to other places: as many as before move within. */
static void a_place_that_is_to_lose_sends_so_many_more_away(void **state)
{
    (void)state;
    leaving plain = leaving_of(D, NULL), losing = leaving_of(D, (const char *const[]){DEVIATION("fewer"), NULL});
    double more = 0.0, people = 0.0;
    for (size_t status = 0; status < STATUSES; status++) {
        more += (losing.level[status] - plain.level[status]) * plain.people[status];
        people += plain.people[status];
        assert_relative(losing.level[status] * losing.stay, plain.level[status] * plain.stay, 1e-12);
        assert_relative(losing.level[status] * losing.village_stay, plain.level[status] * plain.village_stay, 1e-12);
    }
    assert_true(plain.stay > 0.0);
    assert_relative(more, 0.02 * people, 1e-12);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(shares_by_urban_people_and_distance),
    cmocka_unit_test(ratios_are_independent_of_a_third_place),
    cmocka_unit_test(attraction_draws_from_everywhere_else),
    cmocka_unit_test(a_factor_on_all_weights_changes_nothing),
    cmocka_unit_test(no_decay_shares_by_weight),
    cmocka_unit_test(a_far_place_gets_less),
    cmocka_unit_test(earlier_movers_draw_others),
    cmocka_unit_test(a_stock_has_a_direction),
    cmocka_unit_test(attraction_by_age_acts_on_its_group_alone),
    cmocka_unit_test(a_place_that_is_to_gain_draws_so_many_more),
    cmocka_unit_test(a_place_that_is_to_lose_sends_so_many_more_away),
};

CB_SUITE(tests)
