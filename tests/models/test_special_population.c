#include "special_population.h"

#include "suite.h"
#include "total.h"

#define MARGIN 0.15

static void fill(double *ages, double from_0, double from_15, double from_25)
{
    for (int age = 0; age < CB_SINGLE_AGES; age++)
        ages[age] = age < 15 ? from_0 : age < 25 ? from_15 : from_25;
}

static void special_fill(const double *people, const double *system, double margin, double *special)
{
    assert_int_equal(cb_special_population(people, system, margin, special), CB_OK);
}

static void a_place_like_the_system_has_none(void **state)
{
    (void)state;
    double people[CB_SINGLE_AGES], system[CB_SINGLE_AGES], special[CB_SINGLE_AGES];
    for (int age = 0; age < CB_SINGLE_AGES; age++) {
        system[age] = 1000.0 + 40.0 * (age % 17);
        people[age] = system[age] / 90.0;
    }
    special_fill(people, system, 0.0, special);
    assert_absolute(cb_total(special, CB_SINGLE_AGES), 0.0, 1e-11);
    special_fill(people, system, MARGIN, special);
    assert_true(cb_total(special, CB_SINGLE_AGES) == 0.0);
}

/* 10 a year of the system's 1000, and a hundred more of ages 18 to 21: in each group 250 instead of 50, of which
 * 1.15 * 50 stay. */
static void a_college_is_found(void **state)
{
    (void)state;
    double people[CB_SINGLE_AGES], system[CB_SINGLE_AGES], special[CB_SINGLE_AGES];
    fill(system, 1000, 1000, 1000);
    fill(people, 10, 10, 10);
    for (int age = 18; age < 22; age++)
        people[age] += 100.0;
    special_fill(people, system, MARGIN, special);
    assert_relative(cb_total(special + 15, 5), 250.0 - 57.5, 1e-12);
    assert_relative(cb_total(special + 20, 5), 250.0 - 57.5, 1e-12);
    for (int age = 0; age < CB_SINGLE_AGES; age++)
        assert_true(age >= 15 && age < 25 ? special[age] > 0.0 : special[age] == 0.0);
}

/* They rise from nobody at 15 and fall to nobody at 25, so the ages beside them see no cliff. */
static void special_people_come_and_go_without_a_step(void **state)
{
    (void)state;
    double people[CB_SINGLE_AGES], system[CB_SINGLE_AGES], special[CB_SINGLE_AGES];
    fill(system, 1000, 1000, 1000);
    fill(people, 10, 100, 10);
    special_fill(people, system, MARGIN, special);
    double mean = cb_total(special, CB_SINGLE_AGES) / 10.0;
    assert_true(special[15] < mean / 2.0 && special[24] < mean / 2.0);
    assert_true(special[16] < mean && special[23] < mean);
    assert_true(special[19] > mean && special[20] > mean);
}

/* Ratios of 0.01 at 10-14 and 0.08 at 25-29 lead to 0.02 and 0.04 between them. */
static void the_neighbours_are_joined_by_a_power(void **state)
{
    (void)state;
    double people[CB_SINGLE_AGES], system[CB_SINGLE_AGES], special[CB_SINGLE_AGES];
    fill(system, 1000, 1000, 1000);
    fill(people, 10, 0, 80);
    for (int age = 15; age < 25; age++)
        people[age] = (age < 20 ? 20.0 : 40.0) * (1.0 + MARGIN);
    special_fill(people, system, MARGIN, special);
    assert_absolute(cb_total(special, CB_SINGLE_AGES), 0.0, 1e-11);
    people[17] += 30.0;
    special_fill(people, system, MARGIN, special);
    assert_relative(cb_total(special + 15, 5), 30.0, 1e-12);
    assert_absolute(cb_total(special + 20, 5), 0.0, 1e-11);
    for (int age = 0; age < CB_SINGLE_AGES; age++)
        assert_true(special[age] >= 0.0);
}

/* A camp without families is special as a whole; of a group that the system does not have nothing is known. */
static void neighbours_without_people(void **state)
{
    (void)state;
    double people[CB_SINGLE_AGES], system[CB_SINGLE_AGES], special[CB_SINGLE_AGES];
    fill(system, 1000, 1000, 1000);
    fill(people, 0, 70, 0);
    special_fill(people, system, MARGIN, special);
    assert_relative(cb_total(special + 15, 10), 700.0, 1e-14);
    fill(system, 0, 1000, 1000);
    special_fill(people, system, MARGIN, special);
    assert_true(cb_total(special, CB_SINGLE_AGES) == 0.0);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_place_like_the_system_has_none),
    cmocka_unit_test(a_college_is_found),
    cmocka_unit_test(special_people_come_and_go_without_a_step),
    cmocka_unit_test(the_neighbours_are_joined_by_a_power),
    cmocka_unit_test(neighbours_without_people),
};

CB_SUITE(tests)
