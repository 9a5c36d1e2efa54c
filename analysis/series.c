#include "series.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "place_values.h"

#define REGION_PREFIX "region_"
#define SPACE_AXIS    3

static bool is_trajectory(const cb_manifest *manifest, const cb_variable *variable)
{
    static const char *const axes[] = {"variant", "member", "time", "region"};
    if (strncmp(variable->name, REGION_PREFIX, strlen(REGION_PREFIX)) || variable->rank <= SPACE_AXIS)
        return false;
    for (size_t a = 0; a <= SPACE_AXIS; a++)
        if (strcmp(manifest->dimensions[variable->dims[a]].name, axes[a]))
            return false;
    return true;
}

static cb_status find_indicator(cb_series *series, const char *indicator, cb_fault *fault)
{
    const cb_manifest *manifest = cb_result_manifest(series->result);
    const char **names = calloc(manifest->variable_count + 1, sizeof *names);
    if (!names)
        return CB_ERROR_MEMORY;
    size_t count = 0;
    for (size_t v = 0; v < manifest->variable_count; v++) {
        const cb_variable *variable = &manifest->variables[v];
        if (!is_trajectory(manifest, variable))
            continue;
        names[count++] = variable->name + strlen(REGION_PREFIX);
        if (!strcmp(names[count - 1], indicator)) {
            series->indicator = names[count - 1];
            series->unit = variable->unit;
        }
    }
    cb_status status = series->indicator ? CB_OK : cb_names_unknown(fault, "indicator", indicator, names, count);
    free(names);
    return status;
}

static cb_status find_region(cb_series *series, const char *region, cb_fault *fault)
{
    const cb_dimension *regions = cb_result_dimension(series->result, "region");
    const cb_dimension *places = cb_result_dimension(series->result, "place");
    series->position = cb_dimension_find(regions, region);
    if (series->position != SIZE_MAX) {
        series->region = regions->texts[series->position];
        return CB_OK;
    }
    series->position = places ? cb_dimension_find(places, region) : SIZE_MAX;
    if (series->position == SIZE_MAX)
        return cb_names_unknown(fault, "region", region, (const char *const *)regions->texts, regions->length);
    series->region = places->texts[series->position];
    series->of_place = true;
    return cb_place_values_check(series->result, series->indicator, fault);
}

cb_status cb_series_open(cb_series *series, cb_result *result, const char *indicator, const char *region,
                         cb_fault *fault)
{
    *series = (cb_series){.result = result,
                          .variants = cb_result_dimension(result, "variant"),
                          .time = cb_result_dimension(result, "time"),
                          .members = cb_result_dimension(result, "member")->length};
    cb_status status = find_indicator(series, indicator, fault);
    return status ? status : find_region(series, region, fault);
}

static cb_status read_region(const cb_series *series, size_t variant, double *values, cb_fault *fault)
{
    char name[128];
    snprintf(name, sizeof name, REGION_PREFIX "%s", series->indicator);
    return cb_cells_sum(series->result, name, variant, series->position, NULL, 0, values, fault);
}

cb_status cb_series_read(const cb_series *series, size_t variant, double *values, cb_fault *fault)
{
    return series->of_place
               ? cb_place_values_read(series->result, series->indicator, variant, series->position, values, fault)
               : read_region(series, variant, values, fault);
}
