#include "suite.h"

#include "printed.h"
#include "writer.h"

static void test_numbers_for_people(void **state)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {{34456789.4, "34,456,789"}, {-1234567.0, "-1,234,567"},
                 {1000.4, "1,000"},          {-100.04, "-100.0"},
                 {66.318, "66.32"},          {7.12345, "7.123"},
                 {0.12345, "0.1235"},        {0.0, "0"},
                 {2.5e-9, "2.500e-09"},      {NAN, "-"},
                 {INFINITY, "inf"}};
    char text[CB_NUMBER_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cb_number_text(text, cases[i].value);
        assert_string_equal(text, cases[i].text);
    }
}

static void test_csv(void **state)
{
    printed p;
    (void)state;
    FILE *stream = printed_open(&p);
    cb_csv_text(stream, "plain");
    fputc(',', stream);
    cb_csv_text(stream, "a, \"b\"\n");
    fputc(',', stream);
    cb_csv_number(stream, NAN);
    fputc(',', stream);
    cb_csv_number(stream, 1.0 / 3.0);
    fputc(',', stream);
    cb_csv_text(stream, NULL);
    assert_string_equal(printed_close(&p), "plain,\"a, \"\"b\"\"\n\",,0.333333333333,");
    free(p.text);
}

static void test_cells(void **state)
{
    printed p;
    (void)state;
    assert_int_equal(cb_text_width("太原 Taiyuan"), 10);
    FILE *stream = printed_open(&p);
    cb_text_cell(stream, "太原市", 5);
    cb_text_cell(stream, "|太原市", 3);
    cb_text_cell(stream, "|太", 2);
    assert_string_equal(printed_close(&p), "太原市  |太…|太");
    free(p.text);
}

static void test_dates(void **state)
{
    static const struct {
        double date;
        const char *text;
    } cases[] = {{2031.0, "2030"},
                 {2022.0 + 273.0 / 365.0, "2022-09-30"},
                 {2024.0 + 60.0 / 366.0, "2024-02-29"},
                 {2023.0 + 1.0 / 365.0, "2023-01-01"},
                 {2023.0 - 1e-12, "2022"}};
    char text[CB_DATE_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cb_date_text(text, cases[i].date);
        assert_string_equal(text, cases[i].text);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_numbers_for_people),
    cmocka_unit_test(test_csv),
    cmocka_unit_test(test_cells),
    cmocka_unit_test(test_dates),
};
CB_SUITE(tests)
