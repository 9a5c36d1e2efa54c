#include "quantity.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LONGEST_NUMBER 400 /* digits of a number that is meant */

/* ---- texts ----------------------------------------------------------------------------------------------------- */

static size_t digits(const char *text)
{
    return strspn(text, "0123456789");
}

/* Bytes of the decimal number at the start of a text; 0: there is none. */
static size_t number_length(const char *text)
{
    size_t sign = *text == '-' || *text == '+', whole = digits(text + sign), at = sign + whole, fraction = 0;
    if (text[at] == '.' && (fraction = digits(text + at + 1)))
        at += 1 + fraction;
    if (!whole && !fraction)
        return 0;
    if (text[at] == 'e' || text[at] == 'E') {
        size_t power_sign = text[at + 1] == '-' || text[at + 1] == '+', power = digits(text + at + 1 + power_sign);
        if (power)
            at += 1 + power_sign + power;
    }
    return at;
}

/* Reads text[..length], which is a decimal number. */
static bool read_number(const char *text, size_t length, double *value)
{
    char *end, copy[LONGEST_NUMBER + 1];
    if (!length || length > LONGEST_NUMBER)
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    *value = strtod(copy, &end);
    return end == copy + length && isfinite(*value);
}

bool cb_text_number(const char *text, double *value)
{
    size_t length = number_length(text);
    return !text[length] && read_number(text, length, value);
}

bool cb_text_infinite(const char *text)
{
    static const char *const words[] = {"nan", ".nan", "na", "n/a", "inf", ".inf", "infinity"};
    text += *text == '-' || *text == '+';
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcasecmp(text, words[i]))
            return true;
    return false;
}

static bool pure(const char *unit)
{
    return !unit || !*unit || !strcmp(unit, "1");
}

void cb_range_text(double low, double high, const char *unit, char *text, size_t size)
{
    const char *blank = pure(unit) ? "" : " ";
    unit = pure(unit) ? "" : unit;
    if (isfinite(low) && isfinite(high))
        snprintf(text, size, "%.12g to %.12g%s%s", low, high, blank, unit);
    else if (isfinite(low))
        snprintf(text, size, "at least %.12g%s%s", low, blank, unit);
    else
        snprintf(text, size, "at most %.12g%s%s", high, blank, unit);
}

/* "a number with a unit of 1/yr, for example `2.5 %/yr`" */
static void expected_text(const char *unit, char *text, size_t size)
{
    static const char *const examples[][2] = {{"1/yr", "2.5 %/yr"},      {"km", "48 km"},
                                              {"min", "25 min"},         {"yr", "3 yr"},
                                              {"1/km", "0.002 1/km"},    {"person", "1.2 million persons"},
                                              {"CNY", "3.5 billion CNY"}};
    const char *example = NULL;
    if (pure(unit)) {
        snprintf(text, size, "a number without a unit, for example `0.5` or `50 %%`");
        return;
    }
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        if (!strcmp(examples[i][0], unit))
            example = examples[i][1];
    snprintf(text, size, "a number with a unit of %s, for example `%s%s`", unit, example ? example : "2 ",
             example ? "" : unit);
}

/* ---- numbers --------------------------------------------------------------------------------------------------- */

static cb_status complain_not_number(const cb_yaml *node, const char *expected, cb_diagnostics *diagnostics)
{
    const char *text = cb_yaml_scalar(node);
    if (!text)
        return cb_diagnose(diagnostics, node->mark, "expected %s, not a %s", expected,
                           node->kind == CB_YAML_LIST ? "list" : "mapping");
    if (!*text)
        return cb_diagnose(diagnostics, node->mark, "expected %s, but there is nothing", expected);
    if (cb_text_infinite(text))
        return cb_diagnose(diagnostics, node->mark, "`%s` is not a finite number: expected %s", text, expected);
    size_t length = number_length(text);
    if (length && text[length] == ',')
        return cb_diagnose(diagnostics, node->mark, "`%s`: write numbers without commas; expected %s", text, expected);
    if (length)
        return cb_diagnose(diagnostics, node->mark, "`%s` is too large or has too many digits: expected %s", text,
                           expected);
    return cb_diagnose(diagnostics, node->mark, "`%s` is not a number: expected %s", text, expected);
}

static cb_status complain_unit(const cb_units *units, const cb_yaml *node, const char *given, const char *unit,
                               const char *expected, cb_diagnostics *diagnostics)
{
    if (!*given)
        return cb_diagnose(diagnostics, node->mark, "`%s` has no unit: expected %s", node->text, expected);
    if (!cb_units_known(units, given))
        return cb_diagnose(diagnostics, node->mark, "`%s` is not a unit: expected %s", given, expected);
    if (pure(unit))
        return cb_diagnose(diagnostics, node->mark, "`%s` has the unit %s: expected %s", node->text, given, expected);
    return cb_diagnose(diagnostics, node->mark, "`%s` is in %s, which is no measure of %s: expected %s", node->text,
                       given, unit, expected);
}

static cb_status check_range(const cb_yaml *node, bool converted, const char *unit, double low, double high,
                             double value, cb_diagnostics *diagnostics)
{
    char range[160];
    if (!(low < high) || (value >= low && value <= high))
        return CB_OK;
    cb_range_text(low, high, unit, range, sizeof range);
    if (converted)
        return cb_diagnose(diagnostics, node->mark, "out of range: %s is %.10g%s%s, expected %s", node->text, value,
                           pure(unit) ? "" : " ", pure(unit) ? "" : unit, range);
    return cb_diagnose(diagnostics, node->mark, "out of range: %s, expected %s", node->text, range);
}

cb_status cb_quantity_number(const cb_units *units, const cb_yaml *node, const char *unit, double low, double high,
                             cb_diagnostics *diagnostics, double *value)
{
    char expected[160];
    double number;
    expected_text(unit, expected, sizeof expected);
    const char *text = cb_yaml_scalar(node);
    size_t length = text ? number_length(text) : 0;
    if (!length || text[length] == ',' || !read_number(text, length, &number))
        return complain_not_number(node, expected, diagnostics);
    const char *given = text + length + strspn(text + length, " ");
    if (node->quoted && !*given)
        return cb_diagnose(diagnostics, node->mark, "`%s` stands in quotes, so it is a text: expected %s", text,
                           expected);
    if ((!*given && !pure(unit)) || cb_units_convert(units, given, unit, number, value))
        return complain_unit(units, node, given, unit, expected, diagnostics);
    return check_range(node, *given && strcmp(given, unit ? unit : ""), unit, low, high, *value, diagnostics);
}
