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
    double *repeated; /* [variant][member][input], NaN: none was given; NULL: by the design */
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
    if (draws->repeated)
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

/* Where the table holds each member of the design; CB_NONE: nowhere. The caller frees it. */
static cb_id *rows_of_members(const cb_draws_table *table, size_t members)
{
    cb_id *rows = malloc((members + 1) * sizeof *rows);
    for (size_t m = 0; rows && m < members; m++)
        rows[m] = CB_NONE;
    for (size_t i = 0; rows && i < table->member_count; i++)
        if (table->members[i] >= 0 && (uint64_t)table->members[i] < members)
            rows[table->members[i]] = (cb_id)i;
    return rows;
}

static void repeat_variant(cb_draws *draws, size_t variant, const cb_draws_table *table, const cb_id *rows)
{
    const cb_scenario *scenario = draws->scenario;
    cb_id from = find_text(table->variants, table->variant_count, scenario->variants[variant].name);
    for (size_t input = 0; input < draws->inputs.count; input++) {
        cb_id column = find_text(table->inputs, table->input_count, draws->inputs.items[input].name);
        for (size_t m = 0; m < scenario->ensemble.members; m++) {
            bool held = from != CB_NONE && column != CB_NONE && rows[m] != CB_NONE;
            size_t row = held ? (size_t)from * table->member_count + (size_t)rows[m] : 0;
            *repeated_at(draws, variant, m, input) =
                held ? table->values[row * table->input_count + (size_t)column] : NAN;
        }
    }
}

cb_status cb_draws_repeat(cb_draws *draws, const cb_draws_table *table)
{
    const cb_scenario *scenario = draws->scenario;
    size_t members = scenario->ensemble.members;
    cb_id *rows = rows_of_members(table, members);
    free(draws->repeated);
    draws->repeated = malloc((scenario->variant_count * members * draws->inputs.count + 1) * sizeof *draws->repeated);
    cb_status status = rows && draws->repeated ? CB_OK : CB_ERROR_MEMORY;
    for (size_t v = 0; v < scenario->variant_count && !status; v++)
        repeat_variant(draws, v, table, rows);
    free(rows);
    return status;
}

cb_id cb_draws_unrepeated(const cb_draws *draws, size_t variant, size_t member)
{
    for (size_t i = 0; draws->repeated && i < draws->inputs.count; i++)
        if (draws->inputs.items[i].values[variant] && isnan(cb_draws_value(draws, variant, i, member)))
            return (cb_id)i;
    return CB_NONE;
}

uint64_t cb_draws_digest(const cb_draws *draws)
{
    uint64_t digest = 0;
    size_t count = draws->scenario->variant_count * draws->scenario->ensemble.members * draws->inputs.count;
    for (size_t i = 0; draws->repeated && i < count; i++) {
        char text[32];
        snprintf(text, sizeof text, "%a", draws->repeated[i]);
        digest = cb_hash(digest, text);
    }
    return digest;
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
