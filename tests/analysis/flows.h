/* Flows between places on a plane, as exact values of a model: what is fitted must be what was planted. */
#ifndef CB_FLOWS_H
#define CB_FLOWS_H

#include <math.h>

#include "flow_model.h"
#include "suite.h"

enum { FLOW_PLACES = 7, FLOW_COUNT = FLOW_PLACES * (FLOW_PLACES - 1), FLOW_COVARIATES = 2 };

typedef struct planted {
    uint32_t origin[FLOW_COUNT], destination[FLOW_COUNT];
    double flow[FLOW_COUNT], distance[FLOW_COUNT], ties[FLOW_COUNT];
    double *covariate[FLOW_COVARIATES];
} planted;

static const char *const planted_names[] = {"distance", "ties"};
static const double planted_decay = -0.7, planted_ties = 0.4;

/* exp(1 + effects of both ends - 0.7 distance + 0.4 ties); effects of an end count where `ends` says so. */
static inline cb_flow_data planted_make(planted *p, double origins, double destinations)
{
    size_t at = 0;
    for (uint32_t i = 0; i < FLOW_PLACES; i++)
        for (uint32_t j = 0; j < FLOW_PLACES; j++) {
            if (i == j)
                continue;
            double x = cos(2.1 * i) - cos(2.1 * j), y = sin(1.3 * i) - sin(1.3 * j);
            p->origin[at] = i;
            p->destination[at] = j;
            p->distance[at] = sqrt(x * x + y * y);
            p->ties[at] = (double)((3 * i + 5 * j) % 4);
            p->flow[at] = exp(1.0 + origins * 0.3 * i + destinations * 0.2 * (double)((j * j) % 5) +
                              planted_decay * p->distance[at] + planted_ties * p->ties[at]);
            at++;
        }
    p->covariate[0] = p->distance;
    p->covariate[1] = p->ties;
    return (cb_flow_data){.count = FLOW_COUNT,
                          .places = FLOW_PLACES,
                          .covariates = FLOW_COVARIATES,
                          .origin = p->origin,
                          .destination = p->destination,
                          .flow = p->flow,
                          .covariate = p->covariate,
                          .names = planted_names};
}

#endif
