/* How places draw movers in a step, and who of them stays in the own place. The equations stand in migration.c. */
#ifndef CB_MIGRATION_CHOICE_H
#define CB_MIGRATION_CHOICE_H

#include "migration_plan.h"

/* Columns of a product: weights are one or more of towns and then one of villages; movers are groups to towns and then
 * groups to villages. All columns of a place lie together, each with its vectors. */
typedef struct cb_migration_flows {
    const cb_migration_plan *plan;
    cb_param_view out_rate, factor[CB_MOST_STATUSES], elasticity, attraction, decay, barrier, barrier_effect;
    cb_param_view growth_deviation, arrival_rate;
    size_t vectors, weights, movers; /* columns */
    bool shared;                     /* every lane has the decay of the kernel */
    cb_vec *weight;                  /* W: [place][weights][vector] */
    cb_vec *reach;                   /* F W over other places, likewise */
    cb_vec *ready;                   /* leavers over their reach: [place][movers][vector] */
    cb_vec *drawn;                   /* F' of it */
    cb_vec *pool;                    /* leavers of the system: [vector][cell to town, cell to village] */
    cb_vec *decays;                  /* [column][vector] */
} cb_migration_flows;

static inline cb_vec *cb_flow_column(cb_vec *of, const cb_migration_flows *f, size_t columns, size_t place,
                                     size_t column, size_t vector)
{
    return of + (place * columns + column) * f->vectors + vector;
}

static inline size_t cb_town_weight(const cb_migration_flows *f, size_t group)
{
    return f->plan->sizes > 1 ? group : 0;
}

#define cb_migration_weights CB_ISA(cb_migration_weights_)
#define cb_migration_levels  CB_ISA(cb_migration_levels_)

/* Fills `weight`. */
void cb_migration_weights(cb_block *block, cb_migration_flows *flows);
/* Fills the fields out_level, town_stay and village_stay from `weight` and `reach`. */
void cb_migration_levels(cb_block *block, cb_migration_flows *flows);

#endif
