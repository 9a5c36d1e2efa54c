#include "base_people.h"

#include <math.h>
#include <stdlib.h>

#include "people.h"
#include "raking.h"
#include "special_population.h"
#include "total.h"

#define ROUNDING 1e-12 /* of a group that is special as a whole, what may seem left over */

typedef struct base_work {
    cb_setup *setup;
    const cb_census_table *census;
    const cb_schedule *lived;
    const cb_base_rule *rule;
    cb_status_roles roles;
    size_t sexes, statuses;
    double *single; /* [place][sex][single age] */
    double *system; /* [sex][single age]: all places */
    double *stock;  /* [single age]: seed of those who are unregistered */
    /* Of one place: */
    double *special; /* [sex][single age] */
    double *groups;  /* [group]: of one sex, without the special people */
    double *cells;   /* [single age][sex][status]: the others */
    double *ages;    /* [single age][sex]: the others */
    double *urban;   /* [single age][sex]: of them those who are not rural */
    double *halves;  /* [single age][sex][rural or not] */
    double *rest;    /* [status]: the others */
    double *share;   /* [status]: of the special people */
} base_work;

/* ---- single ages ------------------------------------------------------------------------------------------------ */

static const double *lived_at(const base_work *w, size_t place, size_t sex)
{
    return w->lived->values ? cb_schedule_at(w->lived, 0, place) + sex * CB_SINGLE_AGES : NULL;
}

static double *persons_at(const base_work *w, size_t place, size_t sex)
{
    return w->census->persons + (place * w->sexes + sex) * w->census->groups.count;
}

static double *single_at(const base_work *w, size_t place, size_t sex)
{
    return w->single + (place * w->sexes + sex) * CB_SINGLE_AGES;
}

static double growth_of(const base_work *w, size_t place)
{
    return w->lived->values
               ? cb_age_tail_growth(&w->census->groups, w->sexes, persons_at(w, place, 0), lived_at(w, place, 0))
               : 0.0;
}

static cb_status single_fill(base_work *w, size_t place)
{
    double growth = growth_of(w, place);
    cb_status status = CB_OK;
    for (size_t sex = 0; sex < w->sexes && !status; sex++) {
        double *single = single_at(w, place, sex), *system = w->system + sex * CB_SINGLE_AGES;
        status = cb_age_spline(&w->census->groups, persons_at(w, place, sex), lived_at(w, place, sex), growth, single);
        for (size_t age = 0; age < CB_SINGLE_AGES; age++)
            system[age] += single[age];
    }
    return status;
}

/* ---- special people --------------------------------------------------------------------------------------------- */

/* People of a place who may be special: those who are not rural. */
static double room_for_special(const base_work *w, size_t place)
{
    double room = 0.0;
    for (size_t s = 0; s < w->statuses; s++)
        if ((cb_id)s != w->roles.rural)
            room += w->census->residence[place * w->statuses + s];
    return room;
}

/* `sum` receives how many. */
static cb_status special_fill(base_work *w, size_t place, double *sum)
{
    size_t cells = w->sexes * CB_SINGLE_AGES;
    cb_status status = CB_OK;
    for (size_t sex = 0; sex < w->sexes && !status; sex++)
        status = cb_special_population(single_at(w, place, sex), w->system + sex * CB_SINGLE_AGES, w->rule->margin,
                                       w->special + sex * CB_SINGLE_AGES);
    double all = cb_total(w->special, cells), room = room_for_special(w, place);
    for (size_t i = 0; i < cells && all > room; i++)
        w->special[i] *= room / all;
    *sum = fmin(all, room);
    return status;
}

/* Takes up to `wanted` of the people of a status for special ones; returns how many more are wanted. */
static double status_take(base_work *w, size_t status, double all, double wanted)
{
    double taken = fmin(wanted, w->rest[status]);
    w->share[status] = all > 0.0 ? taken / all : 0.0;
    w->rest[status] -= taken;
    return wanted - taken;
}

