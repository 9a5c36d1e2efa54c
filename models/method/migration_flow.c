#include "migration_flow.h"

#include <string.h>

#include "migration_choice.h"

/* ---- who leaves ------------------------------------------------------------------------------------------------- */

static void ready_divide(const cb_migration_flows *f, size_t place, size_t vector)
{
    const cb_migration_plan *p = f->plan;
    cb_vec zero = cb_splat(0.0);
    for (size_t m = 0; m < f->movers; m++) {
        size_t w = m < p->groups ? cb_town_weight(f, m) : p->sizes;
        cb_vec *ready = cb_flow_column(f->ready, f, f->movers, place, m, vector);
        cb_vec reach = *cb_flow_column(f->reach, f, f->weights, place, w, vector);
        *ready = cb_select(reach > zero, *ready / reach, zero);
    }
}

/* Inlined with constants, as the walk of cohorts. */
CB_INLINE void leavers_of(cb_block *block, const cb_migration_flows *f, size_t place, size_t vector, size_t statuses,
                          cb_status_roles roles, cb_vec *partial)
{
    const cb_migration_plan *p = f->plan;
    cb_move_fields fields = p->moves;
    cb_view people = cb_block_view(block, p->cohorts);
    const cb_vec *row = cb_view_row(people, place, vector);
    const double *special = cb_block_shared(block, p->special_people);
    cb_vec *to_village = partial + p->ages * p->sexes * statuses;
    cb_move_hazards hazards;
    cb_moves moves[CB_MOST_STATUSES];
    fields.roles = roles;
    cb_move_hazards_read(&hazards, &fields, block, place, vector);
    for (size_t age = 0, cell = 0; age < p->ages; age++) {
        cb_vec town_bound = cb_splat(0.0), village_bound = cb_splat(0.0);
        cb_moves_at_age(&hazards, &fields, statuses, age, p->group[age], moves);
        for (size_t sex = 0; sex < p->sexes; sex++)
            for (size_t s = 0; s < statuses; s++, cell++) {
                cb_fetch_ahead(row + cell * people.vectors, people.vectors);
                cb_vec persons = row[cell * people.vectors];
                if (special)
                    persons -= cb_splat(special[place * people.cells + cell]);
                cb_vec leavers = persons * moves[s].to_town, returners = persons * moves[s].to_village;
                partial[cell] += leavers;
                town_bound += leavers;
                if (!p->villages)
                    continue;
                to_village[age * p->sexes + sex] += returners;
                village_bound += returners;
            }
        *cb_flow_column(f->ready, f, f->movers, place, p->group[age], vector) += town_bound;
        if (p->villages)
            *cb_flow_column(f->ready, f, f->movers, place, p->groups + p->group[age], vector) += village_bound;
    }
    ready_divide(f, place, vector);
}

/* Leavers of a place: by cell into the pool of the system, by group over their reach into `ready`. */
static void leavers_visit(cb_block *block, size_t place, size_t vector, cb_vec *partial, void *context)
{
    const cb_migration_flows *f = context;
    cb_status_roles roles = f->plan->moves.roles;
    switch (cb_status_layout_of(f->plan->statuses, roles)) {
    case CB_LAYOUT_URBAN:
        leavers_of(block, f, place, vector, 2, CB_ROLES_URBAN, partial);
        break;
    case CB_LAYOUT_REGISTERED:
        leavers_of(block, f, place, vector, 3, CB_ROLES_REGISTERED, partial);
        break;
    default:
        leavers_of(block, f, place, vector, f->plan->statuses, roles, partial);
    }
}

/* The share of each cell among the leavers of its mover group; `width` cells an age. */
static void share_fill(const cb_migration_plan *p, cb_view share, const cb_vec *pool, size_t width, size_t vector)
{
    cb_vec *row = cb_view_row(share, 0, vector), zero = cb_splat(0.0);
    for (size_t first = 0; first < p->ages;) {
        size_t end = first;
        cb_vec sum = zero;
        for (; end < p->ages && p->group[end] == p->group[first]; end++)
            for (size_t c = end * width; c < (end + 1) * width; c++)
                sum += pool[c];
        for (size_t c = first * width; c < end * width; c++)
            row[c * share.vectors] = cb_select(sum > zero, pool[c] / sum, zero);
        first = end;
    }
}

static cb_status leavers_compute(cb_block *block, cb_migration_flows *f)
{
    const cb_migration_plan *p = f->plan;
    size_t cells = p->ages * p->sexes * p->statuses, returning = p->villages ? p->ages * p->sexes : 0;
    cb_status status = cb_sum_places(block, cells + returning, leavers_visit, f, f->pool);
    for (size_t v = 0; v < f->vectors && !status; v++) {
        const cb_vec *pool = f->pool + v * (cells + returning);
        share_fill(p, cb_block_view(block, p->town_share), pool, p->sexes * p->statuses, v);
        if (p->villages)
            share_fill(p, cb_block_view(block, p->village_share), pool + cells, p->sexes, v);
    }
    return status;
}

