#include "census.h"

static void check_group(const people *p, size_t place, size_t sex, size_t from, size_t to, double persons)
{
    assert_relative(people_of_ages(p, p->base, place, sex, from, to), persons, 1e-10);
}

static void check_margins(const people *p)
{
    census_each(p, check_group);
    for (size_t place = 0; place < CENSUS_PLACES; place++)
        for (size_t status = 0; status < STATUSES; status++)
            assert_relative(people_of_status(p, p->base, place, status), census_residence(place, status), 1e-10);
    for (size_t cell = 0; cell < CENSUS_PLACES * 101 * SEXES * STATUSES; cell++)
        assert_true(p->base[cell] >= 0.0);
}

static void both_margins_are_exact(void **state)
{
    (void)state;
    people with = people_open(CENSUS "scenario.yaml", 101, STATUSES);
    check_margins(&with);
    people_close(with);
    people without = people_open(CENSUS "no-special.yaml", 101, STATUSES);
    check_margins(&without);
    assert_null(without.special);
    people_close(without);
}

/* The Kuang district is urban as a whole. */
static void a_status_of_nobody_is_exactly_empty(void **state)
{
    (void)state;
    people p = people_open(CENSUS "scenario.yaml", 101, STATUSES);
    assert_true(census_residence(KUANG, RURAL) == 0.0);
    for (size_t age = 0; age < 101; age++)
        for (size_t sex = 0; sex < SEXES; sex++)
            assert_true(p.base[people_cell(&p, KUANG, age, sex, RURAL)] == 0.0);
    people_close(p);
}

static void rows_in_any_order_give_the_same_bits(void **state)
{
    (void)state;
    people p = people_open(CENSUS "scenario.yaml", 101, STATUSES);
    people other = people_open(CENSUS "reordered.yaml", 101, STATUSES);
    size_t size = CENSUS_PLACES * 101 * SEXES * STATUSES * sizeof(double);
    assert_memory_equal(p.base, other.base, size);
    assert_memory_equal(p.special, other.special, size);
    people_close(p);
    people_close(other);
}

static void special_people_are_young_and_urban(void **state)
{
    (void)state;
    people p = people_open(CENSUS "scenario.yaml", 101, STATUSES);
    for (size_t place = 0; place < CENSUS_PLACES; place++)
        for (size_t age = 0; age < 101; age++)
            for (size_t sex = 0; sex < SEXES; sex++)
                for (size_t status = 0; status < STATUSES; status++) {
                    size_t cell = people_cell(&p, place, age, sex, status);
                    assert_true(p.special[cell] >= 0.0 && p.special[cell] <= p.base[cell]);
                    if (status == RURAL || age < 15 || age >= 25)
                        assert_true(p.special[cell] == 0.0);
                }
    people_close(p);
}

static double others(const people *p, size_t place, size_t sex, size_t age)
{
    return people_of_ages(p, p->base, place, sex, age, age + 1) -
           people_of_ages(p, p->special, place, sex, age, age + 1);
}

/* More than 15 times as many men of 15 to 19 as of 10 to 14 live in the Yunlong zone. Without its students there are no
 * more than half again as many people of an age as of the one before, and no less than two thirds. */
static void a_college_zone_is_smooth_without_its_students(void **state)
{
    (void)state;
    people p = people_open(CENSUS "scenario.yaml", 101, STATUSES);
    double men = people_of_ages(&p, p.base, YUNLONG, MALE, 15, 20);
    assert_true(men > 15.0 * people_of_ages(&p, p.base, YUNLONG, MALE, 10, 15));
    assert_true(people_of_ages(&p, p.special, YUNLONG, MALE, 15, 20) > 0.9 * men);
    for (size_t sex = 0; sex < SEXES; sex++)
        for (size_t age = 5; age < 40; age++) {
            double step = others(&p, YUNLONG, sex, age + 1) / others(&p, YUNLONG, sex, age);
            assert_true(step > 2.0 / 3.0 && step < 1.5);
        }
    people_close(p);
}

/* The same people, in groups of five years. */
static void wide_groups_are_sums_of_single_ages(void **state)
{
    (void)state;
    people single = people_open(CENSUS "scenario.yaml", 101, STATUSES);
    people wide = people_open(CENSUS "of-five.yaml", 21, STATUSES);
    for (size_t place = 0; place < CENSUS_PLACES; place++)
        for (size_t group = 0; group < 21; group++)
            for (size_t sex = 0; sex < SEXES; sex++)
                for (size_t status = 0; status < STATUSES; status++) {
                    double base = 0.0, special = 0.0;
                    for (size_t age = 5 * group; age < 5 * group + 5 && age < 101; age++) {
                        base += single.base[people_cell(&single, place, age, sex, status)];
                        special += single.special[people_cell(&single, place, age, sex, status)];
                    }
                    size_t cell = people_cell(&wide, place, group, sex, status);
                    assert_relative(wide.base[cell], base, 1e-12);
                    assert_relative(wide.special[cell], special, 1e-12);
                }
    people_close(single);
    people_close(wide);
}

