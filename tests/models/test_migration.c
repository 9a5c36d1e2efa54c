#include "cells.h"

#define TOWNS  "models/scenarios/four-towns/"
#define CITIES "models/scenarios/two-cities/scenario.yaml"

enum { A, B, C, D, PLACES };

/* Fixture V23: each of two cities is the other's only destination. */
static void two_cities(void **state)
{
    (void)state;
    cells population = cells_of(CITIES, NULL, "population");
    assert_relative(cells_at(population, 10, 0, 0), 529.9797671719808, 1e-12);
    assert_relative(cells_at(population, 10, 1, 0), 470.0202328280192, 1e-12);
    for (size_t time = 1; time <= 10; time++) {
        double gap = cells_at(population, time, 0, 0) - 1000.0 / 3.0;
        assert_relative(gap, 0.97 * (cells_at(population, time - 1, 0, 0) - 1000.0 / 3.0), 1e-12);
    }
    cells_free(population);
}

/* Statuses that know no village, nobody born or dying: what all places have of each age, sex and status stays. */
static void arrivals_equal_departures_for_every_age_sex_and_status(void **state)
{
    (void)state;
    cells people = cells_of(TOWNS "hills.yaml", NULL, "cohorts");
    size_t cells_of_place = people.length[2] * people.length[3] * people.length[4];
    for (size_t time = 1; time < people.length[0]; time++)
        for (size_t cell = 0; cell < cells_of_place; cell++) {
            double before = 0.0, after = 0.0, moved = 0.0;
            for (size_t place = 0; place < PLACES; place++) {
                double old = people.values[((time - 1) * PLACES + place) * cells_of_place + cell];
                double new = people.values[(time * PLACES + place) * cells_of_place + cell];
                before += old;
                after += new;
                moved += fabs(new - old);
            }
            assert_relative(after, before, 1e-13);
            assert_true(moved > 1e-4 * before);
        }
    cells_free(people);
}

static void arrivals_equal_departures_of_each_status(void **state)
{
    (void)state;
    cb_result *result = run_scenario(TOWNS "scenario.yaml", NULL);
    cells in = cells_read(result, "arrivals"), out = cells_read(result, "departures");
    for (size_t time = 1; time < in.length[0]; time++)
        for (size_t status = 0; status < 2; status++) {
            double arrived = 0.0, departed = 0.0;
            for (size_t place = 0; place < PLACES; place++) {
                arrived += cells_at(in, time, place, status);
                departed += cells_at(out, time, place, status);
            }
            assert_relative(arrived, departed, 1e-12);
            assert_true(departed > 100.0);
        }
    cells_free(in);
    cells_free(out);
    cb_result_close(result);
}

static void twins_stay_identical(void **state)
{
    (void)state;
    cells people = cells_of(TOWNS "scenario.yaml", NULL, "cohorts");
    size_t of_place = people.length[2] * people.length[3] * people.length[4];
    for (size_t time = 0; time < people.length[0]; time++) {
        const double *first = people.values + (time * PLACES + A) * of_place;
        assert_memory_equal(first, first + of_place, of_place * sizeof *first);
    }
    cells_free(people);
}

/* Equal rates everywhere: the system as a whole does not notice who moves where. */
static void equal_regions_equal_one(void **state)
{
    (void)state;
    static const char *const moved[] = {"processes=[demography, migration, cohorts]", NULL};
    static const char *const unmoved[] = {"processes=[demography, cohorts]", NULL};
    cells moving = cells_of(TOWNS "hills.yaml", moved, "cohorts");
    cells staying = cells_of(TOWNS "hills.yaml", unmoved, "cohorts");
    size_t of_place = moving.length[2] * moving.length[3] * moving.length[4];
    size_t last = moving.length[0] - 1;
    for (size_t cell = 0; cell < of_place; cell++) {
        double with = 0.0, without = 0.0;
        for (size_t place = 0; place < PLACES; place++) {
            with += moving.values[(last * PLACES + place) * of_place + cell];
            without += staying.values[(last * PLACES + place) * of_place + cell];
        }
        assert_relative(with, without, 1e-12);
    }
    cells_free(moving);
    cells_free(staying);
}

static double size_of(const cells *population, size_t time, size_t place)
{
    return cells_sum(population, 2, (size_t[]){time, place});
}

/* Without deterrence movers go to the other places in proportion to their size. */
static void no_decay_shares_by_size(void **state)
{
    (void)state;
    cb_result *result =
        run_scenario(TOWNS "scenario.yaml", (const char *const[]){"processes=[migration, cohorts]",
                                                                  "parameters.migration.distance_decay=0 1/km", NULL});
    cells in = cells_read(result, "arrivals"), out = cells_read(result, "departures");
    cells population = cells_read(result, "population");
    double all = 0.0;
    for (size_t place = 0; place < PLACES; place++)
        all += size_of(&population, 0, place);
    for (size_t to = 0; to < PLACES; to++) {
        double expected = 0.0;
        for (size_t from = 0; from < PLACES; from++)
            if (from != to)
                expected +=
                    size_of(&out, 1, from) * size_of(&population, 0, to) / (all - size_of(&population, 0, from));
        assert_relative(size_of(&in, 1, to), expected, 1e-12);
    }
    cells_free(in);
    cells_free(out);
    cells_free(population);
    cb_result_close(result);
}

