/* Parameters of the chosen processes: declared by them, given under `parameters` or in the section of a table. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loader.h"

/* ---- defaults -------------------------------------------------------------------------------------------------- */

static cb_status default_list(cb_loader *loader, cb_parameter *parameter)
{
    const char *at = parameter->declared->list ? parameter->declared->list : "";
    parameter->list = cb_arena_array(loader->arena, strlen(at) / 2 + 1, sizeof *parameter->list);
    if (!parameter->list)
        return CB_ERROR_MEMORY;
    for (char *end; *at; at = end + strspn(end, " ")) {
        parameter->list[parameter->list_count++] = strtod(at, &end);
        if (end == at)
            break;
    }
    return CB_OK;
}

static int compare_parameters(const void *a, const void *b)
{
    const cb_parameter *left = a, *right = b;
    return strcmp(left->declared->name, right->declared->name);
}

cb_status cb_load_declared(cb_loader *loader)
{
    const cb_scenario *scenario = loader->scenario;
    size_t count = 0;
    for (size_t p = 0; p < scenario->process_count; p++)
        for (const cb_param *param = scenario->processes[p]->params; param && param->name; param++)
            count++;
    loader->parameters = cb_arena_array(loader->arena, count, sizeof *loader->parameters);
    if (!loader->parameters)
        return CB_ERROR_MEMORY;
    for (size_t p = 0; p < scenario->process_count; p++)
        for (const cb_param *param = scenario->processes[p]->params; param && param->name; param++) {
            cb_parameter *parameter = &loader->parameters[loader->parameter_count++];
            *parameter = (cb_parameter){.declared = param, .process = scenario->processes[p]};
            parameter->value.distribution = (cb_distribution){.a = param->value, .lower = -INFINITY, .upper = INFINITY};
            if (param->kind == CB_PARAM_LIST)
                CB_GO_ON(default_list(loader, parameter));
        }
    if (loader->parameter_count)
        qsort(loader->parameters, loader->parameter_count, sizeof *loader->parameters, compare_parameters);
    return CB_OK;
}

/* ---- one parameter --------------------------------------------------------------------------------------------- */

static const char *kind_text(const cb_param *param)
{
    return param->kind == CB_PARAM_CHOICE ? "a choice of one word"
           : param->kind == CB_PARAM_LIST ? "a list"
                                          : "one number for all members, places and years";
}

static cb_status read_fixed(cb_loader *loader, const cb_yaml *node, cb_parameter *parameter)
{
    const cb_param *param = parameter->declared;
    cb_value value = {0};
    if (cb_yaml_get(node, cb_schema_name(CB_SECTION_PLACE_VALUES, offsetof(cb_place_values_record, table))))
        return cb_diagnose(loader->diagnostics, node->mark, "`%s` is %s: it cannot have values by place", param->name,
                           kind_text(param));
    cb_status status =
        cb_quantity_value(loader->units, node, param->unit, param->min, param->max, false, loader->diagnostics, &value);
    if (status)
        return status;
    if (value.each || value.distribution.kind != CB_CONSTANT)
        return cb_diagnose(loader->diagnostics, node->mark, "`%s` is %s: it cannot be a distribution", param->name,
                           kind_text(param));
    parameter->value = value;
    return CB_OK;
}

/* What is written, or what stands under `value:` beside a source. */
static cb_status plain_value(cb_loader *loader, const cb_yaml *node, cb_value *value, const cb_yaml **inner)
{
    cb_value_record record = {.value = node};
    cb_status status = CB_OK;
    if (cb_yaml_get(node, cb_schema_name(CB_SECTION_VALUE, offsetof(cb_value_record, value))))
        status = cb_schema_read(loader, CB_SECTION_VALUE, node, &record);
    *value = (cb_value){.given = true, .source = record.source, .assumed = record.assumed, .mark = node->mark};
    *inner = record.value;
    return status;
}

static cb_status read_choice(cb_loader *loader, const cb_yaml *node, cb_parameter *parameter)
{
    const cb_param *param = parameter->declared;
    const cb_yaml *inner;
    cb_status status = plain_value(loader, node, &parameter->value, &inner);
    if (status)
        return status;
    const char *word = cb_yaml_scalar(inner);
    cb_id choice = word ? cb_schema_choice(param->choices, word) : CB_NONE;
    if (choice == CB_NONE)
        return cb_diagnose(loader->diagnostics, inner->mark, "`%s` is %s: one of %s", param->name, kind_text(param),
                           param->choices);
    parameter->choice = (size_t)choice;
    return CB_OK;
}

