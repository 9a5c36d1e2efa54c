#include "refused.h"

#define CENSUS "models/scenarios/census/"

/* `count` complaints, each of which the program prints. */
static void refused(const char *scenario, size_t count, const char *const *texts)
{
    captured c = captured_refused(scenario, NULL, 2);
    size_t found = 0;
    for (const char *at = c.err; (at = strstr(at, "error: ")); at++)
        found++;
    for (size_t i = 0; i < count; i++)
        assert_contains(c.err, texts[i]);
    assert_int_equal(found, count);
    captured_free(c);
}

static void every_missing_piece_is_named(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "no people of place 140303, sex F, age 30: add the row", "no people of place 141121, sex M: add a row for each",
        "no people of place 440000, sex M, age 85", "no people of place 410323, status rural",
        "residence-with-gaps.csv:14:14: error: people of place 430281 by status add to 885988"};
    refused(CENSUS "fault-gaps.yaml", 5, texts);
}

static void statuses_need_residence(void **state)
{
    (void)state;
    refused(CENSUS "fault-no-residence.yaml", 1, (const char *const[]){"need the table residence"});
}

static void ages_have_a_first_and_a_last(void **state)
{
    (void)state;
    refused(CENSUS "fault-from-twenty.yaml", 1, (const char *const[]){"age groups from 0 on"});
    refused(CENSUS "fault-too-old.yaml", 1,
            (const char *const[]){"too-old.csv:406:5: error: ages of the run end with 100"});
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_missing_piece_is_named),
    cmocka_unit_test(statuses_need_residence),
    cmocka_unit_test(ages_have_a_first_and_a_last),
};

CB_SUITE(tests)
