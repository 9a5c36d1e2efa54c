#include "parameter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const lever_words[] = {[CB_MULTIPLY] = "multiply", [CB_ADD] = "add", [CB_SET] = "set"};

double cb_lever_strength(const cb_lever *lever, double date, double years)
{
    if (date < lever->from || date >= lever->until)
        return 0.0;
    if (lever->ramp <= 0.0)
        return 1.0;
    return fmin(1.0, (date + years / 2 - lever->from) / lever->ramp);
}

static bool value_varies(const cb_value *value)
{
    return !value->by_place && value->distribution.kind != CB_CONSTANT;
}

static bool region_is_whole(const cb_world *world, size_t region)
{
    return world->scenario->regions[region].count == world->scenario->place_count;
}

/* The smallest shape that holds the value with its levers and shocks. */
static void table_shape(cb_parameter_table *table, const cb_world *world, size_t parameter, size_t lanes)
{
    const cb_variant *variant = world->variant;
    const cb_value *value = &variant->parameters[parameter].value;
    bool place = value->by_place || value->each, lane = value_varies(value), step = false;
    for (size_t l = 0; l < variant->lever_count; l++)
        if (variant->levers[l].parameter == parameter) {
            const cb_value *amount = &variant->levers[l].amount;
            step = true;
            place |= amount->each || amount->by_place || !region_is_whole(world, variant->levers[l].region);
            lane |= value_varies(amount);
        }
    for (size_t s = 0; s < variant->shock_count; s++)
        if (variant->shocks[s].parameter == parameter) {
            step = lane = true;
            place |= variant->shocks[s].each || !region_is_whole(world, variant->shocks[s].region);
        }
    table->lane_stride = lane ? 1 : 0;
    size_t width = lane ? lanes : 1;
    table->place_stride = place ? width : 0;
    table->step_stride = step ? width * (place ? world->scenario->place_count : 1) : 0;
}

/* Doubles of a table of this shape, rounded up to whole vectors. */
static size_t table_size(const cb_parameter_table *table, const cb_world *world, size_t lanes)
{
    size_t values = (table->lane_stride ? lanes : 1) * (table->place_stride ? world->scenario->place_count : 1) *
                    (table->step_stride ? world->scenario->clock.step_count : 1);
    return (values + CB_WIDTH - 1) / CB_WIDTH * CB_WIDTH;
}

double cb_parameter_bytes(const cb_world *world, size_t parameter, size_t lanes)
{
    cb_parameter_table table;
    table_shape(&table, world, parameter, lanes);
    return (double)table_size(&table, world, lanes) * sizeof(double);
}

static cb_status table_reserve(cb_parameter_table *table, const cb_world *world, size_t lanes)
{
    size_t need = table_size(table, world, lanes);
    if (need <= table->capacity)
        return CB_OK;
    free(table->data);
    table->capacity = 0;
    table->data = aligned_alloc(64, need * sizeof(double));
    if (!table->data)
        return CB_ERROR_MEMORY;
    table->capacity = need;
    return CB_OK;
}

typedef struct fill {
    cb_parameter_table *table;
    const cb_world *world;
    const size_t *members;
    size_t steps, places, lanes; /* those the table has */
} fill;

static double *fill_at(const fill *f, size_t step, size_t place, size_t lane)
{
    return f->table->data + step * f->table->step_stride + place * f->table->place_stride +
           lane * f->table->lane_stride;
}

static double fill_resolve(const fill *f, const char *name, const cb_value *value, size_t place, size_t lane)
{
    if (value->by_place)
        return value->by_place[place];
    const char *id = value->each ? f->world->scenario->places[place].id : NULL;
    return cb_draws_resolve(f->world->draws, f->world->variant_index, name, value, id, f->members[lane]);
}

static void fill_base(const fill *f, const char *name, const cb_value *value)
{
    for (size_t place = 0; place < f->places; place++)
        for (size_t lane = 0; lane < f->lanes; lane++) {
            double base = fill_resolve(f, name, value, place, lane);
            for (size_t step = 0; step < f->steps; step++)
                *fill_at(f, step, place, lane) = base;
        }
}