static cb_status read_list_entry(cb_loader *loader, const cb_yaml *node, cb_parameter *parameter)
{
    const cb_param *param = parameter->declared;
    double value;
    const char *text = cb_yaml_scalar(node);
    if (!text || !cb_text_number(text, &value)) {
        cb_status status =
            cb_quantity_number(loader->units, node, param->unit, param->min, param->max, loader->diagnostics, &value);
        if (status)
            return status;
    }
    if (!isfinite(value) || (param->min < param->max && (value < param->min || value > param->max)))
        return cb_diagnose(loader->diagnostics, node->mark, "%s is outside the range of `%s`: from %g to %g %s", text,
                           param->name, param->min, param->max, param->unit ? param->unit : "");
    if (parameter->list_count && value <= parameter->list[parameter->list_count - 1])
        return cb_diagnose(loader->diagnostics, node->mark, "the numbers of `%s` must ascend, but %g follows %g",
                           param->name, value, parameter->list[parameter->list_count - 1]);
    parameter->list[parameter->list_count++] = value;
    return CB_OK;
}

static cb_status read_list(cb_loader *loader, const cb_yaml *node, cb_parameter *parameter)
{
    const cb_param *param = parameter->declared;
    const cb_yaml *list;
    cb_status status = plain_value(loader, node, &parameter->value, &list);
    if (status)
        return status;
    if (list->kind != CB_YAML_LIST || !list->count)
        return cb_diagnose(loader->diagnostics, list->mark, "`%s` is a list of ascending numbers, like [%s]",
                           param->name, param->list);
    parameter->list_count = 0;
    parameter->list = cb_arena_array(loader->arena, list->count, sizeof *parameter->list);
    if (!parameter->list)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < list->count; i++)
        CB_GO_ON(read_list_entry(loader, list->items[i], parameter));
    return CB_OK;
}

static cb_status read_parameter(cb_loader *loader, const cb_yaml *node, cb_parameter *parameter)
{
    const cb_param *param = parameter->declared;
    switch (param->kind) {
    case CB_PARAM_FIXED:
        return read_fixed(loader, node, parameter);
    case CB_PARAM_CHOICE:
        return read_choice(loader, node, parameter);
    case CB_PARAM_LIST:
        return read_list(loader, node, parameter);
    case CB_PARAM_NUMBER:
        break;
    }
    return cb_value_read(loader, node, param->unit, param->min, param->max, &parameter->value);
}

/* ---- all that a tree gives ------------------------------------------------------------------------------------- */

static bool declared_anywhere(const cb_loader *loader, const char *name, const cb_process **process)
{
    for (size_t p = 0; p < loader->options->process_count; p++)
        for (const cb_param *param = loader->options->processes[p]->params; param && param->name; param++)
            if (!strcmp(param->name, name)) {
                *process = loader->options->processes[p];
                return true;
            }
    return false;
}

/* `migration: {out_rate: ..}`: the first parameter that begins with the word and a dot; NULL: none does. */
static const char *parameter_within(const char *const *names, size_t count, const char *word)
{
    size_t length = strlen(word);
    for (size_t i = 0; i < count; i++)
        if (!strncmp(names[i], word, length) && names[i][length] == '.')
            return names[i];
    return NULL;
}

static const char *parameter_suggestion(cb_loader *loader, const char *word)
{
    size_t count = 0;
    for (size_t p = 0; p < loader->options->process_count; p++)
        for (const cb_param *param = loader->options->processes[p]->params; param && param->name; param++)
            count++;
    const char **names = cb_arena_array(loader->arena, count, sizeof *names);
    if (!names)
        return "";
    count = 0;
    for (size_t p = 0; p < loader->options->process_count; p++)
        for (const cb_param *param = loader->options->processes[p]->params; param && param->name; param++)
            names[count++] = param->name;
    const char *within = parameter_within(names, count, word), *nearest = cb_nearest_name(word, names, count);
    const char *text = within    ? cb_arena_text(loader->arena, "; write whole names, like `%s: ..`", within)
                       : nearest ? cb_arena_text(loader->arena, "; did you mean `%s`?", nearest)
                                 : "; `conurb describe parameters` lists them";
    return text ? text : "";
}

/* A parameter of a process that is not chosen may stay in the file: it has no effect. */
static cb_status give_parameter(cb_loader *loader, const char *name, cb_mark mark, const cb_yaml *node,
                                cb_variant *variant)
{
    const cb_process *process;
    cb_id id = cb_variant_parameter(variant, name);
    if (id == CB_NONE && (declared_anywhere(loader, name, &process) || !loader->processes_known))
        return CB_OK;
    if (id == CB_NONE)
        return cb_diagnose(loader->diagnostics, mark, "there is no parameter `%s`%s", name,
                           parameter_suggestion(loader, name));
    cb_parameter *parameter = &variant->parameters[id];
    if (parameter->value.given)
        return cb_diagnose(loader->diagnostics, mark, "`%s` is given twice, first in %s:%zu", name,
                           parameter->value.mark.file, parameter->value.mark.line);
    cb_status status = read_parameter(loader, node, parameter);
    parameter->value.given = true;
    parameter->value.mark = node->mark;
    return status;
}

