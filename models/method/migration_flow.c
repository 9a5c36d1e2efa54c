#include "migration_flow.h"

#include <string.h>

/* Columns of a product: weights are one or more of towns and then one of villages; movers are groups to towns and then
 * groups to villages. All columns of a place lie together, each with its vectors. */
typedef struct flows {
    const cb_migration_plan *plan;
    cb_param_view out_rate, factor[CB_MOST_STATUSES], elasticity, attraction, decay, barrier, barrier_effect;
    cb_param_view growth_deviation, arrival_rate;
    size_t vectors, weights, movers; /* columns */
    bool shared;                     /* every lane has the decay of the kernel */
    cb_vec *weight;                  /* W: [place][weights][vector] */
    cb_vec *reach;                   /* F W over other places, likewise */
    cb_vec *ready;                   /* leavers over their reach: [place][movers][vector] */
    cb_vec *drawn;                   /* F' of it */
    cb_vec *pool;                    /* leavers of the system: [vector][cell to town, cell to village] */
    cb_vec *decays;                  /* [column][vector] */
} flows;

static cb_vec *column(cb_vec *of, const flows *f, size_t columns, size_t place, size_t column, size_t vector)
{
    return of + (place * columns + column) * f->vectors + vector;
}

static size_t town_weight(const flows *f, size_t group)
{
    return f->plan->sizes > 1 ? group : 0;
}

/* ---- what draws ------------------------------------------------------------------------------------------------- */

/* n (size / n)^elasticity: an aggregate of n counties draws as they would apart. */
static cb_vec drawn_by(const flows *f, size_t place, size_t vector, cb_vec size)
{
    cb_vec counties = cb_splat(f->plan->deterrence.counties[place]), zero = cb_splat(0.0);
    cb_vec drawn = counties * cb_pow(size / counties, cb_param_at(f->elasticity, place, vector));
    return cb_select(size > zero, drawn, zero);
}

/* People of the place who are not rural, or all of them; and those who are. */
static void sizes_of(const flows *f, const cb_block *block, size_t place, size_t vector, cb_vec *towns,
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
static cb_vec arrivals_factor(const flows *f, size_t place, size_t vector, cb_vec people)
{
    cb_vec zero = cb_splat(0.0), more = cb_max(cb_param_at(f->growth_deviation, place, vector), zero);
    cb_vec arriving = cb_param_at(f->arrival_rate, place, vector) * people;
    return cb_splat(1.0) + cb_select(people > zero, more * cb_splat(f->plan->start[place]) / arriving, zero);
}

/* More leave, by a share of those present. `level`: hazards by status. */
static cb_vec departures_factor(const flows *f, const cb_block *block, size_t place, size_t vector, cb_view level)
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
    const flows *f = context;
    const cb_migration_plan *p = f->plan;
    const double *by_age = cb_block_shared(block, p->attraction_by_age);
    cb_vec towns, villages;
    sizes_of(f, block, place, vector, &towns, &villages);
    cb_vec pull = cb_param_at(f->attraction, place, vector) -
                  cb_param_at(f->barrier_effect, place, vector) * cb_param_at(f->barrier, place, vector);
    cb_vec size = drawn_by(f, place, vector, towns) * arrivals_factor(f, place, vector, towns + villages);
    for (size_t w = 0; w < p->sizes; w++)
        *column(f->weight, f, f->weights, place, w, vector) =
            size * cb_exp(by_age ? pull + cb_splat(by_age[place * p->groups + w]) : pull);
    if (p->villages)
        *column(f->weight, f, f->weights, place, p->sizes, vector) = drawn_by(f, place, vector, villages);
}

static void product(cb_block *block, const flows *f, size_t columns, bool transposed, const cb_vec *x, cb_vec *y)
{
    const cb_migration_plan *p = f->plan;
    const double *distance = cb_block_shared(block, p->distance);
    if (f->shared)
        (transposed ? cb_kernel_transposed : cb_kernel_forward)(p->kernel, columns * f->vectors, x, y);
    else
        cb_decay_product(p->places, distance, columns * f->vectors, f->decays, x, y); /* distance is symmetric */
}

/* ---- who stays in the own place --------------------------------------------------------------------------------- */

/* Share of those who choose by weight w that choose their own place; all of them where there is nothing else. */
static cb_vec stay_of(const flows *f, size_t place, size_t w, size_t vector)
{
    cb_vec own = cb_splat(f->plan->deterrence.within[place]) * *column(f->weight, f, f->weights, place, w, vector);
    cb_vec all = own + *column(f->reach, f, f->weights, place, w, vector);
    return cb_select(all > cb_splat(0.0), own / all, cb_splat(1.0));
}