/* With a strong deterrence everybody goes to the nearest place: from D to A and B, equally near, and from A to C. */
static void strong_decay_goes_to_the_nearest(void **state)
{
    (void)state;
    cb_result *result =
        run_scenario(TOWNS "scenario.yaml", (const char *const[]){"processes=[migration, cohorts]",
                                                                  "parameters.migration.distance_decay=1 1/km", NULL});
    cells in = cells_read(result, "arrivals"), out = cells_read(result, "departures");
    assert_relative(size_of(&in, 1, C), size_of(&out, 1, A) + size_of(&out, 1, B), 1e-9);
    assert_relative(size_of(&in, 1, A), (size_of(&out, 1, C) + size_of(&out, 1, D)) / 2.0, 1e-9);
    assert_true(size_of(&in, 1, D) < 1e-9 * size_of(&out, 1, D));
    cells_free(in);
    cells_free(out);
    cb_result_close(result);
}

/* A destination in two halves draws what the whole did, and takes from no other destination. */
static void halves_draw_like_the_whole(void **state)
{
    (void)state;
    cells whole = cells_of(TOWNS "destinations.yaml", NULL, "arrivals");
    cells split = cells_of(TOWNS "split.yaml", NULL, "arrivals");
    assert_relative(size_of(&split, 1, 2) + size_of(&split, 1, 3), size_of(&whole, 1, C), 1e-12);
    assert_relative(size_of(&split, 1, A), size_of(&whole, 1, A), 1e-12);
    assert_relative(size_of(&split, 1, 4), size_of(&whole, 1, D), 1e-12);
    assert_true(size_of(&split, 1, 2) == size_of(&split, 1, 3));
    cells_free(whole);
    cells_free(split);
}

static void attraction_multiplies_the_size(void **state)
{
    (void)state;
    static const char *const drawn[] = {"processes=[migration, cohorts]",
                                        "parameters.migration.attraction={table: attraction.csv, column: constant}",
                                        NULL};
    cells plain = cells_of(TOWNS "destinations.yaml", NULL, "arrivals");
    cells in = cells_of(TOWNS "destinations.yaml", drawn, "arrivals");
    assert_true(size_of(&in, 1, D) > 2.0 * size_of(&plain, 1, D));
    assert_true(size_of(&in, 1, A) < size_of(&plain, 1, A));
    cells_free(plain);
    cells_free(in);
}

/* The decay of the scenario has a matrix ready; the same decay as the median of a distribution goes lane by lane. */
static void both_ways_to_the_same_bits(void **state)
{
    (void)state;
    cb_result *shared = run_scenario(TOWNS "scenario.yaml", NULL);
    cb_result *by_lane = run_scenario(
        TOWNS "scenario.yaml",
        (const char *const[]){"parameters.migration.distance_decay={normal: [0.005 1/km, 0.001 1/km]}", NULL});
    assert_same_values(shared, by_lane, "cohorts");
    cb_result_close(shared);
    cb_result_close(by_lane);
}

/* Where registration plays no part all urban people move with registered_factor, and unregistered_factor with nobody.
 */
static void urban_people_have_the_factor_of_registered_ones(void **state)
{
    (void)state;
    cells out = cells_of(TOWNS "scenario.yaml", (const char *const[]){"parameters.migration.registered_factor=0", NULL},
                         "departures");
    cells plain = cells_of(TOWNS "scenario.yaml", NULL, "departures");
    cells other = cells_of(TOWNS "scenario.yaml",
                           (const char *const[]){"parameters.migration.unregistered_factor=0", NULL}, "departures");
    for (size_t place = 0; place < PLACES; place++) {
        assert_true(cells_at(out, 1, place, 0) == cells_at(plain, 1, place, 0) && cells_at(out, 1, place, 1) == 0.0);
        assert_true(cells_at(other, 1, place, 1) == cells_at(plain, 1, place, 1));
    }
    cells_free(out);
    cells_free(plain);
    cells_free(other);
}

static void one_place_has_no_destination(void **state)
{
    (void)state;
    cells out = cells_of("models/scenarios/two-cities/alone.yaml", NULL, "departures");
    for (size_t time = 1; time < out.length[0]; time++)
        assert_true(cells_at(out, time, 0, 0) == 0.0);
    cells_free(out);
}

