#include "ready.h"

#include <stdlib.h>

#include "provenance.h"
#include "result_file.h"

/* ---- making ready ----------------------------------------------------------------------------------------------- */

static cb_status ready_selection(cb_ready *r)
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
    r->lanes = options->block_lanes ? options->block_lanes : CB_DEFAULT_LANES;
    return CB_OK;
}

static cb_status ready_shard(cb_ready *r)
{
    size_t shards = r->options->shards ? r->options->shards : 1, shard = r->options->shards ? r->options->shard : 1;
    if (shard < 1 || shard > shards)
        return cb_fault_set(r->fault, CB_ERROR_USAGE, "--shard %zu/%zu: the first number must be 1 to %zu", shard,
                            shards, shards);
    cb_manifest_choose_shard(r->manifest, shard, shards);
    return CB_OK;
}

static const char *const *texts_of(const cb_dimension *dimension)
{
    return (const char *const *)dimension->texts;
}

/* Does the earlier run hold every draw that this one needs? */
static cb_status ready_check_draws(const cb_ready *r)
{
    for (size_t v = 0; v < r->variant_count; v++)
        for (size_t m = 0; m < r->member_count; m++) {
            const char *name = cb_draws_unrepeated(r->draws, r->variants[v], r->members[m]);
            if (name)
                return cb_fault_set(r->fault, CB_ERROR_INPUT,
                                    "%s: holds no draw of %s for member %zu of variant %s: give a result whose "
                                    "variants, members, inputs, shocks and years hold those of this run",
                                    r->options->draws_file, name, r->members[m],
                                    r->scenario->variants[r->variants[v]].name);
        }
    return CB_OK;
}

/* All values of a variable with these axes; *values stays NULL where the result does not have it. */
static cb_status read_variable(cb_result *result, const char *name, const cb_dimension *const *axes, size_t rank,
                               double **values, cb_fault *fault)
{
    const cb_variable *variable = cb_result_variable(result, name);
    size_t start[CB_MAX_RANK] = {0}, count[CB_MAX_RANK], total = 1;
    if (!variable || variable->rank != rank)
        return CB_OK;
    for (size_t d = 0; d < rank; d++) {
        if (&cb_result_manifest(result)->dimensions[variable->dims[d]] != axes[d])
            return CB_OK;
        total *= count[d] = axes[d]->length;
    }
    *values = malloc((total + 1) * sizeof **values);
    return *values ? cb_result_read(result, name, start, count, *values, fault) : CB_ERROR_MEMORY;
}

static cb_status repeat_draws_of(cb_ready *r, cb_result *result)
{
    double *values = NULL, *factors = NULL;
    const cb_dimension *variant = cb_result_dimension(result, "variant");
    const cb_dimension *member = cb_result_dimension(result, "member");
    const cb_dimension *time = cb_result_dimension(result, "time");
    const cb_dimension *input = cb_result_dimension(result, "input");
    const cb_dimension *shock = cb_result_dimension(result, "shock");
    cb_status status =
        read_variable(result, "draws", (const cb_dimension *[]){variant, member, input}, 3, &values, r->fault);
    if (!status)
        status = read_variable(result, "shocks", (const cb_dimension *[]){variant, member, time, shock}, 4, &factors,
                               r->fault);
    if (!status && !values && !factors)
        status = cb_fault_set(r->fault, CB_ERROR_INPUT, "%s: holds no draws: nothing was uncertain in that run",
                              r->options->draws_file);
    if (!status)
        status = cb_draws_repeat(r->draws, &(cb_draws_table){.variants = texts_of(variant),
                                                             .variant_count = variant->length,
                                                             .members = member->integers,
                                                             .member_count = member->length,
                                                             .inputs = values ? texts_of(input) : NULL,
                                                             .input_count = values ? input->length : 0,
                                                             .values = values,
                                                             .times = factors ? time->integers : NULL,
                                                             .time_count = factors ? time->length : 0,
                                                             .series = factors ? texts_of(shock) : NULL,
                                                             .series_count = factors ? shock->length : 0,
                                                             .factors = factors});
    free(values);
    free(factors);
    return status;
}

/* --draws FILE: the values of an earlier run, whole, in place of the design. */
static cb_status ready_repeat_draws(cb_ready *r)
{
    cb_result *result = NULL;
    cb_status status = cb_result_open(&result, r->options->draws_file, r->fault);
    if (!status)
        status = repeat_draws_of(r, result);
    cb_result_close(result);
    return status ? status : ready_check_draws(r);
}

static cb_status ready_worlds(cb_ready *r, cb_diagnostics *diagnostics)
{
    cb_status status = cb_draws_create(&r->draws, r->scenario);
    if (!status && r->options->draws_file)
        status = ready_repeat_draws(r);
    for (size_t v = 0; v < r->variant_count && !status; v++)
        status = cb_world_create(&r->worlds[v], r->scenario, r->variants[v], r->draws, diagnostics);
    return status;
}

cb_status cb_ready_make(cb_ready *r, const cb_scenario *scenario, const cb_run_options *options,
                        cb_diagnostics *diagnostics, cb_fault *fault)
{
    *r = (cb_ready){.scenario = scenario, .options = options, .fault = fault};
    cb_status status = ready_selection(r);
    if (!status)
        status = ready_worlds(r, diagnostics);
    if (!status)
        status = cb_manifest_create(&r->manifest);
    if (!status)
        status = cb_provenance_describe(r->manifest, r->worlds[0], r->variants, r->variant_count, r->members,
                                        r->member_count);
    if (!status)
        status = ready_shard(r);
    if (!status)
        status = cb_recorder_create(&r->recorder, r->worlds[0], r->variants, r->variant_count, r->manifest);
    return status;
}

void cb_ready_release(cb_ready *r)
{
    cb_recorder_free(r->recorder);
    cb_manifest_free(r->manifest);
    for (size_t v = 0; r->worlds && v < r->variant_count; v++)
        cb_world_free(r->worlds[v]);
    free(r->worlds);
    cb_draws_free(r->draws);
    free(r->variants);
    free(r->members);
}
