#include "source_lines.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "utf8.h"

#define WIDEST 160 /* characters shown of a line */
#define LEAD   100 /* of them at most before the caret */

struct cb_source_lines {
    cb_source_lines *next;
    char *file, *text;
    size_t size;
    size_t *starts, lines; /* offset of every line, made when first needed */
};

/* ---- texts ----------------------------------------------------------------------------------------------------- */

static cb_source_lines *find(cb_source_lines *sources, const char *file)
{
    while (sources && strcmp(sources->file, file))
        sources = sources->next;
    return sources;
}

static void release(cb_source_lines *source)
{
    free(source->file);
    free(source->text);
    free(source->starts);
    free(source);
}

void cb_source_lines_free(cb_source_lines *sources)
{
    while (sources) {
        cb_source_lines *next = sources->next;
        release(sources);
        sources = next;
    }
}

cb_status cb_source_lines_keep(cb_source_lines **sources, const char *file, const char *text, size_t size)
{
    cb_source_lines *known = find(*sources, file);
    char *copy = malloc(size + 1);
    if (!copy)
        return CB_ERROR_MEMORY;
    if (size)
        memcpy(copy, text, size);
    copy[size] = '\0';
    if (known) {
        free(known->text);
        free(known->starts);
        known->starts = NULL;
    } else {
        known = calloc(1, sizeof *known);
        if (!known || !(known->file = strdup(file))) {
            free(known);
            free(copy);
            return CB_ERROR_MEMORY;
        }
        known->next = *sources;
        *sources = known;
    }
    known->text = copy;
    known->size = size;
    return CB_OK;
}

/* ---- lines ----------------------------------------------------------------------------------------------------- */

static bool make_index(cb_source_lines *s)
{
    size_t lines = 1, at = 0;
    for (size_t i = 0; i < s->size; i++)
        lines += s->text[i] == '\n';
    s->starts = malloc(lines * sizeof *s->starts);
    if (!s->starts)
        return false;
    s->starts[at++] = 0;
    for (size_t i = 0; i < s->size; i++)
        if (s->text[i] == '\n')
            s->starts[at++] = i + 1;
    s->lines = lines;
    return true;
}

/* Moves over `count` characters, not beyond `end`. */
static const char *skip(const char *at, const char *end, size_t count)
{
    while (count-- && at < end)
        at += cb_utf8_step(at, (size_t)(end - at));
    return at;
}

/* The caret line: tabs stay tabs and wide characters take two blanks, so that the caret stands under its column. */
static void put_blanks(FILE *stream, const char *at, const char *end)
{
    while (at < end) {
        size_t size = (size_t)(end - at), step = cb_utf8_step(at, size);
        if (*at == '\t')
            fputc('\t', stream);
        else
            fprintf(stream, "%*s", cb_utf8_width(at, size), "");
        at += step;
    }
}

/* What no terminal should act on, and what is not UTF-8, becomes a question mark. */
static void put_line(FILE *stream, const char *at, const char *end)
{
    while (at < end) {
        size_t size = (size_t)(end - at), step = cb_utf8_step(at, size);
        if (*at != '\t' && !cb_utf8_valid(at, size))
            fputc('?', stream);
        else
            fwrite(at, 1, step, stream);
        at += step;
    }
}

static void put_shown(FILE *stream, const char *line, const char *end, size_t column)
{
    size_t before = column ? column - 1 : 0, from = before > LEAD ? before - LEAD : 0;
    const char *first = skip(line, end, from), *caret = skip(line, end, before), *last = skip(first, end, WIDEST);
    const char *lead = first > line ? "..." : "";
    fprintf(stream, "    %s", lead);
    put_line(stream, first, last);
    fprintf(stream, "%s\n    %*s", last < end ? "..." : "", (int)strlen(lead), "");
    put_blanks(stream, first, caret < first ? first : caret);
    fputs("^\n", stream);
}

char *cb_source_lines_show(cb_source_lines *sources, cb_mark mark)
{
    cb_source_lines *s = mark.file ? find(sources, mark.file) : NULL;
    if (!s || !mark.line || (!s->starts && !make_index(s)) || mark.line > s->lines)
        return NULL;
    const char *line = s->text + s->starts[mark.line - 1];
    const char *end = mark.line < s->lines ? s->text + s->starts[mark.line] - 1 : s->text + s->size;
    if (end > line && end[-1] == '\r')
        end--;
    if (end == line)
        return NULL; /* nothing to point at */
    char *shown = NULL;
    size_t size;
    FILE *stream = open_memstream(&shown, &size);
    if (!stream)
        return NULL;
    put_shown(stream, line, end, mark.column);
    if (fclose(stream)) {
        free(shown);
        return NULL;
    }
    return shown;
}
