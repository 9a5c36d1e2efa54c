#include "cells.h"
#include "refused.h"

#define VILLAGES    "models/scenarios/villages/scenario.yaml"
#define SETTLEMENTS "models/scenarios/settlements/scenario.yaml"
#define ORIGIN      "models/scenarios/settlements/origin.yaml"
#define ALONE       "processes=[registration, cohorts]"

enum { RURAL, REGISTERED, UNREGISTERED, STATUSES };
enum { H, T, PLACES };

/* A rate of 5 % behind a barrier of 0.2 is 4 %; who is registered has changed a status and nothing else. */
static void unregistered_people_are_registered_at_a_rate(void **state)
{
    (void)state;
    cells population = cells_of(VILLAGES, (const char *const[]){ALONE, NULL}, "population");
    for (size_t time = 1; time < population.length[0]; time++)
        for (size_t place = 0; place < PLACES; place++) {
            double before = cells_at(population, time - 1, place, UNREGISTERED);
            double after = cells_at(population, time, place, UNREGISTERED);
            assert_relative(after, before * exp(-0.04), 1e-14);
            assert_relative(cells_at(population, time, place, REGISTERED),
                            cells_at(population, time - 1, place, REGISTERED) + before - after, 1e-14);
            assert_true(cells_at(population, time, place, RURAL) == cells_at(population, 0, place, RURAL));
        }
    cells_free(population);
}

/* However fast people are registered, there are as many of every age and sex: births and deaths do not differ by
 * status, and nobody moves. */
static void registration_changes_no_number_of_people(void **state)
{
    (void)state;
    static const char still[] = "parameters.migration.out_rate=0 1/yr";
    static const char closed[] = "parameters.external_migration.departure_rate=0 1/yr"; /* or it competes */
    cells slow = cells_of(SETTLEMENTS,
                          (const char *const[]){still, closed, "parameters.registration.rate=0 1/yr", NULL}, "cohorts");
    cells fast = cells_of(
        SETTLEMENTS, (const char *const[]){still, closed, "parameters.registration.rate=50 %/yr", NULL}, "cohorts");
    size_t last = slow.length[0] - 1;
    for (size_t place = 0; place < slow.length[1]; place++)
        for (size_t age = 0; age < slow.length[2]; age++) {
            for (size_t sex = 0; sex < 2; sex++)
                assert_relative(cells_sum(&fast, 4, (size_t[]){last, place, age, sex}),
                                cells_sum(&slow, 4, (size_t[]){last, place, age, sex}), 1e-12);
            assert_true(cells_at(fast, last, place, age, 0, UNREGISTERED) <
                        cells_at(slow, last, place, age, 0, UNREGISTERED));
        }
    cells_free(slow);
    cells_free(fast);
}

/* A closed place registers nobody, on arrival or later. */
static void a_closed_place_registers_nobody(void **state)
{
    (void)state;
    cells account =
        cells_of(VILLAGES, (const char *const[]){"parameters.registration.barrier=1", NULL}, "registration");
    for (size_t time = 1; time < account.length[0]; time++)
        for (size_t place = 0; place < PLACES; place++) {
            assert_true(cells_at(account, time, place, REGISTERED) < 0.0); /* who comes registered is so no more */
            assert_relative(cells_at(account, time, place, UNREGISTERED), -cells_at(account, time, place, REGISTERED),
                            1e-13);
        }
    cells closed =
        cells_of(VILLAGES, (const char *const[]){ALONE, "parameters.registration.barrier=1", NULL}, "population");
    assert_true(cells_at(closed, 1, H, UNREGISTERED) == 200.0);
    cells_free(account);
    cells_free(closed);
}

/* Those who are registered are kept: with the factor 0.4 on their moves, fewer leave the more are registered. */
static void registered_people_stay(void **state)
{
    (void)state;
    double left[2];
    static const char *const rates[] = {"parameters.registration.rate=0 1/yr", "parameters.registration.rate=20 %/yr"};
    for (size_t i = 0; i < 2; i++) {
        cells out = cells_of(VILLAGES, (const char *const[]){rates[i], NULL}, "departures");
        left[i] = cells_sum(&out, 2, (size_t[]){2, H});
        cells_free(out);
    }
    assert_true(left[1] < 0.99 * left[0]);
}

/* A barrier of a half in C lowers its attraction by half of migration.barrier_effect. */
static void a_barrier_repels(void **state)
{
    (void)state;
    static const char chosen[] = "processes=[migration, registration, cohorts]";
    static const char closed[] = "parameters.registration.barrier={table: barriers.csv, column: barrier}";
    enum { B = 1, C };
    cells open = cells_of(ORIGIN, (const char *const[]){chosen, "parameters.registration.barrier=0", NULL}, "arrivals");
    cells barred = cells_of(
        ORIGIN, (const char *const[]){chosen, closed, "parameters.migration.barrier_effect=0.8", NULL}, "arrivals");
    double before = cells_sum(&open, 2, (size_t[]){1, C}) / cells_sum(&open, 2, (size_t[]){1, B});
    double after = cells_sum(&barred, 2, (size_t[]){1, C}) / cells_sum(&barred, 2, (size_t[]){1, B});
    assert_relative(after, before * exp(-0.4), 1e-12);
    cells_free(open);
    cells_free(barred);
}

static void statuses_that_know_no_registration_are_refused(void **state)
{
    (void)state;
    assert_refused("models/scenarios/four-towns/scenario.yaml",
                   ((const char *const[]){"processes=[cohorts, demography, registration]", NULL}), 2,
                   "error: the process `registration` needs two statuses or more, with [registered unregistered] among "
                   "them: add what is missing to `statuses`, or leave `registration` out of `processes`");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(unregistered_people_are_registered_at_a_rate),
    cmocka_unit_test(registration_changes_no_number_of_people),
    cmocka_unit_test(a_closed_place_registers_nobody),
    cmocka_unit_test(registered_people_stay),
    cmocka_unit_test(a_barrier_repels),
    cmocka_unit_test(statuses_that_know_no_registration_are_refused),
};

CB_SUITE(tests)
