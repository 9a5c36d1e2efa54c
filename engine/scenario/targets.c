/* Targets: what a plan promises. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "target_bounds.h"
#include "target_number.h"

/* A key of a target by the member of its record. */
#define KEY(member)        cb_schema_name(CB_SECTION_TARGET, offsetof(cb_target_record, member))
#define NODE(node, member) cb_schema_node(CB_SECTION_TARGET, node, offsetof(cb_target_record, member))

/* ---- dates ----------------------------------------------------------------------------------------------------- */

/* A year at whose end the run records. */
static cb_status recorded_year(cb_loader *loader, const cb_yaml *node, const char *key, int *year)
{
    const cb_clock *clock = &loader->scenario->clock;
    cb_status status = cb_quantity_year(node, loader->diagnostics, year);
    if (status || !loader->clock_known)
        return status;
    if (*year < clock->start || *year > clock->end)
        return cb_diagnose(loader->diagnostics, node->mark,
                           "`%s` is %d, but the clock runs from %d to %d: change the clock or the year", key, *year,
                           clock->start, clock->end);
    int over = (*year - clock->start) % clock->step;
    if (over)
        return cb_diagnose(loader->diagnostics, node->mark,
                           "`%s` is %d, but the clock records %d and every %d years after: %d or %d", key, *year,
                           clock->start, clock->step, *year - over, *year - over + clock->step);
    return CB_OK;
}

static cb_status opening_date(cb_loader *loader, const cb_yaml *node, double *date)
{
    const cb_clock *clock = &loader->scenario->clock;
    cb_status status = cb_quantity_date(node, loader->diagnostics, date);
    if (status || !loader->clock_known || (*date >= clock->start + 1.0 && *date <= clock->end + 1.0))
        return status;
    return cb_diagnose(loader->diagnostics, node->mark,
                       "`%s` is %s, but the clock runs from the end of %d to the end of %d: change the clock or the "
                       "date",
                       KEY(by), node->text, clock->start, clock->end);
}

/* ---- what is measured ------------------------------------------------------------------------------------------ */

static const cb_indicator *find_indicator(const cb_loader *loader, const char *name, const cb_process **owner)
{
    const cb_indicator *found = cb_scenario_indicator(loader->scenario, name, owner);
    for (size_t p = 0; !found && p < loader->options->process_count; p++)
        for (const cb_indicator *i = loader->options->processes[p]->indicators; i && i->name; i++)
            if (!strcmp(i->name, name)) {
                *owner = loader->options->processes[p];
                found = i;
            }
    return found;
}

static cb_status unknown_indicator(cb_loader *loader, const cb_yaml *node, const char *name)
{
    size_t count = 0;
    for (size_t p = 0; p < loader->options->process_count; p++)
        for (const cb_indicator *i = loader->options->processes[p]->indicators; i && i->name; i++)
            count++;
    const char **names = cb_arena_array(loader->arena, count, sizeof *names);
    if (!names)
        return CB_ERROR_MEMORY;
    count = 0;
    for (size_t p = 0; p < loader->options->process_count; p++)
        for (const cb_indicator *i = loader->options->processes[p]->indicators; i && i->name; i++)
            names[count++] = i->name;
    const char *nearest = cb_nearest_name(name, names, count);
    if (nearest)
        return cb_diagnose(loader->diagnostics, node->mark, "there is no indicator `%s`; did you mean `%s`?", name,
                           nearest);
    return cb_diagnose(loader->diagnostics, node->mark,
                       "there is no indicator `%s`; `conurb describe indicators` lists them; where none fits, say why "
                       "with `%s: ...`",
                       name, KEY(target.not_modelled));
}

/* Is every place of the region in the larger one? */
static bool region_within(const cb_region *region, const cb_region *larger)
{
    size_t l = 0;
    for (size_t r = 0; r < region->count; r++) {
        while (l < larger->count && larger->places[l] < region->places[r])
            l++;
        if (l == larger->count || larger->places[l] != region->places[r])
            return false;
    }
    return true;
}

