/* Who leaves each place in a step, and how many arrive where. The equations stand in migration.c. */
#ifndef CB_MIGRATION_FLOW_H
#define CB_MIGRATION_FLOW_H

#include "migration_plan.h"

#define cb_migration_flow CB_ISA(cb_migration_flow_)
/* Fills out_level, the shares that stay, inflows and mover shares from the people at the start of the step. */
cb_status cb_migration_flow(const cb_migration_plan *plan, cb_block *block) CB_MUST_USE;

#endif