/* ---- who arrives ------------------------------------------------------------------------------------------------ */

static void inflow_visit(cb_block *block, size_t place, size_t vector, void *context)
{
    const cb_migration_flows *f = context;
    const cb_migration_plan *p = f->plan;
    for (size_t m = 0; m < f->movers; m++) {
        bool town = m < p->groups;
        cb_view inflow = cb_block_view(block, town ? p->town_inflow : p->village_inflow);
        cb_vec weight =
            *cb_flow_column(f->weight, f, f->weights, place, town ? cb_town_weight(f, m) : p->sizes, vector);
        cb_view_row(inflow, place, vector)[m % p->groups * inflow.vectors] =
            weight * *cb_flow_column(f->drawn, f, f->movers, place, m, vector);
    }
}

/* ---- the step --------------------------------------------------------------------------------------------------- */

static void product(cb_block *block, const cb_migration_flows *f, size_t columns, bool transposed, const cb_vec *x,
                    cb_vec *y)
{
    const cb_migration_plan *p = f->plan;
    const double *distance = cb_block_shared(block, p->distance);
    if (f->shared)
        (transposed ? cb_kernel_transposed : cb_kernel_forward)(p->kernel, columns * f->vectors, x, y);
    else
        cb_decay_product(p->places, distance, columns * f->vectors, f->decays, x, y); /* distance is symmetric */
}

static cb_status flows_reserve(cb_block *block, cb_migration_flows *f)
{
    const cb_migration_plan *p = f->plan;
    size_t weights = p->places * f->weights * f->vectors, movers = p->places * f->movers * f->vectors;
    f->weight = cb_block_workspace(block, weights);
    f->reach = cb_block_workspace(block, weights);
    f->ready = cb_block_workspace(block, movers);
    f->drawn = cb_block_workspace(block, movers);
    f->pool = cb_block_workspace(block, f->vectors * p->ages * p->sexes * (p->statuses + 1));
    f->decays = cb_block_workspace(block, f->vectors * (f->weights + f->movers));
    if (!f->weight || !f->reach || !f->ready || !f->drawn || !f->pool || !f->decays)
        return CB_ERROR_MEMORY;
    memset(f->ready, 0, movers * sizeof *f->ready);
    return CB_OK;
}

static void decays_fill(cb_migration_flows *f)
{
    const cb_migration_plan *p = f->plan;
    f->shared = p->power || (!f->decay.lane_stride && *f->decay.data == p->decay);
    if (f->shared)
        return;
    for (size_t c = 0; c < f->weights + f->movers; c++)
        for (size_t v = 0; v < f->vectors; v++)
            f->decays[c * f->vectors + v] = cb_param_at(f->decay, 0, v);
}

static cb_migration_flows flows_of(const cb_migration_plan *p, const cb_block *block)
{
    cb_migration_flows f = {.plan = p,
                            .out_rate = cb_block_param(block, p->out_rate),
                            .elasticity = cb_block_param(block, p->elasticity),
                            .attraction = cb_block_param(block, p->attraction),
                            .decay = cb_block_param(block, p->distance_decay),
                            .barrier = cb_block_param(block, p->barrier),
                            .barrier_effect = cb_block_param(block, p->barrier_effect),
                            .growth_deviation = cb_block_param(block, p->growth_deviation),
                            .arrival_rate = cb_block_param(block, p->arrival_rate),
                            .vectors = cb_block_vectors(block),
                            .weights = p->sizes + p->villages,
                            .movers = p->groups * (p->villages ? 2 : 1)};
    cb_status_roles roles = p->moves.roles;
    for (size_t s = 0; s < p->statuses; s++) {
        bool away = (cb_id)s == roles.away && cb_roles_register(roles);
        f.factor[s] = cb_block_param(block, (cb_id)s == roles.rural ? p->rural_factor
                                            : away                  ? p->away_factor
                                                                    : p->settled_factor);
    }
    return f;
}

cb_status cb_migration_flow(const cb_migration_plan *p, cb_block *block)
{
    cb_migration_flows f = flows_of(p, block);
    cb_status status = flows_reserve(block, &f);
    if (status)
        return status;
    decays_fill(&f);
    cb_migration_weights(block, &f);
    product(block, &f, f.weights, false, f.weight, f.reach);
    cb_migration_levels(block, &f);
    status = leavers_compute(block, &f);
    if (status)
        return status;
    product(block, &f, f.movers, true, f.ready, f.drawn);
    cb_each_place(block, inflow_visit, &f);
    return CB_OK;
}
