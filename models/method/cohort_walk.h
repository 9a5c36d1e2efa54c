/* One place through a step: the moves, deaths, births and ageing of all its cells in one pass, in place, with every
 * account booked. The equations stand in cohorts.c. */
#ifndef CB_COHORT_WALK_H
#define CB_COHORT_WALK_H

#include "moves.h"

enum { CB_MOST_SEXES = 2 };

typedef struct cb_cohort_plan {
    size_t ages, sexes, statuses;
    cb_id female, settles_as, arrives_as; /* statuses of those who turn urban at home, and after a move */
    double half;                          /* m */
    cb_move_fields moves;
    size_t *group; /* [age]: mover group */
    cb_id cohorts, population, minimum;
    cb_id births, deaths, arrivals, departures, external_arrivals, external_departures, rural_to_urban;
    cb_id natural_increase, net_migration;
    cb_id survival, fertility, female_share, net_migrants, inflow, mover_share;
} cb_cohort_plan;

#define cb_cohort_walk CB_ISA(cb_cohort_walk_)
/* Steps the people of `place` for the eight members of `vector`. A cell that given net migrants would take below zero
 * stops the block. */
void cb_cohort_walk(const cb_cohort_plan *plan, cb_block *block, size_t place, size_t vector);

#endif
