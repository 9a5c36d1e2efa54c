/* Gravity models of flows between places, fitted by Poisson pseudo-maximum likelihood:
 *
 *   E[flow(i,j)] = exp(constant + origin effect(i) + destination effect(j) + sum of coefficient(k) covariate(k,i,j))
 *
 * Unconstrained models have a constant only, production-constrained ones an effect of each origin,
 * attraction-constrained ones of each destination, doubly-constrained ones both; fitted flows then have the observed
 * sums. Effects are taken out of the normal equations by weighted centering, so that there are no dummy columns.
 *
 * Flowerdew & Aitkin 1982, Journal of Regional Science 22(2); Santos Silva & Tenreyro 2006, Review of Economics and
 * Statistics 88(4); Correia, Guimaraes & Zylkin 2020, Stata Journal 20(1). */
#ifndef CB_FLOW_MODEL_H
#define CB_FLOW_MODEL_H

#include <stddef.h>
#include <stdint.h>

#include "fault.h"

typedef enum cb_flow_constraint {
    CB_FLOW_UNCONSTRAINED,
    CB_FLOW_PRODUCTION,
    CB_FLOW_ATTRACTION,
    CB_FLOW_DOUBLY
} cb_flow_constraint;

typedef struct cb_flow_data {
    size_t count, places, covariates;
    const uint32_t *origin, *destination; /* [count], below `places` */
    const double *flow;                   /* [count], not negative */
    double *const *covariate;             /* [covariates][count] */
    const char *const *names;             /* [covariates], for complaints */
} cb_flow_data;

/* Effects of origins or of destinations. */
typedef struct cb_flow_effects {
    double *value; /* [places], less that of the first place with flows; NaN for a place without; NULL: no effects */
    double *error; /* [places], NaN for the first, and for all of a doubly-constrained model */
} cb_flow_effects;

typedef struct cb_flow_fit {
    size_t covariates, places;
    size_t parameters; /* constant, effects and coefficients */
    size_t iterations;
    double constant, constant_error;            /* NaN error: doubly constrained */
    double *coefficient, *error, *robust_error; /* [covariates]; robust: sandwich, HC0 */
    cb_flow_effects origin, destination;
    double *fitted; /* [count] */
} cb_flow_fit;

/* Fits; the caller frees with cb_flow_fit_free, after a failure too. CB_ERROR_INPUT: no flow at all, a covariate that
 * the others or the effects determine; CB_ERROR_NUMBERS: no convergence. */
cb_status cb_flow_fit_create(cb_flow_fit *fit, const cb_flow_data *data, cb_flow_constraint constraint,
                             cb_fault *fault) CB_MUST_USE;
void cb_flow_fit_free(cb_flow_fit *fit);

#endif
