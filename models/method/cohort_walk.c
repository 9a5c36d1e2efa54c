#include "cohort_walk.h"

#include <math.h>

/* Inlined with a constant number of statuses, loops over them unroll. */
#define INLINE static inline __attribute__((always_inline))

/* What a walk carries from age to age and books at the end, by status. Kept apart from the rows, and inlined, so that
 * it can stay in registers. */
typedef struct tally {
    cb_vec younger[CB_MOST_SEXES][CB_MOST_STATUSES]; /* P of the age before */
    cb_vec population[CB_MOST_STATUSES], smallest;
    cb_vec births[CB_MOST_STATUSES], deaths[CB_MOST_STATUSES], arrivals[CB_MOST_STATUSES];
    cb_vec departures[CB_MOST_STATUSES], external_arrivals[CB_MOST_STATUSES], external_departures[CB_MOST_STATUSES];
    cb_vec rural_to_urban[CB_MOST_STATUSES];
} tally;

/* The rows of one place for eight members; NULL where a field is absent. */
typedef struct walk {
    const cb_cohort_plan *plan;
    cb_block *block;
    size_t place, vector, vectors;
    cb_vec *people;
    const cb_vec *survival, *fertility, *net, *inflow, *share;
} walk;

static cb_vec *row_of(const walk *w, cb_id field, size_t place)
{
    cb_view view = cb_block_view(w->block, field);
    return view.data ? cb_view_row(view, place, w->vector) : NULL;
}

static walk walk_of(const cb_cohort_plan *plan, cb_block *block, size_t place, size_t vector)
{
    walk w = {.plan = plan, .block = block, .place = place, .vector = vector, .vectors = cb_block_vectors(block)};
    w.people = row_of(&w, plan->cohorts, place);
    w.survival = row_of(&w, plan->survival, place);
    w.fertility = row_of(&w, plan->fertility, place);
    w.net = row_of(&w, plan->net_migrants, place);
    w.inflow = row_of(&w, plan->inflow, place);
    w.share = row_of(&w, plan->mover_share, 0);
    return w;
}

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

/* Moves of one age and sex, booked; `here` receives those who live here afterwards. */
INLINE void move_cells(const walk *w, tally *t, size_t statuses, const cb_moves *moves, size_t age, size_t first,
                       cb_vec *here)
{
    const cb_cohort_plan *p = w->plan;
    cb_vec turning = cb_splat(0.0), rural_arrivals = cb_splat(0.0);
    for (size_t s = 0; s < statuses; s++) {
        size_t at = (first + s) * w->vectors;
        cb_vec people = w->people[at], arriving = cb_splat(0.0);
        if (w->inflow)
            arriving = w->inflow[p->group[age] * w->vectors] * w->share[at];
        t->departures[s] += people * moves[s].leave;
        t->arrivals[s] += arriving;
        here[s] = people * moves[s].stay;
        if ((cb_id)s == p->moves.rural) {
            turning = people * moves[s].turn;
            rural_arrivals = arriving;
            t->rural_to_urban[s] -= turning + arriving;
        } else {
            here[s] += arriving;
        }
    }
    for (size_t s = 0; s < statuses && p->moves.rural != CB_NONE; s++) {
        cb_vec turned = cb_splat(0.0);
        if ((cb_id)s == p->settles_as)
            turned += turning;
        if ((cb_id)s == p->arrives_as)
            turned += rural_arrivals;
        here[s] += turned;
        t->rural_to_urban[s] += turned;
    }
}

INLINE void store(const walk *w, tally *t, size_t cell, size_t s, cb_vec people)
{
    w->people[cell * w->vectors] = people;
    t->population[s] += people;
    t->smallest = cb_min(t->smallest, people);
}

/* One cell a step older: E(a) from P(a-1) in `younger` and P(a) in `here`. Newborns wait for the births, and have no
 * mothers among them. */
INLINE void age_cell(const walk *w, tally *t, size_t statuses, size_t age, size_t sex, size_t s, cb_vec here)
{
    const cb_cohort_plan *p = w->plan;
    size_t cell = (age * p->sexes + sex) * statuses + s;
    cb_vec net = cb_splat(0.0), zero = cb_splat(0.0), half = cb_splat(p->half);
    if (w->net) {
        net = w->net[cell * w->vectors];
        t->external_arrivals[s] += cb_max(net, zero);
        t->external_departures[s] += cb_max(-net, zero);
        here += half * net;
        if (cb_any(here < zero))
            refuse_negative(w, cell, here);
    }
    cb_vec exposed = t->younger[sex][s];
    t->younger[sex][s] = here;
    if (!age)
        return;
    if (age + 1 == p->ages)
        exposed += here;
    cb_vec alive = w->survival[cell * w->vectors] * exposed, older = alive + half * net;
    if ((cb_id)sex == p->female)
        t->births[s] += w->fertility[(age * statuses + s) * w->vectors] * (here + older);
    t->deaths[s] += exposed - alive;
    older += (cb_splat(1.0) - half - half) * net;
    if (w->net && cb_any(older < zero))
        refuse_negative(w, cell, older);
    store(w, t, cell, s, older);
}

