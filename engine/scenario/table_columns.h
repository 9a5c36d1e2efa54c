/* The columns of a CSV file against those a table declares, and the texts of messages about them. */
#ifndef CB_TABLE_COLUMNS_H
#define CB_TABLE_COLUMNS_H

#include "table.h"

size_t cb_table_column_count(const cb_table *declared);

/* at[c]: where column c of `declared` is in the file, SIZE_MAX: nowhere. Complains of missing and unknown columns. A
 * column of statuses may be absent where `status` has one entry, and must be there where it has several and the table
 * defines axes; status NULL: not known. */
cb_status cb_table_match(const cb_csv *csv, const cb_table *declared, const cb_axis *status,
                         cb_diagnostics *diagnostics, size_t *at) CB_MUST_USE;

/* An age: whole years, at most CB_OLDEST. */
#define CB_OLDEST 150
bool cb_table_age(const char *text, int *years);
cb_status cb_table_complain_age(cb_diagnostics *diagnostics, cb_mark mark, const char *text);

#endif
