/* UTF-8, one character at a time. Sizes in bytes, `size` at least 1. */
#ifndef CB_UTF8_H
#define CB_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of the character at `at`; 1 where it is not UTF-8. */
size_t cb_utf8_step(const char *at, size_t size);
/* Is it a well-formed character that is neither a control character nor a line or paragraph separator? */
bool cb_utf8_valid(const char *at, size_t size);
/* The code point, UINT32_MAX where it is not UTF-8. */
uint32_t cb_utf8_code(const char *at, size_t size);
/* Cells it takes in a terminal: 2 for CJK, 0 for combining accents, else 1. */
int cb_utf8_width(const char *at, size_t size);

#endif
