#include "suite.h"

#include "printed.h"
#include "sheet.h"

static void test_plain(void **state)
{
    printed p;
    (void)state;
    cb_sheet sheet = {.stream = printed_open(&p)};
    cb_sheet_heading(&sheet, 1, "fields");
    cb_sheet_entry(&sheet, "population", "state by %s, person", "place");
    cb_sheet_detail(&sheet, NULL, "people");
    cb_sheet_detail(&sheet, "from", "");
    cb_sheet_detail(&sheet, "from", "a census");
    assert_string_equal(printed_close(&p), "fields\n======\npopulation  state by place, person\n    people\n"
                                           "    from: a census\n");
    free(p.text);
}

static void test_markdown(void **state)
{
    printed p;
    (void)state;
    cb_sheet sheet = {.stream = printed_open(&p), .markdown = true};
    cb_sheet_heading(&sheet, 2, "cohorts");
    cb_sheet_text(&sheet, "moves people");
    cb_sheet_entry(&sheet, "population", "%s", "state");
    cb_sheet_detail(&sheet, "from", "a census");
    assert_string_equal(printed_close(&p), "\n## cohorts\n\nmoves people\n\n- **`population`** state\n"
                                           "  <br>from: a census\n");
    free(p.text);
}

static void test_long_text_is_wrapped(void **state)
{
    printed p;
    char text[2000] = "";
    (void)state;
    for (size_t i = 0; i < 90; i++)
        strcat(text, i % 7 ? "word " : "a-longer-word-太原 ");
    cb_sheet sheet = {.stream = printed_open(&p)};
    cb_sheet_entry(&sheet, "name", "%.400s", text);
    cb_sheet_detail(&sheet, "label", text);
    cb_sheet_text(&sheet, text);
    size_t words = 0;
    printed_close(&p);
    assert_true(printed_width(p.text) <= 100);
    assert_true(printed_width(p.text) > 80);
    for (const char *at = p.text; (at = strstr(at, "word")); at++)
        words++;
    assert_true(words >= 180);
    free(p.text);
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(test_plain), cmocka_unit_test(test_markdown),
                                          cmocka_unit_test(test_long_text_is_wrapped)};
CB_SUITE(tests)
