/* Numbers and distributions as a scenario writes them. */
#include <math.h>
#include <string.h>

#include "distribution_text.h"

#define MOST_NAMES    16
#define DISTRIBUTIONS "normal, lognormal, uniform, triangular, beta or truncated"

/* ---- mappings -------------------------------------------------------------------------------------------------- */

static const char *const nothing[] = {NULL};
static const char *const plain_choices[] = {"normal", "lognormal", "uniform", "triangular", "beta", NULL};
static const char *const each_choices[] = {"normal", "lognormal", "uniform", "triangular", "beta", "truncated", NULL};
static const char *const value_choices[] = {"normal",    "lognormal", "uniform", "triangular", "beta",
                                            "truncated", "each",      "value",   NULL};
static const char *const bounds[] = {"min", "max", NULL};
static const char *const evidence[] = {"source", "assumed", NULL};

static bool among(const char *name, const char *const *names)
{
    while (*names && strcmp(*names, name))
        names++;
    return *names;
}

static cb_status unknown_key(const cb_value_reading *r, const cb_yaml *node, size_t k, const char *const *choices,
                             const char *const *beside)
{
    const char *names[MOST_NAMES];
    size_t count = 0;
    while (*choices)
        names[count++] = *choices++;
    while (*beside)
        names[count++] = *beside++;
    const char *nearest = cb_nearest_name(node->keys[k], names, count);
    if (nearest)
        return cb_diagnose(r->diagnostics, node->key_marks[k], "unknown key `%s`, did you mean `%s`?", node->keys[k],
                           nearest);
    return cb_diagnose(r->diagnostics, node->key_marks[k], "unknown key `%s`: expected " DISTRIBUTIONS, node->keys[k]);
}

/* Finds the one key that says what a mapping is; keys of `beside` may stand beside it. *choice: its number. */
static cb_status find_choice(const cb_value_reading *r, const cb_yaml *node, const char *const *choices,
                             const char *const *beside, size_t *choice)
{
    cb_status status = CB_OK;
    size_t found = 0;
    if (node->kind != CB_YAML_MAPPING)
        return cb_diagnose(r->diagnostics, node->mark, "expected a distribution, for example {normal: [mean, sd]}");
    for (size_t k = 0; k < node->count; k++) {
        if (among(node->keys[k], choices) && found++)
            status = cb_diagnose(r->diagnostics, node->key_marks[k], "`%s` beside `%s`: a value has one of them",
                                 node->keys[k], node->keys[*choice]);
        else if (among(node->keys[k], choices))
            *choice = k;
        else if (!among(node->keys[k], beside))
            status = unknown_key(r, node, k, choices, beside);
    }
    if (!status && !found)
        status = cb_diagnose(r->diagnostics, node->mark, "expected one of " DISTRIBUTIONS);
    return status;
}

static cb_status read_bound(const cb_value_reading *r, const cb_yaml *node, const char *key, double *bound)
{
    const cb_yaml *given = cb_yaml_get(node, key);
    return given ? cb_distribution_bound(r, given, bound) : CB_OK;
}

static cb_status read_truncated(const cb_value_reading *r, const cb_yaml *node)
{
    size_t k;
    cb_status status = find_choice(r, node, plain_choices, bounds, &k);
    if (!status)
        status = cb_distribution_read(r, node->keys[k], node->items[k]);
    if (status)
        return status;
    if (!cb_yaml_get(node, bounds[0]) && !cb_yaml_get(node, bounds[1]))
        return cb_diagnose(r->diagnostics, node->mark, "truncated: expected `min:` or `max:` beside the distribution");
    status = read_bound(r, node, bounds[0], &r->distribution->lower);
    cb_status other = read_bound(r, node, bounds[1], &r->distribution->upper);
    return status ? status : other;
}

/* One of plain_choices or `truncated`. */
static cb_status read_distribution(const cb_value_reading *r, const char *name, const cb_yaml *node)
{
    cb_status status = strcmp(name, "truncated") ? cb_distribution_read(r, name, node) : read_truncated(r, node);
    return status ? status : cb_distribution_close(r, node);
}

static cb_status read_each(const cb_value_reading *r, const cb_yaml *node)
{
    size_t k;
    cb_status status = find_choice(r, node, each_choices, nothing, &k);
    return status ? status : read_distribution(r, node->keys[k], node->items[k]);
}

/* ---- values ---------------------------------------------------------------------------------------------------- */

static cb_status read_constant(const cb_value_reading *r, const cb_yaml *node)
{
    *r->distribution = (cb_distribution){.kind = CB_CONSTANT, .lower = -INFINITY, .upper = INFINITY};
    if (!r->date)
        return cb_quantity_number(r->units, node, r->unit, r->low, r->high, r->diagnostics, &r->distribution->a);
    cb_status status = cb_quantity_date(node, r->diagnostics, &r->distribution->a);
    if (!status && r->low < r->high && (r->distribution->a < r->low || r->distribution->a > r->high))
        status = cb_distribution_complain(r, node, node->text, 0.0, 1.0);
    return status;
}

static cb_status read_evidence(const cb_value_reading *r, const cb_yaml *node, const char *key, const char **text)
{
    const cb_yaml *given = cb_yaml_get(node, key);
    if (!given)
        return CB_OK;
    *text = cb_yaml_scalar(given);
    return *text && **text ? CB_OK : cb_diagnose(r->diagnostics, given->mark, "`%s` is a text", key);
}

static cb_status read_mapping(const cb_value_reading *r, const cb_yaml *node, cb_value *value)
{
    size_t k;
    cb_status status = find_choice(r, node, value_choices, evidence, &k);
    if (status)
        return status;
    if (!strcmp(node->keys[k], "value"))
        status = read_constant(r, node->items[k]);
    else if (!strcmp(node->keys[k], "each"))
        status = read_each(r, node->items[k]);
    else
        status = read_distribution(r, node->keys[k], node->items[k]);
    value->each = !strcmp(node->keys[k], "each");
    cb_status source = read_evidence(r, node, evidence[0], &value->source);
    cb_status assumed = read_evidence(r, node, evidence[1], &value->assumed);
    return status ? status : source ? source : assumed;
}

cb_status cb_quantity_value(const cb_units *units, const cb_yaml *node, const char *unit, double low, double high,
                            bool date, cb_diagnostics *diagnostics, cb_value *value)
{
    cb_value read = {.given = true, .mark = node->mark};
    cb_value_reading r = {units, unit, low, high, date, diagnostics, &read.distribution};
    cb_status status = node->kind == CB_YAML_MAPPING ? read_mapping(&r, node, &read) : read_constant(&r, node);
    *value = status ? (cb_value){0} : read;
    return status;
}

void cb_value_clear(cb_value *value)
{
    *value = (cb_value){0};
}
