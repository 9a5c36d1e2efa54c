#include "labels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const quantity_words[] = {[CB_TARGET_LEVEL] = "level",
                                             [CB_TARGET_CHANGE] = "change",
                                             [CB_TARGET_SHARE] = "share",
                                             [CB_TARGET_PAIRS] = "pairs",
                                             [CB_TARGET_EVENT] = "event"};

cb_status cb_labels_add(cb_manifest *manifest, const cb_scenario *scenario, const char *name, const char *long_name,
                        const char *dim, size_t count, cb_text_of *text)
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
    return s->targets[i].region_id;
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
                                          "target", false, "target_unit", values, NULL);
    if (!status)
        status = cb_manifest_add_variable(manifest, "target_high", "1", "highest value that meets it, in target_unit",
                                          "target", false, "target_unit", values + n, NULL);
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

cb_status cb_targets_describe(cb_manifest *manifest, const cb_scenario *scenario)
{
    static const struct {
        const char *name, *long_name;
        cb_text_of *text;
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
    TRY(cb_labels_add(manifest, scenario, "target", "target id", NULL, scenario->target_count, target_id));
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
        TRY(cb_labels_add(manifest, scenario, columns[c].name, columns[c].long_name, "target", scenario->target_count,
                          columns[c].text));
    return describe_target_numbers(manifest, scenario);
}
