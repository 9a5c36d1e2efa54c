/* UDUNITS-2 with two base units of our own, and the words thousand, million and billion before a unit. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <udunits2.h>

#include "quantity.h"

#define LONGEST_UNIT 63

struct cb_units {
    ut_system *system;
};

static const char *const base_units[][4] = {{"person", "persons", "people"}, {"CNY", "yuan"}};

static const struct multiple {
    const char *word;
    double factor;
} multiples[] = {{"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}};

/* ---- system ---------------------------------------------------------------------------------------------------- */

static bool name_unit(const char *name, ut_unit *unit)
{
    return ut_map_name_to_unit(name, UT_UTF8, unit) == UT_SUCCESS;
}

static cb_status add_base_units(ut_system *system)
{
    for (size_t i = 0; i < sizeof base_units / sizeof *base_units; i++) {
        ut_unit *unit = ut_new_base_unit(system);
        bool named = unit;
        for (size_t k = 0; named && base_units[i][k]; k++)
            named = name_unit(base_units[i][k], unit);
        ut_free(unit);
        if (!named)
            return CB_ERROR_MEMORY;
    }
    ut_unit *one = ut_get_dimensionless_unit_one(system), *permille = ut_scale(1e-3, one);
    bool named = permille && name_unit("permille", permille);
    ut_free(permille);
    ut_free(one);
    return named ? CB_OK : CB_ERROR_MEMORY;
}

cb_status cb_units_create(cb_units **units)
{
    *units = calloc(1, sizeof **units);
    if (!*units)
        return CB_ERROR_MEMORY;
    ut_set_error_message_handler(ut_ignore);
    (*units)->system = ut_read_xml(NULL);
    cb_status status = (*units)->system ? add_base_units((*units)->system) : CB_ERROR_IO;
    if (status) {
        cb_units_free(*units);
        *units = NULL;
    }
    return status;
}

void cb_units_free(cb_units *units)
{
    if (units)
        ut_free_system(units->system);
    free(units);
}

/* ---- units ----------------------------------------------------------------------------------------------------- */

/* "days since 2020-01-01": does a word shift the zero? */
static bool shifted(const char *text)
{
    static const char *const words[] = {" since", " after", " from", " ref"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasestr(text, words[i]))
            return true;
    return false;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || ((unsigned char)c & 0x80);
}

/* Is the number at `at` an exponent: km2, km^2, km**2, s-1, s^-1? */
static bool exponent(const char *text, const char *at)
{
    if (at > text && (at[-1] == '-' || at[-1] == '+'))
        at--;
    if (at - text >= 2 && at[-1] == '*')
        return at[-2] == '*';
    return at > text && (letter(at[-1]) || at[-1] == '^');
}

/* A unit has no other number than the 1 of "1/km": otherwise "5 000 km" would be no length and "2-3 km" a negative
 * one. */
static bool no_factors(const char *text)
{
    for (const char *at = text + (*text == '1' && (!text[1] || strchr(" /", text[1]))); *at; at++)
        if (digit(*at) && !(at > text && digit(at[-1])) && !exponent(text, at))
            return false;
    return true;
}

static bool balanced(const char *text)
{
    int open = 0;
    for (; *text && open >= 0; text++)
        open += (*text == '(') - (*text == ')');
    return !open;
}

/* No time stamps and no logarithms: letters, powers, products and quotients. */
static bool plain(const char *text)
{
    for (const char *at = text; *at; at++)
        if (!strchr(" %.*/^+-()", *at) && !digit(*at) && !letter(*at))
            return false;
    return !strstr(text, "(re") && !shifted(text) && no_factors(text) && balanced(text) && strlen(text) <= LONGEST_UNIT;
}

static const char *skip_multiple(const char *text, double *factor)
{
    *factor = 1.0;
    for (size_t i = 0; i < sizeof multiples / sizeof *multiples; i++) {
        size_t length = strlen(multiples[i].word);
        if (!strncmp(text, multiples[i].word, length) && (text[length] == ' ' || !text[length])) {
            *factor = multiples[i].factor;
            return text + length + strspn(text + length, " ");
        }
    }
    return text;
}

/* NULL: not a unit. The caller frees it. */
static ut_unit *parse(const cb_units *units, const char *text)
{
    double factor;
    if (!text || !*text)
        text = "1";
    if (!plain(text))
        return NULL;
    const char *rest = skip_multiple(text, &factor);
    ut_unit *unit = ut_parse(units->system, *rest ? rest : "1", UT_UTF8);
    if (factor == 1.0 || !unit)
        return unit;
    ut_unit *scaled = ut_scale(factor, unit);
    ut_free(unit);
    return scaled;
}

bool cb_units_known(const cb_units *units, const char *unit)
{
    ut_unit *parsed = parse(units, unit);
    ut_free(parsed);
    return parsed;
}

/* Is x a power of ten, but for rounding? */
static bool power_of_ten(double x, int *power)
{
    *power = (int)lround(log10(x));
    return *power && abs(*power) <= 15 && fabs(x / pow(10.0, *power) - 1.0) <= 1e-12;
}

/* Moves the decimal point of a number of at most 15 digits: 66.32 % is the double 0.6632, which 66.32 / 100 is not. */
static bool move_point(double value, int power, double *result)
{
    char text[48];
    double same;
    snprintf(text, sizeof text, "%.15g", value);
    if (!cb_text_number(text, &same) || same != value)
        return false;
    const char *exponent = strchr(text, 'e');
    long old = exponent ? strtol(exponent + 1, NULL, 10) : 0;
    char *end = exponent ? text + (exponent - text) : text + strlen(text);
    snprintf(end, (size_t)(text + sizeof text - end), "e%ld", old + power);
    return cb_text_number(text, result);
}

static bool nearly_whole(double x)
{
    return x >= 1.0 && x < 1e15 && fabs(x - round(x)) <= 1e-12 * x;
}

/* Powers of ten, whole numbers and their inverses are taken as what they are, without the rounding of the factor. */
static double scaled(double value, double factor)
{
    int power;
    double result;
    if (factor > 0.0 && power_of_ten(factor, &power) && move_point(value, power, &result))
        return result;
    if (nearly_whole(factor))
        return value * round(factor);
    return nearly_whole(1.0 / factor) ? value / round(1.0 / factor) : value * factor;
}

static cb_status convert(ut_unit *from, ut_unit *to, double value, double *result)
{
    cv_converter *converter = from && to && ut_are_convertible(from, to) ? ut_get_converter(from, to) : NULL;
    if (!converter)
        return CB_ERROR_INPUT;
    double zero = cv_convert_double(converter, 0.0), one = cv_convert_double(converter, 1.0);
    double two = cv_convert_double(converter, 2.0), factor = one - zero;
    cv_free(converter);
    bool linear = isfinite(two) && fabs(two - one - factor) <= 1e-9 * fabs(factor) && factor != 0.0;
    if (!linear)
        return CB_ERROR_INPUT;
    *result = scaled(value, factor);
    if (zero != 0.0)
        *result += zero;
    return isfinite(*result) ? CB_OK : CB_ERROR_INPUT;
}

cb_status cb_units_convert(const cb_units *units, const char *unit, const char *to, double value, double *result)
{
    ut_unit *from = parse(units, unit), *into = parse(units, to);
    cb_status status = convert(from, into, value, result);
    ut_free(from);
    ut_free(into);
    return status;
}
