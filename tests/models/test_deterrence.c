#include "deterrence.h"

#include "cells.h"
#include "great_circle.h"
#include "refused.h"
#include "stepped.h"

#define EQUATOR     "models/scenarios/deterrence/"
#define SETTLEMENTS "models/scenarios/settlements/"
#define VILLAGES    "models/scenarios/villages/"
#define DEGREE      (CB_EARTH_RADIUS * 3.14159265358979323846 / 180.0) /* km */

enum { A, B, C, D, PLACES };

static const cb_distance_form exponential = {.parameter = 0.002}, power = {.power = true, .parameter = 1.6};

static double weigh(cb_distance_form form, double km)
{
    return form.power ? pow(km, -form.parameter) : exp(-form.parameter * km);
}

static cb_deterrence deterrence_of(const char *const *sets, cb_distance_form form)
{
    stepped s;
    cb_deterrence d;
    stepped_open(&s, EQUATOR "scenario.yaml", sets);
    assert_int_equal(cb_deterrence_create(&d, &s.setup, form), CB_OK);
    stepped_close(&s);
    return d;
}

/* A is a quarter at 0 degrees (4 km inside) and three quarters at 1 degree (6 km inside); B and C are both at 2
 * degrees, 20 and 10 km inside. */
static void check_by_hand(cb_distance_form form)
{
    cb_deterrence d = deterrence_of(NULL, form);
    double one = weigh(form, DEGREE), two = weigh(form, 2.0 * DEGREE);
    double west = 0.25 * 0.25 * weigh(form, 4.0), east = 0.75 * 0.75 * weigh(form, 6.0);
    double within = west + east + 2.0 * 0.25 * 0.75 * one;
    assert_relative(d.between[A * PLACES + B], 0.25 * two + 0.75 * one, 1e-12);
    assert_relative(d.between[A * PLACES + C], 0.25 * two + 0.75 * one, 1e-12);
    assert_relative(d.within[A], within, 1e-12);
    assert_relative(d.own_county[A], (west + east / 4.0) / within, 1e-12); /* the east is four counties */
    assert_relative(d.within[B], weigh(form, 20.0), 1e-12);
    assert_relative(d.within[C], weigh(form, 10.0), 1e-12);
    assert_relative(d.within[D], weigh(form, 2.0), 1e-12);                /* at least 2 km */
    assert_relative(d.between[B * PLACES + C], weigh(form, 20.0), 1e-12); /* never nearer than the inside of either */
    cb_deterrence_free(&d);
}

static void exponential_by_hand(void **state)
{
    (void)state;
    check_by_hand(exponential);
}

static void power_by_hand(void **state)
{
    (void)state;
    check_by_hand(power);
}

static void counties_are_those_of_the_points(void **state)
{
    (void)state;
    cb_deterrence d = deterrence_of(NULL, exponential);
    assert_true(d.counties[A] == 5.0 && d.counties[B] == 1.0 && d.counties[D] == 1.0);
    assert_true(d.own_county[B] == 1.0 && d.own_county[D] == 1.0);
    cb_deterrence_free(&d);
}

static void symmetric_and_nothing_on_the_diagonal(void **state)
{
    (void)state;
    cb_deterrence d = deterrence_of(NULL, power);
    for (size_t i = 0; i < PLACES; i++)
        for (size_t j = 0; j < PLACES; j++) {
            assert_true(d.between[i * PLACES + j] == d.between[j * PLACES + i]);
            assert_true(i == j ? d.between[i * PLACES + j] == 0.0 : d.between[i * PLACES + j] > 0.0);
        }
    cb_deterrence_free(&d);
}

/* Chords of the unit sphere give the way over it. */
static void far_places_by_the_great_circle(void **state)
{
    (void)state;
    cb_deterrence d = deterrence_of(NULL, exponential);
    assert_relative(d.between[B * PLACES + D], exp(-0.002 * cb_great_circle(2.0, 0.0, -30.0, 45.0)), 1e-12);
    cb_deterrence_free(&d);
}

static void without_decay_everything_is_near(void **state)
{
    (void)state;
    cb_deterrence d = deterrence_of(NULL, (cb_distance_form){0});
    for (size_t i = 0; i < PLACES; i++) {
        assert_absolute(d.within[i], 1.0, 1e-15);
        assert_absolute(d.between[A * PLACES + i], i == A ? 0.0 : 1.0, 1e-15);
    }
    assert_relative(d.own_county[A], 0.0625 + 0.5625 / 4.0, 1e-14);
    cb_deterrence_free(&d);
}

