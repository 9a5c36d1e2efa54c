#include "cells.h"
#include "refused.h"

#define RATES "models/scenarios/rates/"
#define WPP   "models/scenarios/wpp/scenario.yaml"

enum { FEMALE, MALE };

/* Death rates of 0.01 in 2020 and 0.04 in 2030 grow in proportion; the two groups share S = T(1) / T(0). */
static void death_rates_are_interpolated_in_logarithms(void **state)
{
    (void)state;
    cells people = cells_of(RATES "death-rates.yaml", NULL, "cohorts");
    for (size_t time = 1; time < people.length[0]; time++) {
        double rate = 0.01 * pow(4.0, (double)(time - 1) / 10.0), alive = exp(-rate);
        double first = alive + 0.1 * (1.0 - alive), open = alive / rate;
        assert_relative(cells_at(people, time, 0, 1, FEMALE, 0) / cells_at(people, time - 1, 0, 1, FEMALE, 0),
                        open / (first + open), 1e-12);
    }
    cells_free(people);
}

/* A factor on the death rates of a place multiplies its hazards, those of the open group too; a place of factor 1 is as
 * it was. */
static void relative_mortality_multiplies_the_hazards(void **state)
{
    (void)state;
    cells plain = cells_of(RATES "death-rates.yaml", NULL, "cohorts");
    cells people = cells_of(RATES "relative.yaml", NULL, "cohorts");
    for (size_t time = 1; time < people.length[0]; time++) {
        double rate = 2.0 * 0.01 * pow(4.0, (double)(time - 1) / 10.0), alive = exp(-rate);
        double first = alive + 0.1 * (1.0 - alive), open = alive / rate;
        assert_relative(cells_at(people, time, 0, 1, MALE, 0) / cells_at(people, time - 1, 0, 1, MALE, 0),
                        open / (first + open), 1e-12);
        assert_true(cells_at(people, time, 1, 1, MALE, 0) == cells_at(plain, time, 1, 1, MALE, 0));
        assert_true(cells_at(people, time, 0, 1, MALE, 0) < cells_at(plain, time, 0, 1, MALE, 0));
    }
    cells_free(plain);
    cells_free(people);
}

/* Beside a life expectancy the factor acts on rates that give it: at 1 no bit moves, above it fewer survive at every
 * age. */
static void relative_mortality_beside_a_life_expectancy(void **state)
{
    (void)state;
    cells plain = cells_of(WPP, NULL, "cohorts");
    cells one = cells_of(WPP, (const char *const[]){"relative_mortality.table=relative-one.csv", NULL}, "cohorts");
    cells more = cells_of(WPP, (const char *const[]){"relative_mortality.table=relative.csv", NULL}, "cohorts");
    size_t ages = plain.length[2], size = plain.length[0] * plain.length[1] * ages * 2;
    assert_memory_equal(plain.values, one.values, size * sizeof *plain.values);
    for (size_t age = 0; age < ages; age++)
        for (size_t sex = 0; sex < 2; sex++)
            assert_true(cells_at(more, 1, 0, age, sex, 0) < cells_at(plain, 1, 0, age, sex, 0));
    cells_free(plain);
    cells_free(one);
    cells_free(more);
}

static void faults_say_what_to_do(void **state)
{
    (void)state;
    assert_refused(RATES "fault-both.yaml", NULL, 2, "survival and death_rate", "only one");
    assert_refused(RATES "fault-gap.yaml", NULL, 2, "no row for year 2026, sex M, age 1:", "every combination");
    assert_refused(RATES "fault-expectancy.yaml", NULL, 2, "life_expectancy scales death rates", "leave");
    assert_refused(RATES "fault-unreachable.yaml", NULL, 2, "life expectancy of 0.05", "sex F");
    assert_refused(RATES "fault-relative.yaml", NULL, 2, "relative_mortality scales death rates",
                   "leave out the one or the other");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(death_rates_are_interpolated_in_logarithms),
    cmocka_unit_test(relative_mortality_multiplies_the_hazards),
    cmocka_unit_test(relative_mortality_beside_a_life_expectancy),
    cmocka_unit_test(faults_say_what_to_do),
};

CB_SUITE(tests)
