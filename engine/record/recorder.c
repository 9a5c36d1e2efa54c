#include "recorder.h"

#include <stdlib.h>
#include <string.h>

#include "definitions.h"

#define NAME_SIZE 128

static bool record_lists(const cb_record_choice *record, const char *name, bool without)
{
    for (size_t i = 0; name && i < record->count; i++) {
        const char *entry = record->variables[i];
        if ((entry[0] == '-') == without && !strcmp(entry + (entry[0] == '-'), name))
            return true;
    }
    return false;
}

/* By its own name, by its group, or because it belongs to the default contents; "-name" leaves it out. */
static bool record_wants(const cb_record_choice *record, const char *name, const char *group, bool by_default)
{
    if (record_lists(record, name, true) || record_lists(record, group, true))
        return false;
    return by_default || record_lists(record, name, false) || record_lists(record, group, false);
}

static cb_status recorder_add(cb_recorder *recorder, cb_manifest *manifest, cb_recorded item, const char *name,
                              const char *unit, const char *long_name, const char *dims, const char *coordinates)
{
    cb_status status = cb_manifest_add_variable(manifest, name, unit, long_name, dims, !strcmp(unit, "person"),
                                                coordinates, NULL, &item.variable);
    if (!status)
        recorder->items[recorder->count++] = item;
    return status;
}

static cb_status recorder_add_field(cb_recorder *recorder, cb_manifest *manifest, size_t index)
{
    const cb_layout *layout = &recorder->world->layouts[index];
    const cb_field *field = layout->field;
    size_t times = cb_clock_times(&recorder->world->scenario->clock);
    const cb_record_choice *record = &recorder->world->scenario->record;
    bool recordable = field->kind == CB_STATE || field->kind == CB_FLOW;
    bool by_default = field->record && !strcmp(field->record, "default");
    if (!recordable || !record_wants(record, field->name, field->record, by_default))
        return CB_OK;
    char dims[NAME_SIZE];
    snprintf(dims, sizeof dims, "variant member time %s", field->axes ? field->axes : "");
    cb_recorded item = {
        .kind = CB_RECORDED_FIELD, .index = index, .entries = layout->places * layout->cells, .times = times};
    return recorder_add(recorder, manifest, item, field->name, field->unit, field->long_name, dims,
                        layout->by_place ? "place_name longitude latitude" : NULL);
}

/* Accounts by region are part of the default contents. */
static cb_status recorder_add_account(cb_recorder *recorder, cb_manifest *manifest, size_t index)
{
    const cb_layout *layout = &recorder->world->layouts[index];
    const cb_scenario *scenario = recorder->world->scenario;
    char name[NAME_SIZE], long_name[2 * NAME_SIZE], dims[NAME_SIZE] = "variant member time region";
    if (!layout->field->record || strcmp(layout->field->record, "accounts"))
        return CB_OK;
    snprintf(name, sizeof name, "region_%s", layout->field->name);
    if (!record_wants(&scenario->record, name, NULL, true))
        return CB_OK;
    for (size_t a = 0; a < layout->rank; a++) {
        size_t length = strlen(dims);
        snprintf(dims + length, sizeof dims - length, " %s", layout->axes[a]->name);
    }
    snprintf(long_name, sizeof long_name, "%s, by region", layout->field->long_name);
    cb_recorded item = {.kind = CB_RECORDED_ACCOUNT,
                        .index = index,
                        .entries = scenario->region_count * layout->cells,
                        .times = cb_clock_times(&scenario->clock)};
    return recorder_add(recorder, manifest, item, name, layout->field->unit, long_name, dims, "region_name");
}

static cb_status recorder_add_measure(cb_recorder *recorder, cb_manifest *manifest, size_t index)
{
    const cb_scenario *scenario = recorder->world->scenario;
    const cb_indicator *declared = recorder->measures.items[index].declared;
    char name[NAME_SIZE];
    snprintf(name, sizeof name, "region_%s", declared->name);
    if (!record_wants(&scenario->record, name, NULL, true))
        return CB_OK;
    cb_recorded item = {.kind = CB_RECORDED_MEASURE,
                        .index = index,
                        .entries = scenario->region_count,
                        .times = cb_clock_times(&scenario->clock)};
    return recorder_add(recorder, manifest, item, name, declared->unit, declared->doc, "variant member time region",
                        "region_name");
}

