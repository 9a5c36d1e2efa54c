#include "world.h"

#include <stdlib.h>
#include <string.h>

#include "setup.h"

/* The entry of `axis` that a table row names: of an age the group it is in, others by index; an axis of one entry needs
 * no column. */
static size_t row_entry(const cb_rows *rows, size_t row, const cb_axis *axis)
{
    const int *index = cb_rows_index(rows, axis->name);
    if (!index)
        return 0;
    if (strcmp(axis->name, "age"))
        return (size_t)index[row];
    size_t entry = 0;
    while (entry + 1 < axis->count && axis->values[entry + 1] <= index[row])
        entry++;
    return entry;
}

static void initial_fill(const cb_layout *layout, const cb_rows *rows, const double *column, double *values)
{
    const int *place = cb_rows_index(rows, "place");
    for (size_t row = 0; row < cb_rows_count(rows); row++) {
        size_t cell = place && layout->by_place ? (size_t)place[row] : 0;
        for (size_t a = 0; a < layout->rank; a++)
            cell = cell * layout->axes[a]->count + row_entry(rows, row, layout->axes[a]);
        values[cell] += column[row];
    }
}

/* "population.persons": the column `persons` of the table `population`. */
static cb_status world_initial(cb_world *world, size_t field)
{
    const cb_layout *layout = &world->layouts[field];
    const char *dot = layout->field->initial ? strchr(layout->field->initial, '.') : NULL;
    char name[64] = "";
    if (!dot || (size_t)(dot - layout->field->initial) >= sizeof name)
        return CB_OK;
    memcpy(name, layout->field->initial, (size_t)(dot - layout->field->initial));
    const cb_table_data *table = cb_variant_table(world->variant, name);
    const double *column = table && table->rows ? cb_rows_number(table->rows, dot + 1) : NULL;
    if (!column)
        return CB_OK;
    world->initial[field] = calloc(layout->places * layout->cells, sizeof(double));
    if (!world->initial[field])
        return CB_ERROR_MEMORY;
    initial_fill(layout, table->rows, column, world->initial[field]);
    return CB_OK;
}

static cb_status world_allocate(cb_world *world)
{
    world->initial = calloc(world->field_count + 1, sizeof *world->initial);
    world->shared = calloc(world->field_count + 1, sizeof *world->shared);
    world->plans = calloc(world->scenario->process_count + 1, sizeof *world->plans);
    if (!world->initial || !world->shared || !world->plans)
        return CB_ERROR_MEMORY;
    for (size_t f = 0; f < world->field_count; f++) {
        cb_status status = world_initial(world, f);
        if (status)
            return status;
    }
    return CB_OK;
}

static cb_status world_prepare(cb_world *world, cb_diagnostics *diagnostics)
{
    cb_status first = CB_OK;
    for (size_t p = 0; p < world->scenario->process_count; p++) {
        const cb_process *process = world->scenario->processes[p];
        cb_setup setup = {.world = world, .diagnostics = diagnostics, .process = process};
        cb_status status = process->prepare ? process->prepare(&setup, &world->plans[p]) : CB_OK;
        if (status == CB_ERROR_MEMORY)
            return status;
        first = first ? first : status; /* let every process say what it misses */
    }
    return first;
}

cb_status cb_world_create(cb_world **world, const cb_scenario *scenario, size_t variant, const cb_draws *draws,
                          cb_diagnostics *diagnostics)
{
    cb_world *made = calloc(1, sizeof *made);
    if (!made)
        return CB_ERROR_MEMORY;
    *made = (cb_world){
        .scenario = scenario, .variant = &scenario->variants[variant], .variant_index = variant, .draws = draws};
    cb_status status = cb_layouts_create(scenario, diagnostics, &made->layouts, &made->field_count);
    if (!status)
        status = world_allocate(made);
    if (!status)
        status = world_prepare(made, diagnostics);
    if (status) {
        cb_world_free(made);
        return status;
    }
    *world = made;
    return CB_OK;
}

void cb_world_free(cb_world *world)
{
    if (!world)
        return;
    for (size_t p = 0; world->plans && p < world->scenario->process_count; p++)
        if (world->scenario->processes[p]->release)
            world->scenario->processes[p]->release(world->plans[p]);
    for (size_t f = 0; f < world->field_count; f++) {
        if (world->initial)
            free(world->initial[f]);
        if (world->shared)
            free(world->shared[f]);
    }
    free(world->initial);
    free(world->shared);
    free(world->plans);
    cb_layouts_free(world->layouts, world->field_count);
    free(world);
}
