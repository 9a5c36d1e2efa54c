#include "scenario.h"

#include <string.h>

#include "arena.h"

void cb_scenario_free(cb_scenario *scenario)
{
    if (scenario)
        cb_arena_free(scenario->memory);
}

/* Index of `id` in a list sorted by the id that its entries begin with. */
static cb_id find_sorted(const void *list, size_t count, size_t size, const char *id)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(id, *(const char *const *)((const char *)list + middle * size));
        if (!order)
            return (cb_id)middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return CB_NONE;
}

cb_id cb_scenario_place(const cb_scenario *scenario, const char *id)
{
    return find_sorted(scenario->places, scenario->place_count, sizeof *scenario->places, id);
}

cb_id cb_scenario_region(const cb_scenario *scenario, const char *id)
{
    return find_sorted(scenario->regions, scenario->region_count, sizeof *scenario->regions, id);
}

cb_id cb_scenario_axis(const cb_scenario *scenario, const char *name)
{
    for (size_t a = 0; a < scenario->axis_count; a++)
        if (!strcmp(scenario->axes[a].name, name))
            return (cb_id)a;
    return CB_NONE;
}

cb_id cb_variant_parameter(const cb_variant *variant, const char *name)
{
    size_t low = 0, high = variant->parameter_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(name, variant->parameters[middle].declared->name);
        if (!order)
            return (cb_id)middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return CB_NONE;
}

const cb_table_data *cb_variant_table(const cb_variant *variant, const char *name)
{
    for (size_t t = 0; t < variant->table_count; t++)
        if (!strcmp(variant->tables[t].declared->name, name))
            return &variant->tables[t];
    return NULL;
}

const cb_field *cb_scenario_field(const cb_scenario *scenario, const char *name, const cb_process **owner)
{
    for (size_t p = 0; p < scenario->process_count; p++)
        for (const cb_field *field = scenario->processes[p]->fields; field && field->name; field++)
            if (!strcmp(field->name, name)) {
                if (owner)
                    *owner = scenario->processes[p];
                return field;
            }
    return NULL;
}

const cb_indicator *cb_scenario_indicator(const cb_scenario *scenario, const char *name, const cb_process **owner)
{
    for (size_t p = 0; p < scenario->process_count; p++)
        for (const cb_indicator *i = scenario->processes[p]->indicators; i && i->name; i++)
            if (!strcmp(i->name, name)) {
                if (owner)
                    *owner = scenario->processes[p];
                return i;
            }
    return NULL;
}