static cb_status recorder_add_rest(cb_recorder *recorder, cb_manifest *manifest)
{
    const cb_scenario *scenario = recorder->world->scenario;
    size_t times = cb_clock_times(&scenario->clock), inputs = cb_draws_count(recorder->world->draws);
    size_t series = cb_draws_series_count(recorder->world->draws);
    cb_status status = CB_OK;
    if (scenario->target_count)
        status =
            recorder_add(recorder, manifest,
                         (cb_recorded){.kind = CB_RECORDED_TARGETS, .entries = scenario->target_count, .times = times},
                         "target_value", "1", "what a target promises, in the unit `target_unit`",
                         "variant member time target", "target_name target_unit");
    if (!status && inputs)
        status = recorder_add(
            recorder, manifest, (cb_recorded){.kind = CB_RECORDED_DRAWS, .entries = inputs, .times = 1}, "draws", "1",
            "value of each uncertain input, in the unit `input_unit`; dates: the end of year y is y + 1.0",
            "variant member input", "input_unit");
    if (!status && series)
        status = recorder_add(
            recorder, manifest, (cb_recorded){.kind = CB_RECORDED_SHOCKS, .entries = series, .times = times}, "shocks",
            "1", "factor of a shock on its parameter, in the step that ends then", "variant member time shock", NULL);
    if (!status && recorder->project_count)
        status = recorder_add(
            recorder, manifest,
            (cb_recorded){.kind = CB_RECORDED_OPENINGS, .entries = recorder->project_count, .times = 1},
            "project_opening", "year", "date of opening; the end of year y is y + 1.0", "variant member project", NULL);
    if (!status)
        status = recorder_add(recorder, manifest, (cb_recorded){.kind = CB_RECORDED_RESIDUAL, .entries = 1, .times = 1},
                              "balance_residual", "1", "largest relative residual of any balance of this member",
                              "variant member", NULL);
    return status;
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static cb_status recorder_projects(cb_recorder *recorder, const size_t *variants, size_t variant_count)
{
    const cb_scenario *scenario = recorder->world->scenario;
    size_t most = 1;
    for (size_t v = 0; v < variant_count; v++)
        most += scenario->variants[variants[v]].project_count;
    recorder->projects = calloc(most, sizeof *recorder->projects);
    if (!recorder->projects)
        return CB_ERROR_MEMORY;
    size_t n = 0, kept = 0;
    for (size_t v = 0; v < variant_count; v++)
        for (size_t p = 0; p < scenario->variants[variants[v]].project_count; p++)
            recorder->projects[n++] = scenario->variants[variants[v]].projects[p].id;
    qsort(recorder->projects, n, sizeof *recorder->projects, compare_texts);
    for (size_t i = 0; i < n; i++)
        if (!kept || strcmp(recorder->projects[kept - 1], recorder->projects[i]))
            recorder->projects[kept++] = recorder->projects[i];
    recorder->project_count = kept;
    return CB_OK;
}

static cb_status recorder_variables(cb_recorder *recorder, cb_manifest *manifest)
{
    cb_status status = CB_OK;
    recorder->items = calloc(2 * recorder->world->field_count + recorder->measures.count + 8, sizeof *recorder->items);
    if (!recorder->items)
        return CB_ERROR_MEMORY;
    for (size_t f = 0; f < recorder->world->field_count && !status; f++)
        status = recorder_add_field(recorder, manifest, f);
    for (size_t m = 0; m < recorder->measures.count && !status; m++)
        status = recorder_add_measure(recorder, manifest, m);
    for (size_t f = 0; f < recorder->world->field_count && !status; f++)
        status = recorder_add_account(recorder, manifest, f);
    return status ? status : recorder_add_rest(recorder, manifest);
}

cb_status cb_recorder_create(cb_recorder **recorder, const cb_world *world, const size_t *variants,
                             size_t variant_count, cb_manifest *manifest)
{
    cb_recorder *made = calloc(1, sizeof *made);
    if (!made)
        return CB_ERROR_MEMORY;
    made->world = world;
    made->round = !world->scenario->record.exact;
    cb_status status = cb_measures_create(&made->measures, world);
    if (!status)
        status = cb_definitions_add(manifest, &made->measures);
    if (!status)
        status = recorder_projects(made, variants, variant_count);
    if (!status && made->project_count)
        status = cb_manifest_add_texts(manifest, "project", "project id", made->project_count, made->projects, NULL);
    if (!status)
        status = recorder_variables(made, manifest);
    if (status) {
        cb_recorder_free(made);
        return status;
    }
    *recorder = made;
    return CB_OK;
}

void cb_recorder_free(cb_recorder *recorder)
{
    if (!recorder)
        return;
    cb_measures_free(&recorder->measures);
    free(recorder->items);
    free(recorder->projects);
    free(recorder);
}

double cb_recorder_bytes(const cb_recorder *recorder, size_t lanes)
{
    double values = 0.0;
    for (size_t i = 0; i < recorder->count; i++)
        values += (double)(recorder->items[i].entries * recorder->items[i].times);
    return values * (double)lanes * sizeof(double);
}
