#include "migration_choice.h"

/* ---- what draws ------------------------------------------------------------------------------------------------- */

/* n (size / n)^elasticity: an aggregate of n counties draws as they would apart. */
static cb_vec drawn_by(const cb_migration_flows *f, size_t place, size_t vector, cb_vec size)
{
    cb_vec counties = cb_splat(f->plan->deterrence.counties[place]), zero = cb_splat(0.0);
    cb_vec drawn = counties * cb_pow(size / counties, cb_param_at(f->elasticity, place, vector));
    return cb_select(size > zero, drawn, zero);
}

/* People of the place who are not rural, or all of them; and those who are. */
static void sizes_of(const cb_migration_flows *f, const cb_block *block, size_t place, size_t vector, cb_vec *towns,
                     cb_vec *villages)
{
    cb_view population = cb_block_view(block, f->plan->population);
    const cb_vec *row = cb_view_row(population, place, vector);
    *towns = *villages = cb_splat(0.0);
    for (size_t s = 0; s < population.cells; s++)
        if (f->plan->towns && (cb_id)s == f->plan->moves.roles.rural)
            *villages += row[s * population.vectors];
        else
            *towns += row[s * population.vectors];
}

/* ---- places that are to grow more, or less, than they draw ------------------------------------------------------- */

/* More arrive, by a share of the people of the start: a share of those present would let what grows grow faster and
 * faster, and the mean of many futures leave the middle one. */
static cb_vec arrivals_factor(const cb_migration_flows *f, size_t place, size_t vector, cb_vec people)
{
    cb_vec zero = cb_splat(0.0), more = cb_max(cb_param_at(f->growth_deviation, place, vector), zero);
    cb_vec arriving = cb_param_at(f->arrival_rate, place, vector) * people;
    return cb_splat(1.0) + cb_select(people > zero, more * cb_splat(f->plan->start[place]) / arriving, zero);
}

/* More leave, by a share of those present. `level`: hazards by status. */
static cb_vec departures_factor(const cb_migration_flows *f, const cb_block *block, size_t place, size_t vector,
                                cb_view level)
{
    cb_view population = cb_block_view(block, f->plan->population);
    const cb_vec *people = cb_view_row(population, place, vector), *hazard = cb_view_row(level, place, vector);
    cb_vec zero = cb_splat(0.0), leaving = zero, all = zero;
    cb_vec more = cb_max(-cb_param_at(f->growth_deviation, place, vector), zero);
    for (size_t s = 0; s < level.cells; s++) {
        leaving += hazard[s * level.vectors] * people[s * population.vectors];
        all += people[s * population.vectors];
    }
    return cb_splat(1.0) + cb_select(leaving > zero, more * all / leaving, zero);
}

static void weight_visit(cb_block *block, size_t place, size_t vector, void *context)
{
    const cb_migration_flows *f = context;
    const cb_migration_plan *p = f->plan;
    const double *by_age = cb_block_shared(block, p->attraction_by_age);
    cb_vec towns, villages;
    sizes_of(f, block, place, vector, &towns, &villages);
    cb_vec pull = cb_param_at(f->attraction, place, vector) -
                  cb_param_at(f->barrier_effect, place, vector) * cb_param_at(f->barrier, place, vector);
    cb_vec size = drawn_by(f, place, vector, towns) * arrivals_factor(f, place, vector, towns + villages);
    for (size_t w = 0; w < p->sizes; w++)
        *cb_flow_column(f->weight, f, f->weights, place, w, vector) =
            size * cb_exp(by_age ? pull + cb_splat(by_age[place * p->groups + w]) : pull);
    if (p->villages)
        *cb_flow_column(f->weight, f, f->weights, place, p->sizes, vector) = drawn_by(f, place, vector, villages);
}

void cb_migration_weights(cb_block *block, cb_migration_flows *flows)
{
    cb_each_place(block, weight_visit, flows);
}

/* ---- who stays in the own place --------------------------------------------------------------------------------- */

/* Share of those who choose by weight w that choose their own place; all of them where there is nothing else. */
static cb_vec stay_of(const cb_migration_flows *f, size_t place, size_t w, size_t vector)
{
    cb_vec own =
        cb_splat(f->plan->deterrence.within[place]) * *cb_flow_column(f->weight, f, f->weights, place, w, vector);
    cb_vec all = own + *cb_flow_column(f->reach, f, f->weights, place, w, vector);
    return cb_select(all > cb_splat(0.0), own / all, cb_splat(1.0));
}

static void level_visit(cb_block *block, size_t place, size_t vector, void *context)
{
    const cb_migration_flows *f = context;
    const cb_migration_plan *p = f->plan;
    cb_view level = cb_block_view(block, p->out_level), stay = cb_block_view(block, p->town_stay);
    cb_vec zero = cb_splat(0.0), rate = cb_param_at(f->out_rate, place, vector);
    cb_vec any = cb_splat(p->deterrence.within[place]) * *cb_flow_column(f->weight, f, f->weights, place, 0, vector) +
                 *cb_flow_column(f->reach, f, f->weights, place, 0, vector);
    rate = cb_select(any > zero, rate, zero);
    for (size_t s = 0; s < level.cells; s++)
        cb_view_row(level, place, vector)[s * level.vectors] = rate * cb_param_at(f->factor[s], place, vector);
    cb_vec more = departures_factor(f, block, place, vector, level); /* to other places: as many stay as before */
    for (size_t s = 0; s < level.cells; s++)
        cb_view_row(level, place, vector)[s * level.vectors] *= more;
    for (size_t g = 0; g < p->groups; g++)
        cb_view_row(stay, place, vector)[g * stay.vectors] = stay_of(f, place, cb_town_weight(f, g), vector) / more;
    if (p->villages)
        *cb_view_row(cb_block_view(block, p->village_stay), place, vector) = stay_of(f, place, p->sizes, vector) / more;
}

void cb_migration_levels(cb_block *block, cb_migration_flows *flows)
{
    cb_each_place(block, level_visit, flows);
}
