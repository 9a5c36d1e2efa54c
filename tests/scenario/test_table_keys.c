#include "table_keys.h"

#include "complaints.h"

static const cb_column place = {.name = "place", .kind = CB_COLUMN_PLACE}, age = {.name = "age", .kind = CB_COLUMN_AGE},
                       sex = {.name = "sex", .kind = CB_COLUMN_SEX},
                       persons = {.name = "persons", .kind = CB_COLUMN_NUMBER};
static const char *sexes[] = {"F", "M"}, *ages[] = {"0", "5"};
static double age_values[] = {0.0, 5.0};
static const cb_place places[] = {{.id = "A"}, {.id = "B"}};
static const cb_axis sex_axis = {.name = "sex", .count = 2, .labels = sexes},
                     age_axis = {.name = "age", .count = 2, .labels = ages, .values = age_values};
static const cb_table_context context = {
    .places = places, .place_count = 2, .age = &age_axis, .sex = &sex_axis, .step = 5};

/* Rows with the keys place, age and sex; the third column of numbers counts the rows. */
typedef struct key {
    int place, age, sex;
} key;

static cb_rows *rows_of(const key *keys, size_t count)
{
    cb_rows *rows;
    static const cb_column *const declared[] = {&place, &age, &sex, &persons};
    assert_int_equal(cb_rows_create("t.csv", count, 4, &rows), CB_OK);
    for (size_t c = 0; c < 4; c++) {
        cb_rows_column *column = &rows->columns[c];
        assert_int_equal(cb_rows_column_open(rows, c, declared[c]), CB_OK);
        for (size_t row = 0; row < count; row++) {
            column->where[row] = (cb_rows_place){(uint32_t)row + 2, 2 * (uint32_t)c + 1};
            if (c == 3)
                column->number[row] = (double)row;
            else
                column->index[row] = c == 0 ? keys[row].place : c == 1 ? keys[row].age : keys[row].sex;
        }
    }
    return rows;
}

static void rows_are_sorted_by_their_keys_from_the_first(void **state)
{
    (void)state;
    static const key keys[] = {{1, 0, 0}, {0, 5, 1}, {0, 5, 0}, {1, 0, 1}, {0, 0, 1}};
    static const double expected[] = {4, 2, 1, 0, 3};
    cb_rows *rows = rows_of(keys, 5);
    assert_int_equal(cb_table_keys_sort(rows), CB_OK);
    assert_memory_equal(rows->columns[3].number, expected, sizeof expected);
    for (size_t row = 0; row < 5; row++)
        assert_int_equal(rows->columns[0].where[row].line, expected[row] + 2);
    cb_rows_free(rows);
}

static void repeated_keys_are_told(void **state)
{
    (void)state;
    static const key keys[] = {{0, 0, 0}, {0, 0, 1}, {0, 0, 0}, {0, 0, 0}, {0, 0, 1}};
    static const bool bad[] = {false, false, false, false, true};
    cb_diagnostics *d = complaints_open();
    cb_csv *csv = table_of("place,age,sex,persons\nA,0,F,1\nA,0,M,2\nA,0,F,3\nA,0,F,4\nA,0,M,5\n", d);
    cb_rows *rows = rows_of(keys, 5);
    assert_int_equal(cb_table_keys_distinct(csv, rows, bad, d), CB_ERROR_INPUT);
    cb_rows_free(rows);
    cb_csv_free(csv);
    assert_complaints(
        d, "t.csv:4:1: error: the row repeats line 2: place A, age 0, sex F; remove one\n    A,0,F,3\n    ^\n"
           "t.csv:5:1: error: the row repeats line 2: place A, age 0, sex F; remove one\n    A,0,F,4\n    ^\n");
}

static void different_keys_are_no_repetition(void **state)
{
    (void)state;
    static const key keys[] = {{1, 0, 0}, {0, 0, 0}, {0, 5, 0}};
    cb_diagnostics *d = complaints_open();
    cb_csv *csv = table_of("place,age,sex,persons\nB,0,F,1\nA,0,F,2\nA,5,F,3\n", d);
    cb_rows *rows = rows_of(keys, 3);
    assert_int_equal(cb_table_keys_distinct(csv, rows, (const bool[]){false, false, false}, d), CB_OK);
    assert_true(rows->columns[3].number[1] == 1.0);
    cb_rows_free(rows);
    cb_csv_free(csv);
    assert_complaints(d, "");
}

static void a_table_without_keys_has_one_row(void **state)
{
    (void)state;
    cb_rows *rows;
    cb_diagnostics *d = complaints_open();
    cb_csv *csv = table_of("persons\n1\n2\n", d);
    assert_int_equal(cb_rows_create("t.csv", 2, 1, &rows), CB_OK);
    assert_int_equal(cb_rows_column_open(rows, 0, &persons), CB_OK);
    for (uint32_t row = 0; row < 2; row++)
        rows->columns[0].where[row] = (cb_rows_place){row + 2, 1};
    assert_int_equal(cb_table_keys_distinct(csv, rows, (const bool[]){false, false}, d), CB_ERROR_INPUT);
    cb_rows_free(rows);
    cb_csv_free(csv);
    assert_one_complaint(d, "t.csv:3:1: error: a second row, but no column tells it from line 2");
}

/* ---- all combinations ------------------------------------------------------------------------------------------ */

static const key all[] = {{0, 0, 0}, {0, 0, 1}, {0, 5, 0}, {0, 5, 1}, {1, 0, 0}, {1, 0, 1}, {1, 5, 0}, {1, 5, 1}};

/* All combinations but those from..from + count. */
static void assert_missing(size_t from, size_t count, const char *expected)
{
    key keys[8];
    size_t used = 0;
    for (size_t i = 0; i < 8; i++)
        if (i < from || i >= from + count)
            keys[used++] = all[i];
    cb_diagnostics *d = complaints_open();
    cb_rows *rows = rows_of(keys, used);
    assert_int_equal(cb_table_keys_complete(rows, &context, d), *expected ? CB_ERROR_INPUT : CB_OK);
    cb_rows_free(rows);
    assert_complaints(d, expected);
}

static void every_combination_has_a_row(void **state)
{
    (void)state;
    assert_missing(0, 0, "");
    assert_missing(0, 1,
                   "t.csv:1:1: error: there is no row for place A, age 0, sex F: every combination needs one, with 0 "
                   "where nobody is\n");
    assert_missing(3, 2,
                   "t.csv:1:1: error: there is no row for place A, age 5, sex M, and for 1 more combination: every "
                   "combination needs one, with 0 where nobody is\n");
    assert_missing(5, 3,
                   "t.csv:1:1: error: there is no row for place B, age 0, sex M, and for 2 more combinations: every "
                   "combination needs one, with 0 where nobody is\n");
}

static void what_is_not_known_is_not_missed(void **state)
{
    (void)state;
    cb_table_context unknown = context;
    unknown.sex = NULL;
    cb_diagnostics *d = complaints_open();
    cb_rows *rows = rows_of(all, 1);
    assert_int_equal(cb_table_keys_complete(rows, &unknown, d), CB_OK);
    cb_rows_free(rows);
    assert_complaints(d, "");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(rows_are_sorted_by_their_keys_from_the_first),
    cmocka_unit_test(repeated_keys_are_told),
    cmocka_unit_test(different_keys_are_no_repetition),
    cmocka_unit_test(a_table_without_keys_has_one_row),
    cmocka_unit_test(every_combination_has_a_row),
    cmocka_unit_test(what_is_not_known_is_not_missed),
};

CB_SUITE(tests)
