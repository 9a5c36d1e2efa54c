#include <stdlib.h>

#include "complaints.h"
#include "table.h"

static const cb_column columns[] = {{.name = "sex", .kind = CB_COLUMN_SEX, .optional = true},
                                    {.name = "age", .kind = CB_COLUMN_AGE, .optional = true},
                                    {.name = "persons", .kind = CB_COLUMN_NUMBER},
                                    {0}};
static const cb_table declared = {.name = "people", .columns = columns, .defines_axes = true};

static void axis_free(cb_axis *axis)
{
    for (size_t i = 0; i < axis->count; i++)
        free((char *)axis->labels[i]);
    free(axis->labels);
    free(axis->values);
}

static void assert_axis(cb_axis *axis, const char *name, const char *expected)
{
    char text[256] = "";
    for (size_t i = 0; i < axis->count; i++) {
        strcat(strcat(text, i ? " " : ""), axis->labels[i]);
        if (axis->values)
            assert_true(axis->values[i] == atof(axis->labels[i]));
    }
    assert_string_equal(axis->name, name);
    assert_string_equal(text, expected);
    axis_free(axis);
}

static void assert_axes(const char *text, int step, const char *ages, const char *sexes)
{
    cb_axis age, sex;
    cb_diagnostics *d = complaints_open();
    cb_csv *csv = table_of(text, d);
    cb_status status = cb_table_axes(csv, &declared, step, d, &age, &sex);
    cb_csv_free(csv);
    assert_complaints(d, "");
    assert_int_equal(status, CB_OK);
    assert_non_null(age.values);
    assert_null(sex.values);
    assert_axis(&age, "age", ages);
    assert_axis(&sex, "sex", sexes);
}

static void refused(const char *text, int step, const char *part)
{
    cb_axis age, sex;
    cb_diagnostics *d = complaints_open();
    cb_csv *csv = table_of(text, d);
    assert_int_equal(cb_table_axes(csv, &declared, step, d, &age, &sex), CB_ERROR_INPUT);
    cb_csv_free(csv);
    assert_int_equal(age.count + sex.count, 0);
    assert_null(age.labels);
    assert_null(sex.labels);
    assert_one_complaint(d, part);
}

static void ages_and_sexes_are_sorted(void **state)
{
    (void)state;
    assert_axes("sex,age,persons\nM,1,1\nM,0,1\nF,2,1\nF,1,1\n", 1, "0 1 2", "F M");
    assert_axes("age,persons,sex\n5,1,w\n10,1,w\n0,1,w\n", 5, "0 5 10", "w");
    assert_axes("age,persons\n0,1\n", 5, "0", "total");
    assert_axes("sex,persons\nF,1\n", 1, "0", "F");
    assert_axes("persons\n1\n", 5, "0", "total");
}

static void ages_are_groups_as_wide_as_the_step(void **state)
{
    (void)state;
    refused("age,persons\n0,1\n3,1\n", 5,
            "t.csv:3:1: error: age 3 is not the border of an age group: groups are as wide as the step of 5 years and "
            "begin at 0, 5, 10, ..");
    refused("age,persons\n0,1\n1,1\n3,1\n", 1, "there are no people of age 2, before age 3: ages are 0, 1, 2, ..");
    refused("age,persons\n5,1\n10,1\n", 5, "t.csv:2:1: error: there are no people of age 0, before age 5");
    refused("age,persons\n0,1\n85+,1\n", 5, "t.csv:3:1: error: `85+` is not an age");
}

static void a_population_has_at_most_two_sexes(void **state)
{
    (void)state;
    refused(
        "sex,persons\nF,1\nF,1\nM,1\nX,1\nY,1\n", 1,
        "t.csv:5:1: error: `X` is a third sex beside `F` (line 2) and `M` (line 4): a population has at most two\n");
    refused("sex,persons\nF,1\n\"\",1\n", 1, "t.csv:3:1: error: the sex is blank: every row needs one");
}

static void columns_are_checked(void **state)
{
    (void)state;
    refused("age,sex\n0,F\n", 1, "the column `persons` is missing");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(ages_and_sexes_are_sorted),
    cmocka_unit_test(ages_are_groups_as_wide_as_the_step),
    cmocka_unit_test(a_population_has_at_most_two_sexes),
    cmocka_unit_test(columns_are_checked),
};

CB_SUITE(tests)
