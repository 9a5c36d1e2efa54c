/* How well fitted flows meet observed ones. */
#ifndef CB_FLOW_STATISTICS_H
#define CB_FLOW_STATISTICS_H

#include <stddef.h>

typedef struct cb_flow_statistics {
    double deviance, null_deviance; /* of a Poisson model; null: the mean everywhere */
    double log_likelihood, null_log_likelihood;
    double aic;
    double d2;        /* 1 - deviance / null deviance */
    double pseudo_r2; /* 1 - log likelihood / that of the null model (McFadden 1974) */
    double srmse;     /* root of the mean squared error over the mean flow (Knudsen & Fotheringham 1986) */
    double ssi;       /* mean of 2 min(T, T') / (T + T'), 1 where both are 0 */
    double cpc;       /* common part of commuters: 2 sum of min(T, T') / sum of T + T' (Lenormand et al. 2012) */
} cb_flow_statistics;

cb_flow_statistics cb_flow_statistics_of(const double *flow, const double *fitted, size_t count, size_t parameters);

#endif
