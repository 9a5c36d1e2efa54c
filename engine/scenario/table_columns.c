#include "table_columns.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_LIST 512

size_t cb_table_column_count(const cb_table *declared)
{
    size_t count = 0;
    while (declared->columns[count].name)
        count++;
    return count;
}

/* "place, sex, age, status (may be absent), persons" */
static void list_columns(const cb_table *declared, char *text)
{
    size_t used = 0;
    *text = '\0';
    for (const cb_column *c = declared->columns; c->name && used < LONGEST_LIST; c++) {
        int more = snprintf(text + used, LONGEST_LIST - used, "%s%s%s", used ? ", " : "", c->name,
                            c->optional ? " (may be absent)" : "");
        used += more > 0 ? (size_t)more : 0;
    }
}

static cb_status complain_unknown(const cb_csv *csv, const cb_table *declared, size_t column, const char *nearest,
                                  cb_diagnostics *diagnostics)
{
    char columns[LONGEST_LIST];
    list_columns(declared, columns);
    if (nearest)
        return cb_diagnose(diagnostics, csv->header_marks[column], "unknown column `%s`, did you mean `%s`?",
                           csv->header[column], nearest);
    return cb_diagnose(diagnostics, csv->header_marks[column],
                       "unknown column `%s`: remove it; the columns of `%s` are %s", csv->header[column],
                       declared->name, columns);
}

/* Complains of every column of the file that is not declared; a misspelt one stands for what it was meant to be. */
static cb_status match_header(const cb_csv *csv, const cb_table *declared, cb_diagnostics *diagnostics, size_t *at)
{
    cb_status status = CB_OK;
    size_t count = cb_table_column_count(declared);
    const char **missing = calloc(count + 1, sizeof *missing);
    if (!missing)
        return CB_ERROR_MEMORY;
    for (size_t c = 0; c < count; c++) {
        at[c] = cb_csv_column(csv, declared->columns[c].name);
        missing[c] = at[c] == SIZE_MAX ? declared->columns[c].name : NULL;
    }
    for (size_t i = 0; i < csv->columns; i++) {
        size_t c = 0;
        while (c < count && at[c] != i)
            c++;
        if (c < count)
            continue;
        const char *nearest = cb_nearest_name(csv->header[i], missing, count);
        status = complain_unknown(csv, declared, i, nearest, diagnostics);
        for (c = 0; nearest && c < count; c++)
            if (missing[c] == nearest) {
                at[c] = i;
                missing[c] = NULL;
            }
    }
    free(missing);
    return status;
}

static bool needed(const cb_table *declared, const cb_column *column, const cb_axis *status)
{
    if (column->kind == CB_COLUMN_STATUS && status && status->count)
        return declared->defines_axes ? status->count > 1 : !column->optional && status->count > 1;
    return !column->optional;
}

static cb_status complain_missing(const cb_csv *csv, const cb_table *declared, const cb_column *column,
                                  const cb_axis *status, cb_diagnostics *diagnostics)
{
    char columns[LONGEST_LIST];
    list_columns(declared, columns);
    if (column->optional)
        return cb_diagnose(diagnostics, csv->header_marks[0],
                           "the column `%s` is missing: with %zu statuses every row must say whose people it counts",
                           column->name, status->count);
    return cb_diagnose(diagnostics, csv->header_marks[0], "the column `%s` is missing; the columns of `%s` are %s",
                       column->name, declared->name, columns);
}

cb_status cb_table_match(const cb_csv *csv, const cb_table *declared, const cb_axis *status,
                         cb_diagnostics *diagnostics, size_t *at)
{
    cb_status found = match_header(csv, declared, diagnostics, at);
    if (found == CB_ERROR_MEMORY)
        return found;
    for (size_t c = 0; declared->columns[c].name; c++)
        if (at[c] == SIZE_MAX && needed(declared, &declared->columns[c], status))
            found = complain_missing(csv, declared, &declared->columns[c], status, diagnostics);
    return found;
}

bool cb_table_age(const char *text, int *years)
{
    size_t digits = strspn(text, "0123456789");
    if (!digits || text[digits] || digits > 3)
        return false;
    *years = atoi(text);
    return *years <= CB_OLDEST;
}

cb_status cb_table_complain_age(cb_diagnostics *diagnostics, cb_mark mark, const char *text)
{
    if (!*text)
        return cb_diagnose(diagnostics, mark, "the age is blank: every row needs one");
    return cb_diagnose(diagnostics, mark,
                       "`%s` is not an age: expected the lower end of an age group in whole years, 0 to %d", text,
                       CB_OLDEST);
}
