/* Title, clock, statuses, ensemble and what to record. */
#include <stdio.h>
#include <string.h>

#include "loader.h"

static cb_status load_clock(cb_loader *loader)
{
    cb_clock_record record = {0};
    const cb_yaml *node = loader->root.clock;
    cb_clock *clock = &loader->scenario->clock;
    if (!node)
        return CB_OK;
    cb_status status = cb_schema_read(loader, CB_SECTION_CLOCK, node, &record);
    if (status)
        return status;
    const cb_yaml *end = cb_schema_node(CB_SECTION_CLOCK, node, offsetof(cb_clock_record, end));
    const cb_yaml *step = cb_schema_node(CB_SECTION_CLOCK, node, offsetof(cb_clock_record, step));
    *clock = (cb_clock){.start = record.start, .end = record.end, .step = record.step < 2.0 ? 1 : 5};
    if (record.step != 1.0 && record.step != 5.0)
        return cb_diagnose(loader->diagnostics, step->mark, "the step is %g yr, but must be 1 yr or 5 yr", record.step);
    if (record.end <= record.start)
        return cb_diagnose(loader->diagnostics, end->mark,
                           "the clock ends in %d, which is not after its start in %d: nothing would run", record.end,
                           record.start);
    int years = record.end - record.start;
    if (years % clock->step)
        return cb_diagnose(loader->diagnostics, end->mark,
                           "%d years from %d to %d are not whole steps of %d years: end in %d or %d, or use steps of 1 "
                           "yr",
                           years, record.start, record.end, clock->step, record.end - years % clock->step,
                           record.end - years % clock->step + clock->step);
    clock->step_count = (size_t)(years / clock->step);
    loader->clock_known = true;
    return CB_OK;
}

static cb_status load_ensemble(cb_loader *loader)
{
    cb_ensemble_record record = {0};
    if (!loader->root.ensemble)
        return CB_OK;
    cb_status status = cb_schema_read(loader, CB_SECTION_ENSEMBLE, loader->root.ensemble, &record);
    loader->scenario->ensemble =
        (cb_ensemble){.members = record.members, .design = (cb_design_kind)record.design, .seed = record.seed};
    return status;
}

/* Complains where entry `i` of a list stands in it already. */
static cb_status complain_of_repetition(cb_loader *loader, const cb_yaml *list, size_t i)
{
    for (size_t earlier = 0; earlier < i; earlier++) {
        const char *other = cb_yaml_scalar(list->items[earlier]);
        if (other && !strcmp(other, list->items[i]->text))
            return cb_diagnose(loader->diagnostics, list->items[i]->mark, "`%s` is named twice in this list", other);
    }
    return CB_OK;
}

cb_status cb_load_statuses(cb_loader *loader)
{
    const cb_yaml *list = loader->root.statuses;
    if (!list)
        return CB_OK;
    cb_axis *axis = &loader->scenario->axes[loader->scenario->axis_count++];
    *axis = (cb_axis){.name = "status", .labels = cb_arena_array(loader->arena, list->count, sizeof *axis->labels)};
    if (!axis->labels)
        return CB_ERROR_MEMORY;
    if (!list->count)
        return cb_diagnose(loader->diagnostics, list->mark,
                           "the list of statuses is empty; without it there is [total]");
    for (size_t i = 0; i < list->count; i++) {
        const char *word = cb_yaml_scalar(list->items[i]);
        if (!word || !cb_schema_is_id(word))
            CB_GO_ON(cb_diagnose(loader->diagnostics, list->items[i]->mark,
                                 "a status is a word of " CB_ID_WORDS ", like `urban`"));
        else {
            CB_GO_ON(complain_of_repetition(loader, list, i));
            axis->labels[axis->count++] = word;
        }
    }
    return cb_diagnostics_status(loader->diagnostics);
}

