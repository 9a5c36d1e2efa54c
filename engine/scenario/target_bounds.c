#include "target_bounds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

cb_status cb_target_complain(cb_loader *loader, const cb_yaml *node, const cb_target_record *record, const char *what)
{
    return cb_diagnose(loader->diagnostics, node->mark, "the target `%s` %s", record->target.id, what);
}

/* The unit of "70 %", that is what follows the number; "" where nothing does. */
static const char *unit_of(const cb_yaml *node)
{
    char *end;
    strtod(node->text, &end);
    return end + strspn(end, " ");
}

/* A bound as it is written. `internal` is the unit of the indicator, NULL where there is none to convert to. */
static cb_status read_bound(cb_loader *loader, const cb_yaml *node, const char *internal, cb_target *target,
                            double *bound)
{
    const char *text = cb_yaml_scalar(node);
    if (!text || !*text)
        return cb_diagnose(loader->diagnostics, node->mark, "a number with its unit is expected");
    cb_status status = CB_OK;
    if (internal)
        status = cb_quantity_number(loader->units, node, internal, 0.0, 0.0, loader->diagnostics, bound);
    if (status)
        return status;
    char *end;
    *bound = strtod(text, &end);
    if (end == text || !isfinite(*bound))
        return cb_diagnose(loader->diagnostics, node->mark, "`%s` is not a number with its unit", text);
    if (target->unit && strcmp(target->unit, unit_of(node)))
        return cb_diagnose(loader->diagnostics, node->mark, "both ends of a range must have the same unit, here `%s`",
                           target->unit);
    target->unit = unit_of(node);
    return CB_OK;
}

static cb_status read_range(cb_loader *loader, const cb_target_record *record, const char *internal, cb_target *target)
{
    const cb_yaml *range = record->between;
    if (range->count != 2)
        return cb_target_complain(loader, range, record, "needs a range of two values, [lowest, highest]");
    cb_status status = read_bound(loader, range->items[0], internal, target, &target->low);
    if (!status)
        status = read_bound(loader, range->items[1], internal, target, &target->high);
    if (!status && target->low > target->high)
        return cb_target_complain(loader, range, record, "has a range whose lowest value is above its highest");
    return status;
}

cb_status cb_target_read_bounds(cb_loader *loader, const cb_yaml *node, const cb_target_record *record,
                                const char *internal, cb_target *target)
{
    if (!!record->at_least + !!record->at_most + !!record->between != 1)
        return cb_target_complain(loader, node, record, "needs exactly one of `at_least`, `at_most` and `between`");
    target->low = -INFINITY;
    target->high = INFINITY;
    target->comparison = record->at_least ? CB_AT_LEAST : record->at_most ? CB_AT_MOST : CB_BETWEEN;
    if (record->between)
        return read_range(loader, record, internal, target);
    return record->at_least ? read_bound(loader, record->at_least, internal, target, &target->low)
                            : read_bound(loader, record->at_most, internal, target, &target->high);
}

cb_status cb_target_convert(cb_loader *loader, const char *internal, cb_target *target)
{
    const char *unit = *target->unit ? target->unit : "1";
    double one;
    cb_status status = cb_units_convert(loader->units, internal, unit, 0.0, &target->unit_offset);
    if (!status)
        status = cb_units_convert(loader->units, internal, unit, 1.0, &one);
    if (!status)
        target->unit_scale = one - target->unit_offset;
    return status;
}

cb_status cb_target_check_share(cb_loader *loader, const cb_yaml *node, const cb_target_record *record,
                                const cb_indicator *indicator, const cb_target *target)
{
    bool ratio = indicator->reduction == CB_RATIO && !strcmp(indicator->unit, "1");
    double low = isfinite(target->low) ? fabs(target->low) : 0.0;
    double high = isfinite(target->high) ? fabs(target->high) : 0.0, most = fmax(low, high);
    const cb_yaml *bound = record->at_least ? record->at_least : record->at_most ? record->at_most : record->between;
    if (!(ratio || target->quantity == CB_TARGET_SHARE) || *target->unit || most <= 1.0)
        return CB_OK;
    return cb_diagnose(loader->diagnostics, bound ? bound->mark : node->mark,
                       "the target `%s` is measured on a share, and %g without a unit is %g %%: write `%g %%`, or a "
                       "number up to 1",
                       target->id, most, 100.0 * most, most);
}
