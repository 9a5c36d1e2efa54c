#include "cohort_walk.h"

#include <math.h>

#include "outcome.h"

/* What a walk carries from age to age and books at the end, by status. */
typedef struct tally {
    cb_vec younger[CB_MOST_SEXES][CB_MOST_STATUSES]; /* P of the age before */
    cb_vec population[CB_MOST_STATUSES], smallest[CB_MOST_STATUSES];
    cb_vec account[CB_ACCOUNTS][CB_MOST_STATUSES];
} tally;

/* The rows of one place for eight members; NULL where a field is absent. */
typedef struct walk {
    const cb_cohort_plan *plan;
    cb_block *block;
    size_t place, vector, vectors;
    cb_vec *people;
    const cb_vec *town_inflow, *village_inflow, *town_share, *village_share;
    const double *special, *survival, *fertility, *net, *external_composition;
    cb_vec registered_on_arrival, external_inflow;
} walk;

static cb_vec *row_of(const walk *w, cb_id field, size_t place)
{
    cb_view view = cb_block_view(w->block, field);
    return view.data ? cb_view_row(view, place, w->vector) : NULL;
}

/* The part of this place of a shared field with `cells` entries for each place. */
static const double *shared_of(const walk *w, cb_id field, size_t cells)
{
    const double *values = cb_block_shared(w->block, field);
    return values ? values + w->place * cells : NULL;
}

static walk walk_of(const cb_cohort_plan *plan, cb_block *block, size_t place, size_t vector)
{
    size_t cells = plan->ages * plan->sexes * plan->statuses;
    walk w = {.plan = plan, .block = block, .place = place, .vector = vector, .vectors = cb_block_vectors(block)};
    w.people = row_of(&w, plan->cohorts, place);
    w.town_inflow = row_of(&w, plan->town_inflow, place);
    w.village_inflow = row_of(&w, plan->village_inflow, place);
    w.town_share = row_of(&w, plan->town_share, 0);
    w.village_share = row_of(&w, plan->village_share, 0);
    w.special = shared_of(&w, plan->special_people, cells);
    w.survival = shared_of(&w, plan->survival, cells);
    w.fertility = shared_of(&w, plan->fertility, plan->ages * plan->statuses);
    w.net = shared_of(&w, plan->net_migrants, cells);
    w.external_composition = cb_block_shared(block, plan->external_composition);
    w.registered_on_arrival = cb_field_at(block, plan->registered_on_arrival, place, vector, 0);
    w.external_inflow = cb_field_at(block, plan->external_inflow, place, vector, 0);
    return w;
}

/* ---- moves ------------------------------------------------------------------------------------------------------ */

/* People of one age by status: before a step, arriving in towns, and returning to villages. */
typedef struct movers {
    cb_vec people[CB_MOST_STATUSES], arriving[CB_MOST_STATUSES], returning;
} movers;

CB_INLINE void move(const walk *w, cb_outcome o, cb_status_roles roles, size_t statuses, const cb_moves *moves,
                    const movers *m)
{
    for (size_t s = 0; s < statuses; s++) {
        cb_depart(o, roles, s, &moves[s], m->people[s], w->registered_on_arrival);
        if (w->town_inflow)
            cb_arrive_in_town(o, roles, s, m->arriving[s], w->registered_on_arrival);
    }
    if (w->village_inflow && cb_roles_register(roles) && roles.rural != CB_NONE)
        cb_arrive_in_village(o, roles, m->returning);
}

/* Movers of one age and sex, the special population apart. */
CB_INLINE void movers_read(const walk *w, size_t statuses, size_t age, size_t sex, movers *m)
{
    size_t first = (age * w->plan->sexes + sex) * statuses, group = w->plan->group[age] * w->vectors;
    cb_vec zero = cb_splat(0.0);
    for (size_t s = 0; s < statuses; s++) {
        m->people[s] = w->people[(first + s) * w->vectors];
        cb_fetch_ahead(w->people + (first + s) * w->vectors, w->vectors);
        if (w->special)
            m->people[s] -= cb_splat(w->special[first + s]);
        m->arriving[s] = w->town_inflow ? w->town_inflow[group] * w->town_share[(first + s) * w->vectors] : zero;
    }
    m->returning = zero;
    if (w->village_inflow)
        m->returning = w->village_inflow[group] * w->village_share[(age * w->plan->sexes + sex) * w->vectors];
}

CB_INLINE void movers_add(size_t statuses, movers *sum, const movers *m)
{
    for (size_t s = 0; s < statuses; s++) {
        sum->people[s] += m->people[s];
        sum->arriving[s] += m->arriving[s];
    }
    sum->returning += m->returning;
}

