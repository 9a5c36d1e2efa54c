#include "draws.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "design.h"
#include "distribution.h"
#include "inputs.h"
#include "philox.h"

struct cb_draws {
    const cb_scenario *scenario;
    cb_inputs inputs;
    uint32_t *order;  /* [input][member], design lhs only */
    double *repeated; /* [variant][member][input], NaN: by the design; NULL: all by the design */
};

/* ---- design ------------------------------------------------------------------------------------------------------ */

static cb_status draws_order(cb_draws *draws)
{
    const cb_ensemble *ensemble = &draws->scenario->ensemble;
    cb_status status = CB_OK;
    if (ensemble->design != CB_DESIGN_LHS || !draws->inputs.count)
        return CB_OK;
    if (ensemble->members > UINT32_MAX)
        return CB_ERROR_INPUT;
    draws->order = calloc(draws->inputs.count * ensemble->members, sizeof *draws->order);
    if (!draws->order)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < draws->inputs.count && !status; i++)
        status = cb_design_order(ensemble, draws->inputs.items[i].name, draws->order + i * ensemble->members);
    return status;
}

cb_status cb_draws_create(cb_draws **draws, const cb_scenario *scenario)
{
    cb_draws *made = calloc(1, sizeof *made);
    if (!made)
        return CB_ERROR_MEMORY;
    made->scenario = scenario;
    cb_status status = cb_inputs_create(&made->inputs, scenario);
    if (!status)
        status = draws_order(made);
    if (status) {
        cb_draws_free(made);
        return status;
    }
    *draws = made;
    return CB_OK;
}

void cb_draws_free(cb_draws *draws)
{
    if (!draws)
        return;
    cb_inputs_free(&draws->inputs);
    free(draws->order);
    free(draws->repeated);
    free(draws);
}

/* ---- values ------------------------------------------------------------------------------------------------------ */

size_t cb_draws_count(const cb_draws *draws)
{
    return draws->inputs.count;
}

const char *cb_draws_name(const cb_draws *draws, size_t input)
{
    return draws->inputs.items[input].name;
}

const char *cb_draws_unit(const cb_draws *draws, size_t input)
{
    return draws->inputs.items[input].unit;
}

cb_id cb_draws_find(const cb_draws *draws, const char *name)
{
    return cb_inputs_find(&draws->inputs, name);
}

static double *repeated_at(const cb_draws *draws, size_t variant, size_t member, size_t input)
{
    return draws->repeated + (variant * draws->scenario->ensemble.members + member) * draws->inputs.count + input;
}

double cb_draws_value(const cb_draws *draws, size_t variant, size_t input, size_t member)
{
    const cb_ensemble *ensemble = &draws->scenario->ensemble;
    const cb_input *item = &draws->inputs.items[input];
    const cb_value *value = item->values[variant];
    if (!value)
        return NAN;
    if (draws->repeated && !isnan(*repeated_at(draws, variant, member, input)))
        return *repeated_at(draws, variant, member, input);
    if (ensemble->design == CB_DESIGN_CENTRAL)
        return cb_distribution_centre(&value->distribution);
    const uint32_t *order = draws->order ? draws->order + input * ensemble->members : NULL;
    return cb_distribution_quantile(&value->distribution, cb_design_uniform(ensemble, item->name, order, member));
}

double cb_draws_resolve(const cb_draws *draws, size_t variant, const char *name, const cb_value *value,
                        const char *place, size_t member)
{
    char full[512];
    if (value->distribution.kind == CB_CONSTANT)
        return value->distribution.a;
    snprintf(full, sizeof full, value->each && place ? "%s[%s]" : "%s", name, place);
    cb_id input = cb_draws_find(draws, full);
    return input == CB_NONE ? NAN : cb_draws_value(draws, variant, (size_t)input, member);
}

/* ---- values of an earlier run ------------------------------------------------------------------------------------ */

static cb_id find_text(const char *const *texts, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(texts[i], text))
            return (cb_id)i;
    return CB_NONE;
}

cb_status cb_draws_repeat(cb_draws *draws, const char *const *variants, size_t variant_count, size_t member_count,
                          const char *const *inputs, size_t input_count, const double *values)
{
    const cb_scenario *scenario = draws->scenario;
    size_t members = scenario->ensemble.members, count = draws->inputs.count;
    free(draws->repeated);
    draws->repeated = malloc((scenario->variant_count * members * count + 1) * sizeof *draws->repeated);
    if (!draws->repeated)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < scenario->variant_count * members * count; i++)
        draws->repeated[i] = NAN;
    for (size_t input = 0; input < count; input++) {
        cb_id from = find_text(inputs, input_count, draws->inputs.items[input].name);
        for (size_t v = 0; v < scenario->variant_count && from != CB_NONE; v++) {
            cb_id variant = find_text(variants, variant_count, scenario->variants[v].name);
            for (size_t m = 0; m < members && m < member_count && variant != CB_NONE; m++)
                *repeated_at(draws, v, m, input) =
                    values[((size_t)variant * member_count + m) * input_count + (size_t)from];
        }
    }
    return CB_OK;
}

/* ---- shocks ------------------------------------------------------------------------------------------------------ */

static double shock_part(const cb_draws *draws, size_t variant, const cb_shock *shock, const char *part,
                         const cb_value *value, size_t member)
{
    char name[512];
    snprintf(name, sizeof name, "shocks.%s.%s", shock->id, part);
    return cb_draws_resolve(draws, variant, name, value, NULL, member);
}

void cb_draws_shock(const cb_draws *draws, size_t variant, const cb_shock *shock, const char *place, size_t member,
                    double *factor)
{
    const cb_scenario *scenario = draws->scenario;
    double sd = shock_part(draws, variant, shock, "sd", &shock->sd, member);
    double kept =
        pow(shock_part(draws, variant, shock, "persistence", &shock->persistence, member), scenario->clock.step);
    cb_stream stream = {.seed = scenario->ensemble.seed,
                        .purpose = cb_hash(cb_hash(0, "shock"), shock->id),
                        .member = member,
                        .place = place ? cb_hash(0, place) : 0};
    cb_distribution standard = {.kind = CB_NORMAL, .b = 1.0, .lower = -INFINITY, .upper = INFINITY};
    double x = 0.0;
    for (size_t step = 0; step < scenario->clock.step_count; step++) {
        stream.step = step;
        double e = cb_distribution_quantile(&standard, cb_philox_uniform(stream));
        x = step ? fma(kept, x, sd * sqrt(1.0 - kept * kept) * e) : sd * e;
        factor[step] = scenario->ensemble.design == CB_DESIGN_CENTRAL ? 1.0 : exp(x);
    }
}
