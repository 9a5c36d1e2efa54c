#include "table_columns.h"

#include "complaints.h"

static const cb_column columns[] = {{.name = "place", .kind = CB_COLUMN_PLACE},
                                    {.name = "status", .kind = CB_COLUMN_STATUS, .optional = true},
                                    {.name = "persons", .kind = CB_COLUMN_NUMBER},
                                    {.name = "note", .kind = CB_COLUMN_TEXT, .optional = true},
                                    {0}};
static const char *status_labels[] = {"rural", "urban"};
static const cb_axis one_status = {.name = "status", .count = 1, .labels = status_labels};
static const cb_axis two_statuses = {.name = "status", .count = 2, .labels = status_labels};

#define COLUMNS 4

/* Matches a header, which `expected` is complained of. */
static void match(const char *header, bool defines_axes, const cb_axis *status, size_t *at, const char *expected)
{
    char text[256];
    cb_table declared = {.name = "people", .columns = columns, .defines_axes = defines_axes};
    cb_diagnostics *d = complaints_open();
    size_t commas = 0;
    for (const char *c = header; *c; c++)
        commas += *c == ',';
    snprintf(text, sizeof text, "%s\n1%.*s\n", header, (int)commas, ",,,,,,,,");
    cb_csv *csv = table_of(text, d);
    assert_int_equal(cb_table_match(csv, &declared, status, d, at), *expected ? CB_ERROR_INPUT : CB_OK);
    cb_csv_free(csv);
    if (*expected)
        assert_one_complaint(d, expected);
    else
        assert_complaints(d, "");
}

static void columns_are_found_in_any_order(void **state)
{
    (void)state;
    size_t at[COLUMNS];
    match("note,persons,place", false, NULL, at, "");
    assert_int_equal(at[0], 2);
    assert_true(at[1] == SIZE_MAX);
    assert_int_equal(at[2], 1);
    assert_int_equal(at[3], 0);
    assert_int_equal(cb_table_column_count(&(cb_table){.columns = columns}), COLUMNS);
}

static void a_status_is_needed_where_there_are_several(void **state)
{
    (void)state;
    size_t at[COLUMNS];
    match("place,persons", true, &one_status, at, "");
    match("place,persons", true, NULL, at, "");
    match("place,persons", false, &two_statuses, at, "");
    match(
        "place,persons", true, &two_statuses, at,
        "t.csv:1:1: error: the column `status` is missing: with 2 statuses every row must say whose people it counts");
    match("place,status,persons", true, &two_statuses, at, "");
    assert_int_equal(at[1], 1);
}

static void missing_and_unknown_columns_are_told(void **state)
{
    (void)state;
    size_t at[COLUMNS];
    match("place,status", false, NULL, at,
          "t.csv:1:1: error: the column `persons` is missing; the columns of `people` are place, status (may be "
          "absent), persons, note (may be absent)\n");
    match("place,persons,weather", false, NULL, at,
          "t.csv:1:15: error: unknown column `weather`: remove it; the columns of `people` are place, status");
    assert_true(at[0] == 0 && at[2] == 1);
}

static void a_misspelt_column_stands_for_what_was_meant(void **state)
{
    (void)state;
    size_t at[COLUMNS];
    match("place,person", false, NULL, at, "t.csv:1:7: error: unknown column `person`, did you mean `persons`?");
    assert_int_equal(at[2], 1);
    match("place,persons,person", false, NULL, at, "unknown column `person`: remove it");
    assert_int_equal(at[2], 1);
}

static void ages(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "-1", "1.5", "85+", "0-4", "151", "0001", " 1", "x"};
    int years = -1;
    assert_true(cb_table_age("0", &years));
    assert_int_equal(years, 0);
    assert_true(cb_table_age("085", &years));
    assert_int_equal(years, 85);
    assert_true(cb_table_age("150", &years));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (cb_table_age(bad[i], &years))
            fail_msg("`%s` is no age", bad[i]);
}

static void ages_in_words(void **state)
{
    (void)state;
    cb_diagnostics *d = complaints_open();
    assert_int_equal(cb_table_complain_age(d, (cb_mark){"t.csv", 2, 1}, "0.5"), CB_ERROR_INPUT);
    assert_int_equal(cb_table_complain_age(d, (cb_mark){"t.csv", 3, 1}, ""), CB_ERROR_INPUT);
    assert_complaints(d,
                      "t.csv:2:1: error: `0.5` is not an age: expected the lower end of an age group in whole years, "
                      "0 to 150\nt.csv:3:1: error: the age is blank: every row needs one\n");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(columns_are_found_in_any_order),
    cmocka_unit_test(a_status_is_needed_where_there_are_several),
    cmocka_unit_test(missing_and_unknown_columns_are_told),
    cmocka_unit_test(a_misspelt_column_stands_for_what_was_meant),
    cmocka_unit_test(ages),
    cmocka_unit_test(ages_in_words),
};

CB_SUITE(tests)