/* ---- ageing ----------------------------------------------------------------------------------------------------- */

__attribute__((noinline)) static void refuse_negative(const walk *w, size_t cell, cb_vec people)
{
    const cb_cohort_plan *p = w->plan;
    double years = cb_block_years(w->block), worst = 0.0;
    for (size_t lane = 0; lane < CB_WIDTH; lane++)
        worst = fmin(worst, people[lane]);
    (void)!cb_block_fail(w->block,
                         "place %s, age %g, year %.0f: the table net_migration takes the cell below zero (%g persons); "
                         "give smaller net departures there, or more people at the start",
                         cb_block_place_id(w->block, w->place), (double)(cell / p->statuses / p->sexes) * years,
                         cb_block_time(w->block) - 1.0 + years, worst);
}

/* Given net migrants and arrivals from outside the system. */
CB_INLINE cb_vec net_of(const walk *w, size_t cell)
{
    cb_vec net = cb_splat(w->net ? w->net[cell] : 0.0);
    if (w->external_composition)
        net += w->external_inflow * cb_splat(w->external_composition[cell]);
    return net;
}

CB_INLINE void store(const walk *w, tally *t, size_t cell, size_t s, cb_vec people)
{
    if (w->special)
        people += cb_splat(w->special[cell]);
    w->people[cell * w->vectors] = people;
    t->population[s] += people;
    t->smallest[s] = cb_min(t->smallest[s], people);
}

/* Net migrants of a cell, booked; `here` receives those who come at the start of the step. */
CB_INLINE void net_book(const walk *w, tally *t, size_t cell, size_t s, cb_vec *here, cb_vec *net)
{
    cb_vec zero = cb_splat(0.0);
    *net = net_of(w, cell);
    t->account[CB_EXTERNAL_ARRIVALS][s] += cb_max(*net, zero);
    t->account[CB_EXTERNAL_DEPARTURES][s] += cb_max(-*net, zero);
    *here += cb_splat(w->plan->half) * *net;
    if (cb_any(*here < zero))
        refuse_negative(w, cell, *here);
}

/* One cell a step older: E(a) from P(a-1) in `younger` and P(a) in `here`. Newborns wait for the births, and have no
 * mothers among them. */
CB_INLINE void age_cell(const walk *w, tally *t, size_t statuses, size_t age, size_t sex, size_t s, cb_vec here)
{
    const cb_cohort_plan *p = w->plan;
    size_t cell = (age * p->sexes + sex) * statuses + s;
    cb_vec net = cb_splat(0.0), half = cb_splat(p->half);
    bool migrants = w->net || w->external_composition;
    if (migrants)
        net_book(w, t, cell, s, &here, &net);
    cb_vec exposed = t->younger[sex][s];
    t->younger[sex][s] = here;
    if (!age)
        return;
    if (age + 1 == p->ages)
        exposed += here;
    cb_vec alive = cb_splat(w->survival[cell]) * exposed, older = alive + half * net;
    if ((cb_id)sex == p->female)
        t->account[CB_BIRTHS][s] += cb_splat(w->fertility[age * statuses + s]) * (here + older);
    t->account[CB_DEATHS][s] += exposed - alive;
    older += (cb_splat(1.0) - half - half) * net;
    if (migrants && cb_any(older < cb_splat(0.0)))
        refuse_negative(w, cell, older);
    store(w, t, cell, s, older);
}

/* One cell where there is no demography: nobody grows older, and all external arrivals stay. */
CB_INLINE void keep_cell(const walk *w, tally *t, size_t cell, size_t s, cb_vec here)
{
    if (w->external_composition) {
        cb_vec net;
        net_book(w, t, cell, s, &here, &net);
        here += (cb_splat(1.0) - cb_splat(w->plan->half)) * net;
    }
    store(w, t, cell, s, here);
}

/* Newborns of one sex and status; `born` are the births of that sex. */
static void enter(const walk *w, tally *t, size_t sex, size_t s, cb_vec born)
{
    const cb_cohort_plan *p = w->plan;
    size_t cell = sex * p->statuses + s;
    cb_vec alive = cb_splat(w->survival[cell]) * born;
    cb_vec net = net_of(w, cell); /* booked with age 0 */
    t->account[CB_DEATHS][s] += born - alive;
    cb_vec people = alive + (cb_splat(1.0) - cb_splat(p->half)) * net;
    if (cb_any(people < cb_splat(0.0)))
        refuse_negative(w, cell, people);
    store(w, t, cell, s, people);
}

