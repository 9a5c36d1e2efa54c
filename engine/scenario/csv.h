/* RFC 4180 CSV with the place of every cell: comma separated, a header row, quotes where needed, UTF-8, LF or CRLF. */
#ifndef CB_CSV_H
#define CB_CSV_H

#include "diagnostics.h"

typedef struct cb_csv {
    char *file;           /* shown name */
    size_t columns, rows; /* rows without the header */
    char **header;        /* [columns] */
    cb_mark *header_marks;
    char **cells;   /* [rows * columns], trimmed; "" where blank */
    cb_mark *marks; /* [rows * columns] */
    char *text;     /* the file, of which all cells are parts */
} cb_csv;

/* Complains of: unreadable, empty, no data row, not UTF-8, BOM, NUL, an unclosed quote, rows with too few or too many
 * cells, blank or duplicate column names. Blank lines are skipped. */
cb_status cb_csv_load(const char *path, const char *shown, cb_diagnostics *diagnostics, cb_csv **csv) CB_MUST_USE;
void cb_csv_free(cb_csv *csv);
size_t cb_csv_column(const cb_csv *csv, const char *name); /* SIZE_MAX: not there */

#endif
