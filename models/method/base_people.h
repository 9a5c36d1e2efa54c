/* People at the start by single age, sex and status, place by place, from a census that is complete. The order of the
 * parts stands in base_population.c. */
#ifndef CB_BASE_PEOPLE_H
#define CB_BASE_PEOPLE_H

#include "census_table.h"
#include "schedule.h"
#include "status_seed.h"

typedef struct cb_base_rule {
    cb_status_seed_rule seed;
    bool special;  /* whether some may be special people */
    double margin; /* of special people */
} cb_base_rule;

#define cb_base_people_fill CB_ISA(cb_base_people_fill_)

/* Fills the shared fields base_people and, where anybody is special, special_people. `lived` has cells [sex][single
 * age]; no values: the census reaches to the open age. Places that cannot be raked are named, all of them. */
cb_status cb_base_people_fill(cb_setup *setup, const cb_census_table *census, const cb_schedule *lived,
                              const cb_base_rule *rule) CB_MUST_USE;

#endif
