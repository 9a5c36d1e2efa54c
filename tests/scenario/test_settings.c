#include "loading.h"

static void a_clock_counts_its_steps(void **state)
{
    (void)state;
    loading l = loading_valid("clock: {start: 2020, end: 2035, step: 5 yr}\n" PLACES PEOPLE);
    assert_int_equal(l.scenario->clock.start, 2020);
    assert_int_equal(l.scenario->clock.end, 2035);
    assert_int_equal(l.scenario->clock.step, 5);
    assert_int_equal(l.scenario->clock.step_count, 3);
    loading_close(&l);
}

static void defaults_are_those_of_the_schema(void **state)
{
    (void)state;
    loading l = loading_valid(CLOCK PLACES "population: {table: people.csv}\nprocesses: [roads]\n");
    const cb_scenario *s = l.scenario;
    assert_string_equal(s->title, "");
    assert_int_equal(s->clock.step, 1);
    assert_int_equal(s->clock.step_count, 10);
    assert_int_equal(s->ensemble.members, 100);
    assert_int_equal(s->ensemble.design, CB_DESIGN_LHS);
    assert_int_equal(s->ensemble.seed, 1);
    assert_false(s->record.exact);
    assert_int_equal(s->record.count, 0);
    const cb_axis *status = &s->axes[cb_scenario_axis(s, "status")];
    assert_int_equal(status->count, 1);
    assert_string_equal(status->labels[0], "total");
    loading_close(&l);
}

static void an_ensemble_and_a_title_are_read(void **state)
{
    (void)state;
    loading l = loading_valid("title: \"Three: towns\"\n" USUAL
                              "ensemble: {members: 8, design: central, seed: 18446744073709551615}\n");
    assert_string_equal(l.scenario->title, "Three: towns");
    assert_int_equal(l.scenario->ensemble.members, 8);
    assert_int_equal(l.scenario->ensemble.design, CB_DESIGN_CENTRAL);
    assert_true(l.scenario->ensemble.seed == UINT64_MAX);
    loading_close(&l);
}

static void what_to_record_is_checked_against_the_processes(void **state)
{
    (void)state;
    loading l = loading_valid(USUAL "record: {exact: yes, variables: [accounts, -population, region_urban_share]}\n");
    assert_true(l.scenario->record.exact);
    assert_int_equal(l.scenario->record.count, 3);
    assert_string_equal(l.scenario->record.variables[0], "-population");
    loading_close(&l);
    assert_complaint(USUAL "record: {variables: [acounts]}\n",
                     "nothing that can be recorded is named `acounts`; did you mean `accounts`?");
}

static void statuses_differ(void **state)
{
    (void)state;
    loading l = loading_valid(USUAL);
    const cb_axis *status = &l.scenario->axes[cb_scenario_axis(l.scenario, "status")];
    assert_int_equal(status->count, 2);
    assert_string_equal(status->labels[1], "urban");
    loading_close(&l);
    assert_complaint(CLOCK PLACES "processes: [roads]\nstatuses: [rural, rural]\n", "`rural` is named twice");
    assert_complaint(CLOCK PLACES "processes: [roads]\nstatuses: []\n", "the list of statuses is empty");
}

static void clocks_that_cannot_run_are_refused(void **state)
{
    (void)state;
    assert_complaint("clock: {start: 2020, end: 2020}\n" PLACES PEOPLE, "nothing would run");
    assert_complaint("clock: {start: 2020, end: 2032, step: 5 yr}\n" PLACES PEOPLE, "end in 2030 or 2035");
    assert_complaint("clock: {start: 2020, end: 2030, step: 2 yr}\n" PLACES PEOPLE, "must be 1 yr or 5 yr");
    assert_complaint("clock: {start: 2020, end: 9999}\n" PLACES PEOPLE, "must be a year from 1900 to 2300");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_clock_counts_its_steps),
    cmocka_unit_test(defaults_are_those_of_the_schema),
    cmocka_unit_test(an_ensemble_and_a_title_are_read),
    cmocka_unit_test(what_to_record_is_checked_against_the_processes),
    cmocka_unit_test(statuses_differ),
    cmocka_unit_test(clocks_that_cannot_run_are_refused),
};

CB_SUITE(tests)
