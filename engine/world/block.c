#include "block.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "balance.h"
#include "workspace.h"

static size_t field_vectors(const cb_layout *layout, size_t vectors)
{
    return layout->places * layout->cells * vectors;
}

static bool field_has_lanes(const cb_layout *layout)
{
    return layout->field->kind != CB_SHARED;
}

static cb_vec *vectors_create(size_t count)
{
    return aligned_alloc(sizeof(cb_vec), (count ? count : 1) * sizeof(cb_vec));
}

static cb_status block_allocate_fields(cb_block *block)
{
    const cb_world *world = block->world;
    for (size_t f = 0; f < world->field_count; f++) {
        const cb_layout *layout = &world->layouts[f];
        size_t count = field_vectors(layout, block->vectors);
        if (field_has_lanes(layout) && !(block->fields[f] = vectors_create(count)))
            return CB_ERROR_MEMORY;
        if (layout->term_count && !(block->before[f] = vectors_create(count)))
            return CB_ERROR_MEMORY;
    }
    return CB_OK;
}

/* Projects differ between variants: room for the largest number of them. */
static size_t project_room(const cb_world *world)
{
    size_t most = 1;
    for (size_t v = 0; v < world->scenario->variant_count; v++)
        if (world->scenario->variants[v].project_count > most)
            most = world->scenario->variants[v].project_count;
    return most;
}

static cb_status block_allocate(cb_block *block)
{
    const cb_world *world = block->world;
    size_t projects = project_room(world) * block->lanes * sizeof(double);
    block->members = calloc(block->lanes, sizeof *block->members);
    block->fields = calloc(world->field_count + 1, sizeof *block->fields);
    block->before = calloc(world->field_count + 1, sizeof *block->before);
    block->parameters = calloc(world->variant->parameter_count + 1, sizeof *block->parameters);
    for (size_t part = 0; part < CB_PROJECT_PARTS; part++)
        if (!(block->projects[part] = aligned_alloc(64, projects)))
            return CB_ERROR_MEMORY;
    block->residual = calloc(block->lanes, sizeof *block->residual);
    block->workspace = cb_workspace_create();
    if (!block->members || !block->fields || !block->before || !block->parameters || !block->residual ||
        !block->workspace)
        return CB_ERROR_MEMORY;
    return block_allocate_fields(block);
}

cb_status cb_block_create(cb_block **block, const cb_world *world, size_t lanes)
{
    cb_block *made = calloc(1, sizeof *made);
    if (!made)
        return CB_ERROR_MEMORY;
    made->world = world;
    made->lanes = lanes;
    made->vectors = lanes / CB_WIDTH;
    cb_status status = block_allocate(made);
    if (status) {
        cb_block_free(made);
        return status;
    }
    *block = made;
    return CB_OK;
}

void cb_block_free(cb_block *block)
{
    if (!block)
        return;
    for (size_t f = 0; f < block->world->field_count; f++) {
        if (block->fields)
            free(block->fields[f]);
        if (block->before)
            free(block->before[f]);
    }
    for (size_t p = 0; block->parameters && p < block->world->variant->parameter_count; p++)
        free(block->parameters[p].data);
    cb_workspace_free(block->workspace);
    free(block->members);
    free(block->fields);
    free(block->before);
    free(block->parameters);
    for (size_t part = 0; part < CB_PROJECT_PARTS; part++)
        free(block->projects[part]);
    free(block->residual);
    free(block);
}

double cb_block_bytes(const cb_world *world, size_t lanes)
{
    double bytes = 0.0;
    for (size_t f = 0; f < world->field_count; f++)
        if (field_has_lanes(&world->layouts[f]))
            bytes += (double)field_vectors(&world->layouts[f], lanes / CB_WIDTH) * sizeof(cb_vec) *
                     (world->layouts[f].term_count ? 2 : 1);
    for (size_t p = 0; p < world->variant->parameter_count; p++)
        bytes += cb_parameter_bytes(world, p, lanes);
    return bytes;
}

/* ---- start --------------------------------------------------------------------------------------------------- */

static void block_set_initial(cb_block *block)
{
    const cb_world *world = block->world;
    for (size_t f = 0; f < world->field_count; f++) {
        const cb_layout *layout = &world->layouts[f];
        size_t cells = layout->places * layout->cells;
        for (size_t c = 0; field_has_lanes(layout) && c < cells; c++)
            for (size_t v = 0; v < block->vectors; v++)
                block->fields[f][c * block->vectors + v] = cb_splat(world->initial[f] ? world->initial[f][c] : 0.0);
    }
}

static void block_set_project(cb_block *block, size_t index, const char *part, const cb_value *value, double *to)
{
    const cb_world *world = block->world;
    char name[256];
    snprintf(name, sizeof name, "projects.%s.%s", world->variant->projects[index].id, part);
    for (size_t lane = 0; lane < block->lanes; lane++)
        to[index * block->lanes + lane] =
            cb_draws_resolve(world->draws, world->variant_index, name, value, NULL, block->members[lane]);
}

static void block_set_projects(cb_block *block)
{
    for (size_t p = 0; p < block->world->variant->project_count; p++) {
        const cb_project *project = &block->world->variant->projects[p];
        block_set_project(block, p, "opens", &project->opens, block->projects[CB_PROJECT_OPENS]);
        block_set_project(block, p, "length", &project->length, block->projects[CB_PROJECT_LENGTH]);
        block_set_project(block, p, "cost", &project->cost, block->projects[CB_PROJECT_COST]);
    }
}

static cb_status block_finish(cb_block *block, cb_status status)
{
    cb_workspace_reset(block->workspace);
    return block->status ? block->status : status;
}

cb_status cb_block_begin(cb_block *block, const cb_world *world, const size_t *members, size_t live)
{
    block->world = world;
    block->live = live;
    block->step = 0;
    block->status = CB_OK;
    block->failure[0] = '\0';
    for (size_t lane = 0; lane < block->lanes; lane++) {
        block->members[lane] = members[lane < live ? lane : live - 1];
        block->residual[lane] = 0.0;
    }
    for (size_t p = 0; p < world->variant->parameter_count; p++) {
        cb_status status = cb_parameter_fill(&block->parameters[p], world, p, block->lanes, block->members);
        if (status)
            return status;
    }
    block_set_initial(block);
    block_set_projects(block);
    for (size_t p = 0; p < world->scenario->process_count; p++) {
        const cb_process *process = world->scenario->processes[p];
        cb_status status = process->start ? process->start(block, world->plans[p]) : CB_OK;
        if ((status = block_finish(block, status)))
            return status;
    }
    return CB_OK;
}

/* ---- step ---------------------------------------------------------------------------------------------------- */

static void block_clear_flows(cb_block *block)
{
    for (size_t f = 0; f < block->world->field_count; f++) {
        const cb_layout *layout = &block->world->layouts[f];
        if (layout->field->kind == CB_FLOW)
            memset(block->fields[f], 0, field_vectors(layout, block->vectors) * sizeof(cb_vec));
    }
}

cb_status cb_block_step(cb_block *block)
{
    const cb_scenario *scenario = block->world->scenario;
    block_clear_flows(block);
    cb_balance_open(block);
    for (size_t p = 0; p < scenario->process_count; p++) {
        const cb_process *process = scenario->processes[p];
        cb_status status = process->step ? process->step(block, block->world->plans[p]) : CB_OK;
        if ((status = block_finish(block, status)))
            return status;
    }
    cb_status status = cb_balance_close(block);
    block->step++;
    return status;
}
