#include "cells.h"

#define RATES "models/scenarios/rates/"

enum { FEMALE, MALE, EAST = 0, WEST };

/* The old of a step who are alive at its end, of those at its start: nobody younger joins them. */
static void check_survival(const char *scenario, size_t count, const double *expected)
{
    cells people = cells_of(scenario, NULL, "cohorts");
    for (size_t time = 1; time <= count; time++)
        assert_relative(cells_at(people, time, EAST, 1, FEMALE, 0) / cells_at(people, time - 1, EAST, 1, FEMALE, 0),
                        expected[time - 1], 1e-14);
    cells_free(people);
}

/* The step from the end of 2019 is 2020: the first year of the table, 2022, holds until then, 2027 from then on. */
static void years_are_interpolated(void **state)
{
    (void)state;
    check_survival(RATES "scenario.yaml", 11, (double[]){1, 1, 1, 0.875, 0.75, 0.625, 0.5, 0.25, 0.25, 0.25, 0.25});
}

/* Centres: 2017.5 with survival 1 and 2022.5 with 0.5. */
static void periods_are_centred(void **state)
{
    (void)state;
    check_survival(RATES "by-period.yaml", 5, (double[]){0.75, 0.65, 0.55, 0.5, 0.5});
}

static void periods_rule_steps_of_five_years(void **state)
{
    (void)state;
    check_survival(RATES "by-period-of-five.yaml", 3, (double[]){0.5, 0.5, 0.25});
}

static void places_and_sexes_have_their_own(void **state)
{
    (void)state;
    cells people = cells_of(RATES "by-place.yaml", NULL, "cohorts");
    static const double expected[2][2] = {{0.9, 0.8}, {0.7, 0.6}};
    for (size_t place = EAST; place <= WEST; place++)
        for (size_t sex = FEMALE; sex <= MALE; sex++)
            assert_relative(cells_at(people, 2, place, 1, sex, 0), 1000.0 * pow(expected[place][sex], 2), 1e-14);
    cells_free(people);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(years_are_interpolated),
    cmocka_unit_test(periods_are_centred),
    cmocka_unit_test(periods_rule_steps_of_five_years),
    cmocka_unit_test(places_and_sexes_have_their_own),
};

CB_SUITE(tests)
