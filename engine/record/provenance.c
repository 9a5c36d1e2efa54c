#include "provenance.h"

#include <gsl/gsl_version.h>
#include <hdf5.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRY(call)                                                                                                      \
    do {                                                                                                               \
        cb_status try_status = (call);                                                                                 \
        if (try_status)                                                                                                \
            return try_status;                                                                                         \
    } while (0)

static const char *const design_words[] = {
    [CB_DESIGN_LHS] = "lhs", [CB_DESIGN_RANDOM] = "random", [CB_DESIGN_CENTRAL] = "central"};
static const char *const quantity_words[] = {[CB_TARGET_LEVEL] = "level",
                                             [CB_TARGET_CHANGE] = "change",
                                             [CB_TARGET_SHARE] = "share",
                                             [CB_TARGET_PAIRS] = "pairs",
                                             [CB_TARGET_EVENT] = "event"};

/* A column of texts or numbers along a dimension, taken from an array of structs by a function. */
typedef const char *text_of(const cb_scenario *scenario, size_t index);

static cb_status add_labels(cb_manifest *manifest, const cb_scenario *scenario, const char *name, const char *long_name,
                            const char *dim, size_t count, text_of *text)
{
    const char **texts = calloc(count + 1, sizeof *texts);
    if (!texts)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        texts[i] = text(scenario, i);
        texts[i] = texts[i] ? texts[i] : "";
    }
    cb_status status = dim ? cb_manifest_add_labels(manifest, name, long_name, dim, texts)
                           : cb_manifest_add_texts(manifest, name, long_name, count, texts, NULL);
    free(texts);
    return status;
}

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

static const char *target_id(const cb_scenario *s, size_t i)
{
    return s->targets[i].id;
}

static const char *target_name(const cb_scenario *s, size_t i)
{
    return s->targets[i].name ? s->targets[i].name : s->targets[i].id;
}

static const char *target_indicator(const cb_scenario *s, size_t i)
{
    return s->targets[i].indicator;
}

static const char *target_region(const cb_scenario *s, size_t i)
{
    return s->targets[i].quantity == CB_TARGET_EVENT || s->targets[i].not_modelled
               ? ""
               : s->regions[s->targets[i].region].id;
}

static const char *target_project(const cb_scenario *s, size_t i)
{
    return s->targets[i].project_id;
}

static const char *target_unit(const cb_scenario *s, size_t i)
{
    return s->targets[i].unit;
}

static const char *target_kind(const cb_scenario *s, size_t i)
{
    return s->targets[i].kind;
}

static const char *target_source(const cb_scenario *s, size_t i)
{
    return s->targets[i].source;
}

static const char *target_assumed(const cb_scenario *s, size_t i)
{
    return s->targets[i].assumed;
}

static const char *target_not_modelled(const cb_scenario *s, size_t i)
{
    return s->targets[i].not_modelled;
}

static const char *target_quantity(const cb_scenario *s, size_t i)
{
    return quantity_words[s->targets[i].quantity];
}

