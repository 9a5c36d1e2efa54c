/* The keys of a table, row by row: each occurs once, and those of a table that defines axes are all there. */
#ifndef CB_TABLE_KEYS_H
#define CB_TABLE_KEYS_H

#include "rows.h"

/* Complains of rows with the same keys; those that are `bad` are left out. The rows are in the order of the file. */
cb_status cb_table_keys_distinct(const cb_csv *csv, const cb_rows *rows, const bool *bad,
                                 cb_diagnostics *diagnostics) CB_MUST_USE;
cb_status cb_table_keys_sort(cb_rows *rows) CB_MUST_USE;
/* Complains where a combination of the places, ages, sexes and statuses of the columns has no row. The rows are sorted
 * and distinct. */
cb_status cb_table_keys_complete(const cb_rows *rows, const cb_table_context *context,
                                 cb_diagnostics *diagnostics) CB_MUST_USE;

#endif
