/* The places of a scenario, from one CSV file. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "loader.h"

#define MOST_COLUMNS 8

typedef struct place_table {
    const cb_csv *csv;
    size_t columns[MOST_COLUMNS]; /* of each declared column in the file, SIZE_MAX: absent */
} place_table;

typedef struct place_row {
    cb_place place; /* first: sorted by the id it begins with */
    size_t row;
} place_row;

static bool place_column_declared(const char *name)
{
    for (const cb_column *column = cb_schema_places()->columns; column->name; column++)
        if (!strcmp(column->name, name))
            return true;
    return false;
}

static cb_status complain_of_column(cb_loader *loader, const cb_csv *csv, size_t c)
{
    const char *names[MOST_COLUMNS];
    size_t count = 0;
    for (const cb_column *column = cb_schema_places()->columns; column->name; column++)
        names[count++] = column->name;
    return cb_diagnose(loader->diagnostics, csv->header_marks[c], "the places table has no column `%s`%s",
                       csv->header[c], cb_suggestion(loader, csv->header[c], names, count, "its columns are"));
}

static cb_status find_columns(cb_loader *loader, place_table *table)
{
    cb_status status = CB_OK;
    const cb_column *columns = cb_schema_places()->columns;
    for (size_t c = 0; c < table->csv->columns; c++)
        if (!place_column_declared(table->csv->header[c]))
            CB_GO_ON(status = complain_of_column(loader, table->csv, c));
    for (size_t d = 0; columns[d].name; d++) {
        table->columns[d] = cb_csv_column(table->csv, columns[d].name);
        if (table->columns[d] == SIZE_MAX && !columns[d].optional)
            CB_GO_ON(status =
                         cb_diagnose(loader->diagnostics, (cb_mark){.file = table->csv->file, .line = 1, .column = 1},
                                     "the places table needs the column `%s`: %s", columns[d].name, columns[d].doc));
    }
    return status;
}

/* Cell of a declared column; NULL where the file does not have it. */
static const char *place_cell(const place_table *table, size_t row, size_t declared, cb_mark *mark)
{
    if (table->columns[declared] == SIZE_MAX)
        return NULL;
    size_t at = row * table->csv->columns + table->columns[declared];
    *mark = table->csv->marks[at];
    return table->csv->cells[at];
}

static cb_status read_coordinate(cb_loader *loader, const place_table *table, size_t row, size_t declared,
                                 double *value)
{
    cb_mark mark;
    const cb_column *column = &cb_schema_places()->columns[declared];
    const char *cell = place_cell(table, row, declared, &mark);
    *value = NAN;
    if (!cell)
        return CB_OK;
    if (!*cell)
        return cb_diagnose(loader->diagnostics, mark,
                           "`%s` is blank: give a number in %s for every place, or leave the column out", column->name,
                           column->unit);
    if (!cb_text_number(cell, value) || !isfinite(*value))
        return cb_diagnose(loader->diagnostics, mark, "`%s` is `%s`, but must be a number in %s", column->name, cell,
                           column->unit);
    if (*value < column->min || *value > column->max)
        return cb_diagnose(loader->diagnostics, mark, "`%s` is %s, but must be from %g to %g %s", column->name, cell,
                           column->min, column->max, column->unit);
    return CB_OK;
}

static cb_status read_place(cb_loader *loader, const place_table *table, size_t row, cb_place *place)
{
    cb_mark mark;
    place->id = place_cell(table, row, 0, &mark);
    place->mark = mark;
    place->name = place_cell(table, row, 1, &(cb_mark){0});
    if (!place->name || !*place->name)
        place->name = place->id;
    CB_GO_ON(read_coordinate(loader, table, row, 2, &place->longitude));
    CB_GO_ON(read_coordinate(loader, table, row, 3, &place->latitude));
    CB_GO_ON(read_coordinate(loader, table, row, 4, &place->area));
    if (!cb_schema_is_id(place->id))
        return cb_diagnose(loader->diagnostics, mark, "`%s` is not an id: " CB_ID_WORDS " are", place->id);
    if (!strcmp(place->id, "all"))
        return cb_diagnose(loader->diagnostics, mark, "`all` means every place and cannot be the id of one");
    return CB_OK;
}

