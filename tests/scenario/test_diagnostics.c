#include "diagnostics.h"

#include "complaints.h"

static void sorted_by_file_line_and_column(void **state)
{
    (void)state;
    cb_diagnostics *d = complaints_open();
    assert_int_equal(cb_diagnostics_status(d), CB_OK);
    assert_int_equal(cb_diagnose(d, (cb_mark){"b.yaml", 2, 1}, "third"), CB_ERROR_INPUT);
    cb_diagnose(d, (cb_mark){"b.yaml", 1, 9}, "second");
    cb_diagnose(d, (cb_mark){"b.yaml", 1, 3}, "%s of %d", "first", 4);
    cb_diagnose(d, (cb_mark){.file = "a.csv"}, "cannot be read: %s", "why");
    cb_diagnose(d, (cb_mark){0}, "nowhere");
    assert_int_equal(cb_diagnostics_count(d), 5);
    assert_int_equal(cb_diagnostics_status(d), CB_ERROR_INPUT);
    assert_complaints(d, "error: nowhere\n"
                         "a.csv: error: cannot be read: why\n"
                         "b.yaml:1:3: error: first of 4\n"
                         "b.yaml:1:9: error: second\n"
                         "b.yaml:2:1: error: third\n");
}

static void duplicates_are_shown_and_counted_once(void **state)
{
    (void)state;
    cb_diagnostics *d = complaints_open();
    cb_diagnose(d, (cb_mark){"f", 1, 1}, "same");
    cb_diagnose(d, (cb_mark){"f", 1, 1}, "other");
    cb_diagnose(d, (cb_mark){"f", 1, 1}, "same");
    cb_diagnose(d, (cb_mark){"f", 2, 1}, "same");
    assert_int_equal(cb_diagnostics_count(d), 3);
    assert_complaints(d, "f:1:1: error: same\nf:1:1: error: other\nf:2:1: error: same\n");
}

static void the_name_of_the_file_is_copied(void **state)
{
    (void)state;
    cb_diagnostics *d = complaints_open();
    char file[] = "mine", word[] = "word";
    cb_diagnose(d, (cb_mark){file, 1, 1}, "%s", word);
    memset(file, 'x', 4);
    memset(word, 'x', 4);
    assert_complaints(d, "mine:1:1: error: word\n");
}

static void line_and_caret_are_shown(void **state)
{
    (void)state;
    cb_diagnostics *d = complaints_open();
    assert_int_equal(cb_diagnostics_source(d, "f", "one\ntwo\n", 8), CB_OK);
    cb_diagnose(d, (cb_mark){"f", 2, 3}, "here");
    assert_complaints(d, "f:2:3: error: here\n    two\n      ^\n");
}

static void user_text_stays_on_one_line(void **state)
{
    (void)state;
    cb_diagnostics *d = complaints_open();
    cb_diagnose(d, (cb_mark){"f", 1, 1}, "`%s`", "a\nb\x1b[31m");
    assert_complaints(d, "f:1:1: error: `a b [31m`\n");
}

static void a_long_message_is_cut_between_characters(void **state)
{
    (void)state;
    static char text[4001];
    for (size_t i = 0; i < 4000; i += 2)
        memcpy(text + i, "\xC3\xA9", 2);
    cb_diagnostics *d = complaints_open();
    cb_diagnose(d, (cb_mark){"f", 1, 1}, "x%s", text);
    char *shown = complaints_text(d);
    size_t size = strlen(shown);
    assert_true(size < 2100);
    assert_string_equal(shown + size - 6, "\xC3\xA9...\n");
    free(shown);
    cb_diagnostics_free(d);
}

/* One byte too long: the dots have no more room than the text had. */
static void a_message_is_cut_within_its_own_bytes(void **state)
{
    (void)state;
    cb_diagnostics *d = complaints_open();
    cb_diagnose(d, (cb_mark){"f", 1, 1}, "%02001d", 0);
    char *shown = complaints_text(d);
    assert_int_equal(strlen(shown), strlen("f:1:1: error: ") + 2000 + 1);
    assert_string_equal(shown + strlen(shown) - 5, "0...\n");
    free(shown);
    cb_diagnostics_free(d);
}

static void a_hopeless_file_is_counted(void **state)
{
    (void)state;
    cb_diagnostics *d = complaints_open();
    for (size_t line = 1; line <= 60; line++)
        cb_diagnose(d, (cb_mark){"a", line, 1}, "bad");
    cb_diagnose(d, (cb_mark){"b", 1, 1}, "bad too");
    char *shown = complaints_text(d);
    assert_non_null(strstr(shown, "a:50:1: error: bad\na: 10 further errors\nb:1:1: error: bad too\n"));
    assert_null(strstr(shown, "a:51:1"));
    free(shown);
    cb_diagnostics_free(d);
}

static void no_number_of_errors_is_too_many(void **state)
{
    (void)state;
    cb_diagnostics *d = complaints_open();
    for (size_t line = 1; line <= 10050; line++)
        cb_diagnose(d, (cb_mark){"a", line, 1}, "bad");
    assert_int_equal(cb_diagnostics_count(d), 10050);
    char *shown = complaints_text(d);
    assert_non_null(strstr(shown, "a: 9950 further errors\n50 further errors\n"));
    free(shown);
    cb_diagnostics_free(d);
}

static void nothing_prints_nothing(void **state)
{
    (void)state;
    assert_complaints(complaints_open(), "");
    cb_diagnostics_free(NULL);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(sorted_by_file_line_and_column),        cmocka_unit_test(duplicates_are_shown_and_counted_once),
    cmocka_unit_test(the_name_of_the_file_is_copied),        cmocka_unit_test(line_and_caret_are_shown),
    cmocka_unit_test(user_text_stays_on_one_line),           cmocka_unit_test(a_long_message_is_cut_between_characters),
    cmocka_unit_test(a_message_is_cut_within_its_own_bytes), cmocka_unit_test(a_hopeless_file_is_counted),
    cmocka_unit_test(no_number_of_errors_is_too_many),       cmocka_unit_test(nothing_prints_nothing),
};

CB_SUITE(tests)
