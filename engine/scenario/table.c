#include "table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "quantity.h"
#include "rows.h"
#include "table_columns.h"
#include "table_keys.h"

#define MOST_GUESSES 50 /* names looked for in a hopeless table */

typedef struct table_reading {
    const cb_csv *csv;
    const cb_table *declared;
    const cb_table_context *context;
    cb_diagnostics *diagnostics;
    cb_rows *rows;
    size_t *at;             /* [declared columns] where they are in the file */
    bool *bad;              /* [rows] a key was not understood */
    const char **place_ids; /* [places] for suggestions */
    size_t complaints;
    size_t first_year; /* row of the first year that was understood, SIZE_MAX: none yet */
    bool comparable;   /* all keys have numbers: false where places or an axis are not known */
} table_reading;

/* The cell that is being read. */
typedef struct table_cell {
    const char *text;
    cb_mark mark;
    size_t row;
    cb_rows_column *column;
} table_cell;

static cb_status complained(table_reading *r, const table_cell *cell, cb_status status)
{
    r->complaints++;
    r->bad[cell->row] |= cell->column->declared->kind != CB_COLUMN_NUMBER;
    return status;
}

#define COMPLAIN(r, cell, ...) complained(r, cell, cb_diagnose((r)->diagnostics, (cell)->mark, __VA_ARGS__))

/* ---- numbers and years ----------------------------------------------------------------------------------------- */

static cb_status read_number(table_reading *r, const table_cell *cell)
{
    const cb_column *c = cell->column->declared;
    double *value = &cell->column->number[cell->row];
    const char *unit = c->unit && strcmp(c->unit, "1") ? c->unit : "";
    char range[160];
    if (!*cell->text)
        return COMPLAIN(r, cell, "`%s` is blank: expected a number%s%s", c->name, *unit ? " in " : "", unit);
    if (cb_text_infinite(cell->text))
        return COMPLAIN(r, cell, "`%s` is not a finite number: expected `%s`%s%s", cell->text, c->name,
                        *unit ? " in " : "", unit);
    if (!cb_text_number(cell->text, value))
        return COMPLAIN(r, cell, "`%s` is not a number: expected `%s`%s%s, a bare number with a decimal point",
                        cell->text, c->name, *unit ? " in " : "", unit);
    if (!(c->min < c->max) || (*value >= c->min && *value <= c->max))
        return CB_OK;
    cb_range_text(c->min, c->max, c->unit, range, sizeof range);
    return COMPLAIN(r, cell, "out of range: `%s` is %s, expected %s", c->name, cell->text, range);
}

static bool four_digits(const char *text, int *year)
{
    if (strspn(text, "0123456789") < 4)
        return false;
    *year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
    return true;
}

static cb_status read_year(table_reading *r, const table_cell *cell)
{
    int from, to = 0;
    const char *text = cell->text;
    bool year = four_digits(text, &from) && !text[4];
    bool period = !year && four_digits(text, &from) && text[4] == '-' && four_digits(text + 5, &to) && !text[9];
    if (!year && !(period && to == from + 5))
        return COMPLAIN(r, cell, "`%s` is not a year: expected a calendar year `2024` or five years `2020-2025`", text);
    cell->column->number[cell->row] = from;
    if (r->first_year == SIZE_MAX) {
        r->first_year = cell->row;
        cell->column->period = period;
    }
    if (cell->column->period == period)
        return CB_OK;
    return COMPLAIN(r, cell, "`%s` is a %s, but line %u has a %s: a table has one kind of years", text,
                    period ? "period" : "single year", cell->column->where[r->first_year].line,
                    period ? "single year" : "period");
}

/* ---- keys ------------------------------------------------------------------------------------------------------ */

static cb_status complain_name(table_reading *r, const table_cell *cell, const char *const *names, size_t count)
{
    const char *name = cell->column->declared->name;
    if (!*cell->text)
        return COMPLAIN(r, cell, "`%s` is blank: every row needs one", name);
    const char *nearest = r->complaints < MOST_GUESSES ? cb_nearest_name(cell->text, names, count) : NULL;
    if (nearest)
        return COMPLAIN(r, cell, "unknown %s `%s`, did you mean `%s`?", name, cell->text, nearest);
    if (count && count <= 4)
        return COMPLAIN(r, cell, "unknown %s `%s`: expected %s%s%s%s%s%s%s", name, cell->text, names[0],
                        count > 1 ? ", " : "", count > 1 ? names[1] : "", count > 2 ? ", " : "",
                        count > 2 ? names[2] : "", count > 3 ? ", " : "", count > 3 ? names[3] : "");
    return COMPLAIN(r, cell, "unknown %s `%s`", name, cell->text);
}

/* A name that stands where an id is expected is told from an unknown place. */
static cb_status complain_place(table_reading *r, const table_cell *cell)
{
    const cb_table_context *x = r->context;
    for (size_t i = 0; *cell->text && r->complaints < MOST_GUESSES && i < x->place_count; i++)
        if (x->places[i].name && !strcmp(x->places[i].name, cell->text))
            return COMPLAIN(r, cell, "unknown %s `%s`: it is the name of the place `%s`; write this id",
                            cell->column->declared->name, cell->text, x->places[i].id);
    return complain_name(r, cell, r->place_ids, x->place_count);
}