/* Births have the status of their mothers. A world of women alone counts girls alone. */
static void walk_births(const walk *w, tally *t)
{
    const cb_cohort_plan *p = w->plan;
    cb_vec girls_share = *row_of(w, p->female_share, w->place);
    cb_vec level = cb_param_at(cb_block_param(w->block, p->fertility_level), w->place, w->vector);
    cb_vec half_step = cb_splat(cb_block_years(w->block) / 2.0) * level;
    for (size_t s = 0; s < p->statuses; s++) {
        cb_vec *births = &t->account[CB_BIRTHS][s], all = half_step * *births, girls = all * girls_share;
        *births = p->sexes > 1 ? all : girls;
        for (size_t sex = 0; sex < p->sexes; sex++)
            enter(w, t, sex, s, (cb_id)sex == p->female ? girls : all - girls);
    }
}

/* ---- the walk --------------------------------------------------------------------------------------------------- */

static void write_row(const walk *w, cb_id field, const cb_vec *values)
{
    cb_vec *row = row_of(w, field, w->place);
    for (size_t s = 0; s < w->plan->statuses; s++)
        row[s * w->vectors] = values[s];
}

static void walk_book(const walk *w, const tally *t)
{
    const cb_cohort_plan *p = w->plan;
    cb_vec natural = cb_splat(0.0), migration = cb_splat(0.0), *outside = row_of(w, p->outside, w->place);
    write_row(w, p->population, t->population);
    for (size_t a = 0; a < CB_ACCOUNTS; a++)
        write_row(w, p->account[a], t->account[a]);
    for (size_t s = 0; s < p->statuses; s++) {
        cb_vec external = t->account[CB_EXTERNAL_ARRIVALS][s] - t->account[CB_EXTERNAL_DEPARTURES][s];
        natural += t->account[CB_BIRTHS][s] - t->account[CB_DEATHS][s];
        migration += t->account[CB_ARRIVALS][s] - t->account[CB_DEPARTURES][s] + external;
        outside[s * w->vectors] -= external;
    }
    *row_of(w, p->natural_increase, w->place) = natural;
    *row_of(w, p->net_migration, w->place) = migration;
    cb_vec smallest = t->smallest[0];
    for (size_t s = 1; s < p->statuses; s++)
        smallest = cb_min(smallest, t->smallest[s]);
    *row_of(w, p->minimum, w->place) = smallest;
}

/* Inlined with constants, loops over statuses unroll and the roles of statuses cost nothing. */
CB_INLINE void walk_ages(const walk *w, tally *t, size_t statuses, cb_status_roles roles)
{
    const cb_cohort_plan *p = w->plan;
    cb_move_fields fields = p->moves;
    cb_move_hazards hazards;
    cb_moves moves[CB_MOST_STATUSES];
    fields.roles = roles;
    cb_move_hazards_read(&hazards, &fields, w->block, w->place, w->vector);
    for (size_t age = 0; age < p->ages; age++) {
        movers both = {0};
        cb_moves_at_age(&hazards, &fields, statuses, age, p->group[age], moves);
        for (size_t sex = 0; sex < p->sexes; sex++) {
            movers m;
            cb_vec here[CB_MOST_STATUSES];
            for (size_t s = 0; s < statuses; s++)
                here[s] = cb_splat(0.0);
            movers_read(w, statuses, age, sex, &m);
            movers_add(statuses, &both, &m);
            move(w, (cb_outcome){.here = here}, roles, statuses, moves, &m);
            for (size_t s = 0; s < statuses; s++)
                if (w->survival)
                    age_cell(w, t, statuses, age, sex, s, here[s]);
                else
                    keep_cell(w, t, (age * p->sexes + sex) * statuses + s, s, here[s]);
        }
        move(w, (cb_outcome){.account = t->account}, roles, statuses, moves, &both);
    }
}

static void walk_of_statuses(const walk *w, tally *t)
{
    cb_status_roles roles = w->plan->moves.roles;
    switch (cb_status_layout_of(w->plan->statuses, roles)) {
    case CB_LAYOUT_URBAN:
        walk_ages(w, t, 2, CB_ROLES_URBAN);
        break;
    case CB_LAYOUT_REGISTERED:
        walk_ages(w, t, 3, CB_ROLES_REGISTERED);
        break;
    default:
        walk_ages(w, t, w->plan->statuses, roles);
    }
}

void cb_cohort_walk(const cb_cohort_plan *plan, cb_block *block, size_t place, size_t vector)
{
    walk w = walk_of(plan, block, place, vector);
    tally t = {0};
    for (size_t s = 0; s < plan->statuses; s++)
        t.smallest[s] = cb_splat(INFINITY);
    walk_of_statuses(&w, &t);
    if (w.survival)
        walk_births(&w, &t);
    walk_book(&w, &t);
}
