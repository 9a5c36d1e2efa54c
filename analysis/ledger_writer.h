/* A ledger on a page, as CSV and as JSON. The caller checks the stream. */
#ifndef CB_LEDGER_WRITER_H
#define CB_LEDGER_WRITER_H

#include <stdio.h>

#include "ledger.h"

/* For people, at most 100 columns wide: a block per file and variant, reasons below it. */
cb_status cb_ledger_print(const cb_ledger *ledger, FILE *stream) CB_MUST_USE;
/* variant, target, indicator, region, by, comparison, value, unit, members, status, p_met, p_low, p_high, median, q05,
 * q95, kind, source, note (why it is not modelled or by which rule it is assumed), name, file. */
void cb_ledger_print_csv(const cb_ledger *ledger, FILE *stream);
/* An array of objects with the same keys and `low`, `high`; null where there is no number. */
cb_status cb_ledger_print_json(const cb_ledger *ledger, FILE *stream) CB_MUST_USE;

#endif
