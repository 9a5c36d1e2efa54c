/* Any bytes as a table, in the place of every table whose columns they have. */
#include <stdio.h>

#include "checking.h"
#include "csv.h"
#include "registry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool has_columns(const cb_csv *csv, const cb_table *table)
{
    for (const cb_column *column = table->columns; column->name; column++)
        if (!column->optional && cb_csv_column(csv, column->name) == SIZE_MAX)
            return false;
    return true;
}

static void check_both(const char *set)
{
    checking_scenario("scenario.yaml", set);
    checking_scenario("rates.yaml", set);
}

static void check_tables(const cb_csv *csv)
{
    size_t count;
    const cb_process *const *processes = cb_registry(&count);
    for (size_t p = 0; p < count; p++)
        for (const cb_table *table = processes[p]->tables; table && table->name; table++)
            if (has_columns(csv, table)) {
                char set[128];
                snprintf(set, sizeof set, "%s.table=input.csv", table->name);
                check_both(set);
            }
}

static void check_values_by_place(const cb_csv *csv)
{
    if (cb_csv_column(csv, "id") != SIZE_MAX)
        checking_scenario("scenario.yaml", "places.table=input.csv");
    if (cb_csv_column(csv, "place") != SIZE_MAX && cb_csv_column(csv, "value") != SIZE_MAX)
        checking_scenario("scenario.yaml", "parameters.migration.attraction={table: input.csv, column: value}");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    cb_diagnostics *diagnostics;
    cb_csv *csv;
    checking_write("input.csv", data, size);
    if (cb_diagnostics_create(&diagnostics))
        return 0;
    if (cb_csv_load(checking_path("input.csv"), "input.csv", diagnostics, &csv)) {
        checking_scenario("scenario.yaml", "population.table=input.csv");
    } else {
        check_tables(csv);
        check_values_by_place(csv);
    }
    cb_csv_free(csv);
    cb_diagnostics_free(diagnostics);
    return 0;
}
