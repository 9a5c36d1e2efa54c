#include "cells.h"

#define SETTLEMENTS "models/scenarios/settlements/scenario.yaml"
#define VILLAGES    "models/scenarios/villages/scenario.yaml"
#define TOWNS       "models/scenarios/four-towns/"
#define LEAVING     "parameters.external_migration.departure_rate=2 %/yr"
#define COMING      "parameters.external_migration.arrival_rate=1 %/yr"

enum { RURAL, REGISTERED, UNREGISTERED, STATUSES };
enum { H, T, PLACES };

/* People of every status leave at the rate, and are outside. */
static void people_leave_at_a_rate(void **state)
{
    (void)state;
    cb_result *result =
        run_scenario(VILLAGES, (const char *const[]){"processes=[external_migration, cohorts]", LEAVING, NULL});
    cells population = cells_read(result, "population"), out = cells_read(result, "external_departures");
    cells outside = cells_read(result, "outside");
    for (size_t place = 0; place < PLACES; place++)
        for (size_t status = 0; status < STATUSES; status++) {
            double start = cells_at(population, 0, place, status);
            assert_relative(cells_at(population, 1, place, status), start * exp(-0.02), 1e-14);
            assert_relative(cells_at(out, 1, place, status), start * -expm1(-0.02), 1e-12);
            assert_relative(cells_at(outside, 2, place, status), start * -expm1(-0.04), 1e-12);
        }
    cells_free(population);
    cells_free(out);
    cells_free(outside);
    cb_result_close(result);
}

/* Of all ways out of a cell a person takes one: beside moves of 10 %, leaving takes its part of the exit. */
static void leaving_competes_with_moving(void **state)
{
    (void)state;
    cb_result *result = run_scenario(
        VILLAGES, (const char *const[]){"processes=[migration, external_migration, cohorts]", LEAVING, NULL});
    cells out = cells_read(result, "external_departures");
    assert_relative(cells_at(out, 1, H, RURAL), 1000.0 * -expm1(-0.12) * 0.02 / 0.12, 1e-12);
    assert_relative(cells_at(out, 1, H, REGISTERED), 300.0 * -expm1(-0.06) * 0.02 / 0.06, 1e-12);
    cells_free(out);
    cb_result_close(result);
}

/* Of both sexes alike; ages by the schedule of migration, so the young more than the old; evenly where there is none.
 */
static void arrivals_are_spread_over_sexes_and_ages(void **state)
{
    (void)state;
    static const char *const sets[][4] = {
        {"processes=[migration, external_migration, cohorts]", COMING, "parameters.migration.out_rate=0 1/yr", NULL},
        {"processes=[external_migration, cohorts]", COMING, NULL}};
    for (size_t s = 0; s < 2; s++) {
        const char *closed[5] = {sets[s][0], "parameters.external_migration.departure_rate=0 1/yr", sets[s][1],
                                 sets[s][2], NULL};
        cells people = cells_of(SETTLEMENTS, closed, "cohorts");
        double came[13][2];
        for (size_t age = 0; age < 13; age++)
            for (size_t sex = 0; sex < 2; sex++)
                came[age][sex] =
                    cells_at(people, 1, 0, age, sex, UNREGISTERED) - cells_at(people, 0, 0, age, sex, UNREGISTERED);
        for (size_t age = 0; age < 13; age++) {
            assert_relative(came[age][0], came[age][1], 1e-10);
            assert_true(came[age][0] > 0.0);
        }
        if (s)
            assert_relative(came[4][0], came[12][0], 1e-10);
        else
            assert_true(came[4][0] > 3.0 * came[12][0]); /* 20 to 24, and 60 and over */
        cells_free(people);
    }
}

/* Where registration plays no part those who come are urban; without statuses they are people. */
static void arrivals_take_the_status_of_strangers(void **state)
{
    (void)state;
    cells in = cells_of(TOWNS "scenario.yaml",
                        (const char *const[]){"processes=[demography, external_migration, cohorts]", COMING, NULL},
                        "external_arrivals");
    assert_true(cells_at(in, 1, 0, 0) == 0.0 && cells_at(in, 1, 0, 1) > 1.0);
    cells total =
        cells_of("models/scenarios/two-cities/scenario.yaml",
                 (const char *const[]){"processes=[external_migration, cohorts]", COMING, NULL}, "external_arrivals");
    assert_relative(cells_at(total, 1, 0, 0), 6.0, 1e-13);
    cells_free(in);
    cells_free(total);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(people_leave_at_a_rate),
    cmocka_unit_test(leaving_competes_with_moving),
    cmocka_unit_test(arrivals_are_spread_over_sexes_and_ages),
    cmocka_unit_test(arrivals_take_the_status_of_strangers),
};

CB_SUITE(tests)
