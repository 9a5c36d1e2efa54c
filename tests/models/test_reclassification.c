#include "cells.h"
#include "refused.h"

#define SETTLEMENTS "models/scenarios/settlements/scenario.yaml"
#define ALONE       "processes=[reclassification, cohorts]"

enum { RURAL, REGISTERED, UNREGISTERED, STATUSES };

/* 0.4 % a year for five years, at every age and of both sexes; those who turn urban are registered there. */
static void villages_become_towns_whatever_the_age(void **state)
{
    (void)state;
    cells people = cells_of(SETTLEMENTS, (const char *const[]){ALONE, NULL}, "cohorts");
    for (size_t place = 0; place < people.length[1]; place++)
        for (size_t age = 0; age < people.length[2]; age++)
            for (size_t sex = 0; sex < 2; sex++) {
                double before = cells_at(people, 0, place, age, sex, RURAL);
                double after = cells_at(people, 1, place, age, sex, RURAL);
                assert_relative(after, before * exp(-0.02), 1e-14);
                assert_relative(cells_at(people, 1, place, age, sex, REGISTERED),
                                cells_at(people, 0, place, age, sex, REGISTERED) + before - after, 1e-14);
                assert_true(cells_at(people, 1, place, age, sex, UNREGISTERED) ==
                            cells_at(people, 0, place, age, sex, UNREGISTERED));
            }
    cells_free(people);
}

static void it_has_an_account_of_its_own(void **state)
{
    (void)state;
    cb_result *result = run_scenario(SETTLEMENTS, (const char *const[]){ALONE, NULL});
    cells population = cells_read(result, "population"), account = cells_read(result, "reclassification");
    cells turned = cells_read(result, "rural_to_urban"), registered = cells_read(result, "registration");
    for (size_t place = 0; place < population.length[1]; place++)
        for (size_t status = 0; status < STATUSES; status++) {
            double change = cells_at(population, 1, place, status) - cells_at(population, 0, place, status);
            assert_absolute(cells_at(account, 1, place, status), change, 1e-9);
            assert_true(cells_at(turned, 1, place, status) == 0.0);
            assert_true(cells_at(registered, 1, place, status) == 0.0);
        }
    assert_true(cells_at(account, 1, 0, REGISTERED) > 1.0);
    cells_free(population);
    cells_free(account);
    cells_free(turned);
    cells_free(registered);
    cb_result_close(result);
}

static void statuses_without_villages_are_refused(void **state)
{
    (void)state;
    assert_refused("models/scenarios/four-towns/hills.yaml",
                   ((const char *const[]){"processes=[reclassification, cohorts]", NULL}), 2,
                   "error: the process `reclassification` needs two statuses or more, with [rural] among them");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(villages_become_towns_whatever_the_age),
    cmocka_unit_test(it_has_an_account_of_its_own),
    cmocka_unit_test(statuses_without_villages_are_refused),
};

CB_SUITE(tests)
