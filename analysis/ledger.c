#include "ledger.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "quantile.h"
#include "writer.h"

cb_status cb_ledger_create(cb_ledger **ledger)
{
    *ledger = calloc(1, sizeof **ledger);
    return *ledger ? CB_OK : CB_ERROR_MEMORY;
}

void cb_ledger_free(cb_ledger *ledger)
{
    if (!ledger)
        return;
    free(ledger->rows);
    free(ledger);
}

const char *cb_ledger_status_text(cb_ledger_status status)
{
    static const char *const texts[] = {[CB_LEDGER_MODELLED] = "modelled",
                                        [CB_LEDGER_ASSUMED] = "assumed inputs",
                                        [CB_LEDGER_NOT_MODELLED] = "not modelled",
                                        [CB_LEDGER_AT_START] = "met at start"};
    return texts[status];
}

/* ---- what a target is ----------------------------------------------------------------------------------------------
 */

static const char *label(const cb_result *result, const char *variable, size_t index)
{
    const cb_variable *labels = cb_result_variable(result, variable);
    return labels && labels->texts && labels->texts[index] ? labels->texts[index] : "";
}

static double number(const cb_result *result, const char *variable, size_t index)
{
    const cb_variable *numbers = cb_result_variable(result, variable);
    return numbers && numbers->values ? numbers->values[index] : NAN;
}

static bool is_event(const cb_result *result, size_t target)
{
    return !strcmp(label(result, "target_quantity", target), "event");
}

static void describe_comparison(cb_ledger_row *row, bool event)
{
    bool low = !isnan(row->low), high = !isnan(row->high);
    row->comparison = event ? "open by" : low && high ? "between" : low ? "at least" : "at most";
    if (event)
        row->value[0] = '\0';
    else if (low && high)
        snprintf(row->value, sizeof row->value, "%.10g..%.10g", row->low, row->high);
    else
        snprintf(row->value, sizeof row->value, "%.10g", low ? row->low : row->high);
}

static void describe_row(cb_ledger_row *row, const char *file, const cb_result *result, size_t variant, size_t target)
{
    double by = number(result, "target_by", target);
    bool event = is_event(result, target);
    *row = (cb_ledger_row){
        .file = file,
        .variant = cb_result_dimension(result, "variant")->texts[variant],
        .target = cb_result_dimension(result, "target")->texts[target],
        .name = label(result, "target_name", target),
        .indicator = label(result, "target_indicator", target),
        .region = label(result, "target_region", target),
        .asks = label(result, "target_comparison", target),
        .unit = label(result, "target_unit", target),
        .kind = label(result, "target_kind", target),
        .source = label(result, "target_source", target),
        .assumed = label(result, "target_assumed", target),
        .not_modelled = label(result, "target_not_modelled", target),
        .low = number(result, "target_low", target),
        .high = number(result, "target_high", target),
        .members = NAN,
        .p_met = NAN,
        .interval = {NAN, NAN},
        .median = NAN,
        .q05 = NAN,
        .q95 = NAN,
    };
    /* The end of calendar year y is the internal date y + 1.0. */
    cb_date_text(row->by, event ? by : by + 1.0);
    describe_comparison(row, event);
}

/* ---- what the members say ------------------------------------------------------------------------------------------
 */

/* values[member] of target_value at recorded time `time`. */
static cb_status read_values(cb_result *result, size_t variant, size_t target, size_t time, double *values,
                             cb_fault *fault)
{
    size_t start[] = {variant, 0, time, target};
    size_t count[] = {1, cb_result_dimension(result, "member")->length, 1, 1};
    return cb_result_read(result, "target_value", start, count, values, fault);
}

/* Whether a project is open on a day inside a year is not seen at year ends, so an opening is judged by its date:
 * values[member] 1 or 0. A project that no variant of the file has is never open. */
static cb_status read_event(cb_result *result, size_t variant, size_t target, double date, double *values,
                            cb_fault *fault)
{
    const cb_dimension *projects = cb_result_dimension(result, "project");
    size_t members = cb_result_dimension(result, "member")->length;
    size_t project = projects ? cb_dimension_find(projects, label(result, "target_project", target)) : SIZE_MAX;
    size_t start[] = {variant, 0, project}, count[] = {1, members, 1};
    cb_status status = CB_OK;
    for (size_t m = 0; m < members; m++)
        values[m] = INFINITY;
    if (project != SIZE_MAX)
        status = cb_result_read(result, "project_opening", start, count, values, fault);
    for (size_t m = 0; m < members; m++)
        values[m] = values[m] <= date; /* NaN: this variant does not have the project */
    return status;
}

