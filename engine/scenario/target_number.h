/* Can what a target asks for have a number at all? */
#ifndef CB_TARGET_NUMBER_H
#define CB_TARGET_NUMBER_H

#include "loader.h"

/* Complains where it never can: a flow before the first step, a pair in a region without two places, a share of what
 * does not add up. After dates, regions and quantity are read. */
cb_status cb_target_check_number(cb_loader *loader, const cb_target_record *record, const cb_indicator *indicator);

#endif
