#include "table.h"

#include <stdlib.h>

#include "complaints.h"

static const cb_column columns[] = {{.name = "place", .kind = CB_COLUMN_PLACE},
                                    {.name = "sex", .kind = CB_COLUMN_SEX, .optional = true},
                                    {.name = "age", .kind = CB_COLUMN_AGE, .optional = true},
                                    {.name = "status", .kind = CB_COLUMN_STATUS, .optional = true},
                                    {.name = "year", .kind = CB_COLUMN_YEAR, .optional = true},
                                    {.name = "mode", .kind = CB_COLUMN_TEXT, .optional = true},
                                    {.name = "value", .unit = "1/yr", .max = 5.0},
                                    {.name = "free", .unit = "1", .optional = true},
                                    {0}};
static const cb_table plain = {.name = "rates", .columns = columns};
static const cb_table axes = {.name = "people", .columns = columns, .defines_axes = true};
static const char *sexes[] = {"F", "M"}, *statuses[] = {"rural", "urban"}, *ages[] = {"0", "5"};
static double age_values[] = {0.0, 5.0};
static const cb_place places[] = {{.id = "A", .name = "Alpha"}, {.id = "B", .name = "B"}, {.id = "C", .name = "C"}};
static const cb_axis sex_axis = {.name = "sex", .count = 2, .labels = sexes},
                     status_axis = {.name = "status", .count = 2, .labels = statuses},
                     age_axis = {.name = "age", .count = 2, .labels = ages, .values = age_values};
static const cb_table_context known = {
    .places = places, .place_count = 3, .age = &age_axis, .sex = &sex_axis, .status = &status_axis, .step = 5};

static cb_rows *read_valid(const char *text, const cb_table *declared, const cb_table_context *context)
{
    cb_rows *rows;
    cb_diagnostics *d = complaints_open();
    cb_csv *csv = table_of(text, d);
    cb_status status = cb_table_read(csv, declared, context, d, &rows);
    cb_csv_free(csv);
    assert_complaints(d, "");
    assert_int_equal(status, CB_OK);
    return rows;
}

static cb_diagnostics *read_broken(const char *text, const cb_table *declared, const cb_table_context *context)
{
    cb_rows *rows;
    cb_diagnostics *d = complaints_open();
    cb_csv *csv = table_of(text, d);
    assert_int_equal(cb_table_read(csv, declared, context, d, &rows), CB_ERROR_INPUT);
    assert_null(rows);
    cb_csv_free(csv);
    return d;
}

#define refused(text, part) assert_one_complaint(read_broken(text, &plain, &known), part)

/* ---- what is read ---------------------------------------------------------------------------------------------- */

static void rows_are_sorted_by_keys_as_declared(void **state)
{
    (void)state;
    cb_rows *rows = read_valid("value,status,place\n4,urban,B\n3,rural,B\n2,urban,A\n1,rural,C\n", &plain, &known);
    static const double values[] = {2.0, 3.0, 4.0, 1.0};
    static const int at[] = {0, 1, 1, 2};
    assert_int_equal(cb_rows_count(rows), 4);
    assert_memory_equal(cb_rows_number(rows, "value"), values, sizeof values);
    assert_memory_equal(cb_rows_index(rows, "place"), at, sizeof at);
    assert_int_equal(cb_rows_index(rows, "status")[0], 1);
    assert_null(cb_rows_index(rows, "sex"));
    cb_rows_free(rows);
}

static void the_order_of_rows_does_not_matter(void **state)
{
    (void)state;
    static const char *const orders[] = {"place,age,value\nA,0,1\nA,5,2\nB,0,3\nB,70,0.25\n",
                                         "age,value,place\n70,0.25,B\n0,3,B\n0,1,A\n5,2,A\n"};
    cb_rows *one = read_valid(orders[0], &plain, &known), *other = read_valid(orders[1], &plain, &known);
    assert_memory_equal(cb_rows_number(one, "value"), cb_rows_number(other, "value"), 4 * sizeof(double));
    assert_memory_equal(cb_rows_index(one, "age"), cb_rows_index(other, "age"), 4 * sizeof(int));
    assert_int_equal(cb_rows_index(one, "age")[3], 70);
    cb_rows_free(one);
    cb_rows_free(other);
}

