/* A CSV table of flows between places, with the covariates that a form of model names. */
#ifndef CB_FLOW_TABLE_H
#define CB_FLOW_TABLE_H

#include <stdbool.h>

#include "diagnostics.h"
#include "flow_model.h"

typedef struct cb_flow_form {
    const char *origin, *destination, *flow; /* columns */
    const char *cost;                        /* column; NULL: flows do not fall off */
    const char *logged, *linear;             /* columns parted by commas; NULL: none */
    cb_flow_constraint constraint;
    const char *constraint_name;
    bool power;      /* the logarithm of the cost counts, not the cost */
    bool drop_intra; /* flows within a place */
} cb_flow_form;

typedef struct cb_flow_table {
    cb_flow_data data; /* places in order of their ids; covariates: logged, linear, cost */
    char **places;     /* ids */
    char **labels;     /* of covariates: "ln_" before those whose logarithm counts */
    uint32_t *origin, *destination;
    double *flow, **covariate;
    size_t dropped; /* flows within a place that were left out */
} cb_flow_table;

/* Complains of what the table lacks, of cells that are no number, negative flows, logarithms of what is not above 0,
 * and pairs that occur twice, all at once. The caller frees, after a failure too. */
cb_status cb_flow_table_read(cb_flow_table *table, const char *path, const cb_flow_form *form,
                             cb_diagnostics *diagnostics) CB_MUST_USE;
void cb_flow_table_free(cb_flow_table *table);

#endif
