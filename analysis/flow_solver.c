#include "flow_solver.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_ITERATIONS 200
#define TOLERANCE       1e-12 /* change of the deviance, relative */
#define LEAST_OWN       1e-12 /* of a covariate's squares must be left by the effects */
#define LEAST_CONDITION 1e-13 /* reciprocal, of the scaled normal equations */

cb_status cb_flow_solver_create(cb_flow_solver *s, const cb_flow_data *data, cb_flow_constraint constraint)
{
    *s = (cb_flow_solver){.data = data};
    s->linear = calloc(data->count, sizeof(double));
    s->weight = calloc(data->count, sizeof(double));
    s->working = calloc(data->count, sizeof(double));
    s->centered = calloc(data->covariates + 1, sizeof *s->centered);
    if (!s->linear || !s->weight || !s->working || !s->centered)
        return CB_ERROR_MEMORY;
    for (size_t k = 0; k < data->covariates; k++)
        if (!(s->centered[k] = calloc(data->count, sizeof(double))))
            return CB_ERROR_MEMORY;
    for (size_t k = 0; k < data->covariates; k++)
        memcpy(s->centered[k], data->covariate[k], data->count * sizeof(double));
    s->normal = data->covariates ? gsl_matrix_calloc(data->covariates, data->covariates) : NULL;
    s->right = data->covariates ? gsl_vector_calloc(data->covariates) : NULL;
    s->coefficient = data->covariates ? gsl_vector_calloc(data->covariates) : NULL;
    if (data->covariates && (!s->normal || !s->right || !s->coefficient))
        return CB_ERROR_MEMORY;
    return cb_flow_groups_create(&s->groups, data, constraint);
}

void cb_flow_solver_free(cb_flow_solver *s)
{
    for (size_t k = 0; s->centered && k < s->data->covariates; k++)
        free(s->centered[k]);
    free(s->centered);
    free(s->linear);
    free(s->weight);
    free(s->working);
    gsl_matrix_free(s->normal);
    gsl_vector_free(s->right);
    gsl_vector_free(s->coefficient);
    cb_flow_groups_free(&s->groups);
}

/* ---- iteratively reweighted least squares ------------------------------------------------------------------------ */

/* Between the flow and the mean of all; a group without flows is fitted by 0 and left out. */
static cb_status solver_start(cb_flow_solver *s, cb_fault *fault)
{
    const cb_flow_data *data = s->data;
    double mean = 0.0;
    for (size_t row = 0; row < data->count; row++)
        mean += data->flow[row] / (double)data->count;
    if (!(mean > 0.0))
        return cb_fault_set(fault, CB_ERROR_INPUT, "there is no flow above 0: nothing to fit");
    for (size_t row = 0; row < data->count; row++)
        s->weight[row] = (data->flow[row] + mean) / 2.0;
    for (size_t set = 0; set < s->groups.sets; set++) {
        cb_flow_groups_sum(&s->groups, set, data->flow, s->groups.value[set]);
        for (size_t row = 0; row < data->count; row++)
            if (!(s->groups.value[set][cb_flow_group(&s->groups, set, row)] > 0.0))
                s->weight[row] = 0.0;
    }
    for (size_t row = 0; row < data->count; row++)
        s->linear[row] = s->weight[row] > 0.0 ? log(s->weight[row]) : 0.0;
    return CB_OK;
}

static double product(const cb_flow_solver *s, const double *a, const double *b)
{
    double sum = 0.0;
    for (size_t row = 0; row < s->data->count; row++)
        sum += s->weight[row] * a[row] * b[row];
    return sum;
}

/* Centers the covariates and fills the normal equations. What earlier weights took out of a covariate were effects, so
 * centering goes on from there: with both ends it is soon done. */
static cb_status normal_fill(cb_flow_solver *s, cb_fault *fault)
{
    const cb_flow_data *data = s->data;
    cb_flow_groups_weigh(&s->groups, s->weight);
    for (size_t k = 0; k < data->covariates; k++) {
        cb_flow_groups_center(&s->groups, s->weight, s->centered[k]);
        double own = product(s, s->centered[k], s->centered[k]);
        if (!(own > LEAST_OWN * product(s, data->covariate[k], data->covariate[k])))
            return cb_fault_set(
                fault, CB_ERROR_INPUT,
                "%s is constant, or the same for all flows of a place: its coefficient cannot be told from "
                "the effects; leave it out",
                data->names[k]);
        for (size_t l = 0; l <= k; l++) {
            double value = product(s, s->centered[k], s->centered[l]);
            gsl_matrix_set(s->normal, k, l, value);
            gsl_matrix_set(s->normal, l, k, value);
        }
    }
    return CB_OK;
}

