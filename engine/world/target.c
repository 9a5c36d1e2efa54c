#include "target.h"

#include <math.h>
#include <string.h>

cb_id cb_target_project(const cb_target *target, const cb_variant *variant)
{
    for (size_t p = 0; target->project_id && p < variant->project_count; p++)
        if (!strcmp(variant->projects[p].id, target->project_id))
            return (cb_id)p;
    return CB_NONE;
}

static void event_series(const cb_target *target, const cb_block *block, size_t lane, double *values)
{
    const cb_clock *clock = &block->world->scenario->clock;
    cb_id project = cb_target_project(target, block->world->variant);
    for (size_t t = 0; t < cb_clock_times(clock); t++)
        values[t] = project != CB_NONE &&
                    block->projects[CB_PROJECT_OPENS][(size_t)project * block->lanes + lane] <= cb_clock_date(clock, t);
}

/* Of one member: the series of an indicator in a region. */
static const double *series_of(const double *series, const cb_block *block, cb_id measure, size_t region)
{
    const cb_scenario *scenario = block->world->scenario;
    return series + ((size_t)measure * scenario->region_count + region) * cb_clock_times(&scenario->clock);
}

void cb_target_series(const cb_target *target, const cb_measures *measures, const cb_block *block, size_t lane,
                      const double *series, double *values)
{
    const cb_clock *clock = &block->world->scenario->clock;
    cb_id measure = cb_measures_find(measures, target->indicator);
    if (target->not_modelled || (target->quantity != CB_TARGET_EVENT && measure == CB_NONE)) {
        for (size_t t = 0; t < cb_clock_times(clock); t++)
            values[t] = NAN;
        return;
    }
    if (target->quantity == CB_TARGET_EVENT) {
        event_series(target, block, lane, values);
        return;
    }
    const double *own = series_of(series, block, measure, target->region);
    for (size_t t = 0; t < cb_clock_times(clock); t++)
        switch (target->quantity) {
        case CB_TARGET_CHANGE:
            values[t] = (own[t] - own[cb_clock_time_of_year(clock, target->since)]) * target->unit_scale;
            break;
        case CB_TARGET_SHARE:
            values[t] = own[t] / series_of(series, block, measure, target->share_of)[t] * target->unit_scale;
            break;
        case CB_TARGET_PAIRS:
            values[t] = cb_measure_pairs(&measures->items[measure], block->world, target->region, target->with) *
                            target->unit_scale +
                        target->unit_offset;
            break;
        case CB_TARGET_LEVEL:
        case CB_TARGET_EVENT:
            values[t] = own[t] * target->unit_scale + target->unit_offset;
            break;
        }
}
