#include "deterrence.h"

#include "captured.h"
#include "great_circle.h"
#include "stepped.h"

#define EQUATOR "models/scenarios/deterrence/"
#define DEGREE  (CB_EARTH_RADIUS * 3.14159265358979323846 / 180.0) /* km */

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

static void check_fault(const char *scenario, const char *set, const char *where, const char *what)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", TESTS_DIR, scenario);
    captured c = captured_words("run", path, "-o", "/tmp/conurb-test-none.h5", "--set", set);
    assert_int_equal(c.exit_status, 2);
    assert_contains(c.err, where);
    assert_contains(c.err, what);
    assert_int_not_equal(access("/tmp/conurb-test-none.h5", F_OK), 0);
    captured_free(c);
}

static void faults_name_place_or_row(void **state)
{
    (void)state;
    check_fault(EQUATOR "without-area.yaml", "title=x", "place D has no area", "place B has no area");
    check_fault(EQUATOR "scenario.yaml", "points.table=points-empty.csv", "points-empty.csv:3:", "need people");
    check_fault(EQUATOR "scenario.yaml", "points.table=points-none.csv", "points-none.csv:2:", "counties");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(exponential_by_hand),
    cmocka_unit_test(power_by_hand),
    cmocka_unit_test(counties_are_those_of_the_points),
    cmocka_unit_test(symmetric_and_nothing_on_the_diagonal),
    cmocka_unit_test(far_places_by_the_great_circle),
    cmocka_unit_test(without_decay_everything_is_near),
    cmocka_unit_test(rows_and_columns_in_any_order),
    cmocka_unit_test(faults_name_place_or_row),
};

CB_SUITE(tests)
