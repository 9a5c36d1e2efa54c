#include "describe.h"

#include <math.h>
#include <string.h>

#define RANGE_SIZE 96

/* ", 0 to 1", ", at least 0"; "" where nothing is bounded. A range counts where low < high. */
static void range_text(char text[RANGE_SIZE], double low, double high)
{
    text[0] = '\0';
    if (!(low < high))
        return;
    if (isfinite(low) && isfinite(high))
        snprintf(text, RANGE_SIZE, ", %.10g to %.10g", low, high);
    else if (isfinite(low))
        snprintf(text, RANGE_SIZE, ", at least %.10g", low);
    else if (isfinite(high))
        snprintf(text, RANGE_SIZE, ", at most %.10g", high);
}

static const char *unit_text(const char *unit)
{
    return !unit || !strcmp(unit, "1") ? "dimensionless" : unit;
}

/* ---- fields --------------------------------------------------------------------------------------------------------
 */

static const char *kind_text(cb_kind kind)
{
    switch (kind) {
    case CB_STATE:
        return "state";
    case CB_FLOW:
        return "flow";
    case CB_SCRATCH:
        return "scratch";
    case CB_SHARED:
        return "shared";
    }
    return "";
}

static void describe_recording(const cb_sheet *sheet, const cb_field *field)
{
    char text[128];
    if (field->kind != CB_STATE && field->kind != CB_FLOW)
        return;
    if (!field->record)
        snprintf(text, sizeof text, "by its name");
    else if (!strcmp(field->record, "default"))
        snprintf(text, sizeof text, "by default");
    else
        snprintf(text, sizeof text, "by its name or as one of `%s`", field->record);
    cb_sheet_detail(sheet, "recorded", text);
}

void cb_describe_field(const cb_sheet *sheet, const cb_field *field)
{
    char range[RANGE_SIZE];
    range_text(range, field->min, field->max);
    cb_sheet_entry(sheet, field->name, "%s by %s, %s%s", kind_text(field->kind),
                   field->axes && *field->axes ? field->axes : "run", unit_text(field->unit), range);
    cb_sheet_detail(sheet, NULL, field->long_name);
    cb_sheet_detail(sheet, "starts from", field->initial);
    cb_sheet_detail(sheet, "every change is explained by", field->balance);
    describe_recording(sheet, field);
}

/* ---- parameters ----------------------------------------------------------------------------------------------------
 */

void cb_describe_param(const cb_sheet *sheet, const cb_param *param)
{
    char range[RANGE_SIZE];
    range_text(range, param->min, param->max);
    switch (param->kind) {
    case CB_PARAM_NUMBER:
        cb_sheet_entry(sheet, param->name, "%s%s, default %.10g; number, distribution or by place",
                       unit_text(param->unit), range, param->value);
        break;
    case CB_PARAM_FIXED:
        cb_sheet_entry(sheet, param->name, "%s%s, default %.10g; one number", unit_text(param->unit), range,
                       param->value);
        break;
    case CB_PARAM_CHOICE:
        cb_sheet_entry(sheet, param->name, "one of: %s (the first by default)", param->choices);
        break;
    case CB_PARAM_LIST:
        cb_sheet_entry(sheet, param->name, "%s%s, default [%s]; ascending numbers", unit_text(param->unit), range,
                       param->list);
        break;
    }
    cb_sheet_detail(sheet, NULL, param->doc);
    cb_sheet_detail(sheet, "default from", param->source);
}

/* ---- tables --------------------------------------------------------------------------------------------------------
 */

static const char *column_text(cb_column_kind kind)
{
    switch (kind) {
    case CB_COLUMN_PLACE:
        return "key: place id";
    case CB_COLUMN_SEX:
        return "key: sex";
    case CB_COLUMN_AGE:
        return "key: lower end of an age group, whole years";
    case CB_COLUMN_STATUS:
        return "key: status";
    case CB_COLUMN_YEAR:
        return "key: calendar year, or period like 2020-2025 from mid-year to mid-year";
    case CB_COLUMN_TEXT:
        return "key: text";
    case CB_COLUMN_NUMBER:
        break;
    }
    return "";
}

