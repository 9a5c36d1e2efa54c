#include "table_keys.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST_KEYS 400

/* ---- order ----------------------------------------------------------------------------------------------------- */

static int compare(const void *a, const void *b, void *rows)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    int order = cb_rows_compare(rows, x, y);
    return order ? order : x < y ? -1 : 1;
}

/* The rows that are not `bad` (NULL: all) in the order of their keys; the caller frees the list. */
static size_t *sorted(const cb_rows *rows, const bool *bad, size_t *count)
{
    size_t *order = calloc(rows->count + 1, sizeof *order);
    *count = 0;
    for (size_t row = 0; order && row < rows->count; row++)
        if (!bad || !bad[row])
            order[(*count)++] = row;
    if (order)
        qsort_r(order, *count, sizeof *order, compare, (void *)rows);
    return order;
}

cb_status cb_table_keys_sort(cb_rows *rows)
{
    size_t count, *order = sorted(rows, NULL, &count);
    cb_status status = order ? cb_rows_reorder(rows, order) : CB_ERROR_MEMORY;
    free(order);
    return status;
}

/* ---- same keys twice ------------------------------------------------------------------------------------------- */

static bool is_key(const cb_rows_column *column)
{
    return column->declared->kind != CB_COLUMN_NUMBER;
}

static void append(char *text, const char *name, const char *value)
{
    size_t used = strlen(text);
    snprintf(text + used, LONGEST_KEYS - used, "%s%s %s", used ? ", " : "", name, value);
}

static cb_status complain_twice(const cb_csv *csv, const cb_rows *rows, size_t first, size_t again,
                                cb_diagnostics *diagnostics)
{
    char keys[LONGEST_KEYS] = "";
    const cb_rows_place *where = rows->columns[0].where;
    for (size_t c = 0; c < rows->column_count; c++)
        if (is_key(&rows->columns[c])) {
            size_t at = cb_csv_column(csv, rows->columns[c].declared->name);
            append(keys, rows->columns[c].declared->name, at == SIZE_MAX ? "" : csv->cells[again * csv->columns + at]);
        }
    cb_mark mark = {.file = rows->file, .line = where[again].line, .column = where[again].column};
    if (!*keys)
        return cb_diagnose(diagnostics, mark, "a second row, but no column tells it from line %u", where[first].line);
    return cb_diagnose(diagnostics, mark, "the row repeats line %u: %s; remove one", where[first].line, keys);
}

cb_status cb_table_keys_distinct(const cb_csv *csv, const cb_rows *rows, const bool *bad, cb_diagnostics *diagnostics)
{
    size_t count, first = 0, *order = sorted(rows, bad, &count);
    if (!order)
        return CB_ERROR_MEMORY;
    cb_status status = CB_OK;
    for (size_t i = 1; i < count; i++) {
        if (cb_rows_compare(rows, order[first], order[i]))
            first = i;
        else
            status = complain_twice(csv, rows, order[first], order[i], diagnostics);
    }
    free(order);
    return status;
}

/* ---- all combinations ------------------------------------------------------------------------------------------ */

static const cb_axis *axis_of(const cb_table_context *context, cb_column_kind kind)
{
    return kind == CB_COLUMN_AGE ? context->age : kind == CB_COLUMN_SEX ? context->sex : context->status;
}

/* Entries of the axis of a key; 0: not known. */
static size_t entries(const cb_table_context *context, cb_column_kind kind)
{
    if (kind == CB_COLUMN_PLACE)
        return context->place_count;
    if (kind != CB_COLUMN_AGE && kind != CB_COLUMN_SEX && kind != CB_COLUMN_STATUS)
        return 0;
    const cb_axis *axis = axis_of(context, kind);
    return axis ? axis->count : 0;
}

static const char *label(const cb_table_context *context, cb_column_kind kind, size_t entry)
{
    return kind == CB_COLUMN_PLACE ? context->places[entry].id : axis_of(context, kind)->labels[entry];
}

/* The entry of a key in its axis. */
static size_t entry_at(const cb_table_context *context, const cb_rows_column *column, size_t row)
{
    size_t entry = 0;
    if (column->declared->kind != CB_COLUMN_AGE)
        return (size_t)column->index[row];
    while (entry + 1 < context->age->count && context->age->values[entry] < column->index[row])
        entry++;
    return entry;
}

/* Number of a row among all combinations, in the order of the keys. */
static size_t combination(const cb_table_context *context, const cb_rows *rows, size_t row)
{
    size_t number = 0;
    for (size_t c = 0; c < rows->column_count; c++)
        if (is_key(&rows->columns[c]))
            number =
                number * entries(context, rows->columns[c].declared->kind) + entry_at(context, &rows->columns[c], row);
    return number;
}

static cb_status complain_missing(const cb_rows *rows, const cb_table_context *context, size_t number, size_t missing,
                                  cb_diagnostics *diagnostics)
{
    char keys[LONGEST_KEYS] = "", more[64] = "";
    size_t all = 1;
    for (size_t c = 0; c < rows->column_count; c++)
        if (is_key(&rows->columns[c]))
            all *= entries(context, rows->columns[c].declared->kind);
    for (size_t c = 0; c < rows->column_count; c++) {
        const cb_column *declared = rows->columns[c].declared;
        if (!is_key(&rows->columns[c]))
            continue;
        all /= entries(context, declared->kind);
        append(keys, declared->name, label(context, declared->kind, number / all));
        number %= all;
    }
    if (missing > 1)
        snprintf(more, sizeof more, ", and for %zu more combination%s", missing - 1, missing > 2 ? "s" : "");
    return cb_diagnose(diagnostics, (cb_mark){rows->file, 1, 1},
                       "there is no row for %s%s: every combination needs one, with 0 where nobody is", keys, more);
}

cb_status cb_table_keys_complete(const cb_rows *rows, const cb_table_context *context, cb_diagnostics *diagnostics)
{
    size_t all = 1, row = 0;
    for (size_t c = 0; c < rows->column_count; c++)
        if (is_key(&rows->columns[c]))
            all *= entries(context, rows->columns[c].declared->kind);
    if (!all || rows->count >= all)
        return CB_OK;
    while (row < rows->count && combination(context, rows, row) == row)
        row++;
    return complain_missing(rows, context, row, all - rows->count, diagnostics);
}
