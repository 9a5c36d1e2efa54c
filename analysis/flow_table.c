#include "flow_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"

#define MOST_COVARIATES 64

typedef struct reading {
    cb_flow_table *table;
    const cb_flow_form *form;
    const cb_csv *csv;
    cb_diagnostics *diagnostics;
    size_t origin, destination, flow, covariate[MOST_COVARIATES]; /* columns */
    bool logged[MOST_COVARIATES];
    size_t *row; /* [data.count]: of the file */
} reading;

/* ---- columns ---------------------------------------------------------------------------------------------------- */

static cb_status column_find(const reading *r, const char *name, size_t *column)
{
    *column = cb_csv_column(r->csv, name);
    if (*column != SIZE_MAX)
        return CB_OK;
    const char *nearest = cb_nearest_name(name, (const char *const *)r->csv->header, r->csv->columns);
    return cb_diagnose(r->diagnostics, r->csv->header_marks[0], "there is no column `%s`%s%s%s", name,
                       nearest ? ", did you mean `" : "", nearest ? nearest : "", nearest ? "`?" : "");
}

static cb_status covariate_add(reading *r, const char *name, bool logged)
{
    cb_flow_table *t = r->table;
    size_t k = t->data.covariates;
    if (k == MOST_COVARIATES)
        return cb_diagnose(r->diagnostics, r->csv->header_marks[0], "there may be %d covariates", MOST_COVARIATES);
    cb_status status = column_find(r, name, &r->covariate[k]);
    if (status)
        return status;
    size_t size = strlen(name) + sizeof "ln_";
    if (!(t->labels[k] = malloc(size)))
        return CB_ERROR_MEMORY;
    snprintf(t->labels[k], size, "%s%s", logged ? "ln_" : "", name);
    r->logged[k] = logged;
    t->data.covariates++;
    return CB_OK;
}

static cb_status covariates_add(reading *r, const char *names, bool logged)
{
    cb_status found = CB_OK;
    char *list = names ? strdup(names) : NULL, *rest = NULL;
    if (names && !list)
        return CB_ERROR_MEMORY;
    for (char *name = list ? strtok_r(list, ", ", &rest) : NULL; name && found != CB_ERROR_MEMORY;
         name = strtok_r(NULL, ", ", &rest)) {
        cb_status status = covariate_add(r, name, logged);
        found = status ? status : found;
    }
    free(list);
    return found;
}

static cb_status worse(cb_status a, cb_status b)
{
    return a == CB_ERROR_MEMORY || !b ? a : b;
}

static cb_status columns_find(reading *r)
{
    cb_status status = column_find(r, r->form->origin, &r->origin);
    status = worse(status, column_find(r, r->form->destination, &r->destination));
    status = worse(status, column_find(r, r->form->flow, &r->flow));
    status = worse(status, covariates_add(r, r->form->logged, true));
    status = worse(status, covariates_add(r, r->form->linear, false));
    return r->form->cost ? worse(status, covariate_add(r, r->form->cost, r->form->power)) : status;
}

/* ---- places ----------------------------------------------------------------------------------------------------- */

static const char *cell(const reading *r, size_t row, size_t column)
{
    return r->csv->cells[row * r->csv->columns + column];
}

