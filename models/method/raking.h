/* A table with two given margins that keeps the odds ratios of its seed: iterative proportional fitting.
 *
 * Deming & Stephan 1940, Annals of Mathematical Statistics 11(4); convergence: Fienberg 1970, ibid. 41(3). */
#ifndef CB_RAKING_H
#define CB_RAKING_H

#include "process.h"

#define cb_rake CB_ISA(cb_rake_)

/* cells [rows][columns] hold the seed, none negative, and receive the table. The margins, none negative, add to the
 * same total. A margin of 0 gives cells of exactly 0; rows are met to rounding, columns to 1e-13 of their total.
 * CB_ERROR_NUMBERS where no table has the margins and the zeros of the seed. */
cb_status cb_rake(size_t rows, size_t columns, double *cells, const double *row_total,
                  const double *column_total) CB_MUST_USE;

#endif
