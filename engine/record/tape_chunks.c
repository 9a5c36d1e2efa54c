/* The chunks of a tape: to the journal, or weighed and thrown away. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chunk.h"
#include "tape_own.h"

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