static cb_status read_place(table_reading *r, const table_cell *cell)
{
    const cb_table_context *x = r->context;
    if (!x->places) {
        r->comparable = false;
        return CB_OK;
    }
    size_t low = 0, high = x->place_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(cell->text, x->places[middle].id);
        if (!order) {
            cell->column->index[cell->row] = (int)middle;
            return CB_OK;
        }
        low = order > 0 ? middle + 1 : low;
        high = order > 0 ? high : middle;
    }
    return complain_place(r, cell);
}

static cb_status read_label(table_reading *r, const table_cell *cell, const cb_axis *axis)
{
    if (!axis) {
        r->comparable = false;
        return CB_OK;
    }
    for (size_t i = 0; i < axis->count; i++)
        if (!strcmp(axis->labels[i], cell->text)) {
            cell->column->index[cell->row] = (int)i;
            return CB_OK;
        }
    return complain_name(r, cell, axis->labels, axis->count);
}

static cb_status read_age(table_reading *r, const table_cell *cell)
{
    int years;
    const cb_axis *age = r->context->age;
    if (!cb_table_age(cell->text, &years))
        return complained(r, cell, cb_table_complain_age(r->diagnostics, cell->mark, cell->text));
    cell->column->index[cell->row] = years;
    if (!r->declared->defines_axes || r->declared->oldest || !age || !age->values)
        return CB_OK;
    for (size_t i = 0; i < age->count; i++)
        if (age->values[i] == years)
            return CB_OK;
    return COMPLAIN(r, cell, "age %d is not the border of an age group", years);
}

static cb_status read_text(table_reading *r, const table_cell *cell)
{
    cell->column->text[cell->row] = strdup(cell->text);
    if (!cell->column->text[cell->row])
        return CB_ERROR_MEMORY;
    return *cell->text ? CB_OK : complain_name(r, cell, NULL, 0);
}

/* ---- columns --------------------------------------------------------------------------------------------------- */

static cb_status read_cell(table_reading *r, const table_cell *cell)
{
    switch (cell->column->declared->kind) {
    case CB_COLUMN_NUMBER:
        return read_number(r, cell);
    case CB_COLUMN_PLACE:
        return read_place(r, cell);
    case CB_COLUMN_SEX:
        return read_label(r, cell, r->context->sex);
    case CB_COLUMN_STATUS:
        return read_label(r, cell, r->context->status);
    case CB_COLUMN_AGE:
        return read_age(r, cell);
    case CB_COLUMN_YEAR:
        return read_year(r, cell);
    case CB_COLUMN_TEXT:
        return read_text(r, cell);
    }
    return CB_OK;
}

static cb_status read_column(table_reading *r, cb_rows_column *column, size_t at)
{
    const cb_csv *csv = r->csv;
    r->first_year = SIZE_MAX;
    for (size_t row = 0; row < csv->rows; row++) {
        size_t i = row * csv->columns + at;
        table_cell cell = {csv->cells[i], csv->marks[i], row, column};
        column->where[row] = (cb_rows_place){(uint32_t)cell.mark.line, (uint32_t)cell.mark.column};
        if (read_cell(r, &cell) == CB_ERROR_MEMORY)
            return CB_ERROR_MEMORY;
    }
    return CB_OK;
}

static cb_status read_columns(table_reading *r)
{
    size_t used = 0;
    for (size_t c = 0; r->declared->columns[c].name; c++) {
        if (r->at[c] == SIZE_MAX)
            continue;
        cb_status status = cb_rows_column_open(r->rows, used, &r->declared->columns[c]);
        if (!status)
            status = read_column(r, &r->rows->columns[used++], r->at[c]);
        if (status)
            return status;
    }
    return CB_OK;
}

/* ---- tables ---------------------------------------------------------------------------------------------------- */

static cb_status open_rows(table_reading *r)
{
    size_t used = 0, columns = cb_table_column_count(r->declared);
    for (size_t c = 0; c < columns; c++)
        used += r->at[c] != SIZE_MAX;
    r->bad = calloc(r->csv->rows + 1, sizeof *r->bad);
    r->place_ids = calloc(r->context->place_count + 1, sizeof *r->place_ids);
    if (!r->bad || !r->place_ids)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < r->context->place_count; i++)
        r->place_ids[i] = r->context->places[i].id;
    return cb_rows_create(r->csv->file, r->csv->rows, used, &r->rows);
}

static cb_status read_rows(table_reading *r)
{
    cb_status status = open_rows(r);
    if (!status)
        status = read_columns(r);
    if (!status && r->comparable)
        status = cb_table_keys_distinct(r->csv, r->rows, r->bad, r->diagnostics);
    if (!status && r->complaints)
        status = CB_ERROR_INPUT;
    if (!status && r->comparable)
        status = cb_table_keys_sort(r->rows);
    if (!status && r->comparable && r->declared->defines_axes && !r->declared->oldest)
        status = cb_table_keys_complete(r->rows, r->context, r->diagnostics);
    return status;
}

cb_status cb_table_read(const cb_csv *csv, const cb_table *declared, const cb_table_context *context,
                        cb_diagnostics *diagnostics, cb_rows **rows)
{
    table_reading r = {
        .csv = csv, .declared = declared, .context = context, .diagnostics = diagnostics, .comparable = true};
    *rows = NULL;
    r.at = calloc(cb_table_column_count(declared) + 1, sizeof *r.at);
    cb_status status = r.at ? cb_table_match(csv, declared, context->status, diagnostics, r.at) : CB_ERROR_MEMORY;
    if (!status)
        status = read_rows(&r);
    if (status)
        cb_rows_free(r.rows);
    else
        *rows = r.rows;
    free(r.at);
    free(r.bad);
    free(r.place_ids);
    return status;
}
