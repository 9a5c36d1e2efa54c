/* Who leaves each place in a step, and how many arrive where. The equations stand in migration.c. */
#ifndef CB_MIGRATION_FLOW_H
#define CB_MIGRATION_FLOW_H

#include "kernel.h"
#include "moves.h"

typedef struct cb_migration_plan {
    size_t places, ages, sexes, statuses, groups;
    size_t *group; /* [age] */
    cb_move_fields moves;
    double decay;      /* the decay that `kernel` holds */
    cb_kernel *kernel; /* exp(-decay distance) */
    cb_id cohorts, population, distance, out_level, inflow, mover_share;
    cb_id out_rate, elasticity, attraction, distance_decay;
} cb_migration_plan;

#define cb_migration_flow CB_ISA(cb_migration_flow_)
/* Fills out_level, inflow and mover_share from the people at the start of the step. */
cb_status cb_migration_flow(const cb_migration_plan *plan, cb_block *block) CB_MUST_USE;

#endif
