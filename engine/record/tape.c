#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tape_own.h"

/* Of all measures in all regions; never 0. */
static size_t series_values(const cb_recorder *recorder)
{
    return recorder->measures.count * recorder->world->scenario->region_count + 1;
}

double cb_tape_bytes(const cb_recorder *recorder, size_t lanes)
{
    size_t times = cb_clock_times(&recorder->world->scenario->clock);
    return cb_recorder_bytes(recorder, lanes) +
           (double)(series_values(recorder) * (times + 1)) * (double)lanes * sizeof(double);
}

static cb_status tape_allocate(cb_tape *tape)
{
    const cb_recorder *recorder = tape->recorder;
    const cb_scenario *scenario = recorder->world->scenario;
    size_t measured = series_values(recorder), vectors = tape->lanes / CB_WIDTH;
    tape->values = calloc(recorder->count + 1, sizeof *tape->values);
    tape->series = calloc(measured * cb_clock_times(&scenario->clock) * tape->lanes, sizeof *tape->series);
    tape->measured = aligned_alloc(sizeof(cb_vec), measured * vectors * sizeof(cb_vec));
    tape->sums = aligned_alloc(sizeof(cb_vec), vectors * sizeof(cb_vec));
    if (!tape->values || !tape->series || !tape->measured || !tape->sums)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < recorder->count; i++) {
        tape->values[i] = malloc(recorder->items[i].entries * recorder->items[i].times * tape->lanes * sizeof(double));
        if (!tape->values[i])
            return CB_ERROR_MEMORY;
    }
    return CB_OK;
}

cb_status cb_tape_create(cb_tape **tape, const cb_recorder *recorder, size_t lanes)
{
    cb_tape *made = calloc(1, sizeof *made);
    if (!made)
        return CB_ERROR_MEMORY;
    made->recorder = recorder;
    made->lanes = lanes;
    cb_status status = tape_allocate(made);
    if (status) {
        cb_tape_free(made);
        return status;
    }
    *tape = made;
    return CB_OK;
}

void cb_tape_free(cb_tape *tape)
{
    if (!tape)
        return;
    for (size_t i = 0; tape->values && i < tape->recorder->count; i++)
        free(tape->values[i]);
    free(tape->values);
    free(tape->series);
    free(tape->measured);
    free(tape->sums);
    free(tape);
}

/* ---- while the block runs ------------------------------------------------------------------------------------- */

static double *tape_at(cb_tape *tape, size_t item, size_t lane, size_t time)
{
    const cb_recorded *recorded = &tape->recorder->items[item];
    return tape->values[item] + (lane * recorded->times + time) * recorded->entries;
}

/* Copies rows [entry][lane] to the tape, [lane][entry]; NaN where `absent`. */
static void tape_put(cb_tape *tape, size_t item, size_t time, const double *rows, size_t first, size_t count,
                     bool absent)
{
    for (size_t lane = 0; lane < tape->lanes; lane++) {
        double *to = tape_at(tape, item, lane, time) + first;
        for (size_t e = 0; e < count; e++)
            to[e] = absent ? NAN : rows[e * tape->lanes + lane];
    }
}

static void record_account(cb_tape *tape, size_t item, cb_block *block, size_t time)
{
    const cb_recorded *recorded = &tape->recorder->items[item];
    const cb_layout *layout = &block->world->layouts[recorded->index];
    const cb_scenario *scenario = block->world->scenario;
    cb_vec *rows = block->fields[recorded->index];
    for (size_t r = 0; r < scenario->region_count; r++)
        for (size_t c = 0; c < layout->cells; c++) {
            cb_region_sum(&scenario->regions[r], rows + c * block->vectors, layout->cells * block->vectors,
                          block->vectors, tape->sums);
            tape_put(tape, item, time, (const double *)tape->sums, r * layout->cells + c, 1, time == 0);
        }
}

/* Indicators of flows (births, ...) have no value at the start. */
static bool measure_is_flow(const cb_recorder *recorder, size_t index)
{
    const cb_measure *measure = &recorder->measures.items[index];
    if (measure->declared->reduction == CB_RATIO)
        return measure_is_flow(recorder, (size_t)measure->numerator) ||
               measure_is_flow(recorder, (size_t)measure->denominator);
    return measure->field != CB_NONE && recorder->world->layouts[measure->field].field->kind == CB_FLOW;
}

static void record_series(cb_tape *tape, size_t time)
{
    const cb_recorder *recorder = tape->recorder;
    const cb_scenario *scenario = recorder->world->scenario;
    size_t regions = scenario->region_count, rows = recorder->measures.count * regions;
    size_t times = cb_clock_times(&scenario->clock);
    const double *measured = (const double *)tape->measured;
    for (size_t row = 0; row < rows; row++) {
        bool absent = time == 0 && measure_is_flow(recorder, row / regions);
        for (size_t lane = 0; lane < tape->lanes; lane++)
            tape->series[(lane * rows + row) * times + time] = absent ? NAN : measured[row * tape->lanes + lane];
    }
}

