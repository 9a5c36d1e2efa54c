#include "ledger_writer.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "writer.h"

#define PAGE_WIDTH 100
#define CELL_SIZE  160
#define LEAST_NAME 8

/* ---- CSV and JSON: one table of columns ----------------------------------------------------------------------------
 */

typedef enum column_kind { COLUMN_TEXT, COLUMN_CHARACTERS, COLUMN_NUMBER, COLUMN_STATUS, COLUMN_NOTE } column_kind;

typedef struct column {
    const char *name;
    size_t offset;
    column_kind kind;
    bool only_json;
} column;

#define TEXT(field)       offsetof(cb_ledger_row, field), COLUMN_TEXT, false
#define CHARACTERS(field) offsetof(cb_ledger_row, field), COLUMN_CHARACTERS, false
#define NUMBER(field)     offsetof(cb_ledger_row, field), COLUMN_NUMBER, false

static const column columns[] = {
    {"variant", TEXT(variant)},
    {"target", TEXT(target)},
    {"indicator", TEXT(indicator)},
    {"region", TEXT(region)},
    {"by", CHARACTERS(by)},
    {"comparison", TEXT(comparison)},
    {"value", CHARACTERS(value)},
    {"low", offsetof(cb_ledger_row, low), COLUMN_NUMBER, true},
    {"high", offsetof(cb_ledger_row, high), COLUMN_NUMBER, true},
    {"unit", TEXT(unit)},
    {"members", NUMBER(members)},
    {"status", 0, COLUMN_STATUS, false},
    {"p_met", NUMBER(p_met)},
    {"p_low", NUMBER(interval.low)},
    {"p_high", NUMBER(interval.high)},
    {"median", NUMBER(median)},
    {"q05", NUMBER(q05)},
    {"q95", NUMBER(q95)},
    {"kind", TEXT(kind)},
    {"source", TEXT(source)},
    {"note", 0, COLUMN_NOTE, false},
    {"name", TEXT(name)},
    {"file", TEXT(file)},
};
#define COLUMN_COUNT (sizeof columns / sizeof *columns)

static double column_number(const column *c, const cb_ledger_row *row)
{
    double value;
    memcpy(&value, (const char *)row + c->offset, sizeof value);
    return value;
}

static const char *column_text(const column *c, const cb_ledger_row *row)
{
    const char *text = (const char *)row + c->offset;
    switch (c->kind) {
    case COLUMN_TEXT:
        memcpy(&text, (const char *)row + c->offset, sizeof text);
        return text;
    case COLUMN_STATUS:
        return cb_ledger_status_text(row->status);
    case COLUMN_NOTE:
        return row->not_modelled[0] ? row->not_modelled : row->assumed;
    case COLUMN_CHARACTERS:
    case COLUMN_NUMBER:
        break;
    }
    return text;
}

void cb_ledger_print_csv(const cb_ledger *ledger, FILE *stream)
{
    const char *comma = "";
    for (size_t c = 0; c < COLUMN_COUNT; c++)
        if (!columns[c].only_json) {
            fprintf(stream, "%s%s", comma, columns[c].name);
            comma = ",";
        }
    fputc('\n', stream);
    for (size_t i = 0; i < ledger->count; i++) {
        comma = "";
        for (size_t c = 0; c < COLUMN_COUNT; c++) {
            if (columns[c].only_json)
                continue;
            fputs(comma, stream);
            comma = ",";
            if (columns[c].kind == COLUMN_NUMBER)
                cb_csv_number(stream, column_number(&columns[c], &ledger->rows[i]));
            else
                cb_csv_text(stream, column_text(&columns[c], &ledger->rows[i]));
        }
        fputc('\n', stream);
    }
}

static json_t *column_json(const column *c, const cb_ledger_row *row)
{
    if (c->kind != COLUMN_NUMBER)
        return json_string(column_text(c, row));
    double value = column_number(c, row);
    if (!isfinite(value))
        return json_null();
    return value == floor(value) && fabs(value) < 1e15 ? json_integer((json_int_t)value) : json_real(value);
}

static json_t *row_json(const cb_ledger_row *row)
{
    json_t *object = json_object();
    for (size_t c = 0; object && c < COLUMN_COUNT; c++)
        if (json_object_set_new(object, columns[c].name, column_json(&columns[c], row))) {
            json_decref(object);
            return NULL;
        }
    return object;
}

cb_status cb_ledger_print_json(const cb_ledger *ledger, FILE *stream)
{
    cb_status status = CB_ERROR_MEMORY;
    json_t *array = json_array();
    for (size_t i = 0; array && i < ledger->count; i++)
        if (json_array_append_new(array, row_json(&ledger->rows[i])))
            goto out;
    if (!array)
        goto out;
    status = json_dumpf(array, stream, JSON_INDENT(2) | JSON_REAL_PRECISION(12)) ? CB_ERROR_IO : CB_OK;
    fputc('\n', stream);
out:
    json_decref(array);
    return status;
}

/* ---- the page ------------------------------------------------------------------------------------------------------
 */

enum { PAGE_TARGET, PAGE_REGION, PAGE_BY, PAGE_ASKS, PAGE_MET, PAGE_MEDIAN, PAGE_STATUS, PAGE_COLUMNS };

typedef char page_line[PAGE_COLUMNS][CELL_SIZE];

static void page_header(page_line line)
{
    static const char *const titles[PAGE_COLUMNS] = {"target",        "region",        "by",    "asks for",
                                                     "chance (95 %)", "median (90 %)", "status"};
    for (size_t c = 0; c < PAGE_COLUMNS; c++)
        snprintf(line[c], CELL_SIZE, "%s", titles[c]);
}

