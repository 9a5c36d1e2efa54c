/* The ledger of a plan: how likely each target is to be met under each variant, read from a result file alone. */
#ifndef CB_LEDGER_H
#define CB_LEDGER_H

#include "result_file.h"
#include "wilson.h"

typedef enum cb_ledger_status {
    CB_LEDGER_MODELLED,
    CB_LEDGER_ASSUMED,      /* the variant uses a parameter, project, lever or shock that is assumed */
    CB_LEDGER_NOT_MODELLED, /* no number, and why */
    CB_LEDGER_AT_START      /* every member that has a number meets it at the first recorded time */
} cb_ledger_status;

typedef struct cb_ledger_row {
    const char *file, *variant, *target, *name, *indicator, *region;
    const char *asks;                                          /* "at least 70 %" */
    const char *unit, *kind, *source, *assumed, *not_modelled; /* "" where there is none */
    const char *comparison;                                    /* "at least", "at most", "between", "open by" */
    cb_ledger_status status;
    char by[32];      /* "2030"; an ISO day for an opening */
    char value[64];   /* to reach: "70", "65..70", "" for an opening */
    double low, high; /* the same as numbers, NaN where that side is open */
    /* NaN where it is not modelled. Members are those that have a number; quantiles are of target_value. */
    double members, p_met;
    cb_interval interval;
    double median, q05, q95;
} cb_ledger_row;

typedef struct cb_ledger {
    cb_ledger_row *rows; /* by file, variant, then target in the order of the scenario */
    size_t count;
} cb_ledger;

cb_status cb_ledger_create(cb_ledger **ledger) CB_MUST_USE;
void cb_ledger_free(cb_ledger *ledger);
/* Adds the rows of a file. `file` and the texts of `result` are borrowed: both must outlive the ledger. A file without
 * targets adds none. */
cb_status cb_ledger_add(cb_ledger *ledger, const char *file, cb_result *result, cb_fault *fault) CB_MUST_USE;

const char *cb_ledger_status_text(cb_ledger_status status);

#endif