static void statuses_take(base_work *w, size_t place, double special)
{
    double wanted = special;
    for (size_t s = 0; s < w->statuses; s++) {
        w->rest[s] = w->census->residence[place * w->statuses + s];
        w->share[s] = 0.0;
    }
    if (w->roles.away != CB_NONE)
        wanted = status_take(w, (size_t)w->roles.away, special, wanted);
    for (size_t s = 0; s < w->statuses; s++)
        if ((cb_id)s != w->roles.away && (cb_id)s != w->roles.rural)
            wanted = status_take(w, s, special, wanted);
}

/* ---- the others ------------------------------------------------------------------------------------------------- */

/* Carries the census groups without special people to single ages. */
static cb_status others_fill(base_work *w, size_t place, size_t sex, double growth)
{
    const cb_age_groups *groups = &w->census->groups;
    const double *special = w->special + sex * CB_SINGLE_AGES;
    double single[CB_SINGLE_AGES];
    for (size_t g = 0; g < groups->count; g++) {
        size_t from = (size_t)groups->lower[g];
        size_t to = g + 1 < groups->count ? (size_t)groups->lower[g + 1] : CB_SINGLE_AGES;
        double persons = persons_at(w, place, sex)[g], others = persons - cb_total(special + from, to - from);
        w->groups[g] = others > ROUNDING * persons ? others : 0.0;
    }
    cb_status status = cb_age_spline(groups, w->groups, lived_at(w, place, sex), growth, single);
    for (size_t age = 0; age < CB_SINGLE_AGES && !status; age++)
        w->ages[age * w->sexes + sex] = single[age];
    return status;
}

/* Parts row_total[single age][sex] among columns, whose totals are first made to add to the same (they do but for
 * rounding, and raking ends only where they do). */
static cb_status others_part(const base_work *w, size_t place, size_t columns, double *cells, const double *row_total,
                             double *column_total)
{
    size_t rows = w->sexes * CB_SINGLE_AGES;
    double sum = cb_total(column_total, columns), people = cb_total(row_total, rows);
    for (size_t c = 0; c < columns && sum > 0.0; c++)
        column_total[c] *= people / sum;
    cb_status status = cb_rake(rows, columns, cells, row_total, column_total);
    if (status == CB_ERROR_NUMBERS)
        return cb_setup_table_error(
            w->setup, "residence",
            "people of place %s by age and by status do not come together: compare its rows in the "
            "tables census and residence",
            cb_setup_place_id(w->setup, place));
    return status;
}

/* Rural people and the rest; w->urban receives the rest. */
static cb_status rural_rake(base_work *w, size_t place)
{
    double total[2] = {0.0, 0.0};
    for (size_t s = 0; s < w->statuses; s++)
        total[(cb_id)s != w->roles.rural] += w->rest[s];
    for (size_t row = 0; row < w->sexes * CB_SINGLE_AGES; row++) {
        w->halves[2 * row] = cb_rural_odds(&w->rule->seed, (double)(row / w->sexes));
        w->halves[2 * row + 1] = 1.0;
    }
    cb_status status = others_part(w, place, 2, w->halves, w->ages, total);
    for (size_t row = 0; row < w->sexes * CB_SINGLE_AGES; row++)
        w->urban[row] = w->halves[2 * row + 1];
    return status;
}

/* The rest by those statuses that are not rural, and the rural people beside them. */
static cb_status others_rake(base_work *w, size_t place)
{
    size_t rows = w->sexes * CB_SINGLE_AGES;
    bool register_here = cb_roles_register(w->roles);
    cb_status status = rural_rake(w, place);
    for (size_t row = 0; row < rows; row++)
        for (size_t s = 0; s < w->statuses; s++)
            w->cells[row * w->statuses + s] =
                register_here && (cb_id)s == w->roles.away ? w->stock[row / w->sexes] : 1.0;
    if (w->roles.rural != CB_NONE)
        w->rest[w->roles.rural] = 0.0;
    if (!status)
        status = others_part(w, place, w->statuses, w->cells, w->urban, w->rest);
    for (size_t row = 0; row < rows && w->roles.rural != CB_NONE; row++)
        w->cells[row * w->statuses + (size_t)w->roles.rural] = w->halves[2 * row];
    return status;
}