cb_status cb_load_settings(cb_loader *loader)
{
    loader->scenario->title = loader->root.title ? loader->root.title : "";
    CB_GO_ON(load_clock(loader));
    return load_ensemble(loader);
}

/* ---- what to record ------------------------------------------------------------------------------------------- */

typedef struct name_list {
    const char **names;
    size_t count;
} name_list;

static void add_name(name_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (!strcmp(list->names[i], name))
            return;
    list->names[list->count++] = name;
}

static cb_status add_region_name(cb_loader *loader, name_list *list, const char *name)
{
    const char *text = cb_arena_text(loader->arena, "region_%s", name);
    if (!text)
        return CB_ERROR_MEMORY;
    add_name(list, text);
    return CB_OK;
}

/* Everything a result can hold: fields and their groups, accounts and indicators by region. A group stays valid when
 * the processes that have it are not chosen. */
static cb_status recordable_names(cb_loader *loader, const cb_process *process, name_list *list)
{
    static const char *const groups[] = {"accounts", "stocks", "flows", "cohorts"};
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        add_name(list, groups[i]);
    for (const cb_field *field = process->fields; field && field->name; field++) {
        if (field->kind != CB_STATE && field->kind != CB_FLOW)
            continue;
        add_name(list, field->name);
        if (field->record && strcmp(field->record, "default"))
            add_name(list, field->record);
        if (field->record && !strcmp(field->record, "accounts"))
            CB_GO_ON(add_region_name(loader, list, field->name));
    }
    for (const cb_indicator *indicator = process->indicators; indicator && indicator->name; indicator++)
        CB_GO_ON(add_region_name(loader, list, indicator->name));
    return CB_OK;
}

static size_t name_room(const cb_loader *loader)
{
    size_t room = 8;
    for (size_t p = 0; p < loader->options->process_count; p++) {
        const cb_process *process = loader->options->processes[p];
        for (const cb_field *field = process->fields; field && field->name; field++)
            room += 3;
        for (const cb_indicator *indicator = process->indicators; indicator && indicator->name; indicator++)
            room++;
    }
    return room;
}

static bool is_known(const name_list *known, const char *name)
{
    for (size_t k = 0; k < known->count; k++)
        if (!strcmp(known->names[k], name))
            return true;
    return false;
}

static cb_status load_variable(cb_loader *loader, const cb_yaml *node, const name_list *known)
{
    cb_record_choice *choice = &loader->scenario->record;
    const char *word = cb_yaml_scalar(node);
    if (!word)
        return cb_diagnose(loader->diagnostics, node->mark, "a name of a field or group is expected, like `accounts`");
    const char *name = word + (*word == '-');
    if (!is_known(known, name))
        return cb_diagnose(loader->diagnostics, node->mark, "nothing that can be recorded is named `%s`%s", name,
                           cb_suggestion(loader, name, known->names, known->count, "names are"));
    choice->variables[choice->count++] = word;
    return CB_OK;
}

cb_status cb_load_record(cb_loader *loader)
{
    cb_record_record record = {0};
    if (!loader->root.record)
        return CB_OK;
    cb_status status = cb_schema_read(loader, CB_SECTION_RECORD, loader->root.record, &record);
    loader->scenario->record.exact = record.exact;
    if (!record.variables)
        return status;
    name_list known = {.names = cb_arena_array(loader->arena, name_room(loader), sizeof *known.names)};
    cb_record_choice *choice = &loader->scenario->record;
    choice->variables = cb_arena_array(loader->arena, record.variables->count, sizeof *choice->variables);
    if (!known.names || !choice->variables)
        return CB_ERROR_MEMORY;
    for (size_t p = 0; p < loader->options->process_count; p++)
        CB_GO_ON(recordable_names(loader, loader->options->processes[p], &known));
    for (size_t i = 0; i < record.variables->count; i++)
        CB_GO_ON(load_variable(loader, record.variables->items[i], &known));
    return cb_diagnostics_status(loader->diagnostics);
}
