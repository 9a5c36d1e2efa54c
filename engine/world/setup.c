#include "setup.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MESSAGE_SIZE 512

size_t cb_setup_places(const cb_setup *setup)
{
    return setup->world->scenario->place_count;
}

const char *cb_setup_place_id(const cb_setup *setup, size_t place)
{
    return setup->world->scenario->places[place].id;
}

double cb_setup_longitude(const cb_setup *setup, size_t place)
{
    return setup->world->scenario->places[place].longitude;
}

double cb_setup_latitude(const cb_setup *setup, size_t place)
{
    return setup->world->scenario->places[place].latitude;
}

double cb_setup_area(const cb_setup *setup, size_t place)
{
    return setup->world->scenario->places[place].area;
}

static const cb_axis *setup_axis(const cb_setup *setup, const char *name)
{
    cb_id axis = cb_scenario_axis(setup->world->scenario, name);
    return axis == CB_NONE ? NULL : &setup->world->scenario->axes[axis];
}

size_t cb_setup_axis(const cb_setup *setup, const char *name)
{
    const cb_axis *axis = setup_axis(setup, name);
    return axis ? axis->count : 0;
}

const char *cb_setup_axis_label(const cb_setup *setup, const char *name, size_t entry)
{
    return setup_axis(setup, name)->labels[entry];
}

cb_id cb_setup_axis_find(const cb_setup *setup, const char *name, const char *label)
{
    const cb_axis *axis = setup_axis(setup, name);
    for (size_t i = 0; axis && i < axis->count; i++)
        if (!strcmp(axis->labels[i], label))
            return (cb_id)i;
    return CB_NONE;
}

double cb_setup_age(const cb_setup *setup, size_t age)
{
    return setup_axis(setup, "age")->values[age];
}

double cb_setup_start(const cb_setup *setup)
{
    return cb_clock_date(&setup->world->scenario->clock, 0);
}

double cb_setup_step_years(const cb_setup *setup)
{
    return setup->world->scenario->clock.step;
}

size_t cb_setup_steps(const cb_setup *setup)
{
    return setup->world->scenario->clock.step_count;
}

cb_id cb_setup_field(const cb_setup *setup, const char *name)
{
    return cb_layout_find(setup->world->layouts, setup->world->field_count, name);
}

cb_id cb_setup_param(const cb_setup *setup, const char *name)
{
    return cb_variant_parameter(setup->world->variant, name);
}

static const cb_parameter *setup_parameter(const cb_setup *setup, const char *name)
{
    cb_id id = cb_setup_param(setup, name);
    return id == CB_NONE ? NULL : &setup->world->variant->parameters[id];
}

double cb_setup_number(const cb_setup *setup, const char *name, double fallback)
{
    const cb_parameter *parameter = setup_parameter(setup, name);
    if (!parameter)
        return fallback;
    return parameter->declared->kind == CB_PARAM_CHOICE ? (double)parameter->choice : parameter->value.distribution.a;
}

const double *cb_setup_list(const cb_setup *setup, const char *name, size_t *count)
{
    const cb_parameter *parameter = setup_parameter(setup, name);
    *count = parameter ? parameter->list_count : 0;
    return parameter ? parameter->list : NULL;
}

double *cb_setup_shared(cb_setup *setup, cb_id field)
{
    if (field == CB_NONE)
        return NULL;
    const cb_layout *layout = &setup->world->layouts[field];
    double **storage = &setup->world->shared[field];
    size_t copies = layout->by_step ? setup->world->scenario->clock.step_count : 1;
    if (!*storage)
        *storage = calloc(copies * layout->places * layout->cells, sizeof **storage);
    return *storage;
}

const cb_rows *cb_setup_table(const cb_setup *setup, const char *name)
{
    const cb_table_data *table = cb_variant_table(setup->world->variant, name);
    return table ? table->rows : NULL;
}

