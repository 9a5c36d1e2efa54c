#include "sheet.h"

#include <stdarg.h>
#include <string.h>

#include "writer.h"

#define PAGE_WIDTH 100
#define INDENT     4

/* Words of `text` from column `column` on, later lines indented by INDENT. */
static void wrap(FILE *stream, const char *text, size_t column, size_t indent)
{
    bool first = true;
    while (*(text += strspn(text, " \n"))) {
        int length = (int)strcspn(text, " \n");
        char word[512];
        snprintf(word, sizeof word, "%.*s", length, text);
        size_t width = cb_text_width(word);
        if (!first && column + 1 + width > PAGE_WIDTH) {
            fprintf(stream, "\n%*s", (int)indent, "");
            column = indent;
            first = true;
        }
        fprintf(stream, "%s%s", first ? "" : " ", word);
        column += width + !first;
        first = false;
        text += length;
    }
    fputc('\n', stream);
}

void cb_sheet_heading(const cb_sheet *sheet, int level, const char *text)
{
    const char *before = level > 1 ? "\n" : ""; /* level 1 begins a page */
    if (sheet->markdown) {
        fprintf(sheet->stream, "%s%.*s %s\n\n", before, level, "######", text);
        return;
    }
    fprintf(sheet->stream, "%s%s\n", before, text);
    for (size_t i = cb_text_width(text); level < 3 && i > 0; i--)
        fputc(level == 1 ? '=' : '-', sheet->stream);
    fputs(level < 3 ? "\n" : "", sheet->stream);
}

void cb_sheet_text(const cb_sheet *sheet, const char *text)
{
    if (sheet->markdown)
        fprintf(sheet->stream, "%s\n\n", text);
    else
        wrap(sheet->stream, text, 0, 0);
}

void cb_sheet_entry(const cb_sheet *sheet, const char *name, const char *format, ...)
{
    char facts[512];
    va_list list;
    va_start(list, format);
    vsnprintf(facts, sizeof facts, format, list);
    va_end(list);
    if (sheet->markdown) {
        fprintf(sheet->stream, "- **`%s`**%s%s\n", name, facts[0] ? " " : "", facts);
        return;
    }
    fprintf(sheet->stream, "%s%s", name, facts[0] ? "  " : "");
    wrap(sheet->stream, facts, cb_text_width(name) + 2, INDENT);
}

void cb_sheet_detail(const cb_sheet *sheet, const char *label, const char *text)
{
    if (!text || !*text)
        return;
    if (sheet->markdown) {
        fprintf(sheet->stream, "  <br>%s%s%s\n", label ? label : "", label ? ": " : "", text);
        return;
    }
    fprintf(sheet->stream, "%*s%s%s", INDENT, "", label ? label : "", label ? ": " : "");
    wrap(sheet->stream, text, INDENT + (label ? cb_text_width(label) + 2 : 0), INDENT);
}
