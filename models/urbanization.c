/* Rural people who turn urban in their place: by a rate, or along a closed form of the urban share u.
 *
 *   rate       hazard r:               u' = 1 - (1 - u) exp(-r t)
 *   logistic   to a saturation K:      u' = K u / (u + (K - u) exp(-s t))
 *   urgd       urban-rural growth difference d:  logit u' = logit u + d t
 *
 * The forms are exact over a step of any length. The path u* of a closed form starts at the place's share and is
 * advanced by itself; the realised share u is led to it by the exit probability max(0, (u*' - u) / (1 - u)) of rural
 * people, so natural increase and migration part the two where no exit can close the gap.
 *
 * Northam 1975, Urban Geography; United Nations 1974, Manual VIII (growth difference). */
#include <stdlib.h>

#include "method/people.h"

enum { RATE, LOGISTIC, URGD };

typedef struct urbanization_plan {
    int form;
    cb_id rural; /* CB_NONE: nobody can turn */
    cb_id cohorts, population, hazard, path;
    cb_id rate, saturation, speed, difference;
} urbanization_plan;

static cb_status urbanization_prepare(cb_setup *setup, void **plan)
{
    urbanization_plan *made = calloc(1, sizeof *made);
    *plan = made;
    if (!made)
        return CB_ERROR_MEMORY;
    *made = (urbanization_plan){.form = (int)cb_setup_number(setup, "urbanization.form", RATE),
                                .rural = cb_status_roles_find(setup).rural,
                                .cohorts = cb_setup_field(setup, "cohorts"),
                                .population = cb_setup_field(setup, "population"),
                                .hazard = cb_setup_field(setup, "rural_to_urban_hazard"),
                                .path = cb_setup_field(setup, "urban_share_path"),
                                .rate = cb_setup_param(setup, "urbanization.rate"),
                                .saturation = cb_setup_param(setup, "urbanization.saturation"),
                                .speed = cb_setup_param(setup, "urbanization.speed"),
                                .difference = cb_setup_param(setup, "urbanization.growth_difference")};
    return CB_OK;
}

static void urbanization_release(void *plan)
{
    free(plan);
}

/* Share of people who are not rural, of cells of which every `statuses`-th is of one status; 1 where nobody lives. */
static cb_vec urban_share(const urbanization_plan *p, const cb_vec *row, cb_view view, size_t statuses)
{
    cb_vec rural = cb_splat(0.0), all = cb_splat(0.0), one = cb_splat(1.0);
    for (size_t cell = 0; cell < view.cells; cell++) {
        all += row[cell * view.vectors];
        if ((cb_id)(cell % statuses) == p->rural)
            rural += row[cell * view.vectors];
    }
    return cb_select(all > cb_splat(0.0), one - rural / all, one);
}

static void start_visit(cb_block *block, size_t place, size_t vector, void *context)
{
    const urbanization_plan *p = context;
    cb_view cohorts = cb_block_view(block, p->cohorts), path = cb_block_view(block, p->path);
    size_t statuses = cb_block_view(block, p->population).cells;
    *cb_view_row(path, place, vector) = urban_share(p, cb_view_row(cohorts, place, vector), cohorts, statuses);
}

static cb_status urbanization_start(cb_block *block, const void *plan)
{
    urbanization_plan p = *(const urbanization_plan *)plan;
    cb_each_place(block, start_visit, &p);
    return CB_OK;
}

typedef struct forms {
    const urbanization_plan *plan;
    cb_param_view rate, saturation, speed, difference;
    cb_vec years;
} forms;

/* The share that the form alone gives at the end of a step that begins with `share`. */
static cb_vec advance(const forms *f, cb_vec share, size_t place, size_t vector)
{
    cb_vec one = cb_splat(1.0);
    if (f->plan->form == LOGISTIC) {
        cb_vec most = cb_param_at(f->saturation, place, vector);
        cb_vec left = cb_exp(-cb_param_at(f->speed, place, vector) * f->years);
        return most * share / (share + (most - share) * left);
    }
    if (f->plan->form == URGD) {
        cb_vec odds = cb_exp(cb_param_at(f->difference, place, vector) * f->years);
        return share * odds / (one - share + share * odds);
    }
    return one - (one - share) * cb_exp(-cb_param_at(f->rate, place, vector) * f->years);
}

