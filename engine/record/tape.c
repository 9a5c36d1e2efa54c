#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chunk.h"
#include "recorder.h"

struct cb_tape {
    const cb_recorder *recorder;
    size_t lanes;
    double **values;  /* [item]: [lane][time][entries] */
    double *series;   /* [lane][measure][region][time]: what targets are measured on */
    cb_vec *measured; /* [measure][region][vector]: at one time */
    cb_vec *sums;     /* [vector]: of one region */
};

/* Of all measures in all regions; never 0. */
static size_t series_values(const cb_recorder *recorder)
{
    return recorder->measures.count * recorder->world->scenario->region_count + 1;
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

/* ---- to the journal -----------------------------------------------------------------------------------------------
 */

/* The chunk of 8 members from `lane` on and `span` times from `first` on, as the file stores it; NaN for members that
 * are not live and times beyond the end. */
static void chunk_gather(const cb_tape *tape, size_t item, size_t lane, size_t live, size_t first, size_t span,
                         double *chunk)
{
    const cb_recorded *recorded = &tape->recorder->items[item];
    size_t width = span * recorded->entries;
    size_t end = first + span < recorded->times ? first + span : recorded->times;
    for (size_t m = 0; m < CB_CHUNK_MEMBERS; m++) {
        double *to = chunk + m * width;
        size_t given = lane + m < live ? (end - first) * recorded->entries : 0;
        memcpy(to, tape->values[item] + ((lane + m) * recorded->times + first) * recorded->entries, given * sizeof *to);
        for (size_t i = given; i < width; i++)
            to[i] = NAN;
    }
}

/* Takes one chunk as cb_journal_append does. */
typedef cb_status chunk_taker(void *context, cb_chunk_key key, const double *values, size_t count, bool round);

static cb_status each_chunk_of(const cb_tape *tape, size_t item, const cb_block *block, const cb_manifest *manifest,
                               double *buffer, chunk_taker *take, void *context)
{
    const cb_recorded *recorded = &tape->recorder->items[item];
    size_t parts = cb_manifest_chunk_parts(manifest, recorded->variable);
    size_t span = (recorded->times + parts - 1) / parts, count = CB_CHUNK_MEMBERS * span * recorded->entries;
    bool round = tape->recorder->round && manifest->variables[recorded->variable].persons;
    for (size_t lane = 0; lane < block->live; lane += CB_CHUNK_MEMBERS)
        for (size_t part = 0; part < parts; part++) {
            cb_chunk_key key = {.variable = (uint32_t)recorded->variable,
                                .chunk = (uint32_t)(lane / CB_CHUNK_MEMBERS),
                                .part = (uint32_t)part};
            chunk_gather(tape, item, lane, block->live, part * span, span, buffer);
            cb_status status = take(context, key, buffer, count, round);
            if (status)
                return status;
        }
    return CB_OK;
}

static size_t buffer_bytes(const cb_recorded *recorded)
{
    return CB_CHUNK_MEMBERS * recorded->entries * (recorded->times + 1) * sizeof(double);
}

/* The chunks of every item; their keys count variants and chunks from the block. */
static cb_status each_chunk(const cb_tape *tape, const cb_block *block, const cb_manifest *manifest, chunk_taker *take,
                            void *context)
{
    cb_status status = CB_OK;
    for (size_t i = 0; i < tape->recorder->count && !status; i++) {
        double *buffer = malloc(buffer_bytes(&tape->recorder->items[i]));
        if (!buffer)
            return CB_ERROR_MEMORY;
        status = each_chunk_of(tape, i, block, manifest, buffer, take, context);
        free(buffer);
    }
    return status;
}

typedef struct appending {
    cb_journal *journal;
    size_t variant, chunk;
    cb_fault *fault;
} appending;

static cb_status append_chunk(void *context, cb_chunk_key key, const double *values, size_t count, bool round)
{
    const appending *a = context;
    key.variant = (uint32_t)a->variant;
    key.chunk += (uint32_t)a->chunk;
    return cb_journal_append(a->journal, key, values, count, round, a->fault);
}

cb_status cb_tape_append(const cb_tape *tape, const cb_block *block, cb_journal *journal, size_t variant, size_t chunk,
                         cb_fault *fault)
{
    appending a = {.journal = journal, .variant = variant, .chunk = chunk, .fault = fault};
    return each_chunk(tape, block, cb_journal_manifest(journal), append_chunk, &a);
}

/* ---- what it takes ----------------------------------------------------------------------------------------------- */

/* Beside the buffer of its values there are the bytes in the order of the file, and those that are left of them. */
static cb_status weigh_chunk(void *context, cb_chunk_key key, const double *values, size_t count, bool round)
{
    cb_tape_cost *cost = context;
    void *bytes = NULL;
    size_t size;
    (void)key;
    cb_status status = cb_chunk_encode(values, count, round, 0, &bytes, &size);
    if (status)
        return status;
    free(bytes);
    cost->disk += (double)size;
    cost->memory = fmax(cost->memory, 2.0 * (double)count * sizeof *values + (double)size);
    return CB_OK;
}

cb_status cb_tape_weigh(const cb_tape *tape, const cb_block *block, const cb_manifest *manifest, cb_tape_cost *cost)
{
    *cost = (cb_tape_cost){0};
    return each_chunk(tape, block, manifest, weigh_chunk, cost);
}

double cb_tape_bytes(const cb_recorder *recorder, size_t lanes)
{
    size_t times = cb_clock_times(&recorder->world->scenario->clock);
    return cb_recorder_bytes(recorder, lanes) +
           (double)(series_values(recorder) * (times + 1)) * (double)lanes * sizeof(double);
}