static void level_visit(cb_block *block, size_t place, size_t vector, void *context)
{
    const flows *f = context;
    const cb_migration_plan *p = f->plan;
    cb_view level = cb_block_view(block, p->out_level), stay = cb_block_view(block, p->town_stay);
    cb_vec zero = cb_splat(0.0), rate = cb_param_at(f->out_rate, place, vector);
    cb_vec any = cb_splat(p->deterrence.within[place]) * *column(f->weight, f, f->weights, place, 0, vector) +
                 *column(f->reach, f, f->weights, place, 0, vector);
    rate = cb_select(any > zero, rate, zero);
    for (size_t s = 0; s < level.cells; s++)
        cb_view_row(level, place, vector)[s * level.vectors] = rate * cb_param_at(f->factor[s], place, vector);
    cb_vec more = departures_factor(f, block, place, vector, level); /* to other places: as many stay as before */
    for (size_t s = 0; s < level.cells; s++)
        cb_view_row(level, place, vector)[s * level.vectors] *= more;
    for (size_t g = 0; g < p->groups; g++)
        cb_view_row(stay, place, vector)[g * stay.vectors] = stay_of(f, place, town_weight(f, g), vector) / more;
    if (p->villages)
        *cb_view_row(cb_block_view(block, p->village_stay), place, vector) = stay_of(f, place, p->sizes, vector) / more;
}

/* ---- who leaves ------------------------------------------------------------------------------------------------- */

static void ready_divide(const flows *f, size_t place, size_t vector)
{
    const cb_migration_plan *p = f->plan;
    cb_vec zero = cb_splat(0.0);
    for (size_t m = 0; m < f->movers; m++) {
        size_t w = m < p->groups ? town_weight(f, m) : p->sizes;
        cb_vec *ready = column(f->ready, f, f->movers, place, m, vector);
        cb_vec reach = *column(f->reach, f, f->weights, place, w, vector);
        *ready = cb_select(reach > zero, *ready / reach, zero);
    }
}

/* Inlined with constants, as the walk of cohorts. */
CB_INLINE void leavers_of(cb_block *block, const flows *f, size_t place, size_t vector, size_t statuses,
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
        *column(f->ready, f, f->movers, place, p->group[age], vector) += town_bound;
        if (p->villages)
            *column(f->ready, f, f->movers, place, p->groups + p->group[age], vector) += village_bound;
    }
    ready_divide(f, place, vector);
}

/* Leavers of a place: by cell into the pool of the system, by group over their reach into `ready`. */
static void leavers_visit(cb_block *block, size_t place, size_t vector, cb_vec *partial, void *context)
{
    const flows *f = context;
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

static cb_status leavers_compute(cb_block *block, flows *f)
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
    const flows *f = context;
    const cb_migration_plan *p = f->plan;
    for (size_t m = 0; m < f->movers; m++) {
        bool town = m < p->groups;
        cb_view inflow = cb_block_view(block, town ? p->town_inflow : p->village_inflow);
        cb_vec weight = *column(f->weight, f, f->weights, place, town ? town_weight(f, m) : p->sizes, vector);
        cb_view_row(inflow, place, vector)[m % p->groups * inflow.vectors] =
            weight * *column(f->drawn, f, f->movers, place, m, vector);
    }
}

/* ---- the step --------------------------------------------------------------------------------------------------- */

static cb_status flows_reserve(cb_block *block, flows *f)
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

static void decays_fill(flows *f)
{
    const cb_migration_plan *p = f->plan;
    f->shared = p->power || (!f->decay.lane_stride && *f->decay.data == p->decay);
    if (f->shared)
        return;
    for (size_t c = 0; c < f->weights + f->movers; c++)
        for (size_t v = 0; v < f->vectors; v++)
            f->decays[c * f->vectors + v] = cb_param_at(f->decay, 0, v);
}

static flows flows_of(const cb_migration_plan *p, const cb_block *block)
{
    flows f = {.plan = p,
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
    flows f = flows_of(p, block);
    cb_status status = flows_reserve(block, &f);
    if (status)
        return status;
    decays_fill(&f);
    cb_each_place(block, weight_visit, &f);
    product(block, &f, f.weights, false, f.weight, f.reach);
    cb_each_place(block, level_visit, &f);
    status = leavers_compute(block, &f);
    if (status)
        return status;
    product(block, &f, f.movers, true, f.ready, f.drawn);
    cb_each_place(block, inflow_visit, &f);
    return CB_OK;
}
