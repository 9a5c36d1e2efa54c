#include "suite.h"

#include "three_towns.h"

static void test_cost(void **state)
{
    static const char *const expected[] = {"scenario.yaml: valid\n",
                                           "3 places of ",
                                           ", 15 steps\n",
                                           "40 members of 2 variants",
                                           "  time            about ",
                                           "  memory          about ",
                                           "  disk            about ",
                                           "  network states  1\n"};
    (void)state;
    captured c = captured_words("check", THREE_TOWNS, "--members", "40", "--threads", "2");
    assert_int_equal(c.exit_status, 0);
    assert_string_equal(c.err, "");
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_contains(c.out, expected[i]);
    captured_free(c);
}

/* No member of a large ensemble is made to say what it costs. */
static void test_cost_of_the_largest_ensemble(void **state)
{
    (void)state;
    captured c = captured_words("check", THREE_TOWNS, "--members", "100000000", "--threads", "2");
    assert_int_equal(c.exit_status, 0);
    assert_contains(c.out, "100000000 members");
    assert_contains(c.out, " GiB, twice that until the file is whole\n");
    captured_free(c);
}

static void test_one_bad_of_two(void **state)
{
    (void)state;
    captured c = captured_words("check", "/nowhere/bad.yaml", THREE_TOWNS);
    assert_int_equal(c.exit_status, 2);
    assert_contains(c.err, "/nowhere/bad.yaml");
    assert_contains(c.err, "conurb check: /nowhere/bad.yaml has 1 error\n");
    assert_contains(c.out, "scenario.yaml: valid\n");
    captured_free(c);
}

static void test_every_error_is_counted(void **state)
{
    (void)state;
    captured c = captured_words("check", THREE_TOWNS, "--set", "clokc.start=2020", "--set", "ensemble.design=sobel");
    assert_int_equal(c.exit_status, 2);
    assert_contains(c.err, "clokc");
    assert_contains(c.err, "sobel");
    assert_contains(c.err, " has 2 errors\n");
    assert_string_equal(c.out, "");
    captured_free(c);
}

/* Rural and urban people are registered nowhere, so that nobody is registered by default. */
static void test_without_a_choice_all_act_that_can(void **state)
{
    (void)state;
    captured c = captured_words("check", TESTS_DIR "/models/scenarios/four-towns/by-default.yaml");
    if (c.exit_status)
        fail_msg("%s", c.err);
    captured_free(c);
}

static void test_who_moves_people_needs_the_process_that_counts_them(void **state)
{
    static const char *const movers[] = {"migration", "external_migration", "urbanization", "reclassification"};
    (void)state;
    for (size_t i = 0; i < sizeof movers / sizeof *movers; i++) {
        char set[64], expected[160];
        snprintf(set, sizeof set, "processes=[base_population, %s]", movers[i]);
        captured c = captured_words("check", THREE_TOWNS, "--set", "levers=[]", "--set", set);
        assert_int_equal(c.exit_status, 2);
        assert_contains(c.err, "error: the process `base_population` needs the process `cohorts`: add `cohorts` to "
                               "`processes`\n");
        snprintf(expected, sizeof expected, "error: the process `%s` needs the process `cohorts`: ", movers[i]);
        assert_contains(c.err, expected);
        captured_free(c);
    }
}

static void test_one_of_anything_is_no_plural(void **state)
{
    (void)state;
    captured c = captured_words("check", TESTS_DIR "/models/scenarios/four-towns/scenario.yaml");
    assert_int_equal(c.exit_status, 0);
    assert_contains(c.out, "  ensemble        1 member of 1 variant, 0 uncertain inputs\n");
    assert_contains(c.out, " on 1 thread\n");
    assert_contains(c.out, " 4 places of ");
    captured_free(c);
    c = captured_words("check", THREE_TOWNS);
    assert_contains(c.out, " 1000 members of 2 variants, ");
    captured_free(c);
}

static void test_people_need_the_process_that_counts_them(void **state)
{
    (void)state;
    captured c =
        captured_words("check", THREE_TOWNS, "--set", "levers=[]", "--set", "processes=[infrastructure, demography]");
    assert_int_equal(c.exit_status, 2);
    assert_contains(c.err, "--set processes=[infrastructure, demography]:1:11: error: the process `demography` needs "
                           "the ages and sexes of the table "
                           "`population`, which belongs to the process `cohorts`: add `cohorts` to `processes`\n"
                           "    processes=[infrastructure, demography]\n"
                           "              ^\n");
    assert_contains(c.err, " has 1 error\n");
    captured_free(c);
    c = captured_words("check", THREE_TOWNS, "--set", "levers=[]", "--set", "processes=[infrastructure]");
    assert_int_equal(c.exit_status, 0);
    captured_free(c);
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(test_cost),
                                          cmocka_unit_test(test_cost_of_the_largest_ensemble),
                                          cmocka_unit_test(test_one_bad_of_two),
                                          cmocka_unit_test(test_every_error_is_counted),
                                          cmocka_unit_test(test_without_a_choice_all_act_that_can),
                                          cmocka_unit_test(test_who_moves_people_needs_the_process_that_counts_them),
                                          cmocka_unit_test(test_one_of_anything_is_no_plural),
                                          cmocka_unit_test(test_people_need_the_process_that_counts_them)};
CB_SUITE(tests)
