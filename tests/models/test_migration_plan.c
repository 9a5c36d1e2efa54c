#include "migration_plan.h"

#include "cells.h"
#include "prepared.h"
#include "refused.h"
#include "settlements.h"

enum { AGES = 13, GROUPS = 4 }; /* of the settlements: 0, 5, ... 60 and over */

/* The crude rate of the first year is the out-rate, whatever the ages of the people. */
static void out_rate_is_the_crude_rate(void **state)
{
    (void)state;
    cb_result *result =
        run_scenario(TOWNS "scenario.yaml", (const char *const[]){"processes=[migration, cohorts]",
                                                                  "parameters.migration.out_rate=0.000001 1/yr", NULL});
    cells out = cells_read(result, "departures"), population = cells_read(result, "population");
    double leavers = 0.0, people = 0.0;
    for (size_t place = 0; place < PLACES; place++) {
        leavers += cells_sum(&out, 2, (size_t[]){1, place});
        people += cells_sum(&population, 2, (size_t[]){0, place});
    }
    assert_relative(leavers / people, 5.0 * 1e-6, 1e-5);
    cells_free(out);
    cells_free(population);
    cb_result_close(result);
}

/* One in ten of the movers below 45 returns, every second from there on: the group of 45 is the tenth. */
static void return_depends_on_age(void **state)
{
    (void)state;
    prepared p = prepared_open(SETTLEMENTS "scenario.yaml", NULL);
    const double *share = prepared_shared(&p, "return_share");
    for (size_t age = 0; age < AGES; age++)
        assert_true(share[age] == (age < 9 ? 0.1 : 0.5));
    prepared_close(p);
}

/* Nobody returns where destinations are people of other places, nor where no status is rural. */
static void nobody_returns_to_villages_that_are_not_there(void **state)
{
    (void)state;
    prepared people = prepared_open(SETTLEMENTS "scenario.yaml", "parameters.migration.destinations=people");
    prepared hills = prepared_open(TOWNS "hills.yaml", NULL);
    assert_null(prepared_shared(&people, "return_share"));
    assert_null(prepared_shared(&hills, "return_share"));
    prepared_close(people);
    prepared_close(hills);
}

static void constants_by_age_are_those_of_the_table(void **state)
{
    (void)state;
    prepared p = prepared_open(SETTLEMENTS "scenario.yaml", "attraction_by_age.table=by-age-young.csv");
    const double *constant = prepared_shared(&p, "attraction_by_age");
    for (size_t i = 0; i < PLACES * GROUPS; i++)
        assert_true(constant[i] == (i == C * GROUPS + 1 ? 1.2 : 0.0)); /* 15 to 29 */
    prepared_close(p);
}

/* ---- faults ----------------------------------------------------------------------------------------------------- */

static void places_without_coordinates_are_named(void **state)
{
    (void)state;
    assert_refused("models/scenarios/two-cities/nowhere.yaml", NULL, 2, "coordinates");
}

static void faults_of_tables_name_the_row(void **state)
{
    (void)state;
    assert_refused(SETTLEMENTS "scenario.yaml",
                   ((const char *const[]){"attraction_by_age.table=by-age-fault.csv", NULL}), 2,
                   "by-age-fault.csv:3:", "age 20 is not the lower end");
}

static void people_come_from_cohorts(void **state)
{
    (void)state;
    assert_refused("models/scenarios/census/single-years.yaml",
                   ((const char *const[]){"processes=[base_population, migration]", NULL}), 2,
                   "needs the process `cohorts`");
}

static void everybody_belongs_to_a_group(void **state)
{
    (void)state;
    assert_refused(TOWNS "scenario.yaml", ((const char *const[]){"parameters.migration.age_groups=[15, 30]", NULL}), 2,
                   "must begin with 0");
    assert_refused(TOWNS "scenario.yaml", ((const char *const[]){"parameters.migration.age_groups=[0, 12.5]", NULL}), 2,
                   "but one is 12.5");
}

