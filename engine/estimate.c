#include <math.h>
#include <time.h>

#include "ready.h"

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static cb_status estimate_time(cb_ready *r, double *seconds)
{
    cb_block *block = NULL;
    cb_tape *tape = NULL;
    cb_status status = cb_block_create(&block, r->worlds[0], r->lanes);
    if (!status)
        status = cb_tape_create(&tape, r->recorder, r->lanes);
    size_t live = r->member_count < r->lanes ? r->member_count : r->lanes;
    double begin = seconds_now();
    if (!status)
        status = cb_run_members(block, tape, r->worlds[0], r->members, live);
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
    cb_ready r;
    double block_seconds = 0.0;
    cb_status status = cb_ready_make(&r, scenario, options, diagnostics, fault);
    if (!status)
        status = estimate_time(&r, &block_seconds);
    if (!status) {
        size_t cells = 1;
        for (size_t a = 0; a < scenario->axis_count && a < 3; a++)
            cells *= scenario->axes[a].count;
        double world_bytes = 0.0;
        for (size_t v = 0; v < r.variant_count; v++)
            world_bytes += cb_world_bytes(r.worlds[v]);
        double blocks = ceil((double)r.member_count / (double)r.lanes) * (double)r.variant_count;
        *cost =
            (cb_run_cost){.members = r.member_count,
                          .variants = r.variant_count,
                          .steps = scenario->clock.step_count,
                          .places = scenario->place_count,
                          .cells = cells,
                          .inputs = cb_draws_count(r.draws),
                          .world_bytes = world_bytes,
                          .block_bytes = cb_block_bytes(r.worlds[0], r.lanes) + cb_recorder_bytes(r.recorder, r.lanes),
                          .file_bytes = cb_recorder_bytes(r.recorder, r.member_count) * (double)r.variant_count,
                          .seconds = block_seconds * blocks};
    }
    cb_ready_release(&r);
    return status;
}