static void years_and_periods(void **state)
{
    (void)state;
    cb_rows *rows = read_valid("place,year,value\nA,2021,1\nA,2020,2\n", &plain, &known);
    assert_true(cb_rows_number(rows, "year")[0] == 2020.0 && cb_rows_number(rows, "value")[0] == 2.0);
    assert_false(cb_rows_is_period(rows, "year"));
    cb_rows_free(rows);
    rows = read_valid("place,year,value\nA,2020-2025,1\nA,2025-2030,2\n", &plain, &known);
    assert_true(cb_rows_number(rows, "year")[1] == 2025.0);
    assert_true(cb_rows_is_period(rows, "year"));
    cb_rows_free(rows);
}

static void texts_are_keys(void **state)
{
    (void)state;
    cb_rows *rows = read_valid("place,mode,value\nA,road,1\nA,\"rail, fast\",2\n", &plain, &known);
    assert_string_equal(cb_rows_text(rows, "mode")[0], "rail, fast");
    assert_true(cb_rows_number(rows, "value")[0] == 2.0);
    cb_rows_free(rows);
}

static void a_number_without_range_is_any(void **state)
{
    (void)state;
    cb_rows *rows = read_valid("place,value,free\nA,5,-1e300\nB,0,.5\n", &plain, &known);
    assert_true(cb_rows_number(rows, "free")[0] == -1e300 && cb_rows_number(rows, "free")[1] == 0.5);
    cb_rows_free(rows);
}

/* ---- what is refused ------------------------------------------------------------------------------------------- */

static void numbers_are_checked(void **state)
{
    (void)state;
    refused("place,value\nA,\n", "t.csv:2:3: error: `value` is blank: expected a number in 1/yr\n    A,\n      ^\n");
    refused("place,value,free\nA,1,\n", "t.csv:2:5: error: `free` is blank: expected a number\n");
    refused("place,value\nA,nan\n", "`nan` is not a finite number: expected `value` in 1/yr\n");
    refused("place,value\nA,\"1,5\"\n",
            "`1,5` is not a number: expected `value` in 1/yr, a bare number with a decimal");
    refused("place,value\nA,2 %\n", "`2 %` is not a number: expected `value` in 1/yr");
    refused("place,value\nA,5.1\n", "out of range: `value` is 5.1, expected 0 to 5 1/yr\n");
    refused("place,value\nA,-0.1\n", "out of range: `value` is -0.1");
}

static void keys_are_checked(void **state)
{
    (void)state;
    refused("place,value\nD,1\n", "t.csv:2:1: error: unknown place `D`: expected A, B, C\n");
    refused("place,value\nAlpha,1\n", "unknown place `Alpha`: it is the name of the place `A`; write this id\n");
    refused("place,value\n\"\",1\n", "`place` is blank: every row needs one");
    refused("place,sex,value\nA,W,1\n", "unknown sex `W`: expected F, M\n");
    refused("place,status,value\nA,rual,1\n", "t.csv:2:3: error: unknown status `rual`, did you mean `rural`?\n");
    refused("place,age,value\nA,0.5,1\n", "`0.5` is not an age");
    refused("place,mode,value\nA,,1\n", "`mode` is blank: every row needs one");
    refused("place,value\nA,1\nB,2\nA,3\n", "t.csv:4:1: error: the row repeats line 2: place A; remove one");
}

