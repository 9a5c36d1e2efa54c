/* Competing ways out of the people of one place, age and status. With hazards h of a step of t years
 *
 *   P(none) = exp(-t sum of h)      P(way k) = (1 - P(none)) h(k) / sum of h
 *
 * so nobody moves twice in a step and nothing goes negative. Migration (who arrives) and cohorts (who goes) both use
 * these functions, so arrivals equal departures. The ways: to a town or village elsewhere or of the own place
 * (migration), turning urban in place (urbanization, reclassification), registration, and out of the system.
 *
 * Chiang 1968, Introduction to Stochastic Processes in Biostatistics, ch. 11. */
#ifndef CB_MOVES_H
#define CB_MOVES_H

#include "people.h"

/* Parts of a cell over a step; they add to 1. */
typedef struct cb_moves {
    cb_vec stay;
    cb_vec to_town, to_village; /* leave the place */
    cb_vec external;            /* leave the system */
    cb_vec settle;              /* in place: rural people turn urban, people from elsewhere are registered */
    cb_vec reclassified;        /* in place: rural people whose village becomes a town */
    cb_vec cross; /* in an aggregate, to another county: rural people into a town, others back to a village */
} cb_moves;

/* Where the hazards of a step are found; fields of processes that were not chosen read as zero. */
typedef struct cb_move_fields {
    cb_status_roles roles;
    size_t statuses;
    cb_id out_level;               /* [place][status], 1/yr */
    cb_id schedule, return_share;  /* shared, [age]: factor on out_level; share bound for villages */
    cb_id town_stay, village_stay; /* [place][mover_group], [place]: movers who choose the own place */
    cb_id own_county;              /* shared, [place]: their part within the own county */
    cb_id turn, reclassification, registration, leaving; /* [place], 1/yr */
} cb_move_fields;

static inline cb_move_fields cb_move_fields_find(const cb_setup *setup)
{
    return (cb_move_fields){.roles = cb_status_roles_find(setup),
                            .statuses = cb_setup_axis(setup, "status"),
                            .out_level = cb_setup_field(setup, "out_level"),
                            .schedule = cb_setup_field(setup, "migration_schedule"),
                            .return_share = cb_setup_field(setup, "return_share"),
                            .town_stay = cb_setup_field(setup, "town_stay"),
                            .village_stay = cb_setup_field(setup, "village_stay"),
                            .own_county = cb_setup_field(setup, "own_county"),
                            .turn = cb_setup_field(setup, "rural_to_urban_hazard"),
                            .reclassification = cb_setup_field(setup, "reclassification_hazard"),
                            .registration = cb_setup_field(setup, "registration_hazard"),
                            .leaving = cb_setup_field(setup, "external_departure_hazard")};
}

/* The hazards of one place for eight members. */
typedef struct cb_move_hazards {
    cb_vec out[CB_MOST_STATUSES];
    cb_vec others[CB_MOST_STATUSES]; /* sum of the hazards that do not depend on age */
    cb_vec turn, reclassification, registration, leaving;
    cb_vec village_stay, own_county;
    const cb_vec *town_stay; /* of mover group g at [g * stride]; NULL: nobody stays */
    size_t stride;
    const double *schedule, *return_share; /* [age]; NULL: nobody moves, nobody returns */
    double years;
} cb_move_hazards;

static inline cb_vec cb_field_at(const cb_block *block, cb_id field, size_t place, size_t vector, size_t cell)
{
    cb_view view = cb_block_view(block, field);
    return view.data ? cb_view_row(view, place, vector)[cell * view.vectors] : cb_splat(0.0);
}

static inline void cb_move_hazards_sum(cb_move_hazards *h, const cb_move_fields *fields)
{
    for (size_t s = 0; s < fields->statuses; s++) {
        h->others[s] = h->leaving;
        if ((cb_id)s == fields->roles.rural)
            h->others[s] += h->turn + h->reclassification;
        else if ((cb_id)s == fields->roles.away && cb_roles_register(fields->roles))
            h->others[s] += h->registration;
    }
}

