/* The tables of the chosen processes, and the axes that they and the statuses give. */
#include <stdlib.h>
#include <string.h>

#include "loader.h"

static cb_status missing_table(cb_loader *loader, const cb_yaml *tree, const cb_table_data *data)
{
    return cb_diagnose(loader->diagnostics, tree->mark,
                       "the table `%s` is missing, which the process `%s` needs (%s): write `%s: {table: FILE.csv}`",
                       data->declared->name, data->process->name, data->declared->doc, data->declared->name);
}

static const cb_axis *axis_of(const cb_loader *loader, const char *name)
{
    cb_id axis = cb_scenario_axis(loader->scenario, name);
    return axis == CB_NONE || !loader->scenario->axes[axis].count ? NULL : &loader->scenario->axes[axis];
}

/* Does the tree name another table that gives ages and sexes, good or bad? */
static bool names_other_axes(const cb_loader *loader, const cb_yaml *tree, const cb_table *than)
{
    for (size_t p = 0; p < loader->scenario->process_count; p++)
        for (const cb_table *table = loader->scenario->processes[p]->tables; table && table->name; table++)
            if (table != than && table->defines_axes && cb_yaml_get(tree, table->name))
                return true;
    return false;
}

/* The file that a tree names for a table, NULL where it names none, and what it says of its source. */
static cb_status table_file(cb_loader *loader, const cb_yaml *tree, cb_table_data *data, const cb_yaml **file)
{
    cb_table_record record = {0};
    const cb_yaml *section = cb_yaml_get(tree, data->declared->name);
    *file = NULL;
    bool other = data->declared->defines_axes && names_other_axes(loader, tree, data->declared);
    bool required = data->declared->required && !other;
    if (!section)
        return required ? missing_table(loader, tree, data) : CB_OK;
    if (section->kind != CB_YAML_MAPPING)
        return cb_diagnose(loader->diagnostics, section->mark, "`%s` is a section: write `%s: {table: FILE.csv}`",
                           data->declared->name, data->declared->name);
    cb_status status = cb_schema_read(loader, CB_SECTION_TABLE, section, &record);
    *file = record.table;
    data->mark = (*file ? *file : section)->mark;
    data->source = record.source;
    data->assumed = record.assumed;
    return !status && !*file && required ? missing_table(loader, tree, data) : status;
}

static cb_status read_table(cb_loader *loader, const cb_yaml *tree, cb_table_data *data)
{
    const cb_yaml *file;
    cb_table_context context = {.places = loader->places_known ? loader->scenario->places : NULL,
                                .place_count = loader->scenario->place_count,
                                .age = axis_of(loader, "age"),
                                .sex = axis_of(loader, "sex"),
                                .status = axis_of(loader, "status"),
                                .step = loader->scenario->clock.step};
    cb_status status = table_file(loader, tree, data, &file);
    if (status || !file)
        return status;
    return cb_sources_rows(&loader->sources, file, data->declared, &context, loader->diagnostics, &data->rows);
}

cb_status cb_load_tables(cb_loader *loader, const cb_yaml *tree, cb_variant *variant)
{
    const cb_scenario *scenario = loader->scenario;
    size_t count = 0;
    for (size_t p = 0; p < scenario->process_count; p++)
        for (const cb_table *table = scenario->processes[p]->tables; table && table->name; table++)
            count++;
    variant->tables = cb_arena_array(loader->arena, count, sizeof *variant->tables);
    if (!variant->tables)
        return CB_ERROR_MEMORY;
    for (size_t p = 0; p < scenario->process_count; p++)
        for (const cb_table *table = scenario->processes[p]->tables; table && table->name; table++) {
            cb_table_data *data = &variant->tables[variant->table_count++];
            *data = (cb_table_data){.declared = table, .process = scenario->processes[p]};
            CB_GO_ON(read_table(loader, tree, data));
        }
    return CB_OK;
}

/* ---- axes ------------------------------------------------------------------------------------------------------ */

static void release_axis(void *axis)
{
    cb_axis *of = axis;
    for (size_t i = 0; of->labels && i < of->count; i++)
        free((void *)of->labels[i]);
    free(of->labels);
    free(of->values);
}

/* Hands what cb_table_axes made to the arena. */
static cb_status keep_axis(cb_loader *loader, const cb_axis *made, const char *name)
{
    cb_axis *kept = cb_arena_array(loader->arena, 1, sizeof *kept);
    if (!kept) {
        cb_axis gone = *made;
        release_axis(&gone);
        return CB_ERROR_MEMORY;
    }
    *kept = *made;
    kept->name = name;
    loader->scenario->axes[loader->scenario->axis_count++] = *kept;
    return cb_arena_own(loader->arena, kept, release_axis);
}

