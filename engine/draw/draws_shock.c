/* Yearly shocks: AR(1) series, stationary from the first step. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "distribution.h"
#include "draws_own.h"
#include "philox.h"

#define NAME_SIZE 512

/* ---- series ------------------------------------------------------------------------------------------------------ */

static void series_name(char name[NAME_SIZE], const cb_shock *shock, const char *place)
{
    snprintf(name, NAME_SIZE, place ? "%s[%s]" : "%s", shock->id, place);
}

static int compare_name(const void *name, const void *series)
{
    return strcmp(name, ((const cb_series *)series)->name);
}

static int compare_series(const void *a, const void *b)
{
    return strcmp(((const cb_series *)a)->name, ((const cb_series *)b)->name);
}

static cb_series *find_series(const cb_draws *draws, const char *name)
{
    return draws->series_count ? bsearch(name, draws->series, draws->series_count, sizeof *draws->series, compare_name)
                               : NULL;
}

static size_t places_of(const cb_draws *draws, const cb_shock *shock)
{
    return shock->each ? draws->scenario->regions[shock->region].count : 1;
}

static const char *place_of(const cb_draws *draws, const cb_shock *shock, size_t i)
{
    const cb_scenario *scenario = draws->scenario;
    return shock->each ? scenario->places[scenario->regions[shock->region].places[i]].id : NULL;
}

/* Series of one variant: those that earlier variants have are among the first `known`, sorted. */
static cb_status add_series(cb_draws *draws, size_t variant, const cb_shock *shock, size_t known)
{
    for (size_t i = 0; i < places_of(draws, shock); i++) {
        char name[NAME_SIZE];
        const char *place = place_of(draws, shock, i);
        series_name(name, shock, place);
        cb_series *series = known ? bsearch(name, draws->series, known, sizeof *series, compare_name) : NULL;
        if (!series) {
            series = &draws->series[draws->series_count++];
            *series = (cb_series){.name = strdup(name),
                                  .place = place,
                                  .shocks = calloc(draws->scenario->variant_count, sizeof *series->shocks)};
        }
        if (!series->name || !series->shocks)
            return CB_ERROR_MEMORY;
        series->shocks[variant] = shock;
    }
    return CB_OK;
}

cb_status cb_draws_find_series(cb_draws *draws)
{
    const cb_scenario *scenario = draws->scenario;
    cb_status status = CB_OK;
    size_t most = 1;
    for (size_t v = 0; v < scenario->variant_count; v++)
        for (size_t s = 0; s < scenario->variants[v].shock_count; s++)
            most += places_of(draws, &scenario->variants[v].shocks[s]);
    draws->series = calloc(most, sizeof *draws->series);
    if (!draws->series)
        return CB_ERROR_MEMORY;
    for (size_t v = 0; v < scenario->variant_count && !status; v++) {
        size_t known = draws->series_count;
        for (size_t s = 0; s < scenario->variants[v].shock_count && !status; s++)
            status = add_series(draws, v, &scenario->variants[v].shocks[s], known);
        if (!status)
            qsort(draws->series, draws->series_count, sizeof *draws->series, compare_series);
    }
    return status;
}

void cb_draws_free_series(cb_draws *draws)
{
    for (size_t i = 0; i < draws->series_count; i++) {
        free(draws->series[i].name);
        free(draws->series[i].shocks);
    }
    free(draws->series);
}

size_t cb_draws_series_count(const cb_draws *draws)
{
    return draws->series_count;
}

const char *cb_draws_series_name(const cb_draws *draws, size_t series)
{
    return draws->series[series].name;
}

/* ---- factors ----------------------------------------------------------------------------------------------------- */

static double shock_part(const cb_draws *draws, size_t variant, const cb_shock *shock, const char *part,
                         const cb_value *value, size_t member)
{
    char name[NAME_SIZE];
    snprintf(name, sizeof name, "shocks.%s.%s", shock->id, part);
    return cb_draws_resolve(draws, variant, name, value, NULL, member);
}

static void shock_by_design(const cb_draws *draws, size_t variant, const cb_shock *shock, const char *place,
                            size_t member, double *factor)
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

void cb_draws_shock(const cb_draws *draws, size_t variant, const cb_shock *shock, const char *place, size_t member,
                    double *factor)
{
    if (!draws->repeated) {
        shock_by_design(draws, variant, shock, place, member, factor);
        return;
    }
    char name[NAME_SIZE];
    series_name(name, shock, place);
    const cb_series *series = find_series(draws, name);
    for (size_t step = 0; step < draws->scenario->clock.step_count; step++)
        factor[step] =
            series ? cb_draws_factors_at(draws, variant, member, (size_t)(series - draws->series))[step] : NAN;
}

void cb_draws_series(const cb_draws *draws, size_t variant, size_t series, size_t member, double *factor)
{
    const cb_series *s = &draws->series[series];
    if (s->shocks[variant])
        cb_draws_shock(draws, variant, s->shocks[variant], s->place, member, factor);
    for (size_t step = 0; !s->shocks[variant] && step < draws->scenario->clock.step_count; step++)
        factor[step] = NAN;
}
