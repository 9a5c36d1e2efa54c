/* A fitted model of flows as a table, as JSON, and as a scenario fragment. */
#ifndef CB_FLOW_WRITER_H
#define CB_FLOW_WRITER_H

#include <stdio.h>

#include "flow_statistics.h"
#include "flow_table.h"

typedef struct cb_flow_report {
    const char *file;
    const cb_flow_form *form;
    const cb_flow_table *table;
    const cb_flow_fit *fit;
    cb_flow_statistics statistics;
} cb_flow_report;

void cb_flow_print(const cb_flow_report *report, FILE *stream);
cb_status cb_flow_print_json(const cb_flow_report *report, FILE *stream) CB_MUST_USE;

/* Writes parameters of migration as distributions: the decay with the cost, in 1/`unit` (of a power a plain number),
 * and with `size` (a logged covariate, NULL: none) the elasticity of a destination's size. CB_ERROR_USAGE: nothing to
 * write, or no such covariate. */
cb_status cb_flow_write_fragment(const cb_flow_report *report, const char *path, const char *unit, const char *size,
                                 bool robust, cb_fault *fault) CB_MUST_USE;

#endif