static cb_status describe_places(cb_manifest *manifest, const cb_scenario *scenario)
{
    size_t n = scenario->place_count;
    TRY(add_labels(manifest, scenario, "place", "place id", NULL, n, place_id));
    TRY(add_labels(manifest, scenario, "place_name", "name of a place", "place", n, place_name));
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
    TRY(add_labels(manifest, scenario, "region", "region id", NULL, scenario->region_count, region_id));
    return add_labels(manifest, scenario, "region_name", "name of a region", "region", scenario->region_count,
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

static bool value_assumed(const cb_value *value)
{
    return value->given && value->assumed;
}

static const char *variant_assumed(const cb_variant *variant)
{
    bool assumed = false;
    for (size_t i = 0; i < variant->parameter_count; i++)
        assumed |= value_assumed(&variant->parameters[i].value);
    for (size_t i = 0; i < variant->project_count; i++)
        assumed |= variant->projects[i].assumed != NULL;
    for (size_t i = 0; i < variant->lever_count; i++)
        assumed |= variant->levers[i].assumed != NULL;
    for (size_t i = 0; i < variant->shock_count; i++)
        assumed |= variant->shocks[i].assumed != NULL;
    return assumed ? "yes" : "no";
}

static cb_status describe_assumptions(cb_manifest *manifest, const cb_scenario *scenario, const size_t *variants,
                                      size_t variant_count)
{
    const char **texts = calloc(variant_count + 1, sizeof *texts);
    if (!texts)
        return CB_ERROR_MEMORY;
    for (size_t v = 0; v < variant_count; v++)
        texts[v] = variant_assumed(&scenario->variants[variants[v]]);
    cb_status status = cb_manifest_add_labels(
        manifest, "variant_assumed", "is any parameter, project, lever or shock marked assumed", "variant", texts);
    free(texts);
    return status;
}

/* "at least 70 %" */
static void comparison_text(const cb_target *target, char *text, size_t size)
{
    const char *unit = target->unit ? target->unit : "";
    switch (target->comparison) {
    case CB_AT_LEAST:
        snprintf(text, size, "at least %.10g %s", target->low, unit);
        break;
    case CB_AT_MOST:
        snprintf(text, size, "at most %.10g %s", target->high, unit);
        break;
    case CB_BETWEEN:
        snprintf(text, size, "between %.10g and %.10g %s", target->low, target->high, unit);
        break;
    case CB_OPEN_BY:
        snprintf(text, size, "open");
        break;
    }
}

static double finite_or_nan(double value)
{
    return isfinite(value) ? value : NAN;
}

static cb_status describe_target_numbers(cb_manifest *manifest, const cb_scenario *scenario)
{
    size_t n = scenario->target_count;
    double *values = calloc(3 * n, sizeof *values);
    char(*texts)[128] = calloc(n, sizeof *texts);
    const char **comparisons = calloc(n, sizeof *comparisons);
    cb_status status = values && texts && comparisons ? CB_OK : CB_ERROR_MEMORY;
    for (size_t i = 0; i < n && !status; i++) {
        const cb_target *target = &scenario->targets[i];
        comparison_text(target, texts[i], sizeof texts[i]);
        comparisons[i] = texts[i];
        values[i] = finite_or_nan(target->low);
        values[n + i] = finite_or_nan(target->high);
        values[2 * n + i] = target->quantity == CB_TARGET_EVENT ? target->by : target->by - 1.0;
    }
    if (!status)
        status =
            cb_manifest_add_labels(manifest, "target_comparison", "what the target asks for", "target", comparisons);
    if (!status)
        status = cb_manifest_add_variable(manifest, "target_low", "1", "lowest value that meets it, in target_unit",
                                          "target", false, NULL, values, NULL);
    if (!status)
        status = cb_manifest_add_variable(manifest, "target_high", "1", "highest value that meets it, in target_unit",
                                          "target", false, NULL, values + n, NULL);
    if (!status)
        status = cb_manifest_add_variable(
            manifest, "target_by", "year",
            "calendar year at whose end it counts; for an opening the date, the end of year y being y + 1.0", "target",
            false, NULL, values + 2 * n, NULL);
    free(values);
    free(texts);
    free(comparisons);
    return status;
}

static cb_status describe_targets(cb_manifest *manifest, const cb_scenario *scenario)
{
    static const struct {
        const char *name, *long_name;
        text_of *text;
    } columns[] = {{"target_name", "name of a target", target_name},
                   {"target_indicator", "indicator a target is measured on", target_indicator},
                   {"target_region", "region of a target", target_region},
                   {"target_project", "project whose opening a target asks for", target_project},
                   {"target_quantity", "level, change, share, pairs or event", target_quantity},
                   {"target_unit", "unit of target_value", target_unit},
                   {"target_kind", "expected or binding", target_kind},
                   {"target_source", "where a target is written", target_source},
                   {"target_assumed", "rule by which a target is assumed", target_assumed},
                   {"target_not_modelled", "why a target has no number", target_not_modelled}};
    if (!scenario->target_count)
        return CB_OK;
    TRY(add_labels(manifest, scenario, "target", "target id", NULL, scenario->target_count, target_id));
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
        TRY(add_labels(manifest, scenario, columns[c].name, columns[c].long_name, "target", scenario->target_count,
                       columns[c].text));
    return describe_target_numbers(manifest, scenario);
}

static cb_status describe_inputs(cb_manifest *manifest, const cb_draws *draws)
{
    size_t n = cb_draws_count(draws);
    if (!n)
        return CB_OK;
    const char **names = calloc(n, sizeof *names);
    if (!names)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < n; i++)
        names[i] = cb_draws_name(draws, i);
    cb_status status = cb_manifest_add_texts(manifest, "input", "uncertain input", n, names, NULL);
    free(names);
    return status;
}

static cb_status describe_attributes(cb_manifest *manifest, const cb_scenario *scenario)
{
    const char *variables[] = {"Conventions",    "CF-1.10",
                               "title",          scenario->title,
                               "source",         "Conurb " CONURB_VERSION,
                               "conurb_version", CONURB_VERSION,
                               "design",         design_words[scenario->ensemble.design],
                               "gsl_version",    GSL_VERSION};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i += 2)
        TRY(cb_manifest_add_attribute(manifest, variables[i], variables[i + 1] ? variables[i + 1] : ""));
    const struct {
        const char *name;
        double value;
    } numbers[] = {{"seed", (double)scenario->ensemble.seed},
                   {"members", (double)scenario->ensemble.members},
                   {"steps", (double)scenario->clock.step_count},
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
    TRY(describe_targets(manifest, scenario));
    TRY(describe_inputs(manifest, world->draws));
    TRY(describe_attributes(manifest, scenario));
    return describe_sources(manifest, scenario);
}
