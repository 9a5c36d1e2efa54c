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