static cb_mark mark(const reading *r, size_t row, size_t column)
{
    return r->csv->marks[row * r->csv->columns + column];
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static cb_status places_find(const reading *r)
{
    cb_flow_table *t = r->table;
    size_t count = 0, cells = 2 * r->csv->rows;
    char **ids = malloc((cells + 1) * sizeof *ids);
    if (!ids)
        return CB_ERROR_MEMORY;
    for (size_t row = 0; row < r->csv->rows; row++) {
        ids[count++] = (char *)cell(r, row, r->origin);
        ids[count++] = (char *)cell(r, row, r->destination);
    }
    qsort(ids, count, sizeof *ids, compare_texts);
    t->places = calloc(count + 1, sizeof *t->places);
    for (size_t i = 0; t->places && i < count; i++)
        if (!i || strcmp(ids[i], ids[i - 1])) {
            t->places[t->data.places] = strdup(ids[i]);
            if (t->places[t->data.places])
                t->data.places++;
        }
    free(ids);
    return t->places && t->data.places ? CB_OK : CB_ERROR_MEMORY;
}

static uint32_t place_of(const cb_flow_table *t, const char *id)
{
    char **found = bsearch(&id, t->places, t->data.places, sizeof *t->places, compare_texts);
    return (uint32_t)(found - t->places);
}

/* ---- rows ------------------------------------------------------------------------------------------------------- */

static cb_status number_read(const reading *r, size_t row, size_t column, double *value)
{
    const char *text = cell(r, row, column);
    char *end;
    *value = strtod(text, &end);
    if (*text && !*end && isfinite(*value))
        return CB_OK;
    return cb_diagnose(r->diagnostics, mark(r, row, column), "%s: `%s` is not a number", r->csv->header[column], text);
}

static cb_status covariate_read(const reading *r, size_t row, size_t k, double *value)
{
    cb_status status = number_read(r, row, r->covariate[k], value);
    if (status || !r->logged[k])
        return status;
    if (!(*value > 0.0))
        return cb_diagnose(r->diagnostics, mark(r, row, r->covariate[k]),
                           "%s is %g, but its logarithm counts: it must be above 0%s", r->csv->header[r->covariate[k]],
                           *value, k + 1 == r->table->data.covariates && r->form->power ? " (or --intra drop)" : "");
    *value = log(*value);
    return CB_OK;
}

static cb_status row_read(reading *r, size_t row)
{
    cb_flow_table *t = r->table;
    size_t at = t->data.count;
    t->origin[at] = place_of(t, cell(r, row, r->origin));
    t->destination[at] = place_of(t, cell(r, row, r->destination));
    if (t->origin[at] == t->destination[at] && r->form->drop_intra) {
        t->dropped++;
        return CB_OK;
    }
    cb_status status = number_read(r, row, r->flow, &t->flow[at]);
    if (!status && t->flow[at] < 0.0)
        status = cb_diagnose(r->diagnostics, mark(r, row, r->flow), "a flow of %g: there are no fewer than 0 movers",
                             t->flow[at]);
    for (size_t k = 0; k < t->data.covariates; k++)
        status = worse(status, covariate_read(r, row, k, &t->covariate[k][at]));
    r->row[at] = row;
    t->data.count++;
    return status;
}

static cb_status rows_allocate(reading *r)
{
    cb_flow_table *t = r->table;
    size_t rows = r->csv->rows + 1;
    t->origin = calloc(rows, sizeof *t->origin);
    t->destination = calloc(rows, sizeof *t->destination);
    t->flow = calloc(rows, sizeof *t->flow);
    r->row = calloc(rows, sizeof *r->row);
    t->covariate = calloc(t->data.covariates + 1, sizeof *t->covariate);
    if (!t->origin || !t->destination || !t->flow || !r->row || !t->covariate)
        return CB_ERROR_MEMORY;
    for (size_t k = 0; k < t->data.covariates; k++)
        if (!(t->covariate[k] = calloc(rows, sizeof(double))))
            return CB_ERROR_MEMORY;
    return CB_OK;
}

typedef struct pair {
    uint64_t key;
    size_t row;
} pair;

static int compare_pairs(const void *a, const void *b)
{
    const pair *x = a, *y = b;
    return x->key != y->key ? (x->key > y->key) - (x->key < y->key) : (x->row > y->row) - (x->row < y->row);
}

static cb_status pairs_check(const reading *r)
{
    const cb_flow_table *t = r->table;
    cb_status status = CB_OK;
    pair *pairs = malloc((t->data.count + 1) * sizeof *pairs);
    if (!pairs)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < t->data.count; i++)
        pairs[i] = (pair){(uint64_t)t->origin[i] << 32 | t->destination[i], r->row[i]};
    qsort(pairs, t->data.count, sizeof *pairs, compare_pairs);
    for (size_t i = 1; i < t->data.count; i++)
        if (pairs[i].key == pairs[i - 1].key)
            status = cb_diagnose(r->diagnostics, mark(r, pairs[i].row, r->origin),
                                 "the flow from %s to %s stands in row %zu already", t->places[pairs[i].key >> 32],
                                 t->places[pairs[i].key & UINT32_MAX], pairs[i - 1].row + 2);
    free(pairs);
    return status;
}

static cb_status rows_read(reading *r)
{
    cb_status status = rows_allocate(r), found = CB_OK;
    for (size_t row = 0; row < r->csv->rows && !status; row++)
        found = worse(found, row_read(r, row));
    if (status)
        return status;
    return worse(found, pairs_check(r));
}

cb_status cb_flow_table_read(cb_flow_table *table, const char *path, const cb_flow_form *form,
                             cb_diagnostics *diagnostics)
{
    cb_csv *csv = NULL;
    *table = (cb_flow_table){.labels = calloc(MOST_COVARIATES + 1, sizeof(char *))};
    reading r = {.table = table, .form = form, .diagnostics = diagnostics};
    cb_status status = table->labels ? cb_csv_load(path, path, diagnostics, &csv) : CB_ERROR_MEMORY;
    r.csv = csv;
    if (!status)
        status = columns_find(&r);
    if (!status)
        status = places_find(&r);
    if (!status)
        status = rows_read(&r);
    free(r.row);
    cb_csv_free(csv);
    table->data.origin = table->origin;
    table->data.destination = table->destination;
    table->data.flow = table->flow;
    table->data.covariate = table->covariate;
    table->data.names = (const char *const *)table->labels;
    return status;
}

void cb_flow_table_free(cb_flow_table *table)
{
    for (size_t p = 0; p < table->data.places; p++)
        free(table->places[p]);
    for (size_t k = 0; k < table->data.covariates; k++) {
        free(table->labels[k]);
        if (table->covariate)
            free(table->covariate[k]);
    }
    free(table->places);
    free(table->labels);
    free(table->origin);
    free(table->destination);
    free(table->flow);
    free(table->covariate);
    *table = (cb_flow_table){0};
}
