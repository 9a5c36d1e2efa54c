/* The texts of input files, to show a line of them with a caret. */
#ifndef CB_SOURCE_LINES_H
#define CB_SOURCE_LINES_H

#include "diagnostics.h"

typedef struct cb_source_lines cb_source_lines; /* a list of files; NULL: empty */

/* Keeps a copy of a text; a later text of the same name replaces it. */
cb_status cb_source_lines_keep(cb_source_lines **sources, const char *file, const char *text, size_t size) CB_MUST_USE;
void cb_source_lines_free(cb_source_lines *sources);

/* The line of a mark indented by 4, and a caret under its column: two lines for the caller to free. Long lines are cut
 * around the column. NULL where the line is not known, or empty. */
char *cb_source_lines_show(cb_source_lines *sources, cb_mark mark);

#endif
