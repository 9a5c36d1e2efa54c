#include "distribution_text.h"

#include <math.h>
#include <string.h>

#define LEAST_MASS 1e-6 /* of a distribution that truncation must leave */

/* What the arguments are: v a value in the unit (or a date), s a spread in the unit (or years), p a pure number. */
static const struct form {
    const char *name, *arguments, *words;
    size_t least;
    cb_distribution_kind kind;
} forms[] = {
    {"normal", "vs", "[mean, standard deviation]", 2, CB_NORMAL},
    {"lognormal", "vp", "[median, standard deviation of the logarithm]", 2, CB_LOGNORMAL},
    {"uniform", "vv", "[low, high]", 2, CB_UNIFORM},
    {"triangular", "vvv", "[low, mode, high]", 3, CB_TRIANGULAR},
    {"beta", "ppvv", "[a, b] or [a, b, low, high]", 2, CB_BETA},
};

static bool pure(const cb_value_reading *r)
{
    return !r->date && (!r->unit || !*r->unit || !strcmp(r->unit, "1"));
}

/* ---- arguments ------------------------------------------------------------------------------------------------- */

static cb_status read_argument(const cb_value_reading *r, const cb_yaml *node, char role, double *number)
{
    if (role == 'p')
        return cb_quantity_number(r->units, node, "1", 0.0, 0.0, r->diagnostics, number);
    if (role == 'v' && r->date)
        return cb_quantity_date(node, r->diagnostics, number);
    if (role == 's' && r->date && cb_yaml_scalar(node) && cb_text_number(node->text, number))
        return CB_OK;
    return cb_quantity_number(r->units, node, r->date ? "yr" : r->unit, 0.0, 0.0, r->diagnostics, number);
}

static bool takes(const cb_value_reading *r, const struct form *form, size_t count)
{
    if (form->kind == CB_BETA)
        return count == 4 || (count == 2 && pure(r));
    return count == form->least;
}

static cb_status read_arguments(const cb_value_reading *r, const struct form *form, const cb_yaml *list)
{
    cb_distribution *d = r->distribution;
    double *numbers[] = {&d->a, &d->b, &d->c, &d->d};
    cb_status status = CB_OK;
    if (form->kind == CB_LOGNORMAL && r->date)
        return cb_diagnose(r->diagnostics, list->mark, "a date cannot be lognormal: use normal or triangular");
    if (list->kind != CB_YAML_LIST || !takes(r, form, list->count))
        return cb_diagnose(r->diagnostics, list->mark, "%s: expected %s%s", form->name, form->words,
                           form->kind == CB_BETA ? "; where the value has a unit, low and high are needed" : "");
    *d = (cb_distribution){.kind = form->kind, .d = 1.0, .lower = -INFINITY, .upper = INFINITY};
    if (form->kind != CB_BETA)
        d->d = 0.0;
    for (size_t i = 0; i < list->count; i++) {
        cb_status one = read_argument(r, list->items[i], form->arguments[i], numbers[i]);
        status = one ? one : status;
    }
    return status;
}

static cb_status check_arguments(const cb_value_reading *r, const cb_yaml *list)
{
    const cb_distribution *d = r->distribution;
    const char *problem = NULL;
    switch (d->kind) {
    case CB_CONSTANT:
        break;
    case CB_NORMAL:
        problem = d->b > 0.0 ? NULL : "the standard deviation must be above 0";
        break;
    case CB_LOGNORMAL:
        problem = d->a <= 0.0  ? "the median must be above 0"
                  : d->b > 0.0 ? NULL
                               : "the standard deviation of the logarithm must be above 0";
        break;
    case CB_UNIFORM:
        problem = d->a < d->b ? NULL : "low must be below high";
        break;
    case CB_TRIANGULAR:
        problem = d->a <= d->b && d->b <= d->c && d->a < d->c ? NULL : "expected low <= mode <= high and low < high";
        break;
    case CB_BETA:
        problem = d->a <= 0.0 || d->b <= 0.0 ? "the shapes a and b must be above 0"
                  : d->c < d->d              ? NULL
                                             : "low must be below high";
        break;
    }
    return problem ? cb_diagnose(r->diagnostics, list->mark, "%s", problem) : CB_OK;
}

