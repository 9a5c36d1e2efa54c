#include "flow_model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "flow_solver.h"

static double *numbers_create(size_t count, double value)
{
    double *numbers = malloc((count + 1) * sizeof *numbers);
    for (size_t i = 0; numbers && i < count; i++)
        numbers[i] = value;
    return numbers;
}

/* ---- errors of the coefficients --------------------------------------------------------------------------------- */

/* Sum of squared residuals times centered covariates k and l: the middle of the sandwich. */
static double meat(const cb_flow_solver *s, size_t k, size_t l)
{
    double sum = 0.0;
    for (size_t row = 0; row < s->data->count; row++) {
        double residual = s->data->flow[row] - s->weight[row];
        sum += residual * residual * s->centered[k][row] * s->centered[l][row];
    }
    return sum;
}

static void errors_fill(cb_flow_fit *fit, const cb_flow_solver *s, const gsl_matrix *covariance, gsl_matrix *middle)
{
    size_t n = fit->covariates;
    for (size_t k = 0; k < n; k++)
        for (size_t l = 0; l <= k; l++) {
            gsl_matrix_set(middle, k, l, meat(s, k, l));
            gsl_matrix_set(middle, l, k, gsl_matrix_get(middle, k, l));
        }
    for (size_t j = 0; j < n; j++) {
        double robust = 0.0;
        for (size_t k = 0; k < n; k++)
            for (size_t l = 0; l < n; l++)
                robust +=
                    gsl_matrix_get(covariance, j, k) * gsl_matrix_get(middle, k, l) * gsl_matrix_get(covariance, l, j);
        fit->error[j] = sqrt(gsl_matrix_get(covariance, j, j));
        fit->robust_error[j] = sqrt(robust);
    }
}

/* ---- effects ---------------------------------------------------------------------------------------------------- */

/* What the coefficients leave of the logarithm of the fitted flow: constant and effects. */
static void rest_fill(const cb_flow_solver *s, double *rest)
{
    for (size_t row = 0; row < s->data->count; row++) {
        rest[row] = s->linear[row];
        for (size_t k = 0; k < s->data->covariates; k++)
            rest[row] -= gsl_vector_get(s->coefficient, k) * s->data->covariate[k][row];
    }
}

/* Weighted means of a variable by group of the first set. */
static void group_means(const cb_flow_solver *s, const double *values, double *means)
{
    size_t groups = s->groups.groups[0];
    for (size_t g = 0; g < groups; g++)
        means[g] = 0.0;
    for (size_t row = 0; row < s->data->count; row++)
        means[cb_flow_group(&s->groups, 0, row)] += s->weight[row] * values[row];
    for (size_t g = 0; g < groups; g++)
        means[g] /= s->groups.mass[0][g];
}

/* Variance of the effect of group `a`, or of its difference to group `base` (SIZE_MAX: none): of the means of the
 * groups, and of the coefficients by the means of their covariates, means[covariate][group]. */
static double effect_variance(const cb_flow_solver *s, const gsl_matrix *covariance, const double *means, size_t a,
                              size_t base)
{
    size_t n = s->data->covariates, groups = s->groups.groups[0];
    bool differs = base != SIZE_MAX;
    double variance = 1.0 / s->groups.mass[0][a] + (differs ? 1.0 / s->groups.mass[0][base] : 0.0);
    for (size_t k = 0; k < n; k++)
        for (size_t l = 0; l < n; l++) {
            const double *of_k = means + k * groups, *of_l = means + l * groups;
            variance += (of_k[a] - (differs ? of_k[base] : 0.0)) * gsl_matrix_get(covariance, k, l) *
                        (of_l[a] - (differs ? of_l[base] : 0.0));
        }
    return variance;
}

/* `means`: of the covariates and of the rest, [covariates + 1][group]. */
static cb_status effects_of_one_set(cb_flow_fit *fit, const cb_flow_solver *s, const gsl_matrix *covariance,
                                    const double *means, cb_flow_effects *effects)
{
    size_t groups = s->groups.groups[0], base = 0;
    const double *rest = means + fit->covariates * groups;
    while (base + 1 < groups && !(s->groups.mass[0][base] > 0.0))
        base++;
    fit->constant = rest[base];
    fit->constant_error = sqrt(effect_variance(s, covariance, means, base, SIZE_MAX));
    fit->parameters = 1;
    if (!effects)
        return CB_OK;
    effects->value = numbers_create(groups, NAN);
    effects->error = numbers_create(groups, NAN);
    if (!effects->value || !effects->error)
        return CB_ERROR_MEMORY;
    effects->value[base] = 0.0;
    for (size_t g = base + 1; g < groups; g++) {
        if (!(s->groups.mass[0][g] > 0.0))
            continue;
        effects->value[g] = rest[g] - fit->constant;
        effects->error[g] = sqrt(effect_variance(s, covariance, means, g, base));
        fit->parameters++;
    }
    return CB_OK;
}