/* Who is rural does not depend on how the others are told apart, and one status holds everyone. */
static void statuses_are_nested(void **state)
{
    (void)state;
    people three = people_open(CENSUS "scenario.yaml", 101, STATUSES);
    people two = people_open(CENSUS "of-two.yaml", 101, 2), one = people_open(CENSUS "of-one.yaml", 101, 1);
    for (size_t place = 0; place < CENSUS_PLACES; place++)
        for (size_t age = 0; age < 101; age++)
            for (size_t sex = 0; sex < SEXES; sex++) {
                assert_relative(two.base[people_cell(&two, place, age, sex, RURAL)],
                                three.base[people_cell(&three, place, age, sex, RURAL)], 1e-11);
                assert_relative(one.base[people_cell(&one, place, age, sex, 0)],
                                people_of_ages(&three, three.base, place, sex, age, age + 1), 1e-11);
            }
    people_close(three);
    people_close(two);
    people_close(one);
}

static double share(const people *p, size_t place, size_t status, size_t age, bool of_urban)
{
    double part = 0.0, all = 0.0;
    for (size_t sex = 0; sex < SEXES; sex++) {
        part += p->base[people_cell(p, place, age, sex, status)];
        all += people_of_ages(p, p->base, place, sex, age, age + 1);
        all -= of_urban ? p->base[people_cell(p, place, age, sex, RURAL)] : 0.0;
    }
    return part / all;
}

/* Wenshui has no special people: rural log-odds are a line with a bend at 22, and unregistered people are commonest
 * from 25 to 34. */
static void statuses_follow_age(void **state)
{
    (void)state;
    people p = people_open(CENSUS "scenario.yaml", 101, STATUSES);
    double at_birth = share(&p, WENSHUI, RURAL, 0, false);
    for (size_t age = 0; age < 101; age++) {
        double rural = share(&p, WENSHUI, RURAL, age, false), bend = age < 22 ? 0.0 : (double)age - 22.0;
        assert_absolute(log(rural / (1.0 - rural)) - log(at_birth / (1.0 - at_birth)), 0.0159 * bend, 1e-9);
    }
    double peak = share(&p, WENSHUI, UNREGISTERED, 30, true);
    assert_true(share(&p, WENSHUI, UNREGISTERED, 12, true) < 0.4 * peak);
    assert_true(share(&p, WENSHUI, UNREGISTERED, 70, true) < 0.2 * peak);
    people_close(p);
}

/* In a camp everyone is special, unregistered as far as there are such people; nobody lives in the second place. */
static void a_camp_and_an_empty_place(void **state)
{
    (void)state;
    enum { CAMP, EMPTY, TOWN };
    static const double expected[3][STATUSES] = {{0, 1300, 700}, {0, 0, 0}, {4000, 5262, 0}};
    people p = people_open(CENSUS "edges.yaml", 101, STATUSES);
    for (size_t place = CAMP; place <= TOWN; place++)
        for (size_t status = 0; status < STATUSES; status++)
            assert_relative(people_of_status(&p, p.base, place, status), expected[place][status], 1e-12);
    assert_relative(people_of_status(&p, p.special, CAMP, UNREGISTERED), 700.0, 1e-12);
    assert_relative(people_of_ages(&p, p.special, CAMP, FEMALE, 15, 20), 600.0, 1e-12);
    assert_true(people_of_ages(&p, p.special, TOWN, FEMALE, 0, 101) == 0.0);
    people_close(p);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(both_margins_are_exact),
    cmocka_unit_test(a_status_of_nobody_is_exactly_empty),
    cmocka_unit_test(rows_in_any_order_give_the_same_bits),
    cmocka_unit_test(special_people_are_young_and_urban),
    cmocka_unit_test(a_college_zone_is_smooth_without_its_students),
    cmocka_unit_test(wide_groups_are_sums_of_single_ages),
    cmocka_unit_test(statuses_are_nested),
    cmocka_unit_test(statuses_follow_age),
    cmocka_unit_test(a_camp_and_an_empty_place),
};

CB_SUITE(tests)
