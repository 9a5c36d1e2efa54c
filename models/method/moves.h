/* Competing moves: a person of a place may leave for another place (hazard o) or, if rural, turn urban in it (hazard
 * u). Over a step of t years
 *
 *   P(neither) = exp(-(o + u) t)      P(leave) = (1 - P(neither)) o / (o + u)      P(turn) = the rest
 *
 * so nobody moves twice and nothing goes negative. Migration (who arrives) and cohorts (who goes) both use these
 * functions, so arrivals equal departures.
 *
 * Chiang 1968, Introduction to Stochastic Processes in Biostatistics, ch. 11. */
#ifndef CB_MOVES_H
#define CB_MOVES_H

#include "people.h"

/* Parts of a cell that stay as they are, leave the place and turn urban in it; they add to 1. */
typedef struct cb_moves {
    cb_vec stay, leave, turn;
} cb_moves;

/* Where the hazards of a step are found; fields of processes that were not chosen read as zero. */
typedef struct cb_move_fields {
    cb_id out_level, turn_hazard; /* [place][status], [place]; 1/yr */
    cb_id schedule;               /* shared, [age]: factor on out_level */
    cb_id rural;                  /* status, CB_NONE */
    size_t statuses;
} cb_move_fields;

static inline cb_move_fields cb_move_fields_find(const cb_setup *setup)
{
    return (cb_move_fields){.out_level = cb_setup_field(setup, "out_level"),
                            .turn_hazard = cb_setup_field(setup, "rural_to_urban_hazard"),
                            .schedule = cb_setup_field(setup, "migration_schedule"),
                            .rural = cb_rural_status(setup),
                            .statuses = cb_setup_axis(setup, "status")};
}

/* The hazards of one place. */
typedef struct cb_move_hazards {
    cb_vec out[CB_MOST_STATUSES];
    bool repeats[CB_MOST_STATUSES]; /* the same in every lane as in the status before: saves an exponential */
    cb_vec turn, unturned;          /* hazard, and exp(-hazard t) */
    const double *schedule;
    double years;
} cb_move_hazards;

static inline cb_vec cb_view_value(cb_view view, size_t place, size_t vector, size_t cell)
{
    return view.data ? cb_view_row(view, place, vector)[cell * view.vectors] : cb_splat(0.0);
}

static inline void cb_move_hazards_read(cb_move_hazards *h, const cb_move_fields *fields, const cb_block *block,
                                        size_t place, size_t vector)
{
    cb_view out = cb_block_view(block, fields->out_level);
    h->schedule = cb_block_shared(block, fields->schedule);
    h->years = cb_block_years(block);
    for (size_t s = 0; s < fields->statuses; s++) {
        h->out[s] = cb_view_value(out, place, vector, s);
        h->repeats[s] = s && !cb_any(h->out[s] != h->out[s - 1]);
    }
    h->turn = cb_splat(0.0);
    if (fields->rural != CB_NONE)
        h->turn = cb_view_value(cb_block_view(block, fields->turn_hazard), place, vector, 0);
    h->unturned = cb_exp(-h->turn * cb_splat(h->years));
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

/* Moves of people of one age, by status. */
static inline void cb_moves_at_age(const cb_move_hazards *h, const cb_move_fields *fields, size_t age, cb_moves *moves)
{
    cb_vec unmoved = cb_splat(1.0), zero = cb_splat(0.0);
    double level = h->schedule ? h->schedule[age] : 0.0;
    for (size_t s = 0; s < fields->statuses; s++) {
        cb_vec out = h->out[s] * cb_splat(level);
        if (!h->repeats[s])
            unmoved = cb_exp(-out * cb_splat(h->years));
        cb_vec gone = cb_splat(1.0) - unmoved;
        moves[s] = (cb_moves){.stay = unmoved, .leave = gone, .turn = zero};
        if ((cb_id)s != fields->rural)
            continue;
        cb_vec both = out + h->turn;
        moves[s].stay = unmoved * h->unturned;
        gone = cb_splat(1.0) - moves[s].stay;
        moves[s].leave = cb_select(both > zero, gone * (out / both), zero);
        moves[s].turn = gone - moves[s].leave;
    }
}

#endif