static const struct form *form_named(const char *name)
{
    size_t i = 0;
    while (i < sizeof forms / sizeof *forms - 1 && strcmp(forms[i].name, name))
        i++;
    return &forms[i];
}

cb_status cb_distribution_read(const cb_value_reading *r, const char *name, const cb_yaml *list)
{
    cb_status status = read_arguments(r, form_named(name), list);
    return status ? status : check_arguments(r, list);
}

cb_status cb_distribution_bound(const cb_value_reading *r, const cb_yaml *node, double *bound)
{
    return read_argument(r, node, 'v', bound);
}

/* ---- support --------------------------------------------------------------------------------------------------- */

static double normal_below(double x)
{
    return 0.5 * erfc(-x / sqrt(2.0));
}

/* Share of the distribution between its bounds; of bounded ones only whether any is left. */
static double mass(const cb_distribution *d)
{
    double from, to;
    switch (d->kind) {
    case CB_NORMAL:
        return normal_below((d->upper - d->a) / d->b) - normal_below((d->lower - d->a) / d->b);
    case CB_LOGNORMAL:
        from = d->lower > 0.0 ? log(d->lower / d->a) / d->b : -INFINITY;
        to = d->upper > 0.0 ? log(d->upper / d->a) / d->b : -INFINITY;
        return normal_below(to) - normal_below(from);
    case CB_CONSTANT:
        return 1.0;
    case CB_UNIFORM:
    case CB_TRIANGULAR:
    case CB_BETA:
        break;
    }
    from = fmax(d->lower, d->kind == CB_BETA ? d->c : d->a);
    to = fmin(d->upper, d->kind == CB_BETA ? d->d : d->kind == CB_UNIFORM ? d->b : d->c);
    return from < to ? 1.0 : 0.0;
}

static void support(const cb_distribution *d, double *low, double *high)
{
    double from = -INFINITY, to = INFINITY;
    if (d->kind == CB_BETA) {
        from = d->c;
        to = d->d;
    } else if (d->kind == CB_UNIFORM || d->kind == CB_TRIANGULAR) {
        from = d->a;
        to = d->kind == CB_UNIFORM ? d->b : d->c;
    }
    *low = fmax(from, d->lower);
    *high = fmin(to, d->upper);
}

cb_status cb_distribution_complain(const cb_value_reading *r, const cb_yaml *node, const char *what, double low,
                                   double high)
{
    char reach[160], range[160];
    if (low < high)
        cb_range_text(low, high, r->unit, reach, sizeof reach);
    else
        snprintf(reach, sizeof reach, "%.10g%s%s", low, pure(r) ? "" : " ", pure(r) ? "" : r->unit);
    cb_range_text(r->low, r->high, r->unit, range, sizeof range);
    if (r->date)
        return cb_diagnose(r->diagnostics, node->mark, "out of range: %s, expected a date from %.10g to %.10g", what,
                           r->low, r->high);
    return cb_diagnose(r->diagnostics, node->mark, "out of range: %s is %s, expected %s", what, reach, range);
}

/* Bounds that the user did not give are those of the range, where the distribution has none of its own. */
cb_status cb_distribution_close(const cb_value_reading *r, const cb_yaml *node)
{
    cb_distribution *d = r->distribution;
    bool ranged = r->low < r->high, unbounded = d->kind == CB_NORMAL || d->kind == CB_LOGNORMAL;
    double low, high;
    if (ranged && unbounded) {
        if (d->a < r->low || d->a > r->high)
            return cb_distribution_complain(r, node, d->kind == CB_NORMAL ? "the mean" : "the median", d->a, d->a);
        if (isinf(d->lower) && (d->kind == CB_NORMAL || r->low > 0.0))
            d->lower = r->low;
        if (isinf(d->upper))
            d->upper = r->high;
    }
    support(d, &low, &high);
    if (ranged && ((!unbounded && low < r->low) || high > r->high || (isfinite(low) && low < r->low)))
        return cb_distribution_complain(r, node, "the distribution", low, high);
    if (!(d->lower < d->upper) || mass(d) < LEAST_MASS)
        return cb_diagnose(r->diagnostics, node->mark, "truncation leaves nothing of this distribution: widen it");
    return CB_OK;
}