INLINE void walk_age(const walk *w, tally *t, size_t statuses, const cb_moves *moves, size_t age, size_t sex)
{
    size_t first = (age * w->plan->sexes + sex) * statuses;
    cb_vec here[CB_MOST_STATUSES];
    move_cells(w, t, statuses, moves, age, first, here);
    for (size_t s = 0; s < statuses; s++)
        if (w->survival)
            age_cell(w, t, statuses, age, sex, s, here[s]);
        else
            store(w, t, first + s, s, here[s]);
}

/* Newborns of one sex and status; `born` are the births of that sex. */
static void enter(const walk *w, tally *t, size_t sex, size_t s, cb_vec born)
{
    const cb_cohort_plan *p = w->plan;
    size_t cell = sex * p->statuses + s;
    cb_vec alive = w->survival[cell * w->vectors] * born, net = cb_splat(0.0);
    if (w->net)
        net = w->net[cell * w->vectors]; /* booked with age 0 */
    t->deaths[s] += born - alive;
    cb_vec people = alive + (cb_splat(1.0) - cb_splat(p->half)) * net;
    if (cb_any(people < cb_splat(0.0)))
        refuse_negative(w, cell, people);
    store(w, t, cell, s, people);
}

/* Births have the status of their mothers. A world of women alone counts girls alone. */
static void walk_births(const walk *w, tally *t)
{
    const cb_cohort_plan *p = w->plan;
    cb_vec share = *row_of(w, p->female_share, w->place), half_step = cb_splat(cb_block_years(w->block) / 2.0);
    for (size_t s = 0; s < p->statuses; s++) {
        cb_vec all = half_step * t->births[s], girls = all * share;
        t->births[s] = p->sexes > 1 ? all : girls;
        for (size_t sex = 0; sex < p->sexes; sex++)
            enter(w, t, sex, s, (cb_id)sex == p->female ? girls : all - girls);
    }
}

static void book(const walk *w, cb_id field, const cb_vec *account)
{
    cb_vec *row = row_of(w, field, w->place);
    for (size_t s = 0; s < w->plan->statuses; s++)
        row[s * w->vectors] = account[s];
}

static void walk_book(const walk *w, const tally *t)
{
    const cb_cohort_plan *p = w->plan;
    cb_vec natural = cb_splat(0.0), migration = cb_splat(0.0);
    book(w, p->population, t->population);
    book(w, p->births, t->births);
    book(w, p->deaths, t->deaths);
    book(w, p->arrivals, t->arrivals);
    book(w, p->departures, t->departures);
    book(w, p->external_arrivals, t->external_arrivals);
    book(w, p->external_departures, t->external_departures);
    book(w, p->rural_to_urban, t->rural_to_urban);
    for (size_t s = 0; s < p->statuses; s++) {
        natural += t->births[s] - t->deaths[s];
        migration += t->arrivals[s] - t->departures[s] + t->external_arrivals[s] - t->external_departures[s];
    }
    *row_of(w, p->natural_increase, w->place) = natural;
    *row_of(w, p->net_migration, w->place) = migration;
    *row_of(w, p->minimum, w->place) = t->smallest;
}

INLINE tally walk_ages(const walk *w, size_t statuses)
{
    const cb_cohort_plan *p = w->plan;
    tally t = {.smallest = cb_splat(INFINITY)};
    cb_move_hazards hazards;
    cb_moves moves[CB_MOST_STATUSES];
    cb_move_hazards_read(&hazards, &p->moves, w->block, w->place, w->vector);
    for (size_t age = 0; age < p->ages; age++) {
        cb_moves_at_age(&hazards, &p->moves, age, moves);
        for (size_t sex = 0; sex < p->sexes; sex++)
            walk_age(w, &t, statuses, moves, age, sex);
    }
    return t;
}

static tally walk_of_statuses(const walk *w)
{
    switch (w->plan->statuses) {
    case 1:
        return walk_ages(w, 1);
    case 2:
        return walk_ages(w, 2);
    case 3:
        return walk_ages(w, 3);
    default:
        return walk_ages(w, w->plan->statuses);
    }
}

void cb_cohort_walk(const cb_cohort_plan *plan, cb_block *block, size_t place, size_t vector)
{
    walk w = walk_of(plan, block, place, vector);
    tally t = walk_of_statuses(&w);
    if (w.survival)
        walk_births(&w, &t);
    walk_book(&w, &t);
}