static void describe_column(const cb_sheet *sheet, const cb_column *column)
{
    char text[512], range[RANGE_SIZE];
    range_text(range, column->min, column->max);
    if (column->kind == CB_COLUMN_NUMBER)
        snprintf(text, sizeof text, "%s%s", unit_text(column->unit), range);
    else
        snprintf(text, sizeof text, "%s", column_text(column->kind));
    size_t used = strlen(text);
    snprintf(text + used, sizeof text - used, "%s%s%s", column->optional ? ", optional" : "", column->doc ? "; " : "",
             column->doc ? column->doc : "");
    cb_sheet_detail(sheet, column->name, text);
}

void cb_describe_table(const cb_sheet *sheet, const cb_table *table)
{
    cb_sheet_entry(sheet, table->name, "`%s: {table: FILE.csv}`, %s%s", table->name,
                   table->required ? "required" : "optional",
                   table->defines_axes ? "; its ages and sexes are those of the world" : "");
    cb_sheet_detail(sheet, NULL, table->doc);
    for (const cb_column *column = table->columns; column && column->name; column++)
        describe_column(sheet, column);
}

/* ---- keys of a scenario --------------------------------------------------------------------------------------------
 */

/* What a key holds; NULL where its doc says all. */
static const char *key_kind_text(cb_key_kind kind)
{
    static const char *const texts[] = {
        [CB_KEY_TEXT] = "text",
        [CB_KEY_ID] = "id",
        [CB_KEY_YES_NO] = "yes or no",
        [CB_KEY_WHOLE] = "whole number",
        [CB_KEY_YEAR] = "year",
        [CB_KEY_DATE] = "date",
        [CB_KEY_DATE_VALUE] = "date or distribution of dates",
        [CB_KEY_PLACE] = "place",
        [CB_KEY_REGION] = "region or place",
        [CB_KEY_PARAMETER] = "parameter",
        [CB_KEY_LIST] = "list",
        [CB_KEY_MAPPING] = "mapping",
        [CB_KEY_RECORDS] = "list of entries with different ids",
    };
    return (size_t)kind < sizeof texts / sizeof *texts ? texts[kind] : NULL;
}

/* "whole number, 1 to 100000000"; dates have a range that nobody meets. */
static void key_value_text(char *text, size_t size, const cb_key *key)
{
    char range[RANGE_SIZE] = "";
    const char *kind = key_kind_text(key->kind);
    if (key->kind != CB_KEY_DATE_VALUE)
        range_text(range, key->low, key->high);
    if (key->choices)
        snprintf(text, size, "one of: %s", key->choices);
    else if (key->kind == CB_KEY_NUMBER || key->kind == CB_KEY_VALUE)
        snprintf(text, size, "%s, %s%s", key->kind == CB_KEY_NUMBER ? "number" : "number or distribution",
                 unit_text(key->unit), range);
    else
        snprintf(text, size, "%s%s", kind ? kind : "value", range);
}

static void describe_key(const cb_sheet *sheet, const cb_key *key, bool top)
{
    char value[256];
    key_value_text(value, sizeof value, key);
    cb_sheet_entry(sheet, key->name, "%s%s%s%s%s", value, key->required ? ", required" : "",
                   key->fallback ? ", default " : "", key->fallback ? key->fallback : "",
                   top && key->fixed ? "; the same in all variants" : "");
    cb_sheet_detail(sheet, NULL, key->doc);
}

void cb_describe_section(const cb_sheet *sheet, cb_section_id section)
{
    const cb_section *described = cb_schema_section(section);
    cb_sheet_heading(sheet, 2, described->name);
    cb_sheet_text(sheet, described->doc);
    for (const cb_key *key = described->keys; key->name; key++)
        describe_key(sheet, key, section == CB_SECTION_SCENARIO);
    if (section == CB_SECTION_PLACES)
        cb_describe_table(sheet, cb_schema_places());
}

