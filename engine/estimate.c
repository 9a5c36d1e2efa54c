#include <math.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "chunk_index.h"
#include "ready.h"

/* Measured: a byte that is compressed goes into the journal, is read back and goes into the file, at some 300 MB/s. */
#define SECONDS_PER_FILE_BYTE 3e-9
/* Measured: what HDF5 takes while it writes a file. */
#define FILE_LIBRARY_BYTES 4e6

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Memory of this process; 0 where the system does not say. */
static double bytes_now(void)
{
    unsigned long all, resident = 0;
    FILE *stream = fopen("/proc/self/statm", "r");
    if (!stream)
        return 0.0;
    if (fscanf(stream, "%lu %lu", &all, &resident) != 2)
        resident = 0;
    fclose(stream);
    return (double)resident * (double)sysconf(_SC_PAGESIZE);
}

/* One block, from its members to the bytes of its chunks. */
static cb_status sample_block(cb_ready *r, cb_tape_cost *tape_cost, double *seconds)
{
    cb_block *block = NULL;
    cb_tape *tape = NULL;
    cb_status status = cb_block_create(&block, r->worlds[0], r->lanes);
    if (!status)
        status = cb_tape_create(&tape, r->recorder, r->lanes);
    double begin = seconds_now();
    if (!status)
        status = cb_run_members(block, tape, r->worlds[0], r->members, r->member_count);
    if (!status)
        status = cb_tape_weigh(tape, block, r->manifest, tape_cost);
    *seconds = seconds_now() - begin;
    if (status && block)
        status = cb_fault_set(r->fault, status, "%s", block->failure[0] ? block->failure : cb_status_text(status));
    cb_tape_free(tape);
    cb_block_free(block);
    return status;
}

static size_t cells_of(const cb_scenario *scenario)
{
    size_t cells = 1;
    for (size_t a = 0; a < scenario->axis_count && a < 3; a++)
        cells *= scenario->axes[a].count;
    return cells;
}

/* What is kept for each member and chunk of members as long as the run lasts. */
static double ensemble_bytes(const cb_ready *r, size_t members)
{
    double numbers = (double)members * (sizeof *r->members + 2 * sizeof(int64_t)); /* here, and in two manifests */
    return cb_draws_bytes(r->draws, members) + numbers +
           cb_chunk_index_bytes(r->manifest) * (double)cb_chunks_of(members);
}

/* Of `members` members, by those of the sample. */
static cb_status estimate(cb_ready *r, size_t members, cb_run_cost *cost)
{
    double seconds = 0.0, program = bytes_now() + FILE_LIBRARY_BYTES;
    cb_tape_cost tape_cost = {0};
    cb_status status = sample_block(r, &tape_cost, &seconds);
    if (status)
        return status;
    double samples = (double)members / (double)r->member_count * (double)r->variant_count;
    double blocks = ceil((double)members / (double)r->lanes) * (double)r->variant_count;
    double disk = tape_cost.disk * samples;
    *cost = (cb_run_cost){.members = members,
                          .variants = r->variant_count,
                          .steps = r->scenario->clock.step_count,
                          .places = r->scenario->place_count,
                          .cells = cells_of(r->scenario),
                          .inputs = cb_draws_count(r->draws),
                          .program_bytes = program,
                          .ensemble_bytes = ensemble_bytes(r, members),
                          .block_bytes = cb_block_bytes(r->worlds[0], r->lanes) + cb_tape_bytes(r->recorder, r->lanes),
                          .chunk_bytes = tape_cost.memory,
                          .value_bytes = cb_recorder_bytes(r->recorder, members) * (double)r->variant_count,
                          .file_bytes = disk,
                          .seconds = seconds * blocks,
                          .file_seconds = disk * SECONDS_PER_FILE_BYTE};
    return CB_OK;
}

cb_status cb_run_estimate(const cb_scenario *scenario, const cb_run_options *options, cb_diagnostics *diagnostics,
                          cb_run_cost *cost, cb_fault *fault)
{
    size_t members = options->member == CB_NONE ? scenario->ensemble.members : 1;
    size_t lanes = options->block_lanes ? options->block_lanes : CB_DEFAULT_LANES;
    cb_run_options alike = *options; /* a member costs what any other does: no design is made */
    cb_scenario sample = *scenario;
    sample.ensemble.members = members < lanes ? members : lanes;
    alike.member = CB_NONE;
    cb_ready r;
    cb_status status = cb_ready_make(&r, &sample, &alike, diagnostics, fault);
    if (!status)
        status = estimate(&r, members, cost);
    cb_ready_release(&r);
    return status;
}
