/* Every kind of key, by what is said of a value that is not of its kind. */
#include "loading.h"

#define ROADS   CLOCK PLACES "processes: [roads]\n"
#define PROJECT ROADS "projects:\n- {id: r, kind: road, opens: 2022, source: x, "

static void texts_and_ids(void **state)
{
    (void)state;
    assert_complaint(ROADS "title: [a, b]\n", "`title` is a list, but a text is expected: one line that says what it "
                                              "is about");
    assert_complaint(ROADS "projects:\n- {id: {a: b}, kind: road, opens: 2022, source: x}\n",
                     "`id` is a mapping, but an id of at most 100 letters");
}

static void words_and_choices(void **state)
{
    (void)state;
    assert_complaint(ROADS "ensemble: {design: sobol}\n",
                     "`design` is `sobol`, but lhs, random or central is expected");
    assert_complaint(ROADS "record: {exact: maybe}\n", "`exact` is `maybe`, but yes or no is expected");
}

static void whole_numbers(void **state)
{
    (void)state;
    assert_complaint(ROADS "ensemble: {members: 1e3}\n", "`members` is `1e3`, but a whole number is expected");
    assert_complaint(ROADS "ensemble: {members: -5}\n", "a whole number is expected");
    assert_complaint(ROADS "ensemble: {members: 0}\n", "`members` is 0, but must be from 1 to 100000000");
    assert_complaint(ROADS "ensemble: {seed: 18446744073709551616}\n", "but must be from 0 to 18446744073709551615");
}

static void quantities_and_dates(void **state)
{
    (void)state;
    assert_complaint(PROJECT "length: 48}\n", "km");
    assert_complaint(PROJECT "length: 48 kg}\n", "km");
    assert_complaint(PROJECT "length: [48 km]}\n", "number");
    assert_complaint("clock: {start: 2020-01-01, end: 2030}\n" PLACES "processes: [roads]\n", "2020-01-01");
    assert_complaint(ROADS "projects:\n- {id: r, kind: road, opens: 2022-02-30, source: x}\n", "2022-02-30");
}

static void lists_mappings_and_records(void **state)
{
    (void)state;
    assert_complaint(ROADS "statuses: urban\n", "`statuses` is `urban`, but a list is expected");
    assert_complaint(ROADS "regions: [A]\n", "`regions` is a list, but a mapping of keys is expected");
    assert_complaint(ROADS "targets: soon\n", "a list of entries with ids is expected");
    assert_complaint(ROADS "parameters:\n", "`parameters` is nothing, but a mapping of keys is expected");
}

static void references(void **state)
{
    (void)state;
    assert_complaint(PROJECT "from: A, to: [B]}\n", "`to` is a list, but a single value is expected");
    assert_complaint(ROADS "projects:\n- {id: r, kind: road, from: Alpa, to: B, opens: 2022, source: x}\n",
                     "there is no place with the id `Alpa`");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(texts_and_ids),
    cmocka_unit_test(words_and_choices),
    cmocka_unit_test(whole_numbers),
    cmocka_unit_test(quantities_and_dates),
    cmocka_unit_test(lists_mappings_and_records),
    cmocka_unit_test(references),
};

CB_SUITE(tests)
