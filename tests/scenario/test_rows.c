#include "rows.h"

#include "complaints.h"

static const cb_column place = {.name = "place", .kind = CB_COLUMN_PLACE},
                       year = {.name = "year", .kind = CB_COLUMN_YEAR}, mode = {.name = "mode", .kind = CB_COLUMN_TEXT},
                       share = {.name = "share", .kind = CB_COLUMN_NUMBER};

/* Three rows: B 2020 rail 0.1, A 2025 road 0.2, A 2020 road 0.3. */
static cb_rows *three_rows(void)
{
    cb_rows *rows;
    static const cb_column *const declared[] = {&place, &year, &mode, &share};
    static const char *const modes[] = {"rail", "road", "road"};
    assert_int_equal(cb_rows_create("t.csv", 3, 4, &rows), CB_OK);
    for (size_t c = 0; c < 4; c++) {
        assert_int_equal(cb_rows_column_open(rows, c, declared[c]), CB_OK);
        for (uint32_t row = 0; row < 3; row++)
            rows->columns[c].where[row] = (cb_rows_place){row + 2, (uint32_t)c + 1};
    }
    for (size_t row = 0; row < 3; row++) {
        rows->columns[0].index[row] = row == 0;
        rows->columns[1].number[row] = row == 1 ? 2025.0 : 2020.0;
        rows->columns[2].text[row] = strdup(modes[row]);
        rows->columns[3].number[row] = 0.1 * (double)(row + 1);
    }
    rows->columns[1].period = true;
    return rows;
}

static void columns_are_found_by_name_and_kind(void **state)
{
    (void)state;
    cb_rows *rows = three_rows();
    assert_int_equal(cb_rows_count(rows), 3);
    assert_true(cb_rows_number(rows, "share")[2] == 0.1 * 3.0);
    assert_true(cb_rows_number(rows, "year")[1] == 2025.0);
    assert_int_equal(cb_rows_index(rows, "place")[0], 1);
    assert_string_equal(cb_rows_text(rows, "mode")[0], "rail");
    assert_null(cb_rows_number(rows, "place"));
    assert_null(cb_rows_index(rows, "share"));
    assert_null(cb_rows_text(rows, "year"));
    assert_null(cb_rows_number(rows, "weather"));
    assert_true(cb_rows_is_period(rows, "year"));
    assert_false(cb_rows_is_period(rows, "share"));
    assert_false(cb_rows_is_period(rows, "weather"));
    cb_rows_free(rows);
}

static void keys_are_compared_and_numbers_are_not(void **state)
{
    (void)state;
    cb_rows *rows = three_rows();
    assert_true(cb_rows_compare(rows, 0, 1) > 0);
    assert_true(cb_rows_compare(rows, 1, 0) < 0);
    assert_true(cb_rows_compare(rows, 2, 1) < 0);
    rows->columns[1].number[2] = 2025.0;
    assert_int_equal(cb_rows_compare(rows, 1, 2), 0);
    strcpy(rows->columns[2].text[2], "rail");
    assert_true(cb_rows_compare(rows, 1, 2) > 0);
    cb_rows_free(rows);
}

static void all_of_a_row_moves(void **state)
{
    (void)state;
    cb_rows *rows = three_rows();
    assert_int_equal(cb_rows_reorder(rows, (const size_t[]){2, 1, 0}), CB_OK);
    assert_int_equal(rows->columns[0].index[2], 1);
    assert_true(rows->columns[1].number[0] == 2020.0 && rows->columns[1].number[1] == 2025.0);
    assert_string_equal(rows->columns[2].text[2], "rail");
    assert_true(rows->columns[3].number[2] == 0.1);
    assert_int_equal(rows->columns[3].where[2].line, 2);
    assert_int_equal(rows->columns[0].where[0].line, 4);
    cb_rows_free(rows);
}

static void messages_point_at_cells(void **state)
{
    (void)state;
    cb_diagnostics *d = complaints_open();
    cb_rows *rows = three_rows();
    assert_int_equal(cb_rows_diagnose(rows, d, 1, "share", "too small: 100 %"), CB_ERROR_INPUT);
    assert_int_equal(cb_rows_diagnose(rows, d, 2, NULL, "row"), CB_ERROR_INPUT);
    assert_int_equal(cb_rows_diagnose(rows, d, 2, "weather", "no column"), CB_ERROR_INPUT);
    assert_int_equal(cb_rows_diagnose(rows, d, 3, "share", "no row"), CB_ERROR_INPUT);
    cb_rows_free(rows);
    assert_complaints(d, "t.csv: error: no row\nt.csv:3:4: error: too small: 100 %\nt.csv:4:1: error: row\n"
                         "t.csv:4:1: error: no column\n");
}

static void a_table_may_be_empty_or_half_made(void **state)
{
    (void)state;
    cb_rows *rows;
    assert_int_equal(cb_rows_create("t.csv", 0, 2, &rows), CB_OK);
    assert_int_equal(cb_rows_column_open(rows, 0, &mode), CB_OK);
    assert_int_equal(cb_rows_reorder(rows, NULL), CB_OK);
    assert_int_equal(cb_rows_count(rows), 0);
    cb_rows_free(rows);
    cb_rows_free(NULL);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(columns_are_found_by_name_and_kind),
    cmocka_unit_test(keys_are_compared_and_numbers_are_not),
    cmocka_unit_test(all_of_a_row_moves),
    cmocka_unit_test(messages_point_at_cells),
    cmocka_unit_test(a_table_may_be_empty_or_half_made),
};

CB_SUITE(tests)
