#include "definitions.h"

#include <jansson.h>
#include <stdlib.h>

static json_t *cells_of(const cb_measure *measure)
{
    json_t *cells = json_array();
    for (size_t c = 0; cells && c < measure->cell_count; c++)
        if (json_array_append_new(cells, json_integer((json_int_t)measure->cells[c]))) {
            json_decref(cells);
            return NULL;
        }
    return cells;
}

static json_t *definition_of(const cb_measure *measure)
{
    const cb_indicator *d = measure->declared;
    if (d->reduction == CB_SUM)
        return json_pack("{ssssssss}", "name", d->name, "unit", d->unit, "doc", d->doc, "field", d->field);
    if (d->reduction == CB_RATIO)
        return json_pack("{ssssssssss}", "name", d->name, "unit", d->unit, "doc", d->doc, "numerator", d->numerator,
                         "denominator", d->denominator);
    return json_pack("{ssssss}", "name", d->name, "unit", d->unit, "doc", d->doc);
}

static bool add_definition(json_t *list, const cb_measure *measure)
{
    json_t *definition = definition_of(measure);
    if (!definition)
        return false;
    if (measure->declared->reduction == CB_SUM && json_object_set_new(definition, "cells", cells_of(measure))) {
        json_decref(definition);
        return false;
    }
    return !json_array_append_new(list, definition);
}

cb_status cb_definitions_add(cb_manifest *manifest, const cb_measures *measures)
{
    json_t *list = json_array();
    bool made = list;
    for (size_t m = 0; m < measures->count && made; m++)
        made = add_definition(list, &measures->items[m]);
    char *text = made ? json_dumps(list, JSON_COMPACT) : NULL;
    cb_status status = text ? cb_manifest_add_document(manifest, CB_DEFINITIONS, text) : CB_ERROR_MEMORY;
    free(text);
    json_decref(list);
    return status;
}