/* Cholesky factors of the normal equations, scaled to a unit diagonal; *scale receives the scales. */
static cb_status normal_factor(cb_flow_solver *s, gsl_vector *scale, cb_fault *fault)
{
    double condition = 0.0;
    gsl_vector *work = gsl_vector_alloc(3 * s->data->covariates);
    if (!work)
        return CB_ERROR_MEMORY;
    gsl_error_handler_t *old = gsl_set_error_handler_off();
    int failed = gsl_linalg_cholesky_decomp2(s->normal, scale);
    if (!failed)
        gsl_linalg_cholesky_rcond(s->normal, &condition, work);
    gsl_set_error_handler(old);
    gsl_vector_free(work);
    if (failed || condition < LEAST_CONDITION)
        return cb_fault_set(fault, CB_ERROR_INPUT, "covariates determine each other: leave one of them out");
    return CB_OK;
}

static cb_status coefficients_solve(cb_flow_solver *s, cb_fault *fault)
{
    if (!s->data->covariates)
        return CB_OK;
    gsl_vector *scale = gsl_vector_alloc(s->data->covariates);
    if (!scale)
        return CB_ERROR_MEMORY;
    for (size_t k = 0; k < s->data->covariates; k++)
        gsl_vector_set(s->right, k, product(s, s->centered[k], s->working));
    cb_status status = normal_factor(s, scale, fault);
    if (!status)
        gsl_linalg_cholesky_solve2(s->normal, scale, s->right, s->coefficient);
    gsl_vector_free(scale);
    return status;
}

/* But for effects, which centering takes out, the logarithm of what a step fitted is the sum over the covariates. */
static void working_fill(cb_flow_solver *s)
{
    const cb_flow_data *data = s->data;
    for (size_t row = 0; row < data->count; row++) {
        double linear = s->stepped ? 0.0 : s->linear[row];
        for (size_t k = 0; k < data->covariates && s->stepped; k++)
            linear += gsl_vector_get(s->coefficient, k) * s->centered[k][row];
        s->working[row] = s->weight[row] > 0.0 ? linear + data->flow[row] / s->weight[row] - 1.0 : 0.0;
    }
    s->stepped = true;
}

/* One step of Newton: the residual of the centered regression is that of the whole one (Frisch-Waugh-Lovell). */
static cb_status solver_step(cb_flow_solver *s, cb_fault *fault)
{
    const cb_flow_data *data = s->data;
    cb_status status = normal_fill(s, fault);
    if (status)
        return status;
    working_fill(s);
    cb_flow_groups_center(&s->groups, s->weight, s->working);
    status = coefficients_solve(s, fault);
    for (size_t row = 0; row < data->count && !status; row++) {
        if (!(s->weight[row] > 0.0))
            continue;
        double residual = s->working[row];
        for (size_t k = 0; k < data->covariates; k++)
            residual -= gsl_vector_get(s->coefficient, k) * s->centered[k][row];
        s->linear[row] += data->flow[row] / s->weight[row] - 1.0 - residual;
        s->weight[row] = exp(s->linear[row]);
    }
    return status;
}

static double deviance_of(const cb_flow_solver *s)
{
    double sum = 0.0;
    for (size_t row = 0; row < s->data->count; row++) {
        double flow = s->data->flow[row], fitted = s->weight[row];
        sum += 2.0 * ((flow > 0.0 ? flow * log(flow / fitted) : 0.0) - (flow - fitted));
    }
    return sum;
}

/* Until the deviance stands twice: Newton's last step squares what is left. */
cb_status cb_flow_solver_iterate(cb_flow_solver *s, size_t *iterations, cb_fault *fault)
{
    bool stood = false;
    cb_status status = solver_start(s, fault);
    double now = status ? 0.0 : deviance_of(s);
    for (*iterations = 1; *iterations <= MOST_ITERATIONS && !status && isfinite(now); ++*iterations) {
        double before = now;
        status = solver_step(s, fault);
        now = deviance_of(s);
        bool stands = fabs(now - before) <= TOLERANCE * (fabs(now) + 0.1);
        if (!status && stood && stands)
            return CB_OK;
        stood = stands;
    }
    return status ? status
                  : cb_fault_set(fault, CB_ERROR_NUMBERS,
                                 "the fit does not converge within %d steps: covariates of very different size, or too "
                                 "few flows",
                                 MOST_ITERATIONS);
}

cb_status cb_flow_solver_covariance(cb_flow_solver *s, gsl_matrix *covariance, cb_fault *fault)
{
    size_t n = s->data->covariates;
    cb_status status = normal_fill(s, fault);
    gsl_vector *scale = gsl_vector_alloc(n);
    if (!scale)
        return CB_ERROR_MEMORY;
    if (!status)
        status = normal_factor(s, scale, fault);
    if (!status) {
        gsl_linalg_cholesky_invert(s->normal);
        for (size_t k = 0; k < n; k++)
            for (size_t l = 0; l < n; l++)
                gsl_matrix_set(covariance, k, l,
                               gsl_matrix_get(s->normal, k, l) * gsl_vector_get(scale, k) * gsl_vector_get(scale, l));
    }
    gsl_vector_free(scale);
    return status;
}
