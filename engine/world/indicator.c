#include "indicator.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "workspace.h"

cb_id cb_measures_find(const cb_measures *measures, const char *name)
{
    for (size_t i = 0; name && i < measures->count; i++)
        if (!strcmp(measures->items[i].declared->name, name))
            return (cb_id)i;
    return CB_NONE;
}

/* A field that has lanes and a row for each place. */
static bool measurable(const cb_world *world, cb_id field)
{
    return field != CB_NONE && world->layouts[field].by_place && world->layouts[field].field->kind != CB_SHARED;
}

static double largest_of(const cb_region *region, const double *matrix, size_t places)
{
    double largest = NAN;
    for (size_t i = 0; i < region->count; i++)
        for (size_t j = i + 1; j < region->count; j++)
            largest = fmax(largest, matrix[region->places[i] * places + region->places[j]]);
    return largest;
}

/* What does not change is found once: a region of N places has N^2 / 2 pairs. */
static cb_status pairs_resolve(cb_measure *measure, const cb_world *world)
{
    const cb_scenario *scenario = world->scenario;
    measure->largest = calloc(scenario->region_count + 1, sizeof *measure->largest);
    if (!measure->largest)
        return CB_ERROR_MEMORY;
    for (size_t r = 0; r < scenario->region_count; r++)
        measure->largest[r] = largest_of(&scenario->regions[r], world->shared[measure->field], scenario->place_count);
    return CB_OK;
}

/* Finds what the measure needs; *usable false where this world has nothing to measure. */
static cb_status measure_resolve(cb_measure *measure, const cb_measures *earlier, const cb_world *world, bool *usable)
{
    const cb_indicator *declared = measure->declared;
    measure->field = cb_layout_find(world->layouts, world->field_count, declared->field);
    measure->weight = cb_layout_find(world->layouts, world->field_count, declared->weight);
    measure->numerator = cb_measures_find(earlier, declared->numerator);
    measure->denominator = cb_measures_find(earlier, declared->denominator);
    *usable = false;
    switch (declared->reduction) {
    case CB_SUM: {
        cb_status status = CB_OK;
        if (measurable(world, measure->field))
            status = cb_layout_cells(&world->layouts[measure->field], declared->where, &measure->cells,
                                     &measure->cell_count);
        *usable = measure->cells != NULL;
        return status;
    }
    case CB_RATIO:
        *usable = measure->numerator != CB_NONE && measure->denominator != CB_NONE;
        return CB_OK;
    case CB_WEIGHTED_MEAN:
        *usable = measurable(world, measure->field) && measurable(world, measure->weight) &&
                  world->layouts[measure->field].cells == 1;
        return CB_OK;
    case CB_MAX_OVER_PAIRS:
        *usable = measure->field != CB_NONE && world->layouts[measure->field].pairs && world->shared[measure->field];
        return *usable ? pairs_resolve(measure, world) : CB_OK;
    case CB_LENGTH:
        *usable = true;
        return CB_OK;
    }
    return CB_OK;
}

static cb_status measures_add(cb_measures *measures, const cb_world *world, bool ratios)
{
    for (size_t p = 0; p < world->scenario->process_count; p++) {
        const cb_process *process = world->scenario->processes[p];
        for (const cb_indicator *i = process->indicators; i && i->name; i++) {
            if ((i->reduction == CB_RATIO) != ratios)
                continue;
            bool usable;
            cb_measure *measure = &measures->items[measures->count];
            *measure = (cb_measure){.declared = i, .owner = process};
            cb_status status = measure_resolve(measure, measures, world, &usable);
            if (status)
                return status;
            if (usable)
                measures->count++;
        }
    }
    return CB_OK;
}

cb_status cb_measures_create(cb_measures *measures, const cb_world *world)
{
    size_t total = 1;
    for (size_t p = 0; p < world->scenario->process_count; p++)
        for (const cb_indicator *i = world->scenario->processes[p]->indicators; i && i->name; i++)
            total++;
    *measures = (cb_measures){.items = calloc(total, sizeof *measures->items)};
    if (!measures->items)
        return CB_ERROR_MEMORY;
    cb_status status = measures_add(measures, world, false);
    if (!status)
        status = measures_add(measures, world, true);
    if (status)
        cb_measures_free(measures);
    return status;
}

void cb_measures_free(cb_measures *measures)
{
    for (size_t i = 0; measures->items && i < measures->count; i++) {
        free(measures->items[i].cells);
        free(measures->items[i].largest);
    }
    free(measures->items);
    *measures = (cb_measures){0};
}

/* ---- evaluation ---------------------------------------------------------------------------------------------- */

void cb_region_sum(const cb_region *region, const cb_vec *rows, size_t stride, size_t vectors, cb_vec *sum)
{
    for (size_t v = 0; v < vectors; v++) {
        sum[v] = cb_splat(0.0);
        for (size_t first = 0; first < region->count; first += CB_PARTIAL_PLACES) {
            cb_vec partial = cb_splat(0.0);
            for (size_t i = first; i < region->count && i < first + CB_PARTIAL_PLACES; i++)
                partial += rows[region->places[i] * stride + v];
            sum[v] += partial;
        }
    }
}

typedef struct place_terms {
    const cb_measure *measure;
    cb_view field, weight;
    cb_vec *rows, *weights; /* [place][vector] */
} place_terms;

