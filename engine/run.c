#include "run.h"

#include <errno.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "assemble.h"
#include "ready.h"

typedef struct run {
    cb_ready ready;
    cb_journal *journal;
    cb_output output;
    size_t done, total; /* blocks */
} run;

/* ---- the time loop ---------------------------------------------------------------------------------------------- */

cb_status cb_run_members(cb_block *block, cb_tape *tape, const cb_world *world, const size_t *members, size_t live)
{
    cb_status status = cb_block_begin(block, world, members, live);
    if (!status)
        status = cb_tape_record(tape, block, 0);
    for (size_t step = 0; step < world->scenario->clock.step_count && !status; step++) {
        status = cb_block_step(block);
        if (!status)
            status = cb_tape_record(tape, block, step + 1);
    }
    return status ? status : cb_tape_finish(tape, block);
}

/* ---- blocks ------------------------------------------------------------------------------------------------------ */

/* Is every chunk of the block in the journal already (after --resume)? */
static bool block_is_done(const run *r, size_t variant, size_t chunk, size_t chunks)
{
    for (size_t i = 0; i < r->ready.recorder->count; i++) {
        size_t variable = r->ready.recorder->items[i].variable;
        for (size_t c = chunk; c < chunk + chunks; c++)
            for (size_t part = 0; part < cb_manifest_chunk_parts(r->ready.manifest, variable); part++) {
                cb_chunk_key key = {(uint32_t)variable, (uint32_t)variant, (uint32_t)c, (uint32_t)part};
                if (!cb_journal_has(r->journal, key))
                    return false;
            }
    }
    return true;
}

static cb_status run_block(const run *r, cb_block *block, cb_tape *tape, size_t variant, size_t chunk, cb_fault *fault)
{
    size_t first = chunk * CB_CHUNK_MEMBERS;
    size_t end = r->ready.manifest->last_chunk * CB_CHUNK_MEMBERS;
    end = end < r->ready.member_count ? end : r->ready.member_count;
    size_t live = end - first < r->ready.lanes ? end - first : r->ready.lanes;
    if (block_is_done(r, variant, chunk, cb_chunks_of(live)))
        return CB_OK;
    cb_status status = cb_run_members(block, tape, r->ready.worlds[variant], r->ready.members + first, live);
    if (status)
        return cb_fault_set(fault, status, "variant %s: %s",
                            r->ready.scenario->variants[r->ready.variants[variant]].name,
                            block->failure[0] ? block->failure : cb_status_text(status));
    return cb_tape_append(tape, block, r->journal, variant, chunk, fault);
}

static void run_progress(run *r)
{
    r->done++;
    if (r->ready.options->progress)
        r->ready.options->progress(r->ready.options->progress_context, r->done, r->total);
}

/* Blocks of one thread. The failure that stands is the one of the first block in order, whichever thread meets it. */
typedef struct outcome {
    size_t block;
    cb_status status;
    cb_fault fault;
} outcome;

static void outcome_keep(outcome *kept, size_t block, cb_status status, const cb_fault *fault)
{
    if (status && (!kept->status || block < kept->block))
        *kept = (outcome){.block = block, .status = status, .fault = *fault};
}

static cb_status run_blocks(run *r)
{
    size_t per_block = r->ready.lanes / CB_CHUNK_MEMBERS, first = r->ready.manifest->first_chunk;
    size_t blocks = (r->ready.manifest->last_chunk - first + per_block - 1) / per_block;
    outcome result = {.status = CB_OK};
    int threads = r->ready.options->threads > 0 ? r->ready.options->threads : omp_get_max_threads();
    r->total = blocks * r->ready.variant_count;
    if (r->total && (size_t)threads > r->total) /* a thread without a block would only take memory */
        threads = (int)r->total;
#pragma omp parallel num_threads(threads)
    {
        cb_block *block = NULL;
        cb_tape *tape = NULL;
        cb_status ready = cb_block_create(&block, r->ready.worlds[0], r->ready.lanes);
        if (!ready)
            ready = cb_tape_create(&tape, r->ready.recorder, r->ready.lanes);
#pragma omp for schedule(dynamic, 1)
        for (size_t i = 0; i < r->total; i++) {
            bool stop;
            cb_fault fault = {{0}};
#pragma omp critical(cb_run_outcome)
            stop = result.status && i > result.block;
            if (stop)
                continue;
            cb_status status =
                ready ? ready : run_block(r, block, tape, i / blocks, first + i % blocks * per_block, &fault);
#pragma omp critical(cb_run_outcome)
            {
                outcome_keep(&result, i, status, &fault);
                run_progress(r);
            }
        }
        cb_tape_free(tape);
        cb_block_free(block);
    }
    if (result.status)
        *r->ready.fault = result.fault;
    return result.status;
}

/* ---- results ----------------------------------------------------------------------------------------------------- */

static cb_status run_choose_output(run *r)
{
    const cb_scenario *scenario = r->ready.scenario;
    cb_status status = cb_output_make(&r->output, r->ready.options->output, r->ready.fault);
    for (size_t i = 0; i < scenario->source_count && !status; i++)
        status = cb_output_spare(&r->output, scenario->sources[i].path, r->ready.fault);
    return status;
}

static cb_status run_open_journal(run *r)
{
    const char *path = r->output.journal;
    if (r->ready.options->resume && !access(path, F_OK))
        return cb_journal_resume(&r->journal, path, r->ready.manifest, r->ready.fault);
    return cb_journal_create(&r->journal, path, r->ready.manifest, r->ready.fault);
}

/* A whole run becomes a result file; a shard's journal takes its name when it is finished. */
static cb_status run_close_journal(run *r, cb_status status)
{
    bool shard = r->ready.options->shards > 1;
    if (!status && !shard)
        status = cb_assemble(&r->journal, 1, &r->output, r->ready.fault);
    cb_status closed = cb_journal_close(r->journal, r->ready.fault);
    status = status ? status : closed;
    if (status == CB_ERROR_NUMBERS)
        unlink(r->output.journal); /* it would fail again: nothing to resume */
    if (status)
        return status;
    if ((shard ? rename(r->output.journal, r->output.path) : unlink(r->output.journal)))
        return cb_fault_set(r->ready.fault, CB_ERROR_IO, "%s: %s", r->output.journal, strerror(errno));
    return CB_OK;
}

cb_status cb_run(const cb_scenario *scenario, const cb_run_options *options, cb_diagnostics *diagnostics,
                 cb_fault *fault)
{
    run r = {0};
    cb_status status = cb_ready_make(&r.ready, scenario, options, diagnostics, fault);
    if (!status)
        status = run_choose_output(&r);
    if (!status)
        status = run_open_journal(&r);
    if (!status)
        status = run_close_journal(&r, run_blocks(&r));
    cb_ready_release(&r.ready);
    cb_output_clear(&r.output);
    return status;
}
