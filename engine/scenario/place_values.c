/* Values by place: `{table: FILE.csv, column: NAME}` in place of a number. */
#include <math.h>

#include "loader.h"

typedef struct place_values {
    cb_loader *loader;
    const cb_yaml *node;
    cb_place_values_record record;
    const cb_csv *csv;
    size_t place_column, column;
    const char *unit;
    double low, high;
    double *values; /* [places], NaN where no row was read */
} place_values;

static cb_status find_value_column(place_values *p, const char *name, cb_mark mark, size_t *column)
{
    *column = cb_csv_column(p->csv, name);
    if (*column != SIZE_MAX)
        return CB_OK;
    return cb_diagnose(
        p->loader->diagnostics, mark, "the table `%s` has no column `%s`%s", p->record.table->text, name,
        cb_suggestion(p->loader, name, (const char *const *)p->csv->header, p->csv->columns, "its columns are"));
}

static cb_status read_place_value(place_values *p, size_t row)
{
    const cb_csv *csv = p->csv;
    size_t at = row * csv->columns + p->column, key = row * csv->columns + p->place_column;
    const cb_scenario *scenario = p->loader->scenario;
    const char *unit = p->unit ? p->unit : "1", *given = p->record.unit ? p->record.unit : unit;
    double value;
    cb_id place = cb_scenario_place(scenario, csv->cells[key]);
    if (place == CB_NONE)
        return cb_diagnose(p->loader->diagnostics, csv->marks[key], "there is no place `%s` in the places table",
                           csv->cells[key]);
    if (!isnan(p->values[place]))
        return cb_diagnose(p->loader->diagnostics, csv->marks[key], "the place `%s` has two rows", csv->cells[key]);
    p->values[place] = 0.0;
    if (!cb_text_number(csv->cells[at], &value) || !isfinite(value))
        return cb_diagnose(p->loader->diagnostics, csv->marks[at], "`%s` is not a number; `%s` is expected in %s",
                           csv->cells[at], p->record.column, given);
    CB_GO_ON(cb_units_convert(p->loader->units, given, unit, value, &value));
    if (p->low < p->high && (value < p->low || value > p->high))
        return cb_diagnose(p->loader->diagnostics, csv->marks[at], "%s is %.6g %s, but must be from %.6g to %.6g %s",
                           p->record.column, value, unit, p->low, p->high, unit);
    p->values[place] = value;
    return CB_OK;
}

static cb_status check_place_values(place_values *p)
{
    const cb_scenario *scenario = p->loader->scenario;
    for (size_t i = 0; i < scenario->place_count; i++)
        if (isnan(p->values[i]))
            return cb_diagnose(p->loader->diagnostics, p->record.table->mark,
                               "the table `%s` has no row for the place `%s`: every place needs a value",
                               p->record.table->text, scenario->places[i].id);
    return CB_OK;
}

static cb_status open_place_values(place_values *p)
{
    cb_loader *loader = p->loader;
    cb_status status = cb_schema_read(loader, CB_SECTION_PLACE_VALUES, p->node, &p->record);
    if (!status)
        status = cb_sources_csv(&loader->sources, p->record.table, loader->diagnostics, &p->csv);
    if (status)
        return status;
    double one;
    const cb_yaml *unit = cb_schema_node(CB_SECTION_PLACE_VALUES, p->node, offsetof(cb_place_values_record, unit));
    if (p->record.unit && cb_units_convert(loader->units, p->record.unit, p->unit ? p->unit : "1", 1.0, &one))
        return cb_diagnose(loader->diagnostics, unit->mark, "`%s` is not a unit that can stand for %s", p->record.unit,
                           p->unit ? p->unit : "a pure number");
    const cb_yaml *column = cb_schema_node(CB_SECTION_PLACE_VALUES, p->node, offsetof(cb_place_values_record, column));
    status = find_value_column(p, "place", p->record.table->mark, &p->place_column);
    return status ? status : find_value_column(p, p->record.column, column->mark, &p->column);
}

static cb_status read_place_values(place_values *p, cb_value *value)
{
    size_t n = p->loader->scenario->place_count, before = cb_diagnostics_count(p->loader->diagnostics);
    cb_status status = open_place_values(p);
    if (status)
        return status;
    p->values = cb_arena_array(p->loader->arena, n, sizeof *p->values);
    if (!p->values)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < n; i++)
        p->values[i] = NAN;
    if (!p->loader->places_known)
        return CB_ERROR_INPUT;
    for (size_t row = 0; row < p->csv->rows; row++)
        CB_GO_ON(read_place_value(p, row));
    CB_GO_ON(check_place_values(p));
    *value = (cb_value){.given = true,
                        .by_place = p->values,
                        .source = p->record.source,
                        .assumed = p->record.assumed,
                        .mark = p->node->mark};
    return cb_diagnostics_count(p->loader->diagnostics) == before ? CB_OK : CB_ERROR_INPUT;
}

cb_status cb_value_read(cb_loader *loader, const cb_yaml *node, const char *unit, double low, double high,
                        cb_value *value)
{
    const char *table = cb_schema_name(CB_SECTION_PLACE_VALUES, offsetof(cb_place_values_record, table));
    if (!cb_yaml_get(node, table))
        return cb_quantity_value(loader->units, node, unit, low, high, false, loader->diagnostics, value);
    place_values values = {.loader = loader, .node = node, .unit = unit, .low = low, .high = high};
    return read_place_values(&values, value);
}