static void rows_and_columns_in_any_order(void **state)
{
    (void)state;
    cb_deterrence d = deterrence_of(NULL, power);
    cb_deterrence other = deterrence_of((const char *const[]){"points.table=points-permuted.csv", NULL}, power);
    assert_memory_equal(d.between, other.between, PLACES * PLACES * sizeof *d.between);
    assert_memory_equal(d.within, other.within, PLACES * sizeof *d.within);
    assert_memory_equal(d.own_county, other.own_county, PLACES * sizeof *d.own_county);
    cb_deterrence_free(&d);
    cb_deterrence_free(&other);
}

/* ---- places that are points, and earlier movers -------------------------------------------------------------------
 */

/* Between points the deterrence is that of their distance; nobody chooses the own place. */
static void between_centres_by_distance_alone(void **state)
{
    (void)state;
    static const double distance[] = {0.0, 100.0, 300.0, 100.0, 0.0, 200.0, 300.0, 200.0, 0.0};
    cb_deterrence d;
    assert_int_equal(cb_deterrence_create_between_centres(&d, 3, distance, exponential), CB_OK);
    for (size_t i = 0; i < 3; i++) {
        assert_true(d.within[i] == 0.0 && d.counties[i] == 1.0);
        for (size_t j = 0; j < 3; j++)
            assert_relative(d.between[i * 3 + j], i == j ? 0.0 : exp(-0.002 * distance[i * 3 + j]), 1e-14);
    }
    cb_deterrence_free(&d);
}

/* Nine times as many earlier movers from A to C, to the power of a half; the way back and all other pairs keep theirs.
 */
static void a_stock_multiplies_its_pair_alone(void **state)
{
    (void)state;
    stepped s;
    cb_deterrence plain, drawn;
    stepped_open(&s, SETTLEMENTS "scenario.yaml", (const char *const[]){"migrant_stock.table=stock.csv", NULL});
    const cb_rows *rows = cb_setup_table(&s.setup, "migrant_stock");
    assert_int_equal(cb_deterrence_create(&plain, &s.setup, power), CB_OK);
    assert_int_equal(cb_deterrence_create(&drawn, &s.setup, power), CB_OK);
    assert_int_equal(cb_deterrence_apply_stock(&drawn, &s.setup, rows, 0.5), CB_OK);
    for (size_t i = 0; i < PLACES * PLACES; i++)
        assert_relative(drawn.between[i], (i == A * PLACES + C ? 3.0 : 1.0) * plain.between[i], 1e-14);
    cb_deterrence_free(&plain);
    cb_deterrence_free(&drawn);
    stepped_close(&s);
}

static double size_of(const cells *c, size_t time, size_t place)
{
    return cells_sum(c, 2, (size_t[]){time, place});
}

/* ---- a place in two identical halves ----------------------------------------------------------------------------- */

/* No other flow of the step notices: others leave and arrive as often. */
static void halves_change_no_other_flow(void **state)
{
    (void)state;
    static const char *const sets[] = {"parameters.migration.size_elasticity=0.65", NULL};
    cb_result *whole = run_scenario(SETTLEMENTS "scenario.yaml", sets);
    cb_result *split = run_scenario(SETTLEMENTS "halves.yaml", sets);
    cells out = cells_read(whole, "departures"), out_split = cells_read(split, "departures");
    cells in = cells_read(whole, "arrivals"), in_split = cells_read(split, "arrivals");
    for (size_t place = B; place < PLACES; place++) {
        for (size_t status = 0; status < 3; status++)
            assert_relative(cells_at(out_split, 1, place + 1, status), cells_at(out, 1, place, status), 1e-12);
        assert_relative(size_of(&in_split, 1, place + 1), size_of(&in, 1, place), 1e-12);
    }
    /* between the halves people do move */
    assert_true(size_of(&out_split, 1, 0) + size_of(&out_split, 1, 1) > 1.01 * size_of(&out, 1, A));
    cells_free(out);
    cells_free(out_split);
    cells_free(in);
    cells_free(in_split);
    cb_result_close(whole);
    cb_result_close(split);
}

/* Over years the composition of those who move counts too: arrivals are composed as all leavers are, and moves between
 * the halves change those. Where it is the same whoever moves (women of one age, who move alike whatever their status),
 * the other places are what they were. */
static void halves_change_no_other_place(void **state)
{
    (void)state;
    cells whole = cells_of(SETTLEMENTS "women.yaml", NULL, "cohorts");
    cells split = cells_of(SETTLEMENTS "women-halves.yaml", NULL, "cohorts");
    for (size_t place = B; place < PLACES; place++)
        assert_same_people(&whole, place, &split, place + 1, 1e-12);
    assert_same_people(&split, 0, &split, 1, 0.0);
    cells_free(whole);
    cells_free(split);
}

/* ---- a place that stands for counties ---------------------------------------------------------------------------- */

