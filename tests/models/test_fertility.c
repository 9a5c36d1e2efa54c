#include "cells.h"
#include "refused.h"

#define RATES "models/scenarios/rates/"

enum { EAST, WEST };

/* A thousand women of each age all year long: births are 1000 times the sum of the rates; girls are half of them. */
static double births_at(const char *scenario, size_t time, size_t place)
{
    cells births = cells_of(scenario, NULL, "births");
    double girls = cells_at(births, time, place, 0);
    cells_free(births);
    return 2.0 * girls;
}

static void rates_of_groups_hold_at_every_age(void **state)
{
    (void)state;
    double expected = 5000.0 * (0.01 + 0.08 + 0.12 + 0.1 + 0.05 + 0.01 + 0.002);
    assert_relative(births_at(RATES "mothers.yaml", 1, EAST), expected, 1e-13);
    assert_true(births_at(RATES "mothers.yaml", 1, EAST) == births_at(RATES "mothers-by-age.yaml", 1, EAST));
}

/* Groups from 20 and from 30: the last is as wide as the one before, ten years. */
static void places_have_their_own(void **state)
{
    (void)state;
    assert_relative(births_at(RATES "mothers-by-place.yaml", 1, EAST), 1000.0 * (10 * 0.1 + 10 * 0.05), 1e-13);
    assert_relative(births_at(RATES "mothers-by-place.yaml", 1, WEST), 1000.0 * 10 * 0.2, 1e-13);
}

/* The pattern adds to 1.004: it is scaled, so all births are 1000 times total fertility, which falls by 0.1 a year. */
static void total_fertility_is_kept(void **state)
{
    (void)state;
    for (size_t time = 1; time <= 5; time++)
        assert_relative(births_at(RATES "mothers-by-pattern.yaml", time, EAST), 1000.0 * (2.0 - 0.1 * (double)time),
                        1e-12);
}

static void faults_say_what_to_do(void **state)
{
    (void)state;
    assert_refused(RATES "fault-no-births.yaml", NULL, 2,
                   "births need either a table fertility or both total_fertility");
    assert_refused(RATES "fault-young-mothers.yaml", NULL, 2, "women of the first age group");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(rates_of_groups_hold_at_every_age),
    cmocka_unit_test(places_have_their_own),
    cmocka_unit_test(total_fertility_is_kept),
    cmocka_unit_test(faults_say_what_to_do),
};

CB_SUITE(tests)
