/* Indicators of single places, worked out from recorded fields as the file defines them. */
#ifndef CB_PLACE_VALUES_H
#define CB_PLACE_VALUES_H

#include "result_file.h"

/* CB_ERROR_USAGE with what to record where the file has not the fields that the indicator needs. */
cb_status cb_place_values_check(const cb_result *result, const char *indicator, cb_fault *fault) CB_MUST_USE;

/* values[member][time] of one variant at position `place` of the place axis. */
cb_status cb_place_values_read(cb_result *result, const char *indicator, size_t variant, size_t place, double *values,
                               cb_fault *fault) CB_MUST_USE;

/* Sums of a variable [variant][member][time][space][cells...] at one position in space over `cells` (NULL: all):
 * values[member][time]. */
cb_status cb_cells_sum(cb_result *result, const char *variable, size_t variant, size_t position, const size_t *cells,
                       size_t cell_count, double *values, cb_fault *fault) CB_MUST_USE;

#endif
