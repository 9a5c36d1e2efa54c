#include "cohort_walk.h"

#include <math.h>

/* A walk through the ages of one place for eight members. Rows of absent fields are NULL. */
typedef struct walk {
    const cb_cohort_plan *plan;
    cb_block *block;
    size_t place, vector, vectors;
    cb_vec *people;
    const cb_vec *survival, *fertility, *net, *inflow, *share;
    cb_move_hazards hazards;
    cb_moves moves[CB_MOST_STATUSES];
    cb_vec younger[CB_MOST_SEXES][CB_MOST_STATUSES]; /* P of the age before */
    cb_vec population[CB_MOST_STATUSES], smallest;
    cb_vec births[CB_MOST_STATUSES], deaths[CB_MOST_STATUSES], arrivals[CB_MOST_STATUSES];
    cb_vec departures[CB_MOST_STATUSES], external_arrivals[CB_MOST_STATUSES], external_departures[CB_MOST_STATUSES];
    cb_vec rural_to_urban[CB_MOST_STATUSES];
} walk;

static cb_vec *row_of(const walk *w, cb_id field, size_t place)
{
    cb_view view = cb_block_view(w->block, field);
    return view.data ? cb_view_row(view, place, w->vector) : NULL;
}

static void walk_begin(walk *w, const cb_cohort_plan *plan, cb_block *block, size_t place, size_t vector)
{
    *w = (walk){.plan = plan,
                .block = block,
                .place = place,
                .vector = vector,
                .vectors = cb_block_vectors(block),
                .smallest = cb_splat(INFINITY)};
    w->people = row_of(w, plan->cohorts, place);
    w->survival = row_of(w, plan->survival, place);
    w->fertility = row_of(w, plan->fertility, place);
    w->net = row_of(w, plan->net_migrants, place);
    w->inflow = row_of(w, plan->inflow, place);
    w->share = row_of(w, plan->mover_share, 0);
    cb_move_hazards_read(&w->hazards, &plan->moves, block, place, vector);
}

static void refuse_negative(const walk *w, size_t cell, cb_vec people)
{
    const cb_cohort_plan *p = w->plan;
    double years = cb_block_years(w->block), worst = 0.0;
    if (!w->net || !cb_any(people < cb_splat(0.0)))
        return;
    for (size_t lane = 0; lane < CB_WIDTH; lane++)
        worst = fmin(worst, people[lane]);
    (void)!cb_block_fail(w->block,
                         "place %s, age %g, year %.0f: the table net_migration takes the cell below zero (%g persons); "
                         "give smaller net departures there, or more people at the start",
                         cb_block_place_id(w->block, w->place), (double)(cell / p->statuses / p->sexes) * years,
                         cb_block_time(w->block) - 1.0 + years, worst);
}

/* Books a move of `people` from the rural status to an urban one. */
static void turn_urban(walk *w, cb_vec *here, cb_id to, cb_vec people)
{
    here[to] += people;
    w->rural_to_urban[w->plan->moves.rural] -= people;
    w->rural_to_urban[to] += people;
}

/* Moves of one age and sex, booked; `here` receives those who live here afterwards, by status. */
static void move_cells(walk *w, size_t age, size_t first, cb_vec *here)
{
    const cb_cohort_plan *p = w->plan;
    cb_vec turning = cb_splat(0.0), rural_arrivals = cb_splat(0.0);
    for (size_t s = 0; s < p->statuses; s++) {
        size_t at = (first + s) * w->vectors;
        cb_vec people = w->people[at], arriving = cb_splat(0.0);
        if (w->inflow)
            arriving = w->inflow[p->group[age] * w->vectors] * w->share[at];
        w->departures[s] += people * w->moves[s].leave;
        w->arrivals[s] += arriving;
        here[s] = people * w->moves[s].stay;
        if ((cb_id)s == p->moves.rural) {
            turning = people * w->moves[s].turn;
            rural_arrivals = arriving;
        } else {
            here[s] += arriving;
        }
    }
    if (p->moves.rural == CB_NONE)
        return;
    turn_urban(w, here, p->settles_as, turning);
    turn_urban(w, here, p->arrives_as, rural_arrivals);
}

static void store(walk *w, size_t cell, size_t status, cb_vec people)
{
    w->people[cell * w->vectors] = people;
    w->population[status] += people;
    w->smallest = cb_min(w->smallest, people);
}

/* The net migrants of a cell, booked; zero where none are given. */
static cb_vec net_at(walk *w, size_t cell, size_t status)
{
    if (!w->net)
        return cb_splat(0.0);
    cb_vec net = w->net[cell * w->vectors], zero = cb_splat(0.0);
    w->external_arrivals[status] += cb_max(net, zero);
    w->external_departures[status] += cb_max(-net, zero);
    return net;
}

