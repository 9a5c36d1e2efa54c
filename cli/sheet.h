/* Plain text at most 100 columns wide, or the same as Markdown: headings, paragraphs, entries with details. */
#ifndef CB_SHEET_H
#define CB_SHEET_H

#include <stdbool.h>
#include <stdio.h>

#include "status.h"

typedef struct cb_sheet {
    FILE *stream;
    bool markdown;
} cb_sheet;

void cb_sheet_heading(const cb_sheet *sheet, int level, const char *text); /* level from 1 */
void cb_sheet_text(const cb_sheet *sheet, const char *text);
/* A name and what is to be known of it at a glance ("1/yr, 0 to 1, default 0.02"); facts may be empty. */
void cb_sheet_entry(const cb_sheet *sheet, const char *name, const char *format, ...) CB_PRINTF(3, 4);
/* Below an entry; `label` NULL: the text alone. Nothing where `text` is NULL or empty. */
void cb_sheet_detail(const cb_sheet *sheet, const char *label, const char *text);

#endif
