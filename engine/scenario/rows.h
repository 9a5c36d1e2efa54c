/* Inside of cb_rows: the columns of a table that was read, rows sorted by their keys. */
#ifndef CB_ROWS_H
#define CB_ROWS_H

#include "table.h"

typedef struct cb_rows_place {
    uint32_t line, column;
} cb_rows_place;

typedef struct cb_rows_column {
    const cb_column *declared;
    double *number;       /* numbers and years */
    int *index;           /* places, sexes, statuses, ages */
    char **text;          /* text keys */
    cb_rows_place *where; /* in the file */
    bool period;
} cb_rows_column;

struct cb_rows {
    char *file;
    size_t count, column_count;
    cb_rows_column *columns;
};

/* Room for `count` rows; columns with their declarations only. */
cb_status cb_rows_create(const char *file, size_t count, size_t column_count, cb_rows **rows) CB_MUST_USE;
/* Room for the values of a column. */
cb_status cb_rows_column_open(cb_rows *rows, size_t column, const cb_column *declared) CB_MUST_USE;
/* Negative, 0, positive as the keys of row a stand before, at or after those of row b. */
int cb_rows_compare(const cb_rows *rows, size_t a, size_t b);
/* Brings the rows into the order rows[order[0]], rows[order[1]], .. */
cb_status cb_rows_reorder(cb_rows *rows, const size_t *order) CB_MUST_USE;

#endif