/* ---- indicators ----------------------------------------------------------------------------------------------------
 */

void cb_describe_indicator(const cb_sheet *sheet, const cb_indicator *indicator)
{
    char text[256] = "";
    switch (indicator->reduction) {
    case CB_SUM:
        snprintf(text, sizeof text, "sum of %s%s%s", indicator->field, indicator->where ? " where " : "",
                 indicator->where ? indicator->where : "");
        break;
    case CB_RATIO:
        snprintf(text, sizeof text, "%s over %s", indicator->numerator, indicator->denominator);
        break;
    case CB_WEIGHTED_MEAN:
        snprintf(text, sizeof text, "mean of %s weighted by %s", indicator->field, indicator->weight);
        break;
    case CB_MAX_OVER_PAIRS:
        snprintf(text, sizeof text, "largest %s over pairs of places", indicator->field);
        break;
    case CB_LENGTH:
        snprintf(text, sizeof text, "length of the open projects with both ends in the region");
        break;
    }
    cb_sheet_entry(sheet, indicator->name, "%s; %s", unit_text(indicator->unit), text);
    cb_sheet_detail(sheet, NULL, indicator->doc);
}

/* ---- processes -----------------------------------------------------------------------------------------------------
 */

static void describe_uses(const cb_sheet *sheet, const cb_process *process, cb_access access, const char *label)
{
    char text[512];
    size_t before = (size_t)snprintf(text, sizeof text, "%s: ", label), used = before;
    for (const cb_use *use = process->uses; use && use->field; use++)
        if (use->access == access && used < sizeof text)
            used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", used > before ? ", " : "", use->field);
    if (used > before)
        cb_sheet_text(sheet, text);
}

static void describe_reference(const cb_sheet *sheet, const cb_process *process)
{
    char text[512];
    snprintf(text, sizeof text, "After: %s", process->reference);
    cb_sheet_text(sheet, text);
}

/* "Needs the process cohorts and the statuses [registered unregistered]" */
static void describe_needs(const cb_sheet *sheet, const cb_process *process)
{
    char text[256];
    const char *needs = process->needs, *statuses = process->statuses;
    if (!needs && !statuses)
        return;
    snprintf(text, sizeof text, "Needs: %s%s%s%s%s", needs ? "the process " : "", needs ? needs : "",
             needs && statuses ? ", and " : "", statuses ? "two statuses or more, among them " : "",
             statuses ? statuses : "");
    cb_sheet_text(sheet, text);
}

void cb_describe_process(const cb_sheet *sheet, const cb_process *process)
{
    cb_sheet_heading(sheet, 2, process->name);
    cb_sheet_text(sheet, process->doc);
    describe_reference(sheet, process);
    describe_needs(sheet, process);
    describe_uses(sheet, process, CB_READ, "Reads");
    describe_uses(sheet, process, CB_WRITE, "Writes");
    if (process->params && process->params->name)
        cb_sheet_heading(sheet, 3, "Parameters");
    for (const cb_param *param = process->params; param && param->name; param++)
        cb_describe_param(sheet, param);
    if (process->tables && process->tables->name)
        cb_sheet_heading(sheet, 3, "Tables");
    for (const cb_table *table = process->tables; table && table->name; table++)
        cb_describe_table(sheet, table);
    if (process->indicators && process->indicators->name)
        cb_sheet_heading(sheet, 3, "Indicators");
    for (const cb_indicator *indicator = process->indicators; indicator && indicator->name; indicator++)
        cb_describe_indicator(sheet, indicator);
    if (process->fields && process->fields->name)
        cb_sheet_heading(sheet, 3, "Fields");
    for (const cb_field *field = process->fields; field && field->name; field++)
        cb_describe_field(sheet, field);
}