static cb_status effects_of_one_end(cb_flow_fit *fit, const cb_flow_solver *s, const gsl_matrix *covariance,
                                    const double *rest, cb_flow_constraint constraint)
{
    size_t groups = s->groups.groups[0];
    double *means = numbers_create((fit->covariates + 1) * groups, 0.0);
    if (!means)
        return CB_ERROR_MEMORY;
    for (size_t k = 0; k < fit->covariates; k++)
        group_means(s, s->data->covariate[k], means + k * groups);
    group_means(s, rest, means + fit->covariates * groups);
    cb_status status = effects_of_one_set(fit, s, covariance, means,
                                          constraint == CB_FLOW_PRODUCTION   ? &fit->origin
                                          : constraint == CB_FLOW_ATTRACTION ? &fit->destination
                                                                             : NULL);
    free(means);
    return status;
}

/* Less the effect of the first place with flows, which is returned. */
static double effects_rebase(const cb_flow_solver *s, size_t set, double *value, size_t *count)
{
    double base = NAN;
    for (size_t g = 0; g < s->groups.groups[set]; g++) {
        bool there = s->groups.mass[set][g] > 0.0;
        *count += there;
        if (there && isnan(base))
            base = value[g];
        value[g] = there ? value[g] - base : NAN;
    }
    return base;
}

/* Centering takes all out of `rest`, which is nothing but effects. */
static cb_status effects_of_both(cb_flow_fit *fit, cb_flow_solver *s, double *rest)
{
    size_t groups = s->groups.groups[0], count = 0;
    cb_flow_effects *sides[] = {&fit->origin, &fit->destination};
    for (size_t set = 0; set < 2; set++) {
        sides[set]->value = numbers_create(groups, 0.0);
        sides[set]->error = numbers_create(groups, NAN);
        if (!sides[set]->value || !sides[set]->error)
            return CB_ERROR_MEMORY;
    }
    cb_flow_groups_center(&s->groups, s->weight, rest);
    for (size_t set = 0; set < 2; set++)
        memcpy(sides[set]->value, s->groups.value[set], groups * sizeof(double));
    fit->constant = effects_rebase(s, 0, fit->origin.value, &count);
    fit->constant += effects_rebase(s, 1, fit->destination.value, &count);
    fit->constant_error = NAN;
    fit->parameters = count - 1;
    return CB_OK;
}

/* ---- the fit ---------------------------------------------------------------------------------------------------- */

static cb_status fit_fill(cb_flow_fit *fit, cb_flow_solver *s, const gsl_matrix *covariance,
                          cb_flow_constraint constraint)
{
    double *rest = numbers_create(s->data->count, 0.0);
    if (!rest)
        return CB_ERROR_MEMORY;
    rest_fill(s, rest);
    cb_flow_groups_weigh(&s->groups, s->weight);
    cb_status status = constraint == CB_FLOW_DOUBLY ? effects_of_both(fit, s, rest)
                                                    : effects_of_one_end(fit, s, covariance, rest, constraint);
    free(rest);
    fit->parameters += fit->covariates;
    for (size_t k = 0; k < fit->covariates; k++)
        fit->coefficient[k] = gsl_vector_get(s->coefficient, k);
    memcpy(fit->fitted, s->weight, s->data->count * sizeof *fit->fitted);
    return status;
}

static cb_status fit_solved(cb_flow_fit *fit, cb_flow_solver *s, cb_flow_constraint constraint, cb_fault *fault)
{
    size_t n = fit->covariates;
    gsl_matrix *covariance = gsl_matrix_calloc(n + 1, n + 1), *middle = gsl_matrix_calloc(n + 1, n + 1);
    cb_status status = covariance && middle ? CB_OK : CB_ERROR_MEMORY;
    if (!status && n)
        status = cb_flow_solver_covariance(s, covariance, fault);
    if (!status) {
        errors_fill(fit, s, covariance, middle);
        status = fit_fill(fit, s, covariance, constraint);
    }
    gsl_matrix_free(covariance);
    gsl_matrix_free(middle);
    return status;
}

cb_status cb_flow_fit_create(cb_flow_fit *fit, const cb_flow_data *data, cb_flow_constraint constraint, cb_fault *fault)
{
    cb_flow_solver solver;
    *fit = (cb_flow_fit){.covariates = data->covariates,
                         .places = data->places,
                         .coefficient = numbers_create(data->covariates, NAN),
                         .error = numbers_create(data->covariates, NAN),
                         .robust_error = numbers_create(data->covariates, NAN),
                         .fitted = numbers_create(data->count, NAN)};
    if (!fit->coefficient || !fit->error || !fit->robust_error || !fit->fitted)
        return CB_ERROR_MEMORY;
    cb_status status = cb_flow_solver_create(&solver, data, constraint);
    if (!status)
        status = cb_flow_solver_iterate(&solver, &fit->iterations, fault);
    if (!status)
        status = fit_solved(fit, &solver, constraint, fault);
    cb_flow_solver_free(&solver);
    return status;
}

void cb_flow_fit_free(cb_flow_fit *fit)
{
    free(fit->coefficient);
    free(fit->error);
    free(fit->robust_error);
    free(fit->origin.value);
    free(fit->origin.error);
    free(fit->destination.value);
    free(fit->destination.error);
    free(fit->fitted);
    *fit = (cb_flow_fit){0};
}
