/* What value a target asks for. */
#ifndef CB_TARGET_BOUNDS_H
#define CB_TARGET_BOUNDS_H

#include "loader.h"

/* Complains "the target `ID` WHAT". */
cb_status cb_target_complain(cb_loader *loader, const cb_yaml *node, const cb_target_record *record, const char *what);

/* Comparison, bounds and unit as they are written. `internal` is the unit of what is measured; NULL: nothing is, and
 * any unit will do. */
cb_status cb_target_read_bounds(cb_loader *loader, const cb_yaml *node, const cb_target_record *record,
                                const char *internal, cb_target *target) CB_MUST_USE;
/* Scale and offset from the internal unit to that of the bounds. */
cb_status cb_target_convert(cb_loader *loader, const char *internal, cb_target *target) CB_MUST_USE;
/* Refuses 70 without a unit for a share, where 70 % is meant. After the bounds are read. */
cb_status cb_target_check_share(cb_loader *loader, const cb_yaml *node, const cb_target_record *record,
                                const cb_indicator *indicator, const cb_target *target);

#endif