static cb_status read_axes(cb_loader *loader, cb_table_data *data)
{
    const cb_yaml *file;
    const cb_csv *csv;
    cb_axis age = {0}, sex = {0};
    cb_status status = table_file(loader, loader->trees[0], data, &file);
    if (!status && file)
        status = cb_sources_csv(&loader->sources, file, loader->diagnostics, &csv);
    if (status || !file)
        return status;
    status = cb_table_axes(csv, data->declared, loader->scenario->clock.step, loader->diagnostics, &age, &sex);
    if (status)
        return status;
    status = keep_axis(loader, &age, "age");
    cb_status other = keep_axis(loader, &sex, "sex");
    return status ? status : other;
}

static size_t process_axis_count(const cb_scenario *scenario)
{
    size_t count = 0;
    for (size_t p = 0; p < scenario->process_count; p++)
        for (const cb_axis_rule *rule = scenario->processes[p]->axes; rule && rule->name; rule++)
            count++;
    return count;
}

/* A table among those of `processes` whose ages and sexes are those of the world, and its process; with `required` the
 * one that is read where no other gives them. */
static const cb_table *axes_table(const cb_process *const *processes, size_t count, bool required,
                                  const cb_process **owner)
{
    for (size_t p = 0; p < count; p++)
        for (const cb_table *table = processes[p]->tables; table && table->name; table++)
            if (table->defines_axes && (table->required || !required)) {
                *owner = processes[p];
                return table;
            }
    return NULL;
}

/* Has a field of the process ages or sexes? */
static bool has_people(const cb_process *process)
{
    for (const cb_field *field = process->fields; field && field->name; field++)
        for (const char *word = field->axes; word && *word; word += strspn(word, " ")) {
            size_t length = strcspn(word, " ");
            if (length == 3 && (!strncmp(word, "age", 3) || !strncmp(word, "sex", 3)))
                return true;
            word += length;
        }
    return false;
}

/* Complains of the first process whose fields need ages and sexes that no chosen process gives. */
static cb_status check_axes_given(cb_loader *loader)
{
    const cb_scenario *scenario = loader->scenario;
    const cb_process *owner;
    if (!loader->processes_known || axes_table(scenario->processes, scenario->process_count, false, &owner))
        return CB_OK;
    const cb_table *table = axes_table(loader->options->processes, loader->options->process_count, true, &owner);
    for (size_t p = 0; table && p < scenario->process_count; p++)
        if (has_people(scenario->processes[p]))
            return cb_diagnose(loader->diagnostics, loader->root.processes->mark,
                               "the process `%s` needs the ages and sexes of the table `%s`, which belongs to the "
                               "process `%s`: add `%s` to `processes`",
                               scenario->processes[p]->name, table->name, owner->name, owner->name);
    return CB_OK;
}

cb_status cb_load_axes(cb_loader *loader)
{
    cb_scenario *scenario = loader->scenario;
    scenario->axes = cb_arena_array(loader->arena, 3 + process_axis_count(scenario), sizeof *scenario->axes);
    if (!scenario->axes)
        return CB_ERROR_MEMORY;
    for (int named = 1; named >= 0; named--) /* a table that the scenario names goes before one that it lacks */
        for (size_t p = 0; loader->clock_known && p < scenario->process_count; p++)
            for (const cb_table *table = scenario->processes[p]->tables; table && table->name; table++)
                if (table->defines_axes && !axis_of(loader, "age") &&
                    (cb_yaml_get(loader->trees[0], table->name) != NULL) == named)
                    CB_GO_ON(read_axes(loader, &(cb_table_data){.declared = table, .process = scenario->processes[p]}));
    return check_axes_given(loader);
}

cb_status cb_load_process_axes(cb_loader *loader)
{
    cb_scenario *scenario = loader->scenario;
    for (size_t p = 0; p < scenario->process_count; p++)
        for (const cb_axis_rule *rule = scenario->processes[p]->axes; rule && rule->name; rule++) {
            cb_id id = cb_variant_parameter(&scenario->variants[0], rule->list_param);
            if (id == CB_NONE)
                continue;
            const cb_parameter *list = &scenario->variants[0].parameters[id];
            cb_axis *axis = &scenario->axes[scenario->axis_count++];
            *axis = (cb_axis){.name = rule->name,
                              .count = list->list_count,
                              .labels = cb_arena_array(loader->arena, list->list_count, sizeof *axis->labels),
                              .values = list->list};
            for (size_t i = 0; axis->labels && i < axis->count; i++)
                if (!(axis->labels[i] = cb_arena_text(loader->arena, "%.10g", list->list[i])))
                    return CB_ERROR_MEMORY;
            if (!axis->labels)
                return CB_ERROR_MEMORY;
        }
    return CB_OK;
}