cb_status cb_setup_row_error(cb_setup *setup, const cb_rows *rows, size_t row, const char *column, const char *format,
                             ...)
{
    char message[MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return cb_rows_diagnose(rows, setup->diagnostics, row, column, message);
}

static cb_mark process_mark(const cb_setup *setup)
{
    const cb_scenario *scenario = setup->world->scenario;
    for (size_t p = 0; p < scenario->process_count; p++)
        if (scenario->processes[p] == setup->process)
            return scenario->process_marks[p];
    return (cb_mark){.file = "scenario"};
}

/* `mark` without a line: nothing is written there. */
static cb_status complain(cb_setup *setup, cb_mark mark, const char *format, va_list arguments)
{
    char message[MESSAGE_SIZE];
    vsnprintf(message, sizeof message, format, arguments);
    return cb_diagnose(setup->diagnostics, mark.line ? mark : process_mark(setup), "process %s: %s",
                       setup->process->name, message);
}

cb_status cb_setup_table_error(cb_setup *setup, const char *name, const char *format, ...)
{
    const cb_table_data *table = cb_variant_table(setup->world->variant, name);
    va_list arguments;
    va_start(arguments, format);
    cb_status status = complain(setup, table ? table->mark : (cb_mark){0}, format, arguments);
    va_end(arguments);
    return status;
}

cb_status cb_setup_parameter_error(cb_setup *setup, const char *name, const char *format, ...)
{
    const cb_parameter *parameter = setup_parameter(setup, name);
    va_list arguments;
    va_start(arguments, format);
    cb_status status = complain(setup, parameter ? parameter->value.mark : (cb_mark){0}, format, arguments);
    va_end(arguments);
    return status;
}

/* What a user wrote that makes a parameter more than one number: its value, a lever or a shock. */
typedef struct variation {
    bool found;
    cb_mark mark;
} variation;

static bool value_varies(const cb_value *value, bool between_places)
{
    bool by_place = value->by_place || value->each;
    return by_place || (!between_places && value->distribution.kind != CB_CONSTANT);
}

static bool acts_in_part(const cb_setup *setup, size_t region)
{
    return setup->world->scenario->regions[region].count < setup->world->scenario->place_count;
}

static variation variation_of(const cb_setup *setup, cb_id id, bool between_places)
{
    const cb_variant *variant = setup->world->variant;
    const cb_value *own = &variant->parameters[id].value;
    if (value_varies(own, between_places))
        return (variation){true, own->mark};
    for (size_t l = 0; l < variant->lever_count; l++) {
        const cb_lever *lever = &variant->levers[l];
        bool varies = !between_places || acts_in_part(setup, lever->region) || value_varies(&lever->amount, true);
        if (lever->parameter == (size_t)id && varies)
            return (variation){true, lever->mark};
    }
    for (size_t s = 0; s < variant->shock_count; s++) {
        const cb_shock *shock = &variant->shocks[s];
        bool varies = !between_places || shock->each || acts_in_part(setup, shock->region);
        if (shock->parameter == (size_t)id && varies)
            return (variation){true, shock->mark};
    }
    return (variation){0};
}

cb_status cb_setup_refuse_variation(cb_setup *setup, const char *name, bool between_places, const char *format, ...)
{
    cb_id id = cb_setup_param(setup, name);
    variation found = id == CB_NONE ? (variation){0} : variation_of(setup, id, between_places);
    if (!found.found)
        return CB_OK;
    va_list arguments;
    va_start(arguments, format);
    cb_status status = complain(setup, found.mark, format, arguments);
    va_end(arguments);
    return status;
}

cb_status cb_setup_place_error(cb_setup *setup, size_t place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    cb_status status = complain(setup, setup->world->scenario->places[place].mark, format, arguments);
    va_end(arguments);
    return status;
}

cb_status cb_setup_error(cb_setup *setup, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    cb_status status = complain(setup, (cb_mark){0}, format, arguments);
    va_end(arguments);
    return status;
}

size_t cb_setup_projects(const cb_setup *setup)
{
    return setup->world->variant->project_count;
}

cb_project_info cb_setup_project(const cb_setup *setup, size_t project)
{
    const cb_project *from = &setup->world->variant->projects[project];
    return (cb_project_info){.id = from->id, .kind = from->kind, .from = from->from, .to = from->to};
}
