#include "provenance.h"

#include <gsl/gsl_version.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "labels.h"

static const char *const design_words[] = {
    [CB_DESIGN_LHS] = "lhs", [CB_DESIGN_RANDOM] = "random", [CB_DESIGN_CENTRAL] = "central"};

static const char *place_id(const cb_scenario *s, size_t i)
{
    return s->places[i].id;
}

static const char *place_name(const cb_scenario *s, size_t i)
{
    return s->places[i].name;
}

static const char *region_id(const cb_scenario *s, size_t i)
{
    return s->regions[i].id;
}

static const char *region_name(const cb_scenario *s, size_t i)
{
    return s->regions[i].name;
}

static cb_status describe_places(cb_manifest *manifest, const cb_scenario *scenario)
{
    size_t n = scenario->place_count;
    TRY(cb_labels_add(manifest, scenario, "place", "place id", NULL, n, place_id));
    TRY(cb_labels_add(manifest, scenario, "place_name", "name of a place", "place", n, place_name));
    double *values = calloc(3 * n, sizeof *values);
    if (!values)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < n; i++) {
        values[i] = scenario->places[i].longitude;
        values[n + i] = scenario->places[i].latitude;
        values[2 * n + i] = scenario->places[i].area;
    }
    cb_status status = cb_manifest_add_variable(manifest, "longitude", "degrees_east", "longitude of a place", "place",
                                                false, NULL, values, NULL);
    if (!status)
        status = cb_manifest_add_variable(manifest, "latitude", "degrees_north", "latitude of a place", "place", false,
                                          NULL, values + n, NULL);
    if (!status)
        status = cb_manifest_add_variable(manifest, "area", "km2", "land area of a place", "place", false, NULL,
                                          values + 2 * n, NULL);
    free(values);
    return status;
}

static cb_status describe_regions(cb_manifest *manifest, const cb_scenario *scenario)
{
    TRY(cb_labels_add(manifest, scenario, "region", "region id", NULL, scenario->region_count, region_id));
    return cb_labels_add(manifest, scenario, "region_name", "name of a region", "region", scenario->region_count,
                         region_name);
}

static cb_status describe_axes(cb_manifest *manifest, const cb_scenario *scenario)
{
    for (size_t a = 0; a < scenario->axis_count; a++) {
        const cb_axis *axis = &scenario->axes[a];
        if (!axis->values) {
            TRY(cb_manifest_add_texts(manifest, axis->name, axis->name, axis->count, axis->labels, NULL));
            continue;
        }
        int64_t *lower = calloc(axis->count + 1, sizeof *lower);
        if (!lower)
            return CB_ERROR_MEMORY;
        for (size_t i = 0; i < axis->count; i++)
            lower[i] = (int64_t)axis->values[i];
        char long_name[128];
        snprintf(long_name, sizeof long_name, "%s: lower end of the group, the last one open", axis->name);
        cb_status status = cb_manifest_add_integers(manifest, axis->name, "year", long_name, axis->count, lower, NULL);
        free(lower);
        TRY(status);
    }
    return CB_OK;
}

static cb_status describe_runs(cb_manifest *manifest, const cb_scenario *scenario, const size_t *variants,
                               size_t variant_count, const size_t *members, size_t member_count)
{
    size_t times = cb_clock_times(&scenario->clock), most = times + variant_count + member_count;
    const char **names = calloc(most, sizeof *names);
    int64_t *numbers = calloc(most, sizeof *numbers);
    cb_status status = names && numbers ? CB_OK : CB_ERROR_MEMORY;
    for (size_t v = 0; v < variant_count && !status; v++)
        names[v] = scenario->variants[variants[v]].name;
    if (!status)
        status = cb_manifest_add_texts(manifest, "variant", "set of assumptions", variant_count, names, NULL);
    for (size_t m = 0; m < member_count && !status; m++)
        numbers[m] = (int64_t)members[m];
    if (!status)
        status = cb_manifest_add_integers(manifest, "member", "1", "row of the design: one future", member_count,
                                          numbers, NULL);
    for (size_t t = 0; t < times && !status; t++)
        numbers[t] = cb_clock_year(&scenario->clock, t);
    if (!status)
        status = cb_manifest_add_integers(manifest, "time", "year", "calendar year; values stand for its end", times,
                                          numbers, NULL);
    free(names);
    free(numbers);
    return status;
}

