/* Runs of a scenario that is written in a test: people who do nothing, and two processes whose every number is known.
 *
 * `probe` writes trace: 100 at the start, then trace' = trace / 2 + (step + 1) + pace. From its fourth step on it fails
 * where the pace of a member is above a limit. `echo` reads trace and copies it. */
#ifndef CB_RUNNING_H
#define CB_RUNNING_H

#include <sched.h>

#include "files.h"
#include "loading.h"
#include "result_values.h"
#include "run.h"

/* ---- processes --------------------------------------------------------------------------------------------------- */

enum { PROBE_FAILS_FROM = 3 }; /* step index */

static size_t probe_blocks;     /* begun since the test set it to 0 */
static size_t probe_failures;   /* likewise */
static double probe_waits_with; /* the pace whose failure waits for another one; 0: none */

/* For another thread, which is met unless OpenMP was told to start none. */
static void probe_wait(void)
{
    size_t failures = 0;
    for (size_t i = 0; i < 1000000 && !failures; i++) {
        sched_yield();
#pragma omp atomic read
        failures = probe_failures;
    }
}

static cb_status probe_fail(cb_block *block, size_t step, double pace)
{
    if (pace == probe_waits_with)
        probe_wait();
#pragma omp atomic
    probe_failures++;
    return cb_block_fail(block, "step %zu: the pace %.17g is above the limit", step, pace);
}

typedef struct probe_plan {
    cb_id trace, echo, pace;
    double limit;
} probe_plan;

static cb_status probe_prepare(cb_setup *setup, void **plan)
{
    if (cb_setup_number(setup, "probe.refusal", 0.0) > 0.0)
        return cb_setup_error(setup, "does not want to run");
    probe_plan *made = malloc(sizeof *made);
    if (!made)
        return CB_ERROR_MEMORY;
    *made = (probe_plan){.trace = cb_setup_field(setup, "trace"),
                         .echo = cb_setup_field(setup, "echo"),
                         .pace = cb_setup_param(setup, "probe.pace"),
                         .limit = cb_setup_number(setup, "probe.limit", 0.0)};
    *plan = made;
    return CB_OK;
}

static cb_status probe_start(cb_block *block, const void *plan)
{
    const probe_plan *p = plan;
    cb_view trace = cb_block_view(block, p->trace);
#pragma omp atomic
    probe_blocks++;
    for (size_t place = 0; place < cb_block_places(block); place++)
        for (size_t v = 0; v < cb_block_vectors(block); v++)
            *cb_view_row(trace, place, v) = cb_splat(100.0);
    return CB_OK;
}

static inline double probe_next(double trace, size_t step, double pace)
{
    return trace / 2 + (double)(step + 1) + pace;
}

static cb_status probe_step(cb_block *block, const void *plan)
{
    const probe_plan *p = plan;
    cb_view trace = cb_block_view(block, p->trace);
    cb_param_view pace = cb_block_param(block, p->pace);
    size_t step = cb_block_step_index(block);
    for (size_t place = 0; place < cb_block_places(block); place++)
        for (size_t v = 0; v < cb_block_vectors(block); v++) {
            double *row = (double *)cb_view_row(trace, place, v);
            for (size_t lane = 0; lane < CB_WIDTH; lane++) {
                double own = pace.data[place * pace.place_stride + (v * CB_WIDTH + lane) * pace.lane_stride];
                row[lane] = probe_next(row[lane], step, own);
                if (step >= PROBE_FAILS_FROM && own > p->limit)
                    return probe_fail(block, step, own);
            }
        }
    return CB_OK;
}

static cb_status echo_step(cb_block *block, const void *plan)
{
    const probe_plan *p = plan;
    cb_view trace = cb_block_view(block, p->trace), echo = cb_block_view(block, p->echo);
    for (size_t i = 0; i < cb_block_places(block) * echo.cells * echo.vectors; i++)
        echo.data[i] = trace.data[i];
    return CB_OK;
}

static const cb_field probe_fields[] = {{.name = "trace",
                                         .unit = "1",
                                         .long_name = "what the probe leaves",
                                         .axes = "place",
                                         .kind = CB_STATE,
                                         .record = "default"},
                                        {0}};
