/* Iteratively reweighted least squares on centered variables; private to the flow models. */
#ifndef CB_FLOW_SOLVER_H
#define CB_FLOW_SOLVER_H

#include <gsl/gsl_matrix.h>

#include "flow_centering.h"

typedef struct cb_flow_solver {
    const cb_flow_data *data;
    cb_flow_groups groups;
    double *linear;    /* log of the fitted flow */
    double *weight;    /* the fitted flow; 0 where a group without flows fits 0 */
    double *working;   /* centered working response */
    double **centered; /* [covariates][count] */
    gsl_matrix *normal;
    gsl_vector *right, *coefficient;
    bool stepped; /* a step was taken */
} cb_flow_solver;

/* The caller frees, after a failure too. */
cb_status cb_flow_solver_create(cb_flow_solver *solver, const cb_flow_data *data,
                                cb_flow_constraint constraint) CB_MUST_USE;
void cb_flow_solver_free(cb_flow_solver *solver);
cb_status cb_flow_solver_iterate(cb_flow_solver *solver, size_t *iterations, cb_fault *fault) CB_MUST_USE;
/* Of the coefficients, [covariates][covariates], at least one; fills `centered` with the final weights. */
cb_status cb_flow_solver_covariance(cb_flow_solver *solver, gsl_matrix *covariance, cb_fault *fault) CB_MUST_USE;

#endif