static cb_status describe_assumptions(cb_manifest *manifest, const cb_scenario *scenario, const size_t *variants,
                                      size_t variant_count)
{
    const char **texts = calloc(variant_count + 1, sizeof *texts);
    if (!texts)
        return CB_ERROR_MEMORY;
    for (size_t v = 0; v < variant_count; v++)
        texts[v] = cb_variant_assumed(scenario, &scenario->variants[variants[v]]) ? "yes" : "no";
    cb_status status = cb_manifest_add_labels(manifest, "variant_assumed",
                                              "does anything it uses rest on an assumption", "variant", texts);
    free(texts);
    return status;
}

static cb_status describe_inputs(cb_manifest *manifest, const cb_draws *draws)
{
    size_t n = cb_draws_count(draws);
    if (!n)
        return CB_OK;
    const char **texts = calloc(2 * n, sizeof *texts), **units = texts + n;
    if (!texts)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < n; i++) {
        texts[i] = cb_draws_name(draws, i);
        units[i] = cb_draws_unit(draws, i);
    }
    cb_status status = cb_manifest_add_texts(manifest, "input", "uncertain input", n, texts, NULL);
    if (!status)
        status = cb_manifest_add_labels(manifest, "input_unit", "unit of the values in draws", "input", units);
    free(texts);
    return status;
}

static cb_status describe_shocks(cb_manifest *manifest, const cb_draws *draws)
{
    size_t n = cb_draws_series_count(draws);
    if (!n)
        return CB_OK;
    const char **names = calloc(n, sizeof *names);
    if (!names)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < n; i++)
        names[i] = cb_draws_series_name(draws, i);
    cb_status status =
        cb_manifest_add_texts(manifest, "shock", "shock id, with its place where each has its own", n, names, NULL);
    free(names);
    return status;
}

/* Runs with other draws than those of the design do not belong with those that have them. */
static cb_status describe_draws(cb_manifest *manifest, const cb_draws *draws)
{
    char digest[32];
    uint64_t value = cb_draws_digest(draws);
    if (!value)
        return CB_OK;
    snprintf(digest, sizeof digest, "%016llx", (unsigned long long)value);
    return cb_manifest_add_attribute(manifest, "repeated_draws", digest);
}

static cb_status describe_attributes(cb_manifest *manifest, const cb_scenario *scenario)
{
    char seed[32]; /* as text: a double holds no seed above 2^53 */
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)scenario->ensemble.seed);
    const char *variables[] = {"Conventions",    "CF-1.10",       "seed",   seed,
                               "title",          scenario->title, "source", "Conurb " CONURB_VERSION,
                               "conurb_version", CONURB_VERSION,  "design", design_words[scenario->ensemble.design],
                               "gsl_version",    GSL_VERSION};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i += 2)
        TRY(cb_manifest_add_attribute(manifest, variables[i], variables[i + 1] ? variables[i + 1] : ""));
    const struct {
        const char *name;
        int64_t value;
    } numbers[] = {{"members", (int64_t)scenario->ensemble.members},
                   {"steps", (int64_t)scenario->clock.step_count},
                   {"step_years", scenario->clock.step},
                   {"start", scenario->clock.start},
                   {"end", scenario->clock.end},
                   {"exact", scenario->record.exact}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        TRY(cb_manifest_add_number(manifest, numbers[i].name, numbers[i].value));
    return CB_OK;
}

static cb_status describe_sources(cb_manifest *manifest, const cb_scenario *scenario)
{
    TRY(cb_manifest_add_document(manifest, "scenario_resolved", scenario->resolved ? scenario->resolved : ""));
    for (size_t i = 0; i < scenario->source_count; i++) {
        const cb_source_text *source = &scenario->sources[i];
        char digest[64];
        snprintf(digest, sizeof digest, "digest of its set of rows: %016llx", (unsigned long long)source->digest);
        TRY(cb_manifest_add_document(manifest, source->name, source->text ? source->text : digest));
    }
    return CB_OK;
}

cb_status cb_provenance_describe(cb_manifest *manifest, const cb_world *world, const size_t *variants,
                                 size_t variant_count, const size_t *members, size_t member_count)
{
    const cb_scenario *scenario = world->scenario;
    TRY(describe_runs(manifest, scenario, variants, variant_count, members, member_count));
    TRY(describe_assumptions(manifest, scenario, variants, variant_count));
    TRY(describe_places(manifest, scenario));
    TRY(describe_regions(manifest, scenario));
    TRY(describe_axes(manifest, scenario));
    TRY(cb_targets_describe(manifest, scenario));
    TRY(describe_inputs(manifest, world->draws));
    TRY(describe_shocks(manifest, world->draws));
    TRY(describe_attributes(manifest, scenario));
    TRY(describe_draws(manifest, world->draws));
    return describe_sources(manifest, scenario);
}
