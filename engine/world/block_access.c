/* What process.h lets a model do with a block. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "block.h"
#include "workspace.h"

cb_view cb_block_view(const cb_block *block, cb_id field)
{
    if (field == CB_NONE)
        return (cb_view){.vectors = block->vectors};
    return (cb_view){
        .data = block->fields[field], .cells = block->world->layouts[field].cells, .vectors = block->vectors};
}

const double *cb_block_shared(const cb_block *block, cb_id field)
{
    if (field == CB_NONE || !block->world->shared[field])
        return NULL;
    const cb_layout *layout = &block->world->layouts[field];
    return block->world->shared[field] + (layout->by_step ? block->step * layout->places * layout->cells : 0);
}

cb_param_view cb_block_param(const cb_block *block, cb_id param)
{
    if (param == CB_NONE)
        return (cb_param_view){0};
    const cb_parameter_table *table = &block->parameters[param];
    return (cb_param_view){.data = table->data + block->step * table->step_stride,
                           .place_stride = table->place_stride,
                           .lane_stride = table->lane_stride};
}

size_t cb_block_places(const cb_block *block)
{
    return block->world->scenario->place_count;
}

size_t cb_block_vectors(const cb_block *block)
{
    return block->vectors;
}

size_t cb_block_step_index(const cb_block *block)
{
    return block->step;
}

double cb_block_time(const cb_block *block)
{
    return cb_clock_date(&block->world->scenario->clock, block->step);
}

double cb_block_years(const cb_block *block)
{
    return block->world->scenario->clock.step;
}

const double *cb_block_project_row(const cb_block *block, cb_project_part part, size_t project, size_t vector)
{
    return block->projects[part] + project * block->lanes + vector * CB_WIDTH;
}

void cb_each_place(cb_block *block, cb_place_visit *visit, void *context)
{
    size_t places = cb_block_places(block);
    for (size_t place = 0; place < places; place++)
        for (size_t vector = 0; vector < block->vectors; vector++)
            visit(block, place, vector, context);
}

cb_status cb_sum_places(cb_block *block, size_t width, cb_place_terms *visit, void *context, cb_vec *total)
{
    size_t places = cb_block_places(block);
    cb_vec *partial = cb_workspace_take(block->workspace, width);
    if (!partial)
        return CB_ERROR_MEMORY;
    memset(total, 0, width * block->vectors * sizeof *total);
    for (size_t vector = 0; vector < block->vectors; vector++)
        for (size_t first = 0; first < places; first += CB_PARTIAL_PLACES) {
            size_t end = first + CB_PARTIAL_PLACES < places ? first + CB_PARTIAL_PLACES : places;
            memset(partial, 0, width * sizeof *partial);
            for (size_t place = first; place < end; place++)
                visit(block, place, vector, partial, context);
            for (size_t w = 0; w < width; w++)
                total[vector * width + w] += partial[w];
        }
    return CB_OK;
}

cb_vec *cb_block_workspace(cb_block *block, size_t count)
{
    return cb_workspace_take(block->workspace, count);
}

cb_status cb_block_fail(cb_block *block, const char *format, ...)
{
    if (block->status)
        return block->status;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(block->failure, sizeof block->failure, format, arguments);
    va_end(arguments);
    block->status = CB_ERROR_NUMBERS;
    return block->status;
}

const char *cb_block_place_id(const cb_block *block, size_t place)
{
    return block->world->scenario->places[place].id;
}