cb_status cb_tape_record(cb_tape *tape, cb_block *block, size_t time)
{
    const cb_recorder *recorder = tape->recorder;
    size_t regions = block->world->scenario->region_count;
    cb_status status = cb_measures_evaluate(&recorder->measures, block, tape->measured);
    if (status)
        return status;
    record_series(tape, time);
    for (size_t i = 0; i < recorder->count; i++) {
        const cb_recorded *item = &recorder->items[i];
        if (item->kind == CB_RECORDED_FIELD)
            tape_put(tape, i, time, (const double *)block->fields[item->index], 0, item->entries,
                     time == 0 && block->world->layouts[item->index].field->kind == CB_FLOW);
        else if (item->kind == CB_RECORDED_ACCOUNT)
            record_account(tape, i, block, time);
        else if (item->kind == CB_RECORDED_MEASURE)
            tape_put(tape, i, time, (const double *)(tape->measured + item->index * regions * block->vectors), 0,
                     item->entries, time == 0 && measure_is_flow(recorder, item->index));
    }
    return CB_OK;
}

/* ---- after the last step ---------------------------------------------------------------------------------------- */

static cb_status finish_targets(cb_tape *tape, size_t item, const cb_block *block)
{
    const cb_recorder *recorder = tape->recorder;
    const cb_scenario *scenario = block->world->scenario;
    size_t times = cb_clock_times(&scenario->clock);
    size_t member = recorder->measures.count * scenario->region_count * times;
    double *values = malloc(times * sizeof *values);
    if (!values)
        return CB_ERROR_MEMORY;
    for (size_t lane = 0; lane < tape->lanes; lane++)
        for (size_t t = 0; t < scenario->target_count; t++) {
            cb_target_series(&scenario->targets[t], &recorder->measures, block, lane, tape->series + lane * member,
                             values);
            for (size_t time = 0; time < times; time++)
                tape_at(tape, item, lane, time)[t] = values[time];
        }
    free(values);
    return CB_OK;
}

static void finish_draws(cb_tape *tape, size_t item, const cb_block *block)
{
    const cb_world *world = block->world;
    for (size_t lane = 0; lane < tape->lanes; lane++)
        for (size_t i = 0; i < tape->recorder->items[item].entries; i++)
            tape_at(tape, item, lane, 0)[i] =
                cb_draws_value(world->draws, world->variant_index, i, block->members[lane]);
}

/* Like flows they have no value at the start. */
static cb_status finish_shocks(cb_tape *tape, size_t item, const cb_block *block)
{
    const cb_world *world = block->world;
    const cb_recorded *recorded = &tape->recorder->items[item];
    double *factors = malloc(recorded->times * sizeof *factors);
    if (!factors)
        return CB_ERROR_MEMORY;
    factors[0] = NAN;
    for (size_t lane = 0; lane < tape->lanes; lane++)
        for (size_t s = 0; s < recorded->entries; s++) {
            cb_draws_series(world->draws, world->variant_index, s, block->members[lane], factors + 1);
            for (size_t time = 0; time < recorded->times; time++)
                tape_at(tape, item, lane, time)[s] = factors[time];
        }
    free(factors);
    return CB_OK;
}

static void finish_openings(cb_tape *tape, size_t item, const cb_block *block)
{
    const cb_variant *variant = block->world->variant;
    for (size_t i = 0; i < tape->recorder->project_count; i++)
        for (size_t lane = 0; lane < tape->lanes; lane++) {
            double *to = tape_at(tape, item, lane, 0) + i;
            *to = NAN;
            for (size_t p = 0; p < variant->project_count; p++)
                if (!strcmp(variant->projects[p].id, tape->recorder->projects[i]))
                    *to = block->projects[CB_PROJECT_OPENS][p * block->lanes + lane];
        }
}

cb_status cb_tape_finish(cb_tape *tape, cb_block *block)
{
    cb_status status = CB_OK;
    for (size_t i = 0; i < tape->recorder->count && !status; i++)
        switch (tape->recorder->items[i].kind) {
        case CB_RECORDED_TARGETS:
            status = finish_targets(tape, i, block);
            break;
        case CB_RECORDED_DRAWS:
            finish_draws(tape, i, block);
            break;
        case CB_RECORDED_SHOCKS:
            status = finish_shocks(tape, i, block);
            break;
        case CB_RECORDED_OPENINGS:
            finish_openings(tape, i, block);
            break;
        case CB_RECORDED_RESIDUAL:
            for (size_t lane = 0; lane < tape->lanes; lane++)
                *tape_at(tape, i, lane, 0) = block->residual[lane];
            break;
        case CB_RECORDED_FIELD:
        case CB_RECORDED_ACCOUNT:
        case CB_RECORDED_MEASURE:
            break;
        }
    return status;
}
