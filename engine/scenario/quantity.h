/* Numbers with units, dates and distributions: text in, internal numbers out. UDUNITS-2 knows the units; person and CNY
 * are base units beside its own. */
#ifndef CB_QUANTITY_H
#define CB_QUANTITY_H

#include "scenario.h"
#include "yaml.h"

typedef struct cb_units cb_units; /* the unit system; one per load */
cb_status cb_units_create(cb_units **units) CB_MUST_USE;
void cb_units_free(cb_units *units);

/* Gives `value` of `unit` in `to` (NULL or "": pure numbers); CB_ERROR_INPUT, without a complaint, where there is no
 * such unit or no way to convert. A factor that is a power of ten moves the decimal point, so that 66.32 % is exactly
 * the double 0.6632; one that is one over a whole number divides by it. */
cb_status cb_units_convert(const cb_units *units, const char *unit, const char *to, double value, double *result);

bool cb_units_known(const cb_units *units, const char *unit);

/* A scalar node "2.5 %/yr" in the unit `unit` ("1" or NULL: a pure number; a missing unit is an error where one is
 * expected, and named; a unit on a pure number likewise, except % ). Complaints name the expected unit; NaN and
 * infinities are refused, and a number in quotes unless it has a unit. The range is checked where low < high, and named
 * with its unit. */
cb_status cb_quantity_number(const cb_units *units, const cb_yaml *node, const char *unit, double low, double high,
                             cb_diagnostics *diagnostics, double *value) CB_MUST_USE;

/* A date: bare year y (31 December: y + 1.0), ISO "2022-09-30" (that day's end as a decimal year), or decimal
 * "2022.75". A decimal that ends in .0 is refused as ambiguous, naming both readings. */
cb_status cb_quantity_date(const cb_yaml *node, cb_diagnostics *diagnostics, double *date) CB_MUST_USE;
/* A whole year. */
cb_status cb_quantity_year(const cb_yaml *node, cb_diagnostics *diagnostics, int *year) CB_MUST_USE;

/* A number, or a mapping with exactly one of: normal [mean, sd], lognormal [median, sd of the logarithm], uniform [low,
 * high], triangular [low, mode, high], beta [a, b] or [a, b, low, high], truncated: {<one of these>, min: , max: },
 * each: <one of these>, value: <number>; beside it `source:` or `assumed:`. Checks arguments (sd > 0, low < high, ...)
 * and that the support, or the truncated support, lies in the range: a normal or lognormal that is not truncated is
 * truncated at the range. With `date` the numbers are dates (`unit` unused), and spreads are years. Source and
 * assumption are texts of `node`, which must outlive the value. */
cb_status cb_quantity_value(const cb_units *units, const cb_yaml *node, const char *unit, double low, double high,
                            bool date, cb_diagnostics *diagnostics, cb_value *value) CB_MUST_USE;
void cb_value_clear(cb_value *value); /* back to absent; what it points to belongs to others */

/* A cell of a table or another bare text, no unit allowed: strict decimal number in the C locale. */
bool cb_text_number(const char *text, double *value);
/* Does a text say NaN, NA or infinity? */
bool cb_text_infinite(const char *text);
/* "0 to 1 1/yr", "at least 0 km"; not both infinite. */
void cb_range_text(double low, double high, const char *unit, char *text, size_t size);

#endif
