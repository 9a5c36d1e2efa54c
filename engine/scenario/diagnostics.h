/* A list of complaints with places in files: everything that is wrong is collected and shown at once. */
#ifndef CB_DIAGNOSTICS_H
#define CB_DIAGNOSTICS_H

#include <stddef.h>
#include <stdio.h>

#include "status.h"

/* A place in an input file. line and column count from 1; 0: unknown. `file` as the user wrote it; the list keeps no
 * pointer to it after the call. "--set key=value" is a file too. */
typedef struct cb_mark {
    const char *file;
    size_t line, column;
} cb_mark;

typedef struct cb_diagnostics cb_diagnostics;

cb_status cb_diagnostics_create(cb_diagnostics **diagnostics) CB_MUST_USE;
void cb_diagnostics_free(cb_diagnostics *diagnostics);

/* Adds an error: what is wrong, what was expected, what to do. The offending line is shown with a caret when printed
 * (the text of a file is kept by cb_diagnostics_source). Always returns CB_ERROR_INPUT. */
cb_status cb_diagnose(cb_diagnostics *diagnostics, cb_mark mark, const char *format, ...) CB_PRINTF(3, 4);
/* Remembers the text of a file so that carets can show its lines. */
cb_status cb_diagnostics_source(cb_diagnostics *diagnostics, const char *file, const char *text,
                                size_t size) CB_MUST_USE;

size_t cb_diagnostics_count(const cb_diagnostics *diagnostics);
/* CB_OK while the list is empty, else CB_ERROR_INPUT. */
cb_status cb_diagnostics_status(const cb_diagnostics *diagnostics);
/* Every error in file, line, column order: "file:line:column: error: text", the line, a caret. */
void cb_diagnostics_print(const cb_diagnostics *diagnostics, FILE *stream);

/* The entry of `names` nearest to `word` (edit distance at most a third of its length), or NULL. */
const char *cb_nearest_name(const char *word, const char *const *names, size_t count);

#endif
