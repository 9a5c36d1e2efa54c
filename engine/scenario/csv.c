#include "csv.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text_file.h"
#include "utf8.h"

#define LARGEST_FILE ((size_t)1 << 30)

/* A cell as found: its text is cut out of the file in place. */
typedef struct cell {
    char *text;
    cb_mark mark;
    bool quoted;
} cell;

typedef struct reader {
    char *at, *end; /* *end is a NUL */
    cb_mark mark;
    cb_diagnostics *diagnostics;
    cell *row; /* cells of the current row */
    size_t count, row_room;
    size_t rows_room;
} reader;

/* ---- characters ------------------------------------------------------------------------------------------------ */

static void advance(reader *r)
{
    if (*r->at == '\n') {
        r->mark.line++;
        r->mark.column = 0;
    }
    r->at += cb_utf8_step(r->at, (size_t)(r->end - r->at));
    r->mark.column++;
}

static bool at_line_end(const reader *r)
{
    return r->at == r->end || *r->at == '\n' || *r->at == '\r';
}

static void skip_blanks(reader *r)
{
    while (*r->at == ' ' || *r->at == '\t')
        advance(r);
}

/* Text without the blanks at its end. */
static void cut(char *text, char *end)
{
    while (end > text && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    *end = '\0';
}

/* ---- cells ----------------------------------------------------------------------------------------------------- */

/* After the opening quote: doubled quotes become one. Leaves the reader behind the closing quote. */
static cb_status read_quoted(reader *r, cell *c)
{
    advance(r);
    char *to = c->text = r->at;
    while (r->at < r->end) {
        if (*r->at == '"') {
            if (r->at[1] != '"')
                break;
            advance(r);
        }
        char *from = r->at;
        advance(r);
        memmove(to, from, (size_t)(r->at - from));
        to += r->at - from;
    }
    if (r->at == r->end)
        return cb_diagnose(r->diagnostics, c->mark, "this quote is never closed: add a `\"` at the end of the cell");
    advance(r);
    while (c->text < to && (*c->text == ' ' || *c->text == '\t'))
        c->text++;
    cut(c->text, to);
    skip_blanks(r);
    return CB_OK;
}

static cb_status read_bare(reader *r, cell *c)
{
    cb_mark quote = {0};
    c->text = r->at;
    while (!at_line_end(r) && *r->at != ',') {
        if (*r->at == '"' && !quote.line)
            quote = r->mark;
        advance(r);
    }
    if (quote.line)
        return cb_diagnose(r->diagnostics, quote,
                           "quote inside a cell: put quotes around the whole cell and write a quote in it as `\"\"`");
    return CB_OK;
}

static cb_status row_push(reader *r, cell c)
{
    if (r->count == r->row_room) {
        size_t room = 2 * r->row_room + 16;
        cell *row = realloc(r->row, room * sizeof *row);
        if (!row)
            return CB_ERROR_MEMORY;
        r->row = row;
        r->row_room = room;
    }
    r->row[r->count++] = c;
    return CB_OK;
}

/* Reads a cell and leaves the reader at the comma or line end behind it. */
static cb_status read_cell(reader *r, cell *c)
{
    skip_blanks(r);
    *c = (cell){.mark = r->mark, .quoted = r->at < r->end && *r->at == '"'};
    cb_status status = c->quoted ? read_quoted(r, c) : read_bare(r, c);
    if (!status && !at_line_end(r) && *r->at != ',')
        status = cb_diagnose(r->diagnostics, r->mark, "text after the closing quote: expected a comma");
    while (status && !at_line_end(r) && *r->at != ',')
        advance(r);
    return status;
}

/* Reads a line. Bare cells are cut where their comma stood, once it was seen. CB_ERROR_INPUT: complained. */
static cb_status read_row(reader *r)
{
    cb_status status = CB_OK;
    bool more = true;
    for (r->count = 0; more && status != CB_ERROR_MEMORY;) {
        cell c;
        cb_status one = read_cell(r, &c);
        char *separator = r->at;
        more = *separator == ',';
        while (r->at < r->end && *r->at == '\r')
            advance(r);
        if (r->at < r->end)
            advance(r);
        if (!c.quoted)
            cut(c.text, separator);
        if (!one)
            one = row_push(r, c);
        status = one ? one : status;
    }
    return status;
}

/* ---- rows ------------------------------------------------------------------------------------------------------ */

static bool row_blank(const reader *r)
{
    return r->count == 1 && !r->row[0].quoted && !*r->row[0].text;
}

/* The next row that is not blank; *more false at the end of the file. */
static cb_status next_row(reader *r, bool *more)
{
    cb_status status = CB_OK;
    do {
        *more = r->at < r->end;
        if (*more)
            status = read_row(r);
    } while (*more && !status && row_blank(r));
    return status;
}

/* What spreadsheets write where the decimal mark is a comma. */
static cb_status check_separator(reader *r, const cb_csv *csv)
{
    const char *other = csv->columns == 1 ? strpbrk(csv->header[0], ";\t") : NULL;
    if (!other)
        return CB_OK;
    return cb_diagnose(r->diagnostics, csv->header_marks[0],
                       "the columns are separated by %s: save the file with commas between cells and points in numbers",
                       *other == ';' ? "semicolons" : "tabs");
}

static cb_status check_header(reader *r, const cb_csv *csv)
{
    cb_status status = check_separator(r, csv);
    if (status)
        return status;
    for (size_t i = 0; i < csv->columns; i++) {
        size_t first = cb_csv_column(csv, csv->header[i]);
        if (!*csv->header[i])
            status = cb_diagnose(r->diagnostics, csv->header_marks[i], "column %zu has no name", i + 1);
        else if (first < i)
            status = cb_diagnose(r->diagnostics, csv->header_marks[i],
                                 "the column `%s` stands twice: it is already column %zu", csv->header[i], first + 1);
    }
    return status;
}

static cb_status read_header(reader *r, cb_csv *csv)
{
    bool more;
    cb_status status = next_row(r, &more);
    if (status)
        return status;
    if (!more)
        return cb_diagnose(r->diagnostics, (cb_mark){csv->file, 1, 1},
                           "the file is empty: expected a header row with the names of the columns, then rows");
    csv->header = calloc(r->count, sizeof *csv->header);
    csv->header_marks = calloc(r->count, sizeof *csv->header_marks);
    if (!csv->header || !csv->header_marks)
        return CB_ERROR_MEMORY;
    csv->columns = r->count;
    for (size_t i = 0; i < r->count; i++) {
        csv->header[i] = r->row[i].text;
        csv->header_marks[i] = r->row[i].mark;
    }
    return check_header(r, csv);
}

static cb_status check_width(const reader *r, const cb_csv *csv)
{
    const char *s = r->count == 1 ? "" : "s";
    if (r->count < csv->columns)
        return cb_diagnose(r->diagnostics, r->row[r->count - 1].mark,
                           "the row has %zu cell%s but the header has %zu: the cell of `%s` is missing", r->count, s,
                           csv->columns, csv->header[r->count]);
    if (r->count > csv->columns)
        return cb_diagnose(r->diagnostics, r->row[csv->columns].mark,
                           "the row has %zu cell%s but the header has %zu: put quotes around a cell with a comma",
                           r->count, s, csv->columns);
    return CB_OK;
}

static cb_status append_row(reader *r, cb_csv *csv)
{
    if (csv->rows == r->rows_room) {
        size_t room = 2 * r->rows_room + 64;
        char **cells = reallocarray(csv->cells, room, csv->columns * sizeof *cells);
        if (cells)
            csv->cells = cells;
        cb_mark *marks = reallocarray(csv->marks, room, csv->columns * sizeof *marks);
        if (marks)
            csv->marks = marks;
        if (!cells || !marks)
            return CB_ERROR_MEMORY;
        r->rows_room = room;
    }
    for (size_t i = 0; i < csv->columns; i++) {
        csv->cells[csv->rows * csv->columns + i] = r->row[i].text;
        csv->marks[csv->rows * csv->columns + i] = r->row[i].mark;
    }
    csv->rows++;
    return CB_OK;
}

/* Goes on after a bad row, to find all of them. */
static cb_status read_rows(reader *r, cb_csv *csv)
{
    cb_status found = CB_OK;
    bool more = true;
    while (more) {
        cb_status status = next_row(r, &more);
        if (!status && more)
            status = check_width(r, csv);
        if (!status && more)
            status = append_row(r, csv);
        if (status == CB_ERROR_MEMORY)
            return status;
        found = status ? status : found;
    }
    if (!found && !csv->rows)
        return cb_diagnose(r->diagnostics, (cb_mark){csv->file, 1, 1},
                           "the table has a header but no rows below it: expected at least one");
    return found;
}

/* ---- files ----------------------------------------------------------------------------------------------------- */

static cb_status load(const char *path, cb_diagnostics *diagnostics, cb_csv *csv)
{
    size_t size;
    cb_status status = cb_text_file_read(path, csv->file, LARGEST_FILE, diagnostics, &csv->text, &size);
    if (status)
        return status;
    reader r = {.at = csv->text,
                .end = csv->text + size,
                .mark = {.file = csv->file, .line = 1, .column = 1},
                .diagnostics = diagnostics};
    status = read_header(&r, csv);
    if (!status)
        status = read_rows(&r, csv);
    free(r.row);
    return status;
}

cb_status cb_csv_load(const char *path, const char *shown, cb_diagnostics *diagnostics, cb_csv **csv)
{
    *csv = calloc(1, sizeof **csv);
    cb_status status = *csv && ((*csv)->file = strdup(shown)) ? CB_OK : CB_ERROR_MEMORY;
    if (!status)
        status = load(path, diagnostics, *csv);
    if (status) {
        cb_csv_free(*csv);
        *csv = NULL;
    }
    return status;
}

void cb_csv_free(cb_csv *csv)
{
    if (!csv)
        return;
    free(csv->file);
    free(csv->text);
    free(csv->header);
    free(csv->header_marks);
    free(csv->cells);
    free(csv->marks);
    free(csv);
}

size_t cb_csv_column(const cb_csv *csv, const char *name)
{
    for (size_t i = 0; i < csv->columns; i++)
        if (!strcmp(csv->header[i], name))
            return i;
    return SIZE_MAX;
}