/* Median and range, in millions where the median has that many. */
static void page_median(char *cell, const cb_ledger_row *row)
{
    char median[CB_NUMBER_SIZE], low[CB_NUMBER_SIZE], high[CB_NUMBER_SIZE];
    bool millions = fabs(row->median) >= 1e6 && fabs(row->median) < 1e12;
    double scale = millions ? 1e-6 : 1.0;
    cb_number_text(median, scale * row->median);
    cb_number_text(low, scale * row->q05);
    cb_number_text(high, scale * row->q95);
    snprintf(cell, CELL_SIZE, "%s%s (%s..%s)", median, millions ? " M" : "", low, high);
}

static void page_row(page_line line, const cb_ledger_row *row)
{
    bool numbers = row->status != CB_LEDGER_NOT_MODELLED, event = !row->value[0];
    snprintf(line[PAGE_TARGET], CELL_SIZE, "%s", row->target);
    snprintf(line[PAGE_REGION], CELL_SIZE, "%s", row->region);
    snprintf(line[PAGE_BY], CELL_SIZE, "%s", row->by);
    snprintf(line[PAGE_ASKS], CELL_SIZE, "%s", row->asks);
    snprintf(line[PAGE_STATUS], CELL_SIZE, "%s", cb_ledger_status_text(row->status));
    snprintf(line[PAGE_MET], CELL_SIZE, "%s", "-");
    snprintf(line[PAGE_MEDIAN], CELL_SIZE, "%s", "-");
    if (numbers)
        snprintf(line[PAGE_MET], CELL_SIZE, "%.0f %% (%.0f..%.0f)", 100.0 * row->p_met, 100.0 * row->interval.low,
                 100.0 * row->interval.high);
    if (numbers && !event)
        page_median(line[PAGE_MEDIAN], row);
}

static size_t widest_of(const size_t *among, size_t count, const size_t widths[PAGE_COLUMNS], size_t least)
{
    size_t widest = PAGE_COLUMNS;
    for (size_t i = 0; i < count; i++)
        if (widths[among[i]] > least && (widest == PAGE_COLUMNS || widths[among[i]] > widths[widest]))
            widest = among[i];
    return widest;
}

/* "at least 70 %" as ">= 70 %", where the page is too narrow for words. */
static void page_sign(char *cell)
{
    static const struct {
        const char *words, *sign;
    } signs[] = {{"at least ", ">= "}, {"at most ", "<= "}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t words = strlen(signs[i].words), sign = strlen(signs[i].sign);
        if (strncmp(cell, signs[i].words, words))
            continue;
        memmove(cell + sign, cell + words, strlen(cell + words) + 1);
        memcpy(cell, signs[i].sign, sign);
    }
}

/* Columns as wide as their widest cell, and all of them with the blanks between. */
static size_t page_widest(page_line *lines, size_t count, size_t widths[PAGE_COLUMNS])
{
    size_t total = PAGE_COLUMNS - 1;
    for (size_t c = 0; c < PAGE_COLUMNS; c++) {
        widths[c] = 0;
        for (size_t i = 0; i < count; i++) {
            size_t width = cb_text_width(lines[i][c]);
            widths[c] = width > widths[c] ? width : widths[c];
        }
        total += widths[c];
    }
    return total;
}

/* Until the page fits, signs take the place of words, then names give way, widest first, and then what is asked. */
static void page_widths(page_line *lines, size_t count, size_t widths[PAGE_COLUMNS])
{
    static const size_t flexible[] = {PAGE_TARGET, PAGE_REGION, PAGE_ASKS};
    size_t total = page_widest(lines, count, widths);
    if (total > PAGE_WIDTH) {
        for (size_t i = 0; i < count; i++)
            page_sign(lines[i][PAGE_ASKS]);
        total = page_widest(lines, count, widths);
    }
    for (; total > PAGE_WIDTH; total--) {
        size_t widest = widest_of(flexible, 2, widths, LEAST_NAME);
        if (widest == PAGE_COLUMNS)
            widest = widest_of(flexible, 3, widths, 1);
        if (widest == PAGE_COLUMNS)
            return;
        widths[widest]--;
    }
}

static void page_print(page_line *lines, size_t count, FILE *stream)
{
    size_t widths[PAGE_COLUMNS];
    page_widths(lines, count, widths);
    for (size_t i = 0; i < count; i++) {
        for (size_t c = 0; c + 1 < PAGE_COLUMNS; c++) {
            cb_text_cell(stream, lines[i][c], widths[c]);
            fputc(' ', stream);
        }
        fprintf(stream, "%s\n", lines[i][PAGE_STATUS]);
    }
}

static void page_notes(const cb_ledger_row *rows, size_t count, FILE *stream)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i].status == CB_LEDGER_NOT_MODELLED)
            fprintf(stream, "  %s is not modelled: %s\n", rows[i].target, rows[i].not_modelled);
}

static bool same_page(const cb_ledger_row *a, const cb_ledger_row *b)
{
    return !strcmp(a->file, b->file) && !strcmp(a->variant, b->variant);
}

cb_status cb_ledger_print(const cb_ledger *ledger, FILE *stream)
{
    page_line *lines = calloc(ledger->count + 1, sizeof *lines);
    if (!lines)
        return CB_ERROR_MEMORY;
    page_header(lines[0]);
    for (size_t first = 0, end; first < ledger->count; first = end) {
        const cb_ledger_row *row = &ledger->rows[first];
        for (end = first; end < ledger->count && same_page(row, &ledger->rows[end]); end++)
            page_row(lines[end - first + 1], &ledger->rows[end]);
        fprintf(stream, "%s%s, variant %s\n", first ? "\n" : "", row->file, row->variant);
        page_print(lines, end - first + 1, stream);
        page_notes(row, end - first, stream);
    }
    free(lines);
    return CB_OK;
}
