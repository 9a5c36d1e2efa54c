/* What does not change from step to step of the moves between places: who moves at which age and who returns, the
 * constants of destinations by age, and the deterrence. The equations stand in migration.c. */
#ifndef CB_MIGRATION_PLAN_H
#define CB_MIGRATION_PLAN_H

#include "deterrence.h"
#include "kernel.h"
#include "moves.h"

typedef struct cb_migration_plan {
    size_t places, ages, sexes, statuses, groups;
    size_t *group; /* [age] */
    double *start; /* [place], people at the start */
    cb_move_fields moves;
    bool towns;               /* towns and villages of every place draw, the own one too; otherwise people of others */
    bool villages;            /* there are people to return to villages */
    size_t sizes;             /* weights of towns: one, or one for each mover group */
    bool power, stocks;       /* the form of the deterrence; it depends on migrant_stock too */
    double decay;             /* the decay that `kernel` holds */
    cb_kernel *kernel;        /* F between places, 0 on the diagonal */
    cb_deterrence deterrence; /* `between` is freed once it is packed */
    cb_id cohorts, population, special_people, distance, out_level, town_stay, village_stay;
    cb_id town_inflow, village_inflow, town_share, village_share, attraction_by_age;
    cb_id out_rate, rural_factor, settled_factor, away_factor, elasticity, attraction, distance_decay;
    cb_id barrier, barrier_effect, growth_deviation, arrival_rate;
} cb_migration_plan;

#define cb_migration_plan_create CB_ISA(cb_migration_plan_create_)
#define cb_migration_plan_free   CB_ISA(cb_migration_plan_free_)

/* From the parameters of migration and the tables points, attraction_by_age and migrant_stock; fills the shared fields
 * distance, migration_schedule, return_share, own_county and attraction_by_age. Complains of places without coordinates
 * and of rows that do not fit. The caller frees `*plan`, after a failure too. */
cb_status cb_migration_plan_create(cb_migration_plan **plan, cb_setup *setup) CB_MUST_USE;
void cb_migration_plan_free(cb_migration_plan *plan);

#endif
