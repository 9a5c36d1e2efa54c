/* What a function prints, as a text. */
#ifndef CB_PRINTED_H
#define CB_PRINTED_H

#include <stdio.h>
#include <stdlib.h>

#include "suite.h"

/* Text printed to a stream between open and close; the caller frees *text. */
typedef struct printed {
    char *text;
    size_t size;
    FILE *stream;
} printed;

static inline FILE *printed_open(printed *p)
{
    p->stream = open_memstream(&p->text, &p->size);
    assert_non_null(p->stream);
    return p->stream;
}

static inline char *printed_close(printed *p)
{
    assert_int_equal(fclose(p->stream), 0);
    return p->text;
}

/* The longest line, in characters of UTF-8. */
static inline size_t printed_width(const char *text)
{
    size_t width = 0, longest = 0;
    for (; *text; text++) {
        width = *text == '\n' ? 0 : width + (((unsigned char)*text & 0xC0) != 0x80);
        longest = width > longest ? width : longest;
    }
    return longest;
}

#endif
