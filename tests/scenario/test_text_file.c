#include "text_file.h"

#include "complaints.h"

#define MEGABYTE ((size_t)1 << 20)

static void refused(const char *text, size_t size, size_t line, size_t column, const char *why)
{
    char expected[64];
    cb_diagnostics *d = complaints_open();
    assert_int_equal(cb_text_check(text, size, "f", d), CB_ERROR_INPUT);
    snprintf(expected, sizeof expected, "f:%zu:%zu: error: ", line, column);
    char *shown = complaints_text(d);
    if (strncmp(shown, expected, strlen(expected)) || !strstr(shown, why))
        fail_msg("%s", shown);
    free(shown);
    cb_diagnostics_free(d);
}

static void what_is_not_text(void **state)
{
    (void)state;
    refused("ab\ncaf\xE9\n", 8, 2, 4, "the byte 0xE9 is not UTF-8");
    refused("\xE5\xA4\xAA\xE9", 4, 1, 2, "0xE9");
    refused("\xEF\xBB\xBF"
            "a",
            4, 1, 1, "without BOM");
    refused("\xFF\xFE"
            "a",
            3, 1, 1, "UTF-16");
    refused("\xFE\xFF"
            "a",
            3, 1, 1, "UTF-16");
    refused("a\0b", 3, 1, 2, "NUL");
    refused("a\x1b[1m", 5, 1, 2, "U+001B");
    refused("a\rb", 3, 1, 2, "carriage return");
    refused("a\r", 2, 1, 2, "carriage return");
    refused("a\xE2\x80\xA8", 4, 1, 2, "U+2028");
}

static void what_is_text(void **state)
{
    (void)state;
    static const char text[] = "a\tb\r\n\xE5\xA4\xAA\n\n";
    cb_diagnostics *d = complaints_open();
    assert_int_equal(cb_text_check(text, sizeof text - 1, "f", d), CB_OK);
    assert_int_equal(cb_text_check("", 0, "f", d), CB_OK);
    assert_complaints(d, "");
}

static void a_file_is_read_whole(void **state)
{
    (void)state;
    static char big[200001], path[WRITTEN_PATH];
    memset(big, 'x', 200000);
    written(big, 200000, path);
    cb_diagnostics *d = complaints_open();
    char *text;
    size_t size;
    assert_int_equal(cb_text_file_read(path, "shown", MEGABYTE, d, &text, &size), CB_OK);
    unlink(path);
    assert_int_equal(size, 200000);
    assert_string_equal(text, big);
    free(text);
    cb_diagnose(d, (cb_mark){"shown", 1, 1}, "kept");
    char *shown = complaints_text(d);
    assert_non_null(strstr(shown, "    xxxxx"));
    free(shown);
    cb_diagnostics_free(d);
}

static void files_that_cannot_be_read(void **state)
{
    (void)state;
    char *text;
    size_t size;
    cb_diagnostics *d = complaints_open();
    assert_int_equal(cb_text_file_read("/nowhere/a.csv", "a.csv", MEGABYTE, d, &text, &size), CB_ERROR_INPUT);
    assert_null(text);
    assert_int_equal(cb_text_file_read("/tmp", "folder", MEGABYTE, d, &text, &size), CB_ERROR_INPUT);
    assert_null(text);
    assert_complaints(d, "a.csv: error: cannot be read: No such file or directory\n"
                         "folder: error: cannot be read: Is a directory\n");
}

static void files_that_are_too_large(void **state)
{
    (void)state;
    static char big[3 << 20], path[WRITTEN_PATH];
    memset(big, 'x', sizeof big);
    written(big, sizeof big, path);
    char *text;
    size_t size;
    cb_diagnostics *d = complaints_open();
    assert_int_equal(cb_text_file_read(path, "f", 2 * MEGABYTE, d, &text, &size), CB_ERROR_INPUT);
    unlink(path);
    assert_complaints(d, "f: error: is larger than 2 MB\n");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_is_not_text),         cmocka_unit_test(what_is_text),
    cmocka_unit_test(a_file_is_read_whole),     cmocka_unit_test(files_that_cannot_be_read),
    cmocka_unit_test(files_that_are_too_large),
};

CB_SUITE(tests)
