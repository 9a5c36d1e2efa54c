/* One place through a step: the moves, deaths, births and ageing of all its cells in one pass, in place, with every
 * account booked. The equations stand in cohorts.c. */
#ifndef CB_COHORT_WALK_H
#define CB_COHORT_WALK_H

#include "moves.h"

enum { CB_MOST_SEXES = 2 };

/* Accounts of people by status; each is a field [place][status]. */
typedef enum cb_account {
    CB_BIRTHS,
    CB_DEATHS,
    CB_ARRIVALS,
    CB_DEPARTURES,
    CB_EXTERNAL_ARRIVALS,
    CB_EXTERNAL_DEPARTURES,
    CB_RURAL_TO_URBAN,
    CB_REGISTRATION,
    CB_RECLASSIFICATION,
    CB_ACCOUNTS
} cb_account;

typedef struct cb_cohort_plan {
    size_t ages, sexes, statuses;
    cb_id female;
    double half;   /* m */
    size_t *group; /* [age]: mover group */
    cb_move_fields moves;
    cb_id account[CB_ACCOUNTS];
    cb_id cohorts, population, minimum, outside, natural_increase, net_migration;
    cb_id base_people, special_people;           /* shared, [place][age][sex][status] */
    cb_id survival, fertility, net_migrants;     /* shared, by step; [place][age][sex][status], without sex */
    cb_id female_share, fertility_level;         /* [place]; a parameter */
    cb_id town_inflow, village_inflow;           /* [place][mover_group] */
    cb_id town_share, village_share;             /* [age][sex][status], [age][sex] */
    cb_id registered_on_arrival;                 /* [place] */
    cb_id external_inflow, external_composition; /* [place]; shared, [age][sex][status] */
} cb_cohort_plan;

#define cb_cohort_walk CB_ISA(cb_cohort_walk_)
/* Steps the people of `place` for the eight members of `vector`. A cell that given net migrants would take below zero
 * stops the block. */
void cb_cohort_walk(const cb_cohort_plan *plan, cb_block *block, size_t place, size_t vector);

#endif