static const cb_param probe_params[] = {
    {.name = "probe.pace", .unit = "1", .doc = "added in a step", .source = "assumed: none", .max = 10.0},
    {.name = "probe.limit",
     .unit = "1",
     .doc = "pace that it bears",
     .source = "assumed: any",
     .value = 10.0,
     .max = 10.0,
     .kind = CB_PARAM_FIXED},
    {.name = "probe.refusal",
     .unit = "1",
     .doc = "refuses",
     .source = "assumed: no",
     .max = 1.0,
     .kind = CB_PARAM_FIXED},
    {0}};
static const cb_use probe_uses[] = {{"trace", CB_WRITE}, {0}};
static const cb_process probe = {.name = "probe",
                                 .doc = "leaves a trace",
                                 .reference = "none",
                                 .fields = probe_fields,
                                 .params = probe_params,
                                 .uses = probe_uses,
                                 .prepare = probe_prepare,
                                 .start = probe_start,
                                 .step = probe_step,
                                 .release = free};

static const cb_field echo_fields[] = {{.name = "echo",
                                        .unit = "1",
                                        .long_name = "the trace that was read",
                                        .axes = "place",
                                        .kind = CB_STATE,
                                        .record = "default"},
                                       {0}};
static const cb_use echo_uses[] = {{"echo", CB_WRITE}, {"trace", CB_READ}, {0}};
static const cb_process echo = {.name = "an-echo", /* before `probe` by name, after it by what it reads */
                                .doc = "repeats the trace",
                                .reference = "none",
                                .fields = echo_fields,
                                .uses = echo_uses,
                                .prepare = probe_prepare,
                                .step = echo_step,
                                .release = free};

static const cb_process *const running_processes[] = {&echo, &people, &moving, &probe};

/* ---- runs -------------------------------------------------------------------------------------------------------- */

enum { RUNNING_MEMBERS = 61 }; /* no multiple of 8, 32 or a shard */
#define ENSEMBLE "ensemble: {members: 61, seed: 3}\n"
#define PACE     "parameters: {probe.pace: {uniform: [0, 1]}}\n"
#define QUICK    "variants: {quick: {parameters: {probe.pace: {uniform: [1, 3]}}}}\n"
#define RUNNING  USUAL ENSEMBLE PACE QUICK

typedef struct running {
    loading l; /* its folder is the working directory */
    cb_fault fault;
} running;

static inline running running_open(const char *yaml)
{
    running r = {.fault = {{0}}};
    loading_open(&r.l);
    loading_write("scenario.yaml", yaml);
    loading_read(&r.l, "scenario.yaml", (cb_scenario_options){.processes = running_processes, .process_count = 4});
    if (r.l.status)
        fail_msg("%s", r.l.complaints);
    probe_blocks = probe_failures = 0;
    probe_waits_with = 0.0;
    return r;
}

static inline void running_close(running *r)
{
    loading_close(&r->l);
}

#define WHOLE                .member = CB_NONE, .shard = 1, .shards = 1
#define running_options(...) ((cb_run_options){WHOLE, __VA_ARGS__})

static inline cb_status running_status(running *r, cb_run_options options)
{
    r->fault.text[0] = '\0';
    return cb_run(r->l.scenario, &options, r->l.diagnostics, &r->fault);
}

static inline void running_run(running *r, cb_run_options options)
{
    if (running_status(r, options))
        fail_msg("%s", r->fault.text);
}

/* The run fails with this status and a message that holds `text`. */
static inline void running_fails(running *r, cb_run_options options, cb_status expected, const char *text)
{
    assert_int_equal(running_status(r, options), expected);
    if (!strstr(r->fault.text, text))
        fail_msg("'%s' is not in: %s", text, r->fault.text);
}

/* ---- results ----------------------------------------------------------------------------------------------------- */

static inline cb_result *result_of(const char *path)
{
    cb_result *result = NULL;
    cb_fault fault = {{0}};
    if (cb_result_open(&result, path, &fault))
        fail_msg("%s", fault.text);
    return result;
}

#endif
