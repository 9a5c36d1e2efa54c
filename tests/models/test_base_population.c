#include "census.h"
#include "refused.h"

static void faults_say_what_to_do(void **state)
{
    (void)state;
    assert_refused(CENSUS "fault-both.yaml", NULL, 2,
                   "census and population both give the people at the start: leave out", "has 1 error\n");
    assert_refused(CENSUS "fault-no-census.yaml", NULL, 2, "parts the people of a table census", "has 1 error\n");
    assert_refused(CENSUS "fault-no-mortality.yaml", NULL, 2,
                   "begins at 85: to part it up to 100 a table `mortality` is needed", "has 1 error\n");
    /* what gives the ages is there, though they cannot be read: nothing is missing */
    assert_refused(CENSUS "of-one.yaml", ((const char *const[]){"clock.step=2 yr", NULL}), 2, "must be 1 yr or 5 yr",
                   "has 1 error\n");
}

static void nothing_without_a_census(void **state)
{
    (void)state;
    prepared p =
        prepared_open("models/scenarios/rates/scenario.yaml", "processes=[base_population, cohorts, demography]");
    assert_null(prepared_shared(&p, "base_people"));
    assert_null(prepared_shared(&p, "special_people"));
    prepared_close(p);
}

/* Where the groups are those of the run, what is counted is what there is; no life table is needed. */
static void single_years_stay_as_they_are(void **state)
{
    (void)state;
    people p = people_open(CENSUS "single-years.yaml", 101, 1);
    for (size_t place = 0; place < 2; place++)
        for (size_t age = 0; age < 101; age++)
            for (size_t sex = 0; sex < SEXES; sex++)
                assert_relative(p.base[people_cell(&p, place, age, sex, 0)],
                                (double)((age * 37 + sex * 11 + place * 5) % 101 + 1), 1e-12);
    people_close(p);
}

/* With nine of ten alive a year later, the tail above 95 falls by one ratio. */
static void the_tail_follows_given_survival(void **state)
{
    (void)state;
    people p = people_open(CENSUS "survival.yaml", 101, 1);
    for (size_t sex = 0; sex < SEXES; sex++) {
        double ratio = p.base[people_cell(&p, LILING, 96, sex, 0)] / p.base[people_cell(&p, LILING, 95, sex, 0)];
        assert_true(ratio < 0.9); /* the place has grown */
        for (size_t age = 96; age < 99; age++)
            assert_relative(p.base[people_cell(&p, LILING, age + 1, sex, 0)] /
                                p.base[people_cell(&p, LILING, age, sex, 0)],
                            ratio, 1e-9);
    }
    people_close(p);
}

/* Eleven times what is expected is exceeded in the Yunlong zone alone. */
static void parameters_rule(void **state)
{
    (void)state;
    prepared p = prepared_open(CENSUS "scenario.yaml", "parameters.base_population.special_margin=10");
    people usual = people_open(CENSUS "scenario.yaml", 101, STATUSES);
    const double *special = prepared_shared(&p, "special_people");
    double yunlong = people_of_ages(&usual, special, YUNLONG, MALE, 15, 20);
    double all = people_of_ages(&usual, usual.special, YUNLONG, MALE, 15, 20);
    assert_true(special && yunlong > 0.0 && yunlong < all);
    for (size_t place = 0; place < CENSUS_PLACES; place++)
        if (place != YUNLONG)
            assert_true(people_of_ages(&usual, special, place, MALE, 0, 101) == 0.0);
    people_close(usual);
    prepared_close(p);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(faults_say_what_to_do),
    cmocka_unit_test(nothing_without_a_census),
    cmocka_unit_test(single_years_stay_as_they_are),
    cmocka_unit_test(the_tail_follows_given_survival),
    cmocka_unit_test(parameters_rule),
};

CB_SUITE(tests)
