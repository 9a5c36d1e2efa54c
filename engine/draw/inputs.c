#include "inputs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is found, before it is sorted: one entry for each name and variant. */
typedef struct found {
    char *name;
    const char *unit;
    size_t variant;
    const cb_value *value;
} found;

typedef struct finder {
    const cb_scenario *scenario;
    size_t variant;
    found *items;
    size_t count, room;
    cb_status status;
} finder;

static void find_one(finder *f, const char *name, const char *unit, const char *place, const cb_value *value)
{
    if (f->status)
        return;
    if (f->count == f->room) {
        size_t room = f->room ? 2 * f->room : 64;
        found *items = realloc(f->items, room * sizeof *items);
        if (!items) {
            f->status = CB_ERROR_MEMORY;
            return;
        }
        f->items = items;
        f->room = room;
    }
    size_t size = strlen(name) + (place ? strlen(place) + sizeof "[]" : sizeof "");
    found *item = &f->items[f->count];
    *item = (found){.name = malloc(size), .unit = unit, .variant = f->variant, .value = value};
    if (!item->name) {
        f->status = CB_ERROR_MEMORY;
        return;
    }
    snprintf(item->name, size, place ? "%s[%s]" : "%s", name, place);
    f->count++;
}

/* One input, or one for each place of the region (NULL: of the scenario). */
static void find_value(finder *f, const char *name, const char *unit, const cb_value *value, const cb_region *region)
{
    if (value->by_place || value->distribution.kind == CB_CONSTANT)
        return;
    if (!value->each) {
        find_one(f, name, unit, NULL, value);
        return;
    }
    size_t count = region ? region->count : f->scenario->place_count;
    for (size_t i = 0; i < count; i++)
        find_one(f, name, unit, f->scenario->places[region ? region->places[i] : i].id, value);
}

static void find_part(finder *f, const char *section, const char *id, const char *part, const char *unit,
                      const cb_value *value, const cb_region *region)
{
    size_t size = strlen(section) + strlen(id) + strlen(part) + sizeof "..";
    char *name = malloc(size);
    if (!name) {
        f->status = CB_ERROR_MEMORY;
        return;
    }
    snprintf(name, size, "%s.%s.%s", section, id, part);
    find_value(f, name, unit, value, region);
    free(name);
}

static void find_variant(finder *f, const cb_variant *variant)
{
    static const char *const actions[] = {[CB_MULTIPLY] = "multiply", [CB_ADD] = "add", [CB_SET] = "set"};
    for (size_t i = 0; i < variant->parameter_count; i++)
        find_value(f, variant->parameters[i].declared->name, variant->parameters[i].declared->unit,
                   &variant->parameters[i].value, NULL);
    for (size_t i = 0; i < variant->project_count; i++) {
        const cb_project *project = &variant->projects[i];
        find_part(f, "projects", project->id, "opens", "year", &project->opens, NULL);
        find_part(f, "projects", project->id, "length", "km", &project->length, NULL);
        find_part(f, "projects", project->id, "time", "min", &project->time, NULL);
        find_part(f, "projects", project->id, "cost", "CNY", &project->cost, NULL);
    }
    for (size_t i = 0; i < variant->lever_count; i++) {
        const cb_lever *lever = &variant->levers[i];
        const char *unit = lever->action == CB_MULTIPLY ? "1" : variant->parameters[lever->parameter].declared->unit;
        find_part(f, "levers", lever->id, actions[lever->action], unit, &lever->amount,
                  &f->scenario->regions[lever->region]);
    }
    for (size_t i = 0; i < variant->shock_count; i++) {
        find_part(f, "shocks", variant->shocks[i].id, "sd", "1", &variant->shocks[i].sd, NULL);
        find_part(f, "shocks", variant->shocks[i].id, "persistence", "1", &variant->shocks[i].persistence, NULL);
    }
}

static int compare_found(const void *a, const void *b)
{
    const found *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order ? order : (x->variant > y->variant) - (x->variant < y->variant);
}

/* Takes over the names: entries of one name become one input. */
static cb_status inputs_gather(cb_inputs *inputs, finder *f)
{
    inputs->items = calloc(f->count + 1, sizeof *inputs->items);
    if (!inputs->items)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < f->count; i++) {
        cb_input *last = inputs->count ? &inputs->items[inputs->count - 1] : NULL;
        if (!last || strcmp(last->name, f->items[i].name)) {
            last = &inputs->items[inputs->count];
            last->values = calloc(f->scenario->variant_count, sizeof *last->values);
            if (!last->values)
                return CB_ERROR_MEMORY;
            last->name = f->items[i].name;
            last->unit = f->items[i].unit;
            f->items[i].name = NULL;
            inputs->count++;
        }
        last->values[f->items[i].variant] = f->items[i].value;
    }
    return CB_OK;
}

cb_status cb_inputs_create(cb_inputs *inputs, const cb_scenario *scenario)
{
    *inputs = (cb_inputs){0};
    finder f = {.scenario = scenario};
    for (f.variant = 0; f.variant < scenario->variant_count; f.variant++)
        find_variant(&f, &scenario->variants[f.variant]);
    if (!f.status && f.count)
        qsort(f.items, f.count, sizeof *f.items, compare_found);
    cb_status status = f.status ? f.status : inputs_gather(inputs, &f);
    for (size_t i = 0; i < f.count; i++)
        free(f.items[i].name);
    free(f.items);
    if (status)
        cb_inputs_free(inputs);
    return status;
}

void cb_inputs_free(cb_inputs *inputs)
{
    for (size_t i = 0; i < inputs->count; i++) {
        free(inputs->items[i].name);
        free(inputs->items[i].values);
    }
    free(inputs->items);
    *inputs = (cb_inputs){0};
}

static int compare_name(const void *name, const void *input)
{
    return strcmp(name, ((const cb_input *)input)->name);
}

cb_id cb_inputs_find(const cb_inputs *inputs, const char *name)
{
    const cb_input *input =
        inputs->count ? bsearch(name, inputs->items, inputs->count, sizeof *input, compare_name) : NULL;
    return input ? (cb_id)(input - inputs->items) : CB_NONE;
}