/* The first recorded time at or after the end of calendar year `by`; SIZE_MAX: beyond the horizon. */
static size_t time_of(const cb_dimension *time, double by)
{
    for (size_t t = 0; t < time->length; t++)
        if ((double)time->integers[t] >= by)
            return t;
    return SIZE_MAX;
}

static cb_status read_at(cb_result *result, size_t variant, size_t target, bool start, double *values, cb_fault *fault)
{
    const cb_dimension *time = cb_result_dimension(result, "time");
    double by = number(result, "target_by", target);
    if (is_event(result, target))
        return read_event(result, variant, target, start ? (double)time->integers[0] + 1.0 : by, values, fault);
    size_t at = start ? 0 : time_of(time, by);
    if (at == SIZE_MAX)
        return cb_fault_set(fault, CB_ERROR_INPUT, "target '%s' asks for the year %g, beyond the last one of the file",
                            cb_result_dimension(result, "target")->texts[target], by);
    return read_values(result, variant, target, at, values, fault);
}

static bool is_met(const cb_ledger_row *row, bool event, double value)
{
    double low = event ? 1.0 : isnan(row->low) ? -INFINITY : row->low;
    double high = event || isnan(row->high) ? INFINITY : row->high;
    return value >= low && value <= high;
}

static size_t count_met(const cb_ledger_row *row, bool event, const double *values, size_t members)
{
    size_t met = 0;
    for (size_t m = 0; m < members; m++)
        met += is_met(row, event, values[m]);
    return met;
}

/* Does every member that has a number meet it, and has any? */
static bool all_met(const cb_ledger_row *row, bool event, const double *values, size_t members)
{
    size_t numbers = 0;
    for (size_t m = 0; m < members; m++)
        numbers += isnan(values[m]) ? 0 : 1;
    return numbers && count_met(row, event, values, members) == numbers;
}

static void judge_row(cb_ledger_row *row, bool event, double *values, size_t members)
{
    size_t met = count_met(row, event, values, members), numbers = cb_quantile_sort(values, members);
    if (!numbers) {
        row->status = CB_LEDGER_NOT_MODELLED;
        row->not_modelled = "no member has a number";
        return;
    }
    row->members = (double)numbers;
    row->p_met = (double)met / (double)numbers;
    row->interval = cb_wilson_interval(met, numbers);
    row->median = cb_quantile(values, numbers, 0.5);
    row->q05 = cb_quantile(values, numbers, 0.05);
    row->q95 = cb_quantile(values, numbers, 0.95);
}

static cb_status fill_row(cb_ledger_row *row, cb_result *result, size_t variant, size_t target, double *values,
                          cb_fault *fault)
{
    size_t members = cb_result_dimension(result, "member")->length;
    bool event = is_event(result, target), assumed = !strcmp(label(result, "variant_assumed", variant), "yes");
    row->status = row->not_modelled[0] ? CB_LEDGER_NOT_MODELLED : assumed ? CB_LEDGER_ASSUMED : CB_LEDGER_MODELLED;
    if (row->status == CB_LEDGER_NOT_MODELLED)
        return CB_OK;
    cb_status status = read_at(result, variant, target, true, values, fault);
    if (!status && all_met(row, event, values, members))
        row->status = CB_LEDGER_AT_START;
    if (!status)
        status = read_at(result, variant, target, false, values, fault);
    if (!status)
        judge_row(row, event, values, members);
    return status;
}

cb_status cb_ledger_add(cb_ledger *ledger, const char *file, cb_result *result, cb_fault *fault)
{
    const cb_dimension *targets = cb_result_dimension(result, "target");
    if (!targets)
        return CB_OK;
    size_t variants = cb_result_dimension(result, "variant")->length;
    size_t count = ledger->count + variants * targets->length;
    cb_ledger_row *rows = realloc(ledger->rows, (count + 1) * sizeof *rows);
    if (!rows)
        return CB_ERROR_MEMORY;
    ledger->rows = rows;
    double *values = calloc(cb_result_dimension(result, "member")->length + 1, sizeof *values);
    cb_status status = values ? CB_OK : CB_ERROR_MEMORY;
    for (size_t v = 0; v < variants && !status; v++)
        for (size_t t = 0; t < targets->length && !status; t++) {
            cb_ledger_row *row = &ledger->rows[ledger->count++];
            describe_row(row, file, result, v, t);
            status = fill_row(row, result, v, t, values, fault);
        }
    free(values);
    return status;
}