/* ---- places ------------------------------------------------------------------------------------------------------ */

/* Storage of the field `name` for a place; NULL when memory is short. */
static double *shared_at(const base_work *w, const char *name, size_t place)
{
    double *all = cb_setup_shared(w->setup, cb_setup_field(w->setup, name));
    return all ? all + place * cb_setup_axis(w->setup, "age") * w->sexes * w->statuses : NULL;
}

/* Joins single ages to those of the world; special_people is not asked for where nobody is special. */
static cb_status place_store(const base_work *w, size_t place, bool any_special)
{
    size_t width = (size_t)cb_setup_step_years(w->setup);
    double *base = shared_at(w, "base_people", place);
    double *special = any_special ? shared_at(w, "special_people", place) : NULL;
    if (!base || (any_special && !special))
        return CB_ERROR_MEMORY;
    for (size_t age = 0; age < CB_SINGLE_AGES; age++)
        for (size_t sex = 0; sex < w->sexes; sex++)
            for (size_t s = 0; s < w->statuses; s++) {
                size_t to = (age / width * w->sexes + sex) * w->statuses + s;
                double renewed = w->special[sex * CB_SINGLE_AGES + age] * w->share[s];
                base[to] += w->cells[(age * w->sexes + sex) * w->statuses + s] + renewed;
                if (special)
                    special[to] += renewed;
            }
    return CB_OK;
}

static cb_status place_fill(base_work *w, size_t place)
{
    double special = 0.0, growth = growth_of(w, place);
    cb_status status = w->rule->special ? special_fill(w, place, &special) : CB_OK;
    statuses_take(w, place, special);
    for (size_t sex = 0; sex < w->sexes && !status; sex++)
        status = others_fill(w, place, sex, growth);
    if (!status)
        status = others_rake(w, place);
    return status ? status : place_store(w, place, special > 0.0);
}

static cb_status people_fill(base_work *w)
{
    cb_status status = CB_OK;
    for (size_t place = 0; place < w->census->places && !status; place++)
        status = single_fill(w, place);
    for (size_t place = 0; place < w->census->places && status != CB_ERROR_MEMORY; place++) {
        cb_status here = place_fill(w, place);
        status = here ? here : status;
    }
    return status;
}

/* ---- all -------------------------------------------------------------------------------------------------------- */

/* One allocation for all that is computed. */
static cb_status work_allocate(base_work *w)
{
    size_t cells = w->sexes * CB_SINGLE_AGES;
    w->single =
        calloc((w->census->places + 6) * cells + (cells + 2) * w->statuses + CB_SINGLE_AGES + w->census->groups.count,
               sizeof *w->single);
    if (!w->single)
        return CB_ERROR_MEMORY;
    w->system = w->single + w->census->places * cells;
    w->special = w->system + cells;
    w->ages = w->special + cells;
    w->urban = w->ages + cells;
    w->halves = w->urban + cells;
    w->cells = w->halves + 2 * cells;
    w->rest = w->cells + cells * w->statuses;
    w->share = w->rest + w->statuses;
    w->stock = w->share + w->statuses;
    w->groups = w->stock + CB_SINGLE_AGES;
    return CB_OK;
}

cb_status cb_base_people_fill(cb_setup *setup, const cb_census_table *census, const cb_schedule *lived,
                              const cb_base_rule *rule)
{
    base_work w = {.setup = setup,
                   .census = census,
                   .lived = lived,
                   .rule = rule,
                   .roles = cb_status_roles_find(setup),
                   .sexes = census->sexes,
                   .statuses = census->statuses};
    cb_status status = work_allocate(&w);
    if (!status) {
        cb_unregistered_stock(&rule->seed, CB_SINGLE_AGES, w.stock);
        status = people_fill(&w);
    }
    free(w.single);
    return status;
}
