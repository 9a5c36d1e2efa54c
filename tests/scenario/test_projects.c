#include "loading.h"

#define PROJECTS USUAL "projects:\n"

static void projects_are_sorted_and_complete(void **state)
{
    (void)state;
    loading l = loading_valid(PROJECTS "- {id: road, kind: road, opens: 2022-09-30, cost: 1e9 CNY, source: p. 3}\n"
                                       "- {id: line, name: Fast line, kind: rail, from: A, to: C, length: 48 km,\n"
                                       "   time: 0.5 h, opens: {triangular: [2025, 2026, 2029]}, assumed: example}\n");
    const cb_variant *base = &l.scenario->variants[0];
    assert_int_equal(base->project_count, 2);
    const cb_project *line = &base->projects[0], *road = &base->projects[1];
    assert_string_equal(line->id, "line");
    assert_string_equal(line->name, "Fast line");
    assert_int_equal(line->from, 0);
    assert_int_equal(line->to, 2);
    assert_true(line->length.distribution.a == 48.0 && line->length.given);
    assert_relative(line->time.distribution.a, 30.0, 1e-15);
    assert_int_equal(line->opens.distribution.kind, CB_TRIANGULAR);
    assert_true(line->opens.distribution.a == 2026.0 && line->opens.distribution.c == 2030.0);
    assert_string_equal(line->assumed, "example");
    assert_string_equal(road->name, "road");
    assert_int_equal(road->from, CB_NONE);
    assert_int_equal(road->to, CB_NONE);
    assert_true(road->cost.distribution.a == 1e9);
    assert_true(road->length.distribution.a == 0.0 && !road->length.given);
    assert_true(road->opens.distribution.a > 2022.7 && road->opens.distribution.a < 2022.8);
    assert_string_equal(road->source, "p. 3");
    loading_close(&l);
}

static void projects_that_make_no_sense_are_refused(void **state)
{
    (void)state;
    assert_complaint(PROJECTS "- {id: r, kind: road, opens: 2022}\n", "a project needs `source:`");
    assert_complaint(PROJECTS "- {id: r, kind: road, source: x}\n", "a project needs the key `opens`");
    assert_complaint(PROJECTS "- {id: r, kind: road, from: A, opens: 2022, source: x}\n", "has only one end");
    assert_complaint(PROJECTS "- {id: r, kind: road, from: A, to: E, opens: 2022, source: x}\n",
                     "there is no place with the id `E`");
    assert_complaint(PROJECTS "- {id: r, kind: road, opens: {each: {uniform: [2022, 2024]}}, source: x}\n", "`each:`");
    assert_complaint(PROJECTS "- {id: r, kind: road, opens: 2022, length: -3 km, source: x}\n", "-3");
    assert_complaint(PROJECTS "- {id: a b, kind: road, opens: 2022, source: x}\n",
                     "`id` is `a b`, but an id of at most 100 letters, digits, - and _ is expected");
    assert_complaint(PROJECTS "- {id: r, kind: road, opens: 2022, source: x}\n- {id: r, kind: rail, opens: 2023, "
                              "source: x}\n",
                     "the id `r` is used twice, first in line 6");
    assert_complaint(USUAL "projects: {r: {opens: 2022}}\n",
                     "changes entries that are there already, but there are none");
    assert_complaint(USUAL "projects: 3\n", "a list of entries with ids is expected");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(projects_are_sorted_and_complete),
    cmocka_unit_test(projects_that_make_no_sense_are_refused),
};

CB_SUITE(tests)
