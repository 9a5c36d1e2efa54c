#include "source_lines.h"

#include <stdlib.h>

#include "suite.h"

static void shown(const char *text, size_t line, size_t column, const char *expected)
{
    cb_source_lines *sources = NULL;
    assert_int_equal(cb_source_lines_keep(&sources, "f", text, strlen(text)), CB_OK);
    char *found = cb_source_lines_show(sources, (cb_mark){"f", line, column});
    if (expected)
        assert_string_equal(found ? found : "nothing", expected);
    else
        assert_null(found);
    free(found);
    cb_source_lines_free(sources);
}

static void caret_under_the_column(void **state)
{
    (void)state;
    shown("ab\ncd", 1, 1, "    ab\n    ^\n");
    shown("ab\ncd", 2, 2, "    cd\n     ^\n");
    shown("ab\ncd", 2, 3, "    cd\n      ^\n");
    shown("ab\ncd", 2, 9, "    cd\n      ^\n");
    shown("", 1, 1, NULL);
    shown("ab\r\n\r\n", 2, 1, NULL);
}

static void tabs_stay(void **state)
{
    (void)state;
    shown("\ta\tb", 1, 4, "    \ta\tb\n    \t \t^\n");
}

static void carriage_returns_go(void **state)
{
    (void)state;
    shown("ab\r\ncd\r\n", 1, 2, "    ab\n     ^\n");
    shown("ab\r\ncd\r\n", 2, 2, "    cd\n     ^\n");
}

static void chinese_takes_two_cells(void **state)
{
    (void)state;
    shown("太原: x", 1, 5, "    太原: x\n          ^\n");
    shown("é: x", 1, 4, "    é: x\n       ^\n");
}

static void what_no_terminal_should_see_is_hidden(void **state)
{
    (void)state;
    shown("a\x1b[1mb\xE9 c", 1, 8, "    a?[1mb? c\n           ^\n");
}

static void long_lines_are_cut_around_the_column(void **state)
{
    (void)state;
    static char text[1001], expected[600];
    memset(text, 'x', 1000);
    text[499] = 'Y';
    char part[161];
    memset(part, 'x', 160);
    part[160] = '\0';
    part[100] = 'Y';
    snprintf(expected, sizeof expected, "    ...%s...\n%*s^\n", part, 107, "");
    shown(text, 1, 500, expected);
}

static void unknown_lines_are_not_shown(void **state)
{
    (void)state;
    shown("a\nb", 3, 1, NULL);
    shown("a\nb", 0, 0, NULL);
    assert_null(cb_source_lines_show(NULL, (cb_mark){"f", 1, 1}));
    assert_null(cb_source_lines_show(NULL, (cb_mark){NULL, 1, 1}));
}

static void a_later_text_replaces_the_first(void **state)
{
    (void)state;
    cb_source_lines *sources = NULL;
    assert_int_equal(cb_source_lines_keep(&sources, "f", "first", 5), CB_OK);
    free(cb_source_lines_show(sources, (cb_mark){"f", 1, 1}));
    assert_int_equal(cb_source_lines_keep(&sources, "f", "a\nsecond", 8), CB_OK);
    char *found = cb_source_lines_show(sources, (cb_mark){"f", 2, 1});
    assert_string_equal(found, "    second\n    ^\n");
    free(found);
    cb_source_lines_free(sources);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(caret_under_the_column),
    cmocka_unit_test(tabs_stay),
    cmocka_unit_test(carriage_returns_go),
    cmocka_unit_test(chinese_takes_two_cells),
    cmocka_unit_test(what_no_terminal_should_see_is_hidden),
    cmocka_unit_test(long_lines_are_cut_around_the_column),
    cmocka_unit_test(unknown_lines_are_not_shown),
    cmocka_unit_test(a_later_text_replaces_the_first),
};

CB_SUITE(tests)