static inline void cb_move_hazards_read(cb_move_hazards *h, const cb_move_fields *fields, const cb_block *block,
                                        size_t place, size_t vector)
{
    cb_view stay = cb_block_view(block, fields->town_stay);
    const double *own = cb_block_shared(block, fields->own_county);
    *h = (cb_move_hazards){.turn = cb_field_at(block, fields->turn, place, vector, 0),
                           .reclassification = cb_field_at(block, fields->reclassification, place, vector, 0),
                           .registration = cb_field_at(block, fields->registration, place, vector, 0),
                           .leaving = cb_field_at(block, fields->leaving, place, vector, 0),
                           .village_stay = cb_field_at(block, fields->village_stay, place, vector, 0),
                           .own_county = cb_splat(own ? own[place] : 1.0),
                           .town_stay = stay.data ? cb_view_row(stay, place, vector) : NULL,
                           .stride = stay.vectors,
                           .schedule = cb_block_shared(block, fields->schedule),
                           .return_share = cb_block_shared(block, fields->return_share),
                           .years = cb_block_years(block)};
    for (size_t s = 0; s < fields->statuses; s++)
        h->out[s] = cb_field_at(block, fields->out_level, place, vector, s);
    cb_move_hazards_sum(h, fields);
}

/* The entry of axis mover_group that people of this age choose their destination with. */
static inline size_t cb_mover_group(const cb_setup *setup, double age)
{
    size_t count, group = 0;
    const double *lower = cb_setup_list(setup, "migration.age_groups", &count);
    while (group + 1 < count && lower[group + 1] <= age)
        group++;
    return group;
}

/* The ways of those who move (`moved` of a cell) and of those who change their status in place (`per_hazard` times the
 * hazard). */
CB_INLINE void cb_moves_part(const cb_move_hazards *h, const cb_move_fields *fields, size_t s, size_t age, size_t group,
                             cb_vec moved, cb_vec per_hazard, cb_moves *moves)
{
    const cb_status_roles roles = fields->roles;
    cb_vec stays = h->town_stay ? h->town_stay[group * h->stride] : cb_splat(0.0), own = moved * stays;
    moves->to_town = moved - own;
    if ((cb_id)s == roles.rural) {
        cb_vec at_home = own * h->own_county;
        moves->settle = per_hazard * h->turn + at_home;
        moves->reclassified = per_hazard * h->reclassification;
        moves->cross = own - at_home;
    } else if ((cb_id)s == roles.away && cb_roles_register(roles)) {
        cb_vec back = moved * cb_splat(h->return_share ? h->return_share[age] : 0.0), staying = back * h->village_stay;
        own -= back * stays;
        moves->to_town = moved - back - own;
        moves->to_village = back - staying;
        moves->settle = per_hazard * h->registration;
        moves->cross = roles.rural == CB_NONE ? cb_splat(0.0) : staying - staying * h->own_county;
        moves->stay += own + staying - moves->cross;
    } else {
        moves->stay += own;
    }
}

/* With x the sum of hazards times the step: P(none) = exp(-x) and (1 - exp(-x)) / x, which times hazard and step is the
 * probability of a way. */
typedef struct cb_exits {
    cb_vec none, share;
} cb_exits;

#define CB_SMALL_HAZARD 0.25 /* up to here the series to x^11 is exact to rounding */

/* sum of (-x)^k / (k + 1)! */
CB_INLINE cb_vec cb_exit_series(cb_vec x)
{
    static const double terms[] = {1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720,
                                   1.0 / 120,      1.0 / 24,      1.0 / 6,      1.0 / 2,     1.0};
    cb_vec minus = -x, sum = cb_splat(1.0 / 479001600);
    CB_UNROLL
    for (size_t k = 0; k < sizeof terms / sizeof *terms; k++)
        sum = cb_fma(minus, sum, cb_splat(terms[k]));
    return sum;
}

/* Hazards are mostly small: the series costs neither an exponential nor a division. Each lane takes the one or the
 * other by its own hazard. */
CB_INLINE cb_exits cb_exits_of(cb_vec x)
{
    cb_vec one = cb_splat(1.0), share = cb_exit_series(x), none = one - x * share;
    cb_mask large = x > cb_splat(CB_SMALL_HAZARD);
    if (cb_any(large)) {
        cb_vec left = cb_exp(-x);
        none = cb_select(large, left, none);
        share = cb_select(large, (one - left) / x, share);
    }
    return (cb_exits){.none = none, .share = share};
}

/* Moves of people of one age, by status. */
CB_INLINE void cb_moves_at_age(const cb_move_hazards *h, const cb_move_fields *fields, size_t statuses, size_t age,
                               size_t group, cb_moves *moves)
{
    cb_vec years = cb_splat(h->years);
    double level = h->schedule ? h->schedule[age] : 0.0;
    for (size_t s = 0; s < statuses; s++) {
        cb_vec out = h->out[s] * cb_splat(level);
        cb_exits exits = cb_exits_of((out + h->others[s]) * years);
        cb_vec per_hazard = exits.share * years;
        moves[s] = (cb_moves){.stay = exits.none, .external = per_hazard * h->leaving};
        cb_moves_part(h, fields, s, age, group, per_hazard * out, per_hazard, &moves[s]);
    }
}

#endif
