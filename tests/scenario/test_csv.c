#include "csv.h"

#include "complaints.h"

static cb_csv *loaded(const char *text)
{
    cb_diagnostics *d = complaints_open();
    cb_csv *csv = table_of(text, d);
    assert_complaints(d, "");
    return csv;
}

static void refused(const char *text, const char *expected)
{
    char path[WRITTEN_PATH];
    cb_csv *csv;
    cb_diagnostics *d = complaints_open();
    written(text, strlen(text), path);
    assert_int_equal(cb_csv_load(path, "t.csv", d, &csv), CB_ERROR_INPUT);
    unlink(path);
    assert_null(csv);
    assert_complaints(d, expected);
}

static const char *cell(const cb_csv *csv, size_t row, size_t column)
{
    return csv->cells[row * csv->columns + column];
}

static void assert_mark(const cb_csv *csv, size_t row, size_t column, size_t line, size_t at)
{
    cb_mark mark = csv->marks[row * csv->columns + column];
    assert_string_equal(mark.file, "t.csv");
    assert_int_equal(mark.line, line);
    assert_int_equal(mark.column, at);
}

static void cells_and_their_places(void **state)
{
    (void)state;
    cb_csv *csv = loaded("id, name ,x\nA,太原,1\n\n B , 5 ,\n");
    assert_int_equal(csv->columns, 3);
    assert_int_equal(csv->rows, 2);
    assert_string_equal(csv->header[1], "name");
    assert_int_equal(csv->header_marks[1].column, 5);
    assert_string_equal(cell(csv, 0, 1), "太原");
    assert_mark(csv, 0, 2, 2, 6);
    assert_string_equal(cell(csv, 1, 0), "B");
    assert_string_equal(cell(csv, 1, 1), "5");
    assert_string_equal(cell(csv, 1, 2), "");
    assert_mark(csv, 1, 1, 4, 6);
    assert_mark(csv, 1, 2, 4, 9);
    assert_int_equal(cb_csv_column(csv, "x"), 2);
    assert_true(cb_csv_column(csv, "y") == SIZE_MAX);
    cb_csv_free(csv);
}

static void quotes(void **state)
{
    (void)state;
    cb_csv *csv = loaded("a,b\n\"x,\"\"y\"\"\" , \"two\nlines\"\n\"\",\" z \"\n");
    assert_string_equal(cell(csv, 0, 0), "x,\"y\"");
    assert_string_equal(cell(csv, 0, 1), "two\nlines");
    assert_string_equal(cell(csv, 1, 0), "");
    assert_string_equal(cell(csv, 1, 1), "z");
    assert_mark(csv, 0, 1, 2, 13);
    assert_mark(csv, 1, 0, 4, 1);
    cb_csv_free(csv);
}

static void line_ends(void **state)
{
    (void)state;
    static const char *const texts[] = {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r\n\r\n1,2\n3,4",
                                        "\n  \na,b\n1,2\n\n3,4\r\n\r\n"};
    for (size_t i = 0; i < 4; i++) {
        cb_csv *csv = loaded(texts[i]);
        assert_int_equal(csv->rows, 2);
        assert_string_equal(cell(csv, 0, 1), "2");
        assert_string_equal(cell(csv, 1, 1), "4");
        cb_csv_free(csv);
    }
}

static void one_column(void **state)
{
    (void)state;
    cb_csv *csv = loaded("a\n1\n\n\"\"\n2");
    assert_int_equal(csv->rows, 3);
    assert_string_equal(cell(csv, 1, 0), "");
    cb_csv_free(csv);
}

static void all_broken_rows_at_once(void **state)
{
    (void)state;
    refused("a,b\n1,2\n3\n4,5,6\n\"z\"q,1\n7,r\"s\n\"open,5\n8,9\n",
            "t.csv:3:1: error: the row has 1 cell but the header has 2: the cell of `b` is missing\n    3\n    ^\n"
            "t.csv:4:5: error: the row has 3 cells but the header has 2: put quotes around a cell with a comma\n"
            "    4,5,6\n        ^\n"
            "t.csv:5:4: error: text after the closing quote: expected a comma\n    \"z\"q,1\n       ^\n"
            "t.csv:6:4: error: quote inside a cell: put quotes around the whole cell and write a quote in it as "
            "`\"\"`\n    7,r\"s\n       ^\n"
            "t.csv:7:1: error: this quote is never closed: add a `\"` at the end of the cell\n    \"open,5\n    ^\n");
}

static void headers(void **state)
{
    (void)state;
    refused("a,,a\n1,2,3\n", "t.csv:1:3: error: column 2 has no name\n    a,,a\n      ^\n"
                             "t.csv:1:4: error: the column `a` stands twice: it is already column 1\n    a,,a\n       "
                             "^\n");
    refused("a,b\n", "t.csv:1:1: error: the table has a header but no rows below it: expected at least one\n"
                     "    a,b\n    ^\n");
    refused("\n \n",
            "t.csv:1:1: error: the file is empty: expected a header row with the names of the columns, then rows\n");
    refused("",
            "t.csv:1:1: error: the file is empty: expected a header row with the names of the columns, then rows\n");
    refused("\"a", "t.csv:1:1: error: this quote is never closed: add a `\"` at the end of the cell\n    \"a\n    ^\n");
}

static void a_large_table(void **state)
{
    (void)state;
    char *text = malloc(3000000);
    size_t used = (size_t)sprintf(text, "row,twice\n");
    for (int row = 0; row < 100000; row++)
        used += (size_t)sprintf(text + used, "%d,%d\n", row, 2 * row);
    cb_csv *csv = loaded(text);
    free(text);
    assert_int_equal(csv->rows, 100000);
    assert_string_equal(cell(csv, 99999, 1), "199998");
    assert_mark(csv, 99999, 1, 100001, 7);
    cb_csv_free(csv);
}

static void no_file(void **state)
{
    (void)state;
    cb_csv *csv;
    cb_diagnostics *d = complaints_open();
    assert_int_equal(cb_csv_load("/nowhere.csv", "t.csv", d, &csv), CB_ERROR_INPUT);
    assert_null(csv);
    assert_complaints(d, "t.csv: error: cannot be read: No such file or directory\n");
    cb_csv_free(NULL);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(cells_and_their_places),
    cmocka_unit_test(quotes),
    cmocka_unit_test(line_ends),
    cmocka_unit_test(one_column),
    cmocka_unit_test(headers),
    cmocka_unit_test(all_broken_rows_at_once),
    cmocka_unit_test(a_large_table),
    cmocka_unit_test(no_file),
};

CB_SUITE(tests)
