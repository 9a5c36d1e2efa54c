/* Dates: the end of a year, the end of a day, or an instant as a decimal year. */
#include <stdlib.h>
#include <string.h>

#include "quantity.h"

/* Reads `count` digits. */
static bool read_digits(const char *text, size_t count, int *number)
{
    if (strspn(text, "0123456789") < count)
        return false;
    *number = 0;
    for (size_t i = 0; i < count; i++)
        *number = *number * 10 + (text[i] - '0');
    return true;
}

static bool leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Number of a day in its year, from 1; 0: there is no such day. */
static int day_of_year(int year, int month, int day)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int passed = 0;
    if (month < 1 || month > 12)
        return 0;
    for (int m = 1; m < month; m++)
        passed += days[m - 1] + (m == 2 && leap(year));
    int length = days[month - 1] + (month == 2 && leap(year));
    return day >= 1 && day <= length ? passed + day : 0;
}

static cb_status read_day(const cb_yaml *node, int year, cb_diagnostics *diagnostics, double *date)
{
    int month, day;
    const char *text = node->text;
    if (!read_digits(text + 5, 2, &month) || text[7] != '-' || !read_digits(text + 8, 2, &day) || text[10])
        return cb_diagnose(diagnostics, node->mark,
                           "`%s` is not a date: expected year-month-day, for example "
                           "`2024-09-30`",
                           text);
    int number = day_of_year(year, month, day);
    if (!number)
        return cb_diagnose(diagnostics, node->mark, "`%s` is not in the calendar: check month and day", text);
    *date = year + number / (leap(year) ? 366.0 : 365.0);
    return CB_OK;
}

static cb_status read_decimal(const cb_yaml *node, int year, cb_diagnostics *diagnostics, double *date)
{
    const char *text = node->text, *fraction = text + 5;
    size_t zeros = strspn(fraction, "0");
    if (!*fraction || strspn(fraction, "0123456789") != strlen(fraction) || !cb_text_number(text, date))
        return cb_diagnose(diagnostics, node->mark,
                           "`%s` is not a date: expected a decimal year, for example "
                           "`2024.75`",
                           text);
    if (!fraction[zeros])
        return cb_diagnose(diagnostics, node->mark,
                           "`%s` is ambiguous: write %d for 31 December %d, or %d for 31 December %d, which is the "
                           "start of %d",
                           text, year, year, year - 1, year - 1, year);
    return CB_OK;
}

/* The year at the start of a date; *rest: what follows it. */
static bool begins_with_year(const cb_yaml *node, int *year, char *rest)
{
    const char *text = cb_yaml_scalar(node);
    if (!text || !read_digits(text, 4, year))
        return false;
    *rest = text[4];
    return *year > 0;
}

static cb_status complain_not_date(const cb_yaml *node, const char *expected, cb_diagnostics *diagnostics)
{
    const char *text = cb_yaml_scalar(node);
    if (!text)
        return cb_diagnose(diagnostics, node->mark, "expected %s, not a %s", expected,
                           node->kind == CB_YAML_LIST ? "list" : "mapping");
    return cb_diagnose(diagnostics, node->mark, "`%s` is not a date: expected %s", text, expected);
}

cb_status cb_quantity_date(const cb_yaml *node, cb_diagnostics *diagnostics, double *date)
{
    int year;
    char rest;
    bool begins = begins_with_year(node, &year, &rest);
    if (begins && !rest) {
        *date = year + 1.0;
        return CB_OK;
    }
    if (begins && rest == '-')
        return read_day(node, year, diagnostics, date);
    if (begins && rest == '.')
        return read_decimal(node, year, diagnostics, date);
    return complain_not_date(
        node, "a year (`2024`: its 31 December), a day (`2024-09-30`) or a decimal year (`2024.75`)", diagnostics);
}

cb_status cb_quantity_year(const cb_yaml *node, cb_diagnostics *diagnostics, int *year)
{
    char rest;
    if (begins_with_year(node, year, &rest) && !rest)
        return CB_OK;
    return complain_not_date(node, "a year of four digits, for example `2035`", diagnostics);
}