/* At full strength the amount counts exactly. */
static double lever_apply(cb_lever_action action, double value, double amount, double strength)
{
    switch (action) {
    case CB_MULTIPLY:
        return value * ((1.0 - strength) + strength * amount);
    case CB_ADD:
        return value + strength * amount;
    case CB_SET:
        return (1.0 - strength) * value + strength * amount;
    }
    return value;
}

/* Entries of a region in the table: its places, or the one entry that stands for all. */
static size_t fill_region_places(const fill *f, size_t region, const size_t **places)
{
    static const size_t all = 0;
    const cb_region *r = &f->world->scenario->regions[region];
    *places = f->table->place_stride ? r->places : &all;
    return f->table->place_stride ? r->count : 1;
}

static void fill_lever(const fill *f, const cb_lever *lever)
{
    char name[256];
    snprintf(name, sizeof name, "levers.%s.%s", lever->id, lever_words[lever->action]);
    const cb_clock *clock = &f->world->scenario->clock;
    const size_t *places;
    size_t count = fill_region_places(f, lever->region, &places);
    for (size_t p = 0; p < count; p++)
        for (size_t lane = 0; lane < f->lanes; lane++) {
            double amount = fill_resolve(f, name, &lever->amount, places[p], lane);
            for (size_t step = 0; step < f->steps; step++) {
                double *at = fill_at(f, step, places[p], lane);
                double strength = cb_lever_strength(lever, cb_clock_date(clock, step), clock->step);
                if (strength > 0.0)
                    *at = lever_apply(lever->action, *at, amount, strength);
            }
        }
}

static cb_status fill_shock(const fill *f, const cb_shock *shock)
{
    const size_t *places;
    size_t count = fill_region_places(f, shock->region, &places);
    double *factor = malloc((f->steps ? f->steps : 1) * sizeof *factor);
    if (!factor)
        return CB_ERROR_MEMORY;
    for (size_t p = 0; p < count; p++)
        for (size_t lane = 0; lane < f->lanes; lane++) {
            const char *id = shock->each ? f->world->scenario->places[places[p]].id : NULL;
            cb_draws_shock(f->world->draws, f->world->variant_index, shock, id, f->members[lane], factor);
            for (size_t step = 0; step < f->steps; step++)
                *fill_at(f, step, places[p], lane) *= factor[step];
        }
    free(factor);
    return CB_OK;
}

/* NaN stays, so that it is found. */
static void fill_clamp(const fill *f, const cb_param *declared)
{
    if (declared->min >= declared->max)
        return;
    size_t n = f->steps * f->places * f->lanes;
    for (size_t i = 0; i < n; i++) {
        double *value = &f->table->data[i];
        *value = *value < declared->min ? declared->min : *value > declared->max ? declared->max : *value;
    }
}

cb_status cb_parameter_fill(cb_parameter_table *table, const cb_world *world, size_t parameter, size_t lanes,
                            const size_t *members)
{
    const cb_variant *variant = world->variant;
    const cb_parameter *p = &variant->parameters[parameter];
    table_shape(table, world, parameter, lanes);
    cb_status status = table_reserve(table, world, lanes);
    if (status)
        return status;
    fill f = {.table = table,
              .world = world,
              .members = members,
              .steps = table->step_stride ? world->scenario->clock.step_count : 1,
              .places = table->place_stride ? world->scenario->place_count : 1,
              .lanes = table->lane_stride ? lanes : 1};
    fill_base(&f, p->declared->name, &p->value);
    for (int action = CB_MULTIPLY; action <= CB_SET; action++)
        for (size_t l = 0; l < variant->lever_count; l++)
            if (variant->levers[l].parameter == parameter && (int)variant->levers[l].action == action)
                fill_lever(&f, &variant->levers[l]);
    for (size_t s = 0; s < variant->shock_count && !status; s++)
        if (variant->shocks[s].parameter == parameter)
            status = fill_shock(&f, &variant->shocks[s]);
    fill_clamp(&f, p->declared);
    return status;
}
