#include <limits.h>

#include "command.h"
#include "interruption.h"
#include "progress.h"
#include "scenario_arguments.h"
#include "shard.h"

static cb_status read_options(cb_run_options *options, const cb_arguments *arguments)
{
    uint64_t member = 0;
    options->output = cb_arguments_text(arguments, "output");
    options->draws_file = cb_arguments_text(arguments, "draws");
    options->resume = cb_arguments_has(arguments, "resume");
    options->member = CB_NONE;
    if (!options->output || !*options->output)
        return cb_usage_error(cb_arguments_command(arguments), "-o FILE is missing: where the result goes");
    cb_status status = cb_arguments_whole(arguments, "member", 0, INT_MAX, &member);
    if (!status && cb_arguments_has(arguments, "member"))
        options->member = (cb_id)member;
    return status ? status : cb_shard_choose(arguments, &options->shard, &options->shards);
}

static cb_status run_loaded(const cb_loaded *loaded, cb_run_options *options, cb_fault *fault)
{
    cb_progress progress;
    options->variants = loaded->variants;
    options->variant_count = loaded->variant_count;
    options->threads = loaded->threads;
    options->block_lanes = loaded->block_lanes;
    options->progress = cb_progress_update;
    options->progress_context = &progress;
    cb_progress_begin(&progress);
    cb_interruption_begin("\nconurb run: interrupted; the same command with --resume goes on from what is written\n");
    cb_status status = cb_run(loaded->scenario, options, loaded->diagnostics, fault);
    cb_interruption_end();
    cb_progress_end(&progress);
    return status;
}

static cb_status run(const cb_arguments *arguments)
{
    cb_run_options options = {0};
    cb_status status = read_options(&options, arguments);
    if (status)
        return status;
    const char *file = cb_arguments_word(arguments, 0);
    cb_fault fault = {{0}};
    cb_loaded loaded;
    status = cb_loaded_open(&loaded, arguments, file);
    if (!status) {
        status = run_loaded(&loaded, &options, &fault);
        if (status)
            cb_loaded_complain(&loaded, arguments, file, status, &fault);
    }
    cb_loaded_clear(&loaded);
    return status;
}

static const cb_option options[] = {
    {.name = "output", .value = "FILE", .letter = 'o', .doc = "result file; of a shard, its part for `conurb merge`"},
    CB_SCENARIO_OPTIONS,
    {.name = "member", .value = "I", .doc = "this member of the design alone, from 0"},
    {.name = "shard", .value = "I/N", .doc = "the I-th of N parts (default: the place in a Slurm job array)"},
    {.name = "draws", .value = "FILE", .doc = "repeat the draws of an earlier result"},
    {.name = "resume", .doc = "go on where an interrupted run left FILE.parts"},
    {0}};

const cb_command cb_command_run = {.name = "run",
                                   .doc = "run the members of a scenario into a result file",
                                   .usage = "SCENARIO -o FILE [OPTIONS]",
                                   .options = options,
                                   .least = 1,
                                   .most = 1,
                                   .run = run};