static cb_status finish_share(cb_loader *loader, const cb_target_record *record, cb_target *target)
{
    cb_status status = cb_region_find(loader, record->share_of, &target->share_of);
    const cb_region *regions = loader->scenario->regions;
    target->quantity = CB_TARGET_SHARE;
    if (status || region_within(&regions[target->region], &regions[target->share_of]))
        return status;
    return cb_diagnose(loader->diagnostics, record->share_of->mark,
                       "`%s` must hold every place of the region `%s`, so that there is a share of it",
                       regions[target->share_of].id, regions[target->region].id);
}

static cb_status finish_change(cb_loader *loader, const cb_target_record *record, cb_target *target)
{
    target->quantity = CB_TARGET_CHANGE;
    cb_status status = recorded_year(loader, record->since, KEY(since), &target->since);
    if (status || target->by == 0.0 || target->since + 1.0 < target->by)
        return status;
    return cb_target_complain(loader, record->since, record,
                              "counts a change since a year that is not before the year of `by`");
}

static cb_status finish_pairs(cb_loader *loader, const cb_yaml *node, const cb_target_record *record, cb_target *target)
{
    const cb_yaml *pairs = cb_yaml_get(node, KEY(pairs));
    target->quantity = CB_TARGET_PAIRS;
    if (pairs && !record->pairs)
        return cb_target_complain(loader, pairs, record, "is measured on pairs of places, which `pairs: no` denies");
    if (record->since || record->share_of)
        return cb_target_complain(loader, record->since ? record->since : record->share_of, record,
                                  "is measured on pairs of places, of which there is no change and no share");
    return record->with ? cb_place_find(loader, record->with, &target->with) : CB_OK;
}

static cb_status finish_quantity(cb_loader *loader, const cb_yaml *node, const cb_target_record *record,
                                 cb_target *target, const cb_indicator *indicator)
{
    if (indicator->reduction == CB_MAX_OVER_PAIRS)
        return finish_pairs(loader, node, record, target);
    if (record->pairs || record->with)
        return cb_target_complain(loader, record->with ? record->with : NODE(node, pairs), record,
                                  "asks for pairs of places, but its indicator is not measured on pairs");
    if (record->since && record->share_of)
        return cb_target_complain(loader, record->share_of, record,
                                  "cannot be both a change and a share: give one of `since` and "
                                  "`share_of`");
    return record->since      ? finish_change(loader, record, target)
           : record->share_of ? finish_share(loader, record, target)
                              : CB_OK;
}

static cb_status finish_measured(cb_loader *loader, const cb_yaml *node, cb_target_record *record)
{
    cb_target *target = &record->target;
    const cb_process *owner = NULL;
    int year = 0;
    size_t before = cb_diagnostics_count(loader->diagnostics);
    if (record->by && !recorded_year(loader, record->by, KEY(by), &year))
        target->by = year + 1.0;
    if (!record->region)
        CB_GO_ON(
            cb_target_complain(loader, node, record, "needs the key `region`: the region or place where it counts"));
    else
        CB_GO_ON(cb_region_find(loader, record->region, &target->region));
    const cb_indicator *indicator = find_indicator(loader, target->indicator, &owner);
    if (!indicator)
        return unknown_indicator(loader, NODE(node, target.indicator), target->indicator);
    CB_GO_ON(finish_quantity(loader, node, record, target, indicator));
    if (cb_diagnostics_count(loader->diagnostics) == before)
        CB_GO_ON(cb_target_check_number(loader, record, indicator));
    const char *unit = target->quantity == CB_TARGET_SHARE ? "1" : indicator->unit;
    cb_status status = cb_target_read_bounds(loader, node, record, unit, target);
    if (!status)
        status = cb_target_convert(loader, unit, target);
    if (!status)
        status = cb_target_check_share(loader, node, record, indicator, target);
    if (!status && loader->processes_known && !cb_process_chosen(loader, owner)) {
        target->not_modelled = cb_arena_text(loader->arena, "process %s is not chosen", owner->name);
        status = target->not_modelled ? CB_OK : CB_ERROR_MEMORY;
    }
    return status;
}

/* ---- other kinds ----------------------------------------------------------------------------------------------- */

