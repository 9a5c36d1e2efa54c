#include "rows.h"

#include <stdlib.h>
#include <string.h>

/* ---- life ------------------------------------------------------------------------------------------------------ */

cb_status cb_rows_create(const char *file, size_t count, size_t column_count, cb_rows **rows)
{
    *rows = calloc(1, sizeof **rows);
    if (!*rows)
        return CB_ERROR_MEMORY;
    (*rows)->count = count;
    (*rows)->file = strdup(file);
    (*rows)->columns = calloc(column_count + 1, sizeof *(*rows)->columns);
    (*rows)->column_count = (*rows)->columns ? column_count : 0;
    if ((*rows)->file && (*rows)->columns)
        return CB_OK;
    cb_rows_free(*rows);
    *rows = NULL;
    return CB_ERROR_MEMORY;
}

cb_status cb_rows_column_open(cb_rows *rows, size_t column, const cb_column *declared)
{
    cb_rows_column *c = &rows->columns[column];
    size_t room = rows->count + 1;
    c->declared = declared;
    c->where = calloc(room, sizeof *c->where);
    bool number = declared->kind == CB_COLUMN_NUMBER || declared->kind == CB_COLUMN_YEAR;
    if (number)
        c->number = calloc(room, sizeof *c->number);
    else if (declared->kind == CB_COLUMN_TEXT)
        c->text = calloc(room, sizeof *c->text);
    else
        c->index = calloc(room, sizeof *c->index);
    return c->where && (c->number || c->text || c->index) ? CB_OK : CB_ERROR_MEMORY;
}

void cb_rows_free(cb_rows *rows)
{
    if (!rows)
        return;
    for (size_t c = 0; c < rows->column_count; c++) {
        cb_rows_column *column = &rows->columns[c];
        for (size_t row = 0; column->text && row < rows->count; row++)
            free(column->text[row]);
        free(column->text);
        free(column->number);
        free(column->index);
        free(column->where);
    }
    free(rows->columns);
    free(rows->file);
    free(rows);
}

/* ---- order ----------------------------------------------------------------------------------------------------- */

static int compare_cells(const cb_rows_column *c, size_t a, size_t b)
{
    if (c->index)
        return (c->index[a] > c->index[b]) - (c->index[a] < c->index[b]);
    if (c->text)
        return strcmp(c->text[a], c->text[b]);
    return (c->number[a] > c->number[b]) - (c->number[a] < c->number[b]);
}

int cb_rows_compare(const cb_rows *rows, size_t a, size_t b)
{
    int order = 0;
    for (size_t c = 0; c < rows->column_count && !order; c++)
        if (rows->columns[c].declared->kind != CB_COLUMN_NUMBER)
            order = compare_cells(&rows->columns[c], a, b);
    return order;
}

/* Permutes an array of `count` entries of `size` bytes by way of `spare`. */
static void permute(void *array, size_t size, const size_t *order, size_t count, void *spare)
{
    if (!array)
        return;
    for (size_t i = 0; i < count; i++)
        memcpy((char *)spare + i * size, (char *)array + order[i] * size, size);
    memcpy(array, spare, count * size);
}

cb_status cb_rows_reorder(cb_rows *rows, const size_t *order)
{
    void *spare = calloc(rows->count + 1, sizeof(double));
    if (!spare)
        return CB_ERROR_MEMORY;
    for (size_t c = 0; c < rows->column_count; c++) {
        cb_rows_column *column = &rows->columns[c];
        permute(column->number, sizeof *column->number, order, rows->count, spare);
        permute(column->index, sizeof *column->index, order, rows->count, spare);
        permute(column->text, sizeof *column->text, order, rows->count, spare);
        permute(column->where, sizeof *column->where, order, rows->count, spare);
    }
    free(spare);
    return CB_OK;
}

/* ---- what a process asks --------------------------------------------------------------------------------------- */

static const cb_rows_column *find(const cb_rows *rows, const char *name)
{
    for (size_t c = 0; c < rows->column_count; c++)
        if (!strcmp(rows->columns[c].declared->name, name))
            return &rows->columns[c];
    return NULL;
}

size_t cb_rows_count(const cb_rows *rows)
{
    return rows->count;
}

const double *cb_rows_number(const cb_rows *rows, const char *column)
{
    const cb_rows_column *c = find(rows, column);
    return c ? c->number : NULL;
}

const int *cb_rows_index(const cb_rows *rows, const char *column)
{
    const cb_rows_column *c = find(rows, column);
    return c ? c->index : NULL;
}

const char *const *cb_rows_text(const cb_rows *rows, const char *column)
{
    const cb_rows_column *c = find(rows, column);
    return c ? (const char *const *)c->text : NULL;
}

bool cb_rows_is_period(const cb_rows *rows, const char *column)
{
    const cb_rows_column *c = find(rows, column);
    return c && c->period;
}

cb_status cb_rows_diagnose(const cb_rows *rows, cb_diagnostics *diagnostics, size_t row, const char *column,
                           const char *message)
{
    const cb_rows_column *c = column ? find(rows, column) : NULL;
    cb_mark mark = {.file = rows->file};
    if (!c && rows->column_count)
        c = &rows->columns[0];
    if (c && row < rows->count) {
        mark.line = c->where[row].line;
        mark.column = c->where[row].column;
    }
    return cb_diagnose(diagnostics, mark, "%s", message);
}
