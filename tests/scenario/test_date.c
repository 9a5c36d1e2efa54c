#include "complaints.h"
#include "quantity.h"

static void assert_date(const char *text, double expected)
{
    double date = NAN;
    cb_diagnostics *d = complaints_open();
    cb_yaml *node = tree_of(text, d);
    cb_status status = cb_quantity_date(node, d, &date);
    cb_yaml_free(node);
    assert_complaints(d, "");
    assert_int_equal(status, CB_OK);
    if (date != expected)
        fail_msg("%s is %.17g, not %.17g", text, date, expected);
}

static void refused(const char *text, const char *part)
{
    double date;
    cb_diagnostics *d = complaints_open();
    cb_yaml *node = tree_of(text, d);
    assert_int_equal(cb_quantity_date(node, d, &date), CB_ERROR_INPUT);
    cb_yaml_free(node);
    assert_one_complaint(d, part);
}

static void a_year_is_its_end(void **state)
{
    (void)state;
    assert_date("2024", 2025.0);
    assert_date("'2024'", 2025.0);
    assert_date("0999", 1000.0);
}

static void a_day_is_its_end(void **state)
{
    (void)state;
    assert_date("2022-09-30", 2022.0 + 273.0 / 365.0);
    assert_date("2023-01-01", 2023.0 + 1.0 / 365.0);
    assert_date("2023-12-31", 2024.0);
    assert_date("2024-02-29", 2024.0 + 60.0 / 366.0);
    assert_date("2024-12-31", 2025.0);
    assert_date("2000-03-01", 2000.0 + 61.0 / 366.0);
    assert_date("1900-03-01", 1900.0 + 60.0 / 365.0);
}

static void a_decimal_is_an_instant(void **state)
{
    (void)state;
    assert_date("2022.75", 2022.75);
    assert_date("2024.05", 2024.05);
}

static void a_decimal_that_ends_in_zero_is_ambiguous(void **state)
{
    (void)state;
    refused("2025.0", "f:1:1: error: `2025.0` is ambiguous: write 2025 for 31 December 2025, or 2024 for 31 December "
                      "2024, which is the start of 2025\n");
    refused("2025.000", "`2025.000` is ambiguous");
}

static void days_that_are_not_are_refused(void **state)
{
    (void)state;
    static const char *const days[] = {"2023-02-29", "1900-02-29", "2023-13-01", "2023-00-01",
                                       "2023-04-31", "2023-04-00", "2024-02-30"};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        refused(days[i], "is not in the calendar: check month and day");
}

static void texts_that_are_no_dates_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"2022-9-30",  "2022-09-3", "2022-09-300", "2022-09",   "20220930", "202",
                                        "30.09.2022", "2024.",     "2024.5e1",    "2024.7.5",  "2024 yr",  "-2024",
                                        "next year",  "''",        "0000",        "2022/09/30"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        refused(texts[i], "is not a date: expected");
    refused("[2024]", "expected a year (`2024`: its 31 December), a day (`2024-09-30`) or a decimal year (`2024.75`), "
                      "not a list");
    refused("{y: 2024}", "not a mapping");
}

static void whole_years(void **state)
{
    (void)state;
    int year = 0;
    cb_diagnostics *d = complaints_open();
    cb_yaml *whole = tree_of("2035", d), *part = tree_of("2035.5", d);
    assert_int_equal(cb_quantity_year(whole, d, &year), CB_OK);
    assert_int_equal(year, 2035);
    assert_int_equal(cb_quantity_year(part, d, &year), CB_ERROR_INPUT);
    cb_yaml_free(whole);
    cb_yaml_free(part);
    assert_one_complaint(d, "`2035.5` is not a date: expected a year of four digits, for example `2035`");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_year_is_its_end),
    cmocka_unit_test(a_day_is_its_end),
    cmocka_unit_test(a_decimal_is_an_instant),
    cmocka_unit_test(a_decimal_that_ends_in_zero_is_ambiguous),
    cmocka_unit_test(days_that_are_not_are_refused),
    cmocka_unit_test(texts_that_are_no_dates_are_refused),
    cmocka_unit_test(whole_years),
};

CB_SUITE(tests)
