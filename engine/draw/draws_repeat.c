/* The draws of an earlier run in place of those of the design. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draws_own.h"
#include "philox.h"

/* ---- where the table holds what is asked for; CB_NONE: nowhere --------------------------------------------------- */

static cb_id find_text(const char *const *texts, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(texts[i], text))
            return (cb_id)i;
    return CB_NONE;
}

typedef struct rows {
    cb_id *members; /* [member of the design] */
    cb_id *steps;   /* [step]: by the year at whose end it ends */
} rows;

static void rows_free(rows *r)
{
    free(r->members);
    free(r->steps);
}

static cb_status rows_find(rows *r, const cb_draws_table *table, const cb_scenario *scenario)
{
    const cb_clock *clock = &scenario->clock;
    size_t members = scenario->ensemble.members;
    *r = (rows){.members = malloc((members + 1) * sizeof *r->members),
                .steps = malloc((clock->step_count + 1) * sizeof *r->steps)};
    if (!r->members || !r->steps)
        return CB_ERROR_MEMORY;
    for (size_t m = 0; m < members; m++)
        r->members[m] = CB_NONE;
    for (size_t i = 0; i < table->member_count; i++)
        if (table->members[i] >= 0 && (uint64_t)table->members[i] < members)
            r->members[table->members[i]] = (cb_id)i;
    for (size_t step = 0; step < clock->step_count; step++) {
        r->steps[step] = CB_NONE;
        for (size_t i = 0; i < table->time_count; i++)
            if (table->times[i] == clock->start + (int)(step + 1) * clock->step)
                r->steps[step] = (cb_id)i;
    }
    return CB_OK;
}

/* ---- taking over ------------------------------------------------------------------------------------------------- */

static void repeat_input(cb_draws *draws, const cb_draws_table *table, const rows *r, size_t variant, cb_id from,
                         size_t input)
{
    cb_id column = find_text(table->inputs, table->input_count, draws->inputs.items[input].name);
    for (size_t m = 0; m < draws->scenario->ensemble.members; m++) {
        bool held = from != CB_NONE && column != CB_NONE && r->members[m] != CB_NONE;
        size_t row = held ? (size_t)from * table->member_count + (size_t)r->members[m] : 0;
        *cb_draws_repeated_at(draws, variant, m, input) =
            held ? table->values[row * table->input_count + (size_t)column] : NAN;
    }
}

static void repeat_series(cb_draws *draws, const cb_draws_table *table, const rows *r, size_t variant, cb_id from,
                          size_t series)
{
    cb_id column = find_text(table->series, table->series_count, draws->series[series].name);
    for (size_t m = 0; m < draws->scenario->ensemble.members; m++) {
        double *factors = cb_draws_factors_at(draws, variant, m, series);
        for (size_t step = 0; step < draws->scenario->clock.step_count; step++) {
            bool held = from != CB_NONE && column != CB_NONE && r->members[m] != CB_NONE && r->steps[step] != CB_NONE;
            size_t row = held ? (size_t)from * table->member_count + (size_t)r->members[m] : 0;
            row = held ? row * table->time_count + (size_t)r->steps[step] : 0;
            factors[step] = held ? table->factors[row * table->series_count + (size_t)column] : NAN;
        }
    }
}

static cb_status repeat_reserve(cb_draws *draws)
{
    const cb_scenario *scenario = draws->scenario;
    size_t runs = scenario->variant_count * scenario->ensemble.members;
    free(draws->repeated);
    free(draws->repeated_factors);
    draws->repeated = malloc((runs * draws->inputs.count + 1) * sizeof *draws->repeated);
    draws->repeated_factors =
        malloc((runs * draws->series_count * scenario->clock.step_count + 1) * sizeof *draws->repeated_factors);
    return draws->repeated && draws->repeated_factors ? CB_OK : CB_ERROR_MEMORY;
}

cb_status cb_draws_repeat(cb_draws *draws, const cb_draws_table *table)
{
    rows r;
    cb_status status = rows_find(&r, table, draws->scenario);
    if (!status)
        status = repeat_reserve(draws);
    for (size_t v = 0; v < draws->scenario->variant_count && !status; v++) {
        cb_id from = find_text(table->variants, table->variant_count, draws->scenario->variants[v].name);
        for (size_t i = 0; i < draws->inputs.count; i++)
            repeat_input(draws, table, &r, v, from, i);
        for (size_t s = 0; s < draws->series_count; s++)
            repeat_series(draws, table, &r, v, from, s);
    }
    rows_free(&r);
    return status;
}

/* ---- what was taken over ----------------------------------------------------------------------------------------- */

static bool series_is_held(const cb_draws *draws, size_t variant, size_t member, size_t series)
{
    const double *factors = cb_draws_factors_at(draws, variant, member, series);
    for (size_t step = 0; step < draws->scenario->clock.step_count; step++)
        if (isnan(factors[step]))
            return false;
    return true;
}

const char *cb_draws_unrepeated(const cb_draws *draws, size_t variant, size_t member)
{
    if (!draws->repeated)
        return NULL;
    for (size_t i = 0; i < draws->inputs.count; i++)
        if (draws->inputs.items[i].values[variant] && isnan(cb_draws_value(draws, variant, i, member)))
            return draws->inputs.items[i].name;
    for (size_t s = 0; s < draws->series_count; s++)
        if (draws->series[s].shocks[variant] && !series_is_held(draws, variant, member, s))
            return draws->series[s].name;
    return NULL;
}

static uint64_t digest_of(uint64_t digest, const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char text[32];
        snprintf(text, sizeof text, "%a", values[i]);
        digest = cb_hash(digest, text);
    }
    return digest;
}

uint64_t cb_draws_digest(const cb_draws *draws)
{
    size_t runs = draws->scenario->variant_count * draws->scenario->ensemble.members;
    if (!draws->repeated)
        return 0;
    uint64_t digest = digest_of(0, draws->repeated, runs * draws->inputs.count);
    return digest_of(digest, draws->repeated_factors, runs * draws->series_count * draws->scenario->clock.step_count);
}
