/* What becomes of those who move, turn urban or are registered in a step: where they live afterwards and on which
 * account the change stands. Inlined into the walk of cohorts. */
#ifndef CB_OUTCOME_H
#define CB_OUTCOME_H

#include "cohort_walk.h"

/* Where movers end up: `here` receives those who live here afterwards, `account` the persons of each account. The same
 * rules fill the one for each sex and book the other for both together; NULL: not wanted. */
typedef struct cb_outcome {
    cb_vec *here;
    cb_vec (*account)[CB_MOST_STATUSES];
} cb_outcome;

CB_INLINE void cb_remain(cb_outcome o, size_t status, cb_vec persons)
{
    if (o.here)
        o.here[status] += persons;
}

CB_INLINE void cb_book(cb_outcome o, cb_account account, size_t status, cb_vec persons)
{
    if (o.account)
        o.account[account][status] += persons;
}

/* People who turn from one status into another, on the account of that change. */
CB_INLINE void cb_turn(cb_outcome o, cb_account account, cb_id from, cb_id to, cb_vec persons)
{
    cb_book(o, account, (size_t)from, -persons);
    cb_book(o, account, (size_t)to, persons);
    cb_remain(o, (size_t)to, persons);
}

/* Those of one status who leave, change or stay. Who crosses a county line inside an aggregate arrives as in another
 * place. */
CB_INLINE void cb_depart(cb_outcome o, cb_status_roles roles, size_t s, const cb_moves *moves, cb_vec people,
                         cb_vec registered_share)
{
    cb_book(o, CB_DEPARTURES, s, people * (moves->to_town + moves->to_village));
    cb_book(o, CB_EXTERNAL_DEPARTURES, s, people * moves->external);
    cb_remain(o, s, people * moves->stay);
    if ((cb_id)s == roles.rural) {
        cb_vec crossing = people * moves->cross, registered = crossing * registered_share;
        cb_turn(o, CB_RURAL_TO_URBAN, roles.rural, roles.settled, people * moves->settle + registered);
        cb_turn(o, CB_RURAL_TO_URBAN, roles.rural, roles.away, crossing - registered);
        cb_turn(o, CB_RECLASSIFICATION, roles.rural, roles.settled, people * moves->reclassified);
    } else if ((cb_id)s == roles.away && cb_roles_register(roles)) {
        cb_turn(o, CB_REGISTRATION, roles.away, roles.settled, people * moves->settle);
        if (roles.rural != CB_NONE)
            cb_turn(o, CB_RURAL_TO_URBAN, roles.away, roles.rural, people * moves->cross);
    }
}

/* Arrivals of one status in towns. Who comes from a village turns urban; who is registered elsewhere, or was where he
 * comes from, is registered here or is not. */
CB_INLINE void cb_arrive_in_town(cb_outcome o, cb_status_roles roles, size_t s, cb_vec persons, cb_vec registered_share)
{
    cb_book(o, CB_ARRIVALS, s, persons);
    if (roles.settled == CB_NONE || (roles.rural != (cb_id)s && !cb_roles_register(roles))) {
        cb_remain(o, s, persons);
        return;
    }
    cb_vec registered = persons * registered_share, other = persons - registered;
    cb_account account = roles.rural == (cb_id)s ? CB_RURAL_TO_URBAN : CB_REGISTRATION;
    if (roles.settled == (cb_id)s)
        cb_remain(o, s, registered);
    else
        cb_turn(o, account, (cb_id)s, roles.settled, registered);
    if (roles.away == (cb_id)s)
        cb_remain(o, s, other);
    else
        cb_turn(o, account, (cb_id)s, roles.away, other);
}

CB_INLINE void cb_arrive_in_village(cb_outcome o, cb_status_roles roles, cb_vec persons)
{
    cb_book(o, CB_ARRIVALS, (size_t)roles.away, persons);
    cb_turn(o, CB_RURAL_TO_URBAN, roles.away, roles.rural, persons);
}

#endif