/* The hazard that leads `share` to `path` in a step; 0 where everybody is urban or the share is ahead of the path. */
static cb_vec hazard_to(cb_vec share, cb_vec path, cb_vec years)
{
    cb_vec one = cb_splat(1.0), zero = cb_splat(0.0), least = cb_splat(0x1p-53);
    cb_vec exit = cb_select(share < one, (path - share) / (one - share), zero);
    return -cb_log(cb_max(one - cb_max(exit, zero), least)) / years;
}

static void step_visit(cb_block *block, size_t place, size_t vector, void *context)
{
    const forms *f = context;
    const urbanization_plan *p = f->plan;
    cb_view population = cb_block_view(block, p->population);
    cb_vec *path = cb_view_row(cb_block_view(block, p->path), place, vector);
    cb_vec *hazard = cb_view_row(cb_block_view(block, p->hazard), place, vector);
    *path = advance(f, *path, place, vector);
    if (p->form == RATE)
        *hazard = cb_param_at(f->rate, place, vector);
    else
        *hazard = hazard_to(urban_share(p, cb_view_row(population, place, vector), population, population.cells), *path,
                            f->years);
}

static cb_status urbanization_step(cb_block *block, const void *plan)
{
    const urbanization_plan *p = plan;
    forms f = {.plan = p,
               .rate = cb_block_param(block, p->rate),
               .saturation = cb_block_param(block, p->saturation),
               .speed = cb_block_param(block, p->speed),
               .difference = cb_block_param(block, p->difference),
               .years = cb_splat(cb_block_years(block))};
    cb_each_place(block, step_visit, &f);
    return CB_OK;
}

/* ---- declaration ------------------------------------------------------------------------------------------------ */

static const cb_field fields[] = {
    {.name = "rural_to_urban_hazard",
     .unit = "1/yr",
     .long_name = "hazard of turning urban in the place, of rural people",
     .axes = "place",
     .kind = CB_SCRATCH},
    {.name = "urban_share_path",
     .unit = "1",
     .long_name = "urban share that the form alone would give",
     .axes = "place",
     .kind = CB_STATE,
     .max = 1.0,
     .record = "shares"},
    {0},
};

static const cb_param params[] = {
    {.name = "urbanization.form",
     .unit = "1",
     .doc = "how rural people turn urban: at a rate, along a logistic to a saturation, or with a constant difference "
            "of urban and rural growth (urgd)",
     .source = "assumed: a rate needs least",
     .kind = CB_PARAM_CHOICE,
     .choices = "rate logistic urgd"},
    {.name = "urbanization.rate",
     .unit = "1/yr",
     .doc = "hazard of turning urban in the place, of rural people (form rate)",
     .source = "assumed: about what, besides migration, leads Shanxi from its share of 2010 to that of 2020",
     .value = 0.01,
     .max = 1.0},
    {.name = "urbanization.saturation",
     .unit = "1",
     .doc = "share that the logistic tends to",
     .source = "Chen, Zhang & Xu 2015 (fit to China)",
     .value = 0.7999,
     .min = 0.01,
     .max = 1.0},
    {.name = "urbanization.speed",
     .unit = "1/yr",
     .doc = "growth of the logistic",
     .source = "Chen, Zhang & Xu 2015 (fit to China)",
     .value = 0.05344325,
     .max = 1.0},
    {.name = "urbanization.growth_difference",
     .unit = "1/yr",
     .doc = "growth of urban people less that of rural people (form urgd)",
     .source = "World Bank, SP.URB.TOTL.IN.ZS, China 2020-2024",
     .value = 0.0263,
     .min = -1.0,
     .max = 1.0},
    {0},
};

static const cb_indicator indicators[] = {
    {.name = "urbanization_rate_path",
     .unit = "1",
     .doc = "urban share that the form alone would give, beside the realised urbanization_rate",
     .reduction = CB_WEIGHTED_MEAN,
     .field = "urban_share_path",
     .weight = "population"},
    {0},
};

static const cb_use uses[] = {{"cohorts", CB_READ},
                              {"population", CB_READ},
                              {"rural_to_urban_hazard", CB_WRITE},
                              {"urban_share_path", CB_WRITE},
                              {0}};

const cb_process CB_PROCESS(urbanization) = {
    .name = "urbanization",
    .doc = "rural people turn urban in their place, by a rate or along a closed form of the urban share",
    .reference = "Northam 1975, Urban Geography; United Nations 1974, Methods for Projections of Urban and Rural "
                 "Population (Manual VIII)",
    .needs = "cohorts",
    .fields = fields,
    .params = params,
    .indicators = indicators,
    .uses = uses,
    .prepare = urbanization_prepare,
    .start = urbanization_start,
    .step = urbanization_step,
    .release = urbanization_release,
};
