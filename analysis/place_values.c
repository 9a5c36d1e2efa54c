#include "place_values.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define DEFINITIONS "indicators" /* document that the program writes into every result */
#define MEMBER_AXIS 1
#define TIME_AXIS   2
#define SPACE_AXIS  3

/* ---- cells ------------------------------------------------------------------------------------------------------- */

static double sum_of(const double *row, const size_t *cells, size_t count)
{
    double sum = 0.0;
    for (size_t c = 0; c < count; c++)
        sum += row[cells ? cells[c] : c];
    return sum;
}

cb_status cb_cells_sum(cb_result *result, const char *name, size_t variant, size_t position, const size_t *cells,
                       size_t cell_count, double *values, cb_fault *fault)
{
    const cb_variable *variable = cb_result_variable(result, name);
    const cb_dimension *dimensions = cb_result_manifest(result)->dimensions;
    size_t start[CB_MAX_RANK] = {variant}, count[CB_MAX_RANK] = {1}, width = 1;
    for (size_t a = 1; a < variable->rank; a++) {
        count[a] = dimensions[variable->dims[a]].length;
        width *= a > SPACE_AXIS ? count[a] : 1;
    }
    start[SPACE_AXIS] = position;
    count[SPACE_AXIS] = 1;
    size_t rows = count[MEMBER_AXIS] * count[TIME_AXIS];
    double *all = malloc((rows * width + 1) * sizeof *all);
    if (!all)
        return CB_ERROR_MEMORY;
    cb_status status = cb_result_read(result, name, start, count, all, fault);
    for (size_t i = 0; i < rows && !status; i++)
        values[i] = sum_of(all + i * width, cells, cells ? cell_count : width);
    free(all);
    return status;
}

/* ---- definitions ------------------------------------------------------------------------------------------------- */

/* NULL: the file has none of that name. The caller frees the list. */
static const json_t *definition_find(const cb_result *result, const char *indicator, json_t **list)
{
    const char *text = cb_result_document(result, DEFINITIONS);
    size_t i;
    json_t *entry;
    *list = text ? json_loads(text, 0, NULL) : NULL;
    json_array_foreach(*list, i, entry)
    {
        const char *name = json_string_value(json_object_get(entry, "name"));
        if (name && !strcmp(name, indicator))
            return entry;
    }
    return NULL;
}

static const char *part(const json_t *definition, const char *key)
{
    return json_string_value(json_object_get(definition, key));
}

/* Is it a variable over variants, members, times and places? */
static bool by_place(const cb_result *result, const char *name)
{
    const cb_variable *variable = name ? cb_result_variable(result, name) : NULL;
    return variable && variable->rank > SPACE_AXIS &&
           !strcmp(cb_result_manifest(result)->dimensions[variable->dims[SPACE_AXIS]].name, "place");
}

cb_status cb_place_values_check(const cb_result *result, const char *indicator, cb_fault *fault)
{
    json_t *list;
    const json_t *definition = definition_find(result, indicator, &list);
    const char *field = part(definition, "field"), *numerator = part(definition, "numerator");
    cb_status status = CB_OK;
    if (!definition)
        field = indicator; /* an account is a field of its own name */
    if (numerator) {
        status = cb_place_values_check(result, numerator, fault);
        if (!status)
            status = cb_place_values_check(result, part(definition, "denominator"), fault);
    } else if (!field)
        status = cb_fault_set(fault, CB_ERROR_USAGE,
                              "%s of a single place cannot be worked out: name the place in a region of the scenario",
                              indicator);
    else if (!by_place(result, field))
        status = cb_fault_set(fault, CB_ERROR_USAGE,
                              "%s of a single place needs the field %s, which the file does not have: run with "
                              "--record %s, or name the place in a region of the scenario",
                              indicator, field, field);
    json_decref(list);
    return status;
}

static cb_status read_ratio(cb_result *result, const json_t *definition, size_t variant, size_t place, double *values,
                            cb_fault *fault)
{
    size_t count = cb_result_dimension(result, "member")->length * cb_result_dimension(result, "time")->length;
    double *below = malloc((count + 1) * sizeof *below);
    cb_status status = below ? CB_OK : CB_ERROR_MEMORY;
    if (!status)
        status = cb_place_values_read(result, part(definition, "numerator"), variant, place, values, fault);
    if (!status)
        status = cb_place_values_read(result, part(definition, "denominator"), variant, place, below, fault);
    for (size_t i = 0; i < count && !status; i++)
        values[i] /= below[i];
    free(below);
    return status;
}

static cb_status read_sum(cb_result *result, const json_t *definition, const char *indicator, size_t variant,
                          size_t place, double *values, cb_fault *fault)
{
    const json_t *list = json_object_get(definition, "cells"), *entry;
    const char *field = definition ? part(definition, "field") : indicator;
    size_t i, *cells = list ? calloc(json_array_size(list) + 1, sizeof *cells) : NULL;
    if (list && !cells)
        return CB_ERROR_MEMORY;
    json_array_foreach(list, i, entry) cells[i] = (size_t)json_integer_value(entry);
    cb_status status =
        cb_cells_sum(result, field, variant, place, cells, list ? json_array_size(list) : 0, values, fault);
    free(cells);
    return status;
}

cb_status cb_place_values_read(cb_result *result, const char *indicator, size_t variant, size_t place, double *values,
                               cb_fault *fault)
{
    json_t *list;
    const json_t *definition = definition_find(result, indicator, &list);
    cb_status status = part(definition, "numerator")
                           ? read_ratio(result, definition, variant, place, values, fault)
                           : read_sum(result, definition, indicator, variant, place, values, fault);
    json_decref(list);
    return status;
}
