#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "design.h"
#include "distribution.h"
#include "draws_own.h"

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
        status = cb_draws_find_series(made);
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
    cb_draws_free_series(draws);
    free(draws->order);
    free(draws->repeated);
    free(draws->repeated_factors);
    free(draws);
}

double cb_draws_bytes(const cb_draws *draws, size_t members)
{
    size_t each = draws->order ? sizeof *draws->order : 0;
    return (double)(each * draws->inputs.count) * (double)members;
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

double cb_draws_value(const cb_draws *draws, size_t variant, size_t input, size_t member)
{
    const cb_ensemble *ensemble = &draws->scenario->ensemble;
    const cb_input *item = &draws->inputs.items[input];
    const cb_value *value = item->values[variant];
    if (!value)
        return NAN;
    if (draws->repeated)
        return *cb_draws_repeated_at(draws, variant, member, input);
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
