#include "migration_flow.h"

#include <string.h>

typedef struct flows {
    const cb_migration_plan *plan;
    cb_param_view out_rate, elasticity, attraction, decay;
    size_t vectors;
    bool shared;    /* every lane has the decay of the kernel */
    cb_vec *weight; /* W: [place][vector] */
    cb_vec *reach;  /* D = F W: [place][vector] */
    cb_vec *ready;  /* leavers over D, then F' of it: [group][place][vector] */
    cb_vec *drawn;
    cb_vec *pool;   /* leavers of the system: [vector][cell] */
    cb_vec *decays; /* [vector] */
} flows;

static void weight_visit(cb_block *block, size_t place, size_t vector, void *context)
{
    const flows *f = context;
    cb_view population = cb_block_view(block, f->plan->population);
    const cb_vec *row = cb_view_row(population, place, vector);
    cb_vec size = cb_splat(0.0);
    for (size_t s = 0; s < population.cells; s++)
        size += row[s * population.vectors];
    cb_vec drawn =
        cb_pow(size, cb_param_at(f->elasticity, place, vector)) * cb_exp(cb_param_at(f->attraction, place, vector));
    f->weight[place * f->vectors + vector] = cb_select(size > cb_splat(0.0), drawn, cb_splat(0.0));
}

/* D = F W. */
static void reach_compute(cb_block *block, const flows *f)
{
    const double *distance = cb_block_shared(block, f->plan->distance);
    if (f->shared)
        cb_kernel_forward(f->plan->kernel, f->vectors, f->weight, f->reach);
    else
        cb_decay_forward(f->plan->places, distance, f->vectors, f->decays, f->weight, f->reach);
}

static void level_visit(cb_block *block, size_t place, size_t vector, void *context)
{
    const flows *f = context;
    cb_view level = cb_block_view(block, f->plan->out_level);
    cb_vec *row = cb_view_row(level, place, vector), zero = cb_splat(0.0);
    cb_vec rate =
        cb_select(f->reach[place * f->vectors + vector] > zero, cb_param_at(f->out_rate, place, vector), zero);
    for (size_t s = 0; s < level.cells; s++)
        row[s * level.vectors] = rate;
}

/* Leavers of a place: by cell into the pool of the system, by group over D into `ready`. */
static void leavers_visit(cb_block *block, size_t place, size_t vector, cb_vec *partial, void *context)
{
    const flows *f = context;
    const cb_migration_plan *p = f->plan;
    cb_view people = cb_block_view(block, p->cohorts);
    const cb_vec *row = cb_view_row(people, place, vector);
    cb_vec reach = f->reach[place * f->vectors + vector], zero = cb_splat(0.0);
    cb_move_hazards hazards;
    cb_moves moves[CB_MOST_STATUSES];
    cb_move_hazards_read(&hazards, &p->moves, block, place, vector);
    for (size_t age = 0, cell = 0; age < p->ages; age++) {
        cb_vec *ready = f->ready + (p->group[age] * p->places + place) * f->vectors + vector;
        cb_moves_at_age(&hazards, &p->moves, age, moves);
        for (size_t sex = 0; sex < p->sexes; sex++)
            for (size_t s = 0; s < p->statuses; s++, cell++) {
                cb_vec leavers = row[cell * people.vectors] * moves[s].leave;
                partial[cell] += leavers;
                *ready += leavers;
            }
    }
    for (size_t g = 0; g < p->groups; g++) {
        cb_vec *ready = f->ready + (g * p->places + place) * f->vectors + vector;
        *ready = cb_select(reach > zero, *ready / reach, zero);
    }
}

/* The share of each age, sex and status among the leavers of its group. */
static void share_fill(cb_block *block, const flows *f, size_t vector)
{
    const cb_migration_plan *p = f->plan;
    cb_view share = cb_block_view(block, p->mover_share);
    const cb_vec *pool = f->pool + vector * share.cells;
    cb_vec *row = cb_view_row(share, 0, vector), zero = cb_splat(0.0);
    size_t per_age = p->sexes * p->statuses;
    for (size_t first = 0; first < p->ages;) {
        size_t end = first;
        cb_vec sum = zero;
        for (; end < p->ages && p->group[end] == p->group[first]; end++)
            for (size_t c = end * per_age; c < (end + 1) * per_age; c++)
                sum += pool[c];
        for (size_t c = first * per_age; c < end * per_age; c++)
            row[c * share.vectors] = cb_select(sum > zero, pool[c] / sum, zero);
        first = end;
    }
}

/* I = W .* F' (O ./ D), group by group. */
static void inflow_compute(cb_block *block, const flows *f)
{
    const cb_migration_plan *p = f->plan;
    size_t stride = p->places * f->vectors;
    if (f->shared)
        for (size_t g = 0; g < p->groups; g++)
            cb_kernel_transposed(p->kernel, f->vectors, f->ready + g * stride, f->drawn + g * stride);
    else
        cb_decay_transposed(p->places, cb_block_shared(block, p->distance), f->vectors, f->decays, p->groups, f->ready,
                            f->drawn);
    cb_view inflow = cb_block_view(block, p->inflow);
    for (size_t g = 0; g < p->groups; g++)
        for (size_t place = 0; place < p->places; place++)
            for (size_t v = 0; v < f->vectors; v++)
                cb_view_row(inflow, place, v)[g * f->vectors] =
                    f->weight[place * f->vectors + v] * f->drawn[g * stride + place * f->vectors + v];
}

static cb_status flows_begin(cb_block *block, flows *f)
{
    const cb_migration_plan *p = f->plan;
    size_t stride = p->places * f->vectors;
    f->weight = cb_block_workspace(block, stride);
    f->reach = cb_block_workspace(block, stride);
    f->ready = cb_block_workspace(block, p->groups * stride);
    f->drawn = cb_block_workspace(block, p->groups * stride);
    f->pool = cb_block_workspace(block, f->vectors * p->ages * p->sexes * p->statuses);
    f->decays = cb_block_workspace(block, f->vectors);
    if (!f->weight || !f->reach || !f->ready || !f->drawn || !f->pool || !f->decays)
        return CB_ERROR_MEMORY;
    memset(f->ready, 0, p->groups * stride * sizeof *f->ready);
    for (size_t v = 0; v < f->vectors; v++)
        f->decays[v] = cb_param_at(f->decay, 0, v);
    f->shared = !f->decay.lane_stride && *f->decay.data == p->decay;
    if (f->decay.place_stride)
        return cb_block_fail(block, "migration.distance_decay must be the same in all places: a distance has two ends");
    return CB_OK;
}

cb_status cb_migration_flow(const cb_migration_plan *p, cb_block *block)
{
    flows f = {.plan = p,
               .out_rate = cb_block_param(block, p->out_rate),
               .elasticity = cb_block_param(block, p->elasticity),
               .attraction = cb_block_param(block, p->attraction),
               .decay = cb_block_param(block, p->distance_decay),
               .vectors = cb_block_vectors(block)};
    cb_status status = flows_begin(block, &f);
    if (status)
        return status;
    cb_each_place(block, weight_visit, &f);
    reach_compute(block, &f);
    cb_each_place(block, level_visit, &f);
    status = cb_sum_places(block, p->ages * p->sexes * p->statuses, leavers_visit, &f, f.pool);
    for (size_t v = 0; v < f.vectors && !status; v++)
        share_fill(block, &f, v);
    if (!status)
        inflow_compute(block, &f);
    return status;
}