static cb_status unknown_section_key(cb_loader *loader, const cb_table *table, const cb_yaml *section, size_t item)
{
    const cb_section *fixed = cb_schema_section(CB_SECTION_TABLE);
    size_t count = 0, prefix = strlen(table->name), room = loader->parameter_count + cb_section_key_count(fixed);
    const char **names = cb_arena_array(loader->arena, room, sizeof *names);
    const char *noun = cb_arena_text(loader->arena, "the keys of `%s` are", table->name);
    if (!names || !noun)
        return CB_ERROR_MEMORY;
    for (const cb_key *key = fixed->keys; key->name; key++)
        names[count++] = key->name;
    for (size_t p = 0; p < loader->parameter_count; p++) {
        const char *name = loader->parameters[p].declared->name;
        if (!strncmp(name, table->name, prefix) && name[prefix] == '.')
            names[count++] = name + prefix + 1;
    }
    return cb_diagnose(loader->diagnostics, section->key_marks[item], "`%s` has no key `%s`%s", table->name,
                       section->keys[item], cb_suggestion(loader, section->keys[item], names, count, noun));
}

/* The keys of a table section that are parameters: `fertility: {sex_ratio_at_birth: 1.06}`. */
static cb_status give_section(cb_loader *loader, const cb_table *table, const cb_yaml *section, cb_variant *variant)
{
    const cb_process *process;
    for (size_t i = 0; section && section->kind == CB_YAML_MAPPING && i < section->count; i++) {
        if (cb_section_key(cb_schema_section(CB_SECTION_TABLE), section->keys[i]))
            continue;
        const char *name = cb_arena_text(loader->arena, "%s.%s", table->name, section->keys[i]);
        if (!name)
            return CB_ERROR_MEMORY;
        if (declared_anywhere(loader, name, &process))
            CB_GO_ON(give_parameter(loader, name, section->key_marks[i], section->items[i], variant));
        else
            CB_GO_ON(unknown_section_key(loader, table, section, i));
    }
    return CB_OK;
}

cb_status cb_load_parameters(cb_loader *loader, const cb_yaml *tree, const cb_root_record *root, cb_variant *variant)
{
    const cb_yaml *given = root->parameters;
    variant->parameter_count = loader->parameter_count;
    variant->parameters = cb_arena_array(loader->arena, loader->parameter_count, sizeof *variant->parameters);
    if (!variant->parameters)
        return CB_ERROR_MEMORY;
    if (loader->parameter_count)
        memcpy(variant->parameters, loader->parameters, loader->parameter_count * sizeof *variant->parameters);
    for (size_t i = 0; given && i < given->count; i++)
        CB_GO_ON(give_parameter(loader, given->keys[i], given->key_marks[i], given->items[i], variant));
    for (size_t p = 0; p < loader->options->process_count; p++)
        for (const cb_table *table = loader->options->processes[p]->tables; table && table->name; table++)
            CB_GO_ON(give_section(loader, table, cb_yaml_get(tree, table->name), variant));
    return CB_OK;
}

const cb_yaml *cb_parameter_node(const cb_loader *loader, const cb_yaml *tree, const char *name)
{
    const char *key = cb_schema_name(CB_SECTION_SCENARIO, offsetof(cb_root_record, parameters));
    const cb_yaml *node = cb_yaml_get(cb_yaml_get(tree, key), name);
    for (size_t p = 0; p < loader->options->process_count; p++)
        for (const cb_table *table = loader->options->processes[p]->tables; !node && table && table->name; table++) {
            size_t length = strlen(table->name);
            if (!strncmp(name, table->name, length) && name[length] == '.')
                node = cb_yaml_get(cb_yaml_get(tree, table->name), name + length + 1);
        }
    return node;
}

/* ---- references ------------------------------------------------------------------------------------------------ */

cb_status cb_parameter_find(cb_loader *loader, const cb_yaml *node, size_t *index)
{
    const cb_process *process;
    cb_variant declared = {.parameters = loader->parameters, .parameter_count = loader->parameter_count};
    cb_id id = cb_variant_parameter(&declared, node->text);
    *index = SIZE_MAX;
    if (id == CB_NONE && !loader->processes_known)
        return CB_ERROR_INPUT;
    if (id == CB_NONE && declared_anywhere(loader, node->text, &process))
        return cb_diagnose(loader->diagnostics, node->mark,
                           "the parameter `%s` belongs to the process `%s`, which is not chosen under `processes`",
                           node->text, process->name);
    if (id == CB_NONE)
        return cb_diagnose(loader->diagnostics, node->mark, "there is no parameter `%s`%s", node->text,
                           parameter_suggestion(loader, node->text));
    const cb_param *param = loader->parameters[id].declared;
    if (param->kind != CB_PARAM_NUMBER)
        return cb_diagnose(loader->diagnostics, node->mark,
                           "`%s` is %s: levers and shocks act on numbers that may vary", param->name, kind_text(param));
    *index = (size_t)id;
    return CB_OK;
}