static void a_schedule_of_nothing_is_refused(void **state)
{
    (void)state;
    assert_refused(TOWNS "scenario.yaml",
                   ((const char *const[]){"parameters.migration.a1=0", "parameters.migration.a2=0",
                                          "parameters.migration.c=0", NULL}),
                   2, "is 0 at every age");
}

#define DECAY(value) "parameters.migration.distance_decay=" value
#define MEMBER       DECAY("{uniform: [0 1/km, 0.01 1/km]}")

/* Said where the value, the lever or the shock is written, before a member runs. */
static void a_decay_that_varies_is_refused_where_it_cannot(void **state)
{
    (void)state;
    static const char lever[] = "levers=[{id: nearer, region: all, parameter: migration.distance_decay, from: 2020, "
                                "set: 0.002 1/km, assumed: x}]";
    static const char shock[] = "shocks=[{id: wave, region: all, parameter: migration.distance_decay, sd: 0.1, "
                                "persistence: 0.5, assumed: x}]";
    assert_refused(SETTLEMENTS "scenario.yaml", ((const char *const[]){MEMBER, NULL}), 2, "--set " DECAY("{uniform"),
                   "where destinations are towns");
    assert_refused(SETTLEMENTS "scenario.yaml", ((const char *const[]){lever, NULL}), 2,
                   "--set levers=", "where destinations are towns");
    assert_refused(SETTLEMENTS "scenario.yaml", ((const char *const[]){shock, NULL}), 2,
                   "--set shocks=", "where destinations are towns");
    assert_refused(SETTLEMENTS "scenario.yaml", ((const char *const[]){DECAY("0 1/km"), lever, NULL}), 2,
                   "where destinations are towns");
    assert_refused(
        SETTLEMENTS "scenario.yaml",
        ((const char *const[]){"parameters.migration.destinations=people", MEMBER, "migrant_stock.table=stock.csv",
                               "parameters.migration.stock_elasticity=0.5", NULL}),
        2, "where a table migrant_stock acts");
}

static void a_decay_of_each_place_is_refused(void **state)
{
    (void)state;
    static const char one_end[] = "levers=[{id: nearer, region: A, parameter: migration.distance_decay, from: 2020, "
                                  "set: 0.002 1/km, assumed: x}]";
    assert_refused(TOWNS "scenario.yaml",
                   ((const char *const[]){DECAY("{each: {uniform: [0 1/km, 0.01 1/km]}}"), NULL}), 2,
                   "migration.distance_decay must be the same in all places");
    assert_refused(TOWNS "scenario.yaml", ((const char *const[]){one_end, NULL}), 2,
                   "--set levers=", "migration.distance_decay must be the same in all places");
}

static void faults_of_all_parts_are_told_at_once(void **state)
{
    (void)state;
    assert_refused(SETTLEMENTS "scenario.yaml",
                   ((const char *const[]){MEMBER, "attraction_by_age.table=by-age-fault.csv", NULL}), 2,
                   "is not the lower end of one of migration.age_groups", "where destinations are towns");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(out_rate_is_the_crude_rate),
    cmocka_unit_test(return_depends_on_age),
    cmocka_unit_test(nobody_returns_to_villages_that_are_not_there),
    cmocka_unit_test(constants_by_age_are_those_of_the_table),
    cmocka_unit_test(places_without_coordinates_are_named),
    cmocka_unit_test(faults_of_tables_name_the_row),
    cmocka_unit_test(people_come_from_cohorts),
    cmocka_unit_test(everybody_belongs_to_a_group),
    cmocka_unit_test(a_schedule_of_nothing_is_refused),
    cmocka_unit_test(a_decay_that_varies_is_refused_where_it_cannot),
    cmocka_unit_test(a_decay_of_each_place_is_refused),
    cmocka_unit_test(faults_of_all_parts_are_told_at_once),
};

CB_SUITE(tests)
