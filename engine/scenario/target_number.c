#include "target_number.h"

/* Is the indicator made of what is booked in a step, so that it has no value at the start? */
static bool counts_flows(const cb_scenario *scenario, const cb_indicator *indicator)
{
    if (!indicator)
        return false;
    if (indicator->reduction == CB_RATIO)
        return counts_flows(scenario, cb_scenario_indicator(scenario, indicator->numerator, NULL)) ||
               counts_flows(scenario, cb_scenario_indicator(scenario, indicator->denominator, NULL));
    const cb_field *field = indicator->field ? cb_scenario_field(scenario, indicator->field, NULL) : NULL;
    return field && field->kind == CB_FLOW;
}

static cb_status check_flows(cb_loader *loader, const cb_target_record *record, const cb_indicator *indicator)
{
    const cb_clock *clock = &loader->scenario->clock;
    const cb_target *target = &record->target;
    bool since = target->quantity == CB_TARGET_CHANGE && target->since == clock->start;
    if (!loader->clock_known || !(since || target->by == clock->start + 1.0) ||
        !counts_flows(loader->scenario, indicator))
        return CB_OK;
    return cb_diagnose(loader->diagnostics, (since ? record->since : record->by)->mark,
                       "the target `%s` asks for `%s` in %d, at whose end the clock starts: what happens in a step has "
                       "its first value in %d",
                       target->id, indicator->name, clock->start, clock->start + clock->step);
}

static cb_status check_pairs(cb_loader *loader, const cb_target_record *record)
{
    const cb_target *target = &record->target;
    const cb_region *region = &loader->scenario->regions[target->region];
    bool alone = target->with == CB_NONE || (size_t)target->with == region->places[0];
    if (region->count > 1 || (region->count == 1 && !alone))
        return CB_OK;
    return cb_diagnose(loader->diagnostics, record->region->mark,
                       "the target `%s` is measured on pairs of places, but the region `%s` has no two: name a larger "
                       "region, or another place with `with`",
                       target->id, region->id);
}

static cb_status check_share(cb_loader *loader, const cb_target_record *record, const cb_indicator *indicator)
{
    if (indicator->reduction == CB_SUM || indicator->reduction == CB_LENGTH)
        return CB_OK;
    return cb_diagnose(loader->diagnostics, record->share_of->mark,
                       "the target `%s` asks for a share of `%s`, of which a part has no share of the whole: its value "
                       "in a region is no sum over places; leave out `share_of`",
                       record->target.id, indicator->name);
}

cb_status cb_target_check_number(cb_loader *loader, const cb_target_record *record, const cb_indicator *indicator)
{
    CB_GO_ON(check_flows(loader, record, indicator));
    if (record->target.quantity == CB_TARGET_PAIRS)
        return check_pairs(loader, record);
    return record->target.quantity == CB_TARGET_SHARE ? check_share(loader, record, indicator) : CB_OK;
}
