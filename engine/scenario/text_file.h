/* A whole input file as text: UTF-8 without byte order mark, NUL or control characters, lines ended by LF or CRLF. */
#ifndef CB_TEXT_FILE_H
#define CB_TEXT_FILE_H

#include "diagnostics.h"

/* Reads `path` of at most `most` bytes and hands it to `diagnostics` under the name `shown`. Complains of a file that
 * cannot be read or is too large, and with line and column of the first byte that is not text. *text ends with a NUL
 * and is the caller's to free; NULL on error. */
cb_status cb_text_file_read(const char *path, const char *shown, size_t most, cb_diagnostics *diagnostics, char **text,
                            size_t *size) CB_MUST_USE;
/* The same checks for a text in memory. */
cb_status cb_text_check(const char *text, size_t size, const char *shown, cb_diagnostics *diagnostics) CB_MUST_USE;

#endif
