/* After every step: the accounts of a field explain its change, values are finite and inside their declared bounds. */
#ifndef CB_BALANCE_H
#define CB_BALANCE_H

#include "block.h"

/* Largest residual that rounding can explain, relative to the stock and the accounts. */
#define CB_BALANCE_TOLERANCE 1e-9

/* Remembers every field that declares a balance. */
void cb_balance_open(cb_block *block);
/* Checks bounds and NaN of every state and flow without an age axis (those with one are checked through the totals and
 * minima of the pass that writes them), then balances. Keeps the largest residual per lane in block->residual. The text
 * of a failure names field, place, every other axis, member and year. */
cb_status cb_balance_close(cb_block *block) CB_MUST_USE;

#endif