/* One cell a step older: E(a) from P(a-1) in `younger` and P(a) in `here`. Newborns wait for the births, and have no
 * mothers among them. */
static void age_cell(walk *w, size_t age, size_t sex, size_t s, cb_vec here)
{
    const cb_cohort_plan *p = w->plan;
    size_t cell = (age * p->sexes + sex) * p->statuses + s;
    cb_vec net = net_at(w, cell, s), half = cb_splat(p->half);
    here += half * net;
    refuse_negative(w, cell, here);
    cb_vec exposed = w->younger[sex][s];
    w->younger[sex][s] = here;
    if (!age)
        return;
    if (age + 1 == p->ages)
        exposed += here;
    cb_vec alive = w->survival[cell * w->vectors] * exposed, older = alive + half * net;
    if ((cb_id)sex == p->female)
        w->births[s] += w->fertility[(age * p->statuses + s) * w->vectors] * (here + older);
    w->deaths[s] += exposed - alive;
    older += (cb_splat(1.0) - half - half) * net;
    refuse_negative(w, cell, older);
    store(w, cell, s, older);
}

static void walk_age(walk *w, size_t age, size_t sex)
{
    const cb_cohort_plan *p = w->plan;
    size_t first = (age * p->sexes + sex) * p->statuses;
    cb_vec here[CB_MOST_STATUSES];
    move_cells(w, age, first, here);
    for (size_t s = 0; s < p->statuses; s++)
        if (w->survival)
            age_cell(w, age, sex, s, here[s]);
        else
            store(w, first + s, s, here[s]);
}

/* Newborns of one sex and status; `born` are the births of that sex. */
static void enter(walk *w, size_t sex, size_t s, cb_vec born)
{
    const cb_cohort_plan *p = w->plan;
    size_t cell = sex * p->statuses + s;
    cb_vec alive = w->survival[cell * w->vectors] * born, net = cb_splat(0.0);
    if (w->net)
        net = w->net[cell * w->vectors]; /* booked with age 0 */
    w->deaths[s] += born - alive;
    cb_vec people = alive + (cb_splat(1.0) - cb_splat(p->half)) * net;
    refuse_negative(w, cell, people);
    store(w, cell, s, people);
}

/* Births have the status of their mothers. A world of women alone counts girls alone. */
static void walk_births(walk *w)
{
    const cb_cohort_plan *p = w->plan;
    cb_vec share = *row_of(w, p->female_share, w->place), half_step = cb_splat(w->hazards.years / 2.0);
    for (size_t s = 0; s < p->statuses; s++) {
        cb_vec all = half_step * w->births[s], girls = all * share;
        w->births[s] = p->sexes > 1 ? all : girls;
        for (size_t sex = 0; sex < p->sexes; sex++)
            enter(w, sex, s, (cb_id)sex == p->female ? girls : all - girls);
    }
}

static void book(const walk *w, cb_id field, const cb_vec *accounts)
{
    cb_vec *row = row_of(w, field, w->place);
    for (size_t s = 0; s < w->plan->statuses; s++)
        row[s * w->vectors] = accounts[s];
}

static void walk_book(const walk *w)
{
    const cb_cohort_plan *p = w->plan;
    cb_vec natural = cb_splat(0.0), migration = cb_splat(0.0);
    book(w, p->population, w->population);
    book(w, p->births, w->births);
    book(w, p->deaths, w->deaths);
    book(w, p->arrivals, w->arrivals);
    book(w, p->departures, w->departures);
    book(w, p->external_arrivals, w->external_arrivals);
    book(w, p->external_departures, w->external_departures);
    book(w, p->rural_to_urban, w->rural_to_urban);
    for (size_t s = 0; s < p->statuses; s++) {
        natural += w->births[s] - w->deaths[s];
        migration += w->arrivals[s] - w->departures[s] + w->external_arrivals[s] - w->external_departures[s];
    }
    *row_of(w, p->natural_increase, w->place) = natural;
    *row_of(w, p->net_migration, w->place) = migration;
    *row_of(w, p->minimum, w->place) = w->smallest;
}

void cb_cohort_walk(const cb_cohort_plan *p, cb_block *block, size_t place, size_t vector)
{
    walk w;
    walk_begin(&w, p, block, place, vector);
    for (size_t age = 0; age < p->ages; age++) {
        cb_moves_at_age(&w.hazards, &p->moves, age, w.moves);
        for (size_t sex = 0; sex < p->sexes; sex++)
            walk_age(&w, age, sex);
    }
    if (w.survival)
        walk_births(&w);
    walk_book(&w);
}
