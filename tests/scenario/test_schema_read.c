#include "loading.h"

#define ROADS CLOCK PLACES "processes: [roads]\n"

static void unknown_keys_get_the_nearest_name_or_the_list(void **state)
{
    (void)state;
    assert_complaint(ROADS "ensemble: {member: 10}\n", "scenario.yaml:4:12: error: `ensemble` has no key `member`; did "
                                                       "you mean `members`?");
    assert_complaint(ROADS "ensemble: {weather: 10}\n", "the keys of `ensemble` are: members, design, seed");
    assert_complaint(ROADS "tragets: []\n", "a scenario has no key `tragets`; did you mean `targets`?");
    assert_complaint(ROADS "fertillity: {table: x.csv}\n", "did you mean `fertility`?");
}

static void missing_keys_are_asked_for_with_their_meaning(void **state)
{
    (void)state;
    assert_complaint("clock: {start: 2020}\n" PLACES "processes: [roads]\n",
                     "scenario.yaml:1:8: error: the clock needs the key `end`: year at whose end it stops");
    assert_complaint(PLACES "processes: [roads]\n", "a scenario needs the key `clock`");
    assert_complaint(CLOCK "processes: [roads]\n", "a scenario needs the key `places`");
    assert_complaint(CLOCK "places: {}\nprocesses: [roads]\n", "`places` needs the key `table`");
}

static void a_section_is_a_mapping(void **state)
{
    (void)state;
    assert_complaint(ROADS "projects: [road]\n", "a project is a mapping of keys, but this is a single value");
}

static void a_default_is_not_given(void **state)
{
    (void)state;
    loading l = loading_valid(ROADS "projects: [{id: r, kind: road, opens: 2022, cost: 0 CNY, source: x}]\n");
    const cb_project *project = &l.scenario->variants[0].projects[0];
    assert_true(project->cost.given);
    assert_false(project->time.given);
    assert_true(project->time.distribution.a == 0.0);
    assert_int_equal(project->time.distribution.kind, CB_CONSTANT);
    loading_close(&l);
}

static void ids_of_a_list_differ(void **state)
{
    (void)state;
    assert_complaint(ROADS "projects:\n- {id: r, kind: road, opens: 2022, source: x}\n"
                           "- {id: s, kind: road, opens: 2022, source: x}\n"
                           "- {id: r, kind: road, opens: 2022, source: x}\n",
                     "scenario.yaml:7:8: error: the id `r` is used twice, first in line 5");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(unknown_keys_get_the_nearest_name_or_the_list),
    cmocka_unit_test(missing_keys_are_asked_for_with_their_meaning),
    cmocka_unit_test(a_section_is_a_mapping),
    cmocka_unit_test(a_default_is_not_given),
    cmocka_unit_test(ids_of_a_list_differ),
};

CB_SUITE(tests)
