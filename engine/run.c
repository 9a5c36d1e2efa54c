#include "run.h"

#include <errno.h>
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "assemble.h"
#include "provenance.h"
#include "recorder.h"
#include "result_file.h"

#define DEFAULT_LANES 8

/* Everything a run needs, in the order it is made. */
typedef struct run {
    const cb_scenario *scenario;
    const cb_run_options *options;
    cb_fault *fault;
    size_t *variants, variant_count;
    size_t *members, member_count; /* of the whole design, or the one asked for */
    size_t lanes;
    cb_draws *draws;
    cb_world **worlds; /* [variant that runs] */
    cb_manifest *manifest;
    cb_recorder *recorder;
    cb_journal *journal;
    char *journal_path;
    size_t done, total; /* blocks */
} run;

/* ---- the time loop ---------------------------------------------------------------------------------------------- */

/* One block of members from the start to the end of the clock. */
static cb_status run_members(cb_block *block, cb_tape *tape, const cb_world *world, const size_t *members, size_t live)
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

static size_t chunks_of(size_t members)
{
    return (members + CB_CHUNK_MEMBERS - 1) / CB_CHUNK_MEMBERS;
}

/* Is every chunk of the block in the journal already (after --resume)? */
static bool block_is_done(const run *r, size_t variant, size_t chunk, size_t chunks)
{
    for (size_t i = 0; i < r->recorder->count; i++) {
        size_t variable = r->recorder->items[i].variable;
        for (size_t c = chunk; c < chunk + chunks; c++)
            for (size_t part = 0; part < cb_manifest_chunk_parts(r->manifest, variable); part++) {
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
    size_t end = r->manifest->last_chunk * CB_CHUNK_MEMBERS;
    end = end < r->member_count ? end : r->member_count;
    size_t live = end - first < r->lanes ? end - first : r->lanes;
    if (block_is_done(r, variant, chunk, chunks_of(live)))
        return CB_OK;
    cb_status status = run_members(block, tape, r->worlds[variant], r->members + first, live);
    if (status)
        return cb_fault_set(fault, status, "variant %s: %s", r->scenario->variants[r->variants[variant]].name,
                            block->failure[0] ? block->failure : cb_status_text(status));
    return cb_tape_append(tape, block, r->journal, variant, chunk, fault);
}

static void run_progress(run *r)
{
    r->done++;
    if (r->options->progress)
        r->options->progress(r->options->progress_context, r->done, r->total);
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
    size_t per_block = r->lanes / CB_CHUNK_MEMBERS, first = r->manifest->first_chunk;
    size_t blocks = (r->manifest->last_chunk - first + per_block - 1) / per_block;
    outcome result = {.status = CB_OK};
    int threads = r->options->threads > 0 ? r->options->threads : omp_get_max_threads();
    r->total = blocks * r->variant_count;
#pragma omp parallel num_threads(threads)
    {
        cb_block *block = NULL;
        cb_tape *tape = NULL;
        cb_fault fault = {{0}};
        cb_status ready = cb_block_create(&block, r->worlds[0], r->lanes);
        if (!ready)
            ready = cb_tape_create(&tape, r->recorder, r->lanes);
#pragma omp for schedule(dynamic, 1)
        for (size_t i = 0; i < blocks * r->variant_count; i++) {
            bool stop;
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
        *r->fault = result.fault;
    return result.status;
}

/* ---- making ready --------------------------------------------------------------------------------------------------
 */

static cb_status run_selection(run *r)
{
    const cb_run_options *options = r->options;
    size_t all = r->scenario->ensemble.members;
    r->variant_count = options->variants ? options->variant_count : r->scenario->variant_count;
    r->member_count = options->member == CB_NONE ? all : 1;
    r->variants = calloc(r->variant_count, sizeof *r->variants);
    r->members = calloc(r->member_count, sizeof *r->members);
    r->worlds = calloc(r->variant_count, sizeof *r->worlds);
    if (!r->variants || !r->members || !r->worlds)
        return CB_ERROR_MEMORY;
    if (options->member != CB_NONE && (options->member < 0 || (size_t)options->member >= all))
        return cb_fault_set(r->fault, CB_ERROR_USAGE, "--member %d: the design has members 0 to %zu", options->member,
                            all - 1);
    for (size_t v = 0; v < r->variant_count; v++)
        r->variants[v] = options->variants ? options->variants[v] : v;
    for (size_t m = 0; m < r->member_count; m++)
        r->members[m] = options->member == CB_NONE ? m : (size_t)options->member;
    r->lanes = options->block_lanes ? options->block_lanes : DEFAULT_LANES;
    return CB_OK;
}

/* The span of chunks of this shard: as equal as chunks allow. */
static cb_status run_span(run *r)
{
    size_t chunks = chunks_of(r->member_count), shards = r->options->shards ? r->options->shards : 1;
    size_t shard = r->options->shards ? r->options->shard : 1;
    if (shard < 1 || shard > shards)
        return cb_fault_set(r->fault, CB_ERROR_USAGE, "--shard %zu/%zu: the first number must be 1 to %zu", shard,
                            shards, shards);
    r->manifest->first_chunk = chunks * (shard - 1) / shards;
    r->manifest->last_chunk = chunks * shard / shards;
    return CB_OK;
}

static const char *const *texts_of(const cb_dimension *dimension)
{
    return (const char *const *)dimension->texts;
}

/* --draws FILE: the values of an earlier run, whole, in place of the design. */
static cb_status run_repeat_draws(run *r)
{
    cb_result *result = NULL;
    double *values = NULL;
    cb_status status = cb_result_open(&result, r->options->draws_file, r->fault);
    if (status)
        return status;
    const cb_dimension *variant = cb_result_dimension(result, "variant"),
                       *member = cb_result_dimension(result, "member");
    const cb_dimension *input = cb_result_dimension(result, "input");
    if (!input || member->length < r->scenario->ensemble.members) {
        status = cb_fault_set(r->fault, CB_ERROR_INPUT, "%s: holds draws of %zu members, this run needs %zu",
                              r->options->draws_file, input ? member->length : 0, r->scenario->ensemble.members);
        goto out;
    }
    size_t start[3] = {0}, count[3] = {variant->length, member->length, input->length};
    values = malloc(count[0] * count[1] * count[2] * sizeof *values);
    status = values ? cb_result_read(result, "draws", start, count, values, r->fault) : CB_ERROR_MEMORY;
    if (!status)
        status = cb_draws_repeat(r->draws, texts_of(variant), count[0], count[1], texts_of(input), count[2], values);
out:
    free(values);
    cb_result_close(result);
    return status;
}

static cb_status run_worlds(run *r, cb_diagnostics *diagnostics)
{
    cb_status status = cb_draws_create(&r->draws, r->scenario);
    if (!status && r->options->draws_file)
        status = run_repeat_draws(r);
    for (size_t v = 0; v < r->variant_count && !status; v++)
        status = cb_world_create(&r->worlds[v], r->scenario, r->variants[v], r->draws, diagnostics);
    return status;
}

static cb_status run_prepare(run *r, cb_diagnostics *diagnostics)
{
    cb_status status = run_selection(r);
    if (!status)
        status = run_worlds(r, diagnostics);
    if (!status)
        status = cb_manifest_create(&r->manifest);
    if (!status)
        status = run_span(r);
    if (!status)
        status = cb_provenance_describe(r->manifest, r->worlds[0], r->variants, r->variant_count, r->members,
                                        r->member_count);
    if (!status)
        status = cb_recorder_create(&r->recorder, r->worlds[0], r->variants, r->variant_count, r->manifest);
    return status;
}

static void run_release(run *r)
{
    cb_recorder_free(r->recorder);
    cb_manifest_free(r->manifest);
    for (size_t v = 0; r->worlds && v < r->variant_count; v++)
        cb_world_free(r->worlds[v]);
    free(r->worlds);
    cb_draws_free(r->draws);
    free(r->variants);
    free(r->members);
    free(r->journal_path);
}

/* ---- results
 * --------------------------------------------------------------------------------------------------------- */

static cb_status run_open_journal(run *r)
{
    size_t size = strlen(r->options->output) + sizeof ".parts";
    r->journal_path = malloc(size);
    if (!r->journal_path)
        return CB_ERROR_MEMORY;
    snprintf(r->journal_path, size, "%s.parts", r->options->output);
    if (r->options->resume && !access(r->journal_path, F_OK))
        return cb_journal_resume(&r->journal, r->journal_path, r->manifest, r->fault);
    return cb_journal_create(&r->journal, r->journal_path, r->manifest, r->fault);
}

/* A whole run becomes a result file; a shard's journal takes its name when it is finished. */
static cb_status run_close_journal(run *r, cb_status status)
{
    bool shard = r->options->shards > 1;
    if (!status && !shard)
        status = cb_assemble(&r->journal, 1, r->options->output, r->fault);
    cb_status closed = cb_journal_close(r->journal, r->fault);
    status = status ? status : closed;
    if (status)
        return status;
    if ((shard ? rename(r->journal_path, r->options->output) : unlink(r->journal_path)))
        return cb_fault_set(r->fault, CB_ERROR_IO, "%s: %s", r->journal_path, strerror(errno));
    return CB_OK;
}

cb_status cb_run(const cb_scenario *scenario, const cb_run_options *options, cb_diagnostics *diagnostics,
                 cb_fault *fault)
{
    run r = {.scenario = scenario, .options = options, .fault = fault};
    cb_status status = run_prepare(&r, diagnostics);
    if (!status)
        status = run_open_journal(&r);
    if (!status)
        status = run_close_journal(&r, run_blocks(&r));
    run_release(&r);
    return status;
}

cb_status cb_merge(const char *const *parts, size_t count, const char *output, cb_fault *fault)
{
    cb_status status = CB_OK;
    cb_journal **journals = calloc(count + 1, sizeof(cb_journal *));
    if (!journals)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < count && !status; i++)
        status = cb_journal_open(&journals[i], parts[i], fault);
    if (!status)
        status = cb_assemble(journals, count, output, fault);
    for (size_t i = 0; i < count; i++) {
        cb_status closed = cb_journal_close(journals[i], fault);
        status = status ? status : closed;
    }
    free(journals);
    return status;
}

/* ---- cost
 * -------------------------------------------------------------------------------------------------------------- */

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static cb_status estimate_time(run *r, double *seconds)
{
    cb_block *block = NULL;
    cb_tape *tape = NULL;
    cb_status status = cb_block_create(&block, r->worlds[0], r->lanes);
    if (!status)
        status = cb_tape_create(&tape, r->recorder, r->lanes);
    size_t live = r->member_count < r->lanes ? r->member_count : r->lanes;
    double begin = seconds_now();
    if (!status)
        status = run_members(block, tape, r->worlds[0], r->members, live);
    *seconds = seconds_now() - begin;
    if (status && block)
        status = cb_fault_set(r->fault, status, "%s", block->failure[0] ? block->failure : cb_status_text(status));
    cb_tape_free(tape);
    cb_block_free(block);
    return status;
}

cb_status cb_run_estimate(const cb_scenario *scenario, const cb_run_options *options, cb_diagnostics *diagnostics,
                          cb_run_cost *cost, cb_fault *fault)
{
    run r = {.scenario = scenario, .options = options, .fault = fault};
    double block_seconds = 0.0;
    cb_status status = run_prepare(&r, diagnostics);
    if (!status)
        status = estimate_time(&r, &block_seconds);
    if (!status) {
        size_t cells = 1;
        for (size_t a = 0; a < scenario->axis_count && a < 3; a++)
            cells *= scenario->axes[a].count;
        double blocks = ceil((double)r.member_count / (double)r.lanes) * (double)r.variant_count;
        *cost =
            (cb_run_cost){.members = r.member_count,
                          .variants = r.variant_count,
                          .steps = scenario->clock.step_count,
                          .places = scenario->place_count,
                          .cells = cells,
                          .inputs = cb_draws_count(r.draws),
                          .block_bytes = cb_block_bytes(r.worlds[0], r.lanes) + cb_recorder_bytes(r.recorder, r.lanes),
                          .file_bytes = cb_recorder_bytes(r.recorder, r.member_count) * (double)r.variant_count,
                          .seconds = block_seconds * blocks};
    }
    run_release(&r);
    return status;
}