/* Two counties P1, P2 and a town T beside one place P for both, and T, in the first step. */
static void check_counties_equal_province(const char *counties, const char *province, const char *const *sets)
{
    cb_result *apart = run_scenario(counties, sets), *joined = run_scenario(province, sets);
    cells in = cells_read(apart, "arrivals"), in_joined = cells_read(joined, "arrivals");
    cells out = cells_read(apart, "departures"), out_joined = cells_read(joined, "departures");
    cells people = cells_read(apart, "population"), people_joined = cells_read(joined, "population");
    assert_relative(size_of(&in_joined, 1, 1), size_of(&in, 1, 2), 1e-12);
    assert_relative(size_of(&out_joined, 1, 1), size_of(&out, 1, 2), 1e-12);
    double rural = cells_at(people, 1, 0, 0) + cells_at(people, 1, 1, 0);
    assert_relative(cells_at(people_joined, 1, 0, 0), rural, 1e-12); /* of those who return, too */
    cells_free(in);
    cells_free(in_joined);
    cells_free(out);
    cells_free(out_joined);
    cells_free(people);
    cells_free(people_joined);
    cb_result_close(apart);
    cb_result_close(joined);
}

/* Counties that mirror each other are alike to T and to each other, so the mean over them is exact. */
static void mirrored_counties_equal_their_province(void **state)
{
    (void)state;
    static const char elasticity[] = "parameters.migration.size_elasticity=0.65";
    check_counties_equal_province(VILLAGES "counties.yaml", VILLAGES "province.yaml",
                                  (const char *const[]){elasticity, NULL});
    check_counties_equal_province(VILLAGES "counties.yaml", VILLAGES "province.yaml",
                                  (const char *const[]){elasticity, "parameters.migration.deterrence=power", NULL});
}

/* Without decay it does not matter where counties are, nor how large where every person draws alike. */
static void counties_equal_their_province_without_decay(void **state)
{
    (void)state;
    check_counties_equal_province(VILLAGES "unequal.yaml", VILLAGES "joined.yaml",
                                  (const char *const[]){"parameters.migration.distance_decay=0 1/km", NULL});
}

/* Rural people of a county turn registered in its own towns, elsewhere in the province as in any other place. */
static void rural_people_of_counties_turn_urban_as_those_of_their_province(void **state)
{
    (void)state;
    static const char *const sets[] = {"parameters.migration.registered_factor=0",
                                       "parameters.migration.unregistered_factor=0", NULL};
    cells apart = cells_of(VILLAGES "counties.yaml", sets, "rural_to_urban");
    cells joined = cells_of(VILLAGES "province.yaml", sets, "rural_to_urban");
    for (size_t status = 0; status < 3; status++) {
        double both = cells_at(apart, 1, 0, status) + cells_at(apart, 1, 1, status);
        assert_relative(cells_at(joined, 1, 0, status), both, 1e-12);
        assert_relative(cells_at(joined, 1, 1, status), cells_at(apart, 1, 2, status), 1e-12);
    }
    cells_free(apart);
    cells_free(joined);
}

/* ---- faults ----------------------------------------------------------------------------------------------------- */

static void faults_name_place_or_row(void **state)
{
    (void)state;
    assert_refused(EQUATOR "without-area.yaml", NULL, 2, "place D has no area", "place B has no area");
    assert_refused(EQUATOR "scenario.yaml", ((const char *const[]){"points.table=points-empty.csv", NULL}), 2,
                   "points-empty.csv:3:", "need people");
    assert_refused(EQUATOR "scenario.yaml", ((const char *const[]){"points.table=points-none.csv", NULL}), 2,
                   "points-none.csv:2:", "counties");
    assert_refused(SETTLEMENTS "scenario.yaml", ((const char *const[]){"migrant_stock.table=stock-own.csv", NULL}), 2,
                   "stock-own.csv:3:", "no ratio to itself");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(exponential_by_hand),
    cmocka_unit_test(power_by_hand),
    cmocka_unit_test(counties_are_those_of_the_points),
    cmocka_unit_test(symmetric_and_nothing_on_the_diagonal),
    cmocka_unit_test(far_places_by_the_great_circle),
    cmocka_unit_test(without_decay_everything_is_near),
    cmocka_unit_test(rows_and_columns_in_any_order),
    cmocka_unit_test(between_centres_by_distance_alone),
    cmocka_unit_test(a_stock_multiplies_its_pair_alone),
    cmocka_unit_test(halves_change_no_other_flow),
    cmocka_unit_test(halves_change_no_other_place),
    cmocka_unit_test(mirrored_counties_equal_their_province),
    cmocka_unit_test(counties_equal_their_province_without_decay),
    cmocka_unit_test(rural_people_of_counties_turn_urban_as_those_of_their_province),
    cmocka_unit_test(faults_name_place_or_row),
};

CB_SUITE(tests)
