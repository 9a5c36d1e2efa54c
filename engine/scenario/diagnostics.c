#include "diagnostics.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "source_lines.h"

#define MOST_KEPT    10000 /* of a hopeless table; later ones are counted */
#define MOST_SHOWN   50    /* of one file */
#define LONGEST_TEXT 2000  /* bytes */

typedef struct message {
    char *file, *text, *line; /* line: as shown, with its caret; NULL: not known */
    size_t at_line, at_column, order;
} message;

struct cb_diagnostics {
    message *messages;
    size_t kept, room, count; /* count: also those that were not kept */
    cb_source_lines *sources;
};

/* ---- list ------------------------------------------------------------------------------------------------------ */

cb_status cb_diagnostics_create(cb_diagnostics **diagnostics)
{
    *diagnostics = calloc(1, sizeof **diagnostics);
    return *diagnostics ? CB_OK : CB_ERROR_MEMORY;
}

static void message_clear(message *m)
{
    free(m->file);
    free(m->text);
    free(m->line);
}

void cb_diagnostics_free(cb_diagnostics *diagnostics)
{
    if (!diagnostics)
        return;
    for (size_t i = 0; i < diagnostics->kept; i++)
        message_clear(&diagnostics->messages[i]);
    free(diagnostics->messages);
    cb_source_lines_free(diagnostics->sources);
    free(diagnostics);
}

cb_status cb_diagnostics_source(cb_diagnostics *diagnostics, const char *file, const char *text, size_t size)
{
    return cb_source_lines_keep(&diagnostics->sources, file, text, size);
}

static bool list_grow(cb_diagnostics *d)
{
    if (d->kept < d->room)
        return true;
    size_t room = 2 * d->room + 16;
    message *messages = realloc(d->messages, room * sizeof *messages);
    if (!messages)
        return false;
    d->messages = messages;
    d->room = room;
    return true;
}

/* One line of text: user input in it may hold line breaks, and may be long. */
static void flatten(char *text)
{
    size_t size = strlen(text);
    if (size > LONGEST_TEXT) {
        size = LONGEST_TEXT - 3; /* room for the dots */
        while (size && ((unsigned char)text[size] & 0xC0) == 0x80)
            size--;
        memcpy(text + size, "...", 4);
    }
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7F)
            *text = ' ';
}

/* What variants share is read once for each: the same complaint at the same place counts once. */
static bool said_before(const cb_diagnostics *d, const message *m)
{
    for (size_t i = d->kept; i-- > 0;) {
        const message *old = &d->messages[i];
        if (old->at_line == m->at_line && old->at_column == m->at_column && !strcmp(old->text, m->text) &&
            !strcmp(old->file, m->file))
            return true;
    }
    return false;
}

cb_status cb_diagnose(cb_diagnostics *diagnostics, cb_mark mark, const char *format, ...)
{
    cb_diagnostics *d = diagnostics;
    d->count++;
    if (d->kept >= MOST_KEPT || !list_grow(d))
        return CB_ERROR_INPUT;
    message m = {.at_line = mark.line, .at_column = mark.column, .order = d->kept};
    va_list arguments;
    va_start(arguments, format);
    int size = vasprintf(&m.text, format, arguments);
    va_end(arguments);
    if (size < 0)
        return CB_ERROR_INPUT;
    flatten(m.text);
    m.file = strdup(mark.file ? mark.file : "");
    m.line = cb_source_lines_show(d->sources, mark);
    bool again = m.file && said_before(d, &m);
    d->count -= again;
    if (!m.file || again)
        message_clear(&m);
    else
        d->messages[d->kept++] = m;
    return CB_ERROR_INPUT;
}

size_t cb_diagnostics_count(const cb_diagnostics *diagnostics)
{
    return diagnostics->count;
}

cb_status cb_diagnostics_status(const cb_diagnostics *diagnostics)
{
    return diagnostics->count ? CB_ERROR_INPUT : CB_OK;
}

/* ---- print ----------------------------------------------------------------------------------------------------- */

static int compare_places(const message *x, const message *y)
{
    int files = strcmp(x->file, y->file);
    if (files)
        return files;
    if (x->at_line != y->at_line)
        return x->at_line < y->at_line ? -1 : 1;
    return x->at_column == y->at_column ? 0 : x->at_column < y->at_column ? -1 : 1;
}

static int compare_messages(const void *a, const void *b)
{
    const message *x = *(message *const *)a, *y = *(message *const *)b;
    int places = compare_places(x, y);
    return places ? places : x->order < y->order ? -1 : 1;
}

static void print_message(const message *m, FILE *stream)
{
    fputs(m->file, stream);
    if (m->at_line)
        fprintf(stream, ":%zu:%zu", m->at_line, m->at_column);
    fprintf(stream, "%serror: %s\n%s", *m->file ? ": " : "", m->text, m->line ? m->line : "");
}

static void print_rest(const char *file, size_t rest, FILE *stream)
{
    if (rest)
        fprintf(stream, "%s%s%zu further errors\n", file, *file ? ": " : "", rest);
}

static void print_sorted(message *const *sorted, size_t count, FILE *stream)
{
    size_t shown = 0, rest = 0;
    for (size_t i = 0; i < count; i++) {
        if (i && strcmp(sorted[i]->file, sorted[i - 1]->file)) {
            print_rest(sorted[i - 1]->file, rest, stream);
            shown = rest = 0;
        }
        if (shown++ < MOST_SHOWN)
            print_message(sorted[i], stream);
        else
            rest++;
    }
    if (count)
        print_rest(sorted[count - 1]->file, rest, stream);
}

void cb_diagnostics_print(const cb_diagnostics *diagnostics, FILE *stream)
{
    const cb_diagnostics *d = diagnostics;
    message **sorted = malloc((d->kept + 1) * sizeof *sorted);
    for (size_t i = 0; sorted && i < d->kept; i++)
        sorted[i] = &d->messages[i];
    if (sorted) {
        qsort(sorted, d->kept, sizeof *sorted, compare_messages);
        print_sorted(sorted, d->kept, stream);
    }
    print_rest("", d->count - (sorted ? d->kept : 0), stream);
    free(sorted);
}