/* A target that says why it has no number: what it names may be unknown here. */
static cb_status finish_not_modelled(cb_loader *loader, const cb_yaml *node, cb_target_record *record)
{
    cb_target *target = &record->target;
    double date = 0.0;
    cb_status status = record->by ? cb_quantity_date(record->by, loader->diagnostics, &date) : CB_ERROR_INPUT;
    target->by = date;
    if (target->project_id && !target->indicator) {
        target->quantity = CB_TARGET_EVENT;
        target->comparison = CB_OPEN_BY;
        return status;
    }
    if (!target->indicator)
        return cb_target_complain(loader, node, record, "needs an `indicator`, by whatever name the plan calls it");
    CB_GO_ON(status);
    return cb_target_read_bounds(loader, node, record, NULL, target);
}

static cb_id project_of(const cb_variant *variant, const char *id)
{
    for (size_t p = 0; p < variant->project_count; p++)
        if (!strcmp(variant->projects[p].id, id))
            return (cb_id)p;
    return CB_NONE;
}

static cb_status unknown_project(cb_loader *loader, const cb_yaml *node, const char *id)
{
    const cb_scenario *scenario = loader->scenario;
    size_t count = 0;
    for (size_t v = 0; v < scenario->variant_count; v++)
        count += scenario->variants[v].project_count;
    const char **names = cb_arena_array(loader->arena, count, sizeof *names);
    if (!names)
        return CB_ERROR_MEMORY;
    count = 0;
    for (size_t v = 0; v < scenario->variant_count; v++)
        for (size_t p = 0; p < scenario->variants[v].project_count; p++)
            names[count++] = scenario->variants[v].projects[p].id;
    const char *nearest = cb_nearest_name(id, names, count);
    if (nearest)
        return cb_diagnose(loader->diagnostics, node->mark, "there is no project `%s`; did you mean `%s`?", id,
                           nearest);
    return cb_diagnose(loader->diagnostics, node->mark, "there is no project `%s` in this scenario or its variants",
                       id);
}

static cb_status finish_event(cb_loader *loader, const cb_yaml *node, cb_target_record *record)
{
    cb_target *target = &record->target;
    bool found = false;
    target->quantity = CB_TARGET_EVENT;
    target->comparison = CB_OPEN_BY;
    if (target->indicator || record->at_least || record->at_most || record->between)
        return cb_target_complain(
            loader, node, record,
            "names a project, so it asks that it is open: leave out the indicator and its bounds");
    if (record->by)
        CB_GO_ON(opening_date(loader, record->by, &target->by));
    for (size_t v = 0; v < loader->scenario->variant_count; v++)
        found |= project_of(&loader->scenario->variants[v], target->project_id) != CB_NONE;
    if (!found)
        return unknown_project(loader, NODE(node, target.project_id), target->project_id);
    target->project = project_of(&loader->scenario->variants[0], target->project_id);
    return CB_OK;
}

static cb_status finish_target(cb_loader *loader, const cb_yaml *node, void *made)
{
    cb_target_record *record = made;
    cb_target *target = &record->target;
    target->mark = node->mark;
    target->with = target->project = CB_NONE;
    target->unit_scale = 1.0;
    target->low = -INFINITY;
    target->high = INFINITY;
    if (!target->name)
        target->name = target->id;
    target->region_id = record->region ? cb_yaml_scalar(record->region) : NULL;
    CB_GO_ON(cb_schema_evidence(loader, CB_SECTION_TARGET, node, target->source, target->assumed));
    if (target->not_modelled)
        CB_GO_ON(finish_not_modelled(loader, node, record));
    else if (target->project_id)
        CB_GO_ON(finish_event(loader, node, record));
    else if (target->indicator)
        CB_GO_ON(finish_measured(loader, node, record));
    else
        CB_GO_ON(cb_target_complain(loader, node, record,
                                    "needs an `indicator` to be measured on, or a `project` to be open"));
    if (!target->unit)
        target->unit = "";
    return CB_OK;
}

cb_status cb_load_targets(cb_loader *loader)
{
    cb_scenario *scenario = loader->scenario;
    void *records;
    size_t count;
    CB_GO_ON(cb_records_read(loader, CB_SECTION_TARGET, loader->root.targets, sizeof(cb_target_record), false,
                             finish_target, &records, &count));
    scenario->targets = cb_arena_array(loader->arena, count, sizeof *scenario->targets);
    if (!scenario->targets)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++)
        scenario->targets[i] = ((cb_target_record *)records)[i].target;
    scenario->target_count = count;
    return CB_OK;
}