static int compare_rows(const void *a, const void *b)
{
    const place_row *left = a, *right = b;
    int order = strcmp(left->place.id, right->place.id);
    return order ? order : (left->row > right->row) - (left->row < right->row);
}

static cb_status complain_of_repetition(cb_loader *loader, const place_table *table, const place_row *first,
                                        const place_row *again)
{
    cb_mark mark = {0}, earlier = {0};
    place_cell(table, again->row, 0, &mark);
    place_cell(table, first->row, 0, &earlier);
    return cb_diagnose(loader->diagnostics, mark, "the place `%s` has two rows; the first is line %zu", again->place.id,
                       earlier.line);
}

/* Sorts the rows by id and keeps the first of each. */
static cb_status keep_places(cb_loader *loader, const place_table *table, place_row *rows)
{
    cb_scenario *scenario = loader->scenario;
    scenario->places = cb_arena_array(loader->arena, table->csv->rows, sizeof *scenario->places);
    if (!scenario->places)
        return CB_ERROR_MEMORY;
    qsort(rows, table->csv->rows, sizeof *rows, compare_rows);
    const place_row *first = NULL;
    for (size_t i = 0; i < table->csv->rows; i++) {
        if (first && !strcmp(first->place.id, rows[i].place.id)) {
            CB_GO_ON(complain_of_repetition(loader, table, first, &rows[i]));
            continue;
        }
        first = &rows[i];
        scenario->places[scenario->place_count++] = first->place;
    }
    loader->places_known = true;
    return CB_OK;
}

cb_status cb_load_places(cb_loader *loader)
{
    cb_table_record record = {0};
    place_table table;
    if (!loader->root.places)
        return CB_OK;
    CB_GO_ON(cb_schema_read(loader, CB_SECTION_PLACES, loader->root.places, &record));
    if (!record.table)
        return CB_ERROR_INPUT;
    loader->scenario->places_source = record.source;
    loader->scenario->places_assumed = record.assumed;
    cb_status status = cb_sources_csv(&loader->sources, record.table, loader->diagnostics, &table.csv);
    if (!status)
        status = find_columns(loader, &table);
    if (status && (status != CB_ERROR_INPUT || !table.csv || table.columns[0] == SIZE_MAX))
        return status;
    place_row *rows = cb_arena_array(loader->arena, table.csv->rows, sizeof *rows);
    if (!rows)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < table.csv->rows; i++) {
        rows[i].row = i;
        CB_GO_ON(read_place(loader, &table, i, &rows[i].place));
    }
    return keep_places(loader, &table, rows);
}

const char *cb_place_hint(cb_loader *loader, const char *word)
{
    const cb_scenario *scenario = loader->scenario;
    const char *text = NULL;
    for (size_t i = 0; i < scenario->place_count && !text; i++)
        if (!strcmp(scenario->places[i].name, word))
            text = cb_arena_text(loader->arena, ": it is the name of the place `%s`; write this id",
                                 scenario->places[i].id);
    return text ? text : "";
}

cb_status cb_place_find(cb_loader *loader, const cb_yaml *node, cb_id *place)
{
    const cb_scenario *scenario = loader->scenario;
    *place = CB_NONE;
    if (!loader->places_known)
        return CB_ERROR_INPUT;
    *place = cb_scenario_place(scenario, node->text);
    if (*place != CB_NONE)
        return CB_OK;
    const char *hint = cb_place_hint(loader, node->text), *nearest = NULL;
    const char **names = cb_arena_array(loader->arena, scenario->place_count, sizeof *names);
    if (!names)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < scenario->place_count; i++)
        names[i] = scenario->places[i].id;
    if (!*hint)
        nearest = cb_nearest_name(node->text, names, scenario->place_count);
    if (nearest)
        return cb_diagnose(loader->diagnostics, node->mark, "there is no place `%s`; did you mean `%s`?", node->text,
                           nearest);
    return cb_diagnose(loader->diagnostics, node->mark, "there is no place with the id `%s`%s", node->text, hint);
}