static void years_are_checked(void **state)
{
    (void)state;
    static const char *const bad[] = {"20",         "2020.0",    "2020-2024",  "2020-2030", "2020-25",
                                      "2020-2025x", "2020 2025", "2020-12-31", "2025-2020", "''"};
    char text[64];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        snprintf(text, sizeof text, "place,year,value\nA,%s,1\n", bad[i]);
        refused(text, "is not a year: expected a calendar year `2024` or five years `2020-2025`");
    }
    refused("place,year,value\nA,2020,1\nA,2020-2025,1\n",
            "t.csv:3:3: error: `2020-2025` is a period, but line 2 has a single year: a table has one kind of years");
    assert_complaints(read_broken("place,year,value\nA,x,1\nA,2020-2025,1\nB,2025-2030,1\n", &plain, &known),
                      "t.csv:2:3: error: `x` is not a year: expected a calendar year `2024` or five years "
                      "`2020-2025`\n    A,x,1\n      ^\n");
}

static void all_that_is_wrong_is_told(void **state)
{
    (void)state;
    cb_diagnostics *d =
        read_broken("place,sex,age,value\nD,F,0,1\nA,X,0,1\nA,F,x,1\nA,F,0,9\nA,F,0,1\n", &plain, &known);
    assert_int_equal(cb_diagnostics_count(d), 5);
    char *text = complaints_text(d);
    assert_non_null(strstr(text, "t.csv:6:1: error: the row repeats line 5"));
    free(text);
    cb_diagnostics_free(d);
}

/* ---- tables that define the axes --------------------------------------------------------------------------------- */

static void a_population_has_every_combination(void **state)
{
    (void)state;
    cb_table_context two = known;
    two.place_count = 1;
    cb_rows_free(
        read_valid("place,age,status,value\nA,0,rural,1\nA,0,urban,1\nA,5,rural,1\nA,5,urban,1\n", &axes, &two));
    assert_one_complaint(read_broken("place,age,status,value\nA,0,rural,1\nA,0,urban,1\nA,5,urban,1\n", &axes, &two),
                         "there is no row for place A, age 5, status rural: every combination needs one");
    assert_one_complaint(read_broken("place,age,status,value\nA,0,rural,1\nA,0,urban,1\nA,5,rural,1\nA,5,urban,1\n"
                                     "A,3,urban,1\n",
                                     &axes, &two),
                         "t.csv:6:3: error: age 3 is not the border of an age group");
}

static void what_is_not_known_is_not_checked(void **state)
{
    (void)state;
    cb_table_context unknown = {.step = 1};
    cb_rows_free(read_valid("place,sex,status,value\nX,W,sub,1\nX,W,sub,2\n", &axes, &unknown));
    assert_one_complaint(read_broken("place,sex,status,value\nX,W,sub,1\nX,W,sub,9\n", &axes, &unknown),
                         "t.csv:3:9: error: out of range");
}

static void a_hopeless_table_takes_no_time(void **state)
{
    (void)state;
    enum { rows = 50000, width = 24 };
    char *text = malloc(32 + rows * width), *at = text;
    at += sprintf(at, "place,value\n");
    for (int i = 0; i < rows; i++)
        at += sprintf(at, "nowhere%d,none\n", i);
    cb_diagnostics *d = read_broken(text, &plain, &known);
    free(text);
    assert_int_equal(cb_diagnostics_count(d), 2 * rows);
    cb_diagnostics_free(d);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(rows_are_sorted_by_keys_as_declared),
    cmocka_unit_test(the_order_of_rows_does_not_matter),
    cmocka_unit_test(years_and_periods),
    cmocka_unit_test(texts_are_keys),
    cmocka_unit_test(a_number_without_range_is_any),
    cmocka_unit_test(numbers_are_checked),
    cmocka_unit_test(keys_are_checked),
    cmocka_unit_test(years_are_checked),
    cmocka_unit_test(all_that_is_wrong_is_told),
    cmocka_unit_test(a_population_has_every_combination),
    cmocka_unit_test(what_is_not_known_is_not_checked),
    cmocka_unit_test(a_hopeless_table_takes_no_time),
};

CB_SUITE(tests)