static void largest_distance(void **state)
{
    (void)state;
    cells distance = cells_of(TOWNS "scenario.yaml", NULL, "region_distance");
    double degree = 6371.0088 * 3.14159265358979323846 / 180.0;
    assert_relative(distance.values[0], 3.0 * degree, 1e-12); /* from C to D */
    cells_free(distance);
}

/* ---- towns and villages: metamorphic relations ------------------------------------------------------------------- */

#define SETTLEMENTS "models/scenarios/settlements/"

static void places_in_another_order(void **state)
{
    (void)state;
    static const size_t other[PLACES] = {3, 1, 2, 0}; /* A is now Z, B is C, C is Y, D is A */
    cells people = cells_of(SETTLEMENTS "scenario.yaml", NULL, "cohorts");
    cells renamed = cells_of(SETTLEMENTS "renamed.yaml", NULL, "cohorts");
    for (size_t place = 0; place < PLACES; place++)
        assert_same_people(&people, place, &renamed, other[place], 1e-12);
    cells_free(people);
    cells_free(renamed);
}

static void ten_times_the_people_are_ten_times_the_flows(void **state)
{
    (void)state;
    static const char *const names[] = {"cohorts", "arrivals", "departures", "rural_to_urban", "registration"};
    cb_result *once = run_scenario(SETTLEMENTS "scenario.yaml", NULL);
    cb_result *tenfold = run_scenario(SETTLEMENTS "tenfold.yaml", NULL);
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        size_t count;
        double *a = result_values(once, names[n], &count), *b = result_values(tenfold, names[n], NULL);
        for (size_t i = 0; i < count; i++)
            if (!isnan(a[i]))
                assert_absolute(b[i], 10.0 * a[i], 1e-12 * fabs(a[i]) + 1e-9);
        free(a);
        free(b);
    }
    cb_result_close(once);
    cb_result_close(tenfold);
}

/* Where nobody moves, a place of four is the place alone. */
static void without_moves_a_place_is_alone(void **state)
{
    (void)state;
    /* nobody comes from outside either: those who come are spread over ages by the schedule of migration */
    static const char closed[] = "parameters.external_migration.arrival_rate=0 1/yr";
    cells same = cells_of(SETTLEMENTS "scenario.yaml",
                          (const char *const[]){"parameters.migration.out_rate=0 1/yr", closed, NULL}, "cohorts");
    cells alone = cells_of(SETTLEMENTS "alone.yaml", (const char *const[]){closed, NULL}, "cohorts");
    assert_same_people(&alone, 0, &same, B, 0.0);
    cells_free(same);
    cells_free(alone);
}

/* Rates that differ neither by place nor by status: by age and sex the system does not notice who moves, turns urban or
 * is registered. */
static void regions_of_equal_rates_equal_one(void **state)
{
    (void)state;
    static const char *const moved[] = {
        "processes=[demography, migration, urbanization, registration, reclassification, cohorts]", NULL};
    static const char *const unmoved[] = {"processes=[demography, cohorts]", NULL};
    cells moving = cells_of(SETTLEMENTS "scenario.yaml", moved, "cohorts");
    cells staying = cells_of(SETTLEMENTS "scenario.yaml", unmoved, "cohorts");
    size_t last = moving.length[0] - 1;
    for (size_t age = 0; age < moving.length[2]; age++)
        for (size_t sex = 0; sex < 2; sex++) {
            double with = 0.0, without = 0.0;
            for (size_t place = 0; place < PLACES; place++)
                for (size_t status = 0; status < 3; status++) {
                    with += cells_at(moving, last, place, age, sex, status);
                    without += cells_at(staying, last, place, age, sex, status);
                }
            assert_relative(with, without, 1e-12);
        }
    cells_free(moving);
    cells_free(staying);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(two_cities),
    cmocka_unit_test(arrivals_equal_departures_for_every_age_sex_and_status),
    cmocka_unit_test(arrivals_equal_departures_of_each_status),
    cmocka_unit_test(twins_stay_identical),
    cmocka_unit_test(equal_regions_equal_one),
    cmocka_unit_test(no_decay_shares_by_size),
    cmocka_unit_test(strong_decay_goes_to_the_nearest),
    cmocka_unit_test(halves_draw_like_the_whole),
    cmocka_unit_test(attraction_multiplies_the_size),
    cmocka_unit_test(both_ways_to_the_same_bits),
    cmocka_unit_test(urban_people_have_the_factor_of_registered_ones),
    cmocka_unit_test(one_place_has_no_destination),
    cmocka_unit_test(largest_distance),
    cmocka_unit_test(places_in_another_order),
    cmocka_unit_test(ten_times_the_people_are_ten_times_the_flows),
    cmocka_unit_test(without_moves_a_place_is_alone),
    cmocka_unit_test(regions_of_equal_rates_equal_one),
};

CB_SUITE(tests)