static void place_sum(cb_block *block, size_t place, size_t vector, void *context)
{
    (void)block;
    place_terms *terms = context;
    const cb_vec *row = cb_view_row(terms->field, place, vector);
    cb_vec sum = cb_splat(0.0);
    for (size_t c = 0; c < terms->measure->cell_count; c++) {
        const cb_vec *cell = row + terms->measure->cells[c] * terms->field.vectors;
        cb_fetch_ahead(cell, terms->field.vectors);
        sum += *cell;
    }
    terms->rows[place * terms->field.vectors + vector] = sum;
}

static void place_weight(cb_block *block, size_t place, size_t vector, void *context)
{
    (void)block;
    place_terms *terms = context;
    const cb_vec *weights = cb_view_row(terms->weight, place, vector);
    cb_vec weight = cb_splat(0.0);
    for (size_t c = 0; c < terms->weight.cells; c++)
        weight += weights[c * terms->weight.vectors];
    size_t at = place * terms->field.vectors + vector;
    terms->weights[at] = weight;
    terms->rows[at] = weight * *cb_view_row(terms->field, place, vector);
}

static cb_status evaluate_places(const cb_measure *measure, cb_block *block, cb_vec *values)
{
    const cb_scenario *scenario = block->world->scenario;
    size_t rows = scenario->place_count * block->vectors;
    place_terms terms = {.measure = measure,
                         .field = cb_block_view(block, measure->field),
                         .weight = cb_block_view(block, measure->weight),
                         .rows = cb_workspace_take(block->workspace, rows),
                         .weights = cb_workspace_take(block->workspace, rows)};
    cb_vec *sum = cb_workspace_take(block->workspace, block->vectors);
    if (!terms.rows || !terms.weights || !sum)
        return CB_ERROR_MEMORY;
    bool weighted = measure->declared->reduction == CB_WEIGHTED_MEAN;
    cb_each_place(block, weighted ? place_weight : place_sum, &terms);
    for (size_t r = 0; r < scenario->region_count; r++) {
        cb_region_sum(&scenario->regions[r], terms.rows, block->vectors, block->vectors, values + r * block->vectors);
        if (!weighted)
            continue;
        cb_region_sum(&scenario->regions[r], terms.weights, block->vectors, block->vectors, sum);
        for (size_t v = 0; v < block->vectors; v++)
            values[r * block->vectors + v] /= sum[v];
    }
    return CB_OK;
}

double cb_measure_pairs(const cb_measure *measure, const cb_world *world, size_t region, cb_id with)
{
    const cb_region *r = &world->scenario->regions[region];
    if (with == CB_NONE)
        return measure->largest[region];
    double largest = NAN;
    for (size_t i = 0; i < r->count; i++) {
        size_t place = r->places[i], first = place < (size_t)with ? place : (size_t)with;
        size_t second = place < (size_t)with ? (size_t)with : place;
        if (first != second)
            largest = fmax(largest, world->shared[measure->field][first * world->scenario->place_count + second]);
    }
    return largest;
}

static int compare_places(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

static bool region_has(const cb_region *region, cb_id place)
{
    size_t wanted = (size_t)place;
    return bsearch(&wanted, region->places, region->count, sizeof wanted, compare_places) != NULL;
}

/* Projects with both ends in the region that are open at the block's present date. */
static void evaluate_length(cb_block *block, cb_vec *values)
{
    const cb_scenario *scenario = block->world->scenario;
    const cb_variant *variant = block->world->variant;
    cb_vec now = cb_splat(cb_clock_date(&scenario->clock, block->step));
    for (size_t r = 0; r < scenario->region_count; r++)
        for (size_t v = 0; v < block->vectors; v++) {
            cb_vec sum = cb_splat(0.0);
            for (size_t p = 0; p < variant->project_count; p++)
                if (region_has(&scenario->regions[r], variant->projects[p].from) &&
                    region_has(&scenario->regions[r], variant->projects[p].to))
                    sum += cb_select(cb_block_project(block, CB_PROJECT_OPENS, p, v) <= now,
                                     cb_block_project(block, CB_PROJECT_LENGTH, p, v), cb_splat(0.0));
            values[r * block->vectors + v] = sum;
        }
}

static void evaluate_pairs(const cb_measure *measure, cb_block *block, cb_vec *values)
{
    for (size_t r = 0; r < block->world->scenario->region_count; r++) {
        cb_vec largest = cb_splat(cb_measure_pairs(measure, block->world, r, CB_NONE));
        for (size_t v = 0; v < block->vectors; v++)
            values[r * block->vectors + v] = largest;
    }
}

cb_status cb_measures_evaluate(const cb_measures *measures, cb_block *block, cb_vec *values)
{
    size_t width = block->world->scenario->region_count * block->vectors;
    cb_status status = CB_OK;
    for (size_t m = 0; m < measures->count && !status; m++) {
        const cb_measure *measure = &measures->items[m];
        cb_vec *to = values + m * width;
        switch (measure->declared->reduction) {
        case CB_SUM:
        case CB_WEIGHTED_MEAN:
            status = evaluate_places(measure, block, to);
            break;
        case CB_MAX_OVER_PAIRS:
            evaluate_pairs(measure, block, to);
            break;
        case CB_LENGTH:
            evaluate_length(block, to);
            break;
        case CB_RATIO:
            for (size_t i = 0; i < width; i++)
                to[i] =
                    values[(size_t)measure->numerator * width + i] / values[(size_t)measure->denominator * width + i];
            break;
        }
        cb_workspace_reset(block->workspace);
    }
    return status;
}
