/* The tables of the processes: CSV checked against the columns a process declares, rows sorted by their keys.
 *
 * Complains, with file, line and column, of: a missing or unknown column (with the nearest name), text where a number
 * is expected, NaN, infinities, a value outside its range, an unknown place, sex, status or age, a blank key, the same
 * key twice (naming both rows), and, for a table that defines axes, ages that are not groups as wide as the step, or a
 * combination of keys without a row. */
#ifndef CB_TABLE_H
#define CB_TABLE_H

#include "csv.h"
#include "scenario.h"

/* Axes are what a table's keys are checked against; with `declared->defines_axes` ages and sexes are read first by
 * cb_table_axes. */
typedef struct cb_table_context {
    const cb_place *places; /* sorted by id; NULL: not known */
    size_t place_count;
    const cb_axis *age, *sex, *status; /* NULL: not known yet */
    int step;                          /* years */
} cb_table_context;

/* Reads the age and sex axes of a population table: ages 0, step, 2 step, .. ; the last group is open. One age group
 * alone is allowed with any step. With `declared->oldest` the ages run to it and the table may have other groups. Sexes
 * sorted; at most 2. */
cb_status cb_table_axes(const cb_csv *csv, const cb_table *declared, int step, cb_diagnostics *diagnostics,
                        cb_axis *age, cb_axis *sex) CB_MUST_USE;
cb_status cb_table_read(const cb_csv *csv, const cb_table *declared, const cb_table_context *context,
                        cb_diagnostics *diagnostics, cb_rows **rows) CB_MUST_USE;
void cb_rows_free(cb_rows *rows);
/* Of the set of rows of a file: the order of rows and of columns does not matter. */
uint64_t cb_csv_digest(const cb_csv *csv);

#endif
